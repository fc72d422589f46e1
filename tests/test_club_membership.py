import re

import layout
import pytest
from conftest import cases

import gdp
from gdp import club_membership, style
from gdp.tables import BASES


def check(table):
    chart = club_membership.chart(table)
    layout.check(chart)
    steps = {row.city: (row.joined, row.members) for row in table.itertuples()}
    assert layout.at(chart, "mark") == steps
    (axes,) = chart.axes
    years = range(table["joined"].min(), table.attrs["year"] + 1)
    assert list(axes.get_xticks()) == list(years)
    texts = layout.texts(chart)
    assert set(table["city"]) <= {re.sub(", the first in .*", "", text) for text in texts}
    check_annotations(table, texts)
    return chart


def check_annotations(table, texts):
    """Assert that what stands beside the stairs is true."""
    joined = table["joined"].value_counts()
    idle = {*range(joined.index.min(), table.attrs["year"] + 1)} - {*joined.index}
    told = re.search(r"No city joined in (.*?)\.", club_membership.words(table))
    assert set(map(int, re.findall(r"\d{4}", told[1] if told else ""))) == idle
    for text in texts:
        if found := re.fullmatch(r"(\w+) in (\d{4}), the most in any year", text):
            assert found[1] == style.number_word(joined.max())
            assert list(joined.index[joined == joined.max()]) == [int(found[2])]
        if found := re.fullmatch(r"(.+), the first in (?:the )?(.+)", text):
            in_area = table.loc[table["area"] == found[2], ["city", "joined"]]
            assert in_area.values.tolist() == [[found[1], table.attrs["year"]]]


def check_cities(table, chart):
    """Assert that every city is named at its year, and that no two marks coincide."""
    layout.check(chart)
    marks = layout.at(chart, "mark")
    joined = dict(zip(table["city"], table["joined"], strict=True))
    assert {name: year for name, (year, _) in marks.items()} == joined
    assert len(set(marks.values())) == len(table)
    assert set(table["city"]) <= set(layout.texts(chart))
    return {name: line for name, (_, line) in marks.items()}


def check_standing(table):
    chart = club_membership.standing_chart(table)
    lines = table["city"].map(check_cities(table, chart)).groupby(table["standing"])
    order = [standing for standing in style.MARKS if standing in lines.groups]
    assert list(lines.max().sort_values().index) == order
    assert (lines.min()[order].values[1:] > lines.max()[order].values[:-1]).all()
    assert {style.counted(n, kind) for kind, n in lines.size().items()} <= set(layout.texts(chart))
    return chart


def check_place(table):
    chart = club_membership.place_chart(table)
    check_cities(table, chart)
    within = table[table["area"] != table["province"]]["province"]
    counts = [*table["area"].value_counts().items(), *within.value_counts().items()]
    heads = {text for text in layout.texts(chart) if re.fullmatch(r".+  \d+", text)}
    assert heads == {f"{place}  {count}" for place, count in counts}
    return chart


CHECKS = (check, check_standing, check_place)


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("mark", club_membership.MARKS)
def test_all_charts_of_every_year_are_readable_and_name_year_mark_and_basis(tables, mark, basis):
    crossings = tables.crossings(basis)
    cities = crossings[(crossings["standing"] != "") & (crossings["mark"] == mark)]
    step = 1 if basis == BASES[0] else 2  # seconds matter, and the code is the same
    for year in range(2025, cities["when"].min() - 1, -step):
        table = club_membership.table(tables, year, basis, mark)
        assert set(table["city"]) == set(cities.loc[cities["when"] <= year, "region"])
        ending = ("" if mark == 1 else f"-{mark}-trillion") + f"-{year}"
        ending += "-revised" if basis == "revised" else ""
        for check_chart in CHECKS:
            chart = check_chart(table)
            assert str(year) in chart.title
            assert chart.name.endswith(ending)
            texts = layout.texts(chart)
            told = f"nominal GDP reached {mark} trillion yuan"
            (subtitle,) = (text for text in texts if told in text)
            assert subtitle.endswith(f"{year}, as {basis}")
            notes = "Years by later official series" if basis == "revised" else "Years as first"
            assert notes in chart.description
            assert notes in " ".join(texts)


