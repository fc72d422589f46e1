"""What the descriptor says of each column is what the loader, and other tools, hold cells to."""

import conftest
import frictionless
import pytest
from conftest import NAMES, PACKAGED, SMALL, faults_of

import gdp
from gdp.schema import PACKAGE, TABLES

folder = conftest.small
MISREAD = "北京市".encode().decode("cp1252")
EMPTY, COMMA, ENCODING = "; never empty", "; with a point, not a comma", "; the file was opened in a wrong encoding: open it as UTF-8"  # fmt: skip
REWRITTEN = "; a spreadsheet rewrites dates unless the column is formatted as text"
PLAIN = "text without control, non-breaking or invisible characters that does not begin with = + - @ # (which a spreadsheet reads as a formula or an error)"
REGION, SOURCE = "a region that regions.csv names; a new one needs a row there", "an id that sources.csv names; a new one needs a row there"  # fmt: skip
CONSTRAINED = [  # file, line, column, what is told besides what a cell of it may hold, cells that are not allowed
    ("figures", 2, "paragraph", "", "0", "1000", "2.5"), ("figures", 2, "paragraph", EMPTY, ""), ("figures", 2, "scope", "", "x" * 41),
    ("figures", 2, "value", "", "five", "nan", "-101", "1000001", "9%", "1234567890"), ("figures", 2, "value", COMMA, "9,1", "-9,10"),
    ("figures", 2, "period", "", "20033", "2000-03", "in 2003", "1949"), ("figures", 2, "relation", "", "almost"), ("figures", 6, "mark", "", "0.09", "1001"),
    ("figures", 2, "relation", "; did you mean 'exact'?", "Exact"), ("series", 4, "indicator", "; did you mean 'GDP growth'?", "GDP grwth"),
    ("series", 4, "year", "", "1949", "2101"), ("series", 4, "value", "", "1001", "-51"), ("regions", 9, "region", "", "无锡", "W" * 46),
    ("regions", 9, "chinese", "", "Wuxi", "无"), ("regions", 9, "chinese", ENCODING, MISREAD), ("regions", 9, "code", "", "32020", "710000"),
    ("sources", 3, "id", "", "Bureau 2004", "bureau--2004"), ("sources", 3, "publisher", EMPTY, ""), ("sources", 3, "published", "", "28 January 2004", "20040301", "2004-3"),
    ("sources", 3, "published", REWRITTEN, "2004-02-30", "10/02/2004", "28-Jan-04", "38015", "2004-01-28 00:00", "00:00.0"),
    ("sources", 3, "url", "", "example.org", "ftp://example.org", "https://example.org/a b", 'https://a.b/"><img/src="x"onerror="window.zz=7">'),
]  # fmt: skip
BEYOND = [  # what a tool that reads a cell by the constraints of its column lets pass; what is allowed
    ("figures", 2, "paragraph", "a whole number from 1 to 999", "007"), ("figures", 2, "value", "a number from -100 to 1000000, written like 1.02", "1e1", "９", "9."),
    ("figures", 2, "note", f"plain text{ENCODING}", MISREAD), ("figures", 2, "note", PLAIN + ENCODING, "a\N{REPLACEMENT CHARACTER}b"),
    ("figures", 2, "note", PLAIN, "=1+1", "+1", "-x", "@x", "#REF!", "a\tb", "a\nb", "a\a", "a\0", "a\u00a0b", "a\u200b", "\ufeffa"),
    ("figures", 2, "region", f"{REGION}; did you mean 'China'?", "Chona"), ("figures", 2, "region", f"{REGION}; did you mean 'Shanghai'?", "上海市"),
    ("figures", 2, "source", f"{SOURCE}; did you mean 'paper-2004'?", "paper-2005"), ("series", 4, "source", SOURCE, "bureau"),
    ("regions", 9, "chinese", "one row only with the chinese of line 8", "苏州市"), ("regions", 9, "code", "one row only with the code of line 8", "320500"),
    ("regions", 9, "region", "one row only with the region of line 8", "Suzhou"), ("sources", 3, "url", "one row only with the url of line 2", "https://example.org/2004"),
    ("series", 7, "region", "one row only with the region, year, indicator, vintage of line 5", "Jiangsu"),
]  # fmt: skip
CASES = [(*case[:3], TABLES[case[0]].fields[case[2]].allowed + case[3], cell) for case in CONSTRAINED for cell in case[4:]]  # fmt: skip
CASES += [(*case[:4], cell) for case in BEYOND for cell in case[4:]]
BOOK = [
    ("figures", "mark", "", "number", True, "trillion yuan", "round level of GDP that a count or an order refers to", "a number from 0.1 to 1000, written like 1.02"),
    ("series", "year", "", "whole number", False, "", "year that the figure is about", "a whole number from 1950 to 2100"),
    ("sources", "published", "", "date", True, "", "date of publication, where known", "a date like 2026-01-28"), ("regions", "standing", "", "text", True, "", "standing of a city", "one of: municipality, provincial capital, other city"),
    ("figures", "indicator", "newcomers past the mark", "word", False, "", "number of the region's cities, or provinces, whose GDP reached `mark` in `period`", "cities, provinces"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line", "column", "allowed", "cell"), CASES)
def test_a_bad_cell_is_named_with_what_is_allowed(edit, name, line, column, allowed, cell):
    folder = edit(name, SMALL[name].split("\n")[line - 1], **{column: cell})
    found = repr(cell) if cell else "an empty cell"
    told = f"{name}.csv, line {line}, column {column}: {found}; allowed: {allowed}"
    assert [str(fault) for fault in faults_of(folder)] == [told]


def test_another_tool_finds_the_files_valid_and_a_cell_that_breaks_a_constraint():
    assert {file.stem for file in PACKAGED.glob("*.csv")} == {*NAMES}
    package = frictionless.Package(PACKAGED / "datapackage.json")
    assert package.validate().flatten(["title", "message"]) == []
    for cases, found in ((CONSTRAINED, True), (BEYOND, False)):
        for name, _, column, _, *cells in cases:
            field = package.get_resource(name).schema.get_field(column)
            told = [cell for cell in cells if field.read_cell(cell)[1]]
            assert told == (cells if found else [])


def test_the_codebook_has_a_row_for_each_column_and_each_word():
    rows = [tuple(row) for row in gdp.codebook().itertuples(index=False)]
    fields = [(file["name"], field) for file in PACKAGE["resources"] for field in file["schema"]["fields"]]  # fmt: skip
    words = [(name, field["name"], word) for name, field in fields for word in ("", *field.get("constraints", {}).get("enum", []))]  # fmt: skip
    assert [row[:3] for row in rows] == words
    assert set(BOOK) <= set(rows)
