import re

import layout
import pytest
from conftest import cases

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
    china = rows.attrs["china"]
    rate = china["value"] if china["reported"] else None
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


@cases("growth_titles")
def test_titles_are_true_of_few_rates(rows_left, add, rates, title):
    for rate in rates.split("; "):
        region, relation, value = rate.split()
        add("figures", ROW.format(region, relation.replace("_", " "), value) + "it fell")
    kept = rows_left(lambda row: row["note"] == "it fell" or row["region"] == "China")
    assert check(kept).title == title


@cases("growth_given")
def test_what_an_article_does_not_give_is_a_sentence_in_place_of_a_chart_or_a_comparison(
    rows_left, given, title, words, sector_words
):
    tables = rows_left(lambda row: re.fullmatch(given, f"{row['region']},{row['indicator']}"))
    table = growth_rates.table(tables, 2025)
    assert growth_rates.words(table).startswith(words)
    assert growth_rates.sector_words(table).startswith(sector_words)
    if title:
        assert check(tables).title == title
    else:
        assert growth_rates.chart(table)._repr_markdown_()
    if sector_words.startswith("Growth"):
        check_sectors(tables)
    else:
        assert growth_rates.sector_chart(table)._repr_markdown_()


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
    sectors = [("Hubei", "output growth", f"industry {n}", "exact", n * 9) for n in range(6)]
    sectors += [("Hunan", "production growth", f"goods {n}", "at least", 150 + n) for n in range(3)]
    sectors += [("Jilin", "production growth", "cars", "less than", 30)]
    rows = [SECTOR.format(*case) for case in sectors]
    rows += [SECTOR.format("Anhui", "export growth", "steel", "exact", -12.5) + "it fell"]
    tables = gdp.load(add("figures", *rows))
    assert len(parts(tables)[1]) == 18
    assert check_sectors(tables).title == "Industry 5 in Hubei rose 45 percent in 2025"
