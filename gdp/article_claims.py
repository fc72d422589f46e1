"""What articles claim about their figures, and which of it the figures bear out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from gdp import style
from gdp.tables import BOUNDS, CLUB_MARK, Tables, arguments, compare, in_words, pick_year

HOLDS, EVERY_READING, FAILS, UNKNOWN = (
    "holds",
    "holds under every reading",
    "fails",
    "cannot be known",
)
VERDICTS = {  # and what each means
    HOLDS: "the figures bear the claim out",
    EVERY_READING: "bounds or words leave room, but the claim holds wherever the truth lies in it",
    FAILS: "the figures contradict the claim",
    UNKNOWN: "these data do not settle it",
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
    """What a claim may be tested with: what was known when the article appeared.

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
        The rows of `milestones` up to the year whose source is not younger than the article,
        with the columns of `regions`, by year.
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

    def past(self, mark: float, region: str | None = None) -> pd.DataFrame:
        """Return the milestones at a mark: of cities at that of the club, else of provinces.

        Municipalities are both. With `region`, its row alone.

        Raises
        ------
        MissingRowsError
            If the region has none.
        """
        kinds = ["city" if mark == CLUB_MARK else "province", "municipality"]
        rows = self.milestones[self.milestones["mark"] == mark]
        rows = rows[rows["level"].isin(kinds)]
        if region is None:
            return rows
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
    exact = said.loc[said["relation"] == "exact", "value"]
    least = exact.min() if len(exact) else float("inf")
    bounds = said[said["relation"].isin(BOUNDS)]
    beyond = (bounds["value"] > least) | (
        (bounds["value"] == least) & (bounds["relation"] == "more than")
    )
    return _settle(exact.nunique() <= 1 and not beyond.any(), computed, said)


def exceeds(evidence: Evidence, region: str, mark: str) -> Finding:
    """Compare the first-published level with a mark that the article names."""
    said = evidence.said("GDP", region=region, unit="trillion yuan", value=float(mark))
    past = evidence.past(float(mark), region)
    row = past.iloc[0]
    if row["source"] == evidence.source or pd.isna(row["value"]):
        return Finding(UNKNOWN, "no level but the article's own bound", "the level", said, past)
    computed = f"{in_words(row['relation'], row['printed'])} in {row['year']} by milestones.csv"
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
    return _judge(answers, answer, computed, "exact figures", rows)


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


def count(evidence: Evidence, region: str, scope: str = "") -> Finding:
    """Compare a count of cities with those that milestones.csv names."""
    said = evidence.said(
        "cities past the mark", paragraph=evidence.paragraph, region=region, scope=scope
    )
    past = evidence.past(said["mark"].iloc[0])
    if scope:
        past = past[past["standing"] == scope]
    if region != "China":
        past = past[past["area"] == region]
    computed = f"{len(past)} in milestones.csv, {said['printed'].iloc[0]} in the article"
    return _settle(len(past) == said["value"].iloc[0], computed, said, past)


def parts(evidence: Evidence, region: str) -> Finding:
    """Add the counts by standing, and compare the sum with the total."""
    said = evidence.said("cities past the mark", region=region)
    whole, part = said[said["scope"] == ""], said[said["scope"] != ""]
    total = part["value"].sum()
    computed = f"{' + '.join(part['printed'])} = {total:g}, total {', '.join(whole['printed'])}"
    if whole.empty or part.empty:
        return Finding(UNKNOWN, computed, "the counts", said)
    return _settle((whole["value"] == total).all(), computed, said)


def order(evidence: Evidence, region: str) -> Finding:
    """Count the regions within the scope that passed the mark before."""
    said = evidence.said("order of passing", paragraph=evidence.paragraph, region=region)
    row = said.iloc[0]
    own = evidence.past(row["mark"], region)
    peers = evidence.past(row["mark"])
    if own["level"].iloc[0] == "province":
        peers = peers[peers["level"] == "province"]
    within = (peers["province"] == row["scope"]) | (peers["area"] == row["scope"])
    peers = peers[within | (row["scope"] == "China")]
    before = peers[peers["year"] < own["year"].iloc[0]]
    tied = (peers["year"] == own["year"].iloc[0]).sum() - 1
    shown = peers if tied else pd.concat([before, own])
    years = ", ".join(f"{peer.region} {peer.year}" for peer in shown.itertuples())
    computed = f"recorded: {years}"
    if tied and len(before) < row["value"] <= len(before) + 1 + tied:
        return Finding(UNKNOWN, computed, "the order within the year", said, shown)
    return _settle(len(before) + 1 == row["value"] and not tied, computed, said, shown)


