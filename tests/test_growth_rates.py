import layout
import pytest

import gdp
from gdp import growth_rates

ROW = "xinhua-2026,29,{},GDP growth,,,2025,{},{},percent,"
SECTOR = "xinhua-2026,15,{},{},{},,2025,{},{},percent,"


def check(table):
    chart = growth_rates.chart(table)
    layout.check(chart)
    marks = layout.at(chart, "mark")
    rate = table.attrs["rate"]
    assert marks.pop("China", (None,))[0] == rate
    values = dict(zip(table["region"], table["value"], strict=True))
    assert {region: x for region, (x, _) in marks.items()} == values
    layout.check_bounds(chart, table, table["region"])
    bounds = layout.named(chart, "bound")
    for name in marks:
        hollow = layout.named(chart, "mark")[name].get_markerfacecolor() == "white"
        assert hollow == (name in bounds)
    known = table.loc[table["against_china"] != "not known", "region"]
    drawn = layout.ends(chart)
    assert set(drawn) == set(known)
    for name, ends in drawn.items():
        assert ends == pytest.approx(sorted([rate, values[name]]))
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
    title = "Of 11 provincial growth rates printed, eight beat China's in 2025"
    assert chart.title == title
    assert chart.name == "growth_rates-2025"
    assert all(f"{row.region} {row.reported}" in chart.description for row in table.itertuples())
    assert "Real GDP growth in 2025, in percent. China: 5." in chart.description
    assert "Henan 5.5 or higher" in chart.description  # the only figure there is
    assert "Shandong 5.5, " in chart.description  # an exact figure beside a bound
    assert "The same: Fujian 5." in chart.description
    assert "Hefei" not in chart.description  # an average of five years
    assert "Slower: Hunan 4.8 and Guangdong 3.9." in chart.description
    assert list(table["block"].unique()) == ["Provinces", "Municipalities", "Cities"]
    assert "axis not from zero" in " ".join(layout.texts(chart))


def test_a_bound_below_the_national_rate_is_not_known_to_be_above_or_below(add):
    row = ROW.format("Liaoning", "at least", "4.5")
    table = growth_rates.table(gdp.load(add("figures", row)))
    assert table.set_index("region").loc["Liaoning", "against_china"] == "not known"
    chart = check(table)
    title = "Of 12 provincial growth rates printed, at least eight beat China's in 2025"
    assert chart.title == title
    assert "Not known to be faster or slower: Liaoning 4.5 or higher." in chart.description


def test_ten_rows_more_a_fall_and_a_city_outside_the_club_still_fit(add):
    names = ["Liaoning", "Hebei", "Shaanxi", "Jiangsu", "Tianjin", "Chongqing", "Suzhou", "Wuxi"]
    rows = [ROW.format(name, "more than", f"{5 + n}") for n, name in enumerate(names)]
    rows += [ROW.format("Hefei", "exact", "-2.3") + "it fell", ROW.format("Ningbo", "about", "5")]
    add("regions", "Xuzhou,徐州市,320300,city,Jiangsu,other city,Yangtze River Delta")
    table = growth_rates.table(gdp.load(add("figures", *rows, ROW.format("Xuzhou", "exact", "6"))))
    assert dict(zip(table["region"], table["block"], strict=True))["Xuzhou"] == "Cities"
    assert table.iloc[-1]["region"] == "Hefei"
    check(table)


def test_where_nothing_surely_outgrew_china_the_title_does_not_say_that_nothing_did(edit):
    edit("figures", "2,China,GDP growth", relation="about")
    chart = check(growth_rates.table(gdp.load(edit("figures", "29,China,GDP growth"))))
    assert chart.title == "Growth of 13 Chinese regions in 2025"


def test_upper_bounds_fade_to_the_left_and_are_below_where_they_surely_are(add):
    rows = [ROW.format(*r) for r in (("Jilin", "less than", "4.9"), ("Hebei", "nearly", "5"))]
    rows.append(ROW.format("Gansu", "less than", "6.5"))
    table = growth_rates.table(gdp.load(add("figures", *rows)))
    answers = table.set_index("region")["against_china"]
    below = answers[["Jilin", "Hebei", "Gansu"]].to_list()
    assert below == ["below", "below", "not known"]
    chart = check(table)
    assert {"under 4.9", "nearly 5", "under 6.5"} <= set(layout.texts(chart))
    assert "Jilin under 4.9" in chart.description.partition("Slower")[2]


