"""A believable second article, about 2026: only rows are added, nothing else is touched."""

import layout
import pytest
from test_notebooks import NOTEBOOKS, run

import gdp
from gdp import article_claims, club_membership, growth_rates, provincial_milestones
from gdp.style import Chart

SOURCES = [
    "xinhua-2027,Xinhua,Cities and provinces across GDP thresholds in 2026,2027-01-29,https://example.org/2027"
]
REGIONS = [
    "Xuzhou,city,Jiangsu,other city,Yangtze River Delta",
    "Hainan,province,Hainan,,Southern islands",
    "Southern islands,area,,,",
    "Guangxi,province,Guangxi,,Western China",
    "Jiangxi,province,Jiangxi,,Central China",
    "Shanxi,province,Shanxi,,Central China",
    "Inner Mongolia,province,Inner Mongolia,,Western China",
    "Guizhou,province,Guizhou,,Western China",
    "Yunnan,province,Yunnan,,Western China",
    "Xinjiang,province,Xinjiang,,Western China",
]
RATES = {
    **{"China": ("exact", "4.8"), "Shanghai": ("exact", "5.0"), "Beijing": ("exact", "5.1")},
    **{
        "Shandong": ("exact", "5.2"),
        "Zhejiang": ("more than", "5"),
        "Sichuan": ("at least", "5.3"),
    },
    **{"Henan": ("at least", "5.3"), "Hubei": ("at least", "4.5"), "Fujian": ("exact", "4.8")},
    **{"Guangdong": ("exact", "4.1"), "Hunan": ("about", "5"), "Anhui": ("exact", "5.4")},
    **{"Jiangsu": ("exact", "5.0"), "Liaoning": ("exact", "3.6"), "Hebei": ("more than", "5")},
    **{"Shaanxi": ("exact", "-0.4"), "Hainan": ("exact", "6.3"), "Guangxi": ("exact", "4.2")},
    **{"Jiangxi": ("exact", "5.0"), "Shanxi": ("exact", "2.3"), "Xuzhou": ("exact", "5.9")},
    **{
        "Inner Mongolia": ("exact", "5.8"),
        "Guizhou": ("at least", "5"),
        "Yunnan": ("exact", "4.8"),
    },
    **{"Xinjiang": ("more than", "6")},
}
FIGURES = [
    *(f"xinhua-2027,4,{r},GDP growth,,,2026,{relation},{value},percent,{'it fell' if '-' in value else ''}" for r, (relation, value) in RATES.items()),
    "xinhua-2027,2,China,cities past the mark,,1,2026,exact,30,cities,",
    "xinhua-2027,3,Xuzhou,GDP,,,2026,more than,1,trillion yuan,",
    "xinhua-2027,5,Guangdong,GDP,,,2026,more than,15,trillion yuan,",
    "xinhua-2027,5,Fujian,GDP,,,2026,exact,7.02,trillion yuan,",
    "xinhua-2027,6,Hainan,export growth,tropical fruit,,2026,at least,20,percent,",
    "xinhua-2027,6,Guizhou,output growth,data services,,2026,exact,12.0,percent,",
]  # fmt: skip
MILESTONES = [
    "Xuzhou,1,2026,more than,1,xinhua-2027,,,",
    "Guangdong,15,2026,more than,15,xinhua-2027,,,",
    "Fujian,7,2026,exact,7.02,xinhua-2027,,,",
    *(f"{name},5,2026,more than,5,xinhua-2027,,," for name in ("Zhejiang", "Sichuan", "Henan", "Hubei", "Hunan")),
    *(f"{name},{mark},2026,,,xinhua-2027,,," for name, mark in (("Hebei", 5), ("Liaoning", 4), ("Shaanxi", 4), ("Jiangxi", 4), ("Hainan", 1.5))),
]  # fmt: skip


@pytest.fixture
def next_year(folder, add):
    add("sources", *SOURCES)
    add("regions", *REGIONS)
    add("figures", *FIGURES)
    return add("milestones", *MILESTONES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_every_notebook_runs_on_next_years_rows_and_its_charts_are_readable(
    path, next_year, tmp_path, monkeypatch
):
    names = run(path, tmp_path, monkeypatch, folder=str(next_year))
    charts = [value for value in names.values() if isinstance(value, Chart)]
    assert charts
    for chart in charts:
        layout.check(chart)
        assert (next_year / f"{chart.name}.svg").exists()
        if path.stem != "article_claims":
            assert "2026" in chart.name
            assert "29 January 2027" in chart.source


def test_titles_and_words_of_next_year_are_about_next_year(next_year):
    tables = gdp.load(next_year)
    table = growth_rates.table(tables)
    title = growth_rates.chart(table).title
    assert title == "At least 14 of 23 provinces and municipalities outgrew China in 2026"
    assert "GDP growth in 2026, in percent. China: 4.8." in growth_rates.words(table)
    assert "Hubei 4.5 or higher" in growth_rates.words(table).partition("Not known")[2]
    assert growth_rates.table(tables).set_index("region").loc["Jiangsu", "reported"] == "5.0"

    club = club_membership.table(tables)
    assert club_membership.chart(club).title.endswith("to 30 in 2026")
    assert "The latest to join, in 2026: Xuzhou." in club_membership.words(club)

    marks = provincial_milestones.table(tables)
    assert provincial_milestones.chart(marks).title == ("12 provinces passed new GDP marks in 2026")
    rows = marks.set_index("region")
    assert rows.loc["Guangdong", ["mark", "passed", "reported"]].to_list() == [15, 2026, "over 15"]
    assert rows.loc["Fujian", ["mark", "passed", "reported"]].to_list() == [7, 2026, "7.02"]
    assert rows.loc["Shandong", ["mark", "passed", "reported"]].to_list() == [
        10,
        2025,
        "10 or higher",
    ]


def test_a_year_in_which_no_city_joined_is_a_level_step(folder, add):
    add("sources", *SOURCES)
    rows = [row.replace("exact,30", "exact,29") for row in FIGURES if "China" in row]
    tables = gdp.load(add("figures", *rows))
    club = club_membership.table(tables)
    chart = club_membership.chart(club)
    layout.check(chart)
    assert chart.title == "The trillion-yuan club grew from one city in 2006 to 29 in 2026"
    assert "2022 and 2026." in club_membership.words(club)


def test_the_charts_and_claims_of_2025_stay_as_they_are(next_year, tables):
    later = gdp.load(next_year)
    claims = article_claims.table(tables).drop(columns="rows")
    assert article_claims.table(later).drop(columns="rows").equals(claims)
    for topic in (growth_rates, club_membership, provincial_milestones):
        before, after = (topic.chart(topic.table(t, 2025)) for t in (tables, later))
        assert before.rendered("svg") == after.rendered("svg")
