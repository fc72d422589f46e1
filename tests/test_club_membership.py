import layout
import pytest

import gdp
from gdp import club_membership


def check(table):
    chart = club_membership.chart(table)
    layout.check(chart)
    marks = layout.named(chart, "mark")
    assert {name: (mark.get_xdata()[0], mark.get_ydata()[0]) for name, mark in marks.items()} == {
        row.city: (row.joined, row.members) for row in table.itertuples()
    }
    (axes,) = chart.axes
    assert list(axes.get_xticks()) == list(
        range(table["joined"].min(), table["shown_to"].iloc[0] + 1)
    )
    return chart


def test_every_city_is_a_mark_on_its_own_step_in_its_year(tables):
    chart = check(club_membership.table(tables))
    assert chart.title == "The trillion-yuan club grew from one city in 2006 to 29 in 2025"


@pytest.mark.parametrize("year", range(2006, 2026))
def test_the_club_of_every_year_has_its_own_title_axis_and_words(tables, year):
    table = club_membership.table(tables, year)
    chart = check(table)
    assert str(year) in chart.title
    assert f"At the end of {year}" in chart.description
    assert str(len(table)) in chart.description
    assert chart.name == f"club_membership-{year}"


def test_the_club_of_2015_is_the_club_as_it_stood_then(tables):
    table = club_membership.table(tables, 2015)
    assert len(table) == 10
    assert table["city"].iloc[-1] == "Hangzhou"
    chart = club_membership.chart(table)
    assert chart.title == "The trillion-yuan club grew from one city in 2006 to ten in 2015"
    assert "Dalian" not in chart.description


def test_years_without_a_newcomer_stand_on_the_axis_and_in_the_words(tables):
    words = club_membership.words(club_membership.table(tables))
    assert "No city joined in 2007, 2009, 2012, 2013 and 2022." in words


def test_the_counts_by_standing_are_the_articles(tables):
    words = club_membership.words(club_membership.table(tables))
    assert "29 cities: 4 municipalities, 11 provincial capitals and 14 other cities" in words


def test_counts_noted_beside_the_years_agree_with_the_running_count(tables):
    members = club_membership.table(tables).groupby("joined")["members"].max()
    for year, count in ((2010, 3), (2015, 10), (2016, 12), (2017, 14), (2019, 17), (2020, 23)):
        assert members[year] == count
    for year, count in ((2021, 24), (2023, 26), (2024, 27)):
        assert members[year] == count


@pytest.mark.parametrize("year", [2005, 2026])
def test_a_year_without_data_gets_a_clear_message(tables, year):
    with pytest.raises(gdp.NoDataError, match=f"no .*club for {year}; years with data: 2006"):
        club_membership.table(tables, year)


def test_ten_cities_more_still_fit(add):
    names = [f"Newtown{letter}" for letter in "ABCDEFGHIJ"]
    add("regions", *(f"{name},city,Jiangsu,other city,Yangtze River Delta" for name in names))
    rows = (f"{name},1,2025,more than,1,gmt8-2026,,," for name in names)
    table = club_membership.table(gdp.load(add("milestones", *rows)))
    assert len(table) == 39
    check(table)


def check_standing(table):
    chart = club_membership.standing_chart(table)
    layout.check(chart)
    newcomers = table[table["joined"] > 0]
    marks = layout.named(chart, "mark")
    assert {name: mark.get_ydata()[0] for name, mark in marks.items()} == {
        f"{row.standing} {row.year}": row.members for row in newcomers.itertuples()
    }
    ends = table[table["year"] == table["year"].max()].set_index("standing")["members"]
    lines = layout.named(chart, "line")
    assert {name: line.get_ydata()[-1] for name, line in lines.items()} == dict(ends[ends > 0])
    return chart


