"""What one may ask of the tables, how reported values compare, and how errors are told."""

from math import inf, nextafter

import conftest
import numpy as np
import pytest
from conftest import NAMES, PACKAGED, read, write
from pandas.testing import assert_frame_equal

import gdp
from gdp.tables import Interval, compare, interval

folder = conftest.small
INTERVALS = [  # a relation, a value, whether it may be rounded, and what it may truly be
    ("exact", 5, False, (5, 5)),
    ("exact", 5, True, (4.5, 5.5)),
    ("exact", 0.5, True, (0.45, 0.55)),
    ("about", 140, True, (135, 145)),
    ("nearly", 5, False, (4, nextafter(5, -inf))),
    ("at least", 5, True, (5, inf)),
    ("more than", 5, False, (nextafter(5, inf), inf)),
    ("at most", 5, False, (-inf, 5)),
    ("less than", 5, False, (-inf, nextafter(5, -inf))),
]
COMPARED = [  # an interval, whether it exceeds that from 4 to 5, and how it compares with it
    (Interval(6, 7), True, "above"),
    (Interval(5, 6), None, "not known"),
    (Interval(3, 4), False, "not known"),
    (Interval(2, 3), False, "below"),
]
BASES, PLACES = ["Revised", None, ["revised"]], ["", "a\0b", 5]
YEARS = [True, "2003", [2003], np.array([2003]), np.array([1, 2]), 1j]
REFUSED = [  # what takes a parameter, what is told, and parameters that are not allowed
    (gdp.GrowthRates, "year {!r}; allowed: None or a whole number, one of: 2003", YEARS),
    (gdp.GrowthRates, "no growth rate for {}; years with data: 2003", [2013, 10**400]),
    (gdp.Tables.levels, "basis {!r}; allowed: 'first published' or 'revised'", BASES),
    (gdp.Tables.save, "folder or file {!r}; allowed: a text or a Path that names one", PLACES),
    (gdp.Tables.save, "folder {!r}, which is a file; allowed: a folder", [__file__]),
]
LEVELS = [0.9, 1, 1.5, 2.2, 2, 1.9, 1.8, 3, 3, 4.2]  # of Fujian from 2000 on
RELATIONS = {2000: "at most", 2007: "about", 2008: "nearly", 2009: "more than"}  # else exact
ON_BASES = [  # when Fujian reached its second trillion and lost it, and what was revised
    ("first published", 2003, 2005, {}),
    ("revised", 2002, 2006, {2002: 2, 2005: 2.1}),
]
STATED = [
    "paper-2004,9,Fujian,GDP,,,2003,exact,480,billion yuan,",
    "paper-2004,9,Fujian,GDP,,,2003,at least,480,billion yuan,",
    "paper-2004,9,Suzhou,GDP,,,2003,less than,300,billion yuan,",
    "paper-2004,9,Suzhou,GDP,,,2003,at most,300,billion yuan,",
    "paper-2005,9,Wuxi,GDP,,,2003,more than,180,billion yuan,",
    "paper-2004,9,Wuxi,GDP,,,2003,exact,0.2,trillion yuan,",
    "paper-2004,9,Jiangsu,GDP,,,,exact,1.25,trillion yuan,",
    "yearbook,9,Wuxi,GDP growth,,,,exact,9,percent,",
    "paper-2005,9,China,GDP growth,,,,exact,9.5,percent,",
]
CLOSEST = ["China exact 9.1", "Nanjing about 0.2", "Fujian exact 0.48", "Suzhou less than 0.3"]


@pytest.mark.parametrize(("relation", "value", "rounded", "limits"), INTERVALS)
def test_a_value_may_be_what_rounds_to_it_or_lies_beyond_it(relation, value, rounded, limits):
    assert interval(relation, value, rounded=rounded) == limits


@pytest.mark.parametrize(("one", "exceeds", "answer"), COMPARED)
def test_a_comparison_of_intervals_has_three_answers(one, exceeds, answer):
    other, five = Interval(4, 5), Interval(5, 5)
    assert (one.exceeds(other), compare(one, other)) == (exceeds, answer)
    assert (five.exceeds(five), compare(five, five)) == (False, "equal")


@pytest.mark.parametrize(("call", "told", "given"), REFUSED)
def test_a_parameter_that_is_not_allowed_ends_in_one_plain_sentence(folder, call, told, given):
    for parameter in given:
        with pytest.raises((gdp.ParameterError, gdp.NoDataError)) as caught:
            call(gdp.load(folder), parameter)
        (line,) = caught.value._render_traceback_()
        assert line == f"{type(caught.value).__name__}: {told.format(parameter)}"
    years = [gdp.GrowthRates(gdp.load(folder), year).year for year in (None, np.float64(2003))]
    assert years == [2003, 2003]


