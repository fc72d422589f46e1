"""What articles claim about their figures, and which of it the figures bear out."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.patches import Rectangle

from gdp import style
from gdp.schema import INDICATORS, LEVELS
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
CITIES = ["city", "municipality"]  # levels of what is a city
AMONG = {"cities": CITIES, "provinces": PROVINCIAL}
ALL = INDICATORS["provinces past the mark"]["maximum"]  # province-level units of the mainland
# Of each verdict: its words above the cells, and their fill, edge and number.
LOOKS = {
    HOLDS: ("hold\n", style.INK, style.INK, "white"),
    EVERY_READING: ("hold under\nevery reading", style.CONTEXT, style.CONTEXT, "white"),
    AGREES: ("agree with\nthemselves", style.GRID, style.GRID, style.INK),
    FAILS: ("fail\n", "white", style.INK, style.INK),
    UNKNOWN: ("not settled\nby these data", "white", style.CONTEXT, style.INK),
}


class MissingRowsError(LookupError):
    """The rows with which a claim is tested are not there: no claim is settled without them."""


class Finding(NamedTuple):
    """What the figures say of a claim, and the rows from which that was computed."""

    verdict: str
    computed: str
    figures: pd.DataFrame | None = None
    milestones: pd.DataFrame | None = None
    needed: str = ""  # to settle the claim, unless claims.csv says so itself


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

        The claim's own paragraph and exact ones come first. Unless `period` is given, they are
        about the article's year, or undated, or about a passing.
        """
        rows = self.figures[self.figures["indicator"] == indicator]
        if "period" not in cells and not indicator.endswith("of passing"):
            period = rows["period"].str[-4:]
            rows = rows[(period == "") | (period == str(self.year))]
        usual = {"unit": INDICATORS[indicator]["units"][0]}
        rows = _with(rows, f"statement of {indicator}", {**usual, **cells})
        after = {"far": rows["paragraph"] != self.paragraph, "bound": rows["relation"] != "exact"}
        return rows.loc[pd.DataFrame(after).sort_values(["far", "bound"], kind="stable").index]

    def past(self, mark: str | float, year: int = 0, **cells: object) -> pd.DataFrame:
        """Return milestones by year; none, if those of any region end before the year asked for."""
        if year > self.milestones["when"].max():
            raise MissingRowsError(f"milestones.csv ends before {year}")
        rows = self.milestones[self.milestones["mark"] == float(mark)]
        return _with(rows, f"milestone at {float(mark):g} trillion yuan", cells)

    def within(self, scope: str, levels: list[str]) -> list[str]:
        """Return the regions of some levels that lie in another."""
        rows = self.regions[self.regions["level"].isin(levels)]
        return list(rows.loc[_lie_in(rows, scope), "region"])


def _with(rows: pd.DataFrame, what: str, cells: dict[str, object]) -> pd.DataFrame:
    """Return the rows whose columns have these cells, each one or one of a list."""
    named = []
    for column, cell in cells.items():
        if cell is not None:
            cell = float(str(cell)) if column == "mark" else TRILLIONS.get(str(cell), cell)
            words = cell if isinstance(cell, list) else [cell]
            rows = rows[rows[column].isin(words)]
            text = " or ".join(map(str, words)) if len(words) < 4 else f"one of {len(words)}"
            named += [f"{column} {text}"] * (cell != "")
    if rows.empty:
        raise MissingRowsError(f"no {what} with {', '.join(named)}")
    return rows


# The tests, by their names in claims.csv; the descriptor says what each tests with what arguments.


def unsettled(evidence: Evidence, why: str) -> Finding:
    """There is nothing to compute with."""
    return Finding(UNKNOWN, why)


def agree(evidence: Evidence, indicator: str, region: str, unit: str) -> Finding:
    """Look for statements of one thing that cannot be true together."""
    said = evidence.said(indicator, region=region, unit=unit).sort_index()
    computed = "said: " + ", ".join(map(in_words, said["relation"], said["printed"]))
    answers = set()
    for _, rows in said.groupby(["scope", "mark", "period"], dropna=False):
        exact_or_bound = rows[rows["relation"] != "about"]
        reported = zip(exact_or_bound["relation"], exact_or_bound["value"], strict=True)
        answers |= {compare(*one, *other) for one, other in itertools.combinations(reported, 2)}
    if not answers:
        return Finding(UNKNOWN, computed, said, needed="two statements that can be compared")
    return Finding(FAILS if answers & {"above", "below"} else AGREES, computed, said)


