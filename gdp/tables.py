"""The tables and what one may ask of them, how reported values compare, and the errors."""

import datetime
import math
import numbers
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from gdp.schema import PACKAGE, RELATIONS, UNITS

BOUNDS = {word: known["bound"] for word, known in RELATIONS.items() if "bound" in known}
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
        if name not in (known := [field.name for field in fields(self)]):
            raise ParameterError(f"table {name!r}; allowed: {', '.join(known)}")
        table: pd.DataFrame = getattr(self, name)
        return table

    def __repr__(self) -> str:
        lines = [f"gdp {PACKAGE['version']}, figures of {', '.join(map(str, self.years()))}"]
        for field in fields(self):
            rows = len(self[field.name])
            lines.append(f"{field.name:<12}{rows:>4} {'row' if rows == 1 else 'rows'}")
        return "\n".join(lines)

    def save(self, folder: str | Path) -> None:
        """Write the tables as CSV files that `load` reads, numbers as they were printed."""
        place = Path(folder).expanduser()
        place.mkdir(parents=True, exist_ok=True)
        for field in fields(self):
            file = place / f"{field.name}.csv"
            as_printed(self[field.name]).to_csv(file, index=False, lineterminator="\n")

    def html(self, name: str) -> str:
        """Write a table as HTML, with the lines of its file and addresses that can be clicked."""
        table = as_printed(self[name])
        table.index = pd.RangeIndex(2, len(table) + 2, name="line")
        return str(table.to_html(render_links=True, max_rows=None))

    def articles(self, year: int) -> str:
        """Name the articles that appeared in the year after, with links, in Markdown."""
        articles = self.sources[self.sources["id"].isin(self.figures["source"])]
        articles = articles[articles["published"].str[:4] == f"{year + 1}"]
        links = [
            f"[{text}]({url})" if url else text
            for text, url in zip(self.cited(articles["id"]), articles["url"], strict=True)
        ]
        return f"Articles about {year}: {'; '.join(links) or 'none'}."

    def cited(self, keys: pd.Series) -> pd.Series:
        """Turn keys into `sources` into citations: publisher and, where known, date."""
        known = self.sources.set_index("id")
        dates = known["published"].map(_day)
        return keys.map(known["publisher"] + dates.where(dates == "", ", " + dates))

    def years(self, *indicators: str) -> list[int]:
        """Return the years of the statements of some indicators; else of all.

        A statement without a period counts for the year before its source was published.
        """
        rows = self._dated()
        if indicators:
            rows = rows[rows["indicator"].isin(indicators)]
        return sorted({int(year) for year in rows["period"].str[-4:] if year})

    def _dated(self) -> pd.DataFrame:
        """Return `figures` with the date of the source, and periods where there are none."""
        published = self.figures["source"].map(self.sources.set_index("id")["published"])
        before = published.str[:4].map(lambda year: f"{int(year) - 1}" if year else "")
        undated = self.figures["period"] == ""
        period = self.figures["period"].mask(undated, before)
        return self.figures.assign(period=period, published=published, undated=undated)

    def crossings(self, basis: str = BASES[0]) -> pd.DataFrame:
        """Return when each region reached each mark, on a basis.

        Parameters
        ----------
        basis : {"first published", "revised"}
            Whether a year is that of the GDP figure first published, or that of a later official
            series where one was found that moves it.

        Returns
        -------
        DataFrame
            The rows of `milestones` with the columns of `regions`, and

            - when : the year on the basis; where it is not known, that of the other one
            - other : the year on the other basis; the same where that moves nothing
            - stands_in : whether no first print was found, so that `when` is the revised year
            - publisher : of the source of `when`

        Raises
        ------
        ParameterError
            If `basis` is another word.
        """
        if basis not in BASES:
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
        """Return every year from the first of these to the last in which any region reached a mark.

        Later, nobody may have entered yet who did.
        """
        if not len(first_years):
            return []
        return list(range(min(first_years), self.crossings()["when"].max() + 1))

    def said(self, indicator: str, unit: str, year: int) -> pd.DataFrame:
        """Return what the sources say of an indicator in a year, one row for each thing.

        A thing is a region, scope and mark. Where there are several statements of it, an exact
        one comes before a bound, a later source before an earlier one, and a higher number
        before a lower one.

        Parameters
        ----------
        indicator, unit : str
            Words of these columns of `figures`; billions are converted into trillions.
        year : int

        Returns
        -------
        DataFrame
            The rows of `figures` that were chosen, with the columns of `regions`, and

            - cited : publisher and date of the source
            - undated : whether the source gives no period
            - disputed : what cannot be true beside it, and who prints that
        """
        rows = self._dated().join(self.regions.set_index("region"), on="region")
        rows = rows[(rows["indicator"] == indicator) & (rows["period"] == str(year))]
        rows = in_trillions(rows)
        rows = rows[rows["unit"] == unit]
        thing = rows["region"] + "/" + rows["scope"] + "/" + rows["mark"].fillna(0).astype(str)
        kind = rows["relation"].map({"exact": 0, "about": 2}).fillna(1)
        rows = rows.assign(cited=self.cited(rows["source"]), thing=thing, kind=kind)
        order = rows.sort_values(
            ["kind", "published", "value"], ascending=[True, False, False], kind="stable"
        )
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
        value=rows["value"].where(~billions, rows["value"] / 1000),
        unit=rows["unit"].replace(TRILLIONS),
    )


