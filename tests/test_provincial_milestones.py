import re

import layout
import pytest
from matplotlib.text import Text

import gdp
from gdp import provincial_milestones, style
from gdp.tables import BASES, PROVINCIAL, in_words

UNDATED = {"Guangdong", "Jiangsu"}  # of which the article prints a level without a year


def column(chart):
    """Return what stands right of the ladder, by region."""
    (axes,) = chart.axes
    labels = zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
    names = {place: label.get_text() for place, label in labels}
    right = [t for t in axes.texts if t.get_position()[0] < 1 and t.get_position()[1] in names]
    return {names[t.get_position()[1]]: t.get_text() for t in right if t.get_position()[0] > 0.5}


def check(table):
    chart = provincial_milestones.chart(table)
    layout.check(chart)
    names = table["region"] + " " + table["mark"].map("{:g}".format)
    beads = layout.named(chart, "bead")
    reached = {name: x for name, (x, _) in layout.at(chart, "bead").items()}
    assert reached == dict(zip(names, table["reached"], strict=True))
    hollow = {name for name, bead in beads.items() if bead.get_markerfacecolor() == "white"}
    assert hollow == set(names[table["stands_in"]])
    assert ("Hollow:" in " ".join(layout.texts(chart))) == any(hollow)
    (axes,) = chart.axes
    bold = {text.get_position() for text in axes.texts if text.get_weight() == "bold"}
    new = {name for name, place in layout.at(chart, "bead").items() if place in bold}
    assert new == set(names[table["reached"] == table.attrs["year"]])
    places = dict(zip(axes.get_yticks(), axes.get_yticklabels(), strict=True))
    rows = {name: places[y].get_text() for name, (_, y) in layout.at(chart, "bead").items()}
    assert rows == dict(zip(names, table["region"], strict=True))
    return chart


@pytest.mark.parametrize("basis", BASES)
def test_the_ladder_of_every_year_shows_what_had_been_reached_by_then(tables, basis):
    crossings = tables.crossings(basis)
    crossings = crossings[crossings["level"].isin(PROVINCIAL)]
    figures = tables.figures[(tables.figures["indicator"] == "GDP")]
    figures = figures[figures["unit"] == "trillion yuan"]
    for year in range(crossings["when"].min(), 2026):
        table = provincial_milestones.table(tables, year, basis)
        assert len(table) == (crossings["when"] <= year).sum()
        chart = check(table)
        assert str(year) in chart.title
        (subtitle,) = (text for text in layout.texts(chart) if text.startswith("Year when"))
        assert subtitle.endswith(f"as {basis}")
        new = set(table.loc[table["reached"] == year, "region"])
        count = style.sentence(style.number_word(len(new))) if new else "No"
        assert chart.title.startswith(f"{count} ") or all(name in chart.title for name in new)
        dated = figures[figures["period"] == str(year)]
        printed = {
            row.region: in_words(row.relation, row.printed)
            for row in dated.sort_values("relation", key=lambda r: r == "exact").itertuples()
            if row.region in set(table["region"])
        }
        assert {region: text for region, text in column(chart).items() if text} == printed


def test_the_ladder_shows_which_when_and_how_far(tables):
    table = provincial_milestones.table(tables)
    chart = check(table)
    title = "Jiangsu, Shandong, Fujian and Beijing reached new trillion marks in 2025"
    assert chart.title == title
    assert "In 2025: Jiangsu 14, Shandong 10, Fujian 6 and Beijing 5." in chart.description
    assert "27 regions had reached 124 trillion marks" in chart.description
    assert "Not at 1 trillion: Hainan, Ningxia, Qinghai and Tibet." in chart.description
    printed = {"Shandong": "over 10", "Fujian": "over 6", "Anhui": "5.3", "Shanghai": "5.67"}
    printed["Beijing"] = "over 5"
    assert {region: text for region, text in column(chart).items() if text} == printed
    levels = "Shandong over 10, Fujian over 6, Anhui 5.3, Shanghai 5.67 and Beijing over 5."
    assert levels in chart.description
    assert "fell back below the mark: first print for 2023 was 5.91." in chart.description
    order = list(table[table["highest"]]["region"])
    assert order[:3] == ["Guangdong", "Jiangsu", "Shandong"]


