import conftest
import layout
import pytest

import gdp
from gdp.charts import Absence
from gdp.schema import BASES, FIRST, REVISED
from gdp.wording import number_word

KINDS = {"chart": "", "place_chart": "-place", "size_chart": "-size", "share_chart": "-share"}
folder = conftest.small


def check_stairs(chart, joined, year):
    """Assert that a step is a city, in the year in which it joined."""
    marks, first, count = layout.at(chart), joined.min(), len(joined)
    assert {city: marks[city][0] for city in marks} == joined.to_dict()
    stairs = layout.drawn(chart, "staircase")[""].get_xydata()
    assert [tuple(spot) for spot in stairs[:-1]] == [(first, 0), *sorted(marks.values())]
    assert layout.years(chart) == list(range(first, year + 1))
    assert f" in {year}" in chart.title
    assert f"{number_word(count)} " in chart.title or joined.index[-1] in chart.title


def check_places(chart, joined, areas):
    """Assert that each city stands at its year in the block of its area, the largest first."""
    marks, sizes = layout.at(chart), areas.value_counts()
    assert {city: marks[city][0] for city in marks} == joined.to_dict()
    assert [marks[city][1] for city in chart.names] == chart.places
    order = [(-sizes[areas[city]], areas[city], joined[city]) for city in chart.names]
    assert order == sorted(order)
    assert {f"{area}: {size}" for area, size in sizes.items()} <= layout.texts(chart)[0]
    leads = sizes.index[sizes == sizes.max()]
    assert len(leads) > 1 or sizes.max() == 1 or leads[0] in chart.title
    assert sizes.max() == 1 or number_word(sizes.max()) in chart.title.lower()


def check_sizes(chart, members, sizes, mark):
    """Assert that members, and the others with half of the mark at least, stand at their GDP."""
    sizes = sizes[sizes.index.isin(members) | (sizes >= mark / 2)]
    below = sizes[~sizes.index.isin(members)]
    marks = layout.at(chart)
    assert {city: marks[city][0] for city in marks} == sizes.to_dict()
    assert {f"Members: {len(members)}", f"{mark} trillion yuan"} <= layout.texts(chart)[0]
    assert set(layout.drawn(chart, "line")["mark"].get_xdata()) == {mark}
    few = len(below) < 5
    assert chart.title.startswith((sizes if few else below).idxmax())
    figure = f"{sizes.max():.2f}" if few else f"at {round(below.max(), 4)} trillion yuan"
    assert figure in chart.title


def check_shares(chart, joined, sizes, china, mark):
    """Assert the members of each year, and the cities that have as large a share now."""
    now, first = china.index.max(), joined.min()
    bars = [sum(joined <= year) for year in range(first, now + 1)]
    assert [bar.get_height() for bar in chart.figure.axes[0].patches] == bars
    dots = [sum(sizes / china[now] >= mark / china[year]) for year in range(first, now)]
    assert list(layout.drawn(chart, "dots")[""].get_ydata()) == dots
    then = max(now - 10, first)
    if then == now:
        assert f"was {100 * mark / china[now]:.1f} percent of China's GDP" in chart.title
    else:
        told = f"past the mark in {then}; had it grown with GDP, "
        assert told + f"{number_word(dots[then - first])} would be in {now}" in chart.title
        assert number_word(bars[then - first]).capitalize() == chart.title.split()[0]


@pytest.mark.parametrize(
    ("basis", "mark", "year", "drawn"),
    [
        (FIRST, 1, 2006, 4),
        (FIRST, 1, 2014, 2),
        (FIRST, 1, 2025, 4),
        (FIRST, 2, 2016, 2),
        (FIRST, 3, 2021, 4),
        (REVISED, 1, 2010, 4),
        (REVISED, 1, 2024, 2),
        (REVISED, 2, 2024, 4),
        (REVISED, 3, 2025, 4),
    ],
)
def test_the_charts_of_the_years_are_readable_and_true(tables, basis, mark, year, drawn):
    club = gdp.ClubMembership(tables, year, basis, mark)
    charts = [getattr(club, door)() for door in KINDS]
    past = tables.crossings(basis).query("mark == @mark and standing > '' and year <= @year")
    past = past.set_index("region")
    levels = tables.levels(basis).query("year <= @year").set_index("region")
    sizes = levels["value"][(levels["year"] == year) & (levels["standing"] > "")]
    check_stairs(charts[0], past["year"], year)
    check_places(charts[1], past["year"], past["area"])
    if drawn > 2:
        check_sizes(charts[2], past.index, sizes, mark)
    if drawn > 3:
        china = levels.loc["China"].set_index("year")["value"]
        check_shares(charts[3], past["year"], sizes, china, mark)
    assert all(isinstance(chart, Absence) for chart in charts[drawn:])
    of_mark = "" if mark == 1 else f"-{mark}-trillion"
    of_basis = "" if basis == FIRST else "-revised"
    for chart, kind in zip(charts[:drawn], KINDS.values(), strict=False):
        around = layout.texts(layout.check(chart))[1]
        assert chart.name == f"club_membership{kind}{of_mark}-{year}{of_basis}"
        assert BASES[basis] in around or kind in ("-size", "-share")


def test_charts_are_true_of_two_who_joined_at_once_and_fell_with_few_below_the_mark(add):
    add("regions", "Fuzhou,福州市,350100,city,Fujian,provincial capital,Fujian")
    add("series", "China,2004,GDP,first published,exact,16,yearbook,")
    add("series", "China,2005,GDP,first published,exact,12.8,yearbook,")
    add("series", "Nanjing,2004,GDP,first published,exact,1,yearbook,")
    add("series", "Nanjing,2005,GDP,first published,exact,0.95,yearbook,")
    add("series", "Suzhou,2004,GDP,first published,exact,1.2,yearbook,")
    add("series", "Suzhou,2005,GDP,first published,exact,0.9,yearbook,")
    add("regions", "Xiamen,厦门市,350200,city,Fujian,other city,Fujian")
    add("series", "Xiamen,2005,GDP,first published,at most,1,yearbook,")
    add("series", "Wuxi,2005,GDP,first published,less than,0.8,yearbook,")
    add("series", "Fuzhou,2005,GDP,first published,exact,0.8,yearbook,")
    add("series", "Shanghai,2004,GDP,first published,exact,0.5,yearbook,")
    add("series", "Shanghai,2005,GDP,first published,exact,0.5,yearbook,")
    club = gdp.ClubMembership(gdp.load(add("series")))
    stairs, places, sizes, shares = [layout.check(getattr(club, door)()) for door in KINDS]
    assert stairs.title == "Nanjing and Suzhou were the only trillion-yuan cities in 2005"
    assert places.title == "Both trillion-yuan cities were in the Delta in 2005"
    assert sizes.title == "Nanjing led the trillion-yuan club in 2005, with 0.95 trillion yuan"
    assert sizes.words.endswith("In yuan, GDP was lower than in 2004 in Nanjing and Suzhou.")
    marks = layout.drawn(sizes, "mark")
    assert set(marks) == {"Nanjing", "Suzhou", "Wuxi", "Fuzhou", "Shanghai"}
    assert [city for city in marks if marks[city].get_markerfacecolor() == "white"] == ["Wuxi"]
    told = "Two cities were past the mark in 2004; had it grown with GDP, three would be in 2005"
    assert shares.title == told
    assert club.shares[["members", "cities"]].to_numpy().tolist() == [[2, 3], [2, 0]]
