import layout
import pytest

import gdp
from gdp.charts import Absence
from gdp.tables import FIRST, REVISED
from gdp.wording import listed, number_word, short_level

WORDS = """\
By the end of 2025, 27 provincial economies had reached 124 marks of nominal GDP, one for each trillion yuan.
In 2025: Jiangsu 14, Shandong 10, Fujian 6 and Beijing 5.
At 4 trillion yuan: Hebei first in 2021. At 3 trillion yuan: Shaanxi first in 2022,
in the article: Shandong over 10, Fujian over 6, Shanghai 5.67, Anhui 5.3 and Beijing over 5.
Henan fell back below 6 trillion in 2023. Yet to reach 1 trillion: Hainan, Ningxia, Qinghai and Tibet.
2023: 8, 2024: 7 and 2025: 4. Growth of China's GDP in yuan, percent: 2001: 11,
Number: trillions of yuan reached. Dark: in 2025. Henan fell back"""
TITLES = {
    2001: "Provinces passed one trillion-yuan mark in 2001",
    2003: "Provinces passed no trillion-yuan mark in 2003",
    2011: "Provinces passed 11 trillion-yuan marks in 2011, the most so far",
    2017: "Provinces passed ten trillion-yuan marks in 2017, the most since 2011",
    2019: "Provinces passed six trillion-yuan marks in 2019, after six in 2018",
    2025: "Provinces passed four trillion-yuan marks in 2025, the fewest since 2020",
}


def check(found):
    chart, rows = layout.check(found.chart()), found.table
    assert layout.years(chart) == list(range(rows["reached"].min(), found.year + 1))
    places = dict(zip(chart.names, chart.places, strict=True))
    beads = layout.drawn(chart, "beads")[""]
    assert list(beads.get_offsets()[:, 0]) == pytest.approx(list(rows["reached"]), abs=0.6)
    assert list(beads.get_offsets()[:, 1]) == list(rows["region"].map(places))
    written = {text.get_position(): text.get_text() for text in chart.axes.texts}
    assert [written[tuple(at)] for at in beads.get_offsets()] == list(rows["mark"].map(str))
    new = rows["reached"] == found.year
    assert list(beads.get_facecolors()[:, 0] < 0.5) == list(new)
    shown = found.sizes[found.sizes["region"].isin(places)].dropna(subset="gdp")
    levels = list(map(short_level, shown["relation"], shown["gdp"]))
    assert [text for (x, y), text in written.items() if 6 < x < 9 and y > 0] == levels
    names = list(rows["region"][new].drop_duplicates())
    who = listed(names) + " each" * (len(names) > 1) or "No provincial economy"
    if len(names) > 4:
        who = f"{number_word(len(names)).capitalize()} provincial economies"
    assert chart.title == f"{who} reached a new trillion in {found.year}"
    return chart


@pytest.mark.parametrize("basis", [FIRST, REVISED])
def test_the_charts_of_the_years_are_readable_and_true(tables, basis):
    kept = layout.Kept(**tables)
    past = kept.crossings(basis).query("level != 'city'")[["region", "mark", "year"]]
    told, ending = ("as first published", "") if basis == FIRST else ("on revised", "-revised")
    for year in range(2025, past["year"].min() - 1, -2 if basis == FIRST else -6):  # in seconds
        found = gdp.ProvincialMilestones(kept, year, basis)
        drawn = found.table[["region", "mark", "reached"]].to_numpy().tolist()
        assert sorted(drawn) == sorted(past[past["year"] <= year].to_numpy().tolist())
        ladder, years = check(found), layout.check(found.year_chart())
        counts = [sum(past["year"] == when) for when in range(past["year"].min(), year + 1)]
        assert [bar.get_height() for bar in years.figure.axes[0].patches] == counts
        assert (number_word(counts[-1]) if counts[-1] else "no") in years.title
        assert basis == REVISED or years.title == TITLES.get(year, years.title)
        for chart, kind in ((ladder, ""), (years, "-years")):
            assert chart.name == f"provincial_milestones{kind}-{year}{ending}"
            assert f"Chinese provinces and municipalities, {told}" in layout.texts(chart)[1]


def test_words_say_who_is_new_how_far_all_are_and_who_fell_back(tables):
    found = gdp.ProvincialMilestones(tables)
    words = f"{found.words()} {found.year_words()} {layout.texts(found.chart())[1]}"
    assert [told for told in WORDS.splitlines() if told not in words] == []
    assert "’25\n4%" in layout.texts(found.year_chart())[0]
    earlier = gdp.ProvincialMilestones(tables, 2010).words()
    assert earlier.endswith("Inner Mongolia first in 2010. Yet to reach 1 trillion: 14 regions.")


def test_without_a_province_past_a_mark_both_charts_are_a_sentence(small):
    series = (small / "series.csv").read_text(encoding="utf-8")
    (small / "series.csv").write_text(series.partition("Jiangsu")[0], encoding="utf-8")
    found = gdp.ProvincialMilestones(gdp.load(small))
    told = "The data name no province or municipality past a trillion yuan of GDP."
    assert found.chart() == found.year_chart() == Absence(told)
