import layout
import pytest

import gdp
from gdp import provincial_milestones


def check(table):
    chart = provincial_milestones.chart(table)
    layout.check(chart)
    rows = table.set_index("region")
    layout.check_bounds(chart, rows, rows.index)
    assert layout.ends(chart) == {region: (0, value) for region, value in rows["value"].items()}
    for kind, column in (("mark", "mark"), ("year", "passed")):
        drawn = {region: x for region, (x, _) in layout.at(chart, kind).items()}
        assert drawn == dict(rows[column])
    return chart


def reported(table, region):
    return table.set_index("region").loc[region, ["mark", "passed", "reported"]].to_list()


def test_the_chart_shows_how_far_beyond_the_mark_and_the_year_of_passing(tables):
    table = provincial_milestones.table(tables)
    chart = check(table)
    assert chart.title == "Shandong, Fujian and Beijing passed new GDP marks in 2025"
    assert "In 2025: Shandong 10, Fujian 6 and Beijing 5." in chart.description
    assert all(f"{row.region} {row.reported}" in chart.description for row in table.itertuples())
    assert reported(table, "Shanghai") == [5, 2024, "5.67"]
    assert reported(table, "Shandong") == [10, 2025, "over 10"]  # the supplement has 10.3197
    assert reported(table, "Guangdong") == [10, 2019, "over 10"]


@pytest.mark.parametrize("year", range(2019, 2026))
def test_an_earlier_year_shows_only_what_had_been_passed_by_then(tables, year):
    table = provincial_milestones.table(tables, year)
    assert table["passed"].max() <= year
    chart = check(table)
    assert str(year) in chart.title
    assert f"GDP in {year}" in chart.description
    if year == 2022:  # no crossing is recorded, which does not say that there was none
        assert chart.title == "At least two provinces were past 10 trillion yuan in 2022"


def test_what_stands_in_for_a_level_that_the_article_does_not_give_is_named(tables):
    table = provincial_milestones.table(tables)
    known = table.set_index("region")["known_from"]
    assert known["Shanghai"] == known["Beijing"] == "article"
    words = provincial_milestones.words(table)
    assert "Guangdong and Jiangsu: the article gives no year for the level." in words
    earlier = provincial_milestones.table(tables, 2024)
    rows = earlier.set_index("region")
    assert rows.loc["Anhui", ["reported", "known_from"]].to_list() == ["5.0625", "milestones"]
    assert rows.loc["Jiangsu", ["reported", "known_from"]].to_list() == ["10 or higher", "mark"]
    assert set(rows["article"]) == {""}
    chart = provincial_milestones.chart(earlier)
    assert chart.source == "Source: milestones.csv, which names a source for each."


def test_growth_rates_alone_do_not_begin_a_new_year_of_levels(add):
    add("sources", "xinhua-2027,Xinhua,The year after,2027-01-29,")
    tables = gdp.load(add("figures", "xinhua-2027,2,China,GDP growth,,,2026,exact,5,percent,"))
    assert set(provincial_milestones.table(tables)["year"]) == {2025}
    with pytest.raises(gdp.NoDataError, match="for 2026; years with data: 2019"):
        provincial_milestones.table(tables, 2026)


def test_ten_rows_more_still_fit_and_a_higher_mark_replaces_a_lower_one(add):
    names = ["Zhejiang", "Sichuan", "Henan", "Hubei", "Hunan", "Liaoning", "Hebei", "Shaanxi"]
    rows = [f"{name},{n + 5},{2010 + n},,,xinhua-2026,,," for n, name in enumerate(names)]
    rows += [f"{name},5,2025,,,xinhua-2026,,," for name in ("Tianjin", "Chongqing")]
    rows += ["Guangdong,15,2025,,,xinhua-2026,,,"]
    table = provincial_milestones.table(gdp.load(add("milestones", *rows)))
    assert len(table) == 17
    assert reported(table, "Guangdong") == [15, 2025, "15 or higher"]
    check(table)
