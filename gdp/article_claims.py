"""What articles claim about their figures, and which of it the figures bear out."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.patches import Rectangle

from gdp import style
from gdp.schema import INDICATORS
from gdp.tables import (
    PROVINCIAL,
    RANGES,
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

HOLDS, AGREES, FAILS = "holds", "agrees with itself", "fails"
UNKNOWN = "not settled by these data"
AMONG = {"cities": ["city", "municipality"], "provinces": PROVINCIAL}  # levels of what is counted
ALL = INDICATORS["provinces past the mark"]["maximum"]  # province-level units of the mainland
# Of each verdict: its words above the cells, and their fill, edge and number.
LOOKS = {
    HOLDS: ("hold\n", style.INK, style.INK, "white"),
    AGREES: ("agree with\nthemselves", style.CONTEXT, style.CONTEXT, "white"),
    FAILS: ("fail\n", "white", style.INK, style.INK),
    UNKNOWN: ("not settled\nby these data", "white", style.CONTEXT, style.INK),
}
VERDICTS = list(LOOKS)


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
    paragraph: int  # of the claim
    figures: pd.DataFrame  # the article's own; those without a period are about the year
    milestones: pd.DataFrame  # `Tables.crossings` by year, and the `early` and `late` it may be
    regions: pd.DataFrame
    levels: dict[str, str]  # of the regions

    def said(self, indicator: str, **cells: object) -> pd.DataFrame:
        """Return the statements of an indicator whose columns have these cells.

        The claim's own paragraph comes first, then the article's year, then exact ones.
        """
        rows = self.figures[self.figures["indicator"] == indicator]
        unit = INDICATORS[indicator]["units"][0]
        usual = {"unit": unit} if unit in TRILLIONS.values() else {}  # else all units are alike
        rows = _with(rows, f"statement of {indicator}", {**usual, **cells})
        far, other = rows["paragraph"] != self.paragraph, rows["period"].str[-4:] != f"{self.year}"
        after = pd.DataFrame({"far": far, "other": other, "bound": rows["relation"] != "exact"})
        return rows.loc[after.sort_values([*after], kind="stable").index]

    def statement(self, indicator: str, **cells: object) -> pd.DataFrame:
        """Return the one statement that is meant, as a table of one row."""
        rows = self.said(indicator, **cells)
        own = rows["paragraph"] == self.paragraph
        rows = rows[own] if own.any() else rows
        of_year = rows["period"].str[-4:] == f"{self.year}"
        rows = rows[of_year] if of_year.any() else rows
        _alike(rows, "scope", "mark", "period", "unit")
        _alike(rows[rows["relation"] == "exact"], "value")
        return rows.head(1)

    def past(self, mark: str | float, year: int = 0, **cells: object) -> pd.DataFrame:
        """Return who reached a mark, by year; raise, if that is not known up to a year."""
        if year > _with(self.milestones, "milestone", cells)["when"].max():
            raise MissingRowsError(f"milestones.csv ends before {year}")
        return _with(self.milestones, "milestone", {"mark": mark, **cells})

    def inside(self, rows: pd.DataFrame, scope: str) -> pd.DataFrame:
        """Return the rows of regions that lie in another."""
        own = self.regions[(self.regions["level"] == "area") & (self.regions["chinese"] == "")]
        if scope in set(own["region"]):
            raise MissingRowsError(f"{scope} is an area of this project only")
        return rows[(rows["province"] == scope) | (rows["area"] == scope) | (scope == "China")]

    def peers(self, scope: str, among: str) -> tuple[list[str], int]:
        """Return the cities or provinces known in a region, and how many there may be."""
        rows = self.regions[self.regions["level"].isin(AMONG[among])]
        names = list(self.inside(rows, scope)["region"])
        if among == "cities":
            return names, INDICATORS["rank by GDP"]["maximum"]
        if len(rows) < ALL:
            raise MissingRowsError(f"regions.csv has {len(rows)} of {ALL} provinces")
        return names, len(names)


def _with(rows: pd.DataFrame, what: str, cells: dict[str, object]) -> pd.DataFrame:
    """Return the rows whose columns have these cells, each one or one of a list."""
    named = []
    for column, cell in cells.items():
        cell = float(str(cell)) if column == "mark" else TRILLIONS.get(str(cell), cell)
        words = cell if isinstance(cell, list) else [cell]
        rows = rows[rows[column].isin(words)]
        text = words[0] if len(words) == 1 else f"one of {len(words)}"
        named += [f"{column} {text}"] * (cell != "")
    if rows.empty:
        raise MissingRowsError(f"no {what} with {', '.join(named)}")
    return rows


def _alike(rows: pd.DataFrame, *columns: str) -> None:
    """Raise if statements are of several things, since these do not compare."""
    for column in columns:
        if rows[column].nunique(dropna=False) > 1:
            raise MissingRowsError(f"statements of several {column}s")


# The tests, by their names in claims.csv; the descriptor says what each tests with what arguments.
# Their `cells` are the scope, mark and period of the statement that is meant.


def unsettled(evidence: Evidence, why: str) -> Finding:
    """There is nothing to compute with."""
    return Finding(UNKNOWN, why)


def agree(evidence: Evidence, indicator: str, region: str, unit: str) -> Finding:
    """Look for statements of one thing that cannot be true together."""
    said = evidence.said(indicator, region=region, unit=unit).sort_index()
    computed = "said: " + ", ".join(map(in_words, said["relation"], said["printed"]))
    answers, firm = set(), said[said["relation"] != "about"]
    for _, rows in firm.groupby(["scope", "mark", "period"], dropna=False):
        pairs = itertools.combinations(zip(rows["relation"], rows["value"], strict=True), 2)
        answers |= {compare(*one, *other) for one, other in pairs}
    if not answers:
        return Finding(UNKNOWN, computed, said, needed="two statements that can be compared")
    return Finding(FAILS if answers & {"above", "below"} else HOLDS, computed, said)


def exceeds(evidence: Evidence, region: str, mark: str) -> Finding:
    """Compare the levels that the article prints, and the first-published one, with a mark."""
    year, number = evidence.year, float(mark)
    said = evidence.said("GDP", region=region, period=f"{year}")
    past = evidence.milestones[evidence.milestones["when"] <= year]
    past = past[(past["region"] == region) & (past["mark"] == number)]
    first = _compared(past, "exact", number)
    # A level of an earlier year says only that the mark was reached.
    first = first[(first == "above") | ((first != "not known") & (past["when"] == year).to_numpy())]
    doubts = list(past["note"][_fell_back(past, year)])
    doubts += ["rounded"] * ((said["relation"] == "about") & (said["value"] < number)).sum()
    computed = "; ".join(filter(None, [_recorded(past), f"said: {_told(said)}", *doubts]))
    answers = {*_compared(said, "exact", number), *first} - {"not known"}
    verdict = UNKNOWN if not answers or doubts else HOLDS if answers == {"above"} else FAILS
    return Finding(verdict, computed, said, past if len(first) or doubts else None, "the level")


def against(
    evidence: Evidence, indicator: str, regions: str, answer: str, to: str, **cells: str
) -> Finding:
    """Compare figures with that of another region or with a number, bounds as bounds."""
    names = regions.split(", ")
    said, answers, other = _known(evidence, indicator, names, to, **cells)
    if absent := set(names) - set(answers.index):
        raise MissingRowsError(f"no statement of {indicator} of {style.listed(sorted(absent))}")
    computed = f"{_told(said)} against {_told(other) or to}"
    rows = pd.concat([said, other])
    return Finding(_judged(answers, answer), computed, rows, needed="exact figures")


def stated(
    evidence: Evidence, indicator: str, region: str, among: str = "", **cells: str
) -> Finding:
    """Compare a count, rank or order with what the data know."""
    if INDICATORS[indicator].get("scope") in (None, "standing"):
        cells = {"scope": "", **cells}  # without a scope a count is of all
    if among in INDICATORS[indicator]["units"]:
        cells["unit"] = among
    said = evidence.statement(indicator, region=region, **cells)
    among = among or ("provinces" if evidence.levels.get(region) == "province" else "cities")
    (row,) = said.assign(among=among).itertuples()
    finding = next(STATED[word] for word in STATED if word in indicator)(evidence, row)
    return finding._replace(figures=pd.concat([said, finding.figures]))


def _count(evidence: Evidence, row: Any) -> Finding:
    """Count the cities or provinces that milestones.csv names."""
    year, old = int(row.period), not row.indicator.startswith("newcomers")
    past = evidence.past(row.mark, year, level=AMONG[row.unit])
    names, _ = evidence.peers(row.region, row.unit)
    if evidence.inside(evidence.regions, row.region).empty:
        raise MissingRowsError(f"no region of regions.csv lies in {row.region}")
    past = past[past["region"].isin(names) & ((past["standing"] == row.scope) | (row.scope == ""))]
    past = past[(past["early"] <= year) & (old | (past["late"] >= year))]
    sure = past[(past["late"] <= year) & (old | (past["early"] >= year))]
    stated = in_words(row.relation, row.printed)
    computed = f"{len(past)} in milestones.csv, {stated} in the article"
    verdict = _counted(row, range((~_fell_back(sure, year)).sum(), len(past) + 1))
    return Finding(verdict, computed, None, past, "the exact count")


def _in_range(evidence: Evidence, row: Any) -> Finding:
    """Count those whose figures surely are, or are not, in a range or above the region's own."""
    rank = row.indicator.startswith("rank")
    if rank and evidence.levels.get(row.region) == "area":
        raise MissingRowsError(f"{row.region} is an area, and areas are not ranked")
    inside, among = (row.scope, row.among) if rank else (row.region, row.unit)
    names, most = evidence.peers(inside, among)
    limit = f"more than {row.region}" if rank else row.scope or "more than China"
    *relation, to = limit.split(" ", 2)
    indicator = row.indicator.removeprefix("rank by ") if rank else "GDP growth"
    known, answers, _ = _known(evidence, indicator, names, to, period=row.period)
    within = answers.isin(RANGES[" ".join(relation)])
    # Of two equal figures, each rounded, either may be the larger.
    without = (~within & (answers != "not known") & ((answers != "equal") | (not rank))).sum()
    sure = f"{within.sum()} surely, {without} surely not"
    computed = f"{limit}: {sure}, of {len(names)} {among} known"
    verdict = _counted(row, range(within.sum() + rank, most - without + 1))
    return Finding(verdict, computed, known, needed="the figures of all others")


