"""A believable second article, about 2026: only rows are added, nothing else is touched."""

from pathlib import Path

import layout
import pytest
from conftest import NAMES
from test_notebooks import each, run

import gdp
from gdp import article_claims, club_membership, growth_rates, provincial_milestones
from gdp.article_claims import EVERY_READING, FAILS, HOLDS, UNKNOWN
from gdp.style import Chart

ROWS = Path(__file__).parent / "next_year"


@pytest.fixture
def next_year(add):
    for name in NAMES:
        _, *rows = (ROWS / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        folder = add(name, *rows)
    return folder


@each
def test_every_notebook_writes_readable_charts(path, next_year, tmp_path, monkeypatch):
    names = run(path, tmp_path, monkeypatch, folder=str(next_year))
    charts = [value for value in names.values() if isinstance(value, Chart)]
    assert charts
    for chart in charts:
        layout.check(chart)
        assert (next_year / f"{chart.name}.svg").exists()
        assert "2026" in chart.name
        assert "29 January 2027" in chart.source
    assert not list((tmp_path / "charts").iterdir())


def test_titles_and_words_of_next_year_are_about_next_year(next_year):
    tables = gdp.load(next_year)
    table = growth_rates.table(tables)
    title = growth_rates.chart(table).title
    assert title == "At least 14 of 23 provinces and municipalities outgrew China in 2026"
    assert "GDP growth in 2026, in percent. China: 4.8." in growth_rates.words(table)
    assert "Hubei 4.5 or higher" in growth_rates.words(table).partition("Not known")[2]
    assert table.set_index("region").loc["Jiangsu", "reported"] == "5.0"

    club = club_membership.table(tables)
    assert club_membership.chart(club).title.endswith("to 30 in 2026")
    assert "The latest to join, in 2026: Xuzhou." in club_membership.words(club)

    marks = provincial_milestones.table(tables)
    assert provincial_milestones.chart(marks).title == "12 provinces passed new GDP marks in 2026"
    rows = marks.set_index("region")[["mark", "passed", "reported"]]
    assert rows.loc["Guangdong"].to_list() == [15, 2026, "over 15"]
    assert rows.loc["Fujian"].to_list() == [7, 2026, "7.02"]
    assert rows.loc["Shandong"].to_list() == [10, 2025, "10 or higher"]

    claims = article_claims.table(tables)
    assert list(claims["verdict"]) == [HOLDS, UNKNOWN, EVERY_READING, UNKNOWN, FAILS]


def test_a_year_in_which_no_city_joined_is_a_level_step(add):
    add("sources", "xinhua-2027,Xinhua,The year after,2027-01-29,")
    row = "xinhua-2027,2,China,cities past the mark,,1,2026,exact,29,cities,"
    club = club_membership.table(gdp.load(add("figures", row)))
    chart = club_membership.chart(club)
    layout.check(chart)
    assert chart.title == "The trillion-yuan club grew from one city in 2006 to 29 in 2026"
    assert "2022 and 2026." in club_membership.words(club)


def test_what_is_said_of_2025_stays_as_it_is(next_year, add, tables):
    later = gdp.load(next_year)
    for topic in (growth_rates, club_membership, provincial_milestones):
        assert topic.table(later, 2025).equals(topic.table(tables, 2025))
    add("regions", "Huzhou,city,Zhejiang,other city,Yangtze River Delta")
    add("milestones", "Huzhou,1,2025,,,xinhua-2027,,,learnt of only later")
    add("figures", "xinhua-2027,9,Fujian,GDP growth,,,2025,exact,4.9,percent,revised")
    before, after = (article_claims.table(t, 2025) for t in (tables, gdp.load(next_year)))
    assert after.drop(columns="rows").equals(before.drop(columns="rows"))
