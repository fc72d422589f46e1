"""Whatever breaks a file: it loads to the same meaning, or a DataError names the place."""

import csv
import functools
import io
import time

import pandas as pd
import pytest
from conftest import PACKAGED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gdp
from gdp import schema

NAMES = list(schema.MODELS)


@functools.cache
def rows_of(name):
    with (PACKAGED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def changed(name, cells):
    """Write a file with other cells: line, as an editor counts it, column and text."""
    rows = [list(row) for row in rows_of(name)]
    for line, column, cell in cells:
        rows[line - 1][column] = cell
    return written(rows)


# What spreadsheets, editors and tired people do to any cell.
SPOILERS = {
    "a formula": lambda cell: f"={cell or 1}+1",
    "a plus sign": lambda cell: f"+{cell}",
    "a minus sign": lambda cell: f"-{cell or 'x'}",
    "an at sign": lambda cell: f"@{cell}",
    "a spreadsheet's error": lambda cell: "#REF!",
    "a space before": lambda cell: f" {cell or 'x'}",
    "a space behind": lambda cell: f"{cell or 'x'} ",
    "a tab": lambda cell: f"{cell}\t",
    "a non-breaking space": lambda cell: f"{cell}\u00a0",
    "a zero-width space": lambda cell: f"{cell}\u200b",
    "a byte-order mark": lambda cell: f"\ufeff{cell}",
    "a NUL byte": lambda cell: f"{cell}\0",
    "a bell": lambda cell: f"{cell}\a",
    "a line break": lambda cell: f"{cell}\n{cell}",
    "a carriage return": lambda cell: f"{cell}\r{cell}",
    "a replacement character": lambda cell: f"{cell}\ufffd",
}
# What cannot stand in a column with a vocabulary, a form, a key or a number.
STRICT = {
    "an unknown word": lambda cell: f"{cell}x",
    "capitals": lambda cell: cell.swapcase() if cell.swapcase() != cell else "X1",
    "a thousands separator": lambda cell: "1,000",
    "a decimal comma": lambda cell: "5,5",
    "a percent sign": lambda cell: "5%",
    "a currency sign": lambda cell: "\u00a55",
    "full-width digits": lambda cell: "\uff12\uff10\uff12\uff15",
    "a date made of text": lambda cell: "28-Jan",
    "a date and time": lambda cell: "2026-01-28 00:00:00",
    "an exponent": lambda cell: "2E+03",
    "a leading zero": lambda cell: "007",
    "not a number": lambda cell: "nan",
    "infinity": lambda cell: "inf",
    "a missing value": lambda cell: "NA",
    "a truth value": lambda cell: "TRUE",
    "an absurd number": lambda cell: "99999999999999999999",
    "a negative number": lambda cell: "-7",
    "a bare point": lambda cell: "5.",
}
KEYS = {("regions", "region"), ("sources", "id")}  # a misspelt key shows where it is used
FREE = {
    ("figures", "note"),
    ("milestones", "note"),
    ("sources", "publisher"),
    ("sources", "subject"),
    ("sources", "url"),
}


def breakages(name):
    """Yield what is done to cells, and the cells: each column in a line of its own."""
    header, *rows = rows_of(name)
    for what, spoil in {**SPOILERS, **STRICT}.items():
        cells = []
        for column, title in enumerate(header):
            if what in STRICT and ((name, title) in FREE or (name, title) == ("figures", "scope")):
                continue
            line = column + 10
            cells.append((line, column, spoil(rows[line - 2][column])))
        yield what, cells


def outcome(folder):
    """Load a folder; return its faults, or none if it means what the packaged data mean."""
    try:
        loaded = gdp.load(folder)
    except gdp.DataError as error:
        return error.faults
    packaged = gdp.load()
    assert all(getattr(loaded, name).equals(getattr(packaged, name)) for name in NAMES)
    return []


def test_there_are_at_least_300_ways_to_break_a_cell():
    assert sum(len(cells) for name in NAMES for _, cells in breakages(name)) >= 300


@pytest.mark.parametrize("name", NAMES)
def test_every_broken_cell_is_refused_by_file_line_and_column(name, folder):
    path = folder / f"{name}.csv"
    for what, cells in breakages(name):
        path.write_bytes(changed(name, cells).encode())
        everywhere = outcome(folder)
        faults = [fault for fault in everywhere if fault.file == path.name]
        if what in ("a line break", "a NUL byte", "a carriage return"):  # these break the line
            assert len({fault.line for fault in faults}) >= len(cells), what
            continue
        places = {(fault.line, fault.column) for fault in faults}
        for line, column, cell in cells:
            title = rows_of(name)[0][column]
            if (name, title) in KEYS and (line, title) not in places:
                assert any("csv names" in fault.allowed for fault in everywhere)
            else:
                assert (line, title) in places, f"{what}: {cell!r}"


def swapped(rows, one, other):
    for row in rows:
        row[one], row[other] = row[other], row[one]
    return rows


TABLE_BREAKAGES = {
    "conflict markers": lambda lines: [
        lines[0],
        "<<<<<<< ours",
        *lines[1:],
        "=======",
        ">>>>>>> theirs",
    ],
    "an empty line": lambda lines: [*lines[:5], "", *lines[5:]],
    "a line of commas": lambda lines: [*lines, "," * lines[0].count(",")],
    "a row twice": lambda lines: [*lines, lines[3]],
    "the header twice": lambda lines: [*lines, lines[0]],
    "no header": lambda lines: lines[1:],
    "a row above the header": lambda lines: ["Figures of the article", *lines],
    "a field too few": lambda lines: [*lines[:4], lines[4].rpartition(",")[0], *lines[5:]],
    "a field too many": lambda lines: [*lines[:4], lines[4] + ",", *lines[5:]],
    "shifted to the right": lambda lines: [
        *lines[:4],
        "," + lines[4].rpartition(",")[0],
        *lines[5:],
    ],
    "shifted to the left": lambda lines: [*lines[:4], lines[4].partition(",")[2] + ",", *lines[5:]],
    "semicolons": lambda lines: [line.replace(",", ";") for line in lines],
    "tabs": lambda lines: [line.replace(",", "\t") for line in lines],
    "a quote that opens": lambda lines: [*lines[:4], '"' + lines[4], *lines[5:]],
    "a quote that closes": lambda lines: [*lines[:4], lines[4] + '"', *lines[5:]],
    "a comment": lambda lines: [*lines, "# checked"],
    "a truncated row": lambda lines: [*lines[:-1], lines[-1][: len(lines[-1]) // 3]],
    "only a header": lambda lines: lines[:1],
    "spaces behind commas": lambda lines: [line.replace(",", ", ") for line in lines],
    "a header in capitals": lambda lines: [lines[0].upper(), *lines[1:]],
    "an index column": lambda lines: [f"{n}," + line for n, line in enumerate(lines)],
}


@pytest.mark.parametrize("what", TABLE_BREAKAGES)
def test_a_broken_table_is_refused_by_file_and_line(what, folder):
    for name in NAMES:
        path = folder / f"{name}.csv"
        original = path.read_text(encoding="utf-8")
        lines = TABLE_BREAKAGES[what](original.removesuffix("\n").split("\n"))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        faults = [fault for fault in outcome(folder) if fault.file == path.name]
        assert faults
        assert all(fault.line for fault in faults)
        path.write_text(original, encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_swapped_columns_are_refused(name, folder):
    path = folder / f"{name}.csv"
    columns = range(len(rows_of(name)[0]))
    for column in columns[:-1]:
        header, *rows = [list(row) for row in rows_of(name)]
        if {(name, title) for title in header[column : column + 2]} <= FREE:
            continue  # nothing tells two free texts apart
        path.write_text(written([header, *swapped(rows, column, column + 1)]), encoding="utf-8")
        assert outcome(folder), header[column]
        path.write_text(written(swapped([header, *rows], column, column + 1)), encoding="utf-8")
        assert outcome(folder), header[column]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "gbk"])
def test_another_encoding_is_refused_or_means_the_same(encoding, folder):
    for name in NAMES:
        path = folder / f"{name}.csv"
        original = path.read_bytes()
        path.write_bytes((original.decode() + "# caf\u00e9\n").encode(encoding))
        assert outcome(folder)
        path.write_bytes(original)


def test_other_spellings_of_the_same_table_are_accepted(folder):
    for name in NAMES:
        path = folder / f"{name}.csv"
        quoted = io.StringIO()
        csv.writer(quoted, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows_of(name))
        path.write_bytes(b"\xef\xbb\xbf" + quoted.getvalue().encode())
    assert outcome(folder) == []


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_in_any_cell_is_refused_or_kept_as_it_is(folder, data):
    name = data.draw(st.sampled_from(NAMES))
    line = data.draw(st.integers(2, len(rows_of(name))))
    column = data.draw(st.integers(0, len(rows_of(name)[0]) - 1))
    cell = data.draw(st.text(st.characters(codec="utf-8"), max_size=12))
    path = folder / f"{name}.csv"
    path.write_bytes(changed(name, [(line, column, cell)]).encode())
    try:
        loaded = gdp.load(folder)
    except gdp.DataError:
        pass
    else:
        table = getattr(loaded, name)
        kept = table.iloc[line - 2, column]
        assert str(kept) == cell or (cell == "" and pd.isna(kept)) or float(kept) == float(cell)
    finally:
        path.write_bytes((PACKAGED / path.name).read_bytes())


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(junk=st.binary(max_size=200), place=st.floats(0, 1))
def test_bytes_thrown_into_a_file_end_in_a_data_error_or_in_a_table(folder, junk, place):
    path = folder / "figures.csv"
    content = (PACKAGED / path.name).read_bytes()
    cut = int(place * len(content))
    path.write_bytes(content[:cut] + junk + content[cut:])
    try:
        gdp.load(folder)
    except gdp.DataError:
        pass
    finally:
        path.write_bytes(content)


def long_table(folder, count):
    with (folder / "regions.csv").open(encoding="utf-8", newline="") as file:
        regions = [row["region"] for row in csv.DictReader(file)]
    with (folder / "figures.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(rows_of("figures")[0]) + "\n")
        for number in range(count):
            paragraph, region = number // len(regions) % 999 + 1, regions[number % len(regions)]
            year = 1990 + number // len(regions) // 999
            file.write(
                f"xinhua-2026,{paragraph},{region},GDP growth,,,{year},exact,{number % 40}.5,percent,note {number}\n"
            )
    return folder


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_a_hundred_thousand_rows_load_in_time_that_grows_in_line(folder):
    short = min(seconds(lambda: gdp.load(long_table(folder, 10_000))) for _ in range(2))
    long = seconds(lambda: gdp.load(long_table(folder, 100_000)))
    assert long < 20 * short


def test_a_hundred_thousand_faults_are_told_in_seconds(folder):
    path = long_table(folder, 100_000) / "figures.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("GDP growth", "GDP grwth"), encoding="utf-8"
    )
    start = time.perf_counter()
    with pytest.raises(gdp.DataError):
        gdp.load(folder)
    assert time.perf_counter() - start < 20
