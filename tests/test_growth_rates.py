import conftest
import layout
import pytest

import gdp
from gdp.charts import Absence
from gdp.tables import BOUNDS

TITLES = """\
Jiangsu,exact,5: GDP of Jiangsu grew by 5 percent
Jiangsu,exact,10; Fujian,exact,9.2: Both provincial economies grew faster than China
Jiangsu,exact,9; Fujian,at most,9.1: Neither of the two provincial economies grew faster than China
Jiangsu,more than,9.1; Fujian,exact,9.1: One of two provincial economies grew faster than China
Jiangsu,exact,10; Fujian,exact,9.9; Shanghai,exact,9.2: All three provincial economies grew faster than China
Jiangsu,exact,9; Fujian,exact,9; Shanghai,exact,-1: None of three provincial economies grew faster than China
Jiangsu,about,9; Fujian,exact,10: At least one of two provincial economies grew faster than China
Jiangsu,at least,9.1; Fujian,exact,10: At least one of two provincial economies grew faster than China"""
SECTORS = """\
export growth,tea,,2003,exact,-9: Growth of industries and products
output growth,tea,,2003,at least,9: Growth of industries and products
value added growth,tea,,2003,exact,3; output growth,ore,,2003,exact,-9: Value added of tea in Fujian rose 3 percent
export growth,tea,,2003,exact,99; export growth,ore,,2003,less than,5: Exports of tea in Fujian rose 99 percent"""
folder = conftest.small


def growth_of(add, rates):
    cases = [rate.split(",", 1) for rate in rates.split("; ")]
    rows = [f"{name},2003,GDP growth,first published,{rate},yearbook," for name, rate in cases]
    return gdp.GrowthRates(gdp.load(add("series", *rows)), 2003)


def check_limits(chart, names, relations, ends):
    """Assert that what fades out are the limits, each to its side."""
    words, sides = dict(zip(names, relations, strict=True)), {}
    for name, bound in layout.drawn(chart, "bound").items():
        left = bound.get_datalim(bound.axes.transData).x0 < ends[name] - 1e-9
        sides[name] = "upper" if left else "lower"
    assert sides == {name: BOUNDS[words[name]] for name in words if words[name] in BOUNDS}


def check(growth):
    chart, rows = layout.check(growth.chart()), growth.table
    marks, nation = layout.at(chart), growth.national["value"]
    assert marks.pop("China")[0] == nation
    values = dict(zip(rows["region"], rows["value"], strict=True))
    assert marks == {name: (values[name], y) for name, y in zip(values, chart.places, strict=True)}
    check_limits(chart, rows["region"], rows["relation"], values)
    bars = {name: list(bar.get_xdata()) for name, bar in layout.drawn(chart, "bar").items()}
    sure = rows["region"][rows["against_china"] != "not known"]
    assert bars == {name: [nation, values[name]] for name in sure}
    return chart


@pytest.mark.parametrize("year", [2000, 2001, 2006, 2013, 2021, 2024, 2025])
def test_the_charts_of_every_year_are_readable_and_true(tables, year):
    growth = gdp.GrowthRates(tables, year)
    vintage = "revised" if year < 2020 else "first published"
    series = tables.series.pivot_table("value", "region", ["indicator", "vintage", "year"])
    rate = series["GDP growth", vintage, year]
    provinces = tables.regions["region"][tables.regions["code"].str.endswith("0000")]
    chart, faster = check(growth), (rate[provinces] > rate["China"]).sum()
    assert chart.title == f"{faster} of 31 provincial economies grew faster than China in {year}"
    assert chart.name == f"growth_rates-{year}"
    assert f"Real GDP growth in {year}, percent, as {vintage}" in layout.texts(chart)[1]
    if year % 2:  # seconds matter, and the code is the same
        level = series["GDP", "revised" if year < 2025 else vintage, year]
        gain = (level / series["GDP", "revised", year - 1] - 1) * 100
        gap = (gain.round(1) - rate)[provinces]
        counts = {"lagged": (gap < 0).sum(), "outran": (gap > 0).sum()}
        verb = max(counts, key=counts.get)
        who = f"{counts[verb]} of 31".replace("31 of", "all")
        chart, rows = layout.check(growth.nominal_chart()), growth.nominal.set_index("region")
        told = f"Nominal growth {verb} real growth in {who} provincial economies in {year}"
        assert chart.title == told
        assert list(rows["nominal"]) == pytest.approx(list(gain[rows.index]))
        for kind, marks in layout.drawn(chart, "marks").items():
            assert list(marks.get_xdata()) == list(rows[kind])


