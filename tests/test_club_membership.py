import re
from collections import Counter

import conftest
import layout
import pytest

import gdp
from gdp.charts import Absence
from gdp.tables import FIRST, REVISED
from gdp.wording import number_word, plural

TITLES = """\
Suzhou,2004: Suzhou was the only trillion-yuan city in 2004
Suzhou,2004 Wuxi,2005: Suzhou and Wuxi were the only trillion-yuan cities in 2005
Wuxi,2004 Suzhou,2005: The trillion-yuan club grew from one city in 2004 to two in 2005
Nanjing,2004 Suzhou,2004 Wuxi,2004: Nanjing, Suzhou and Wuxi were the only trillion-yuan cities in 2004
Nanjing,2004 Suzhou,2004 Wuxi,2005: The trillion-yuan club grew from two cities in 2004 to three in 2005; Two of three trillion-yuan cities were other cities in 2005; All three trillion-yuan cities were in the Delta in 2005
Shanghai,2004 Suzhou,2005 Wuxi,2006: No provincial capital or municipality joined the club from 2005 to 2006
Nanjing,2004 Suzhou,2004 Xiamen,2004 Fuzhou,2004: The Delta and Fujian had two trillion-yuan cities each in 2004; Two other cities and two provincial capitals led the trillion-yuan club in 2004"""
WORDS = """\
trillion yuan: 4 municipalities, 11 provincial capitals and 14 other cities. First, in 2006: Shanghai.
Latest, in 2025: Dalian and Wenzhou. No city joined in 2007, 2009, 2012, 2013 or 2022. Dated by
by first reports; later official figures give Beijing 2007, Nanjing 2015, Shenzhen 2010 and Tianjin 2013.
Tianjin 2011. Provincial capitals: Guangzhou 2010, Chengdu 2014,
Fujian: Fuzhou 2020 and Quanzhou 2020. Northeast China: Dalian 2025.
Wenzhou 1.02139 and Dalian 1.00021. Recorded below the mark: Xuzhou 0.995722, Shenyang 0.91003
The list below the mark is incomplete. No figure for 2025 was found for Tangshan.
2010: 3 at 2.5 percent, 2011: 7 at 2.1 percent,
Xuzhou, at 0.9957 trillion yuan, was closest to the mark in 2025
Seven cities had over 2.1 percent of China's GDP each in 2011, five in 2025"""
DOORS = ("chart", "standing_chart", "place_chart", "size_chart", "share_chart")
folder = conftest.small


def check_strips(chart, rows, groups):
    """Assert that each city stands at its year in the strip of its group, and the title."""
    marks, sizes = layout.at(chart), Counter(groups)
    assert {name: marks[name][0] for name in marks} == dict(rows[["city", "joined"]].values)
    assert len(set(marks.values())) == len(rows)
    heads = {text.get_position()[1]: head for head, text in chart.names.items() if head}
    for city, group in zip(rows["city"], groups, strict=True):
        assert heads[max(y for y in heads if y <= marks[city][1])] == f"{group}: {sizes[group]}"
    most = number_word(max(sizes.values()))
    assert len(rows) < 3 or re.search(rf"\b{most}\b|^All|^No ", chart.title, re.IGNORECASE)


def check(club):
    """Return the three charts of who joined, and assert that they are true."""
    rows, first = club.table, club.table["joined"].min()
    charts = [layout.check(getattr(club, door)()) for door in DOORS[:3]]
    assert [layout.years(chart) for chart in charts] == [list(range(first, club.year + 1))] * 3
    steps = list(zip(rows["joined"], range(1, len(rows) + 1), strict=True))
    assert layout.at(charts[0]) == dict(zip(rows["city"], steps, strict=True))
    stairs = layout.drawn(charts[0], "staircase")[""].get_xydata()
    assert [(year, step) for year, step in stairs[:-1]] == [(first, 0), *steps]
    start = number_word((rows["joined"] == first).sum())
    grown = f"from {start} .* in {first} to {number_word(len(rows))} in {club.year}$"
    assert rows["joined"].nunique() == 1 or re.search(grown, charts[0].title)
    check_strips(charts[1], rows, [plural(standing).capitalize() for standing in rows["standing"]])
    check_strips(charts[2], rows, rows["area"])
    return charts


def check_sizes(club, chart):
    layout.check(chart)
    rows = club.table.dropna(subset="gdp")
    sizes = {row.city: row.gdp for row in [*rows.itertuples(), *club.candidates.itertuples()]}
    marks = layout.at(chart)
    assert {name: marks[name][0] for name in marks} == sizes
    levels = [sizes[name] for name in sorted(marks, key=lambda name: marks[name][1])]
    assert levels == sorted(levels, reverse=True)
    assert set(layout.drawn(chart, "line")["mark"].get_xdata()) == {club.mark}
    assert {f"Members: {len(club.table)}", f"{club.mark} trillion yuan"} <= layout.texts(chart)[0]
    assert "closest" not in chart.title or chart.title.startswith(club.candidates["city"][0])
    return chart


