"""Whatever a file holds: it loads to the same meaning, or a DataError names the place."""

import pickle
import re
import time
from string import ascii_lowercase

import conftest
import pandas as pd
import pytest
from conftest import NAMES, PACKAGED, SMALL, faults_of, read, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import gdp

folder = conftest.small
many = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))  # fmt: skip
SPELLINGS = [  # a pattern in each file, and what stands there instead
    (r"\A", "\ufeff"), ("\n", "\r\n"), ("\n", "\r"), ("^|\n", "\n\n"), ("\n", "\n , ,\n,,,,,,,,,,,,,,,,\n"), (r"[^,\n]+", r'"\g<0>"'), (",", "  , "),
    ("(?m)$", ",, "), ("(?<!url|ote|rea)\n", ",,\n"), (",2003,", ",2003.0,"), (r",(\d+\.\d+),", r",\g<1>0,"),
]  # fmt: skip
HEADER = "a header with the columns region,year,indicator,vintage,relation,value,source,note, separated by commas"  # fmt: skip
CELLS, QUOTES, FOLDER = "8 cells; a text with a comma stands in quotes", "quotes in pairs, around a whole cell", "a folder with figures.csv, series.csv, regions.csv and sources.csv"  # fmt: skip
BROKEN = [  # a pattern in series.csv, what stands there instead, the line, what is told, what is allowed
    (",", ";", 1, "columns separated by semicolons or tabs", HEADER), (",", "\t", 1, "columns separated by semicolons or tabs", HEADER),
    ("(?m),[^,]*$", "", 1, "a missing column 'note'", HEADER), ("(?m)^([^,]*)(.*)$", r"\1\2,\1", 1, "a column 'region' twice", HEADER),
    (",note", ",year", 1, "a missing column 'note' and a column 'year' twice", HEADER), (",", ",,", 1, "a column without a name", HEADER),
    (r"\A.*\n", "", 1, "no header: 'China,2003,GDP,first published,exact,11.7,bureau-2004'", HEADER), (r"\A", f"\n{'x' * 61}\n\n", 2, f"no header: {'x' * 60!r}", HEADER),
    ("vintage.*source", "v,r,s,t", 1, " and ".join(f"a missing column {name!r}" for name in ("vintage", "relation", "value", "source")), HEADER), (r"indicator.*source", "i,v,r,s,t", 1, "no header: 'region,year,i,v,r,s,t,note'", HEADER), (r"(?s)\A.*", "\n,,\n", 1, "an empty file", "a header and rows below it"),
    (r"\Z", "x" * 61, 8, f"1 cell: {'x' * 60!r}", CELLS), (r"\Z", "\nChina,2002\n", 9, "2 cells: 'China,2002'", CELLS), (r"\Z", "1,2,3,4,5,6,7,8,9", 8, "9 cells: '1,2,3,4,5,6,7,8,9'", CELLS),
    (r"\Z", '"China,2002', 8, "no row of cells (unexpected end of data)", QUOTES), ("Nanjing", '"Nan"jing', 7, """no row of cells (',' expected after '"')""", QUOTES),
]  # fmt: skip
MISSPELT = [  # a region of regions.csv, how it stands there, and where that is told
    ("南京", "Nanjin", ["figures 3 region", "series 7 region"]), ("苏州", "Suzhoo", ["figures 4 region"]), ("苏州", "苏州", ["regions 8 region"]), ("江苏", "Jiangsoo", ["regions 5 province", "series 4 region"]), ("苏州", "Suzhou ", []),
]  # fmt: skip


def test_every_row_is_loaded_as_it_is_written_with_further_columns_in_any_order(folder):
    for name in NAMES:
        rows = [{**row, "remark": f" {line} "} for line, row in enumerate(read(PACKAGED, name))]
        write(folder, name, [dict(reversed(row.items())) for row in rows])
    for name, table in gdp.load(folder).items():
        assert list(table.pop("remark")) == [str(line) for line in range(len(table))]
        plain = {"dtype": dict(table.dtypes), "keep_default_na": False, "na_values": {"mark": [""]}}
        assert_frame_equal(table, pd.read_csv(PACKAGED / f"{name}.csv", **plain))


@pytest.mark.parametrize(("pattern", "instead"), SPELLINGS)
def test_another_spelling_of_the_same_tables_is_read(folder, pattern, instead):
    tables = gdp.load(folder)
    for name in NAMES:
        write(folder, name, re.sub(pattern, instead, SMALL[name]))
        assert_frame_equal(gdp.load(folder)[name], tables[name])


