"""What is known to be true of the packaged data, whatever reads and draws them."""

import pytest

import gdp
from gdp.tables import FIRST, PROVINCIAL, REVISED

REPORTED = [  # how many provinces or cities were past a mark at the end of a year, as reports count them
    ("province", 1, {2009: 14, 2010: 17, 2011: 23, 2012: 24, 2015: 25}), ("city", 2, {2017: 4, 2018: 5, 2020: 6}),
    ("city", 1, {2015: 10, 2016: 12, 2017: 14, 2019: 17, 2020: 23, 2021: 24, 2023: 26, 2024: 27, 2025: 29}),
]  # fmt: skip
REVISIONS = {  # by more than 15 percent of the level first published, or of what that was said to exceed
    ("Inner Mongolia", 2010): -28, ("Jilin", 2011): -21, ("Tianjin", 2011): -18, ("Heilongjiang", 2010): -17, ("Liaoning", 2011): -17, ("Beijing", 2008): 16,
    ("Beijing", 2018): 16, ("China", 2003): 16, ("China", 2004): 17, ("Jiangxi", 2011): 17, ("China", 2002): 18, ("Guangdong", 2001): 21,
}  # fmt: skip
BASES = [  # years of crossings that are in doubt or differ, and what was lost again
    (FIRST, {("Guangdong", 1): 2001, ("Guangxi", 2): 2017, ("Hubei", 6): 2024, ("Guangzhou", 2): 2017}, [["Henan", 6, 2023]]),
    (REVISED, {("Guangdong", 1): 2000, ("Guangxi", 2): 2019, ("Hubei", 6): 2025, ("Guangzhou", 2): 2018}, []),
]  # fmt: skip


@pytest.mark.parametrize("year", range(2000, 2026))
def test_31_provinces_have_growth_and_levels_that_sum_up_to_the_nation(tables, year):
    provinces = tables.regions[tables.regions["level"].isin(PROVINCIAL)]
    assert [len(provinces), sum(provinces["code"].str.endswith("0000"))] == [31, 31]
    rows = tables.series[tables.series["year"] == year].set_index("region")
    growth = rows[rows["indicator"] == "GDP growth"]["value"]
    assert growth[["China", *provinces["region"]]].between(-15, 25).all()
    vintage = FIRST if year == 2025 else REVISED
    levels = rows[(rows["indicator"] == "GDP") & (rows["vintage"] == vintage)]["value"]
    assert levels[provinces["region"]].sum() == pytest.approx(levels["China"], rel=0.03)
    if year == 2025:
        ahead = growth[provinces["region"]] - growth["China"]
        assert [sum(ahead > 0), sum(ahead == 0), sum(ahead < 0)] == [18, 2, 11]


def test_two_levels_of_a_year_differ_by_at_most_15_percent_but_for_known_revisions(tables):
    levels = tables.series[tables.series["indicator"] == "GDP"]
    levels = levels.pivot(index=["region", "year"], columns="vintage", values="value")
    change = 100 * levels[REVISED] / levels[FIRST] - 100
    assert change[change.abs() > 15].round().to_dict() == REVISIONS


@pytest.mark.parametrize(("basis", "years", "fallen"), BASES)
def test_27_provinces_and_29_cities_have_157_crossings(tables, basis, years, fallen):
    rows = tables.crossings(basis)
    units = rows[rows["level"].isin(PROVINCIAL)]["region"]
    club = rows[(rows["mark"] == 1) & (rows["standing"] != "")]["region"]
    higher = rows[(rows["level"] == "city") & (rows["mark"] > 1)]
    assert [len(rows), len(units), units.nunique(), len(club), len(higher)] == [157, 124, 27, 29, 8]
    assert rows.set_index(["region", "mark"])["year"][list(years)].to_dict() == years
    assert tables.fallen(basis).to_numpy().tolist() == fallen
    assert {*club} - {*tables.levels(basis).query("year == 2025")["region"]} == {"Tangshan"}


@pytest.mark.parametrize(("level", "mark", "counts"), REPORTED)
def test_as_many_regions_had_passed_a_mark_as_reports_count(tables, level, mark, counts):
    rows = tables.crossings().query("mark == @mark")
    rows = rows[rows["standing"] != ""] if level == "city" else rows[rows["level"] != "city"]
    assert {year: sum(rows["year"] <= year) for year in counts} == counts


def test_every_source_is_cited_and_all_but_two_have_an_address(tables):
    packaged = gdp.load()
    assert {*packaged.sources["id"]} == {*packaged.figures["source"], *packaged.series["source"]}
    assert {*tables.sources.query("url == ''")["id"]} == {"jiangsu-yearbook", "hkcd-2024"}