def first(evidence: Evidence, region: str) -> Finding:
    """Look for an earlier passing; without one, say what would be needed to be sure."""
    said = evidence.said("occasion of passing", paragraph=evidence.paragraph, region=region)
    mark = said["mark"].iloc[0]
    levels = dict(zip(evidence.regions["region"], evidence.regions["level"], strict=True))
    if levels[region] == "area":
        past = evidence.past(mark)
        past = past[past["area"] == region]
        earlier = (past["year"] < evidence.year).sum()
        computed = f"{earlier} earlier cities of the area in milestones.csv"
        return _settle(earlier == 0, computed, said, past)
    past = evidence.past(mark, region)
    year = past["year"].iloc[0]
    if year < evidence.year:
        return Finding(FAILS, f"passed in {year} by milestones.csv", "", said, past)
    needed = f"its GDP in {evidence.year - 1} and the years before"
    return Finding(UNKNOWN, "no earlier level in these data", needed, said, past)


def passed(evidence: Evidence, region: str, mark: str) -> Finding:
    """Compare the year of passing with that of milestones.csv."""
    said = evidence.said("GDP", paragraph=evidence.paragraph, region=region)
    past = evidence.past(float(mark), region)
    year = past["year"].iloc[0]
    computed = f"{past['printed'].iloc[0]} in {year} by milestones.csv".strip()
    return _settle(str(year) == said["period"].iloc[0], computed, said, past)


def newcomers(evidence: Evidence, regions: str, mark: str) -> Finding:
    """Compare the named regions with those that passed the mark in the year."""
    said = evidence.said("GDP", paragraph=evidence.paragraph, region=regions.split(", "))
    past = evidence.past(float(mark))
    new = past[past["year"] == evidence.year]
    computed = f"new in milestones.csv: {', '.join(sorted(new['region']))}"
    return _settle(set(new["region"]) == set(regions.split(", ")), computed, said, new)


def before(evidence: Evidence, regions: str, mark: str) -> Finding:
    """Take the newcomers from the count, and compare the rest with the year before."""
    names = regions.split(", ")
    said = evidence.said("cities past the mark", paragraph=evidence.paragraph, mark=float(mark))
    new = evidence.said("GDP", paragraph=evidence.paragraph, region=names)
    past = evidence.past(float(mark))
    old = past[past["year"] < evidence.year]
    left = said["value"].iloc[0] - len(names)
    computed = f"{left:g} left by the article's count, {len(old)} in milestones.csv"
    return _settle(len(old) == left, computed, pd.concat([said, new]), old)


def every_year(evidence: Evidence, mark: str) -> Finding:
    """Look for years in which no city joined."""
    past = evidence.past(float(mark))
    years = range(past["year"].min(), evidence.year + 1)
    joined = past["year"].value_counts().reindex(years, fill_value=0)
    idle = ", ".join(str(year) for year in joined.index[joined == 0])
    computed = f"none in {idle or 'no year'}; at most {joined.max()}, in {joined.idxmax()}"
    return _settle(not idle, computed, None, past)


def reaches(evidence: Evidence, mark: str, areas: str, beyond: str, found: str) -> Finding:
    """Count the cities in both groups of areas."""
    past = evidence.past(float(mark))
    near, far = (past[past["area"].isin(names.split(", "))] for names in (areas, beyond))
    computed = found.format(len(near), len(far))
    return _settle(bool(len(near) and len(far)), computed, None, pd.concat([near, far]))