def as_printed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table as its file has it: values as printed, gaps empty."""
    texts = rows.astype(object).where(rows.notna(), "")
    for column in rows.select_dtypes("float"):
        texts[column] = rows[column].map("{:.12g}".format).where(rows[column].notna(), "")
    if "printed" in rows:
        texts["value"] = texts.pop("printed")
    return texts


def _day(date: str) -> str:
    """Write 2026-01-28 as 28 January 2026."""
    return f"{(day := datetime.date.fromisoformat(date)).day} {day:%B %Y}" if date else ""


def pick_year(year: Any, years: Collection[int], what: str) -> int:
    """Return `year`, or the latest of `years` if it is None, or 0 if there are none of those.

    Raises
    ------
    NoDataError
        If `years` do not hold it.
    ParameterError
        If it is no whole number.
    """
    held = ", ".join(map(str, sorted(years))) or "none"
    if year is None:
        return max(years, default=0)
    real = isinstance(year, numbers.Real) and not isinstance(year, bool)
    if not (real and float(year).is_integer()):
        raise ParameterError(f"year {year!r}; allowed: None or a whole number, one of: {held}")
    if year not in years:
        raise NoDataError(f"no {what} for {int(year)}; years with data: {held}")
    return int(year)


def in_words(relation: str, printed: str) -> str:
    """Write a reported value with its relation: over 10, 5.5 or higher, about 20."""
    forms = {"more than": "over {}", "at least": "{} or higher", "less than": "under {}"}
    plain = f"{relation} {{}}" if relation in ("about", "nearly") else "{}"
    return forms.get(relation, plain).format(printed)


def compare(relation: str, value: float, other_relation: str, other: float) -> str:
    """Say whether a reported value is surely "above", "below" or "equal" to another.

    Where bounds leave that open, it is "not known".
    """
    if relation == other_relation == "exact" and value == other:
        return "equal"
    (least, most), (other_least, other_most) = _ends(relation, value), _ends(other_relation, other)
    return "above" if least > other_most else "below" if most < other_least else "not known"


def allows(relation: str, value: float, number: float) -> bool:
    """Say whether a number may be what is reported."""
    least, most = _ends(relation, value)
    return least <= (number, 0) <= most


def _ends(relation: str, value: float) -> tuple[tuple[float, int], tuple[float, int]]:
    """Return the least and the most that a value may be, each with -1 or 1 for just beside it."""
    least, most = (-math.inf, 0), (math.inf, 0)
    return {
        "exact": ((value, 0), (value, 0)),
        "more than": ((value, 1), most),
        "at least": ((value, 0), most),
        "less than": (least, (value, -1)),
        "nearly": (least, (value, -1)),
    }.get(relation, (least, most))


def ordered(rows: pd.DataFrame, by: list[str], **keys: pd.Series) -> pd.DataFrame:
    """Sort rows by columns and by keys that are none; the index is counted anew."""
    order = rows.assign(**keys).sort_values(by, kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def made(rows: pd.DataFrame, maker: str, **facts: Any) -> pd.DataFrame:
    """Give a table what its chart and words must know beside its rows, in `attrs`.

    `maker` is the function that made it, like "growth_rates.table"; `facts` hold for the whole
    table, like its year, and of them `absent` says why there is no row.
    """
    rows.attrs = {"maker": maker, "is": (list(rows.index), list(rows)), **facts}
    return rows


def arguments(text: str) -> dict[str, str]:
    """Take apart what a claim gives to its test: name=value; name=value."""
    return dict(part.split("=", 1) for part in text.split("; ")) if text else {}
