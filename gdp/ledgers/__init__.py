"""What the ledgers of claims share; each article has its own, a module named like its key.

A key like `xinhua-2026` makes the module `xinhua_2026`, which holds a `LEDGER`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from gdp.load import BOUNDS, CLUB_MARK, compare, in_words

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
    would settle a claim that these data do not.
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


Test = Callable[[Evidence], Finding]


class Claim(NamedTuple):
    """A claim in our own words, its paragraph, and the function that tests it."""

    paragraph: int
    words: str
    test: Test


class Ledger:
    """The claims of one article.

    Parameters
    ----------
    year : int
        The year that the article reports.
    sections : dict
        Heading of each section of the ledger, by the paragraph with which it begins.
    """

    def __init__(self, year: int, sections: dict[int, str]) -> None:
        self.year, self.sections = year, sections
        self.claims: list[Claim] = []

    def claim(self, paragraph: int, words: str) -> Callable[[Test], Test]:
        """Enter the function below into the ledger as the test of a claim."""

        def enter(test: Test) -> Test:
            self.claims.append(Claim(paragraph, words, test))
            return test

        return enter

    def unsettled(self, paragraph: int, words: str, computed: str, needed: str) -> None:
        """Enter a claim for which the data hold nothing to compute with."""
        self.claims.append(Claim(paragraph, words, lambda _: Finding(UNKNOWN, computed, needed)))


def settle(holds: bool, computed: str, **rows: pd.DataFrame) -> Finding:
    """Say that a claim holds or fails."""
    return Finding(HOLDS if holds else FAILS, computed, **rows)


def judge(
    answers: pd.Series, wanted: str, computed: str, needed: str, said: pd.DataFrame
) -> Finding:
    """Say whether all comparisons have the wanted answer, bounds as bounds."""
    if (answers == wanted).all():
        bounds = said["relation"].isin(BOUNDS).any()
        return Finding(EVERY_READING if bounds else HOLDS, computed, "", said)
    if ((answers != wanted) & (answers != "not known")).any():
        return Finding(FAILS, computed, "", said)
    return Finding(UNKNOWN, computed, needed, said)


def count(evidence: Evidence, paragraph: int, region: str, scope: str) -> Finding:
    """Compare a member count of the article with the cities of `milestones`."""
    said = evidence.said("cities past the mark", paragraph=paragraph, region=region, scope=scope)
    past = evidence.past(said["mark"].iloc[0])
    if scope:
        past = past[past["standing"] == scope]
    if region != "China":
        past = past[past["area"] == region]
    computed = f"{len(past)} in milestones.csv, {said['printed'].iloc[0]} in the article"
    return settle(len(past) == said["value"].iloc[0], computed, figures=said, milestones=past)


def order(evidence: Evidence, paragraph: int, region: str) -> Finding:
    """Compare an order of passing with the years of all recorded regions within the scope."""
    said = evidence.said("order of passing", paragraph=paragraph, region=region)
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
    holds = len(before) + 1 == row["value"] and not tied
    return settle(holds, computed, figures=said, milestones=shown)


def first_time(evidence: Evidence, paragraph: int, region: str) -> Finding:
    """Look for an earlier passing; without one, say what would be needed to be sure."""
    said = evidence.said("occasion of passing", paragraph=paragraph, region=region)
    past = evidence.past(said["mark"].iloc[0], region)
    year = past["year"].iloc[0]
    if year < evidence.year:
        return Finding(FAILS, f"passed in {year} by milestones.csv", "", said, past)
    needed = f"its GDP in {evidence.year - 1} and the years before"
    return Finding(UNKNOWN, "no earlier level in these data", needed, said, past)


def exceeds(evidence: Evidence, region: str, mark: float) -> Finding:
    """Compare the first-published level in `milestones` with a mark that the article names."""
    said = evidence.said("GDP", region=region, unit="trillion yuan", value=mark)
    past = evidence.past(mark, region)
    row = past.iloc[0]
    if row["source"] == evidence.source or pd.isna(row["value"]):
        return Finding(UNKNOWN, "no level but the article's own bound", "the level", said, past)
    level = in_words(row["relation"], row["printed"])
    answer = compare(row["relation"], row["value"], "exact", mark)
    computed = f"{level} in {row['year']} by milestones.csv"
    if answer == "above":
        bound = row["relation"] in BOUNDS
        return Finding(EVERY_READING if bound else HOLDS, computed, "", said, past)
    if answer == "not known":
        return Finding(UNKNOWN, computed, "the level", said, past)
    return Finding(FAILS, computed, "", said, past)


def agree(evidence: Evidence, indicator: str, region: str, unit: str, **cells: object) -> Finding:
    """Check that all statements of one thing can be true together."""
    said = evidence.said(indicator, region=region, unit=unit, **cells)
    computed = "said: " + ", ".join(map(in_words, said["relation"], said["printed"]))
    if len(said) < 2 or (said["relation"] == "about").any():
        return Finding(UNKNOWN, computed, "two statements that can be compared", said)
    exact = said.loc[said["relation"] == "exact", "value"]
    least = exact.min() if len(exact) else float("inf")
    bounds = said[said["relation"].isin(BOUNDS)]
    beyond = (bounds["value"] > least) | (
        (bounds["value"] == least) & (bounds["relation"] == "more than")
    )
    return settle(exact.nunique() <= 1 and not beyond.any(), computed, figures=said)


def against_nation(evidence: Evidence, said: pd.DataFrame) -> pd.Series:
    """Compare growth rates with the national one that the article prints first."""
    nation = evidence.said("GDP growth", region="China").iloc[0]
    answers = [
        compare(relation, value, nation["relation"], nation["value"])
        for relation, value in zip(said["relation"], said["value"], strict=True)
    ]
    return pd.Series(answers, index=said["region"])