def test_the_rates_of_2025_are_those_of_the_bureaus_beside_what_the_article_says(tables):
    growth = gdp.GrowthRates(tables)
    rates, nominal, sectors = growth.chart(), growth.nominal_chart(), growth.sector_chart()
    henan = growth.table.set_index("region").loc["Henan"]
    assert list(henan)[3:7] == [5.6, "5.6", "above", "5.5 or higher"]
    assert "As fast: Fujian 5 and Jilin 5. Slower: Guizhou 4.9, Hunan 4.8" in rates.words
    assert "In the article: Henan 5.5 or higher, Anhui 5.5, Hubei 5.5" in rates.words
    assert {"China: 5.0", "5.0, as China", "Cities"} <= layout.texts(rates)[0]
    assert (
        "Municipalities rank with provinces. Bold: named in the news article."
        in layout.texts(rates)[1]
    )
    bold = [name for name, text in rates.names.items() if text.get_fontweight() == "bold"]
    assert bold == list(growth.table["region"][growth.table["in_article"] != ""])
    assert "China 5.0 and 4.0, Tibet 7.0 and 8.7, " in nominal.words
    assert nominal.name == "growth_rates-nominal-2025"
    assert sectors.title == "Production of new energy vehicles in Beijing rose 140 percent in 2025"
    assert {"Units produced", "140", "2.4 times the level of 2024"} <= layout.texts(sectors)[0]
    assert sectors.words.endswith("Exports: Anhui new trio products 110.")
    assert (
        "Output, value added, units and exports are different measures."
        in layout.texts(layout.check(sectors))[1]
    )


@pytest.mark.parametrize("case", TITLES.splitlines())
def test_titles_count_who_surely_grew_faster(add, case):
    rates, title = case.split(": ")
    chart = check(growth_of(add, rates))
    assert chart.title == f"{title} in 2003"
    around = layout.texts(chart)[1]
    assert ("Hollow dot: only a limit" in around) == any(word in rates for word in BOUNDS)
    assert ("axis does not start at zero" in around) == ("-" not in rates)


@pytest.mark.parametrize("more", ["", "; Shanghai,exact,9"])
def test_what_is_not_known_is_said_and_not_denied(add, more):
    growth = growth_of(add, f"Jiangsu,less than,9.1; Fujian,about,9{more}")
    assert "Slower: Jiangsu under 9.1" in growth.words()
    assert growth.words().strip().endswith("Not known to be faster or slower: Fujian about 9.")
    assert not growth.chart().title.startswith(("Neither", "None", "At least none"))


def test_of_what_only_articles_give_the_later_counts_and_all_are_credited(add):
    add("sources", "other-2004,Other Paper,Growth,2004-02-01,")
    for said in ("other-2004,1,Nanjing", "paper-2004,6,Nanjing", "paper-2004,6,Delta"):
        add("figures", f"{said},GDP growth,,,2003,exact,{14 if 'other' in said else 15},percent,")
    chart = check(gdp.GrowthRates(gdp.load(add("series"))))
    assert "In the article: Nanjing 14 and Delta 15." in chart.words
    assert "Bold" not in layout.texts(chart)[1]  # since all are named
    articles = "Paper, 28 January 2004; Other Paper, 1 February 2004"
    assert chart.source == f"Source: {articles}; figures: Bureau. Own data."


@pytest.mark.parametrize("case", SECTORS.splitlines())
def test_sectors_that_fall_or_have_a_limit_are_drawn_as_such(add, case):
    rates, title = case.split(": ")
    rows = [f"paper-2004,6,Fujian,{rate},percent," for rate in rates.split("; ")]
    growth = gdp.GrowthRates(gdp.load(add("figures", *rows)))
    chart, rows = layout.check(growth.sector_chart()), growth.sectors
    assert chart.title == f"{title} in 2003"
    values = dict(zip(chart.names, rows["value"], strict=True))
    check_limits(chart, chart.names, rows["relation"], values)
    bars = {name: bar.get_width() for name, bar in layout.drawn(chart, "bar").items()}
    solid = rows["relation"].map(BOUNDS) != "upper"
    assert list(bars.values()) == list(rows["value"][solid])


def test_what_is_absent_is_a_sentence_in_place_of_a_chart(folder):
    growth = gdp.GrowthRates(gdp.load(folder))
    told = "Real GDP growth in 2003, in percent. China: 9.1. No growth rate of a region is known."
    assert growth.chart() == Absence(told)
    assert growth.nominal_chart() == Absence("Nominal growth is not known for 2003.")
    assert growth.sector_chart().title == "No growth of industries or products is known for 2003"
    with pytest.raises(gdp.NoDataError, match="no growth rate for 2002; years with data: 2003"):
        gdp.GrowthRates(gdp.load(folder), 2002)