def _order(evidence: Evidence, row: Any) -> Finding:
    """Count the regions within the scope that reached the mark before."""
    peers = evidence.inside(evidence.past(row.mark, level=AMONG[row.among]), row.scope)
    own = _with(peers, f"milestone of {row.among} in {row.scope}", {"region": row.region})
    before = (peers["late"] < own["early"].iloc[0]).sum()
    until = peers[peers["early"] <= own["late"].iloc[0]]
    years = ", ".join(f"{peer.region} {peer.when}" for peer in until.itertuples())
    verdict = _counted(row, range(before + 1, len(until) + 1))
    return Finding(verdict, f"recorded: {years}", None, until, "the order within the year")


# How a statement is settled, by words in its indicator.
STATED = {"order": _order, "past the mark": _count, "": _in_range}


def passed(evidence: Evidence, region: str, mark: str, year: str) -> Finding:
    """Compare the year in which a region, or a city of an area, passed first with first prints."""
    area = evidence.levels.get(region) == "area"
    cells = {"area": region, "level": AMONG["cities"]} if area else {"region": region}
    past = evidence.past(mark, **cells)
    row, when = past.iloc[0], int(year)
    perhaps = row["early"] <= when <= row["late"] or when == row["other"]
    verdict = HOLDS if row["early"] == row["late"] == when else UNKNOWN if perhaps else FAILS
    return Finding(verdict, _recorded(past), None, past, "a print of the time")


