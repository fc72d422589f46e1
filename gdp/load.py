"""Read the CSV files, check them, and hand them over as typed tables."""

import csv
import difflib
import re
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pandas as pd

from gdp.rules import Row, misfits
from gdp.schema import DATA, TABLES, Field
from gdp.tables import DataError, Fault, ParameterError, Tables

WELL_QUOTED = re.compile(r'(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*')
DTYPES = {"string": "str", "date": "str", "number": "float64", "integer": "Int64"}


def load(folder: str | Path | None = None) -> Tables:
    """Read and check the five CSV files of a folder.

    Parameters
    ----------
    folder : path, optional
        Folder that holds `figures.csv`, `milestones.csv`, `regions.csv` and `sources.csv`, and
        `claims.csv` if there are claims of one's own; without that, the claims that come with
        the package are those of the articles that the folder has. Without a folder, all data
        are those that come with the package.

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
    if folder == "" or not isinstance(folder, str | Path | None):
        raise ParameterError(
            f"folder {folder!r}; allowed: None for the package's data, or a folder"
        )
    root = DATA if folder is None else Path(folder).expanduser()
    if not root.is_dir():
        place = str(Path(str(root)).absolute())
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
    wrong = [] if again else _wrong_in_header(header, columns)
    for column, found, due in wrong:
        faults.say(name, 1, column, found, due)
    if wrong:
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
            printed, value = row.pop(), columns.index("value")
            if _same_number(row[value], printed):
                row[value] = printed
            else:
                due = f"the number printed, {printed}"
                faults.say(name, number, "value", repr(row[value]), due)
    return cells


def _same_number(text: str, printed: str) -> bool:
    try:
        return text == printed or float(text) == float(printed)
    except ValueError:
        return False


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
        faults.say(name, 0, "", reason, "a folder with the CSV files")
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


def _wrong_in_header(line: str, columns: list[str]) -> list[tuple[str, str, str]]:
    """Give the column, what stands there and what is due, of all that is wrong with a header."""
    header = next(csv.reader([line]), [])
    due = "exactly these columns, in this order: " + ",".join(columns)
    for separator, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            return [("", f"columns separated by {called}", "commas between columns")]
    if len(set(header) & set(columns)) < len(columns) / 2:
        return [("", f"no header: {line[:60]!r}", due)]
    wrong = [(name, "a missing column", due) for name in columns if name not in header]
    for name in header:
        if name not in columns:
            wrong.append((name, f"an unknown column {name!r}", due))
        elif header.count(name) > 1:
            wrong.append((name, "a column twice", due))
    return wrong or ([] if header == columns else [("", "columns in another order", due)])


def _rows(name: str, texts: dict[int, list[str]], faults: _Faults) -> list[Row]:
    """Turn cells into values; what is not allowed by itself is a fault, and None."""
    fields = list(TABLES[name].fields.values())
    known: list[dict[str, tuple[Any, str]]] = [{} for _ in fields]  # cells that were read before
    rows = []
    for line, cells in texts.items():
        row: Row = {"line": line}
        for field, text, seen in zip(fields, cells, known, strict=True):
            if text not in seen:
                seen[text] = field.read(text)
            row[field.name], allowed = seen[text]
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
