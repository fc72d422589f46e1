import layout
import pytest

import gdp
from gdp import growth_rates

ROW = "xinhua-2026,29,{},GDP growth,,,2025,{},{},percent,"


def shown(chart):
    return {name: mark.get_xdata()[0] for name, mark in layout.named(chart, "mark").items()}


def check(table):
    chart = growth_rates.chart(table)
    layout.check(chart)
    values = dict(zip(table["region"], table["value"], strict=True))
    assert shown(chart) == values
    bounds = set(table.loc[table["relation"].isin(["more than", "at least"]), "region"])
    assert set(layout.named(chart, "bound")) == bounds
    for name, mark in layout.named(chart, "mark").items():
        assert (mark.get_markerfacecolor() == "white") == (name in bounds)
    nation = table["value"].iloc[0]
    for name, bar in layout.named(chart, "bar").items():
        ends = sorted([nation, values[name]])
        assert [bar.get_x(), bar.get_x() + bar.get_width()] == pytest.approx(ends)
    return chart


def test_the_chart_draws_every_row_and_every_bound_as_a_bound(tables):
    chart = check(growth_rates.table(tables))
    assert chart.title == "Eight of 11 provinces and municipalities outgrew China in 2025"
    assert chart.name == "growth_rates-2025"


def test_rates_are_as_printed_and_bounds_keep_their_words(tables):
    table = growth_rates.table(tables).set_index("region")
    assert table.loc["Henan", "reported"] == "5.5 or higher"
    assert table.loc["Shandong", "reported"] == "5.5"
    assert table.loc["Fujian", "against_china"] == "equal"
    assert list(table["against_china"].value_counts().sort_index()) == [10, 2, 2]


def test_five_year_averages_are_left_out(tables):
    assert "Hefei" not in set(growth_rates.table(tables)["region"])


def test_the_words_name_every_region_and_put_bounds_as_bounds(tables):
    table = growth_rates.table(tables)
    words = growth_rates.words(table)
    assert all(region in words for region in table["region"])
    assert "GDP growth in 2025, in percent. China: 5." in words
    assert "Henan 5.5 or higher" in words
    assert "Slower: Hunan 4.8 and Guangdong 3.9." in words


def test_a_bound_below_the_national_rate_is_not_known_to_be_above_or_below(add):
    row = ROW.format("Liaoning", "at least", "4.5")
    table = growth_rates.table(gdp.load(add("figures", row)))
    assert table.set_index("region").loc["Liaoning", "against_china"] == "not known"
    chart = check(table)
    assert chart.title == "At least eight of 12 provinces and municipalities outgrew China in 2025"
    assert "Liaoning" not in layout.named(chart, "bar")
    assert "Not known to be faster or slower: Liaoning 4.5 or higher." in chart.description


def test_ten_rows_more_and_a_fall_still_fit(add):
    names = ["Liaoning", "Hebei", "Shaanxi", "Jiangsu", "Tianjin", "Chongqing", "Suzhou", "Wuxi"]
    rows = [ROW.format(name, "more than", f"{5 + n}") for n, name in enumerate(names)]
    rows += [ROW.format("Hefei", "exact", "-2.3") + "it fell", ROW.format("Ningbo", "about", "5")]
    check(growth_rates.table(gdp.load(add("figures", *rows))))


def test_a_city_outside_the_club_stands_in_a_block_of_its_own(folder, add):
    add("regions", "Xuzhou,city,Jiangsu,other city,Yangtze River Delta")
    table = growth_rates.table(gdp.load(add("figures", ROW.format("Xuzhou", "exact", "6"))))
    assert table.iloc[-1]["block"] == "Other cities"
    check(table)


def test_where_nothing_surely_outgrew_china_the_title_does_not_say_that_nothing_did(edit):
    nation = "xinhua-2026,2,China,GDP growth,,,2025,{},5,percent,\n"
    edit("figures", nation.format("exact"), nation.format("about"))
    again = "xinhua-2026,29,China,GDP growth,,,2025,exact,5,percent,year from paragraph 27\n"
    chart = check(growth_rates.table(gdp.load(edit("figures", again, ""))))
    assert chart.title == "China's growth and that of 13 regions in 2025"


