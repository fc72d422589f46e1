"""What an article claims, checked against its own figures and the series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from gdp.display import Words
from gdp.tables import (
    FIRST,
    PROVINCIAL,
    Interval,
    ParameterError,
    Tables,
    in_trillions,
    intervals_of,
)
from gdp.wording import listed


class Check(NamedTuple):
    """A claim, whether it holds, fails or is left open, and the sources that this rests on."""

    paragraph: int
    claim: str
    verdict: str
    sources: list[str]


@dataclass(frozen=True, init=False, repr=False, eq=False)
class ArticleClaims:
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
        `Tables.crossings()` up to that year, with `kind`, "city" or "province"; of a
        municipality, which is both, there are two rows for each mark.

    Raises
    ------
    ParameterError
        If `figures` holds no rows of the article, or `sources` no date.
    """

    tables: Tables
    source: str
    year: int
    figures: pd.DataFrame
    crossings: pd.DataFrame

    def __init__(self, tables: Tables, source: str | None = None) -> None:
        articles = tables.sources[tables.sources["id"].isin(tables.figures["source"])]
        dated = articles[articles["published"] != ""].sort_values("published").set_index("id")
        if source is None and len(dated):
            source = str(dated.index[-1])
        if not (isinstance(source, str) and source in dated.index):
            raise ParameterError(f"article {source!r}; allowed: {listed(dated.index) or 'none'}")
        figures = in_trillions(tables.figures[tables.figures["source"] == source])
        year = int(dated.loc[source, "published"][:4]) - 1
        rows = tables.crossings()
        rows = rows[rows["year"] <= year]
        cities = rows[rows["standing"] != ""].assign(kind="city")
        provinces = rows[rows["level"].isin(PROVINCIAL)].assign(kind="province")
        crossings = pd.concat([cities, provinces], ignore_index=True)
        vars(self).update(  # a frozen object is filled once, here
            tables=tables, source=source, year=year, figures=figures, crossings=crossings
        )

    def said(self, indicator: str, region: str = "China", **cells: object) -> pd.DataFrame:
        """Return what the article says of an indicator: its rows with these cells.

        Raises
        ------
        LookupError
            If there is none.
        """
        cells = {"indicator": indicator, "region": region, **cells}
        rows = self.figures
        for column, cell in cells.items():
            rows = rows[(rows[column] == cell) | (rows[column] == str(cell))]
        if rows.empty:
            raise LookupError(f"{self.source} has no statement with {cells}")
        return rows

    def past(self, kind: str, mark: int, year: int | None = None, **cells: object) -> pd.DataFrame:
        """Return the crossings of cities or provinces that were past a mark by a year."""
        if kind not in ("city", "province"):
            raise ParameterError(f"kind {kind!r}; allowed: 'city' or 'province'")
        rows = self.crossings
        rows = rows[(rows["kind"] == kind) & (rows["mark"] == mark)]
        for column, cell in cells.items():
            rows = rows[rows[column] == cell]
        return rows[rows["year"] <= (self.year if year is None else year)].sort_values("year")

    def first_published(self, indicator: str, year: int | None = None) -> pd.DataFrame:
        """Return the first figures of a year by region, from the series."""
        rows = self.tables.series
        rows = rows[(rows["indicator"] == indicator) & (rows["vintage"] == FIRST)]
        rows = rows[rows["year"] == (self.year if year is None else year)]
        return self.tables.with_regions(rows).set_index("region", drop=False)

    def check(
        self, paragraph: int, claim: str, answer: bool | None, rows: Sequence[pd.DataFrame]
    ) -> Check:
        """Return a claim with its verdict.

        Parameters
        ----------
        paragraph, claim : int, str
            Where the article claims it, and what, in other words than its own.
        answer : bool or None
            Whether it is true; None where limits leave it open.
        rows : sequence of DataFrame
            The statements, figures and crossings that the answer rests on.
        """
        if answer not in (True, False, None):
            raise ParameterError(f"answer {answer!r}; allowed: True, False or None")
        verdict = "open" if answer is None else "holds" if answer else "fails"
        sources = list(dict.fromkeys(source for part in rows for source in part["source"]))
        return Check(paragraph, claim, verdict, sources)

    def verdicts(self, checks: Sequence[Check]) -> pd.DataFrame:
        """Return checks as a table: paragraph, claim, verdict and the sources that it rests on."""
        known = self.tables.sources.set_index("id")["publisher"]
        rests_on = []
        for check in checks:
            if check.sources == [self.source]:
                rests_on.append("the article alone")
            else:
                named = list(dict.fromkeys(known[check.sources]))
                more = [f"{len(named) - 2} others"] if len(named) > 3 else named[2:]
                rests_on.append(listed([*named[:2], *more]))
        rows = pd.DataFrame(checks, columns=Check._fields)
        return rows.drop(columns="sources").assign(rests_on=rests_on)

    def words(self, checks: Sequence[Check]) -> Words:
        """Count the verdicts."""
        verdicts = [check.verdict for check in checks]
        alone = sum(check.sources == [self.source] for check in checks)
        return Words(
            f"{len(checks)} claims that figures can test, by verdict: holds "
            f"{verdicts.count('holds')}, fails {verdicts.count('fails')}, open "
            f"{verdicts.count('open')}. Checked only against the article itself: {alone}."
        )


def stated(rows: pd.DataFrame) -> Interval:
    """Return what statements of one thing leave open together.

    An exact number of an article may be rounded, one of the series is not. Where statements
    contradict each other, the lowest value is above the highest.
    """
    found = intervals_of(rows, rounded="vintage" not in rows)
    return Interval(max(one.low for one in found), min(one.high for one in found))


def every(answers: Iterable[bool | None]) -> bool | None:
    """Say whether all answers are true: False if one is false, else None if one is open."""
    given = list(answers)
    if False in given:
        return False
    return None if None in given else True
