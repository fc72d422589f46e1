import re

import layout
import pytest

import gdp
from gdp.charts import Absence
from gdp.tables import FIRST, REVISED
from gdp.wording import listed, number_word, short_level

WORDS = """\
By the end of 2025, 27 provincial economies had reached 124 marks of nominal GDP, one for each trillion yuan.
In 2025: Jiangsu 14, Shandong 10, Fujian 6 and Beijing 5.
At 4 trillion yuan: Hebei since 2021. At 3 trillion yuan: Shaanxi since 2022,
in the article: Shandong over 10, Fujian over 6, Shanghai 5.67, Anhui 5.3 and Beijing over 5.
Henan fell back below 6 trillion in 2023. Not at 1 trillion: Hainan, Ningxia, Qinghai and Tibet.
Four new trillions in 2025, the fewest since 2020
2023: 8, 2024: 7 and 2025: 4. Growth of China's GDP in yuan, percent: 2001: 11,"""


def check(found):
    chart, rows, sizes = layout.check(found.chart()), found.table, found.sizes
    assert layout.years(chart) == list(range(rows["reached"].min(), found.year + 1))
    beads, places = (
        layout.drawn(chart, "beads")[""],
        dict(zip(sizes["region"], chart.places, strict=True)),
    )
    assert list(beads.get_offsets()[:, 0]) == pytest.approx(list(rows["reached"]), abs=0.6)
    assert list(beads.get_offsets()[:, 1]) == list(rows["region"].map(places))
    written = {text.get_position(): text.get_text() for text in chart.axes.texts}
    assert [written[tuple(at)] for at in beads.get_offsets()] == list(rows["mark"].map(str))
    new = rows["reached"] == found.year
    assert list(beads.get_facecolors()[:, 0] < 0.5) == list(new)
    known = sizes.dropna(subset="gdp")
    levels = list(map(short_level, known["relation"], known["gdp"]))
    assert [text for (x, y), text in written.items() if 7 < x < 9 and y > 0] == levels
    names = listed(rows["region"][new].drop_duplicates())
    many = f"{number_word(rows['region'][new].nunique()).capitalize()} provincial economies"
    each = " each" if " and " in names else ""
    who = many if names.count(",") > 2 else f"{names}{each}" or "No provincial economy"
    assert chart.title == f"{who} reached a new trillion in {found.year}"
    return chart


def check_counts(found):
    """Assert that the bars count the marks of each year, and that the title looks back rightly."""
    chart, reached = layout.check(found.year_chart()), list(found.table["reached"])
    counts = [reached.count(year) for year in range(min(reached), found.year + 1)]
    assert [bar.get_height() for bar in chart.figure.axes[0].patches] == counts
    start = number_word(counts[-1]).capitalize() if counts[-1] else "No"
    told = re.fullmatch(rf"{start} new trillions? in {found.year}(, .+)?", chart.title)[1] or ""
    since = int(told[-4:]) if "since" in told else min(reached) - 1
    between = counts[since - min(reached) + 1 : -1]
    assert ("as many" in told) == (len(counts) > 1 and 0 < counts[-1] == counts[-2])
    assert "most" not in told or max(between) < counts[-1]
    assert "fewest" not in told or min(between) > counts[-1]
    return chart


@pytest.mark.parametrize("basis", [FIRST, REVISED])
def test_the_charts_of_every_year_are_readable_and_true(tables, basis):
    kept = layout.Kept(**tables)
    past = kept.crossings(basis).query("level != 'city'")[["region", "mark", "year"]]
    for year in range(2025, past["year"].min() - 1, -1 if basis == FIRST else -3):
        found = gdp.ProvincialMilestones(kept, year, basis)
        drawn = set(found.table[["region", "mark", "reached"]].itertuples(index=False, name=None))
        assert drawn == set(past[past["year"] <= year].itertuples(index=False, name=None))
        for chart, kind in ((check(found), ""), (check_counts(found), "-years")):
            ending = f"{year}{'' if basis == FIRST else '-revised'}"
            assert chart.name == f"provincial_milestones{kind}-{ending}"
            assert f"Chinese provinces and municipalities, {basis}" in layout.texts(chart)[1]


def test_words_say_who_is_new_how_far_all_are_and_who_fell_back(tables):
    found = gdp.ProvincialMilestones(tables)
    years = found.year_chart()
    words = f"{found.words()} {years.title} {years.words}"
    assert [told for told in WORDS.splitlines() if told not in words] == []
    assert "’25\n4" in layout.texts(years)[0]
    assert "fell back below 6 trillion in 2023." in layout.texts(found.chart())[1]
    earlier = gdp.ProvincialMilestones(tables, 2010).words()
    assert earlier.endswith("Inner Mongolia since 2010. Not at 1 trillion: 14 regions.")


def test_without_a_province_past_a_mark_both_charts_are_a_sentence(small):
    series = (small / "series.csv").read_text(encoding="utf-8")
    (small / "series.csv").write_text(series.partition("Jiangsu")[0], encoding="utf-8")
    found = gdp.ProvincialMilestones(gdp.load(small))
    told = "The data name no province or municipality past a trillion yuan of GDP."
    assert found.chart() == found.year_chart() == Absence(told)