def test_one_source_that_contradicts_itself_is_not_settled_silently(edit):
    nation = "xinhua-2026,2,China,GDP growth,,,2025,exact,{},percent,\n"
    tables = gdp.load(edit("figures", nation.format("5"), nation.format("5.1")))
    with pytest.raises(
        gdp.DataError, match=r"line 2, column value: 5\.1; allowed: one exact value"
    ):
        growth_rates.table(tables)


def test_a_year_with_a_national_rate_alone_gets_a_clear_message(add):
    names = ["China", "Northeast China"]  # an area is no region to compare
    rows = [ROW.format(name, "exact", "6").replace("2025", "2024") for name in names]
    with pytest.raises(gdp.NoDataError, match="no growth rate of a region for 2024"):
        growth_rates.table(gdp.load(add("figures", *rows)), 2024)


def test_a_year_without_rates_gets_a_clear_message(tables):
    with pytest.raises(gdp.NoDataError, match="no GDP growth for 2015; years with data: 2025"):
        growth_rates.table(tables, 2015)


def test_a_year_without_a_national_rate_gets_a_clear_message(add):
    row = ROW.format("Anhui", "exact", "6").replace("2025", "2024")
    with pytest.raises(gdp.NoDataError, match="no national growth rate for 2024"):
        growth_rates.table(gdp.load(add("figures", row)), 2024)


SECTOR = "xinhua-2026,15,{},{},{},,2025,{},{},percent,"


def check_sectors(table):
    chart = growth_rates.sector_chart(table)
    layout.check(chart)
    bars = layout.named(chart, "bar")
    names = table["region"] + " " + table["sector"]
    assert set(bars) == set(names)
    for name, value in zip(names, table["value"], strict=True):
        ends = sorted([0, value])
        assert [bars[name].get_x(), bars[name].get_x() + bars[name].get_width()] == pytest.approx(
            ends
        )
    bounds = set(names[table["relation"].isin(["more than", "at least"])])
    assert set(layout.named(chart, "bound")) == bounds
    return chart


def test_sectors_are_bars_from_zero_in_blocks_by_what_is_measured(tables):
    table = growth_rates.sector_table(tables)
    chart = check_sectors(table)
    assert len(table) == 7
    assert list(table["measure"].unique()) == ["Output", "Value added", "Units produced", "Exports"]
    assert chart.title == "Beijing produced 140 percent more new energy vehicles in 2025"
    texts = [text.get_text() for text in chart.axes[0].texts]
    assert "140, or 2.4 times the level of 2024" in texts
    assert "110, or 2.1 times the level of 2024" in texts


def test_sector_words_name_every_rate(tables):
    table = growth_rates.sector_table(tables)
    words = growth_rates.sector_words(table)
    for row in table.itertuples():
        assert f"{row.region} {row.sector} {row.reported}" in words


def test_ten_sectors_more_with_bounds_and_falls_still_fit(add):
    rows = [
        SECTOR.format("Hubei", "output growth", f"industry {n}", "exact", n * 9) for n in range(6)
    ]
    rows += [
        SECTOR.format("Hunan", "production growth", f"goods {n}", "at least", 150 + n)
        for n in range(3)
    ]
    rows += [SECTOR.format("Anhui", "export growth", "steel", "exact", -12.5) + "it fell"]
    table = growth_rates.sector_table(gdp.load(add("figures", *rows)))
    assert len(table) == 17
    chart = check_sectors(table)
    assert chart.title == "17 growth rates of industries and products in 2025"


def test_a_year_without_sector_rates_gets_a_clear_message(tables):
    with pytest.raises(gdp.NoDataError, match="no growth of industries or products for 2024"):
        growth_rates.sector_table(tables, 2024)
