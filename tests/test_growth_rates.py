import layout
import pytest

import gdp
from gdp import growth_rates
from gdp.tables import BOUNDS

ROW = "xinhua-2026,29,{},GDP growth,,,2025,{},{},percent,"
SECTOR = "xinhua-2026,15,{},{},{},,2025,{},{},percent,"


def parts(tables):
    """Return the rates of GDP and those of sectors."""
    table = growth_rates.table(tables)
    return table[table["sector"] == ""], table[table["sector"] != ""]


def check(tables):
    chart = growth_rates.chart(growth_rates.table(tables))
    rows, _ = parts(tables)
    layout.check(chart)
    marks = layout.at(chart, "mark")
    rate = rows.attrs["rate"]
    assert marks.pop("China", (None,))[0] == rate
    values = dict(zip(rows["region"], rows["value"], strict=True))
    assert {region: x for region, (x, _) in marks.items()} == values
    layout.check_bounds(chart, rows, rows["region"])
    bounds = layout.named(chart, "bound")
    for name in marks:
        hollow = layout.named(chart, "mark")[name].get_markerfacecolor() == "white"
        assert hollow == (name in bounds)
    drawn = layout.ends(chart)
    assert set(drawn) == set(rows.loc[rows["against_china"] != "not known", "region"])
    for name, ends in drawn.items():
        assert ends == pytest.approx(sorted([rate, values[name]]))
    return chart


def check_sectors(tables):
    chart = growth_rates.sector_chart(growth_rates.table(tables))
    _, rows = parts(tables)
    layout.check(chart)
    names = rows["region"] + " " + rows["sector"]
    layout.check_bounds(chart, rows, names)
    surely = rows["relation"].map(BOUNDS) != "upper"  # below an upper bound nothing is sure
    values = dict(zip(names[surely], rows["value"][surely], strict=True))
    assert layout.ends(chart) == {name: (min(0, v), max(0, v)) for name, v in values.items()}
    return chart


def test_the_chart_draws_every_rate_and_the_words_name_it_and_put_bounds_as_bounds(tables):
    chart = check(tables)
    rows, _ = parts(tables)
    assert chart.title == "Of 11 provincial growth rates printed, eight beat China's in 2025"
    assert chart.name == "growth_rates-2025"
    assert all(f"{row.region} {row.reported}" in chart.description for row in rows.itertuples())
    for told in (
        "Real GDP growth in 2025, in percent. China: 5.",
        "Henan 5.5 or higher",  # the only figure there is
        "Shandong 5.5, ",  # an exact figure beside a bound
        "The same: Fujian 5.",
        "Slower: Hunan 4.8 and Guangdong 3.9.",
    ):
        assert told in chart.description
    assert "Hefei" not in chart.description  # an average of five years
    assert list(rows["block"].unique()) == ["Provinces", "Municipalities", "Cities"]
    assert "axis not from zero" in " ".join(layout.texts(chart))


def test_bounds_are_compared_as_far_as_they_go(add):
    bounds = [("Liaoning", "at least", 4.5), ("Gansu", "less than", 6.5), ("Jilin", "about", 4.8)]
    bounds += [("Hebei", "less than", 4.9), ("Hainan", "nearly", 5)]
    tables = gdp.load(add("figures", *(ROW.format(*bound) for bound in bounds)))
    answers = parts(tables)[0].set_index("region")["against_china"]
    assert set(answers[["Liaoning", "Gansu", "Jilin"]]) == {"not known"}
    assert set(answers[["Hebei", "Hainan"]]) == {"below"}
    chart = check(tables)
    title = "Of 16 provincial growth rates printed, at least eight beat China's in 2025"
    assert chart.title == title
    open_to = "Gansu under 6.5, Jilin about 4.8 and Liaoning 4.5 or higher."
    assert f"Not known to be faster or slower: {open_to}" in chart.description
    assert "Hainan nearly 5" in chart.description.partition("Slower")[2]
    assert {"under 4.9", "nearly 5", "under 6.5"} <= set(layout.texts(chart))
    (axes,) = chart.axes
    low = {text.get_text() for text in axes.texts if text.get_ha() == "right"}
    assert {"4.5 or higher", "about 4.8", "under 4.9"} <= low  # not over the nation's line


def test_ten_rows_more_a_fall_and_a_city_outside_the_club_still_fit(add):
    names = ["Liaoning", "Hebei", "Shaanxi", "Jiangsu", "Tianjin", "Chongqing", "Suzhou", "Wuxi"]
    rows = [ROW.format(name, "more than", f"{5 + n}") for n, name in enumerate(names)]
    rows += [ROW.format("Hefei", "exact", "-2.3") + "it fell", ROW.format("Ningbo", "about", "5")]
    long = "Guangdong-Hong Kong-Macao Greater Bay Area"
    add("regions", "Xuzhou,徐州市,320300,city,Jiangsu,other city,Yangtze River Delta")
    add("regions", f"{long},,,area,,,")
    rows += [ROW.format(name, "exact", "6") for name in ("Xuzhou", long)]
    tables = gdp.load(add("figures", *rows))
    table, _ = parts(tables)
    assert dict(zip(table["region"], table["block"], strict=True))["Xuzhou"] == "Cities"
    assert list(table["region"][-2:]) == ["Hefei", long]
    assert "axis not from zero" not in " ".join(layout.texts(check(tables)))


