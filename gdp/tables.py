"""The tables, what one may ask of them, what is made of them, how values compare, the errors."""

import datetime
import math
import numbers
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from gdp.schema import INDICATORS, PACKAGE, RELATIONS, TABLES, UNITS

BOUNDS = {word: known["bound"] for word, known in RELATIONS.items() if "bound" in known}
# What a number within a range is, compared with the one that the range names.
RANGES = {word: known["within"] for word, known in RELATIONS.items() if "within" in known}
PROVINCIAL = ["province", "municipality"]  # a municipality ranks with the provinces
BASES = ("first published", "revised")  # of the year in which a mark was reached
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
    """The CSV files hold something that is not allowed; `faults` say what, by file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        count = len(self.faults)
        lines = [f"{count} fault{'s' if count > 1 else ''} in the data"]
        lines += map(str, self.faults[:SHOWN])
        lines += [f"and {count - SHOWN} more"] if count > SHOWN else []
        return "\n".join(lines)


class NoDataError(_PlainError, LookupError):
    """The tables hold nothing for the year that was asked for."""


class ParameterError(_PlainError, ValueError):
    """A parameter is none of those that are allowed."""


@dataclass(frozen=True, repr=False)
class Tables:
    """The tables of one data folder; `gdp.codebook()` describes their columns.

    `figures` and `milestones` have a last column that the files do not have: `printed`,
    the text of `value`, so that 5.0 is never shown as 5, nor 5 as 5.0.
    """

    figures: pd.DataFrame  # statements of sources that give a number or an order for a region
    milestones: pd.DataFrame  # the first year in which a region's GDP reached a round mark
    regions: pd.DataFrame  # name, code, level, province, standing and area
    sources: pd.DataFrame  # publisher, subject, date and address of what the others cite
    claims: pd.DataFrame  # what an article claims about its figures, and the test of it

    def __getitem__(self, name: str) -> pd.DataFrame:
        if not (isinstance(name, str) and name in TABLES):
            raise ParameterError(f"table {name!r}; allowed: {', '.join(TABLES)}")
        table: pd.DataFrame = getattr(self, name)
        return table

    def __repr__(self) -> str:
        lines = [f"gdp {PACKAGE['version']}, figures of {', '.join(map(str, self.years()))}; rows:"]
        return "\n".join([*lines, *(f"{name:<12}{len(self[name]):>4}" for name in TABLES)])

    def save(self, folder: str | Path) -> None:
        """Write the tables as CSV files that `load` reads, numbers as they were printed."""
        place = path_of(folder)
        if place.is_file():
            raise ParameterError(f"folder {str(place)!r}, which is a file; allowed: a folder")
        place.mkdir(parents=True, exist_ok=True)
        form = {"index": False, "lineterminator": "\n", "float_format": "%.12g"}
        for name in TABLES:
            as_printed(self[name]).to_csv(place / f"{name}.csv", **form)

    def html(self, name: str) -> str:
        """Write a table as HTML, with the lines of its file and addresses that can be clicked."""
        table = as_printed(self[name]).astype(object).where(lambda rows: rows.notna(), "")
        table.index = pd.RangeIndex(2, len(table) + 2, name="line")
        return str(table.to_html(render_links=True, float_format="{:.12g}".format))

    def articles(self, year: int) -> str:
        """Name the articles that appeared in the year after, with links, in Markdown."""
        rows = self.sources[self.sources["id"].isin(self.figures["source"])]
        rows = rows[rows["published"].str[:4] == f"{year + 1}"]
        both = zip(self.cited(rows["id"]), rows["url"], strict=True)
        links = [f"[{text}]({url})" if url else text for text, url in both]
        return f"Articles{f' about {year}' if year else ''}: {'; '.join(links) or 'none'}."

    def cited(self, keys: pd.Series) -> pd.Series:
        """Turn keys into `sources` into citations: publisher and, where known, date."""
        cited = {}
        for row in self.sources.itertuples():
            day = datetime.date.fromisoformat(row.published) if row.published else None
            cited[row.id] = f"{row.publisher}, {day.day} {day:%B %Y}" if day else row.publisher
        return keys.map(cited)

    def years(self, *indicators: str) -> list[int]:
        """Return the years of statements; without a period, the one before the source appeared."""
        rows = self.dated()
        rows = rows[rows["indicator"].isin(indicators or INDICATORS)]
        return sorted({int(year) for year in rows["period"].str[-4:] if year})

    def dated(self) -> pd.DataFrame:
        """Return `figures` with the date of the source, and periods where there are none."""
        published = self.figures["source"].map(self.sources.set_index("id")["published"])
        before = published.str[:4].map(lambda year: f"{int(year) - 1}" if year else "")
        undated = self.figures["period"] == ""
        period = self.figures["period"].mask(undated, before)
        return self.figures.assign(period=period, published=published, undated=undated)

    def crossings(self, basis: str = BASES[0]) -> pd.DataFrame:
        """Return when each region reached each mark: `milestones`, with the columns of `regions`.

        Parameters
        ----------
        basis : {"first published", "revised"}
            Which year is `when`, where both are known.

        Returns
        -------
        DataFrame
            Its further columns are `when`; `other`, the year on the other basis; `stands_in`,
            whether no first print was found, so that `when` is the revised year; and
            `publisher`, of the source of `when`.
        """
        if not (isinstance(basis, str) and basis in BASES):
            raise ParameterError(f"basis {basis!r}; allowed: {' or '.join(map(repr, BASES))}")
        rows = self.milestones.join(self.regions.set_index("region"), on="region")
        first = rows["year"].fillna(rows["revised_year"]).astype(int)
        revised = rows["revised_year"].fillna(rows["year"]).astype(int)
        when, other = (first, revised) if basis == BASES[0] else (revised, first)
        by_series = rows["revised_year"].notna() & (rows["year"].isna() | (basis == BASES[1]))
        source = rows["revised_source"].where(by_series, rows["source"])
        publisher = source.map(self.sources.set_index("id")["publisher"])
        stands_in = rows["year"].isna() & (basis == BASES[0])
        return rows.assign(when=when, other=other, stands_in=stands_in, publisher=publisher)

    def span(self, first_years: pd.Series) -> list[int]:
        """Return the years from the first of these to the last in which anybody reached a mark."""
        if not len(first_years):
            return []
        return list(range(min(first_years), self.crossings()["when"].max() + 1))

    def said(self, indicator: str, unit: str, year: int) -> pd.DataFrame:
        """Return what the sources say of an indicator in a year, one row for each thing.

        A thing is a region, scope and mark. Of several statements of it, an exact one comes
        before a bound, a later source before an earlier one, and a higher number before a lower.

        Parameters
        ----------
        indicator, unit : str
            Words of these columns of `figures`; billions are converted into trillions.
        year : int

        Returns
        -------
        DataFrame
            Rows of `figures` with the columns of `regions` and `cited`, publisher and date;
            `undated`, whether there is no period; `disputed`, what cannot be true beside it, and
            who prints that.
        """
        rows = self.dated().join(self.regions.set_index("region"), on="region")
        rows = rows[(rows["indicator"] == indicator) & (rows["period"] == str(year))]
        rows = in_trillions(rows)
        rows = rows[rows["unit"] == unit]
        thing = rows["region"] + "/" + rows["scope"] + "/" + rows["mark"].fillna(0).astype(str)
        kind = rows["relation"].map({"exact": 0, "about": 2}).fillna(1)
        rows = rows.assign(cited=self.cited(rows["source"]), thing=thing, kind=kind)
        by, up = ["kind", "published", "value"], [True, False, False]
        order = rows.sort_values(by, ascending=up, kind="stable")
        best = order.drop_duplicates("thing").sort_index()
        disputed = []
        for row in best.itertuples():
            texts: dict[str, None] = {}
            for other in rows[rows["thing"] == row.thing].itertuples():
                answer = compare(row.relation, row.value, other.relation, other.value)
                if answer in ("above", "below"):
                    texts[f"{in_words(other.relation, other.printed)} by {other.cited}"] = None
            disputed.append("; ".join(texts))
        return best.drop(columns=["thing", "kind"]).assign(disputed=disputed)


TRILLIONS = {unit: known["thousandth"] for unit, known in UNITS.items() if "thousandth" in known}


def in_trillions(rows: pd.DataFrame) -> pd.DataFrame:
    """Convert statements in billions; their digits stay as they were printed."""
    billions = rows["unit"].isin(TRILLIONS)
    shifted = rows["printed"].map(lambda text: f"{Decimal(text).scaleb(-3):f}")
    return rows.assign(
        printed=rows["printed"].where(~billions, shifted),
        value=rows["value"].where(~billions, shifted.astype(float)),
        unit=rows["unit"].replace(TRILLIONS),
    )


def as_printed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the columns of its file, and values as they were printed."""
    return rows.assign(value=rows["printed"]).drop(columns="printed") if "printed" in rows else rows


