"""What articles claim about their figures, and which of it the figures bear out."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.patches import Rectangle

from gdp import style
from gdp.schema import TESTS as TEST_WORDS
from gdp.tables import (
    BOUNDS,
    PROVINCIAL,
    TRILLIONS,
    Tables,
    allows,
    arguments,
    compare,
    in_trillions,
    in_words,
    made,
    pick_year,
)

HOLDS, EVERY_READING, AGREES, FAILS, UNKNOWN = VERDICTS = (
    "holds",
    "holds under every reading",
    "agrees with itself",
    "fails",
    "not settled by these data",
)
# Of each verdict: its words above the cells, and their fill, edge and number.
LOOKS = {
    HOLDS: ("hold", style.INK, style.INK, "white"),
    EVERY_READING: ("hold under\nevery reading", style.CONTEXT, style.CONTEXT, "white"),
    AGREES: ("agree with\nthemselves", style.GRID, style.GRID, style.INK),
    FAILS: ("fail", "white", style.INK, style.INK),
    UNKNOWN: ("not settled\nby these data", "white", style.CONTEXT, style.INK),
}


class MissingRowsError(LookupError):
    """The rows with which a claim is tested are not there: no claim is settled without them."""


class Finding(NamedTuple):
    """What the figures say of a claim.

    `figures` and `milestones` are the rows from which it was computed; `needed` says what would
    settle the claim if these data do not, unless claims.csv says so itself.
    """

    verdict: str
    computed: str
    figures: pd.DataFrame | None = None
    milestones: pd.DataFrame | None = None
    needed: str = ""


@dataclass(frozen=True)
class Evidence:
    """What a claim may be tested with."""

    year: int  # that the article reports
    source: str  # the article's key
    paragraph: int  # of the claim
    figures: pd.DataFrame  # the article's own
    milestones: pd.DataFrame  # of `Tables.crossings`, up to the year, whoever published them
    regions: pd.DataFrame

    def said(self, indicator: str, **cells: object) -> pd.DataFrame:
        """Return the statements of an indicator whose columns have these cells; None is any.

        They are about the year of the article, or undated, unless `period` says otherwise or the
        period is that of a passing.
        """
        rows = self.figures[self.figures["indicator"] == indicator]
        if "period" not in cells and not indicator.endswith("of passing"):
            period = rows["period"].str[-4:]
            rows = rows[(period == "") | (period == str(self.year))]
        cells = {column: cell for column, cell in cells.items() if cell is not None}
        for column, cell in cells.items():
            cell = [cell] if not isinstance(cell, list) else cell
            rows = rows[rows[column].isin([TRILLIONS.get(str(word), word) for word in cell])]
        if rows.empty:
            named = (f"{column} {cell}" for column, cell in cells.items() if cell != "")
            raise MissingRowsError(f"no statement of {indicator} with {', '.join(named)}")
        return rows

    def past(self, mark: str | float, *levels: str) -> pd.DataFrame:
        """Return the milestones at a mark of regions of some levels, by year; else of cities."""
        rows = self.milestones[self.milestones["mark"] == float(mark)]
        rows = rows[rows["level"].isin(levels or ("city", "municipality"))]
        if rows.empty:
            raise MissingRowsError(f"no milestone at {float(mark):g} trillion yuan")
        return rows

    def milestone(self, mark: str | float, region: str) -> pd.DataFrame:
        """Return the row of a region at a mark."""
        at_mark = self.milestones["mark"] == float(mark)
        row = self.milestones[at_mark & (self.milestones["region"] == region)]
        if row.empty:
            raise MissingRowsError(f"no milestone of {region} at {float(mark):g} trillion yuan")
        return row

    def against_nation(self) -> tuple[dict[str, str], pd.DataFrame, pd.Series]:
        """Return the provinces with their levels, their rates, and how these compare with China."""
        ranked = self.regions[self.regions["level"].isin(PROVINCIAL)]
        levels = dict(zip(ranked["region"], ranked["level"], strict=True))
        rates = _exact_first(self.said("GDP growth", region=list(levels)))
        nation = self.said("GDP growth", region="China").iloc[0]
        return levels, rates, _compared(rates, nation["relation"], nation["value"])


# The tests, each a function of the name that claims.csv gives; the descriptor says what each
# tests, and what its arguments are.


def unsettled(evidence: Evidence, why: str) -> Finding:
    """There is nothing to compute with."""
    return Finding(UNKNOWN, why)


def quoted(evidence: Evidence, indicator: str, region: str, found: str) -> Finding:
    """Show the figure, which nothing in these data can test."""
    said = evidence.said(indicator, region=region)
    return Finding(UNKNOWN, _filled(found, said["printed"].iloc[0]), said, needed="other figures")


def ratio(
    evidence: Evidence, indicator: str, region: str, unit: str, per: str, found: str
) -> Finding:
    """Divide one printed figure by another, of which neither need be exact."""
    over = evidence.said(indicator, region=region, unit=unit)
    under = evidence.said(indicator, region=region, unit=per)
    if not under["value"].iloc[0]:
        raise MissingRowsError(f"nothing to divide by: {indicator} is 0 in {per}")
    result = f"{over['value'].iloc[0] / under['value'].iloc[0]:.2g}"
    computed = _filled(found, in_words(over["relation"].iloc[0], result))
    return Finding(UNKNOWN, computed, pd.concat([over, under]), needed="exact figures")


def agree(evidence: Evidence, indicator: str, region: str, unit: str) -> Finding:
    """Look for statements of one thing that cannot be true together."""
    said = evidence.said(indicator, region=region, unit=unit)
    computed = "said: " + ", ".join(map(in_words, said["relation"], said["printed"]))
    if len(said) < 2 or (said["relation"] == "about").any():
        return Finding(UNKNOWN, computed, said, needed="two statements that can be compared")
    pairs = itertools.combinations(zip(said["relation"], said["value"], strict=True), 2)
    differ = {compare(*one, *other) for one, other in pairs} & {"above", "below"}
    return Finding(FAILS if differ else AGREES, computed, said)


def exceeds(evidence: Evidence, region: str, mark: str) -> Finding:
    """Compare the first-published level with a mark that the article names."""
    said = evidence.said("GDP", region=region, unit="trillion yuan", value=float(mark))
    past = evidence.milestone(mark, region)
    row = past.iloc[0]
    if row["source"] == evidence.source or pd.isna(row["value"]):
        computed, verdict = "no level but the article's own bound", UNKNOWN
    else:
        level = in_words(row["relation"], row["printed"])
        computed = f"{level} in {row['when']} by {row['publisher']}"
        verdict = _judged(_compared(past, "exact", float(mark)), "above", past)
    return Finding(verdict, computed, said, past, "the level")


def against(
    evidence: Evidence, indicator: str, regions: str, answer: str, to: str = "", number: str = ""
) -> Finding:
    """Compare figures with that of another region or with a number, bounds as bounds."""
    names = regions.split(", ")
    said = _exact_first(evidence.said(indicator, region=names, paragraph=evidence.paragraph))
    if absent := set(names) - set(said["region"]):
        raise MissingRowsError(f"no statement of {indicator} of {style.listed(sorted(absent))}")
    if number:
        rows, relation, value = said, "exact", float(number)
        computed = f"{said['printed'].iloc[0]} against {number}"
    else:
        other = evidence.said(indicator, region=to).head(1)
        relation, value = other["relation"].iloc[0], other["value"].iloc[0]
        rows = pd.concat([said, other])
        printed = map(in_words, rows["relation"], rows["printed"])
        computed = ", ".join(f"{r} {text}" for r, text in zip(rows["region"], printed, strict=True))
    answers = _compared(said, relation, value)
    if len(names) > 1:
        rows = said
        computed = f"{(answers == answer).sum()} of {len(said)} surely, whatever their exact rates"
    verdict = _judged(answers, answer, rows)
    if number and verdict in (HOLDS, EVERY_READING):
        verdict = AGREES
    return Finding(verdict, computed, rows, needed="exact figures")


def majority(evidence: Evidence, paragraphs: str) -> Finding:
    """Count who surely outgrew the nation, in every group that the words may mean."""
    # The article does not define the group: it may be the regions listed in `paragraphs`, all with
    # a rate, with any figure, or with a GDP level; each with or without the municipalities.
    levels, rates, answers = evidence.against_nation()
    figures = evidence.figures
    growth = figures[figures["indicator"] == "GDP growth"]
    readings = {
        "listed there": growth[growth["paragraph"].isin(map(int, paragraphs.split(", ")))],
        "with a rate": growth,
        "with a figure": figures,
        "with a level": figures[figures["indicator"] == "GDP"],
    }
    found, verdicts = [], set()
    for reading, rows in readings.items():
        shares = []
        for kinds in (PROVINCIAL, ["province"]):
            group = {name for name in rows["region"] if levels.get(name) in kinds}
            surely = sum(answers.get(name) == "above" for name in group)
            perhaps = sum(answers.get(name, "not known") == "not known" for name in group)
            shares.append(f"{surely} of {len(group)}")
            possible = UNKNOWN if (surely + perhaps) * 2 > len(group) else FAILS
            verdicts.add(EVERY_READING if surely * 2 > len(group) else possible)
        found.append(f"{reading} {', '.join(shares)}")
    computed = f"surely faster, with and without municipalities: {'; '.join(found)}"
    verdict = verdicts.pop() if len(verdicts) == 1 else UNKNOWN
    return Finding(verdict, computed, rates, needed="which economies are meant")


def count(
    evidence: Evidence,
    region: str,
    scope: str = "",
    indicator: str = "cities past the mark",
    mark: str = "",
    period: str = "",
) -> Finding:
    """Compare a count of cities or provinces with those that milestones.csv names."""
    cells = {"region": region, "scope": scope, "paragraph": evidence.paragraph}
    asked = {"mark": float(mark) if mark else None, "period": period or None}
    said = evidence.said(indicator, **cells, **asked)
    if said["mark"].nunique() > 1:
        raise MissingRowsError("one count; this paragraph has counts at several marks: mark=...")
    row = said.iloc[0]
    year = int(row["period"] or evidence.year)
    past = evidence.past(row["mark"], *(PROVINCIAL if indicator.startswith("provinces") else []))
    past = past[past["when"] == year if indicator.startswith("newcomers") else past["when"] <= year]
    if scope:
        past = past[past["standing"] == scope]
    if region != "China":
        if not evidence.regions[["area", "province"]].isin([region]).any(axis=None):
            raise MissingRowsError(f"no region of regions.csv lies in {region}")
        past = past[(past["area"] == region) | (past["province"] == region)]
    computed = f"{len(past)} in milestones.csv, {row['printed']} in the article"
    verdict = _settled(allows(row["relation"], row["value"], len(past)))
    if row["relation"] == "about":
        verdict = UNKNOWN
    return Finding(verdict, computed, said, past, "the exact count")


def faster(evidence: Evidence) -> Finding:
    """Compare a count of provinces faster than the nation with the rates that are known."""
    said = evidence.said("provinces faster than the nation", paragraph=evidence.paragraph)
    levels, rates, answers = evidence.against_nation()
    surely, slower = (answers == "above").sum(), answers.isin(["below", "equal"]).sum()
    computed = f"{surely} surely faster, {slower} surely not, of {len(levels)}"
    verdict = _placed(said["value"].iloc[0], surely, len(levels) - slower)
    return Finding(verdict, computed, pd.concat([said, rates]), needed="the rates of all provinces")


def parts(evidence: Evidence, region: str) -> Finding:
    """Add the counts by standing, and compare the sum with the total."""
    said = evidence.said("cities past the mark", region=region, period=None)
    whole, part = said[said["scope"] == ""], said[said["scope"] != ""]
    whole = whole[whole["mark"].isin(part["mark"])]
    total = part["value"].sum()
    computed = f"{' + '.join(part['printed'])} = {total:g}, total {', '.join(whole['printed'])}"
    verdict = AGREES if (whole["value"] == total).all() else FAILS
    if whole.empty or part.empty:
        verdict = UNKNOWN
    return Finding(verdict, computed, said, needed="the counts")


def order(evidence: Evidence, region: str) -> Finding:
    """Count the regions of its level within the scope that reached the mark before."""
    said = evidence.said("order of passing", paragraph=evidence.paragraph, region=region)
    row = said.iloc[0]
    own = evidence.milestone(row["mark"], region)
    peers = evidence.past(row["mark"], *own["level"][own["level"] == "province"])
    within = (peers["province"] == row["scope"]) | (peers["area"] == row["scope"])
    peers = peers[within | (row["scope"] == "China")]
    year = own["when"].iloc[0]
    before = peers[peers["when"] < year]
    tied = (peers["when"] == year).sum() - 1
    shown = peers if tied else pd.concat([before, own])
    years = ", ".join(f"{peer.region} {peer.when}" for peer in shown.itertuples())
    verdict = _placed(row["value"], len(before) + 1, len(before) + 1 + tied)
    return Finding(verdict, f"recorded: {years}", said, shown, "the order within the year")


def first(evidence: Evidence, region: str) -> Finding:
    """Look for an earlier passing among first prints; they must be there for every mark below."""
    said = evidence.said("occasion of passing", paragraph=evidence.paragraph, region=region)
    mark = said["mark"].iloc[0]
    if region in set(evidence.regions.loc[evidence.regions["level"] == "area", "region"]):
        past = evidence.past(mark)
        past = past[past["area"] == region]
        earlier = (past["when"] < evidence.year).sum()
        computed = f"{earlier} earlier cities of the area in milestones.csv"
        return Finding(_settled(earlier == 0), computed, said, past)
    own = evidence.milestone(mark, region)
    row = own.iloc[0]
    if row["when"] < evidence.year:
        return Finding(FAILS, f"reached in {row['when']} by {row['publisher']}", said, own)
    marks = evidence.milestones[evidence.milestones["region"] == region].sort_values("mark")
    marks = marks[marks["mark"] <= mark]
    steps = ", ".join(f"{row.mark:g} in {row.when}" for row in marks.itertuples())
    if list(marks["mark"]) != list(range(1, int(mark) + 1)) or marks["stands_in"].any():
        return Finding(UNKNOWN, f"marks known: {steps}", said, marks, "first prints of every year")
    if row["source"] == evidence.source:
        return Finding(UNKNOWN, f"by the article itself: {steps}", said, marks, "another print")
    return Finding(HOLDS, f"by first prints of every mark: {steps}", said, marks)


def passed(evidence: Evidence, region: str, mark: str) -> Finding:
    """Compare the year of passing with that of milestones.csv."""
    said = evidence.said("GDP", paragraph=evidence.paragraph, region=region, period=None)
    past = evidence.milestone(mark, region)
    row = past.iloc[0]
    computed = f"{row['printed']} in {row['when']} by {row['publisher']}".strip()
    return Finding(_settled(str(row["when"]) == said["period"].iloc[0]), computed, said, past)


def newcomers(evidence: Evidence, regions: str, mark: str) -> Finding:
    """Compare the named regions with those that passed the mark in the year."""
    names = regions.split(", ")
    said = evidence.said("GDP", paragraph=evidence.paragraph, region=names)
    past = evidence.past(mark)
    new = past[past["when"] == evidence.year]
    computed = f"new in milestones.csv: {', '.join(sorted(new['region']))}"
    return Finding(_settled(set(new["region"]) == set(names)), computed, said, new)


def before(evidence: Evidence, regions: str, mark: str) -> Finding:
    """Take the newcomers from the count, and compare the rest with the year before."""
    names = regions.split(", ")
    said = evidence.said("cities past the mark", paragraph=evidence.paragraph, mark=float(mark))
    new = evidence.said("GDP", paragraph=evidence.paragraph, region=names)
    past = evidence.past(mark)
    old = past[past["when"] < evidence.year]
    left = said["value"].iloc[0] - len(names)
    computed = f"{left:g} left by the article's count, {len(old)} in milestones.csv"
    return Finding(_settled(len(old) == left), computed, pd.concat([said, new]), old)


def every_year(evidence: Evidence, mark: str, why: str = "") -> Finding:
    """Look for years in which no city joined; `why` says that this settles nothing."""
    past = evidence.past(mark)
    years = range(past["when"].min(), evidence.year + 1)
    joined = past["when"].value_counts().reindex(years, fill_value=0)
    idle = ", ".join(str(year) for year in joined.index[joined == 0])
    computed = f"none in {idle or 'no year'}; at most {joined.max()}, in {joined.idxmax()}"
    if why:
        return Finding(UNKNOWN, f"{why}; {computed}", milestones=past, needed="a measure")
    return Finding(_settled(not idle), computed, milestones=past)


def reaches(evidence: Evidence, mark: str, areas: str, beyond: str, found: str) -> Finding:
    """Count the cities in both groups of areas."""
    past = evidence.past(mark)
    near, far = (past[past["area"].isin(names.split(", "))] for names in (areas, beyond))
    computed = _filled(found, str(len(near)), str(len(far)))
    both = len(near) > 0 and len(far) > 0
    return Finding(_settled(both), computed, milestones=pd.concat([near, far]))


def new_marks(evidence: Evidence, kinds: str) -> Finding:
    """Count the regions that passed marks in the year."""
    new = evidence.milestones[evidence.milestones["when"] == evidence.year]
    cities = new["level"] == "city"
    if kinds == "provinces":
        new = new[~cities]
        computed = f"{len(new)} regions, {(new['level'] == 'province').sum()} of them provinces"
        return Finding(UNKNOWN, computed, None, new, "what is meant by the words")
    computed = f"{cities.sum()} cities and {(~cities).sum()} provinces or municipalities"
    return Finding(_settled(cities.any() and not cities.all()), computed, milestones=new)


def rates(evidence: Evidence) -> Finding:
    """Count the growth rates of the year before."""
    last = str(evidence.year - 1)
    known = evidence.figures["period"][evidence.figures["indicator"] == "GDP growth"] == last
    return Finding(UNKNOWN, f"{known.sum()} rates of {last}", needed=f"the growth rates of {last}")


TESTS: dict[str, Callable[..., Finding]] = {
    word: globals()[word.replace(" ", "_")] for word in TEST_WORDS
}


def _filled(found: str, *texts: str) -> str:
    """Put texts where {} stands in what claims.csv says."""
    for text in texts:
        found = found.replace("{}", text, 1)
    return found


def _settled(holds: bool) -> str:
    return HOLDS if holds else FAILS


def _placed(value: float, least: int, most: int) -> str:
    """Judge a number of which the data know only the least and the most that it may be."""
    if not least <= value <= most:
        return FAILS
    return HOLDS if least == most else UNKNOWN


def _judged(answers: pd.Series, wanted: str, rows: pd.DataFrame) -> str:
    """Judge whether all comparisons, made with these rows, have the wanted answer."""
    if (answers == wanted).all():
        return EVERY_READING if rows["relation"].isin(BOUNDS).any() else HOLDS
    return UNKNOWN if answers.isin([wanted, "not known"]).all() else FAILS


def _exact_first(said: pd.DataFrame) -> pd.DataFrame:
    """Return one statement for each region, an exact one where there is one."""
    exact_first = said.sort_values("relation", key=lambda r: r != "exact", kind="stable")
    return exact_first.drop_duplicates("region")


def _compared(rows: pd.DataFrame, relation: str, value: float) -> pd.Series:
    """Compare statements with a value, each as far as bounds allow."""
    reported = zip(rows["relation"], rows["value"], strict=True)
    return pd.Series([compare(*own, relation, value) for own in reported], index=rows["region"])


def table(tables: Tables, year: int | None = None) -> pd.DataFrame:
    """Test every claim of the articles about a year.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        The year that the articles report, the one before they appeared; without it, the latest
        of which there are claims.

    Returns
    -------
    DataFrame
        One row for each claim, in the article's order. Columns:

        - paragraph, section : where the article makes it
        - claim : in our words
        - verdict : one of `VERDICTS`
        - computed : what was found
        - needed : what would settle it, where these data do not
        - rows : the lines of the files from which it was computed
        - source : publisher and date of the article

        The index is the number of the claim, from 1.

    Raises
    ------
    NoDataError
        If the data hold nothing about the year that was asked for.
    """
    sources = tables.sources.set_index("id")
    years = tables.claims["source"].map(sources["published"]).str[:4].astype(int) - 1
    held = {*years} if year is None else {*years, *tables.years()}
    year = pick_year(year, held, "statement of a source")
    claims = tables.claims[years == year].sort_values(["source", "paragraph"], kind="stable")
    milestones = tables.crossings()
    milestones = milestones[milestones["when"] <= year].sort_values("when", kind="stable")
    found = []
    for claim in claims.itertuples():
        own = in_trillions(tables.figures[tables.figures["source"] == claim.source])
        known = (year, claim.source, claim.paragraph, own, milestones, tables.regions)
        try:
            finding = TESTS[claim.test](Evidence(*known), **arguments(claim.arguments))
        except MissingRowsError as missing:
            finding = Finding(UNKNOWN, str(missing), needed="these rows")
        found.append(_own_rows(finding, claim.source))
    unsettled = [finding.verdict == UNKNOWN for finding in found]
    needed = claims["needed"].mask(claims["needed"] == "", [finding.needed for finding in found])
    result = claims[["paragraph", "section", "claim"]].assign(
        verdict=[finding.verdict for finding in found],
        computed=[finding.computed for finding in found],
        needed=needed.where(unsettled, ""),
        rows=[_rows(finding) for finding in found],
        source=tables.cited(claims["source"]),
    )
    result.index = pd.RangeIndex(1, len(claims) + 1, name="number")
    publishers = list(sources["publisher"][claims["source"].unique()])
    years_by = list(milestones["publisher"])
    facts: dict[str, Any] = {"year": year, "publishers": publishers, "years_by": years_by}
    if claims.empty:
        about = f" about {year}" if year else ""
        facts["absent"] = f"The data hold no claims{about}; a row of claims.csv makes one."
    return made(result, "article_claims.table", **facts)


def _own_rows(finding: Finding, source: str) -> Finding:
    """Let milestones settle nothing that the article itself says of them."""
    rows = finding.milestones
    own = rows is not None and len(rows) > 0 and (rows["source"] == source).all()
    if not own or finding.verdict not in (HOLDS, EVERY_READING):
        return finding
    computed = f"{finding.computed}, by rows of the article itself"
    return finding._replace(verdict=AGREES, computed=computed)


def _rows(finding: Finding) -> str:
    """Name the lines of the files from which a finding was computed."""
    files = {"figures": finding.figures, "milestones": finding.milestones}
    return "; ".join(f"{name} {_lines(part)}" for name, part in files.items() if part is not None)


def _lines(rows: pd.DataFrame) -> str:
    """Write the lines at which rows stand in their file: 2-5, 9."""
    runs: list[list[int]] = []
    for line in sorted(rows.index + 2):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


@style.draws("article_claims.table")
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw a numbered cell for each claim, in columns by verdict and rows by section."""
    year, across = table.attrs["year"], 5
    place = table.groupby(["section", "verdict"]).cumcount()
    lines = (place // across).groupby(table["section"], sort=False).max() + 1.6
    tops = lines.cumsum() - lines
    figure = style.Chart(
        f"article_claims-{year}",
        [_title(table)],
        f"Claims about GDP in {year} by {style.listed(table.attrs['publishers'])}, in our words, "
        "by verdict and section",
        notes="A cell is a claim; its number is that in the table of claims. Every reading: bounds "
        "or words leave room, and the claim holds wherever the truth lies.",
        source=style.sourced(table["source"], table.attrs["years_by"]),
        description=words(table),
        height=lines.sum() * 0.31,
        header=1.65,
        axis=0.1,
    )
    widest = max(style.text_width(section, style.LABEL, "bold") for section in tops.index)
    axes = figure.panel(style.MARGIN + widest + 0.15)
    axes.set_xlim(0, style.inches(axes))
    axes.set_ylim(lines.sum(), 0)
    axes.set_axis_off()
    columns = {verdict: n * style.inches(axes) / len(LOOKS) for n, verdict in enumerate(LOOKS)}
    counts = table["verdict"].value_counts()
    for verdict, x in columns.items():
        axes.text(x, -2, str(counts.get(verdict, 0)), size=style.TITLE, weight="bold")
        axes.text(x, -1.8, LOOKS[verdict][0], va="top")
    for section, top in tops.items():
        style.at_side(axes, section, top + 0.75, weight="bold", color=style.GREY)
        axes.axhline(top, color=style.GRID, linewidth=0.8)
    for row, cell in zip(table.itertuples(), place, strict=True):
        _, face, edge, ink = LOOKS[row.verdict]
        x = columns[row.verdict] + cell % across * 0.27
        y = tops[row.section] + 0.35 + cell // across
        patch = Rectangle((x, y), 0.24, 0.8, facecolor=face, edgecolor=edge)
        patch.set_gid(f"cell {row.claim}")
        axes.add_patch(patch)
        number = axes.text(x + 0.12, y + 0.4, f"{row.Index}", size=style.DENSE, color=ink)
        number.set(ha="center", va="center_baseline")
    return figure


@style.says("article_claims.table")
def words(table: pd.DataFrame) -> str:
    """Say how many claims have each verdict, and which ones do not simply hold."""
    counts = table["verdict"].value_counts()
    parts = [f"{verdict} {counts.get(verdict, 0)}" for verdict in VERDICTS]
    sentences = [f"{len(table)} claims by verdict: {', '.join(parts)}."]
    for verdict in VERDICTS[1:]:
        claims = table.loc[table["verdict"] == verdict, "claim"]
        if len(claims):
            sentences.append(f"{style.sentence(verdict)}: {'; '.join(claims)}.")
    return " ".join(sentences)


def _title(table: pd.DataFrame) -> str:
    """Count the verdicts."""
    counts = table["verdict"].value_counts()
    borne_out = counts.get(HOLDS, 0) + counts.get(EVERY_READING, 0)
    fails, unknown = counts.get(FAILS, 0), counts.get(UNKNOWN, 0)
    return (
        f"{borne_out} of {len(table)} claims hold, {style.number_word(fails)} "
        f"{'fails' if fails < 2 else 'fail'}, {unknown} {'is' if unknown == 1 else 'are'} "
        "not settled by these data"
    )
