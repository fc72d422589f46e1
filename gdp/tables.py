"""The tables, what one may ask of them, how reported values compare, and the errors."""

import math
import numbers
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from gdp.schema import BASES, FIRST, LEVELS, PACKAGE, PROVINCIAL, REVISED, TABLES, TRILLIONS
from gdp.wording import cite, in_words, listed, shortest

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
        lines += [str(fault) for fault in self.faults[:SHOWN]]
        if count > SHOWN:
            lines.append(f"and {count - SHOWN} more")
        return "\n".join(lines)


class NoDataError(_PlainError, LookupError):
    """The tables hold nothing for the year that was asked for."""


class ParameterError(_PlainError, ValueError):
    """A parameter is none of those that are allowed."""


class Interval(NamedTuple):
    """The lowest and the highest that a reported value may truly be."""

    low: float
    high: float

    def exceeds(self, other: "Interval") -> bool | None:
        """Say whether this value is higher; None where the limits leave it open."""
        if self.low > other.high:
            return True
        if self.high <= other.low:
            return False
        return None

    def allows(self, other: "Interval") -> bool:
        """Say whether both values may be the same."""
        return self.low <= other.high and other.low <= self.high

    def times(self, least: float, most: float) -> "Interval":
        """Return what is from `least` to `most` times this value."""
        return Interval(self.low * least, self.high * most)


ANYTHING = Interval(-math.inf, math.inf)


def interval(relation: str, value: float, *, rounded: bool = False) -> Interval:
    """Return what a reported value may truly be.

    Parameters
    ----------
    relation, value : str, float
        As in `figures` and `series`. "About" allows all that rounds to the last digit that is
        not a zero, and "nearly" what is less by at most one of that digit.
    rounded : bool
        Whether an exact number allows all that rounds to its last digit, as "5 trillion", printed
        by a newspaper, allows 5.001285.
    """
    digit = Decimal(shortest(value)).normalize().as_tuple().exponent
    step = float(Decimal(1).scaleb(int(digit)))
    if relation == "exact":
        step = min(step, 1.0) if rounded else 0.0
    if relation in ("exact", "about"):
        return Interval(round(value - step / 2, 12), round(value + step / 2, 12))
    if relation == "nearly":
        return Interval(round(value - step, 12), math.nextafter(value, -math.inf))
    if relation == "at least":
        return Interval(value, math.inf)
    if relation == "more than":
        return Interval(math.nextafter(value, math.inf), math.inf)
    if relation == "at most":
        return Interval(-math.inf, value)
    return Interval(-math.inf, math.nextafter(value, -math.inf))  # less than


def compare(one: Interval, other: Interval) -> str:
    """Say whether a value is surely "above", "below" or "equal" to another; else "not known"."""
    if one.exceeds(other):
        return "above"
    if other.exceeds(one):
        return "below"
    return "equal" if one.low == one.high == other.low == other.high else "not known"