def newcomers(evidence: Evidence, regions: str, mark: str, among: str, year: str = "") -> Finding:
    """Compare the named regions with those that passed the mark in the year."""
    when, named = int(year or evidence.year), set(regions.split(", "))
    past = evidence.past(mark, when, level=AMONG[among])
    new = past[(past["early"] <= when) & (past["late"] >= when)]
    perhaps, surely = set(new["region"]), set(new.loc[new["early"] == new["late"], "region"])
    verdict = UNKNOWN if surely <= named <= perhaps else FAILS
    verdict = HOLDS if surely == named == perhaps else verdict
    computed = f"new in milestones.csv: {', '.join(sorted(perhaps)) or 'none'}"
    return Finding(verdict, computed, None, new, "a print of the time")


TESTS: list[Any] = [unsettled, agree, exceeds, against, stated, passed, newcomers]


def _fell_back(past: pd.DataFrame, year: int) -> pd.Series:
    """Say which regions are known to have lost a mark that they had reached before."""
    return past["note"].str.contains("fell back") & (past["when"] < year)


def _recorded(past: pd.DataFrame) -> str:
    """Tell the first of some passings, if there is one."""
    level = _told(past.head(1)).rstrip()
    texts = [f"{level} in {row.when} by {row.publisher}" for row in past.itertuples()]
    return texts[0] if texts else ""