def check_area(table):
    chart = club_membership.area_chart(table)
    layout.check(chart)
    marks = layout.named(chart, "mark")
    assert {name: mark.get_xdata()[0] for name, mark in marks.items()} == dict(
        zip(table["city"], table["joined"], strict=True)
    )
    assert len({(mark.get_xdata()[0], mark.get_ydata()[0]) for mark in marks.values()}) == len(
        table
    )
    (axes,) = chart.axes
    labels = {label.get_text() for label in axes.get_yticklabels()}
    assert labels == {f"{row.area}  {row.in_area}" for row in table.itertuples()}
    return chart


@pytest.mark.parametrize("basis", club_membership.BASES)
@pytest.mark.parametrize("year", [2006, 2010, 2014, 2020, 2022])
def test_the_second_charts_fit_in_earlier_years_on_both_bases(tables, year, basis):
    for check_chart, table in (
        (check_standing, club_membership.standing_table(tables, year, basis)),
        (check_area, club_membership.area_table(tables, year, basis)),
        (check, club_membership.table(tables, year, basis)),
    ):
        chart = check_chart(table)
        assert basis.replace("first", "as first") in chart.description.replace(
            "by revised", "revised"
        )
        assert chart.name.endswith(f"-{year}" + ("-revised" if basis == "revised" else ""))


def test_standing_and_area_agree_with_the_article(tables):
    standing = check_standing(club_membership.standing_table(tables))
    assert (
        standing.title == "Since 2021 every city to join has been neither capital nor municipality"
    )
    area = check_area(club_membership.area_table(tables))
    assert area.title == "Yangtze River Delta: ten of the 29 trillion-yuan cities"
    assert "Northeast China, 1: Dalian 2025." in area.description


def test_the_standing_table_has_the_years_in_which_nobody_joined(tables):
    table = club_membership.standing_table(tables)
    assert set(table.groupby("year")["joined"].sum().loc[[2007, 2009, 2012, 2013, 2022]]) == {0}
    assert len(table) == 3 * 20


def test_the_basis_moves_four_cities_and_every_chart_says_so(tables):
    first, revised = (
        club_membership.table(tables, None, basis).set_index("city")["joined"]
        for basis in club_membership.BASES
    )
    moved = {
        city: (first[city], revised[city]) for city in first.index if first[city] != revised[city]
    }
    assert moved == {
        "Beijing": (2008, 2007),
        "Nanjing": (2016, 2015),
        "Shenzhen": (2011, 2010),
        "Tianjin": (2011, 2014),
    }
    for number, basis in enumerate(club_membership.BASES):
        for prefix in ("", "standing_", "area_"):
            table = getattr(club_membership, f"{prefix}table")(tables, None, basis)
            words = getattr(club_membership, f"{prefix}words")(table)
            for city, years in moved.items():
                assert f"{city} ({years[1 - number]})" in words
    assert "not found for every city" in club_membership.words(club_membership.table(tables))


def test_a_count_of_the_article_that_the_rows_do_not_bear_out_is_named(edit):
    total = "China,cities past the mark,,1,2025,exact,{},cities,after the two newcomers"
    tables = gdp.load(edit("figures", total.format(29), total.format(31)))
    chart = check(club_membership.table(tables))
    assert "The article counts 31 cities; milestones.csv names 29 up to then." in chart.description


def test_an_unknown_basis_is_refused_with_what_is_allowed(tables):
    with pytest.raises(ValueError, match="basis 'final'; allowed: 'first published' or 'revised'"):
        club_membership.table(tables, None, "final")


def test_ten_cities_more_fit_the_second_charts_too(add):
    names = [f"Newtown{letter}" for letter in "ABCDEFGHIJ"]
    add("regions", *(f"{name},city,Jiangsu,other city,Yangtze River Delta" for name in names))
    rows = (f"{name},1,2025,more than,1,gmt8-2026,,," for name in names)
    tables = gdp.load(add("milestones", *rows))
    check_standing(club_membership.standing_table(tables))
    check_area(club_membership.area_table(tables))
