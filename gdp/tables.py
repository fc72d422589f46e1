"""The tables and what one may ask of them, how reported values compare, and the errors."""

import datetime
import numbers
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from gdp.schema import RELATIONS

BOUNDS = tuple(word for word, known in RELATIONS.items() if "bound" in known)
CLUB_MARK = 1  # trillion yuan
SHOWN = 20  # faults that a message lists before it only counts the rest


class Fault(NamedTuple):
    """One thing wrong with a file: where, what stands there, what is allowed instead."""

    file: str
    line: int
    column: str
    value: str
    allowed: str

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.value}; allowed: {self.allowed}"


class _PlainError(Exception):
    """An error that a notebook shows as its message alone, without the calls that led to it."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class DataError(_PlainError, ValueError):
    """The CSV files hold something that is not allowed.

    Parameters
    ----------
    faults : list of Fault
        All that is wrong, by file and line; kept as the attribute `faults`.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        count = len(self.faults)
        lines = [f"{count} fault{'s' if count > 1 else ''} in the data"]
        lines += map(str, self.faults[:SHOWN])
        if count > SHOWN:
            lines.append(f"and {count - SHOWN} more")
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[type["DataError"], tuple[list[Fault]]]:
        return DataError, (self.faults,)  # else a copy would take the message for the faults


class NoDataError(_PlainError, LookupError):
    """The tables hold nothing for the year that was asked for."""


@dataclass(frozen=True)
class Tables:
    """The tables of one data folder; README.md describes their columns.

    Attributes
    ----------
    figures : DataFrame
        One row for each statement of a source that gives a number or an order for a region.
    milestones : DataFrame
        The first year in which a region's GDP reached a round mark.
    regions : DataFrame
        Level, province, standing and area of every region that the other tables name.
    sources : DataFrame
        Publisher, subject, date and address of what the other tables cite.
    claims : DataFrame
        What an article claims about its figures, and the test that settles it.

    Notes
    -----
    `figures` and `milestones` have a last column that the files do not have: `printed`,
    the text of `value`, so that 5.0 is never shown as 5, nor 5 as 5.0.
    """

    figures: pd.DataFrame
    milestones: pd.DataFrame
    regions: pd.DataFrame
    sources: pd.DataFrame
    claims: pd.DataFrame

    def cited(self, keys: pd.Series) -> pd.Series:
        """Turn keys into `sources` into citations: publisher and, where known, date."""
        known = self.sources.set_index("id")
        dates = known["published"].map(_day)
        return keys.map(known["publisher"] + dates.where(dates == "", ", " + dates))

    def years(self, indicator: str) -> list[int]:
        """Return the years for which `figures` hold statements of an indicator."""
        periods = self.figures.loc[self.figures["indicator"] == indicator, "period"]
        return sorted(int(period) for period in set(periods) if len(period) == 4)

    def span(self, first_years: pd.Series, unit: str) -> list[int]:
        """Return every year from the first of these to the latest with them or with a figure.

        The figures are those in a unit, "cities" or "trillion yuan": growth alone does not say
        who is past a mark.
        """
        periods = self.figures.loc[self.figures["unit"] == unit, "period"]
        last_years = [*periods[periods != ""].str[-4:].astype(int), *first_years]
        return list(range(min(first_years), max(last_years) + 1)) if len(first_years) else []

    def said(self, indicator: str, unit: str, year: int) -> pd.DataFrame:
        """Return what the sources say of an indicator in a year, one row for each region and scope.

        Statements without a period count for the year before their source was published.
        Where there are several, an exact one comes before a bound, a higher bound before a
        lower one, and a later source before an earlier one.

        Parameters
        ----------
        indicator, unit : str
            Words of these columns of `figures`.
        year : int

        Returns
        -------
        DataFrame
            The rows of `figures` that were chosen, with the columns of `regions` and a column
            `cited`, publisher and date of the source.

        Raises
        ------
        DataError
            If one source gives two exact values for the same thing, so that none can be chosen.
        """
        rows = self.figures.join(self.regions.set_index("region"), on="region")
        published = rows["source"].map(self.sources.set_index("id")["published"])
        undated = (rows["period"] == "") & (published.str[:4] == str(year + 1))
        rows = rows[
            (rows["indicator"] == indicator)
            & (rows["unit"] == unit)
            & ((rows["period"] == str(year)) | undated)
        ]
        exact = rows[rows["relation"] == "exact"]
        values = exact.groupby(["source", "region", "scope"])["value"]
        clash = exact[values.transform("nunique") > 1]
        if len(clash):
            once = f"one exact value of {indicator} for {clash['region'].iloc[0]} in {year}"
            raise DataError(
                Fault("figures.csv", row + 2, "value", printed, once)
                for row, printed in clash["printed"].items()
            )
        order = pd.DataFrame(
            {
                "kind": rows["relation"].map(
                    {"exact": 0, "more than": 1, "at least": 1, "about": 2}
                ),
                "published": published[rows.index],
                "value": rows["value"],
            }
        )
        by = ["kind", "published", "value"]
        best = order.sort_values(by, ascending=[True, False, False], kind="stable").index
        rows = rows.loc[best].drop_duplicates(["region", "scope"]).sort_index()
        return rows.assign(cited=self.cited(rows["source"]))


