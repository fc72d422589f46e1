"""What is known to be true of the data, whatever reads and draws them."""

import pytest

from gdp.tables import BASES, PROVINCIAL

NO_ADDRESS = {"jiangsu-yearbook", "hkcd-2024"}  # read on paper, or in a file without an address


@pytest.fixture(scope="module")
def crossings(tables):
    return tables.crossings()


@pytest.fixture(scope="module")
def provincial(crossings):
    return crossings[crossings["level"].isin(PROVINCIAL)]


def past(crossings, mark, year):
    return ((crossings["mark"] == mark) & (crossings["when"] <= year)).sum()


def test_27_of_31_provinces_have_124_crossings_and_the_four_others_none(provincial, tables):
    units = tables.regions[tables.regions["level"].isin(PROVINCIAL)]
    assert (len(tables.milestones), len(provincial), len(units)) == (157, 124, 31)
    absent = set(units["region"]) - set(provincial["region"])
    assert absent == {"Hainan", "Ningxia", "Qinghai", "Tibet"}


def test_every_region_has_every_whole_trillion_up_to_its_highest(crossings):
    for region, marks in crossings.groupby("region")["mark"]:
        assert sorted(marks) == list(range(1, len(marks) + 1)), region


@pytest.mark.parametrize("basis", BASES)
def test_years_never_fall_with_the_mark(tables, basis):
    for region, rows in tables.crossings(basis).sort_values("mark").groupby("region"):
        assert rows["when"].is_monotonic_increasing, region


def test_a_municipality_stands_once_at_each_mark_and_counts_as_province_and_as_city(crossings):
    assert not crossings.duplicated(["region", "mark"]).any()
    cities = crossings[crossings["standing"] == "municipality"]
    marks = {"Beijing": 5, "Chongqing": 3, "Shanghai": 5, "Tianjin": 1}
    assert cities.groupby("region")["mark"].max().to_dict() == marks
    assert set(cities["level"]) == {"municipality"}


@pytest.mark.parametrize(
    ("year", "count"), [(2009, 14), (2010, 17), (2011, 23), (2012, 24), (2015, 25)]
)
def test_provinces_past_a_trillion_are_as_many_as_reports_of_the_time_count(
    provincial, year, count
):
    assert past(provincial, 1, year) == count


@pytest.mark.parametrize(
    ("mark", "year", "count"),
    [
        *((1, 2015, 10), (1, 2016, 12), (1, 2017, 14), (1, 2019, 17), (1, 2020, 23), (1, 2021, 24)),
        *((1, 2023, 26), (1, 2024, 27), (1, 2025, 29), (2, 2017, 4), (2, 2018, 5), (2, 2020, 6)),
    ],
)
def test_cities_past_a_mark_are_as_many_as_reports_of_the_time_count(crossings, mark, year, count):
    assert past(crossings[crossings["standing"] != ""], mark, year) == count


def test_every_year_has_a_source_and_every_source_an_address_but_two(tables):
    rows = tables.milestones
    assert (rows.loc[rows["year"].notna(), "source"] != "").all()
    assert (rows.loc[rows["revised_year"].notna(), "revised_source"] != "").all()
    assert set(tables.sources.loc[tables.sources["url"] == "", "id"]) == NO_ADDRESS


def test_where_no_first_print_was_found_a_note_says_why(tables):
    rows = tables.milestones[tables.milestones["year"].isna()].set_index("region")
    assert dict(rows["mark"]) == {"Guangdong": 1, "Guangxi": 2}
    assert "no print of the time dates the mark" in rows.loc["Guangdong", "note"]
    assert "was found at no address of its own" in rows.loc["Guangxi", "note"]
    assert dict(rows["revised_year"]) == {"Guangdong": 2000, "Guangxi": 2019}


def test_a_level_that_was_not_printed_as_reached_keeps_the_word_of_its_source(tables):
    rows = tables.milestones.set_index(["region", "mark"])[["relation", "printed"]]
    assert rows.loc[("Hefei", 1)].to_list() == ["nearly", "1.0046"]
    assert rows.loc[("Jinan", 1)].to_list() == ["nearly", "1.0141"]
    assert rows.loc[("Wuxi", 1)].to_list() == ["about", "1.05"]


def test_codes_have_six_digits_are_unique_and_begin_like_that_of_the_province(tables):
    coded = tables.regions[~tables.regions["level"].isin(["country", "area"])]
    codes = coded.set_index("region")["code"]
    assert codes.str.fullmatch(r"[1-9]\d{5}").all()
    assert codes.is_unique
    home = coded["province"].map(codes)
    assert (coded["code"].str[:2] == home.str[:2]).all()
    assert codes[coded.loc[coded["level"].isin(PROVINCIAL), "region"]].str.endswith("0000").all()
    assert tables.regions["chinese"].str.fullmatch(r"[一-鿿]*").all()
    assert set(tables.regions.loc[tables.regions["chinese"] == "", "region"]) == {"Central China"}


def test_exact_levels_of_the_article_lie_between_the_highest_mark_and_the_next(tables, crossings):
    said = tables.said("GDP", "trillion yuan", 2025).set_index("region")
    levels = said.loc[said["relation"] == "exact", "value"].to_dict()
    highest = crossings.groupby("region")["mark"].max()
    assert {region: highest[region] for region in levels} == {
        "Anhui": 5,
        "Shanghai": 5,
        "Wenzhou": 1,
    }
    assert all(highest[region] <= level < highest[region] + 1 for region, level in levels.items())
