"""Whatever breaks a file: it loads to the same meaning, or a DataError names the place."""

import csv
import itertools
import pickle
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from conftest import NAMES, cases, faults_of, read, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import gdp
from gdp.schema import TABLES

FREE = {("sources", "publisher"), ("sources", "subject"), ("claims", "section")}
FREE |= {("figures", "scope"), ("figures", "note"), ("milestones", "note")}
FREE |= {("claims", "claim"), ("claims", "needed")}  # columns that may hold any plain text
KEYS = {("regions", "region"), ("sources", "id")}  # a misspelt key shows where it is used


def test_every_row_of_every_file_is_loaded_as_it_is_written(of_2025, tables):
    for name in NAMES:
        known = dict(tables[name].dtypes)
        path = of_2025 / f"{name}.csv"
        written = pd.read_csv(path, dtype=known, keep_default_na=False, na_values=[""])
        gaps = dict.fromkeys(written.select_dtypes(exclude="number"), "")
        assert_frame_equal(tables[name][list(written)], written.fillna(gaps), check_exact=True)


@cases("spoilt_cells")
def test_a_spoilt_cell_is_refused_by_file_line_and_column(where, spoilt, folder, of_2025):
    spoilt = spoilt.encode("latin-1").decode("unicode_escape")
    for name in NAMES:
        rows, places = read(of_2025, name), set()
        for number, column in enumerate(rows[0], start=8):  # each column in a row of its own
            if where == "any column" or (name, column) not in FREE:
                rows[number][column] = spoilt.format(rows[number][column])
                places.add((f"{name}.csv", number + 2, column))
        faults = faults_of(write(folder, name, rows))
        found = {(fault.file, fault.line, fault.column) for fault in faults}
        if any(character in spoilt for character in "\n\r\0"):  # these break the line
            assert len({line for _, line, _ in found}) >= len(places)
        else:
            missed = {(name, column) for _, _, column in places - found}
            assert missed <= KEYS
            assert not missed or any("csv names" in fault.allowed for fault in faults)
        shutil.copy(of_2025 / f"{name}.csv", folder)


@cases("broken_tables")
def test_a_broken_table_is_named_and_causes_no_fault_in_another(
    folder, what, first_line, told, pattern, replacement, encoding
):
    for name in NAMES:
        path = folder / f"{name}.csv"
        whole = path.read_bytes()
        columns = len(TABLES[name].fields)
        new = replacement.format(commas="," * (columns - 1), long="x" * 140_000)
        path.write_bytes(re.sub(pattern, new, whole.decode()).encode(encoding))
        faults = faults_of(folder)
        assert {(fault.file, fault.line) for fault in faults} == {(path.name, int(first_line))}
        assert told.format(columns=columns) in str(faults[0])
        assert len(faults) == 1 or all(fault.column for fault in faults)
        path.write_bytes(whole)


def test_a_file_or_a_folder_that_is_not_there_is_told_once(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    for place in ("nowhere", "~/nowhere", "figures.csv"):
        told = f"{folder / Path(place).name}: no such folder; allowed: a folder with the CSV files"
        assert list(map(str, faults_of(place))) == [told]
    (folder / "sources.csv").unlink()
    (fault,) = faults_of(folder)
    told = f"sources.csv: cannot be read in {str(folder)!r} (No such file or directory); allowed: "
    assert str(fault) == f"{told}a folder with the CSV files"


@pytest.mark.parametrize("name", NAMES)
def test_swapped_columns_are_refused(name, folder):
    original = read(folder, name)
    columns = list(original[0])
    for one, other in itertools.pairwise(columns):
        rows = [{**row, one: row[other], other: row[one]} for row in original]
        alike = {(name, one), (name, other)} <= FREE  # nothing tells two free texts apart
        assert alike or faults_of(write(folder, name, rows)), one


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_other_spellings_of_the_same_table_are_accepted(folder, tables, end):
    for path in folder.glob("*.csv"):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        text = rows.to_csv(index=False, quoting=csv.QUOTE_ALL, lineterminator=end)
        path.write_text(text.removesuffix(end), encoding="utf-8-sig", newline="")
    loaded = gdp.load(folder)
    assert all(loaded[name].equals(tables[name]) for name in NAMES)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_in_any_cell_is_refused_or_kept_as_it_is(folder, of_2025, data):
    name = data.draw(st.sampled_from(NAMES))
    rows = read(of_2025, name)
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(list(rows[0])))
    cell = rows[row][column] = data.draw(st.text(st.characters(codec="utf-8"), max_size=12))
    if not faults_of(write(folder, name, rows)):
        kept = getattr(gdp.load(folder), name)[column][row]
        assert str(kept) == cell or (cell == "" and pd.isna(kept)) or float(kept) == float(cell)
    shutil.copy(of_2025 / f"{name}.csv", folder)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(junk=st.binary(max_size=200), place=st.floats(0, 1))
