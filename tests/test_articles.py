"""Articles of other years: two in folders of their own, and one of 2026 beside the data."""

from pathlib import Path

import layout
import pytest

import gdp
from gdp.article_claims import stated
from gdp.charts import Absence
from gdp.tables import Interval

ARTICLES = Path(__file__).parent / "articles"
DOORS = {
    gdp.GrowthRates: ("chart", "nominal_chart", "sector_chart"),
    gdp.ClubMembership: ("chart", "standing_chart", "place_chart", "size_chart", "share_chart"),
    gdp.ProvincialMilestones: ("chart", "year_chart"),
}
NEXT_YEAR = """\
At least 14 of 23 provincial economies grew faster than China in 2026
Nominal growth is not known for 2026
Output of data services in Guizhou rose 22 percent in 2026
The trillion-yuan club grew from one city in 2006 to 30 in 2026
No provincial capital or municipality joined the club from 2021 to 2026
11 of 30 trillion-yuan cities were in the Yangtze River Delta in 2026
The GDP of 2026 is known of too few members for a chart
3 trillion yuan was 2.0 percent of China's GDP in 2026
Guangdong, Zhejiang, Fujian and Hebei each reached a new trillion in 2026
Provinces passed four trillion-yuan marks in 2026, after four in 2025"""


def exceeds(rows, value):
    return stated(rows).exceeds(Interval(value, value))


def ecns_2018(article):
    club, said, levels = article.past("city", 1), article.said, article.first_published("GDP")
    wuxi, count = said("GDP", "Wuxi"), said("cities past the mark", mark=1, period="")
    return {
        "14 cities have reached 1 trillion yuan": (count["value"] == len(club)).all(),
        "Wuxi and Changsha are new": {"Wuxi", "Changsha"}
        == {*club["region"][club["year"] == 2017]},
        "What is said of Wuxi's GDP agrees": stated(wuxi).low <= stated(wuxi).high,
        "Wuxi's GDP exceeds 1 trillion yuan": exceeds(wuxi, 1),
        "Changsha's GDP exceeds 1 trillion yuan": exceeds(levels.loc[["Changsha"]], 1),
        "12 cities were past it before": len(article.past("city", 1, 2016)) == 12,
        "Shanghai was the first": club["region"].iloc[0] == "Shanghai",
        "Beijing's GDP exceeds 2 trillion yuan": exceeds(said("GDP", "Beijing"), 2),
        "Three cities have reached 2 trillion yuan": len(article.past("city", 2)) == 3,
        "Changsha grew 8.9 percent": (said("GDP growth", "Changsha")["value"] == 8.9).all(),
    }


def silk_road_2021(article):
    club, said = article.past("city", 1), article.said
    new, delta = club[club["year"] == 2020], club[club["area"] == "Yangtze River Delta"]
    growth = {name: stated(said("GDP growth", name)) for name in ("China", "Hefei", "Jinan")}
    level = stated(article.first_published("GDP").loc[["China"]])
    return {
        "Six cities are new": (said("newcomers past the mark")["value"] == len(new)).all(),
        "23 cities have reached 1 trillion yuan": len(club)
        == said("cities past the mark")["value"].item(),
        "Eight lie in the delta": len(delta)
        == said("cities past the mark", "Yangtze River Delta")["value"].item(),
        "Shanghai reached it first": club["region"].iloc[0] == "Shanghai"
        and club["year"].iloc[0] == 2006,
        "Hefei grew faster than China": growth["Hefei"].exceeds(growth["China"]),
        "Hefei's GDP exceeds 1 trillion yuan": exceeds(said("GDP", "Hefei", relation="nearly"), 1),
        "China's GDP was about 101.6 trillion yuan": stated(said("GDP")).allows(level),
        "Nantong's GDP exceeds 1.1 trillion yuan": exceeds(said("GDP", "Nantong"), 1.1),
        "Xi'an was past the mark before": "Xi'an" in set(article.past("city", 1, 2019)["region"]),
        "China grew faster than Jinan": growth["China"].exceeds(growth["Jinan"]),
    }


@pytest.mark.parametrize("claims", [ecns_2018, silk_road_2021])
def test_claims_of_another_article_hold_and_false_ones_fail_and_its_charts_are_readable(claims):
    folder = ARTICLES / claims.__name__.replace("_", "-")
    tables = layout.Kept(**gdp.load(folder), own=gdp.load(folder).own)
    article = gdp.ArticleClaims(tables)
    checks = [article.check(1, *claim, [article.figures]) for claim in claims(article).items()]
    assert [check.verdict for check in checks] == ["holds"] * 7 + ["open"] + ["fails"] * 2
    found = {topic: topic(tables) for topic in DOORS}
    charts = [getattr(found[topic], door)() for topic in DOORS for door in DOORS[topic]]
    drawn = [layout.check(chart) for chart in charts if not isinstance(chart, Absence)]
    assert drawn[0].title == f"Growth of 2 Chinese regions in {article.year}"
    assert (len(drawn), all(f"{article.year}" in chart.title for chart in charts)) == (7, True)
    assert all(chart.source.endswith("Own data.") for chart in drawn)


def test_rows_of_next_year_make_it_drawable_and_leave_2025_as_it_is(tables, add):
    for name in tables:
        file = ARTICLES / "next_year" / f"{name}.csv"
        folder = add(name, *file.read_text(encoding="utf-8").splitlines()[1:])
    before, after = layout.Kept(**tables), layout.Kept(**gdp.load(folder))
    titles = []
    for topic, doors in DOORS.items():
        new, old, same = topic(after), topic(before), topic(after, 2025)
        assert same.table.equals(old.table)
        for door in doors:
            charts = [getattr(found, door)() for found in (new, old, same)]
            titles.append(charts[0].title)
            assert isinstance(charts[0], Absence) or layout.check(charts[0]).name.endswith("-2026")
            assert charts[2].words == charts[1].words
            assert charts[2].source == charts[1].source
            assert layout.texts(charts[2]) == layout.texts(charts[1])
    assert titles == NEXT_YEAR.splitlines()
