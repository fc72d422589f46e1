"""What cells of a row, and rows of several files, owe to each other."""

import conftest
import pytest
from conftest import SMALL, faults_of, read, write

folder = conftest.small
APPEARED = "a year before 2004, when its source appeared"
CELLS = [  # file, line, column, cells that are allowed and that are not, and why
    ("figures", 2, "paragraph", ["999"], ["1000"], "a whole number from 1 to 999"), ("figures", 2, "scope", [], ["coal"], "for GDP growth: nothing"), ("figures", 2, "unit", [], ["times"], "for GDP growth: percent"),
    ("figures", 2, "value", [], ["-51", "51"], "for GDP growth: a number from -50 to 50"), ("figures", 2, "value", [], ["0.13"], "growth in percent: 5.7, not 0.057"),
    ("figures", 2, "period", [], ["2002-2003"], "for GDP growth: one year"), ("figures", 2, "period", ["2002", "2003.0"], ["2004", "2005"], APPEARED),
    ("figures", 4, "scope", ["Delta", "China"], ["Fujian"], "where Suzhou lies: Jiangsu or Delta or China"), ("figures", 4, "scope", [], [""], "for order of passing: the region"),
    ("figures", 4, "value", ["2.0", "400"], ["2.5", "0", "401"], "for order of passing: a whole number from 1 to 400"),
    ("figures", 6, "scope", ["", "municipality"], ["other cities"], "for cities past the mark: empty for all cities, or one of: municipality, provincial capital, other city"),
    ("figures", 5, "period", [], ["2003"], "for average annual growth: a span of years like 2021-2025"), ("figures", 5, "period", [], ["2000-2004"], APPEARED),
    ("figures", 5, "period", ["2003-2003"], ["2003-2000"], "a span from an earlier to a later year"), ("series", 3, "year", [], ["2004"], APPEARED),
    ("series", 6, "value", [], ["0.0009"], "for GDP: a number from 0.001 to 1000"), ("series", 7, "region", ["Fujian"], ["Delta"], "a country, municipality, province or city"),
    ("regions", 9, "standing", [], ["", "municipality"], "for city: provincial capital or other city"), ("regions", 9, "standing", [], ["provincial capital"], "another standing than that of Nanjing"),
    ("regions", 9, "code", ["320200.0"], ["330200"], "six digits that begin like those of Jiangsu, 32"), ("regions", 9, "code", [], [""], "for city: six digits"),
    ("regions", 9, "province", [], ["Wuxi"], "a region of the level municipality or province"), ("regions", 9, "province", [], [""], "for city: its province"),
    ("regions", 9, "area", [], ["Fujian", "Jiangsu"], "the area of Jiangsu"), ("regions", 9, "area", [], ["China", "Nanjing"], "a region of the level area or province"),
    ("regions", 6, "province", [], [""], "for province: its own name"), ("regions", 4, "province", [], ["Jiangsu"], "for municipality: its own name"), ("regions", 2, "area", [], ["Delta"], "for country: nothing"),
]  # fmt: skip
FIRST, REVISED, YEAR = "GDP,first published,exact", "GDP,revised,exact", "between 0.7 and 1.6 times the level of the year before, 1"  # fmt: skip
REACHED, LINE_5 = "an earlier row for the year in which Fujian reached {} trillion yuan", "line 5: exact 1.25 for 2003"  # fmt: skip
LEVELS = [  # rows of series.csv for Fujian, the last with values that are allowed and that are not, and why
    ([f"2001,{FIRST},1", f"2002,{FIRST}"], "value", ["0.7", "1.6"], ["0.69", "1.61"], YEAR), (["2001,GDP,first published,at least,1", f"2002,{FIRST}"], "value", ["5"], ["0.69"], YEAR),
    ([f"2001,{REVISED},1", f"2002,{REVISED}"], "value", ["1.6"], ["1.61"], YEAR), ([f"2001,{REVISED},0.1", f"2002,{FIRST}"], "value", ["0.2"], [], YEAR),
    ([f"2001,{FIRST},0.1", f"2003,{FIRST}"], "value", ["0.2"], [], YEAR), ([f"2001,{FIRST},1", f"2001,{REVISED}"], "value", ["0.59", "1.7"], ["0.58", "1.71"], "near the level first published, 1"),
    ([f"2001,{FIRST}"], "year", ["1.59"], ["1.6", "3.1"], REACHED.format(1)), (["2001,GDP,first published,at most"], "year", ["9"], [], REACHED), ([f"2001,{REVISED}"], "year", ["9"], [], REACHED),
    ([f"2001,{FIRST},0.5", f"2005,{FIRST}"], "year", [], ["1.6"], REACHED.format(1)), ([f"2001,{FIRST},1", f"2005,{FIRST}"], "year", ["3.19"], ["3.2"], REACHED.format(2)),
    ([f"2001,{FIRST},1", f"2002,{FIRST},0.9", f"2005,{FIRST}"], "year", ["1.7"], [], REACHED), (["2001,GDP growth,revised,exact"], "value", ["0.2", "0.31", "-5"], ["0.29", "-0.057"], "growth in percent: 5.7, not 0.057"),
]  # fmt: skip
STATED = [  # a statement, values that are near to the first figures and that are not, and the nearest of these
    ("Jiangsu,GDP,,,2003,exact,{},trillion yuan", ["1.14", "1.37"], ["1.13", "1.39"], LINE_5), ("Jiangsu,GDP,,,2003,exact,{},billion yuan", ["1137", "1375"], ["1135", "1376"], LINE_5),
    ("Jiangsu,GDP,,,2003,exact,{},trillion US dollars", ["0.12", "0.27"], ["0.11", "0.28"], LINE_5), ("Jiangsu,GDP,,,2003,exact,{},billion US dollars", ["119", "268"], ["118", "269"], LINE_5),
    ("Jiangsu,GDP,,,2001,exact,{},trillion yuan", ["0.57", "1.57"], ["0.56", "1.58"], "line 4: exact 1 for 2002"), ("Jiangsu,GDP,,,2003,more than,{},trillion yuan", ["0.1", "1.37"], ["1.39"], LINE_5),
    ("Jiangsu,GDP,,,,exact,{},trillion yuan", ["9"], [], ""), ("Jiangsu,combined GDP,,,2003,exact,{},trillion yuan", ["9"], [], ""), ("China,GDP growth,,,2002,exact,{},percent", ["5.9"], [], ""),
    ("Nanjing,GDP,,,2003,exact,{},billion yuan", ["900"], ["150"], "line 7: at least 0.2 for 2003"), ("China,GDP growth,,,2003,exact,{},percent", ["6", "12.1"], ["5.9", "12.2"], "line 3: exact 9.1 for 2003"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line", "column", "good", "bad", "why"), CELLS)
def test_a_cell_fits_the_others_of_its_row_and_file(folder, name, line, column, good, bad, why):
    rows = read(folder, name)
    for cell in [*good, *bad]:
        rows[line - 2][column] = cell
        told = [(f"{name}.csv", line, column, repr(cell) if cell else "an empty cell", why)]
        assert faults_of(write(folder, name, rows)) == (told if cell in bad else [])


@pytest.mark.parametrize(("rows", "column", "good", "bad", "why"), LEVELS)
def test_a_level_fits_that_of_the_year_before_and_the_first(folder, rows, column, good, bad, why):
    for value in [*good, *bad]:
        lines = [f"Fujian,{row},yearbook,\n" for row in [*rows[:-1], f"{rows[-1]},{value}"]]
        write(folder, "series", SMALL["series"] + "".join(lines))
        found = repr(value if column == "value" else rows[-1][:4])
        told = [("series.csv", 7 + len(rows), column, found, why)]
        assert faults_of(folder) == (told if value in bad else [])


@pytest.mark.parametrize(("row", "good", "bad", "nearest"), STATED)
def test_what_an_article_states_is_near_to_the_first_figures(folder, row, good, bad, nearest):
    for value in [*good, *bad]:
        line = f"paper-2004,9,{row.format(value)},\n"
        write(folder, "figures", SMALL["figures"] + line)
        told = [
            ("figures.csv", 7, "value", repr(value), f"near the figure in series.csv, {nearest}")
        ]
        assert faults_of(folder) == (told if value in bad else [])
