"""What a cell owes to its column, to its row and to other rows, and how a fault is told."""

import conftest
import pytest
from conftest import SMALL, check_faults, read, write

folder = conftest.small
HOSTILE = 'https://a.b/"><img/src="x"onerror="window.zz=7">'
MISREAD = "北京市".encode().decode("cp1252")
CELLS = [  # file, line, column, cells, and what is told (* is any text) if they are not allowed
    ("figures", 2, "paragraph", ["0", "1000", "2.5"], "a whole number from 1 to 999"),
    ("figures", 2, "source", [""], "plain text; never empty"),
    ("figures", 2, "scope", ["x" * 41], "at most 40 characters"),
    ("figures", 2, "value", ["five", "nan", "-101", "1e1", "9."], "a number from * like 1.02"),
    ("figures", 2, "value", ["9,1", "-9,10"], "*, written like 1.02; with a point, not a comma"),
    ("figures", 2, "period", ["2000-03", "1949"], "a year from 1950 to 2100, or a span *"),
    ("figures", 2, "relation", ["Exact"], "one of: exact, about, *, nearly; did you mean 'exact'?"),
    ("figures", 2, "note", ["=1+1", "+1", "-x", "@x", "#REF!", "a\tb"], "text without control, *"),
    ("figures", 2, "note", ["a\nb", "a\0", "a\u00a0b", "\ufeffa"], "text without control, *)"),
    ("figures", 2, "note", ["a\ufffdb"], "*); the file was opened in a wrong encoding: *"),
    ("figures", 2, "note", [MISREAD], "plain text; the file was opened in a wrong encoding: *"),
    ("figures", 2, "region", ["Chona"], "a region that *; *; did you mean 'China'?"),
    ("figures", 2, "region", ["上海市"], "a region that *; did you mean 'Shanghai'?"),
    ("series", 4, "source", ["bureau", "xaper-2004"], "an id that *; a new one needs a row there"),
    ("series", 7, "region", ["Jiangsu"], "* the region, year, indicator, vintage of line 5"),
    ("regions", 9, "region", ["无锡", "W" * 46], "at most 45 Latin letters, spaces, *"),
    ("regions", 9, "region", ["Suzhou"], "one row only with the region of line 8"),
    ("regions", 9, "chinese", ["苏州市"], "one row only with the chinese of line 8"),
    ("regions", 9, "code", ["32020", "710000"], "six digits, the first of them from 1 to 6: *"),
    ("sources", 3, "published", ["28 January 2004", "20040301"], "a date like 2026-01-28"),
    ("sources", 3, "published", ["2004-02-30", "10/2/2004", "38015"], "*; a spreadsheet *"),
    ("sources", 3, "url", ["a.org", "ftp://a.org", "http://a.b/c d", HOSTILE], "an address that *"),
    ("sources", 3, "url", ["https://example.org/2004"], "one row only with the url of line 2"),
    ("figures", 2, "mark", ["1"], "for GDP growth: nothing"),
    ("figures", 2, "unit", ["times"], "for GDP growth: percent"),
    ("figures", 2, "value", ["-51", "51"], "for GDP growth: a number from -50 to 50, *"),
    ("figures", 2, "period", ["2002", "2003.0"], None),
    ("figures", 2, "period", ["2004", "2005"], "a year before 2004, when *"),
    ("figures", 4, "scope", ["Delta", "China"], None),
    ("figures", 4, "scope", ["Fujian"], "where * lies: * or Delta or China"),
    ("figures", 4, "scope", ["Jiangsoo"], "where Suzhou lies: *; did you mean 'Jiangsu'?"),
    ("figures", 4, "value", ["400"], None),
    ("figures", 4, "value", ["2.5", "0", "401"], "for *: a whole number from 1 to 400"),
    ("figures", 5, "period", ["2003-2003"], None),
    ("figures", 5, "period", ["2003-2000"], "a span from an earlier *"),
    ("series", 3, "year", ["2004"], "a year before 2004, when its source appeared"),
    ("series", 7, "region", ["Fujian"], None),
    ("series", 7, "region", ["Delta"], "a country, municipality, province or city"),
    ("regions", 9, "standing", ["", "municipality"], "for city: * capital or other city*"),
    ("regions", 9, "standing", ["provincial capital"], "another standing than that of Nanjing"),
    ("regions", 9, "code", ["320200.0"], None),
    ("regions", 9, "code", ["330200"], "six digits that * like those of Jiangsu, 32"),
    ("regions", 9, "province", ["Wuxi"], "a region of the level municipality or province"),
    ("regions", 9, "area", ["Fujian", "Jiangsu"], "the area of Jiangsu"),
    ("regions", 9, "area", ["China", "Nanjing"], "a region of the level area or province"),
    ("regions", 4, "province", ["Jiangsu"], "for municipality: its own name"),
]
FIRST, AT_LEAST = "GDP,first published,exact", "GDP,first published,at least"
REVISED, RATE = "GDP,revised,exact", "GDP growth,revised,exact"
YEAR = "between 0.7 and 1.6 times the level of the year before, 1"
LEVELS = [  # earlier rows for Fujian, one more with values that are allowed and that are not, why
    ([(2001, FIRST, 1)], 2002, FIRST, ["0.7", "1.6"], ["0.69", "1.61"], YEAR),
    ([(2001, AT_LEAST, 1)], 2002, FIRST, ["5"], ["0.69"], YEAR),
    ([(2001, REVISED, 1)], 2002, REVISED, ["1.6"], ["1.61"], YEAR),
    ([(2001, FIRST, 0.1)], 2003, FIRST, ["0.2"], [], YEAR),
    ([(2001, FIRST, 1)], 2001, REVISED, ["0.59", "1.7"], ["0.58", "1.71"], "near *, 1"),
    ([], 2001, FIRST, ["1.59"], ["1.6", "3.1"], "an earlier row * reached 1 trillion yuan"),
    ([(2001, FIRST, 0.5)], 2005, FIRST, ["1.59"], ["1.6"], "an earlier row * 1 trillion yuan"),
    ([], 2001, REVISED, ["9"], [], ""),
    ([(2001, FIRST, 1)], 2005, FIRST, ["3.19"], ["3.2"], "an earlier row * 2 trillion yuan"),
    ([(2001, FIRST, 1), (2002, FIRST, 0.9)], 2005, FIRST, ["1.7"], [], ""),
    ([], 2001, RATE, ["0.2", "0.31"], ["0.29", "-0.057"], "growth in percent: 5.7, not 0.057"),
]
JIANGSU, CHINA = "line 5: exact 1.25 for 2003", "line 3: exact 9.1 for 2003"
STATED = [  # a statement, values that are near to the first figures and that are not, the nearest
    ("Jiangsu,GDP,,,2003,exact,{},trillion yuan", ["1.14", "1.37"], ["1.13", "1.39"], JIANGSU),
    ("Jiangsu,GDP,,,2003,exact,{},billion yuan", ["1137", "1375"], ["1135", "1376"], JIANGSU),
    ("Jiangsu,GDP,,,2003,exact,{},billion US dollars", ["119"], ["118", "269"], JIANGSU),
    ("Jiangsu,GDP,,,2003,more than,{},trillion yuan", ["0.1", "1.37"], ["1.39"], JIANGSU),
    ("Jiangsu,GDP,,,2001,exact,{},trillion yuan", ["0.57"], ["0.56"], "line 4: exact 1 for 2002"),
    ("China,GDP growth,,,2003,exact,{},percent", ["6", "12.1"], ["5.9", "12.2"], CHINA),
    ("China,GDP growth,,,2002,exact,{},percent", ["5.9"], [], ""),
    ("Jiangsu,combined GDP,,,2003,exact,{},trillion yuan", ["9"], [], ""),
]


