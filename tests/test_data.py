"""What is known to be true of the data, whatever reads and draws them; `load` checks the rest."""

import pytest
from conftest import cases

from gdp.tables import PROVINCIAL


@pytest.fixture(scope="module")
def crossings(tables):
    return tables.crossings()


def test_27_of_31_provinces_have_124_crossings_and_the_four_others_none(crossings, tables):
    provincial = crossings[crossings["level"].isin(PROVINCIAL)]
    units = tables.regions[tables.regions["level"].isin(PROVINCIAL)]
    assert (len(crossings), len(provincial), len(units)) == (157, 124, 31)
    absent = set(units["region"]) - set(provincial["region"])
    assert absent == {"Hainan", "Ningxia", "Qinghai", "Tibet"}


def test_every_region_has_every_whole_trillion_up_to_its_highest(crossings):
    for region, marks in crossings.groupby("region")["mark"]:
        assert sorted(marks) == list(range(1, len(marks) + 1)), region


@cases("reported_counts")
def test_as_many_regions_passed_a_mark_as_reports_count(crossings, units, mark, year, count):
    provinces, cities = crossings["level"].isin(PROVINCIAL), crossings["standing"] != ""
    counted = provinces if units == "provinces" else cities
    past = (crossings["mark"] == float(mark)) & (crossings["when"] <= int(year))
    assert (counted & past).sum() == int(count)


def test_every_source_has_an_address_but_two(tables):
    without = set(tables.sources.loc[tables.sources["url"] == "", "id"])
    assert without == {"jiangsu-yearbook", "hkcd-2024"}  # read on paper, or in a mere file


def test_where_no_first_print_was_found_a_note_says_why(tables):
    rows = tables.milestones[tables.milestones["year"].isna()].set_index("region")
    assert dict(rows["mark"]) == {"Guangdong": 1, "Guangxi": 2}
    assert "no print of the time dates the mark" in rows.loc["Guangdong", "note"]
    assert "was found at no address of its own" in rows.loc["Guangxi", "note"]
    assert dict(rows["revised_year"]) == {"Guangdong": 2000, "Guangxi": 2019}


def test_a_level_that_was_not_printed_as_reached_keeps_the_word_of_its_source(tables):
    rows = tables.milestones.set_index(["region", "mark"])
    words = rows["relation"] + " " + rows["printed"]
    first = words.loc[["Hefei", "Jinan", "Wuxi"], 1]
    assert ", ".join(first) == "nearly 1.0046, nearly 1.0141, about 1.05"


def test_codes_of_provinces_end_in_zeros_and_only_our_own_area_has_no_chinese_name(tables):
    units = tables.regions["level"].isin(PROVINCIAL)
    assert tables.regions.loc[units, "code"].str.endswith("0000").all()
    assert set(tables.regions.loc[tables.regions["chinese"] == "", "region"]) == {"Central China"}


def test_exact_levels_of_the_article_lie_between_the_highest_mark_and_the_next(tables, crossings):
    said = tables.said("GDP", "trillion yuan", 2025).set_index("region")
    levels = said.loc[said["relation"] == "exact", "value"]
    highest = crossings.groupby("region")["mark"].max()[levels.index]
    assert highest.to_dict() == {"Anhui": 5, "Shanghai": 5, "Wenzhou": 1}
    assert levels.between(highest, highest + 1, inclusive="left").all()