@dataclass(frozen=True, repr=False, eq=False)
class Tables(Mapping[str, pd.DataFrame]):
    """The tables of one data folder, by name; `gdp.codebook()` describes their columns.

    The tables are ordinary DataFrames. What is changed in them is drawn and saved as changed.
    """

    figures: pd.DataFrame  # statements of articles that give a number or an order for a region
    series: pd.DataFrame  # GDP and its growth by region, year and vintage
    regions: pd.DataFrame  # name, code, level, province, standing and area
    sources: pd.DataFrame  # publisher, subject, date and address of what the others cite
    own: bool = False  # whether the user's own folder was loaded and not the package's data

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in list(TABLES):
            raise KeyError(f"table {name!r}; allowed: {', '.join(TABLES)}")
        table: pd.DataFrame = getattr(self, name)
        return table

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        rows = [f"{name:<8}{len(self[name]):>6} rows" for name in self]
        return "\n".join([f"{PACKAGE['name']} {PACKAGE['version']}", *rows])

    def save(self, folder: str | Path, *, overwrite: bool = False) -> None:
        """Write the tables as CSV files that `load` reads.

        Parameters
        ----------
        folder : path
            Is made if it does not exist.
        overwrite : bool
            Whether files of these names that are there already may be replaced.

        Raises
        ------
        ParameterError
            If the folder is a file, or holds such files and `overwrite` is not set.
        """
        place = path_of(folder)
        if place.is_file():
            raise ParameterError(f"folder {str(place)!r}, which is a file; allowed: a folder")
        there = [f"{name}.csv" for name in self if (place / f"{name}.csv").exists()]
        if there and not overwrite:
            held = f"folder {str(place)!r}, which holds {listed(there)}"
            raise ParameterError(f"{held}; allowed: another folder, or overwrite=True")
        place.mkdir(parents=True, exist_ok=True)
        for name in self:
            written = self[name].to_csv(index=False, lineterminator="\n", float_format="%.12g")
            (place / f"{name}.csv").write_text(written, encoding="utf-8", newline="")

    def cited(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return rows with publisher and date in place of keys into `sources`."""
        named = {row.id: cite(row.publisher, row.published) for row in self.sources.itertuples()}
        return rows.assign(source=rows["source"].map(named))

    def articles(self, year: int) -> pd.DataFrame:
        """Return the rows of `sources` for articles that appeared in the year after."""
        rows = self.sources[self.sources["id"].isin(self.figures["source"])]
        return rows[rows["published"].str[:4] == f"{year + 1}"]

    def with_regions(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Add the columns of `regions` to rows that have a region."""
        regions = self.regions[list(TABLES["regions"].fields)].set_index("region")
        return rows.drop(columns=[*regions], errors="ignore").join(regions, on="region")

    def periods(self, rows: pd.DataFrame) -> pd.Series:
        """Return the periods of rows of `figures`.

        Without one, a statement is about the year before its article, but a level has no year.
        """
        published = rows["source"].map(self.sources.set_index("id")["published"])
        before = (pd.to_numeric(published.str[:4]) - 1).astype("Int64").astype(str)
        undated = (rows["period"] == "") & (rows["indicator"] != "GDP") & (published != "")
        return rows["period"].mask(undated, before)

    def statements(self, *indicators: str, year: int) -> pd.DataFrame:
        """Return what articles say of indicators in a year, one row for each thing.

        A thing is an indicator with its region, scope, mark and unit. Of several statements the
        last article's counts, and of its own the closest.

        Returns
        -------
        DataFrame
            Rows of `figures` with the columns of `regions`; billions are converted into
            trillions.
        """
        figures = self.figures[list(TABLES["figures"].fields)]
        rows = in_trillions(figures[figures["indicator"].isin(indicators)])
        rows = rows[self.periods(rows) == str(year)]
        rows = rows.assign(published=rows["source"].map(self.sources.set_index("id")["published"]))
        rows = rows.assign(low=[one.low for one in intervals_of(rows)])
        rows = rows.assign(high=[-one.high for one in intervals_of(rows)])
        rows = rows.sort_values(["published", "low", "high"], kind="stable")
        rows = rows.drop_duplicates(["indicator", "region", "scope", "mark", "unit"], keep="last")
        return self.with_regions(rows.drop(columns=["published", "low", "high"]).sort_index())

    def printed(self, indicator: str, unit: str, year: int) -> dict[str, str]:
        """Return what articles print for an indicator in a year, in words, by region."""
        rows = self.statements(indicator, year=year)
        rows = rows[rows["unit"] == unit]
        words = map(in_words, rows["relation"], rows["value"])
        return dict(zip(rows["region"], words, strict=True))

    def levels(self, basis: str = FIRST, kinds: Collection[str] = LEVELS) -> pd.DataFrame:
        """Return the GDP of regions of some kinds by year, on a basis.

        Parameters
        ----------
        basis : {"first published", "revised"}
            On the second, a year's level is the revised one where there is one, else the first
            published.
        kinds : collection of str
            Words of `level` in `regions`; without it, all.

        Returns
        -------
        DataFrame
            Rows of `series` by region and year with the columns of `regions`; `value` is in
            trillion yuan, and `vintage` says which of the two a level is.
        """
        check_choice("basis", basis, [*BASES])
        series = self.series[list(TABLES["series"].fields)]
        rows = series[series["indicator"] == "GDP"]
        if basis == FIRST:
            rows = rows[rows["vintage"] == FIRST]
        rows = rows.sort_values(["region", "year", "vintage"])
        rows = rows.drop_duplicates(["region", "year"], keep="last")  # "revised" sorts last
        rows = self.with_regions(rows)
        return rows[rows["level"].isin(kinds)].reset_index(drop=True)

    def crossings(
        self, basis: str = FIRST, kinds: Collection[str] = (*PROVINCIAL, "city")
    ) -> pd.DataFrame:
        """Return when the GDP of each province and city first reached each trillion yuan.

        The year of a mark is the first of `levels(basis)` whose level surely reaches it.

        Parameters
        ----------
        basis, kinds
            As in `levels`; without kinds, provinces, municipalities and cities.

        Returns
        -------
        DataFrame
            A row for each mark, in trillion yuan, by region: the row of `levels(basis)` for its
            year.
        """
        rows = self.levels(basis, kinds)
        sure = [math.floor(max(found.low, 0)) for found in intervals_of(rows)]
        highest = pd.Series(sure, rows.index, dtype="int64").groupby(rows["region"]).cummax()
        before = highest.groupby(rows["region"]).shift(fill_value=0)
        marks = [list(range(low + 1, high + 1)) for low, high in zip(before, highest, strict=True)]
        rows = rows.assign(mark=marks).explode("mark").dropna(subset="mark")
        return rows.astype({"mark": "int64"}).reset_index(drop=True)

    def fallen(self, basis: str = FIRST) -> pd.DataFrame:
        """Return who fell back below a mark: region, mark and the first year below it."""
        levels = self.levels(basis)
        levels["high"] = [found.high for found in intervals_of(levels)]
        marks = self.crossings(basis)[["region", "mark", "year"]]
        levels = levels[["region", "year", "high"]]
        rows = levels.merge(marks, on="region", suffixes=("", "_reached"))
        rows = rows[(rows["year"] > rows["year_reached"]) & (rows["high"] < rows["mark"])]
        return rows.groupby(["region", "mark"], as_index=False)["year"].min()

    def years_past(self, mark: int, basis: str, kinds: Collection[str]) -> range:
        """Return the years from the first in which a region of some kinds was past a mark."""
        rows = self.crossings(basis, kinds)
        first = min(rows["year"][rows["mark"] == mark], default=0)
        last = max(self.levels(basis, kinds)["year"], default=0)
        return range(first, last + 1) if first else range(0)


def intervals_of(rows: pd.DataFrame, *, rounded: bool = False) -> list[Interval]:
    """Return what each reported value of a table may truly be."""
    pairs = zip(rows["relation"], rows["value"], strict=True)
    return [interval(relation, value, rounded=rounded) for relation, value in pairs]


def in_trillions(rows: pd.DataFrame) -> pd.DataFrame:
    """Convert statements in billions into trillions, digit by digit."""
    billions = rows["unit"].isin(TRILLIONS)
    shifted = [float(Decimal(shortest(value)).scaleb(-3)) for value in rows["value"]]
    value = rows["value"].mask(billions, pd.Series(shifted, rows.index, dtype="float64"))
    return rows.assign(value=value, unit=rows["unit"].replace(TRILLIONS))


def path_of(place: Any) -> Path:
    """Take a parameter that names a folder or a file; ~ is the home of its user."""
    if not isinstance(place, str | Path) or place == "" or "\0" in str(place):
        raise ParameterError(f"folder or file {place!r}; allowed: a text or a Path that names one")
    return Path(os.path.expanduser(place))


def check_tables(tables: Any) -> None:
    """Refuse anything else in place of the tables."""
    if not isinstance(tables, Tables):
        raise ParameterError(f"tables {tables!r}; allowed: what gdp.load() returns")


def check_choice(name: str, value: Any, choices: Collection[Any]) -> None:
    """Refuse a parameter that is none of the choices."""
    scalar = isinstance(value, str | numbers.Real) and not isinstance(value, bool)
    if not (scalar and value in choices):
        raise ParameterError(f"{name} {value!r}; allowed: {' or '.join(map(repr, choices))}")


def pick_year(year: Any, years: Collection[int], what: str) -> int:
    """Return the year asked for, which `years` must hold; for None the latest, or 0 without any."""
    known = ", ".join(map(str, sorted(years))) or "none"
    if year is None:
        return max(years, default=0)
    if not isinstance(year, numbers.Real) or isinstance(year, bool):
        raise ParameterError(f"year {year!r}; allowed: None or a whole number, one of: {known}")
    if year not in years:
        raise NoDataError(f"no {what} for {year}; years with data: {known}")
    return int(float(year))


class Topic:
    """What the topics share: the tables that they are about, and facts that cannot be changed."""

    tables: Tables
    year: int
    basis: str
    mark: int

    def __init__(self, tables: Tables, year: int, basis: str = FIRST, mark: int = 1) -> None:
        vars(self).update(tables=tables, year=year, basis=basis, mark=mark)

    @property
    def other_basis(self) -> str:
        """The basis that is not the topic's."""
        return REVISED if self.basis == FIRST else FIRST

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} cannot be changed; make another {type(self).__name__}")

    def __repr__(self) -> str:
        return f"{type(self).__name__} of {self.year}"
