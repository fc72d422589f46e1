"""Whatever a file holds: it loads to the same meaning, or a DataError names the place."""

import csv
import pickle
import re
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from string import ascii_lowercase

import conftest
import openpyxl
import pandas as pd
import pytest
from conftest import NAMES, PACKAGED, SMALL, check_faults, edit, read, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import gdp

folder = conftest.small
SPELLINGS = {  # a pattern in each file, and what stands there instead
    "a byte order mark": (r"\A", "\ufeff"),
    "Windows line ends": ("\n", "\r\n"),
    "old Macintosh line ends": ("\n", "\r"),
    "blank lines and lines of commas": ("^|\n", "\n\n , ,\n,,,,,,,,,,,,,,,,\n"),
    "cells in quotes": (r"[^,\n]+", r'"\g<0>"'),
    "spaces at the ends of cells": (",", "  , "),
    "empty columns at the right": ("(?m)$", ",, "),
    "years and codes like 2003.0": (r",(2003|3[0-9]{5}),", r",\1.0,"),
    "zeros behind the last decimal": (r",(\d+\.\d+),", r",\g<1>0,"),
}
FOLDER = "allowed: a folder with figures.csv, series.csv, regions.csv and sources.csv"
UTF8 = "bytes that are not UTF-8; allowed: a file saved as UTF-8 (in Excel: CSV UTF-8)"
BROKEN = [  # a pattern in series.csv, what stands there instead, the line, what is told
    (",", ";", 1, "columns separated by semicolons or tabs; allowed: a header with the columns *"),
    (",", "\t", 1, "columns separated by semicolons or tabs; allowed: *, separated by commas"),
    (",note", ",year", 1, "a missing column 'note' and a column 'year' twice; *"),
    ("vintage.*source", "x", 1, "a missing column 'vintage' and *'relation' and *'source'; *"),
    ("indicator.*source", "x", 1, "no header: 'region,year,x,note'; allowed: a header with *"),
    (r"\A", f"\n{'x' * 61}\n\n", 2, f"no header: {'x' * 60!r}; *"),
    (",", ",,", 1, "a column without a name; allowed: a header with the columns *"),
    (r"(?s)\A.*", "\n,,\n", 1, "an empty file; allowed: a header and rows below it"),
    (r"\Z", "x" * 61, 8, f"1 cell: {'x' * 60!r}; allowed: 8 cells; a text with *"),
    (r"\Z", "1,2,3,4,5,6,7,8,9", 8, "9 cells: *"),
    (r"\Z", '"China,2002', 8, "no row of cells (unexpected *); allowed: quotes in pairs, around *"),
]


def test_every_row_is_loaded_as_it_is_written_with_further_columns_in_any_order(folder):
    for name in NAMES:
        rows = [{**row, "remark": f" {line} "} for line, row in enumerate(read(PACKAGED, name))]
        write(folder, name, [dict(reversed(row.items())) for row in rows])
    for name, table in gdp.load(folder).items():
        assert list(table.pop("remark")) == [str(line) for line in range(len(table))]
        plain = {"dtype": dict(table.dtypes), "keep_default_na": False, "na_values": {"mark": [""]}}
        assert_frame_equal(table, pd.read_csv(PACKAGED / f"{name}.csv", **plain))


@pytest.mark.parametrize("way", SPELLINGS)
def test_another_spelling_of_the_same_tables_is_read(folder, way):
    tables = gdp.load(folder)
    for name in NAMES:
        write(folder, name, re.sub(*SPELLINGS[way], SMALL[name]))
        assert_frame_equal(gdp.load(folder)[name], tables[name])


def run(folder, program, *parameters):
    if not shutil.which(program):
        pytest.skip(f"this machine has no {program}")
    subprocess.run([program, *parameters], cwd=folder, check=True, capture_output=True)


def by_openpyxl(file, copy):
    book = copy.with_suffix(".xlsx")
    pd.read_csv(file).to_excel(book, index=False)
    with copy.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(openpyxl.load_workbook(book).active.values)