def _told(rows: pd.DataFrame) -> str:
    """Tell statements, each with its region."""
    texts = map(in_words, rows["relation"], rows["printed"])
    return ", ".join(map(" ".join, zip(rows["region"], texts, strict=True)))


def _known(
    evidence: Evidence, indicator: str, names: list[str], to: str, **cells: str
) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame]:
    """Return what is said of regions, how it compares with a number or a region, and its row."""
    number, _, unit = to.partition(" ")
    numeric = number.lstrip("-")[0].isdigit()
    if numeric and unit:
        cells["unit"] = unit
    elif numeric and INDICATORS[indicator]["units"][0] in TRILLIONS.values():
        raise MissingRowsError(f"{to} is of no unit; needed: to={to} trillion yuan")
    said = evidence.said(indicator, region=names, **cells)
    first = evidence.statement(indicator, region=said["region"].iloc[0], **cells)
    cells = {"period": first["period"].iloc[0], **cells}
    held = said.loc[said["period"] == cells["period"], "region"].unique()
    known = pd.concat([evidence.statement(indicator, region=name, **cells) for name in held])
    other, relation, value = known.iloc[:0], "exact", number
    if not numeric:
        other = evidence.statement(indicator, region=to, **cells)
        relation, value = other[["relation", "value"]].iloc[0]
    _alike(pd.concat([known, other]), "scope", "mark", "unit")
    thousandth = "e-3" if numeric and unit in TRILLIONS else ""
    return known, _compared(known, relation, float(f"{value}{thousandth}")), other


def _counted(row: Any, possible: Iterable[float]) -> str:
    """Judge a statement by the numbers that are possible by what the data know."""
    answers = {allows(row.relation, row.value, number) for number in possible}
    if answers == {False}:
        return FAILS
    return HOLDS if answers == {True} and row.relation not in ("about", "nearly") else UNKNOWN


def _judged(answers: pd.Series, wanted: str) -> str:
    """Judge whether all comparisons have the wanted answer."""
    if (answers == wanted).all():
        return HOLDS
    return UNKNOWN if answers.isin([wanted, "not known"]).all() else FAILS