@cases("club_titles")
def test_titles_say_what_is_found_and_name_cities_where_they_are_few(
    tables, year, mark, club, standing, place
):
    table = club_membership.table(tables, int(year), mark=int(mark))
    assert [check_chart(table).title for check_chart in CHECKS] == [club, standing, place]


def test_words_and_notes_say_what_the_article_says(tables):
    table = club_membership.table(tables)
    counts = "29 cities of the Chinese mainland had reached a nominal GDP of 1 trillion yuan: "
    counts += "4 municipalities, 11 provincial capitals and 14 other cities."
    assert counts in club_membership.words(table)
    assert "No city joined in 2007, 2009, 2012, 2013 and 2022." in club_membership.words(table)
    seen = {"six in 2020, the most in any year", "Dalian, the first in Northeast China"}
    assert seen <= set(layout.texts(check(table)))
    assert "Northeast China, 1: Dalian 2025." in club_membership.place_words(table)
    assert "Jiangsu  5" in layout.texts(check_place(table))
    first = club_membership.words(club_membership.table(tables, 2007))
    assert "At the end of 2007, 1 city of" in first


def test_ten_cities_more_in_an_area_with_a_long_name_still_fit(add):
    long = "Guangdong-Hong Kong-Macao Greater Bay Area"
    add("regions", f"{long},,,area,,,", f"Newland,新地省,160000,province,Newland,,{long}")
    names = [f"Newtown{letter}" for letter in "ABCDEFGHIJKL"]
    places = (f"16{50 + n}00,city,Newland,other city,{long}" for n in range(len(names)))
    add("regions", *(f"{name},,{place}" for name, place in zip(names, places, strict=True)))
    rows = (f"{name},1,2025,more than,1,gmt8-2026,,," for name in names)
    table = club_membership.table(gdp.load(add("milestones", *rows)))
    titles = [check_chart(table).title for check_chart in CHECKS]
    assert titles[0].endswith("to 41 in 2025")
    assert titles[2] == "The 41 trillion-yuan cities of 2025, by place"


def test_the_basis_moves_four_cities_and_every_chart_says_so(tables):
    clubs = [club_membership.table(tables, None, basis) for basis in BASES]
    first, revised = (club.set_index("city")["joined"] for club in clubs)
    years = {city: (first[city], revised[city]) for city in first.index}
    moved = {"Beijing": (2008, 2007), "Nanjing": (2016, 2015)}
    moved |= {"Shenzhen": (2011, 2010), "Tianjin": (2011, 2013)}
    assert {city: pair for city, pair in years.items() if pair[0] != pair[1]} == moved
    for number, table in enumerate(clubs):
        for prefix in ("", "standing_", "place_"):
            words = getattr(club_membership, f"{prefix}words")(table)
            assert all(f"{city} ({pair[1 - number]})" in words for city, pair in moved.items())
            assert number or "not found for every city" in words


def test_a_count_of_the_article_that_the_rows_do_not_bear_out_is_named(edit):
    tables = gdp.load(edit("figures", "after the two newcomers", value="31"))
    told = "Xinhua, 28 January 2026 counts 31, this data set 29."
    assert told in check(club_membership.table(tables)).description
    assert "counts 31" not in club_membership.words(club_membership.table(tables, 2024))


def test_a_year_in_which_others_reached_marks_but_no_city_joined_is_a_level_step(add):
    add("sources", "xinhua-2027,Xinhua,The year after,2027-01-29,")
    club = club_membership.table(gdp.load(add("milestones", "Hunan,6,2026,,,xinhua-2027,,,")))
    assert check(club).title == "The trillion-yuan club grew from one city in 2006 to 29 in 2026"
    assert "2022 and 2026." in club_membership.words(club)
