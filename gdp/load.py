"""Read the four CSV files, check them, and hand them over as typed tables."""

import csv
import datetime
import difflib
import io
import numbers
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

BOUNDS = ("more than", "at least")  # relations of a lower bound
CLUB_MARK = 1  # trillion yuan
NAMES = ("figures", "milestones", "regions", "sources")
WELL_QUOTED = re.compile(r'(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*')
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
    """The four tables of one data folder; README.md describes their columns.

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

    Notes
    -----
    `figures` and `milestones` have a last column that the files do not have: `printed`,
    the text of `value`, so that 5.0 is never shown as 5, nor 5 as 5.0.
    """

    figures: pd.DataFrame
    milestones: pd.DataFrame
    regions: pd.DataFrame
    sources: pd.DataFrame

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


def load(folder: str | Path | None = None) -> Tables:
    """Read and check `figures.csv`, `milestones.csv`, `regions.csv` and `sources.csv`.

    Parameters
    ----------
    folder : path, optional
        Folder that holds the four files; without it, the data that come with the package.

    Returns
    -------
    Tables
        Row n of a table stands in line n + 2 of its file.

    Raises
    ------
    DataError
        If a file is missing or anything in one is not allowed. All faults are reported at
        once; nothing is guessed, dropped or changed.
    """
    from gdp import check, schema  # they bring in pandera, for which `import gdp` does not wait

    root = resources.files("gdp") / "data" if folder is None else Path(folder).expanduser()
    faults = _Faults()
    texts = {name: _read(root, name, list(schema.MODELS[name].columns), faults) for name in NAMES}
    unread = {name for name in NAMES if any(file == f"{name}.csv" for file, _, _ in faults)}

    tables = {name: _typed(name, texts[name], faults) for name in NAMES}
    found = [fault for name in NAMES for fault in check.faults_within(name, tables[name])]
    found += check.faults_across(tables, unread)
    for name, column, row, allowed, words in found:
        faults.add(name, row, column, str(texts[name].loc[row, column]), allowed, words)
    if faults:
        raise DataError(faults.values())

    for name in ("figures", "milestones"):
        tables[name]["printed"] = texts[name]["value"]
    return Tables(**tables)


class _Faults(dict[tuple[str, int, str], Fault]):
    """The faults found so far, one for a cell, since what follows from the first is noise."""

    def add(
        self,
        name: str,
        row: int,
        column: str,
        text: str,
        allowed: str,
        words: Collection[str] = (),
    ) -> None:
        near = difflib.get_close_matches(text, words, n=1, cutoff=0.8) if len(self) < 500 else []
        hint = f"; did you mean {near[0]!r}?" if near else ""
        self.say(name, row + 2, column, repr(text) if text else "an empty cell", allowed + hint)

    def say(self, name: str, line: int, column: str, value: str, allowed: str) -> None:
        file = f"{name}.csv"
        self.setdefault((file, line, column), Fault(file, line, column, value, allowed))


def _read(root: Path | Traversable, name: str, columns: list[str], faults: _Faults) -> pd.DataFrame:
    """Take a file apart into its cells; the index is the line less two."""
    header, *lines = _lines(root, name, faults) or [""]
    whole = {}
    if header and _header_fits(name, header, columns, faults):
        for row, line in enumerate(lines):
            if fault := _broken(line, len(columns)):
                faults.say(name, row + 2, "", *fault)
            else:
                whole[row] = line
        if not lines:
            faults.say(name, 2, "", "no row", "at least one row below the header")
    text = io.StringIO("\n".join([",".join(columns), *whole.values()]))
    return pd.read_csv(text, dtype="str", keep_default_na=False).set_axis(list(whole))


def _broken(line: str, width: int) -> tuple[str, str] | None:
    """Say what is wrong with a line that does not come apart into its cells, and what is due."""
    if '"' in line and not WELL_QUOTED.fullmatch(line):
        return repr(line[:60]), "quotes in pairs, around a whole cell"
    if not line:
        return "an empty line", "no empty line between the rows or below them"
    if "\0" in line or "\r" in line:
        return repr(line[:60]), "no control characters"
    fields = len(next(csv.reader([line]))) if '"' in line else line.count(",") + 1
    if fields != width:
        shown = f"{fields} field{'s' if fields > 1 else ''}: {line[:60]!r}"
        return shown, f"{width} fields; a text with a comma stands in quotes"
    return None


def _lines(root: Path | Traversable, name: str, faults: _Faults) -> list[str]:
    """Read the lines of a file, as an editor counts them."""
    try:
        content = (root / f"{name}.csv").read_bytes()
    except (OSError, ValueError) as error:  # a ValueError for a path that no system allows
        reason = f"cannot be read in {str(root)!r} ({getattr(error, 'strerror', error)})"
        faults.say(name, 0, "", reason, "a folder with the four CSV files")
        return []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.say(name, line, "", "bytes that are not UTF-8", "a file saved as CSV UTF-8")
        return []
    if not text.strip():
        faults.say(name, 1, "", "an empty file", "a header and rows below it")
        return []
    text = text.replace("\r\n", "\n")
    if "\n" not in text and "\r" in text:
        faults.say(name, 1, "", "line ends of an old Mac", "lines that end in LF or CR LF")
        return []
    return text.removesuffix("\n").split("\n")


def _header_fits(name: str, line: str, columns: list[str], faults: _Faults) -> bool:
    """Compare the header with the columns that are due, and say what is wrong with it."""
    header = next(csv.reader([line]))
    if header == columns:
        return True
    due = "exactly these columns, in this order: " + ",".join(columns)
    for separator, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            faults.say(name, 1, "", f"columns separated by {called}", "commas between columns")
            return False
    if len(set(header) & set(columns)) < len(columns) / 2:
        faults.say(name, 1, "", f"no header: {line[:60]!r}", due)
        return False
    for column in header:
        if column not in columns or header.count(column) > 1:
            kind = "a column twice" if column in columns else f"an unknown column {column!r}"
            faults.say(name, 1, column, kind, due)
    for column in columns:
        if column not in header:
            faults.say(name, 1, column, "a missing column", due)
    if not any(file == f"{name}.csv" for file, _, _ in faults):
        faults.say(name, 1, "", "columns in another order", due)
    return False


def _typed(name: str, text: pd.DataFrame, faults: _Faults) -> pd.DataFrame:
    """Turn the cells of number columns into numbers; what cannot be one is a fault, and missing."""
    from gdp import schema

    table = text.copy()
    for column, described in schema.MODELS[name].columns.items():
        cells, kind = text[column], schema.KINDS[described.metadata["kind"]]
        known = set(cells.unique())
        unfit = [cell for cell in known if cell and not kind.form.fullmatch(cell)]
        for row in cells.index[cells.isin(unfit)] if unfit else []:
            allowed = kind.allowed or described.metadata["allowed"]
            faults.add(name, row, column, cells[row], allowed)
        if "" in known and not described.metadata["empty"]:
            for row in cells.index[cells == ""]:
                faults.add(name, row, column, "", described.metadata["allowed"] + "; never empty")
        if kind.dtype != "str":
            table[column] = pd.to_numeric(
                cells.mask(cells.isin([*unfit, ""])) if unfit or "" in known else cells
            ).astype(kind.dtype)
    return table