def test_bytes_thrown_into_a_file_end_in_a_data_error_or_in_a_table(folder, of_2025, junk, place):
    content = (of_2025 / "figures.csv").read_bytes()
    cut = int(place * len(content))
    (folder / "figures.csv").write_bytes(content[:cut] + junk + content[cut:])
    faults_of(folder)


@pytest.mark.parametrize(("count", "indicator"), [(100_000, "output growth"), (20_000, "grwth")])
def test_many_rows_take_seconds_in_line_with_their_number(folder, count, indicator):
    row, times = {**read(folder, "figures")[0], "indicator": indicator}, []
    for number in (count // 10, count // 10, count):
        rows = [{**row, "scope": f"industry {n}", "note": f"note {n}"} for n in range(number)]
        write(folder, "figures", rows)
        start = time.process_time()
        assert len(faults_of(folder)) == (number if indicator == "grwth" else 0)
        times.append(time.process_time() - start)
    assert times[2] < min(60 * min(times[:2]), 20)  # ten times the rows


def test_all_faults_of_all_files_are_reported_at_once_and_twenty_are_listed(folder, edit):
    edit("figures", "2,China,GDP growth", indicator="GDP grwth", value="five")
    edit("milestones", "Beijing,1,2008", year="8002")
    edit("regions", "Dalian,大连市", level="town")
    edit("claims", "The club has 29 cities", test="counts")
    faults = faults_of(edit("sources", "xinhua-2007", published="2007"))
    columns = " ".join(fault.column for fault in faults)  # by file
    assert columns == "test indicator value year level published"
    write(folder, "figures", [{**row, "unit": "per cent"} for row in read(folder, "figures")])
    with pytest.raises(gdp.DataError, match=r"^59 faults in (.*\n){21}and 39 more$") as caught:
        gdp.load(folder)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.faults) == (str(caught.value), caught.value.faults)


@pytest.mark.parametrize(("value", "note"), [("-5", "it fell"), ("5", "a year ago it fell")])
def test_a_fall_is_a_negative_rate_with_a_note_that_says_so(edit, value, note):
    figures = gdp.load(edit("figures", "2,China,GDP growth", value=value, note=note)).figures
    assert figures["printed"][0] == value


def test_without_claims_of_its_own_a_folder_has_those_of_its_articles(folder, add, tables):
    add("sources", "xinhua-2027,Xinhua,The year after,2027-01-29,")
    write(folder, "claims", read(folder, "claims")[:2])
    assert gdp.load(folder).claims.equals(tables.claims[:2])
    (folder / "claims.csv").unlink()
    assert gdp.load(folder).claims.equals(tables.claims)


SCRIPT = """
import sys, gdp
assert not {"matplotlib", "frictionless", "PIL"} & set(sys.modules)
topics = {"article_claims", "club_membership", "growth_rates", "provincial_milestones"}
assert topics | {"__version__"} <= set(dir(gdp))
assert gdp.growth_rates.table(gdp.load()).attrs["year"] == 2025
assert "matplotlib" in sys.modules
help(gdp)
gdp.groth_rates
"""


def test_importing_gdp_brings_in_pandas_alone_even_beside_a_folder_of_its_name(tmp_path):
    (tmp_path / "gdp").mkdir()
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "DESCRIPTION\n    >>> import gdp" in done.stdout
    assert (
        "module 'gdp' has no attribute 'groth_rates'. Did you mean: 'growth_rates'?" in done.stderr
    )