def exceeds(evidence: Evidence, region: str, mark: str) -> Finding:
    """Compare the first-published level with a mark that the article names."""
    said = evidence.said("GDP", region=region)
    past = evidence.past(mark, region=region)
    row = past.iloc[0]
    level = in_words(row["relation"], row["printed"])
    computed = f"{level} in {row['when']} by {row['publisher']}"
    verdict = _judged(_compared(past, "exact", float(mark)), "above", past)
    if row["source"] == evidence.source or pd.isna(row["value"]):
        computed, verdict = "no level but the article's own bound", UNKNOWN
    elif _fell_back(past, evidence.year).any():
        computed, verdict = f"{computed}; {row['note']}", UNKNOWN
    return Finding(verdict, computed, said, past, "the level")


def against(evidence: Evidence, indicator: str, regions: str, answer: str, to: str) -> Finding:
    """Compare figures with that of another region or with a number, bounds as bounds."""
    names = regions.split(", ")
    said = evidence.said(indicator, region=names).drop_duplicates("region")
    if absent := set(names) - set(said["region"]):
        raise MissingRowsError(f"no statement of {indicator} of {style.listed(sorted(absent))}")
    number = to.lstrip("-")[0].isdigit()
    other = said.iloc[:0] if number else evidence.said(indicator, region=to).head(1)
    relation, value = other[["relation", "value"]].iloc[0] if len(other) else ("exact", float(to))
    answers, rows = _compared(said, relation, value), pd.concat([said, other])
    texts = rows["region"] + " " + list(map(in_words, rows["relation"], rows["printed"]))
    computed = ", ".join(texts) + f" against {to}" * number
    if len(names) > 1:
        computed = f"{(answers == answer).sum()} of {len(said)} surely"
    verdict = _judged(answers, answer, rows)
    verdict = AGREES if number and verdict in (HOLDS, EVERY_READING) else verdict
    return Finding(verdict, computed, rows, needed="exact figures")


def count(
    evidence: Evidence,
    region: str,
    scope: str = "",
    indicator: str = "cities past the mark",
    mark: str | None = None,
    period: str | None = None,
) -> Finding:
    """Compare a count of cities or provinces with those that milestones.csv names."""
    cells = {"region": region, "scope": scope, "mark": mark}
    said = evidence.said(indicator, **cells, **({"period": period} if period else {}))
    row = said.iloc[0]
    here = said[said["paragraph"] == row["paragraph"]]
    if here["mark"].nunique() > 1:
        raise MissingRowsError("one count; this paragraph has counts at several marks: mark=...")
    year = int(row["period"] or evidence.year)
    among = PROVINCIAL if indicator.startswith("provinces") else CITIES
    past = evidence.past(row["mark"], year, level=among)
    past = past[past["when"] == year if indicator.startswith("newcomers") else past["when"] <= year]
    past = past[(past["standing"] == scope) | (scope == "")]
    if not evidence.within(region, [*LEVELS]):
        raise MissingRowsError(f"no region of regions.csv lies in {region}")
    past = past[_lie_in(past, region)]
    computed = f"{len(past)} in milestones.csv, {row['printed']} in the article"
    verdict = _counted(row, len(past) - _fell_back(past, year).sum(), len(past))
    return Finding(verdict, computed, here.head(1), past, "the exact count")


def faster(evidence: Evidence, region: str = "China") -> Finding:
    """Compare a count of provinces faster than the nation with the rates that are known."""
    said = evidence.said("provinces faster than the nation", region=region).head(1)
    peers = evidence.within(region, PROVINCIAL)
    known, answers = _known(evidence, "GDP growth", peers, "China")
    surely, slower = (answers == "above").sum(), answers.isin(["below", "equal"]).sum()
    everybody = ALL if region == "China" else len(peers)
    computed = f"{surely} surely faster, {slower} surely not, of {everybody}"
    verdict = _counted(said.iloc[0], surely, everybody - slower)
    return Finding(verdict, computed, pd.concat([said, known]), needed="the rates of all provinces")