def _compared(rows: pd.DataFrame, relation: str, value: float) -> pd.Series:
    """Compare statements with a value, each as far as bounds allow."""
    reported = zip(rows["relation"], rows["value"], strict=True)
    return pd.Series([compare(*own, relation, value) for own in reported], rows["region"], "str")


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
    others = [] if year is None else tables.years()
    year = pick_year(year, {*years, *others}, "statement of a source")
    claims = tables.claims.assign(published=published)[years == year]
    claims = claims.sort_values(["published", "source", "paragraph"], kind="stable")
    milestones = tables.crossings().sort_values("when", kind="stable")
    # A year that stands in may be as far from that of the first print as series have moved others.
    room = milestones["stands_in"] * (milestones["when"] - milestones["other"]).abs().max()
    milestones = milestones.assign(early=milestones["when"] - room, late=milestones["when"] + room)
    figures, regions = in_trillions(tables.dated()), tables.regions
    levels = dict(zip(regions["region"], regions["level"], strict=True))
    tests = {test.__name__: test for test in TESTS}
    found, by = [], list[str]()
    for claim in claims.itertuples():
        own = figures[figures["source"] == claim.source]
        evidence = Evidence(year, claim.paragraph, own, milestones, regions, levels)
        try:
            finding = tests[claim.test](evidence, **arguments(claim.arguments))
        except MissingRowsError as missing:
            finding = Finding(UNKNOWN, str(missing), needed="these rows")
        verdict, computed, said, rows, needed = finding
        if verdict == HOLDS and (rows is None or claim.source in set(rows["source"])):
            verdict = AGREES
            computed += "" if rows is None else ", with rows of the article itself"
        needed = (claim.needed or needed) if verdict == UNKNOWN else ""
        files = {"figures": said, "milestones": rows}
        lines = [
            f"{name} {_lines(part)}"
            for name, part in files.items()
            if part is not None and len(part)
        ]
        found.append((verdict, computed, needed, "; ".join(lines)))
        by += [] if rows is None else list(rows["publisher"])
    result = claims[["paragraph", "section", "claim"]].copy()
    columns = ["verdict", "computed", "needed", "rows"]
    result[columns] = pd.DataFrame(found, claims.index, columns, dtype="str")
    result["source"] = tables.cited(claims["source"])
    result.index = pd.RangeIndex(1, len(claims) + 1, name="number")
    about = f" about {year}" if year else ""
    why = {"": f"The data hold no claims{about}; a row of claims.csv makes one."}
    return made(result, "article_claims.table", why if claims.empty else {}, year=year, by=by)


def _lines(rows: pd.DataFrame) -> str:
    """Write the lines at which rows stand in their file: 2-5, 9."""
    counted = enumerate(sorted({*(rows.index + 2)}))
    runs = itertools.groupby(counted, lambda pair: pair[1] - pair[0])
    ends = [[line for _, line in run] for _, run in runs]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in ends)


@style.takes("article_claims.table")
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw a numbered cell for each claim, in columns by verdict and rows by section."""
    year, across = table.attrs["year"], 6
    place = table.groupby(["section", "verdict"]).cumcount()
    lines = (place // across).groupby(table["section"], sort=False).max() + 1.6
    tops = lines.cumsum() - lines
    figure = style.Chart(
        f"article_claims-{year}",
        _titles(table),
        f"Claims of articles about GDP in {year}, in our words, by verdict and section",
        notes=[
            "A cell is a claim; its number is that in the table of claims.",
            "Agree with themselves: borne out only with the article's own figures.",
        ],
        source=style.sourced(table["source"], table.attrs["by"]),
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
        patch = Rectangle((x, y), 0.24, 0.8, fc=face, ec=edge, gid=f"cell {row.claim}")
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


def _titles(table: pd.DataFrame) -> list[str]:
    """Count the verdicts."""
    hold, agree, fails, unknown = table["verdict"].value_counts().reindex(VERDICTS, fill_value=0)
    fail = f"{fails or 'none'} {'fails' if fails < 2 else 'fail'}, {unknown} not settled"
    agreeing = f" {agree} {'agrees with itself' if agree == 1 else 'agree with themselves'},"
    titles = [agreeing * bool(agree), ""]
    return [f"{hold} of {len(table)} claims hold,{also} {fail}" for also in titles]
