import layout
import pytest

import gdp
from gdp import club_membership
from gdp.club_membership import BASES


def check(table):
    chart = club_membership.chart(table)
    layout.check(chart)
    steps = {row.city: (row.joined, row.members) for row in table.itertuples()}
    assert layout.at(chart, "mark") == steps
    (axes,) = chart.axes
    years = range(table["joined"].min(), table["shown_to"].iloc[0] + 1)
    assert list(axes.get_xticks()) == list(years)
    return chart


def check_standing(table):
    chart = club_membership.standing_chart(table)
    layout.check(chart)
    marks = {name: members for name, (_, members) in layout.at(chart, "mark").items()}
    newcomers = table[table["joined"] > 0]
    assert marks == {f"{row.standing} {row.year}": row.members for row in newcomers.itertuples()}
    ends = table[table["year"] == table["year"].max()].set_index("standing")["members"]
    lines = layout.named(chart, "line")
    assert {name: line.get_ydata()[-1] for name, line in lines.items()} == dict(ends[ends > 0])
    return chart


def check_area(table):
    chart = club_membership.area_chart(table)
    layout.check(chart)
    marks = layout.at(chart, "mark")
    joined = dict(zip(table["city"], table["joined"], strict=True))
    assert {name: year for name, (year, _) in marks.items()} == joined
    assert len(set(marks.values())) == len(table)
    (axes,) = chart.axes
    labels = {label.get_text() for label in axes.get_yticklabels()}
    assert labels == {f"{row.area}  {row.in_area}" for row in table.itertuples()}
    return chart


@pytest.mark.parametrize("year", range(2006, 2026))
def test_the_club_of_every_year_has_its_own_title_axis_and_words(tables, year):
    table = club_membership.table(tables, year)
    chart = check(table)
    assert str(year) in chart.title
    assert f"At the end of {year} the trillion-yuan club had {len(table)} cit" in chart.description
    assert chart.name == f"club_membership-{year}"


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("year", [2006, 2010, 2014, 2022])
def test_all_charts_fit_in_earlier_years_on_both_bases(tables, year, basis):
    for check_chart, table in (
        (check, club_membership.table(tables, year, basis)),
        (check_standing, club_membership.standing_table(tables, year, basis)),
        (check_area, club_membership.area_table(tables, year, basis)),
    ):
        chart = check_chart(table)
        told = "by revised series" if basis == "revised" else "as first published"
        assert f"Years {told}" in chart.description
        assert chart.name.endswith(f"-{year}" + ("-revised" if basis == "revised" else ""))


def test_titles_and_words_say_what_the_article_says(tables):
    club = check(club_membership.table(tables))
    assert club.title == "The trillion-yuan club grew from one city in 2006 to 29 in 2025"
    counts = "29 cities: 4 municipalities, 11 provincial capitals and 14 other cities"
    assert counts in club.description
    assert "No city joined in 2007, 2009, 2012, 2013 and 2022." in club.description
    standings = club_membership.standing_table(tables)
    assert len(standings) == 3 * 20  # with the years in which nobody joined
    standing = check_standing(standings)
    title = "Since 2021 every city to join has been neither capital nor municipality"
    assert standing.title == title
    area = check_area(club_membership.area_table(tables))
    assert area.title == "Yangtze River Delta: ten of the 29 trillion-yuan cities"
    assert "Northeast China, 1: Dalian 2025." in area.description


def test_counts_noted_beside_the_years_agree_with_the_running_count(tables):
    members = club_membership.table(tables).groupby("joined")["members"].max()
    noted = {2010: 3, 2015: 10, 2016: 12, 2017: 14, 2019: 17, 2020: 23, 2021: 24, 2023: 26}
    assert dict(members[list(noted)]) == noted


def test_ten_cities_more_still_fit(add):
    names = [f"Newtown{letter}" for letter in "ABCDEFGHIJ"]
    add("regions", *(f"{name},city,Jiangsu,other city,Yangtze River Delta" for name in names))
    rows = (f"{name},1,2025,more than,1,gmt8-2026,,," for name in names)
    tables = gdp.load(add("milestones", *rows))
    assert len(club_membership.table(tables)) == 39
    check(club_membership.table(tables))
    check_standing(club_membership.standing_table(tables))
    check_area(club_membership.area_table(tables))


def test_the_basis_moves_four_cities_and_every_chart_says_so(tables):
    first, revised = (
        club_membership.table(tables, None, basis).set_index("city")["joined"] for basis in BASES
    )
    years = {city: (first[city], revised[city]) for city in first.index}
    moved = {"Beijing": (2008, 2007), "Nanjing": (2016, 2015)}
    moved |= {"Shenzhen": (2011, 2010), "Tianjin": (2011, 2014)}
    assert {city: pair for city, pair in years.items() if pair[0] != pair[1]} == moved
    for number, basis in enumerate(BASES):
        for prefix in ("", "standing_", "area_"):
            table = getattr(club_membership, f"{prefix}table")(tables, None, basis)
            words = getattr(club_membership, f"{prefix}words")(table)
            assert all(f"{city} ({pair[1 - number]})" in words for city, pair in moved.items())
            assert basis == "revised" or "not found for every city" in words


def test_a_count_of_the_article_that_the_rows_do_not_bear_out_is_named(edit):
    tables = gdp.load(edit("figures", "after the two newcomers", value="31"))
    chart = check(club_membership.table(tables))
    assert "The article counts 31 cities; milestones.csv names 29 up to then." in chart.description


def test_an_unknown_basis_is_refused_with_what_is_allowed(tables):
    with pytest.raises(ValueError, match="basis 'final'; allowed: 'first published' or 'revised'"):
        club_membership.table(tables, None, "final")