def rank(evidence: Evidence, indicator: str, region: str) -> Finding:
    """Compare a rank with the figures that are known of regions of the same level."""
    said = evidence.said(f"rank by {indicator}", region=region).head(1)
    scope = said["scope"].iloc[0]
    province = region in evidence.within("China", PROVINCIAL)
    peers = evidence.within(scope, PROVINCIAL if province else CITIES)
    known, answers = _known(evidence, indicator, peers, region)
    others = answers.drop(region, errors="ignore")
    better, worse = (others == "above").sum(), others.isin(["below", "equal"]).sum()
    everybody = len(peers) if scope != "China" else ALL
    most = everybody - worse if province else INDICATORS["rank by GDP"]["maximum"]
    computed = f"{better} surely before it, {worse} surely not"
    verdict = _counted(said.iloc[0], better + 1, most)
    return Finding(verdict, computed, pd.concat([said, known]), needed="the figures of all others")


def order(evidence: Evidence, region: str, among: str = "") -> Finding:
    """Count the regions within the scope that reached the mark before."""
    said = evidence.said("order of passing", region=region).head(1)
    row = said.iloc[0]
    own = evidence.past(row["mark"], region=region)
    year, level = own[["when", "level"]].iloc[0]
    among = among or ("provinces" if level == "province" else "cities")
    peers = evidence.past(row["mark"], level=AMONG[among])
    peers = peers[_lie_in(peers, row["scope"])]
    before, tied = peers[peers["when"] < year], (peers["when"] == year).sum() - 1
    shown = peers if tied else pd.concat([before, own])
    years = ", ".join(f"{peer.region} {peer.when}" for peer in shown.itertuples())
    verdict = _counted(row, len(before) + 1, len(before) + 1 + tied)
    return Finding(verdict, f"recorded: {years}", said, shown, "the order within the year")


def first(evidence: Evidence, region: str) -> Finding:
    """Compare the year of a first passing, by a region or a city of an area, with first prints."""
    said = evidence.said("occasion of passing", region=region, value=1).head(1)
    area = region in evidence.within("China", ["area"])
    cells = {"area": region, "level": CITIES} if area else {"region": region}
    past = evidence.past(said["mark"].iloc[0], **cells)
    row = past.iloc[0]
    computed = f"{row['region']} in {row['when']} by {row['publisher']}"
    year = int(said["period"].iloc[0] or evidence.year)
    verdict = UNKNOWN if row["stands_in"] else HOLDS if row["when"] == year else FAILS
    return Finding(verdict, computed, said, past, "a print of the time")


def passed(evidence: Evidence, region: str, mark: str, year: str) -> Finding:
    """Compare the year of passing with that of milestones.csv."""
    past = evidence.past(mark, region=region)
    row = past.iloc[0]
    level = in_words(row["relation"], row["printed"])
    computed = f"{region} {level} in {row['when']} by {row['publisher']}".replace("  ", " ")
    verdict = UNKNOWN if row["stands_in"] else HOLDS if row["when"] == int(year) else FAILS
    return Finding(verdict, computed, None, past, "a print of the time")


def newcomers(evidence: Evidence, regions: str, mark: str, among: str = "cities") -> Finding:
    """Compare the named regions with those that passed the mark in the year."""
    past = evidence.past(mark, evidence.year, level=AMONG[among])
    new = past[past["when"] == evidence.year]
    computed = f"new in milestones.csv: {', '.join(sorted(new['region'])) or 'none'}"
    verdict = HOLDS if set(new["region"]) == set(regions.split(", ")) else FAILS
    return Finding(verdict, computed, milestones=new)


TESTS: dict[str, Callable[..., Finding]] = {word: globals()[word] for word in TEST_WORDS}


def _lie_in(rows: pd.DataFrame, scope: str) -> pd.Series:
    """Say which regions lie in another."""
    return (rows["province"] == scope) | (rows["area"] == scope) | (scope == "China")


