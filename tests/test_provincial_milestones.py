import layout
import pytest

import gdp
from gdp import provincial_milestones


def check(table):
    chart = provincial_milestones.chart(table)
    layout.check(chart)
    rows = table.set_index("region")
    bars = layout.named(chart, "bar")
    assert {name: bar.get_x() + bar.get_width() for name, bar in bars.items()} == dict(
        rows["value"]
    )
    assert {bar.get_x() for bar in bars.values()} == {0}
    bounds = set(rows.index[rows["relation"].isin(["more than", "at least"])])
    assert set(layout.named(chart, "bound")) == bounds
    ticks = layout.named(chart, "mark")
    assert {name: tick.get_xdata()[0] for name, tick in ticks.items()} == dict(rows["mark"])
    dots = layout.named(chart, "year")
    assert {name: dot.get_xdata()[0] for name, dot in dots.items()} == dict(rows["passed"])
    return chart


def test_the_chart_shows_how_far_beyond_the_mark_and_the_year_of_passing(tables):
    table = provincial_milestones.table(tables)
    chart = check(table)
    assert chart.title == "Shandong, Fujian and Beijing passed new GDP marks in 2025"
    rows = table.set_index("region")
    assert rows.loc["Shanghai", ["mark", "passed", "reported"]].to_list() == [5, 2024, "5.67"]
    assert rows.loc["Shandong", ["mark", "passed", "reported"]].to_list() == [10, 2025, "over 10"]
    assert rows.loc["Guangdong", ["mark", "passed", "reported"]].to_list() == [10, 2019, "over 10"]


def test_levels_are_the_articles_even_where_the_supplement_knows_more(tables):
    supplement = tables.milestones.set_index("region")["printed"]
    assert supplement["Shandong"] == "10.3197"
    assert "10.3" not in provincial_milestones.words(provincial_milestones.table(tables))


def test_the_words_give_level_and_year_of_every_region(tables):
    table = provincial_milestones.table(tables)
    words = provincial_milestones.words(table)
    for row in table.itertuples():
        assert f"{row.region} {row.reported}" in words
    assert "In 2025: Shandong 10, Fujian 6 and Beijing 5." in words


@pytest.mark.parametrize("year", range(2019, 2026))
def test_an_earlier_year_shows_only_what_had_been_passed_by_then(tables, year):
    table = provincial_milestones.table(tables, year)
    assert table["passed"].max() <= year
    chart = check(table)
    assert str(year) in chart.title
    assert f"GDP in {year}" in chart.description


def test_what_stands_in_for_a_level_that_the_article_does_not_give_is_named(tables):
    known = provincial_milestones.table(tables).set_index("region")["known_from"]
    assert known["Shanghai"] == known["Beijing"] == "article"
    words = provincial_milestones.words(provincial_milestones.table(tables))
    assert "Guangdong and Jiangsu: the article gives no year for the level." in words
    rows = provincial_milestones.table(tables, 2024).set_index("region")
    assert rows.loc["Anhui", ["reported", "known_from"]].to_list() == ["5.0625", "milestones"]
    assert rows.loc["Jiangsu", ["reported", "known_from"]].to_list() == ["10 or higher", "mark"]
    assert set(rows["article"]) == {""}
    chart = provincial_milestones.chart(rows.reset_index())
    assert chart.source == "Source: milestones.csv, which names a source for each."


def test_growth_rates_alone_do_not_begin_a_new_year_of_levels(folder, add):
    add("sources", "xinhua-2027,Xinhua,The year after,2027-01-29,")
    tables = gdp.load(add("figures", "xinhua-2027,2,China,GDP growth,,,2026,exact,5,percent,"))
    assert set(provincial_milestones.table(tables)["year"]) == {2025}
    with pytest.raises(gdp.NoDataError, match="for 2026; years with data: 2019"):
        provincial_milestones.table(tables, 2026)


def test_a_year_without_passing_does_not_claim_that_nobody_passed(tables):
    chart = check(provincial_milestones.table(tables, 2022))
    assert chart.title == "At least two provinces were past 10 trillion yuan in 2022"


def test_a_higher_mark_replaces_a_lower_one(add):
    rows = "Guangdong,15,2025,,,xinhua-2026,,,"
    table = provincial_milestones.table(gdp.load(add("milestones", rows))).set_index("region")
    assert table.loc["Guangdong", ["mark", "passed", "reported"]].to_list() == [
        15,
        2025,
        "15 or higher",
    ]
    check(table.reset_index())


def test_ten_rows_more_still_fit(add, tables):
    names = ["Zhejiang", "Sichuan", "Henan", "Hubei", "Hunan", "Liaoning", "Hebei", "Shaanxi"]
    rows = [f"{name},{n + 5},{2010 + n},,,xinhua-2026,,," for n, name in enumerate(names)]
    rows += [f"{name},5,2025,,,xinhua-2026,,," for name in ("Tianjin", "Chongqing")]
    table = provincial_milestones.table(gdp.load(add("milestones", *rows)))
    assert len(table) == 17
    check(table)


@pytest.mark.parametrize("year", [2018, 2026])
def test_a_year_without_data_gets_a_clear_message(tables, year):
    with pytest.raises(gdp.NoDataError, match=f"past a mark for {year}; years with data: 2019"):
        provincial_milestones.table(tables, year)