@pytest.mark.parametrize(("pattern", "instead", "line", "found", "allowed"), BROKEN)
def test_a_broken_file_is_named_with_its_line(folder, pattern, instead, line, found, allowed):
    write(folder, "series", re.sub(pattern, instead, SMALL["series"]))
    assert faults_of(folder) == [("series.csv", line, "", found, allowed)]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_there_or_not_utf_8_is_told_once(folder, name, monkeypatch):
    allowed = "allowed: a file saved as UTF-8 (in Excel: CSV UTF-8)"
    for content, line in ((SMALL[name].encode("utf-16"), 1), (b"\n\nZ\xfcrich", 3)):
        (fault,) = faults_of(write(folder, name, content))
        assert str(fault) == f"{name}.csv, line {line}: bytes that are not UTF-8; {allowed}"
    (folder / f"{name}.csv").unlink()
    found = f"cannot be read in {str(folder)!r} (No such file or directory)"
    assert faults_of(folder) == [(f"{name}.csv", 0, "", found, FOLDER)]
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    for place in ("nowhere", "~/nowhere", "~nosuchuser", "x" * 9999, __file__):
        told = f"folder {str(folder / place.removeprefix('~/'))!r}: not found; allowed: {FOLDER}"
        assert [str(fault) for fault in faults_of(place)] == [told]


@pytest.mark.parametrize(("region", "misspelt", "places"), MISSPELT)
def test_a_misspelt_region_is_told_once_for_each_file(edit, region, misspelt, places):
    faults = faults_of(edit("regions", region, region=misspelt))
    assert [f"{file[:-4]} {line} {column}" for file, line, column, *_ in faults] == places


def test_all_faults_are_told_at_once_and_twenty_are_listed(edit, add):
    write(edit("regions", "Wuxi", level="town"), "series", b"")
    rows = [f"paper-2004,{line},China,GDP,,,,exact,many,times," for line in range(19)]
    with pytest.raises(gdp.DataError) as caught:
        gdp.load(add("figures", *rows))
    faults = caught.value.faults
    told = "\n".join(["22 faults in the data", *map(str, faults[:20]), "and 2 more"])
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again._render_traceback_(), again.faults) == ([f"DataError: {told}"], faults)
    assert str(gdp.DataError(faults[:20])).count("\n") == 20
    assert [str(gdp.DataError(faults[:n]))[:9] for n in (1, 2)] == ["1 fault i", "2 faults "]


@many
@given(st.data(), st.sampled_from(NAMES), st.text(st.characters(codec="utf-8"), max_size=12))
def test_any_text_in_any_cell_is_refused_or_kept_as_it_is(folder, data, name, text):
    rows = read(write(folder, name, SMALL[name]), name)
    row = data.draw(st.sampled_from(rows))
    column = data.draw(st.sampled_from(list(row)))
    row[column] = text
    if not faults_of(write(folder, name, rows)):
        kept = gdp.load(folder)[name][column][rows.index(row)]
        assert kept == text.strip() or (kept != kept and not text.strip()) or kept == float(text)
    write(folder, name, SMALL[name])


@many
@given(st.sampled_from(NAMES), st.binary(max_size=200), st.floats(0, 1))
def test_any_bytes_in_a_file_end_in_a_data_error_or_in_tables(folder, name, junk, place):
    content = SMALL[name].encode()
    cut = int(place * len(content))
    faults_of(write(folder, name, content[:cut] + junk + content[cut:]))
    write(folder, name, content)


def test_a_hundred_thousand_rows_take_seconds_in_line_with_their_number(folder, add):
    areas = [f"Area {one}{two}" for one in ascii_lowercase for two in ascii_lowercase[:13]]
    add("regions", *(f"{area},,,area,,," for area in areas))
    rows = [f"{area},{year},GDP growth,{way},exact,0.5,yearbook," for area in areas for year in range(1950, 2098) for way in ("first published", "revised")]  # fmt: skip
    times = []
    for part in (rows[:10_000], rows[10_000:]):
        add("series", *part)
        start = time.process_time()
        assert faults_of(folder) == []
        times.append(time.process_time() - start)
    assert times[1] < min(30 * times[0], 20)  # ten times the rows