@pytest.mark.parametrize(
    ("rates", "title"),
    [
        ("Wuxi exact -1", "Wuxi's growth in 2025: -1 percent"),
        ("Hubei at_least 5", "Hubei's growth in 2025: 5 or higher percent"),
        ("Wuxi exact 2.3; Foshan exact -2", "Of two growth rates printed, Wuxi's was the highest"),
        ("Wuxi exact 2.3; Foshan exact 2.3", "Growth of two Chinese regions in 2025"),
        ("Jilin exact 4; Hubei about 5", "Growth of two Chinese regions in 2025"),
        ("Jilin exact 4; Hubei exact 5", "Of two provincial growth rates printed, none beat"),
        ("Jilin exact 6; Hubei more_than 5", "All two provincial growth rates printed beat China"),
    ],
)
def test_titles_are_true_of_few_rates(rows_left, add, rates, title):
    for rate in rates.split("; "):
        region, relation, value = rate.split()
        add("figures", ROW.format(region, relation.replace("_", " "), value) + "it fell")
    kept = rows_left(lambda row: row["note"] == "it fell" or row["region"] == "China")
    assert check(kept).title.startswith(title)


def test_a_national_rate_alone_is_a_sentence_in_place_of_a_chart(rows_left):
    kept = [("China", "GDP growth"), ("Anhui", "export growth")]
    tables = rows_left(lambda row: (row["region"], row["indicator"]) in kept)
    table = growth_rates.table(tables)
    told = "The sources give no growth rate of a region for 2025. The national rate is 5 percent."
    assert growth_rates.words(table) == told
    assert growth_rates.chart(table)._repr_markdown_()
    check_sectors(tables)


def test_growth_without_a_national_rate_is_drawn_and_compared_with_nothing(rows_left):
    tables = rows_left(lambda row: row["region"] != "China")
    assert set(parts(tables)[0]["against_china"]) == {"not known"}
    chart = check(tables)
    assert "The sources give no national rate to compare with. Regions: " in chart.description
    assert "faster" not in chart.title + chart.description


@pytest.mark.parametrize("given", ["GDP growth", "GDP"])
def test_what_an_article_does_not_give_is_a_sentence_in_place_of_a_chart(rows_left, given):
    table = growth_rates.table(rows_left(lambda row: row["indicator"] == given), 2025)
    sentence = "The sources give no growth of industries or products for 2025."
    assert growth_rates.sector_words(table) == sentence
    assert growth_rates.sector_chart(table)._repr_markdown_()
    none = "The sources give no growth rate of a region for 2025."
    assert (growth_rates.words(table) == none) == (given == "GDP")
    assert hasattr(growth_rates.chart(table), "title") == (given == "GDP growth")


def test_two_sources_that_disagree_are_both_named_and_the_later_one_is_drawn(add):
    add("sources", "other-2026,Other Paper,Growth,2026-03-01,")
    rows = "other-2026,1,Anhui,GDP growth,,,2025,exact,5.1,percent,"
    tables = gdp.load(add("figures", rows, rows.replace("Anhui", "China").replace("5.1", "4.9")))
    row = parts(tables)[0].set_index("region").loc["Anhui"]
    assert (row["reported"], row["disputed"]) == ("5.1", "5.5 by Xinhua, 28 January 2026")
    chart = check(tables)
    told = "Sources disagree: Anhui is 5.5 by Xinhua, 28 January 2026 and China is 5 by Xinhua"
    assert told in chart.description
    assert "Other Paper, 1 March 2026" in chart.source
    assert "Sources disagree" in " ".join(layout.texts(chart))


def test_sectors_are_bars_from_zero_in_blocks_by_what_is_measured(tables):
    chart = check_sectors(tables)
    _, rows = parts(tables)
    assert len(rows) == 7
    blocks = ["Output or value added, as printed", "Units produced", "Exports"]
    assert list(rows["block"].unique()) == blocks
    assert chart.title == "High-tech manufacturing in Anhui rose 30.4 percent in 2025"
    told = {"140, or 2.4 times the level of 2024", "110, or 2.1 times the level of 2024"}
    assert told <= set(layout.texts(chart))
    assert "paragraph" not in " ".join(layout.texts(chart))
    for row in rows.itertuples():
        assert f"{row.region} {row.sector} {row.reported}" in chart.description


def test_ten_sectors_more_with_bounds_and_falls_still_fit(add):
    cases = [("Hubei", "output growth", f"industry {n}", "exact", n * 9) for n in range(6)]
    cases += [("Hunan", "production growth", f"goods {n}", "at least", 150 + n) for n in range(3)]
    cases += [("Jilin", "production growth", "cars", "less than", 30)]
    rows = [SECTOR.format(*case) for case in cases]
    rows += [SECTOR.format("Anhui", "export growth", "steel", "exact", -12.5) + "it fell"]
    tables = gdp.load(add("figures", *rows))
    assert len(parts(tables)[1]) == 18
    assert check_sectors(tables).title == "Industry 5 in Hubei rose 45 percent in 2025"
