"""What an article claims, checked against its own figures and the series."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from gdp.display import Words
from gdp.schema import FIRST, PROVINCIAL
from gdp.tables import (
    Interval,
    ParameterError,
    Tables,
    Topic,
    check_tables,
    in_trillions,
    intervals_of,
)
from gdp.wording import listed, shortened

VERDICTS = {True: "holds", False: "fails", None: "open"}


class Check(NamedTuple):
    """A claim, whether it holds, fails or is left open, and the sources that this rests on."""

    paragraph: int
    claim: str
    verdict: str
    sources: list[str]


class ArticleClaims(Topic):
    """The figures of one article, and checks of what it claims.

    Parameters
    ----------
    tables : Tables
    source : str, optional
        Its key in `sources.csv`; without it, the latest article.

    Attributes
    ----------
    source, year : str, int
        The article, and the year it is about: the one before it appeared.
    figures : DataFrame
        Its rows of `figures`; billions are converted into trillions.
    crossings : DataFrame
        `Tables.crossings()` up to that year.

    Raises
    ------
    ParameterError
        If `figures` holds no rows of the article, or `sources` no date.
    """

    source: str
    figures: pd.DataFrame
    crossings: pd.DataFrame

    def __init__(self, tables: Tables, source: str | None = None) -> None:
        check_tables(tables)
        articles = tables.sources[tables.sources["id"].isin(tables.figures["source"])]
        dated = articles[articles["published"] != ""].sort_values("published")
        dates = dict(zip(dated["id"], dated["published"], strict=True))
        source = [*dates][-1] if source is None and dates else source
        if source not in list(dates):
            raise ParameterError(f"article {source!r}; allowed: {listed(dates) or 'none'}")
        super().__init__(tables, int(dates[source][:4]) - 1)
        figures = in_trillions(tables.figures[tables.figures["source"] == source])
        crossings = tables.crossings()
        crossings = crossings[crossings["year"] <= self.year].sort_values("year", kind="stable")
        vars(self).update(source=source, figures=figures, crossings=crossings)

    def said(self, indicator: str, region: str = "China", **cells: object) -> pd.DataFrame:
        """Return what the article says of an indicator, by the cells of its row.

        Raises
        ------
        LookupError
            If it says nothing of that kind.
        """
        cells = {"indicator": indicator, "region": region, **cells}
        rows = self.figures
        for column, cell in cells.items():
            rows = rows[rows[column] == cell]
        if rows.empty:
            raise LookupError(f"{self.source} has no statement with {cells}")
        return rows

    def past(self, kind: str, mark: int, year: int | None = None, **cells: object) -> pd.DataFrame:
        """Return the crossings of each "city" or "province" that was past a mark by a year."""
        rows = self.crossings
        kinds = {"city": rows["standing"] != "", "province": rows["level"].isin(PROVINCIAL)}
        rows = rows[kinds[kind] & (rows["mark"] == mark) & (rows["year"] <= (year or self.year))]
        for column, cell in cells.items():
            rows = rows[rows[column] == cell]
        return rows

    def first_published(self, indicator: str, year: int | None = None) -> pd.DataFrame:
        """Return the first figures of a year by region, from the series."""
        rows = self.tables.series
        rows = rows[(rows["indicator"] == indicator) & (rows["vintage"] == FIRST)]
        rows = rows[rows["year"] == (year or self.year)]
        return self.tables.with_regions(rows).set_index("region", drop=False)

    def verdicts(self, checks: Sequence[Check]) -> pd.DataFrame:
        """Return checks as a table: paragraph, claim, verdict and the sources that it rests on."""
        publishers = self.tables.sources.set_index("id")["publisher"]
        rows = pd.DataFrame(checks, columns=Check._fields)
        named = [shortened(list(publishers[keys].unique())) for keys in rows["sources"]]
        alone = [keys == [self.source] for keys in rows["sources"]]
        rows["rests_on"] = pd.Series(named, dtype="str").mask(alone, "the article alone")
        return rows.drop(columns="sources")

    def words(self, checks: Sequence[Check]) -> Words:
        """Count the verdicts."""
        verdicts = [check.verdict for check in checks]
        counts = ", ".join(f"{word} {verdicts.count(word)}" for word in VERDICTS.values())
        alone = sum(check.sources == [self.source] for check in checks)
        return Words(
            f"{len(checks)} claims that figures can test, by verdict: {counts}. "
            f"Checked only against the article itself: {alone}."
        )


def check(paragraph: int, claim: str, answer: bool | None, rows: Sequence[pd.DataFrame]) -> Check:
    """Give a claim its verdict, and the sources of the rows that this rests on.

    Parameters
    ----------
    paragraph, claim : int, str
        Where the article claims it, and what, in other words than its own.
    answer : bool or None
        Whether it is true; None where limits leave it open.
    rows : sequence of DataFrame
        The statements, figures and crossings that the answer rests on.
    """
    sources = dict.fromkeys(source for part in rows for source in part["source"])
    return Check(paragraph, claim, VERDICTS[answer], list(sources))


def stated(rows: pd.DataFrame) -> Interval:
    """Return the range in which the true value lies if all these statements of it are right.

    An exact number of an article may be rounded, one of the series is not. If the statements
    contradict each other, no value fits, and `low` is above `high`.
    """
    found = intervals_of(rows, rounded="vintage" not in rows)
    return Interval(max(one.low for one in found), min(one.high for one in found))


def every(answers: Iterable[bool | None]) -> bool | None:
    """Say whether all answers are true: False if one is false, else None if one is open."""
    given = list(answers)
    if False in given:
        return False
    return None if None in given else True