def path_of(place: Any) -> Path:
    """Take a parameter that names a folder or a file; ~ is the home of its user."""
    if not isinstance(place, str | Path) or place == "" or "\0" in str(place):
        raise ParameterError(f"folder or file {place!r}; allowed: a text or a Path that names one")
    return Path(os.path.expanduser(place))


def pick_year(year: Any, years: Collection[int], what: str) -> int:
    """Return `year`, if `years` hold it, or the latest of them for None, or 0 if there are none."""
    held = ", ".join(map(str, sorted(years))) or "none"
    if year is None:
        return max(years, default=0)
    real = isinstance(year, numbers.Real) and not isinstance(year, bool)
    if not (real and year == year // 1):  # of a number of any size
        raise ParameterError(f"year {year!r}; allowed: None or a whole number, one of: {held}")
    if year not in years:
        raise NoDataError(f"no {what} for {int(year)}; years with data: {held}")
    return int(year)


def in_words(relation: str, printed: str) -> str:
    """Write a reported value with its relation: over 10, 5.5 or higher, about 20."""
    return str(RELATIONS[relation]["form"].format(printed)) if relation else printed


def compare(relation: str, value: float, other_relation: str, other: float) -> str:
    """Say whether a value is surely "above", "below" or "equal" to another; else "not known"."""
    if relation == other_relation == "exact" and value == other:
        return "equal"
    (least, most), (other_least, other_most) = _ends(relation, value), _ends(other_relation, other)
    return "above" if least > other_most else "below" if most < other_least else "not known"


def allows(relation: str, value: float, number: float) -> bool:
    """Say whether a number may be what is reported."""
    return compare(relation, value, "exact", number) in ("equal", "not known")


def _ends(relation: str, value: float) -> tuple[tuple[float, int], tuple[float, int]]:
    """Return the least and the most that a value may be, each with -1 or 1 for just beside it."""
    least, most = (-math.inf, 0), (math.inf, 0)
    return {
        "exact": ((value, 0), (value, 0)),
        "more than": ((value, 1), most),
        "at least": ((value, 0), most),
        "less than": (least, (value, -1)),
        "at most": (least, (value, 0)),
        "nearly": (least, (value, -1)),
    }.get(relation, (least, most))


def ordered(rows: pd.DataFrame, by: list[str], **keys: pd.Series) -> pd.DataFrame:
    """Sort rows by columns and by keys that are none; the index is counted anew."""
    order = rows.assign(**keys).sort_values(by, kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def made(rows: pd.DataFrame, maker: str, absent: dict[str, str], **facts: Any) -> pd.DataFrame:
    """Give a table, made by `maker`, what its chart and words must know beside its rows.

    `absent` says why a part of the table, "" for the first, has no rows.
    """
    # What it held is kept as a text, since pandas copies `attrs` deeply with every operation.
    rows.attrs = {"maker": maker, "written": rows.to_csv(), "absent": absent, **facts}
    return rows


def arguments(text: str) -> dict[str, str]:
    """Take apart what a claim gives to its test: name=value; name=value."""
    return dict(part.split("=", 1) for part in text.split("; ")) if text else {}