@pytest.mark.parametrize("topic", [gdp.ClubMembership, gdp.GrowthRates, gdp.ArticleClaims])
def test_a_topic_is_given_the_tables_first(topic):
    with pytest.raises(
        gdp.ParameterError, match=r"^tables 2015; allowed: what gdp.load\(\) returns"
    ):
        topic(2015)


def test_the_tables_are_a_mapping_and_tell_their_rows(folder):
    tables = gdp.load(folder)
    assert [*tables, len(tables), tables.own, gdp.load().own] == [*NAMES, 4, True, False]
    assert [name in tables for name in ("series", "x", [])] == [True, False, False]
    nation = gdp.load(write(folder, "series", read(folder, "series")[:2]))
    assert [len(nation.crossings()), len(nation.fallen())] == [0, 0]
    assert list(nation.years_past(1, "revised", ["province"])) == []
    assert repr(tables).startswith(f"china-gdp-milestones {gdp.__version__}\nfigures      5 rows\n")


def test_a_table_that_is_not_there_is_a_key_error_and_the_default_of_get(tables):
    with pytest.raises(KeyError) as caught:
        tables["save"]
    assert caught.value.args == ("table 'save'; allowed: figures, series, regions, sources",)
    assert (tables.get("save"), tables.get(0)) == (None, None)


@pytest.mark.parametrize(("basis", "second", "fell", "revised"), ON_BASES)
def test_a_mark_is_reached_by_what_surely_does_and_lost_again(add, basis, second, fell, revised):
    first = dict(enumerate(LEVELS, start=2000))
    for year, level in first.items():
        kind = RELATIONS.get(year, "exact")
        add("series", f"Fujian,{year},GDP,first published,{kind},{level},yearbook,")
    for year, level in ON_BASES[1][3].items():
        add("series", f"Fujian,{year},GDP,revised,exact,{level},yearbook,")
    tables = gdp.load(add("series"))
    tables.regions["note"] = "a further column, named like one of the series"
    fujian = tables.levels(basis).query("code == '350000'").set_index("year")
    assert fujian["value"].to_dict() == first | revised
    assert list(fujian.index[fujian["vintage"] == "revised"]) == list(revised)
    crossings = tables.crossings(basis)
    assert list(crossings) == [*tables.series, *tables.regions.columns[1:-1], "mark"]
    years = crossings.query("region == 'Fujian'").set_index("mark")["year"]
    assert years.to_dict() == {1: 2001, 2: second, 3: 2009, 4: 2009}
    assert tables.fallen(basis).to_numpy().tolist() == [["Fujian", 2, fell]]
    assert tables.years_past(1, basis, ["province"]) == range(2001, 2010)


def test_the_last_article_counts_and_of_its_statements_the_closest(add):
    add("sources", "paper-2005,Paper,More,2005-01-20,")
    tables = gdp.load(add("figures", *STATED))
    rows = tables.statements("GDP", "GDP growth", year=2003)
    said = [f"{row.region} {row.relation} {row.value:g}" for row in rows.itertuples()]
    assert said == [*CLOSEST, "Wuxi more than 0.18"]
    assert {*rows["unit"]} == {"percent", "trillion yuan"}
    assert list(rows["area"]) == ["", "Delta", "Fujian", "Delta", "Delta"]
    assert list(tables.statements("GDP", "GDP growth", year=2004)["value"]) == [9.5]
    assert list(tables.articles(2004)["id"]) == ["paper-2005"]
    cited = tables.cited(tables.figures)["source"]
    assert (cited[0], cited[12]) == ("Paper, 28 January 2004", "Yearbook")


def test_what_is_saved_is_byte_for_byte_the_packaged_files_or_what_was_changed(folder):
    gdp.load().save(folder / "a" / "b")
    for file in PACKAGED.glob("*.csv"):
        assert (folder / "a" / "b" / file.name).read_bytes() == file.read_bytes()
    tables = gdp.load(folder)
    tables.series.loc[0, "value"] = 11.75
    (folder / "regions.csv").unlink()
    with pytest.raises(gdp.ParameterError) as caught:
        tables.save(folder)
    told = f"folder {str(folder)!r}, which holds figures.csv, series.csv and sources.csv"
    assert str(caught.value) == f"{told}; allowed: another folder, or overwrite=True"
    tables.save(str(folder), overwrite=True)
    for name, table in gdp.load(folder).items():
        assert_frame_equal(table, tables[name])
