"""Read the CSV files, check them, and hand them over as typed tables."""

import csv
import difflib
import functools
import os
import re
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path

import pandas as pd

from gdp.rules import Row, misfits
from gdp.schema import DATA, TABLES, Field
from gdp.tables import DataError, Fault, Tables, path_of

WELL_QUOTED = re.compile(r'(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*')
LONGEST = 10_000  # characters of a line
DTYPES = {"string": "str", "date": "str", "number": "float64", "integer": "Int64"}


def load(folder: str | Path | None = None) -> Tables:
    """Read and check the five CSV files of a folder.

    Parameters
    ----------
    folder : path, optional
        Folder that holds `figures.csv`, `milestones.csv`, `regions.csv` and `sources.csv`, and
        perhaps `claims.csv`; without that, the claims that come with the package are those of
        the articles that the folder has. Without a folder, the package's own data.

    Returns
    -------
    Tables
        Row n of a table stands in line n + 2 of its file.

    Raises
    ------
    DataError
        If a file is missing or anything is not allowed: all faults at once, except that cells of
        a row are compared only where each is allowed by itself.
    """
    root = DATA if folder is None else path_of(folder)
    if isinstance(root, Path) and not os.path.isdir(root):
        place = str(root.absolute())
        raise DataError([Fault(place, 0, "", "no such folder", "a folder with the CSV files")])
    own = {name: name != "claims" or (root / "claims.csv").is_file() for name in TABLES}
    faults = _Faults()
    texts = {name: _cells(root if own[name] else DATA, name, faults) for name in TABLES}
    unread = {file.removesuffix(".csv") for file, _, _ in faults}
    rows = {name: _rows(name, texts[name], faults) for name in TABLES}
    if not own["claims"]:
        held = {row["id"] for row in rows["sources"] if row["published"]}
        rows["claims"] = [row for row in rows["claims"] if row["source"] in held]
    checked = {name: rows[name] if own[name] else [] for name in TABLES}
    for name, line, column, allowed, *words in misfits(checked, unread):
        text = texts[name][line][list(TABLES[name].fields).index(column)]
        faults.add(name, line, column, text, allowed, *words)
    if faults:
        raise DataError(faults.values())
    tables = {name: _frame(TABLES[name].fields, rows[name]) for name in TABLES}
    for name in ("figures", "milestones"):
        value = list(TABLES[name].fields).index("value")
        printed = [cells[value] for cells in texts[name].values()]
        tables[name]["printed"] = pd.Series(printed, dtype="str")
    return Tables(**tables)


class _Faults(dict[tuple[str, int, str], Fault]):
    """The faults found so far, one for a cell, since what follows from the first is noise."""

    def add(
        self, name: str, line: int, column: str, text: str, allowed: str, words: Iterable[str] = ()
    ) -> None:
        near = difflib.get_close_matches(text, words, cutoff=0.8) if len(self) < 500 else []
        # "bilion" is near to "trillion", but a thousandth of it.
        hints = [word for word in near if "illion" not in word or word[0] == text[0]]
        hint = f"; did you mean {hints[0]!r}?" if hints else ""
        self.say(name, line, column, repr(text) if text else "an empty cell", allowed + hint)

    def say(self, name: str, line: int, column: str, value: str, allowed: str) -> None:
        file = f"{name}.csv"
        self.setdefault((file, line, column), Fault(file, line, column, value, allowed))


def _cells(root: Path | Traversable, name: str, faults: _Faults) -> dict[int, list[str]]:
    """Take a file apart into the cells of each line, as an editor counts them."""
    columns = list(TABLES[name].fields)
    if not (read := _lines(root, name, faults)):
        return {}
    header, *lines = read
    # A table of `Tables`, as pandas writes it.
    again = "value" in columns and header == ",".join([*columns, "printed"])
    if not again and (wrong := _wrong_in_header(header, columns)):
        due = "exactly these columns, in this order: " + ",".join(columns)
        faults.say(name, 1, "", wrong, due)
        return {}
    if not lines:
        faults.say(name, 2, "", "no row", "at least one row below the header")
    cells = {}
    for number, line in enumerate(lines, start=2):
        if fault := _broken(line, len(columns) + again):
            faults.say(name, number, "", *fault)
            continue
        cells[number] = row = next(csv.reader([line])) if '"' in line else line.split(",")
        if again:
            printed, place = row.pop(), columns.index("value")
            value, _ = TABLES[name].fields["value"].read(printed)
            if row[place] not in (printed, str(value)):
                due = f"the number printed, {printed}"
                faults.say(name, number, "value", repr(row[place]), due)
            row[place] = printed
    return cells


def _broken(line: str, width: int) -> tuple[str, str] | None:
    """Say what is wrong with a line that does not come apart into its cells, and what is due."""
    if len(line) > LONGEST:
        return repr(line[:60]), f"at most {LONGEST:,} characters in a line"
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
        text = (root / f"{name}.csv").read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.say(name, line, "", "bytes that are not UTF-8", "a file saved as CSV UTF-8")
    except (OSError, ValueError) as error:  # a ValueError for a path that no system allows
        reason = f"cannot be read in {str(root)!r} ({getattr(error, 'strerror', error)})"
        faults.say(name, 0, "", reason, "a folder with the CSV files")
    else:
        if text.strip():
            ends = "\r\n" if "\n" in text else "\r"  # the latter in files of an old Mac
            return text.replace(ends, "\n").removesuffix("\n").split("\n")
        faults.say(name, 1, "", "an empty file", "a header and rows below it")
    return []


def _wrong_in_header(line: str, columns: list[str]) -> str:
    """Say what is wrong with a header."""
    if len(line) > LONGEST:
        return f"a header of {len(line):,} characters"
    header = next(csv.reader([line.replace("\r", " ")]), [])
    for separator, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in line:
            return f"columns separated by {called}"
    if len(set(header) & set(columns)) < len(columns) / 2:
        return f"no header: {line[:60]!r}"
    wrong = [f"a missing column {name!r}" for name in columns if name not in header]
    wrong += [f"an unknown column {name!r}" for name in header if name not in columns]
    wrong += [f"a column {name!r} twice" for name in columns if header.count(name) > 1]
    return " and ".join(wrong) or ("" if header == columns else "columns in another order")


def _rows(name: str, texts: dict[int, list[str]], faults: _Faults) -> list[Row]:
    """Turn cells into values; what is not allowed by itself is a fault, and None."""
    # The same text comes again and again in a column, so each is read once.
    reads = [(field, functools.cache(field.read)) for field in TABLES[name].fields.values()]
    rows = []
    for line, cells in texts.items():
        row: Row = {"line": line}
        for (field, read), text in zip(reads, cells, strict=True):
            row[field.name], allowed = read(text)
            if allowed:
                faults.add(name, line, field.name, text, allowed, field.words)
        rows.append(row)
    return rows


def _frame(fields: dict[str, Field], rows: list[Row]) -> pd.DataFrame:
    """Make a table of rows; an empty cell is an empty text or a missing number."""
    columns = {}
    for name, field in fields.items():
        gap = "" if DTYPES[field.type] == "str" else None
        cells = [gap if row[name] == "" else row[name] for row in rows]
        columns[name] = pd.Series(cells, dtype=DTYPES[field.type])
    return pd.DataFrame(columns)
