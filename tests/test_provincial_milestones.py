import conftest
import layout
import pytest

import gdp
from gdp.schema import BASES, FIRST, REVISED
from gdp.wording import number_word, short_level

folder = conftest.small


def check_ladder(chart, reached, sizes, year):
    """Assert that a bead is a mark, dark if it is new, and that each row tells its GDP."""
    places = dict(zip(chart.names, chart.places, strict=True))
    beads = layout.drawn(chart, "beads")[""]
    spots = [tuple(spot) for spot in beads.get_offsets()]
    written = {text.get_position(): text.get_text() for text in chart.axes.texts}
    found = [(round(x), y, written[x, y]) for x, y in spots]
    due = [(row.year, places[row.region], f"{row.mark}") for row in reached.itertuples()]
    assert sorted(found) == sorted(due)
    dark = beads.get_facecolors()[:, 0] < 0.5
    assert list(dark) == [round(x) == year for x, _ in spots]
    levels = sizes[list(places)]
    assert levels.is_monotonic_decreasing
    assert {short_level("exact", level) for level in levels} <= layout.texts(chart)[0]


@pytest.mark.parametrize(
    ("basis", "year", "title", "most"),
    [
        (FIRST, 2001, "Guangdong passed 1 trillion yuan in 2001", ""),
        (FIRST, 2003, "No provincial economy passed a", "; the most was two, in 2002"),
        (FIRST, 2014, "Jiangsu passed 6 trillion yuan in 2014, Zhe", "; the most was 11, in 2011"),
        (FIRST, 2006, "Jiangsu passed 2 trillion yuan in 2006", "; the most was three, in 2005"),
        (FIRST, 2021, "13 provincial economies passed a", ", the most so far"),
        (FIRST, 2025, "Jiangsu passed 14 trillion yuan in 2025, Sh", "; the most was 13, in 2021"),
        (REVISED, 2000, "Guangdong passed 1 trillion yuan in 2000", ""),
        (REVISED, 2025, "Five provincial economies passed a", "; the most was 13, in 2021"),
    ],
)
def test_the_charts_of_the_years_are_readable_and_true(tables, basis, year, title, most):
    found = gdp.ProvincialMilestones(tables, year, basis)
    ladder, bars = layout.check(found.chart()), layout.check(found.year_chart())
    reached = tables.crossings(basis).query("level != 'city' and year <= @year")
    now = tables.levels(REVISED if year < 2025 else FIRST).query("year == @year")
    check_ladder(ladder, reached, now.set_index("region")["value"], year)
    regions = reached["region"].nunique()
    assert len(ladder.names) == (31 if regions >= 26 else regions)  # up to five without a mark
    assert ladder.title.startswith(title)
    years = range(reached["year"].min(), year + 1)
    assert layout.years(ladder) == list(years)
    counts = [sum(reached["year"] == when) for when in years]
    assert [bar.get_height() for bar in bars.figure.axes[0].patches] == counts
    times = {0: "No province", 1: " once "}.get(counts[-1], f" {number_word(counts[-1])} times ")
    assert times in bars.title
    assert bars.title.endswith(f" in {year}{most}")
    ending = f"{year}" if basis == FIRST else f"{year}-revised"
    for chart, kind in [(ladder, ""), (bars, "-years")]:
        assert chart.name == f"provincial_milestones{kind}-{ending}"
        assert f"Chinese provinces and municipalities, {BASES[basis]}" in layout.texts(chart)[1]


def test_marks_of_one_year_stand_side_by_side(add):
    add("series", "Jiangsu,2004,GDP,first published,exact,1.9,yearbook,")
    add("series", "Jiangsu,2005,GDP,first published,exact,3.04,yearbook,")
    found = gdp.ProvincialMilestones(gdp.load(add("series")))
    assert list(found.sizes["highest"]) == [3, 0, 0]
    beads = layout.drawn(layout.check(found.chart()), "beads")[""]
    _, left, right = beads.get_offsets()[:, 0]
    assert 2005 - left == pytest.approx(right - 2005)
