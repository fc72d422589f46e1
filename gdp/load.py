"""Read the CSV files, check them, and hand them over as typed tables."""

import csv
import functools
import io
import os
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

import pandas as pd

from gdp.checks import Row, check, fault
from gdp.schema import DATA, TABLES
from gdp.tables import DataError, Fault, Tables, path_of
from gdp.wording import listed

DTYPES = {"string": "str", "date": "str", "number": "float64", "integer": "int64"}
FILES = listed(f"{name}.csv" for name in TABLES)


def load(folder: str | Path | None = None) -> Tables:
    """Read and check the four CSV files of a folder.

    Parameters
    ----------
    folder : path, optional
        Folder that holds `figures.csv`, `series.csv`, `regions.csv` and `sources.csv`. Without
        it, the package's own data.

    Returns
    -------
    Tables

    Raises
    ------
    DataError
        If a file is missing or anything is not allowed: all faults at once, except that rows are
        compared only if all files can be read, and cells only where each is allowed by itself.
    """
    root = DATA if folder is None else path_of(folder)
    if isinstance(root, Path) and not os.path.isdir(root):
        place = f"folder {str(root.absolute())!r}"
        reason = "not a folder" if os.path.exists(root) else "not found"
        raise DataError([Fault(place, 0, "", reason, f"a folder with {FILES}")])
    faults: list[Fault] = []
    rows: dict[str, list[Row]] = {}
    for name in TABLES:
        try:
            rows[name] = list(read_rows(root, name))
            faults += read_cells(name, rows[name])
        except DataError as error:
            faults += error.faults
    if len(rows) == len(TABLES):
        faults += check(rows)
    if faults:
        first = {found[:3]: found for found in reversed(faults)}  # one for a cell
        raise DataError(first.values())
    return Tables(**{name: frame(name, rows[name]) for name in TABLES}, own=folder is not None)


def read_rows(root: Path | Traversable, name: str) -> Iterator[Row]:
    """Take a file apart into rows of cells; raise DataError where that is not possible."""
    file = f"{name}.csv"
    reader = csv.reader(io.StringIO(read_text(root, file), newline=""), strict=True)
    columns: list[str] = []
    start = 1  # the line in which a row begins
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if not columns:
                    columns = read_header(file, start, cells)
                else:
                    check_width(file, start, cells, columns)
                    texts = dict(zip(columns, cells, strict=False))
                    yield Row(start, texts, {})
            start = reader.line_num + 1
    except csv.Error as error:
        allowed = "quotes in pairs, around a whole cell"
        broken = Fault(file, start, "", f"no row of cells ({error})", allowed)
        raise DataError([broken]) from None
    if not columns:
        raise DataError([Fault(file, 1, "", "an empty file", "a header and rows below it")])


def read_text(root: Path | Traversable, file: str) -> str:
    """Read a file as text; raise DataError if it is missing or not UTF-8."""
    try:
        return (root / file).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        allowed = "a file saved as UTF-8 (in Excel: CSV UTF-8)"
        broken = Fault(file, line, "", "bytes that are not UTF-8", allowed)
    except (OSError, ValueError) as error:  # a ValueError for a path that no system allows
        reason = f"cannot be read in {str(root)!r} ({getattr(error, 'strerror', error)})"
        broken = Fault(file, 0, "", reason, f"a folder with {FILES}")
    raise DataError([broken])


def read_header(file: str, line: int, cells: list[str]) -> list[str]:
    """Return the names of the columns; raise DataError if one is missing or there twice."""
    due = list(TABLES[file.removesuffix(".csv")].fields)
    header = [cell.strip() for cell in cells]
    while header[-1] == "":  # a spreadsheet leaves empty columns at the right
        header.pop()
    wrong = [f"a missing column {name!r}" for name in due if name not in header]
    wrong += [
        f"a column {name!r} twice" for name in dict.fromkeys(header) if header.count(name) > 1
    ]
    if "" in header:
        wrong = ["a column without a name"]
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        wrong = ["columns separated by semicolons or tabs"]
    elif len(set(header) & set(due)) < len(due) / 2:
        wrong = [f"no header: {','.join(header)[:60]!r}"]
    if wrong:
        allowed = f"a header with the columns {','.join(due)}, separated by commas"
        raise DataError([Fault(file, line, "", " and ".join(wrong), allowed)])
    return header


def check_width(file: str, line: int, cells: list[str], columns: list[str]) -> None:
    """Raise DataError if a row has fewer cells than the header, or more."""
    if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
        text = ",".join(cells)[:60]
        found = f"{len(cells)} cell{'s' if len(cells) > 1 else ''}: {text!r}"
        allowed = f"{len(columns)} cells; a text with a comma stands in quotes"
        raise DataError([Fault(file, line, "", found, allowed)])


def read_cells(name: str, rows: list[Row]) -> Iterator[Fault]:
    """Turn the cells of rows into values; yield those that are not allowed by themselves."""
    for column, field in TABLES[name].fields.items():
        read = functools.cache(field.read)  # the same text comes again and again in a column
        for row in rows:
            value, allowed = read(row.texts[column])
            row.values[column] = value
            if allowed:
                yield fault(name, row, column, allowed, field.words)


def frame(name: str, rows: list[Row]) -> pd.DataFrame:
    """Make a table of rows; further columns, which the descriptor does not know, stay as text."""
    fields = TABLES[name].fields
    columns = {}
    for column, field in fields.items():
        cells = [row[column] for row in rows]
        if field.type == "number":
            cells = [None if cell == "" else cell for cell in cells]
        columns[column] = pd.Series(cells, dtype=DTYPES[field.type])
    for column in rows[0].texts if rows else ():
        if column not in fields:
            columns[column] = pd.Series([row.texts[column].strip() for row in rows], dtype="str")
    return pd.DataFrame(columns)