def test_a_national_rate_alone_is_a_sentence_in_place_of_a_chart(rows_left):
    kept = [("China", "GDP growth"), ("Anhui", "export growth")]
    tables = rows_left(lambda row: (row["region"], row["indicator"]) in kept)
    table = growth_rates.table(tables)
    told = "The sources give no growth rate of a region for 2025. The national rate is 5 percent."
    assert growth_rates.words(table) == told
    assert growth_rates.chart(table)._repr_markdown_()
    check_sectors(growth_rates.sector_table(tables))


def test_growth_without_a_national_rate_is_drawn_and_compared_with_nothing(rows_left):
    tables = rows_left(lambda row: row["region"] != "China")
    table = growth_rates.table(tables)
    assert set(table["against_china"]) == {"not known"}
    chart = check(table)
    assert "The sources give no national rate to compare with. Regions: " in chart.description
    assert "faster" not in chart.title + chart.description


def test_no_growth_of_industries_is_a_sentence_in_place_of_a_chart(rows_left):
    tables = rows_left(lambda row: row["indicator"] == "GDP growth")
    table = growth_rates.sector_table(tables)
    sentence = "The sources give no growth of industries or products for 2025."
    assert growth_rates.sector_words(table) == sentence
    assert growth_rates.sector_chart(table)._repr_markdown_()
    check(growth_rates.table(tables))


def test_two_sources_that_disagree_are_both_named_and_the_later_one_is_drawn(add):
    add("sources", "other-2026,Other Paper,Growth,2026-03-01,")
    rows = "other-2026,1,Anhui,GDP growth,,,2025,exact,5.1,percent,"
    tables = gdp.load(add("figures", rows, rows.replace("Anhui", "China").replace("5.1", "4.9")))
    table = growth_rates.table(tables)
    row = table.set_index("region").loc["Anhui"]
    assert row["reported"] == "5.1"
    assert row["disputed"] == "5.5 by Xinhua, 28 January 2026"
    chart = check(table)
    told = "Sources disagree: Anhui is 5.5 by Xinhua, 28 January 2026 and China is 5 by Xinhua"
    assert told in growth_rates.words(table)
    assert "Other Paper, 1 March 2026" in chart.source
    assert "Sources disagree" in " ".join(layout.texts(chart))


def test_sectors_are_bars_from_zero_in_blocks_by_what_is_measured(tables):
    table = growth_rates.sector_table(tables)
    chart = check_sectors(table)
    assert len(table) == 7
    blocks = ["Output or value added, as printed", "Units produced", "Exports"]
    assert list(table["measure"].unique()) == blocks
    assert chart.title == "High-tech manufacturing in Anhui rose 30.4 percent in 2025"
    texts = [text.get_text() for text in chart.axes[0].texts]
    assert "140, or 2.4 times the level of 2024" in texts
    assert "110, or 2.1 times the level of 2024" in texts
    for row in table.itertuples():
        assert f"{row.region} {row.sector} {row.reported}" in chart.description


def test_ten_sectors_more_with_bounds_and_falls_still_fit(add):
    cases = [("Hubei", "output growth", f"industry {n}", "exact", n * 9) for n in range(6)]
    cases += [("Hunan", "production growth", f"goods {n}", "at least", 150 + n) for n in range(3)]
    cases += [("Jilin", "production growth", "cars", "less than", 30)]
    rows = [SECTOR.format(*case) for case in cases]
    rows += [SECTOR.format("Anhui", "export growth", "steel", "exact", -12.5) + "it fell"]
    table = growth_rates.sector_table(gdp.load(add("figures", *rows)))
    assert len(table) == 18
    chart = check_sectors(table)
    assert chart.title == "Industry 5 in Hubei rose 45 percent in 2025"
