"""What one may ask of the tables, how reported values compare, and how errors are told."""

from math import inf, nan

import conftest
import numpy as np
import pandas as pd
import pytest
from conftest import NAMES, PACKAGED, read, write
from pandas.testing import assert_frame_equal

import gdp
from gdp.tables import Interval, compare, interval, pick_year
from gdp.wording import cite, in_words, listed, shortest

folder = conftest.small
COMPARED = [  # how the first of two compares with the second
    ("equal", [("exact 5", "exact 5")]),
    ("above", [("exact 5.4", "exact 5"), ("at least 5.5", "exact 5"), ("more than 5", "exact 5"), ("more than 5", "at most 5"), ("exact 5", "less than 5"), ("at least 5", "less than 5"),
        ("exact 5.1", "at most 5"), ("exact 9.51", "about 9"), ("about 9", "exact 8.49"), ("about 20", "exact 14.9"), ("exact 0.26", "about 0.2"), ("exact 5", "nearly 5"), ("nearly 5", "exact 3.9")]),
    ("not known", [("exact 6", "more than 5"), ("at least 5", "exact 5"), ("at least 4", "exact 5"), ("less than 6", "exact 5"), ("at most 5", "exact 5"), ("at least 5", "at most 5"),
        ("less than 6", "more than 5"), ("about 9", "exact 9.5"), ("about 20", "exact 25"), ("about 20", "exact 15"), ("nearly 5", "exact 4")]),
]  # fmt: skip
TOLD = [
    (Interval(1, 5).exceeds(Interval(5, 5)), False), (Interval(1, 5).exceeds(Interval(4, 5)), None), 
    (interval("exact", 5), (5, 5)), (interval("exact", 5, rounded=True), (4.5, 5.5)), (interval("exact", 140, rounded=True), (139.5, 140.5)), (interval("at most", 5), (-inf, 5)),
    (interval("exact", 0.5, rounded=True), (0.45, 0.55)), (interval("at least", 5, rounded=True), (5, inf)), (in_words("exact", 5.30), "5.3"), (in_words("more than", 10), "over 10"),
    (in_words("about", 20), "about 20"), (in_words("nearly", 1.0046), "nearly 1.0046"), (in_words("at least", 5.5), "5.5 or higher"), (in_words("at most", 5), "5 or lower"),
    (in_words("less than", 3), "under 3"), (shortest(100), "100"), (shortest(0.1 + 0.2), "0.3"), (shortest(1e-7), "0.0000001"), (cite("Xinhua", "2026-01-28"), "Xinhua, 28 January 2026"),
    (cite("A", "2019-12-01"), "A, 1 December 2019"), (cite("A", ""), "A"), (listed([]), ""), (listed(["A"]), "A"), (listed("AB"), "A and B"), (listed([1, 2, 3]), "1, 2 and 3"),
    (pick_year(None, [1, 3, 2], "rate"), 3), (pick_year(None, [], "rate"), 0), (pick_year(np.float64(2), [2], "rate"), 2),
]  # fmt: skip
SENTENCES = [  # what takes a parameter, what is told, and some that it does not allow
    (lambda tables, year: pick_year(year, [2015, 2014], "rate"), "ParameterError: year {!r}; allowed: None or a whole number, one of: 2014, 2015", [True, 2015.5, nan, inf, "2015", np.array([2015]), np.array([1, 2]), [2015], np.bool_(True), 1j]),
    (lambda tables, basis: tables.levels(basis), "ParameterError: basis {!r}; allowed: 'first published' or 'revised'", ["Revised", None, ["revised"], np.array(["a", "b"])]),
    (lambda tables, mark: gdp.ClubMembership(tables, mark=mark), "ParameterError: mark {!r}; allowed: 1, 2, 3, in trillion yuan", [0, 4, True, "1", None, nan, np.array([1, 2])]),
    (lambda tables, name: tables[name], "ParameterError: table {!r}; allowed: figures, series, regions, sources", ["x", ["series"], 0]),
    (lambda tables, place: gdp.load(place), "ParameterError: folder or file {!r}; allowed: a text or a Path that names one", ["", "a\0b", 5]),
    (lambda tables, place: tables.save(place), "ParameterError: folder {!r}, which is a file; allowed: a folder", [__file__]),
    (lambda tables, year: pick_year(year, [2015, 2014], "rate"), "NoDataError: no rate for {}; years with data: 2014, 2015", [2013, 10**400]),
    (lambda tables, year: pick_year(year, [], "rate"), "NoDataError: no rate for {}; years with data: none", [2015]),
]  # fmt: skip
LEVELS = {2000: "at most,0.9", 2001: "exact,1", 2002: "exact,1.5", 2003: "exact,2.2", 2004: "exact,2", 2005: "exact,1.9", 2006: "exact,1.8", 2007: "about,3", 2008: "nearly,3", 2009: "more than,4.2"}  # fmt: skip
CROSSED = {("Fujian", 1): 2001, ("Fujian", 3): 2009, ("Fujian", 4): 2009, ("Jiangsu", 1): 2002}
BASES = [("first published", 2003, 2005, {}), ("revised", 2002, 2006, {2002: 2, 2005: 2.1})]
STATED = [
    "paper-2004,9,Fujian,GDP,,,2003,exact,480,billion yuan,", "paper-2004,9,Fujian,GDP,,,2003,at least,480,billion yuan,", "paper-2004,9,Jiangsu,GDP,,,,exact,1.25,trillion yuan,",
    "paper-2004,9,Suzhou,GDP,,,2003,less than,300,billion yuan,", "paper-2004,9,Suzhou,GDP,,,2003,at most,300,billion yuan,", "yearbook,9,Wuxi,GDP growth,,,,exact,9,percent,",
    "paper-2005,9,Wuxi,GDP,,,2003,more than,180,billion yuan,", "paper-2004,9,Wuxi,GDP,,,2003,exact,0.2,trillion yuan,", "paper-2005,9,China,GDP growth,,,,exact,9.5,percent,",
]  # fmt: skip
CLOSEST = [
    ("China", "exact", 9.1, "percent", ""), ("Nanjing", "about", 0.2, "trillion yuan", "Delta"), ("Fujian", "exact", 0.48, "trillion yuan", "Fujian"),
    ("Suzhou", "less than", 0.3, "trillion yuan", "Delta"), ("Wuxi", "more than", 0.18, "trillion yuan", "Delta"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "pairs"), COMPARED)