def check_shares(club):
    chart, crossings = layout.check(club.share_chart()), club.tables.crossings(club.basis)
    china = club.tables.levels(club.basis).query("region == 'China'").set_index("year")["value"]
    lines = [line for line in chart.figure.axes[0].lines if line.get_marker() == "o"]
    for mark, line in enumerate(lines, start=1):
        joined = crossings.query("mark == @mark and standing > ''")["year"]
        years = [year for year in china.index if joined.min() <= year <= club.year]
        assert list(line.get_ydata()) == [sum(joined <= year) for year in years]
        assert list(line.get_xdata()) == pytest.approx([100 * mark / china[year] for year in years])
    assert f"{100 * len(lines) / china[club.year]:.1f} percent of China's GDP" in chart.title
    return chart


@pytest.mark.parametrize("basis", [FIRST, REVISED])
@pytest.mark.parametrize("mark", [1, 2, 3])
def test_the_charts_of_the_years_are_readable_and_true(tables, mark, basis):
    kept = layout.Kept(**tables)
    joined = kept.crossings(basis).query("mark == @mark and standing > ''")
    told = f"of at least {mark} trillion yuan, ", "as first" if basis == FIRST else "on revised"
    step = 2 if mark == 1 and basis == FIRST else 8  # seconds matter, and the code is the same
    for year in range(2025, joined["year"].min() - 1, -step):
        club = gdp.ClubMembership(kept, year, basis, mark)
        past = joined[joined["year"] <= year].set_index("region")["year"]
        assert club.table.set_index("city")["joined"].to_dict() == past.to_dict()
        charts = check(club)
        size = club.size_chart()
        charts += [] if isinstance(size, Absence) else [check_sizes(club, size)]
        assert all(words in layout.texts(chart)[1] for words in told for chart in charts)
        charts += [check_shares(club)] if mark == 1 and year % 4 == 1 else []
        for chart in charts:
            ending = f"{year}{'' if basis == FIRST else '-revised'}"
            assert chart.name.endswith(f"-{mark}-trillion-{ending}" if mark > 1 else ending)
            assert f"{year}" in chart.title


@pytest.mark.parametrize("case", TITLES.splitlines())
def test_titles_are_true_of_few_cities(add, case):
    cities, titles = case.split(": ")
    add("regions", "Xiamen,厦门市,350200,city,Fujian,other city,Fujian")
    add("regions", "Fuzhou,福州市,350100,city,Fujian,provincial capital,Fujian")
    rows = [f"{city},GDP,first published,exact,1,yearbook," for city in cities.split()]
    charts = check(gdp.ClubMembership(gdp.load(add("series", *rows))))
    assert {*titles.split("; ")} <= {chart.title for chart in charts}


def test_the_club_of_2025_is_told_in_words(tables):
    charts = [getattr(gdp.ClubMembership(tables), door)() for door in DOORS]
    words = " ".join(f"{chart.title} {chart.words}" for chart in charts)
    assert [told for told in WORDS.splitlines() if told not in words] == []
    assert {"1.0002", "5.67", "0.91", "no figure"} <= layout.texts(charts[3])[0]
    assert {"3 trillion, 2025: 5", "1 trillion, 2011: 7"} <= layout.texts(charts[4])[0]


def test_sizes_name_the_largest_and_who_fell_where_few_are_recorded_below_the_mark(add):
    for year, level in ((2004, 1.2), (2005, 1.1)):
        add("series", f"Suzhou,{year},GDP,first published,exact,{level},yearbook,")
    club = gdp.ClubMembership(gdp.load(add("series")))
    assert (
        check_sizes(club, club.size_chart()).title == "Suzhou's GDP was 1.1 trillion yuan in 2005"
    )
    assert "Less than in 2004: Suzhou." in club.size_words()
    assert club.share_chart() == Absence("China's GDP of 2005 is not known.")


def test_without_a_city_past_the_mark_every_chart_is_a_sentence(folder):
    charts = [getattr(gdp.ClubMembership(gdp.load(folder)), door)() for door in DOORS]
    assert charts[:3] == [Absence("The data name no city with 1 trillion yuan of GDP.")] * 3
    assert not any(" 0 " in chart.words for chart in charts)
    with pytest.raises(gdp.ParameterError, match="mark 4; allowed: 1, 2, 3, in trillion yuan"):
        gdp.ClubMembership(gdp.load(folder), mark=4)
