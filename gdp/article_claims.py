"""What articles claim about their figures, and which of it the figures bear out."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.patches import Rectangle

from gdp import style
from gdp.tables import (
    BOUNDS,
    Tables,
    allows,
    arguments,
    compare,
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
    """The rows with which a claim is tested are not there."""


class Finding(NamedTuple):
    """What the figures say of a claim.

    `figures` and `milestones` are the rows from which it was computed; `needed` says what
    would settle a claim that these data do not, unless claims.csv says so itself.
    """

    verdict: str
    computed: str
    needed: str = ""
    figures: pd.DataFrame | None = None
    milestones: pd.DataFrame | None = None


@dataclass(frozen=True)
class Evidence:
    """What a claim may be tested with.

    Attributes
    ----------
    year : int
        The year that the article reports.
    source : str
        The article's key in `sources`.
    paragraph : int
        Where the article makes the claim.
    figures : DataFrame
        The rows of `figures` that have the article as their source.
    milestones : DataFrame
        What `Tables.crossings` gives up to the year, whoever published it and when.
    regions : DataFrame
        As in `Tables`.
    """

    year: int
    source: str
    paragraph: int
    figures: pd.DataFrame
    milestones: pd.DataFrame
    regions: pd.DataFrame

    def said(self, indicator: str, **cells: object) -> pd.DataFrame:
        """Return the statements of an indicator whose columns have these cells.

        Raises
        ------
        MissingRowsError
            If there are none, so that a claim is never settled by rows that are missing.
        """
        rows = self.figures[self.figures["indicator"] == indicator]
        for column, cell in cells.items():
            rows = rows[rows[column].isin(cell if isinstance(cell, list) else [cell])]
        if rows.empty:
            raise MissingRowsError(f"no statement of {indicator} with {cells}")
        return rows

    def past(self, mark: float, *levels: str) -> pd.DataFrame:
        """Return the milestones at a mark of regions of some levels, by year; else of cities."""
        rows = self.milestones[self.milestones["mark"] == mark]
        return rows[rows["level"].isin(levels or ("city", "municipality"))]

    def milestone(self, mark: float, region: str) -> pd.DataFrame:
        """Return the row of a region at a mark.

        Raises
        ------
        MissingRowsError
            If there is none.
        """
        rows = self.milestones[self.milestones["mark"] == mark]
        if region not in set(rows["region"]):
            raise MissingRowsError(f"no milestone of {region} at {mark:g} trillion yuan")
        return rows[rows["region"] == region]


# The tests, each a function of the name that claims.csv gives; the descriptor says what each
# tests, and what its arguments are.


def unsettled(evidence: Evidence, why: str) -> Finding:
    """There is nothing to compute with."""
    return Finding(UNKNOWN, why)


def quoted(evidence: Evidence, indicator: str, region: str, found: str) -> Finding:
    """Show the figure, which nothing in these data can test."""
    said = evidence.said(indicator, region=region)
    return Finding(UNKNOWN, found.format(said["printed"].iloc[0]), "other figures", said)


def ratio(
    evidence: Evidence, indicator: str, region: str, unit: str, per: str, found: str
) -> Finding:
    """Divide one printed figure by another, of which neither need be exact."""
    over = evidence.said(indicator, region=region, unit=unit)
    under = evidence.said(indicator, region=region, unit=per)
    result = f"{over['value'].iloc[0] / under['value'].iloc[0]:.2g}"
    computed = found.format(in_words(over["relation"].iloc[0], result))
    return Finding(UNKNOWN, computed, "exact figures", pd.concat([over, under]))


def agree(evidence: Evidence, indicator: str, region: str, unit: str) -> Finding:
    """Look for statements of one thing that cannot be true together."""
    said = evidence.said(indicator, region=region, unit=unit)
    computed = "said: " + ", ".join(map(in_words, said["relation"], said["printed"]))
    if len(said) < 2 or (said["relation"] == "about").any():
        return Finding(UNKNOWN, computed, "two statements that can be compared", said)
    pairs = itertools.combinations(zip(said["relation"], said["value"], strict=True), 2)
    agrees = not {compare(*one, *other) for one, other in pairs} & {"above", "below"}
    return Finding(AGREES if agrees else FAILS, computed, "", said)


def exceeds(evidence: Evidence, region: str, mark: str) -> Finding:
    """Compare the first-published level with a mark that the article names."""
    said = evidence.said("GDP", region=region, unit="trillion yuan", value=float(mark))
    past = evidence.milestone(float(mark), region)
    row = past.iloc[0]
    if row["source"] == evidence.source or pd.isna(row["value"]):
        return Finding(UNKNOWN, "no level but the article's own bound", "the level", said, past)
    computed = f"{in_words(row['relation'], row['printed'])} in {row['when']} by {row['publisher']}"
    answers = pd.Series([compare(row["relation"], row["value"], "exact", float(mark))])
    return _judge(answers, "above", computed, "the level", said, past)


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
    found = _judge(answers, answer, computed, "exact figures", rows)
    return found._replace(verdict=AGREES) if number and found.verdict == HOLDS else found


def majority(evidence: Evidence, paragraphs: str) -> Finding:
    """Count who surely outgrew the nation, in every group that the words may mean."""
    # The article does not define the group: it may be the regions listed in `paragraphs`, all with
    # a rate, with any figure, or with a GDP level; each with or without the municipalities.
    ranked = evidence.regions[evidence.regions["level"].isin(["province", "municipality"])]
    levels = dict(zip(ranked["region"], ranked["level"], strict=True))
    said = evidence.said("GDP growth", region=list(levels))
    rates = _exact_first(said)
    nation = evidence.said("GDP growth", region="China").iloc[0]
    answers = _compared(rates, nation["relation"], nation["value"])
    listed = said["paragraph"].isin([int(number) for number in paragraphs.split(", ")])
    readings = {
        "listed there": said.loc[listed, "region"],
        "with a rate": said["region"],
        "with a figure": evidence.figures["region"],
        "with a level": evidence.figures.loc[evidence.figures["indicator"] == "GDP", "region"],
    }
    found, results = [], set()
    for reading, names in readings.items():
        shares = []
        for kinds in (["province", "municipality"], ["province"]):
            group = {name for name in names if levels.get(name) in kinds}
            surely = sum(answers.get(name) == "above" for name in group)
            perhaps = sum(answers.get(name, "not known") == "not known" for name in group)
            shares.append(f"{surely} of {len(group)}")
            sure, possible = surely * 2 > len(group), (surely + perhaps) * 2 > len(group)
            results.add("yes" if sure else "open" if possible else "no")
        found.append(f"{reading} {', '.join(shares)}")
    computed = f"surely faster, with and without municipalities: {'; '.join(found)}"
    verdict = (
        UNKNOWN
        if len(results) > 1
        else {"yes": EVERY_READING, "no": FAILS, "open": UNKNOWN}[results.pop()]
    )
    return Finding(verdict, computed, "which economies are meant", rates)


def count(
    evidence: Evidence,
    region: str,
    scope: str = "",
    indicator: str = "cities past the mark",
    mark: str = "",
    period: str = "",
) -> Finding:
    """Compare a count of cities or provinces with those that milestones.csv names."""
    cells: dict[str, object] = {"region": region, "scope": scope, "paragraph": evidence.paragraph}
    cells |= {"mark": float(mark)} if mark else {}
    said = evidence.said(indicator, **cells, **({"period": period} if period else {}))
    row = said.iloc[0]
    year = int(row["period"] or evidence.year)
    provinces = ["province", "municipality"] if indicator.startswith("provinces") else []
    past = evidence.past(row["mark"], *provinces)
    past = past[past["when"] == year if indicator.startswith("newcomers") else past["when"] <= year]
    if scope:
        past = past[past["standing"] == scope]
    if region != "China":
        past = past[(past["area"] == region) | (past["province"] == region)]
    computed = f"{len(past)} in milestones.csv, {row['printed']} in the article"
    if row["relation"] == "about":
        return Finding(UNKNOWN, computed, "the exact count", said, past)
    return _settle(allows(row["relation"], row["value"], len(past)), computed, said, past)


def faster(evidence: Evidence) -> Finding:
    """Compare a count of provinces faster than the nation with the rates that are known."""
    said = evidence.said("provinces faster than the nation", paragraph=evidence.paragraph)
    ranked = evidence.regions["level"].isin(["province", "municipality"])
    names = list(evidence.regions.loc[ranked, "region"])
    known = _exact_first(evidence.said("GDP growth", region=names))
    nation = evidence.said("GDP growth", region="China").iloc[0]
    answers = _compared(known, nation["relation"], nation["value"])
    surely, slower = (answers == "above").sum(), answers.isin(["below", "equal"]).sum()
    computed = f"{surely} surely faster, {slower} surely not, of {len(names)}"
    value = said["value"].iloc[0]
    if surely == value and surely + slower == len(names):
        return Finding(HOLDS, computed, "", pd.concat([said, known]))
    if surely > value or value > len(names) - slower:
        return Finding(FAILS, computed, "", pd.concat([said, known]))
    return Finding(UNKNOWN, computed, "the rates of all provinces", pd.concat([said, known]))


def parts(evidence: Evidence, region: str) -> Finding:
    """Add the counts by standing, and compare the sum with the total."""
    said = evidence.said("cities past the mark", region=region)
    whole, part = said[said["scope"] == ""], said[said["scope"] != ""]
    total = part["value"].sum()
    computed = f"{' + '.join(part['printed'])} = {total:g}, total {', '.join(whole['printed'])}"
    if whole.empty or part.empty:
        return Finding(UNKNOWN, computed, "the counts", said)
    agrees = (whole["value"] == total).all()
    return Finding(AGREES if agrees else FAILS, computed, "", said)


def order(evidence: Evidence, region: str) -> Finding:
    """Count the regions of its level within the scope that reached the mark before."""
    said = evidence.said("order of passing", paragraph=evidence.paragraph, region=region)
    row = said.iloc[0]
    own = evidence.milestone(row["mark"], region)
    level, year = own["level"].iloc[0], own["when"].iloc[0]
    peers = evidence.past(row["mark"], *(["province"] if level == "province" else []))
    within = (peers["province"] == row["scope"]) | (peers["area"] == row["scope"])
    peers = peers[within | (row["scope"] == "China")]
    before = peers[peers["when"] < year]
    tied = (peers["when"] == year).sum() - 1
    shown = peers if tied else pd.concat([before, own])
    years = ", ".join(f"{peer.region} {peer.when}" for peer in shown.itertuples())
    computed = f"recorded: {years}"
    if tied and len(before) < row["value"] <= len(before) + 1 + tied:
        return Finding(UNKNOWN, computed, "the order within the year", said, shown)
    return _settle(len(before) + 1 == row["value"] and not tied, computed, said, shown)


def first(evidence: Evidence, region: str) -> Finding:
    """Look for an earlier passing among first prints; they must be there for every mark below."""
    said = evidence.said("occasion of passing", paragraph=evidence.paragraph, region=region)
    mark = said["mark"].iloc[0]
    levels = dict(zip(evidence.regions["region"], evidence.regions["level"], strict=True))
    if levels[region] == "area":
        past = evidence.past(mark)
        past = past[past["area"] == region]
        earlier = (past["when"] < evidence.year).sum()
        computed = f"{earlier} earlier cities of the area in milestones.csv"
        return _settle(earlier == 0, computed, said, past)
    own = evidence.milestone(mark, region)
    if own["when"].iloc[0] < evidence.year:
        computed = f"reached in {own['when'].iloc[0]} by {own['publisher'].iloc[0]}"
        return Finding(FAILS, computed, "", said, own)
    marks = evidence.milestones[evidence.milestones["region"] == region].sort_values("mark")
    marks = marks[marks["mark"] <= mark]
    steps = ", ".join(f"{row.mark:g} in {row.when}" for row in marks.itertuples())
    if list(marks["mark"]) != list(range(1, int(mark) + 1)) or marks["stands_in"].any():
        return Finding(UNKNOWN, f"marks known: {steps}", "first prints of every year", said, marks)
    if own["source"].iloc[0] == evidence.source:
        return Finding(UNKNOWN, f"by the article itself: {steps}", "another print", said, marks)
    return Finding(HOLDS, f"by first prints of every mark: {steps}", "", said, marks)


def passed(evidence: Evidence, region: str, mark: str) -> Finding:
    """Compare the year of passing with that of milestones.csv."""
    said = evidence.said("GDP", paragraph=evidence.paragraph, region=region)
    past = evidence.milestone(float(mark), region)
    row = past.iloc[0]
    computed = f"{row['printed']} in {row['when']} by {row['publisher']}".strip()
    return _settle(str(row["when"]) == said["period"].iloc[0], computed, said, past)


def newcomers(evidence: Evidence, regions: str, mark: str) -> Finding:
    """Compare the named regions with those that passed the mark in the year."""
    said = evidence.said("GDP", paragraph=evidence.paragraph, region=regions.split(", "))
    past = evidence.past(float(mark))
    new = past[past["when"] == evidence.year]
    computed = f"new in milestones.csv: {', '.join(sorted(new['region']))}"
    return _settle(set(new["region"]) == set(regions.split(", ")), computed, said, new)


def before(evidence: Evidence, regions: str, mark: str) -> Finding:
    """Take the newcomers from the count, and compare the rest with the year before."""
    names = regions.split(", ")
    said = evidence.said("cities past the mark", paragraph=evidence.paragraph, mark=float(mark))
    new = evidence.said("GDP", paragraph=evidence.paragraph, region=names)
    past = evidence.past(float(mark))
    old = past[past["when"] < evidence.year]
    left = said["value"].iloc[0] - len(names)
    computed = f"{left:g} left by the article's count, {len(old)} in milestones.csv"
    return _settle(len(old) == left, computed, pd.concat([said, new]), old)


def every_year(evidence: Evidence, mark: str, why: str = "") -> Finding:
    """Look for years in which no city joined; `why` says that this settles nothing."""
    past = evidence.past(float(mark))
    years = range(past["when"].min(), evidence.year + 1)
    joined = past["when"].value_counts().reindex(years, fill_value=0)
    idle = ", ".join(str(year) for year in joined.index[joined == 0])
    computed = f"none in {idle or 'no year'}; at most {joined.max()}, in {joined.idxmax()}"
    if why:
        return Finding(UNKNOWN, f"{why}; {computed}", "a measure", milestones=past)
    return _settle(not idle, computed, None, past)


def reaches(evidence: Evidence, mark: str, areas: str, beyond: str, found: str) -> Finding:
    """Count the cities in both groups of areas."""
    past = evidence.past(float(mark))
    near, far = (past[past["area"].isin(names.split(", "))] for names in (areas, beyond))
    computed = found.format(len(near), len(far))
    return _settle(bool(len(near) and len(far)), computed, None, pd.concat([near, far]))


def new_marks(evidence: Evidence, kinds: str) -> Finding:
    """Count the regions that passed marks in the year."""
    new = evidence.milestones[evidence.milestones["when"] == evidence.year]
    cities = new["level"].eq("city")
    if kinds == "provinces":
        new = new[~cities]
        computed = f"{len(new)} regions, {new['level'].eq('province').sum()} of them provinces"
        return Finding(UNKNOWN, computed, "what is meant by the words", milestones=new)
    computed = f"{cities.sum()} cities and {(~cities).sum()} provinces or municipalities"
    return _settle(cities.any() and not cities.all(), computed, None, new)


def rates(evidence: Evidence) -> Finding:
    """Count the growth rates of the year before."""
    last = str(evidence.year - 1)
    said = evidence.figures[evidence.figures["indicator"] == "GDP growth"]
    return Finding(
        UNKNOWN, f"{(said['period'] == last).sum()} rates of {last}", f"the growth rates of {last}"
    )


def _settle(
    holds: bool, computed: str, figures: pd.DataFrame | None, milestones: pd.DataFrame | None = None
) -> Finding:
    return Finding(HOLDS if holds else FAILS, computed, "", figures, milestones)


def _judge(
    answers: pd.Series,
    wanted: str,
    computed: str,
    needed: str,
    figures: pd.DataFrame,
    milestones: pd.DataFrame | None = None,
) -> Finding:
    """Say whether all comparisons have the wanted answer, bounds as bounds."""
    if (answers == wanted).all():
        tested = figures if milestones is None else milestones
        bounds = tested["relation"].isin(BOUNDS).any()
        return Finding(EVERY_READING if bounds else HOLDS, computed, "", figures, milestones)
    if (~answers.isin([wanted, "not known"])).any():
        return Finding(FAILS, computed, "", figures, milestones)
    return Finding(UNKNOWN, computed, needed, figures, milestones)


def _exact_first(said: pd.DataFrame) -> pd.DataFrame:
    """Return one statement for each region, an exact one where there is one."""
    exact_first = said.sort_values("relation", key=lambda r: r != "exact", kind="stable")
    return exact_first.drop_duplicates("region")


def _compared(said: pd.DataFrame, relation: str, value: float) -> pd.Series:
    """Compare statements with a value, each as far as bounds allow."""
    answers = [
        compare(*own, relation, value) for own in zip(said["relation"], said["value"], strict=True)
    ]
    return pd.Series(answers, index=said["region"])


Test = Callable[..., Finding]
TESTS: dict[str, Test] = {
    test.__name__.replace("_", " "): test
    for test in (
        *(unsettled, quoted, ratio, agree, exceeds, against, majority, count, faster, parts),
        *(order, first, passed, newcomers, before, every_year, reaches, new_marks, rates),
    )
}


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
    year = pick_year(year, held, "statement of a source") if held or year is not None else 0
    claims = tables.claims[years == year].sort_values(["source", "paragraph"], kind="stable")
    milestones = tables.crossings()
    milestones = milestones[milestones["when"] <= year].sort_values("when", kind="stable")
    found = []
    for claim in claims.itertuples():
        figures = tables.figures[tables.figures["source"] == claim.source]
        evidence = Evidence(
            year, claim.source, claim.paragraph, figures, milestones, tables.regions
        )
        try:
            finding = TESTS[claim.test](evidence, **arguments(claim.arguments))
        except MissingRowsError as missing:
            finding = Finding(UNKNOWN, str(missing), "these rows")
        found.append(_own_rows(finding, claim.source))
    needed = claims["needed"].mask(claims["needed"] == "", [finding.needed for finding in found])
    unsettled = [finding.verdict == UNKNOWN for finding in found]
    result = pd.DataFrame(
        {
            "paragraph": claims["paragraph"],
            "section": claims["section"],
            "claim": claims["claim"],
            "verdict": [finding.verdict for finding in found],
            "computed": [finding.computed for finding in found],
            "needed": needed.where(unsettled, ""),
            "rows": [_rows(finding) for finding in found],
            "source": tables.cited(claims["source"]),
        }
    ).set_index(pd.RangeIndex(1, len(claims) + 1, name="number"))
    publishers = list(sources["publisher"][claims["source"].unique()])
    by = list(milestones["publisher"])
    facts: dict[str, Any] = {"year": year, "publishers": publishers, "years_by": by}
    if claims.empty:
        about = f" about {year}" if year else ""
        facts["absent"] = f"The data hold no claims{about}; a row of claims.csv makes one."
    return made(result, "article_claims.table", **facts)


def _own_rows(finding: Finding, source: str) -> Finding:
    """Let milestones settle nothing that the article itself says of them."""
    rows = finding.milestones
    if finding.verdict not in (HOLDS, EVERY_READING) or rows is None:
        return finding
    if len(rows) and (rows["source"] == source).all():
        computed = f"{finding.computed}, by rows of the article itself"
        return finding._replace(verdict=AGREES, computed=computed)
    return finding


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