def _fell_back(past: pd.DataFrame, year: int) -> pd.Series:
    """Say which regions are known to have lost a mark that they had reached before."""
    return past["note"].str.contains("fell back") & (past["when"] < year)


def _known(
    evidence: Evidence, indicator: str, names: list[str], other: str
) -> tuple[pd.DataFrame, pd.Series]:
    """Return what is said of regions, and how each compares with another region."""
    known = evidence.said(indicator, region=names).drop_duplicates("region")
    own = evidence.said(indicator, region=other).iloc[0]
    return known, _compared(known, own["relation"], own["value"])


def _counted(row: pd.Series, least: int, most: int) -> str:
    """Judge a count or a place, of which the data know the least and the most that it may be."""
    if row["relation"] == "about":
        return UNKNOWN
    answers = {allows(row["relation"], row["value"], n) for n in range(least, most + 1)}
    if len(answers) != 1:
        return UNKNOWN
    return HOLDS if answers.pop() else FAILS


def _judged(answers: pd.Series, wanted: str, rows: pd.DataFrame) -> str:
    """Judge whether all comparisons, made with these rows, have the wanted answer."""
    if (answers == wanted).all():
        return EVERY_READING if rows["relation"].isin(BOUNDS).any() else HOLDS
    return UNKNOWN if answers.isin([wanted, "not known"]).all() else FAILS


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
    published = tables.claims["source"].map(tables.sources.set_index("id")["published"])
    years = published.str[:4].astype(int) - 1
    year = pick_year(year, {*years, *(tables.years() if year else [])}, "statement of a source")
    claims = tables.claims.assign(published=published)[years == year]
    claims = claims.sort_values(["published", "source", "paragraph"], kind="stable")
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
        rows = finding.milestones
        by_itself = rows is not None and set(rows["source"]) == {claim.source}
        if by_itself and finding.verdict in (HOLDS, EVERY_READING):
            computed = f"{finding.computed}, by rows of the article itself"
            finding = finding._replace(verdict=AGREES, computed=computed)
        found.append(finding)
    needed = claims["needed"].mask(claims["needed"] == "", [finding.needed for finding in found])
    verdicts = [finding.verdict for finding in found]
    result = claims[["paragraph", "section", "claim"]].assign(
        verdict=verdicts,
        computed=[finding.computed for finding in found],
        needed=needed.where([verdict == UNKNOWN for verdict in verdicts], ""),
        rows=[_rows(finding) for finding in found],
        source=tables.cited(claims["source"]),
    )
    result.index = pd.RangeIndex(1, len(claims) + 1, name="number")
    used = [finding.milestones["publisher"] for finding in found if finding.milestones is not None]
    facts: dict[str, Any] = {"year": year, "years_by": [name for names in used for name in names]}
    about = f" about {year}" if year else ""
    why = {"": f"The data hold no claims{about}; a row of claims.csv makes one."}
    return made(result, "article_claims.table", why if claims.empty else {}, **facts)


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


@style.takes("article_claims.table")
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw a numbered cell for each claim, in columns by verdict and rows by section."""
    year, across = table.attrs["year"], 5
    place = table.groupby(["section", "verdict"]).cumcount()
    lines = (place // across).groupby(table["section"], sort=False).max() + 1.6
    tops = lines.cumsum() - lines
    figure = style.Chart(
        f"article_claims-{year}",
        [_title(table)],
        f"Claims of articles about GDP in {year}, in our words, by verdict and section",
        notes=[
            "A cell is a claim; its number is that in the table of claims.",
            "Every reading: bounds leave room, and the claim holds wherever the truth lies.",
        ],
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


@style.takes("article_claims.table")
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
    counts = table["verdict"].value_counts().reindex(VERDICTS, fill_value=0)
    hold, fails = counts[HOLDS] + counts[EVERY_READING], counts[FAILS]
    fail = f"{fails or 'none'} {'fails' if fails < 2 else 'fail'}"
    return (
        f"{hold} of {len(table)} claims hold, {fail}, {counts[UNKNOWN]} not settled by these data"
    )
