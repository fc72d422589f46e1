import layout
import pytest

import gdp
from gdp import growth_rates

ROW = "xinhua-2026,29,{},GDP growth,,,2025,{},{},percent,"
SECTOR = "xinhua-2026,15,{},{},{},,2025,{},{},percent,"


def check(table):
    chart = growth_rates.chart(table)
    layout.check(chart)
    values = dict(zip(table["region"], table["value"], strict=True))
    assert {region: x for region, (x, _) in layout.at(chart, "mark").items()} == values
    layout.check_bounds(chart, table, table["region"])
    bounds = layout.named(chart, "bound")
    for name, mark in layout.named(chart, "mark").items():
        assert (mark.get_markerfacecolor() == "white") == (name in bounds)
    nation = table["value"].iloc[0]
    for name, ends in layout.ends(chart).items():
        assert ends == pytest.approx(sorted([nation, values[name]]))
    return chart


def check_sectors(table):
    chart = growth_rates.sector_chart(table)
    layout.check(chart)
    names = table["region"] + " " + table["sector"]
    layout.check_bounds(chart, table, names)
    values = dict(zip(names, table["value"], strict=True))
    assert layout.ends(chart) == {name: (min(0, v), max(0, v)) for name, v in values.items()}
    return chart


def test_the_chart_draws_every_row_and_the_words_name_it_and_put_bounds_as_bounds(tables):
    table = growth_rates.table(tables)
    chart = check(table)
    assert chart.title == "Eight of 11 provinces and municipalities outgrew China in 2025"
    assert chart.name == "growth_rates-2025"
    assert all(
        f"{row.region} {row.reported}" in chart.description for row in table[1:].itertuples()
    )
    assert "GDP growth in 2025, in percent. China: 5." in chart.description
    assert "Henan 5.5 or higher" in chart.description  # the only figure there is
    assert "Shandong 5.5, " in chart.description  # an exact figure beside a bound
    assert "The same: Fujian 5." in chart.description
    assert "Hefei" not in chart.description  # an average of five years
    assert "Slower: Hunan 4.8 and Guangdong 3.9." in chart.description


def test_a_bound_below_the_national_rate_is_not_known_to_be_above_or_below(add):
    row = ROW.format("Liaoning", "at least", "4.5")
    table = growth_rates.table(gdp.load(add("figures", row)))
    assert table.set_index("region").loc["Liaoning", "against_china"] == "not known"
    chart = check(table)
    assert chart.title == "At least eight of 12 provinces and municipalities outgrew China in 2025"
    assert "Liaoning" not in layout.named(chart, "bar")
    assert "Not known to be faster or slower: Liaoning 4.5 or higher." in chart.description


def test_ten_rows_more_a_fall_and_a_city_outside_the_club_still_fit(add):
    names = ["Liaoning", "Hebei", "Shaanxi", "Jiangsu", "Tianjin", "Chongqing", "Suzhou", "Wuxi"]
    rows = [ROW.format(name, "more than", f"{5 + n}") for n, name in enumerate(names)]
    rows += [ROW.format("Hefei", "exact", "-2.3") + "it fell", ROW.format("Ningbo", "about", "5")]
    add("regions", "Xuzhou,city,Jiangsu,other city,Yangtze River Delta")
    table = growth_rates.table(gdp.load(add("figures", *rows, ROW.format("Xuzhou", "exact", "6"))))
    assert table.iloc[-1][["block", "region"]].to_list() == ["Other cities", "Xuzhou"]
    check(table)


def test_where_nothing_surely_outgrew_china_the_title_does_not_say_that_nothing_did(edit):
    edit("figures", "2,China,GDP growth", relation="about")
    chart = check(growth_rates.table(gdp.load(edit("figures", "29,China,GDP growth"))))
    assert chart.title == "China's growth and that of 13 regions in 2025"


def test_a_year_with_nothing_to_compare_gets_a_clear_message(add):
    pairs = [("Anhui", "2024"), ("China", "2023"), ("Northeast China", "2023")]
    rows = [ROW.replace("2025", year).format(region, "exact", "6") for region, year in pairs]
    tables = gdp.load(add("figures", *rows))
    with pytest.raises(gdp.NoDataError, match="no national growth rate for 2024"):
        growth_rates.table(tables, 2024)
    with pytest.raises(gdp.NoDataError, match="no growth rate of a region for 2023"):
        growth_rates.table(tables, 2023)


def test_sectors_are_bars_from_zero_in_blocks_by_what_is_measured(tables):
    table = growth_rates.sector_table(tables)
    chart = check_sectors(table)
    assert len(table) == 7
    assert list(table["measure"].unique()) == ["Output", "Value added", "Units produced", "Exports"]
    assert chart.title == "Beijing produced 140 percent more new energy vehicles in 2025"
    texts = [text.get_text() for text in chart.axes[0].texts]
    assert "140, or 2.4 times the level of 2024" in texts
    assert "110, or 2.1 times the level of 2024" in texts
    for row in table.itertuples():
        assert f"{row.region} {row.sector} {row.reported}" in chart.description


def test_ten_sectors_more_with_bounds_and_falls_still_fit(add):
    cases = [("Hubei", "output growth", f"industry {n}", "exact", n * 9) for n in range(6)]
    cases += [("Hunan", "production growth", f"goods {n}", "at least", 150 + n) for n in range(3)]
    rows = [SECTOR.format(*case) for case in cases]
    rows += [SECTOR.format("Anhui", "export growth", "steel", "exact", -12.5) + "it fell"]
    table = growth_rates.sector_table(gdp.load(add("figures", *rows)))
    assert len(table) == 17
    chart = check_sectors(table)
    assert chart.title == "17 growth rates of industries and products in 2025"
