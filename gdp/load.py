"""Read the four CSV files, check them, and hand them over as typed tables."""

import csv
import datetime
import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

NAMES = ("figures", "milestones", "regions", "sources")
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

    def span(self, first_years: pd.Series) -> list[int]:
        """Return every year from the first of these to the latest in `figures` or `milestones`."""
        periods = self.figures["period"][self.figures["period"] != ""]
        latest = max([*periods.str[-4:].astype(int), *self.milestones["year"]])
        return list(range(min(first_years, default=latest + 1), latest + 1))

    def article(self, year: int) -> str:
        """Cite the latest source whose statements are of a year, or the latest of all."""
        of_year = self.figures.loc[self.figures["period"] == str(year), "source"]
        cited = of_year if len(of_year) else self.figures["source"]
        sources = self.sources[self.sources["id"].isin(cited)]
        latest = sources.sort_values("published", kind="stable")["id"].tail(1)
        return str(self.cited(latest).iloc[0])

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
        """
        rows = self.figures.merge(self.regions, on="region")
        published = rows["source"].map(self.sources.set_index("id")["published"])
        undated = (rows["period"] == "") & (published.str[:4] == str(year + 1))
        rows = rows[
            (rows["indicator"] == indicator)
            & (rows["unit"] == unit)
            & ((rows["period"] == str(year)) | undated)
        ]
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
    if not years or (year is not None and year not in years):
        held = ", ".join(map(str, sorted(years))) or "none"
        raise NoDataError(f"no {what} for {year or 'any year'}; years with data: {held}")
    return max(years) if year is None else year


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
    lower = {"more than", "at least"}
    if exact and other_exact and value == other:
        return "equal"
    if other_exact and (exact or relation in lower) and value > other:
        return "above"
    if other_exact and relation == "more than" and value == other:
        return "above"
    if exact and (other_exact or other_relation in lower) and value < other:
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
    from gdp import schema  # brings in pandera, which `import gdp` should not wait for

    root = resources.files("gdp") / "data" if folder is None else Path(folder)
    faults = _Faults()
    texts = {name: _read(root, name, list(schema.MODELS[name].columns), faults) for name in NAMES}
    whole = not faults

    tables = {name: _typed(name, texts[name], faults) for name in NAMES}
    found = [fault for name in NAMES for fault in schema.faults_within(name, tables[name])]
    if whole:  # rows that could not be read would make the others' keys seem unknown
        found += schema.faults_across(tables)
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
        near = difflib.get_close_matches(text, words, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        self.say(name, row + 2, column, repr(text) if text else "an empty cell", allowed + hint)

    def say(self, name: str, line: int, column: str, value: str, allowed: str) -> None:
        file = f"{name}.csv"
        self.setdefault((file, line, column), Fault(file, line, column, value, allowed))


def _read(root: Path | Traversable, name: str, columns: list[str], faults: _Faults) -> pd.DataFrame:
    """Take a file apart into its cells; the index is the line less two."""
    rows: dict[int, list[str]] = {}
    for number, line in enumerate(_lines(root, name, faults), 1):
        try:
            cells = next(csv.reader([line], strict=True), [])
        except csv.Error:
            faults.say(name, number, "", repr(line[:60]), "quotes in pairs, within one line")
            continue
        if number == 1:
            if not _header_fits(name, cells, columns, faults):
                break
        elif len(cells) != len(columns):
            found = f"{len(cells)} fields: {line[:60]!r}" if line else "an empty line"
            allowed = f"{len(columns)} fields; a text with a comma stands in quotes"
            faults.say(name, number, "", found, allowed)
        else:
            rows[number - 2] = cells
    if not rows and not any(file == f"{name}.csv" for file, _, _ in faults):
        faults.say(name, 2, "", "no row", "at least one row below the header")
    return pd.DataFrame(list(rows.values()), index=list(rows), columns=columns, dtype="str")


def _lines(root: Path | Traversable, name: str, faults: _Faults) -> list[str]:
    """Read the lines of a file, as an editor counts them."""
    try:
        content = (root / f"{name}.csv").read_bytes()
    except OSError as error:
        faults.say(name, 0, "", f"cannot be read ({error.strerror})", "a CSV file of this name")
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
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def _header_fits(name: str, header: list[str], columns: list[str], faults: _Faults) -> bool:
    """Compare the header with the columns that are due, and say what is wrong with it."""
    if header == columns:
        return True
    due = "exactly these columns, in this order: " + ",".join(columns)
    for separator, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            faults.say(name, 1, "", f"columns separated by {called}", "commas between columns")
            return False
    for column in header:
        if column not in columns or header.count(column) > 1:
            kind = "a column twice" if column in columns else "an unknown column"
            near = difflib.get_close_matches(column, columns, n=1) if kind[-1] == "n" else []
            hint = f"; did you mean {near[0]!r}?" if near else ""
            faults.say(name, 1, column, kind, due + hint)
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
        unfit = [cell for cell in cells.unique() if cell and not kind.form.fullmatch(cell)]
        for row in cells.index[cells.isin(unfit)]:
            allowed = kind.allowed or described.metadata["allowed"]
            faults.add(name, row, column, cells[row], allowed)
        if not described.metadata["empty"]:
            for row in cells.index[cells == ""]:
                faults.add(name, row, column, "", described.metadata["allowed"] + "; never empty")
        if kind.dtype != "str":
            table[column] = pd.to_numeric(cells.mask(cells.isin([*unfit, ""]))).astype(kind.dtype)
    return table
