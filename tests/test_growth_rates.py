import conftest
import layout
import pytest

import gdp
from gdp.schema import BOUNDS

folder = conftest.small


def check_limits(chart, rows):
    """Assert that what fades out are the limits, each to its side."""
    sides = {}
    for name, bound in layout.drawn(chart, "bound").items():
        box = bound.get_datalim(bound.axes.transData)
        assert box.width > 0
        sides[name] = "upper" if box.x0 < rows["value"][name] - 1e-9 else "lower"
        shades = bound.get_facecolors()[:, 0]
        assert 1 == shades[0] > shades[-1] > 0
    assert sides == rows["relation"].map(BOUNDS).dropna().to_dict()


def check(growth):
    """Assert that each rate stands in its row, on a line from China's if the two surely differ."""
    chart = layout.check(growth.chart())
    rows, marks = growth.table.set_index("region"), layout.at(chart)
    china, _ = marks.pop("China")
    assert list(chart.names) == list(rows.index)
    spots = zip(rows["value"], chart.places, strict=True)
    assert [marks[name] for name in rows.index] == list(spots)
    sure = rows["value"][rows["against_china"].isin(["above", "below"])]
    bars = {name: list(bar.get_xdata()) for name, bar in layout.drawn(chart, "bar").items()}
    assert bars == {name: [china, value] for name, value in sure.items()}
    bold = [name for name, text in chart.names.items() if text.get_fontweight() == "bold"]
    assert bold == list(rows.index[rows["in_article"] != ""])
    check_limits(chart, rows)
    return chart


@pytest.mark.parametrize("year", [2001, 2013, 2020, 2023, 2025])
def test_the_charts_of_the_years_are_readable_and_true(tables, year):
    growth = gdp.GrowthRates(tables, year)
    vintage = "revised" if year < 2020 else "first published"
    rows = tables.with_regions(tables.series).query("level != 'city' and year == @year")
    rows = rows[(rows["indicator"] == "GDP growth") & (rows["vintage"] == vintage)]
    rates = rows.set_index("region")["value"]
    chart, faster = check(growth), sum(rates > rates["China"])
    assert chart.title == f"{faster} of 31 provincial economies grew faster than China in {year}"
    assert chart.name == f"growth_rates-{year}"
    assert (
        f"Real GDP growth of Chinese provinces in {year}, percent, as {vintage}"
        in layout.texts(chart)[1]
    )
    assert layout.at(chart)["China"][0] == rates["China"]
    levels = tables.levels("revised").pivot_table("value", "region", "year")
    gains = (100 * levels[year] / levels[year - 1] - 100)[rates.index]
    gaps = gains.round(1).drop("China") - rates.drop("China")
    lower, higher = sum(gaps < -0.01), sum(gaps > 0.01)
    chart = layout.check(growth.nominal_chart())
    verb, count = ("lagged", lower) if lower > higher else ("outran", higher)
    title = f"Nominal growth {verb} real growth in {count} of 31 provincial economies in {year}"
    assert chart.title == title
    ranked = gains.drop("China").sort_values(ascending=False)
    assert list(chart.names) == ["China", *ranked.index]
    marks = layout.drawn(chart, "marks")
    assert list(marks["real"].get_xdata()) == list(rates[[*chart.names]])
    assert list(marks["nominal"].get_xdata()) == pytest.approx(list(gains[[*chart.names]]))


@pytest.mark.parametrize(
    ("jiangsu", "fujian", "title"),
    [
        ("exact,10", "exact,9.2", "Both provincial economies grew faster than"),
        ("exact,-1", "less than,9.1", "Neither of the two provincial economies grew faster than"),
        ("exact,9.1", "exact,9.1", "Neither of the two provincial economies grew faster than"),
        ("more than,9.1", "exact,9.1", "One of two provincial economies grew faster than"),
        ("about,9", "exact,10", "At least one of two provincial economies grew faster than"),
        ("at least,9.1", "exact,10", "At least one of two provincial economies grew faster than"),
        ("about,9", "exact,9", "Growth of Chinese regions in 2003"),
    ],
)
def test_titles_count_who_surely_grew_faster(add, jiangsu, fujian, title):
    add("series", f"Jiangsu,2003,GDP growth,first published,{jiangsu},yearbook,")
    add("series", f"Fujian,2003,GDP growth,first published,{fujian},yearbook,")
    growth = gdp.GrowthRates(gdp.load(add("series")))
    chart = check(growth)
    assert chart.title.startswith(title)
    assert ("Not known to be" in chart.words) == title.startswith(("At least", "Growth"))
    around = layout.texts(chart)[1]
    assert ("Hollow dot" in around) == growth.table["relation"].isin(BOUNDS).any()
    assert ("axis does not start at zero" in around) == (jiangsu != "exact,-1")


def test_growth_of_industries_is_a_table_by_measure_highest_first(add):
    add("figures", "paper-2004,6,Fujian,export growth,tea,,2003,exact,140,percent,")
    add("figures", "paper-2004,6,Fujian,output growth,tea,,2003,at least,9,percent,")
    add("figures", "paper-2004,6,Fujian,value added growth,ore,,2003,exact,10,percent,")
    growth = gdp.GrowthRates(gdp.load(add("figures")))
    output = "Output or value added, as printed: Fujian ore 10 and Fujian tea 9 or higher."
    assert growth.sector_words().endswith(f"{output} Exports: Fujian tea 140.")
    assert list(growth.sectors["reported"]) == ["10", "9 or higher", "140"]