@pytest.mark.parametrize(("name", "line", "column", "cells", "why"), CELLS)
def test_a_cell_fits_its_column_its_row_and_other_rows(folder, name, line, column, cells, why):
    rows = read(folder, name)
    for cell in cells:
        rows[line - 2][column] = cell
        found = repr(cell) if cell else "an empty cell"
        told = [f"{name}.csv, line {line}, column {column}: {found}; allowed: {why}"]
        check_faults(write(folder, name, rows), *(told if why else []))


@pytest.mark.parametrize(("before", "year", "kind", "good", "bad", "why"), LEVELS)
def test_a_level_fits_those_before_and_growth_is_in_percent(
    folder, before, year, kind, good, bad, why
):
    for value in [*good, *bad]:
        rows = [*before, (year, kind, value)]
        lines = [f"Fujian,{year},{kind},{value},yearbook,\n" for year, kind, value in rows]
        found = f"column year: '{year}'" if "earlier" in why else f"column value: {value!r}"
        told = [f"series.csv, line {7 + len(rows)}, {found}; allowed: {why}"]
        write(folder, "series", SMALL["series"] + "".join(lines))
        check_faults(folder, *(told if value in bad else []))


def test_a_row_that_is_wrong_by_itself_does_not_make_another_one_wrong(folder, add):
    add("series", "Fujian,2001,GDP,First published,exact,1,yearbook,")
    add("series", f"Fujian,2005,{FIRST},1.65,yearbook,")
    told = "series.csv, line 8, column vintage: 'First published'; allowed: one of: *"
    check_faults(folder, told)


@pytest.mark.parametrize(("row", "good", "bad", "nearest"), STATED)
def test_what_an_article_states_is_near_to_the_first_figures(folder, row, good, bad, nearest):
    told = "figures.csv, line 7, column value: *; allowed: near the figure in series.csv, "
    for value in [*good, *bad]:
        write(folder, "figures", f"{SMALL['figures']}paper-2004,9,{row.format(value)},\n")
        check_faults(folder, *([told + nearest] if value in bad else []))