def by_libreoffice(file, copy):
    form = ["--infilter=CSV:44,34,76", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"]
    run(copy.parent, "soffice", f"-env:UserInstallation={copy.parent.as_uri()}/home", *form, file)


SCRIPT = Path(__file__).with_name("round_trip.R")
TOOLS = {  # ways to read a file and write it again
    "pandas": lambda file, copy: pd.read_csv(file).to_csv(copy, index=False),
    "polars": lambda file, copy: pytest.importorskip("polars").read_csv(file).write_csv(copy),
    "duckdb": lambda file, copy: pytest.importorskip("duckdb").read_csv(file).write_csv(f"{copy}"),
    "R": lambda file, copy: run(copy.parent, "Rscript", SCRIPT, file),
    "LibreOffice": by_libreoffice,
    "openpyxl": by_openpyxl,
}


@pytest.mark.parametrize("tool", TOOLS)
def test_a_round_trip_through_another_tool_keeps_every_row_and_number(tables, tmp_path, tool):
    tables.save(tmp_path / "before")
    for file in (tmp_path / "before").iterdir():
        TOOLS[tool](file, tmp_path / file.name)
    for name, table in gdp.load(tmp_path).items():
        assert_frame_equal(table, tables[name])


@pytest.mark.parametrize(("pattern", "instead", "line", "told"), BROKEN)
def test_a_broken_file_is_named_with_its_line(folder, pattern, instead, line, told):
    write(folder, "series", re.sub(pattern, instead, SMALL["series"]))
    check_faults(folder, f"series.csv, line {line}: {told}")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_missing_or_not_utf_8_is_told_once(folder, name):
    for content, line in ((SMALL[name].encode("utf-16"), 1), (b"\n\nZ\xfcrich", 3)):
        check_faults(write(folder, name, content), f"{name}.csv, line {line}: {UTF8}")
    (folder / f"{name}.csv").unlink()
    reason = f"cannot be read in {str(folder)!r} (No such file or directory)"
    check_faults(folder, f"{name}.csv: {reason}; {FOLDER}")


@pytest.mark.parametrize("place", ["nowhere", "~/nowhere", "~nosuchuser", "x" * 9999, __file__])
def test_a_folder_that_is_not_there_is_named_with_its_whole_path(tmp_path, monkeypatch, place):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    path = str(tmp_path / place.removeprefix("~/"))
    reason = "not a folder" if place == __file__ else "not found"
    check_faults(place, f"folder {path!r}: {reason}; {FOLDER}")


def test_a_misspelt_region_is_told_once_for_each_file(folder):
    places = ["regions.csv, line 5, column province: 'J*", "series.csv, line 4, column region: 'J*"]
    check_faults(edit(folder, "regions", "江苏", region="Jiangsoo"), *places)


def test_all_faults_are_told_at_once_and_twenty_are_listed(folder, add):
    write(edit(folder, "regions", "Wuxi", level="town"), "series", b"")
    rows = [f"paper-2004,{line},China,GDP,,,,exact,many,times," for line in range(19)]
    with pytest.raises(gdp.DataError) as caught:
        gdp.load(add("figures", *rows))
    faults = caught.value.faults
    assert faults[0] == ("figures.csv", 7, "paragraph", "'0'", "a whole number from 1 to 999")
    for count, end in ((22, "\nand 2 more"), (20, ""), (2, ""), (1, "")):
        listed = "\n".join(map(str, faults[: min(count, 20)]))
        told = f"{count} fault{'s' * (count > 1)} in the data\n{listed}{end}"
        assert str(pickle.loads(pickle.dumps(gdp.DataError(faults[:count])))) == told


def test_a_hundred_thousand_rows_load_in_seconds(folder, add):
    areas = [f"Area {one}{two}" for one in ascii_lowercase for two in ascii_lowercase]
    add("regions", *(f"{area},,,area,,," for area in areas))
    rates = [f"{year},GDP growth,revised,exact,0.5,yearbook," for year in range(1950, 2098)]
    add("series", *(f"{area},{rate}" for area in areas for rate in rates))
    start = time.process_time()
    assert len(gdp.load(folder).series) > 100_000
    assert time.process_time() - start < 20


@settings(deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])
@given(st.data(), st.sampled_from(NAMES), st.text(st.characters(codec="utf-8"), max_size=12))
def test_any_text_in_any_cell_is_refused_or_kept_as_it_is(folder, data, name, text):
    rows = read(write(folder, name, SMALL[name]), name)
    row = data.draw(st.sampled_from(rows))
    column = data.draw(st.sampled_from(list(row)))
    row[column] = text
    with suppress(gdp.DataError):
        kept = gdp.load(write(folder, name, rows))[name][column][rows.index(row)]
        assert kept == text.strip() or (kept != kept and not text.strip()) or kept == float(text)
    write(folder, name, SMALL[name])
