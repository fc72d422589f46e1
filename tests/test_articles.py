"""Articles of other years: two in folders of their own, and one of 2026 beside the data."""

from pathlib import Path

import layout
import pytest

import gdp
from gdp.charts import Absence

ARTICLES = Path(__file__).parent / "articles"
TOPICS = [gdp.GrowthRates, gdp.ClubMembership, gdp.ProvincialMilestones]
OTHERS = [("ecns-2018", 2017, 14), ("silk-road-2021", 2020, 23)]  # year and size of the club
NEXT_YEAR = [
    "Sizes are not compared: 2026 has exact figures for 1 of 30 members",
    "At least 14 of 23 provincial economies grew faster than China in 2026",
    "The trillion-yuan club grew from one city in 2006 to 30 in 2026",
    "Guangdong passed 15 trillion yuan in 2026, Zhejiang 10, Fujian 7 and Hebei 5",
]


def charts_of(topic):
    return [getattr(topic, name)() for name in dir(topic) if name.endswith("chart")]


@pytest.mark.parametrize(("name", "year", "cities"), OTHERS)
def test_another_article_is_checked_and_its_charts_are_readable(name, year, cities):
    loaded = gdp.load(ARTICLES / name)
    tables = layout.Kept(**loaded, own=loaded.own)
    article = gdp.ArticleClaims(tables)
    assert (article.year, len(article.past("city", 1))) == (year, cities)
    assert {*article.said("cities past the mark", mark=1, period="")["value"]} == {cities}
    charts = [chart for topic in TOPICS for chart in charts_of(topic(tables))]
    assert all(f"{year}" in chart.title for chart in charts)
    drawn = [layout.check(chart) for chart in charts if not isinstance(chart, Absence)]
    assert any(chart.title.endswith(f"Chinese regions in {year}") for chart in drawn)
    assert all(chart.source.endswith("Own data.") for chart in drawn)


def test_rows_of_next_year_make_it_drawable_and_leave_2025_as_it_is(tables, add):
    for name in tables:
        file = ARTICLES / "next_year" / f"{name}.csv"
        folder = add(name, *file.read_text(encoding="utf-8").splitlines()[1:])
    before, after = layout.Kept(**tables), layout.Kept(**gdp.load(folder))
    titles = set()
    for topic in TOPICS:
        old, same = topic(before), topic(after, 2025)
        assert same.table.equals(old.table)
        one, other = same.chart(), old.chart()
        assert (one.words, one.source) == (other.words, other.source)
        assert layout.texts(one) == layout.texts(other)
        for chart in charts_of(topic(after)):
            titles.add(chart.title)
            assert isinstance(chart, Absence) or layout.check(chart).name.endswith("-2026")
    assert {*NEXT_YEAR} <= titles