def _day(date: str) -> str:
    """Write 2026-01-28 as 28 January 2026."""
    return f"{(day := datetime.date.fromisoformat(date)).day} {day:%B %Y}" if date else ""


def pick_year(year: int | None, years: Collection[int], what: str) -> int:
    """Return `year`, or the latest of `years` if it is None.

    Raises
    ------
    NoDataError
        If `years` do not hold it; the message says which they hold.
    """
    held = ", ".join(map(str, sorted(years))) or "none"
    if year is None:
        if not years:
            raise NoDataError(f"no {what}; years with data: none")
        return max(years)
    if isinstance(year, bool) or not isinstance(year, numbers.Integral):
        raise TypeError(f"year {year!r}; allowed: None or a whole number, one of: {held}")
    if year not in years:
        raise NoDataError(f"no {what} for {year}; years with data: {held}")
    return int(year)


def in_words(relation: str, printed: str, unit: str = "") -> str:
    """Write a reported value with its relation: over 10, 5.5 percent or higher, about 20."""
    value = f"{printed} {unit}".strip()
    forms = {"more than": "over {}", "at least": "{} or higher", "about": "about {}"}
    return forms.get(relation, "{}").format(value)


def compare(relation: str, value: float, other_relation: str, other: float) -> str:
    """Compare two reported values, bounds as bounds.

    Returns
    -------
    str
        Whether the first is surely "above", "below" or "equal" to the other; else "not known".
    """
    exact, other_exact = relation == "exact", other_relation == "exact"
    if exact and other_exact and value == other:
        return "equal"
    if other_exact and (exact or relation in BOUNDS) and value > other:
        return "above"
    if other_exact and relation == "more than" and value == other:
        return "above"
    if exact and (other_exact or other_relation in BOUNDS) and value < other:
        return "below"
    if exact and other_relation == "more than" and value == other:
        return "below"
    return "not known"


def ordered(rows: pd.DataFrame, by: list[str], **keys: pd.Series) -> pd.DataFrame:
    """Sort rows by columns, some by the keys given instead; the index is counted anew."""
    order = rows.reset_index(drop=True).assign(**{n: list(k) for n, k in keys.items()})
    return rows.iloc[order.sort_values(by, kind="stable").index].reset_index(drop=True)


def arguments(text: str) -> dict[str, str]:
    """Take apart what a claim gives to its test: name=value; name=value."""
    return dict(part.split("=", 1) for part in text.split("; ")) if text else {}