def new_marks(evidence: Evidence, kinds: str) -> Finding:
    """Count the regions that passed marks in the year."""
    new = evidence.milestones[evidence.milestones["year"] == evidence.year]
    cities = new["mark"].eq(CLUB_MARK)
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
        *(unsettled, quoted, ratio, agree, exceeds, against, majority, count, parts),
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
        - year : the year that the article reports
        - source : publisher and date of the article

    Raises
    ------
    NoDataError
        If there are no claims about the year.
    """
    published = tables.sources.set_index("id")["published"]
    years = tables.claims["source"].map(published).str[:4].astype(int) - 1
    year = pick_year(year, set(years), "claims")
    milestones = tables.milestones.join(tables.regions.set_index("region"), on="region")
    milestones = milestones[milestones["year"] <= year].sort_values("year", kind="stable")
    found = []
    claims = tables.claims[years == year].sort_values(["source", "paragraph"], kind="stable")
    for source, made in claims.groupby("source"):
        known = milestones["source"].map(published) <= published[source]
        figures = tables.figures[tables.figures["source"] == source]
        for claim in made.itertuples():
            evidence = Evidence(
                year, source, claim.paragraph, figures, milestones[known], tables.regions
            )
            try:
                finding = TESTS[claim.test](evidence, **arguments(claim.arguments))
            except MissingRowsError as missing:
                finding = Finding(UNKNOWN, str(missing), "these rows")
            found.append(finding)
    open_claims = [finding.verdict == UNKNOWN for finding in found]
    needed = claims["needed"].mask(claims["needed"] == "", [finding.needed for finding in found])
    return pd.DataFrame(
        {
            "paragraph": claims["paragraph"],
            "section": claims["section"],
            "claim": claims["claim"],
            "verdict": [finding.verdict for finding in found],
            "computed": [finding.computed for finding in found],
            "needed": needed.where(open_claims, ""),
            "rows": [_rows(finding) for finding in found],
            "year": year,
            "source": tables.cited(claims["source"]),
        }
    ).reset_index(drop=True)


def _rows(finding: Finding) -> str:
    """Name the lines of the files from which a finding was computed."""
    files = {"figures": finding.figures, "milestones": finding.milestones}
    return "; ".join(f"{name} {_lines(part)}" for name, part in files.items() if part is not None)


def as_printed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `figures` or `milestones` as their file has them: values as printed, gaps empty."""
    texts = rows.astype(object).where(rows.notna(), "")
    return texts.assign(value=rows["printed"]).drop(columns="printed")


def _lines(rows: pd.DataFrame) -> str:
    """Write the lines at which rows stand in their file: 2-5, 9."""
    runs: list[list[int]] = []
    for line in sorted(rows.index + 2):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


@style.house
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw each claim as a mark in the column of its verdict, in blocks by section."""
    year = table["year"].iloc[0]
    layout = style.Rows(table["section"], table["claim"], 0.2, style.DENSE)
    figure = style.Chart(
        f"article_claims-{year}",
        _title(table),
        f"Claims of the article about {year}, in our words, tested with its figures and supplement",
        notes="Every reading: bounds or words leave room, and the claim holds wherever the truth "
        "lies. Not known: not settled by these data.",
        source=style.sourced(table["source"], supplement=True),
        description=words(table),
        height=layout.height,
        header=1.2,
        axis=0.2,
    )
    axes = layout.panel(figure, style.WIDTH - style.MARGIN)
    heads = {HOLDS: "Holds", EVERY_READING: "Every\nreading", FAILS: "Fails", UNKNOWN: "Not\nknown"}
    axes.set_xlim(-0.5, len(heads) - 0.5)
    axes.set_xticks(range(len(heads)), heads.values(), weight="bold")
    axes.tick_params(axis="x", top=False, bottom=False, labeltop=True, labelbottom=False)
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=True, axis="y")
    marks = {
        HOLDS: ("o", style.BLUE, style.BLUE),
        EVERY_READING: ("o", "white", style.BLUE),
        FAILS: ("X", style.VERMILLION, style.VERMILLION),
        UNKNOWN: ("s", "white", style.CONTEXT),
    }
    for row, place in zip(table.itertuples(), layout.places, strict=True):
        shape, face, edge = marks[row.verdict]
        axes.plot(
            list(heads).index(row.verdict),
            place,
            marker=shape,
            markersize=7,
            markerfacecolor=face,
            markeredgecolor=edge,
            zorder=3,
            gid=f"mark {row.claim}",
        )
    return figure


def words(table: pd.DataFrame) -> str:
    """Say how many claims have each verdict, and which ones do not simply hold."""
    counts = table["verdict"].value_counts()
    parts = [f"{verdict} {counts.get(verdict, 0)}" for verdict in VERDICTS]
    sentences = [f"{len(table)} claims by verdict: {', '.join(parts)}."]
    for verdict in (EVERY_READING, FAILS, UNKNOWN):
        claims = table.loc[table["verdict"] == verdict, "claim"]
        if len(claims):
            sentences.append(f"{style.sentence(verdict)}: {'; '.join(claims)}.")
    return " ".join(sentences)


def _title(table: pd.DataFrame) -> str:
    """Count the verdicts."""
    counts = table["verdict"].value_counts()
    borne_out = counts.get(HOLDS, 0) + counts.get(EVERY_READING, 0)
    fails = style.number_word(counts.get(FAILS, 0))
    return (
        f"{borne_out} of {len(table)} claims hold, {fails} "
        f"{'fails' if fails == 'one' else 'fail'}, {counts.get(UNKNOWN, 0)} cannot be known"
    )