def test_a_comparison_with_a_bound_has_three_answers(answer, pairs):
    for pair in pairs:
        texts = [text.rsplit(" ", 1) for text in pair]
        one, other = (interval(relation, float(value)) for relation, value in texts)
        both = [compare(one, other), compare(other, one)]
        assert both == [answer, answer.replace("above", "below")]


@pytest.mark.parametrize(("found", "told"), TOLD)
def test_limits_numbers_sources_names_and_years_are_as_one_reads_them(found, told):
    assert found == told


@pytest.mark.parametrize(("call", "told", "given"), SENTENCES)
def test_a_parameter_that_is_not_allowed_ends_in_one_plain_sentence(tables, call, told, given):
    for parameter in given:
        with pytest.raises((gdp.ParameterError, gdp.NoDataError)) as caught:
            call(tables, parameter)
        assert caught.value._render_traceback_() == [told.format(parameter)]


def test_the_tables_are_a_mapping_and_tell_their_rows(folder):
    tables = gdp.load(folder)
    nation = gdp.load(write(folder, "series", read(folder, "series")[:2]))
    assert [nation.last_year(), len(nation.crossings()), len(nation.fallen())] == [0, 0, 0]
    assert [*tables, len(tables), "x" in tables, tables.own, gdp.load().own] == [*NAMES, 4, False, True, False]  # fmt: skip
    assert repr(tables).startswith(f"china-gdp-milestones {gdp.__version__}\nfigures      5 rows\n")


@pytest.mark.parametrize(("basis", "second", "fell", "revised"), BASES)
def test_a_mark_is_reached_by_what_surely_does_and_lost_again(add, basis, second, fell, revised):
    rows = [f"{year},GDP,first published,{level}" for year, level in LEVELS.items()]
    rows += ["2002,GDP,revised,exact,2", "2005,GDP,revised,exact,2.1"]
    tables = gdp.load(add("series", *(f"Fujian,{row},yearbook," for row in rows)))
    tables.regions["note"] = "a further column, named like one of the series"
    fujian = tables.levels(basis).query("code == '350000'").set_index("year")
    first = {year: float(level.split(",")[1]) for year, level in LEVELS.items()}
    assert fujian["value"].to_dict() == first | revised
    assert list(fujian.index[fujian["vintage"] == "revised"]) == list(revised)
    crossings = tables.crossings(basis)
    assert list(crossings) == [*tables.series, *tables.regions.columns[1:-1], "mark"]
    years = crossings.set_index(["region", "mark"])["year"]
    assert years.to_dict() == CROSSED | {("Fujian", 2): second}
    fallen = tables.fallen(basis).to_dict("records")
    assert fallen == [{"region": "Fujian", "mark": 2, "year": fell}]
    assert tables.last_year() == 2009


def test_the_last_article_counts_and_of_its_statements_the_closest(add):
    add("sources", "paper-2005,Paper,More,2005-01-20,")
    tables = gdp.load(add("figures", *STATED))
    rows = tables.statements("GDP", "GDP growth", year=2003)
    columns = ["region", "relation", "value", "unit", "area"]
    assert [*rows[columns].itertuples(index=False, name=None)] == CLOSEST
    assert list(tables.statements("GDP", "GDP growth", year=2004)["value"]) == [9.5]
    assert list(tables.articles(2004)["id"]) == ["paper-2005"]
    cited = tables.cited(tables.figures)["source"]
    assert (cited[0], cited[10]) == ("Paper, 28 January 2004", "Yearbook")


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
    for file in folder.glob("*.csv"):  # through pandas, which makes codes and years like 2003.0
        pd.read_csv(file).to_csv(file, index=False)
    for name, table in gdp.load(folder).items():
        assert_frame_equal(table, tables[name])
