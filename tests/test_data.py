"""What is known to be true of the packaged data, whatever reads and draws them."""

import pytest

import gdp
from gdp.schema import FIRST, PROVINCIAL, REVISED

REPORTED = [  # how many provinces or cities were past a mark at the end of a year, by reports
    ("province", 1, {2009: 14, 2010: 17, 2011: 23, 2012: 24, 2015: 25}),
    ("city", 1, {2015: 10, 2016: 12, 2017: 14, 2019: 17, 2020: 23, 2021: 24, 2023: 26, 2024: 27}),
    ("city", 2, {2017: 4, 2018: 5, 2020: 6}),
]
DOUBTED = [("Guangdong", 1), ("Guangxi", 2), ("Hubei", 6), ("Guangzhou", 2)]
BASES = [  # the years of these marks, and what was lost again
    (FIRST, [2001, 2017, 2024, 2017], [["Henan", 6, 2023]]),
    (REVISED, [2000, 2019, 2025, 2018], []),
]


@pytest.mark.parametrize("year", range(2000, 2026))
def test_31_provinces_have_growth_and_levels_that_sum_up_to_the_nation(tables, year):
    provinces = tables.regions[tables.regions["level"].isin(PROVINCIAL)]["region"]
    assert len(provinces) == 31
    rows = tables.series[tables.series["year"] == year].set_index("region")
    growth = rows[rows["indicator"] == "GDP growth"]["value"]
    assert growth[["China", *provinces]].between(-15, 25).all()
    vintage = FIRST if year == 2025 else REVISED
    levels = rows[(rows["indicator"] == "GDP") & (rows["vintage"] == vintage)]["value"]
    assert levels[provinces].sum() == pytest.approx(levels["China"], rel=0.03)
    if year == 2025:
        ahead = growth[provinces] - growth["China"]
        assert [sum(ahead > 0), sum(ahead == 0), sum(ahead < 0)] == [18, 2, 11]


@pytest.mark.parametrize(("basis", "years", "fallen"), BASES)
def test_27_provinces_and_29_cities_have_157_crossings(tables, basis, years, fallen):
    rows = tables.crossings(basis)
    units = rows[rows["level"].isin(PROVINCIAL)]["region"]
    club = rows[(rows["mark"] == 1) & (rows["standing"] != "")]["region"]
    assert [len(rows), len(units), units.nunique(), len(club)] == [157, 124, 27, 29]
    assert list(rows.set_index(["region", "mark"])["year"][DOUBTED]) == years
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