def test_what_the_table_reports_says_from_where_it_is_known(tables):
    table = provincial_milestones.table(tables)
    tops = table[table["highest"]].set_index("region")
    assert set(tops.index[tops["known_from"] == "article, undated"]) == UNDATED
    assert tops.loc["Shandong", "reported"] == "over 10"  # the supplement has 10.3197
    assert (tops["article"] != "").sum() == 7
    assert tops.loc["Shandong", "first_print"] == "10.3197"
    assert tops.loc["Jiangsu", ["reported", "first_print"]].to_list() == ["over 10", "14.23515"]
    earlier = provincial_milestones.table(tables, 2024)
    assert set(earlier["reported"]) == set(earlier["article"]) == {""}
    assert provincial_milestones.chart(earlier).source.startswith("Source: National Bureau of Stat")


def test_two_years_stand_in_on_one_basis_and_none_on_the_other(tables):
    table = provincial_milestones.table(tables)
    rows = table[table["stands_in"]]
    assert list(zip(rows["region"], rows["mark"], strict=True)) == [
        ("Guangdong", 1),
        ("Guangxi", 2),
    ]
    assert not provincial_milestones.table(tables, None, "revised")["stands_in"].any()


def test_words_name_the_years_that_stand_in_as_the_chart_does(tables):
    words = provincial_milestones.words(provincial_milestones.table(tables))
    assert "later series" in words
    assert re.search(r"Guangxi (2|at 2|since 2019)[^.;]*(later|revised|series)", words)


def test_growth_rates_alone_do_not_begin_a_new_year_of_levels(add):
    add("sources", "xinhua-2027,Xinhua,The year after,2027-01-29,")
    tables = gdp.load(add("figures", "xinhua-2027,2,China,GDP growth,,,2026,exact,5,percent,"))
    assert provincial_milestones.table(tables).attrs["year"] == 2025
    with pytest.raises(gdp.NoDataError, match="for 2026; years with data: 2000"):
        provincial_milestones.table(tables, 2026)


def test_all_31_units_and_three_marks_more_still_fit(add):
    rows = [f"{name},1,2025,,,xinhua-2026,,," for name in ("Hainan", "Ningxia", "Qinghai", "Tibet")]
    rows += [f"{name},2,2025,,,xinhua-2026,,," for name in ("Tianjin", "Jilin", "Heilongjiang")]
    table = provincial_milestones.table(gdp.load(add("milestones", *rows)))
    assert (len(table), table["region"].nunique(), table.attrs["without"]) == (131, 31, [])
    chart = check(table)
    assert chart.title == "11 provincial economies reached new trillion marks in 2025"
    assert "Not at 1 trillion" not in chart.description


@pytest.mark.parametrize("years", [(2025, 2025), (2015, 2015), (2013, 2015, 2015, 2017)])
def test_two_marks_in_one_year_stand_side_by_side(add, years):
    rows = [f"Hainan,{mark},{year},,,xinhua-2026,,," for mark, year in enumerate(years, start=1)]
    table = provincial_milestones.table(gdp.load(add("milestones", *rows)))
    layout.check(provincial_milestones.chart(table))


def test_a_dispute_about_a_level_is_named_in_words_and_table(add):
    add("sources", "other-2026,Other Paper,Levels,2026-03-01,")
    row = "other-2026,1,Shanghai,GDP,,,2025,exact,5.7,trillion yuan,"
    table = provincial_milestones.table(gdp.load(add("figures", row)))
    chart = check(table)
    top = table[table["highest"]].set_index("region").loc["Shanghai"]
    assert (top["reported"], top["disputed"]) == ("5.7", "5.67 by Xinhua, 28 January 2026")
    assert "Sources disagree: Shanghai is 5.67 by Xinhua, 28 January 2026." in chart.description


def test_a_level_with_more_than_two_decimals_is_rounded_on_the_chart_and_the_foot_says_so(add):
    row = "xinhua-2026,20,Zhejiang,GDP,,,2025,exact,9.4545,trillion yuan,"
    table = provincial_milestones.table(gdp.load(add("figures", row)))
    assert "9.4545" in set(table["reported"])
    texts = [text.get_text() for text in check(table).findobj(Text)]
    assert "9.45" in texts
    assert any("GDP rounded to two decimals." in text for text in texts)
