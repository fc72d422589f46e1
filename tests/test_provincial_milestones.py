import layout
import pytest

import gdp
from gdp import provincial_milestones, style
from gdp.tables import BASES, PROVINCIAL, in_words


def rows_of(axes):
    """Return the names at the left of the rows, by their places."""
    labels = zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
    return {place: label.get_text() for place, label in labels}


def column(chart):
    """Return what is written right of the ladder, by region."""
    (axes,) = chart.axes
    names = rows_of(axes)
    right = [text for text in axes.texts if 0.5 < text.get_position()[0] < 1]
    return {names[t.get_position()[1]]: t.get_text() for t in right if t.get_position()[1] in names}


def check(table, within=0.0):
    chart = provincial_milestones.chart(table)
    layout.check(chart)
    (axes,) = chart.axes
    beads = layout.named(chart, "beads")[""]
    names = rows_of(axes)
    across, down = beads.get_offsets().T
    assert list(across) == pytest.approx(list(table["reached"]), abs=within)
    assert [names[place] for place in down] == list(table["region"])
    white = (beads.get_facecolors()[:, :3] == 1).all(axis=1)
    assert list(white) == list(table["stands_in"])
    assert ("Hollow:" in " ".join(layout.texts(chart))) == table["stands_in"].any()
    numbers = {text.get_position(): text for text in axes.texts}
    held = [numbers[tuple(place)] for place in beads.get_offsets()]
    assert [text.get_text() for text in held] == [f"{mark:g}" for mark in table["mark"]]
    bold = [text.get_weight() == "bold" for text in held]
    assert bold == list(table["reached"] == table.attrs["year"])
    return chart


@pytest.mark.parametrize("basis", BASES)
def test_the_ladder_of_every_year_shows_what_had_been_reached_by_then(tables, basis):
    crossings = tables.crossings(basis)
    crossings = crossings[crossings["level"].isin(PROVINCIAL)]
    figures = tables.figures[tables.figures["indicator"] == "GDP"]
    figures = figures[figures["unit"] == "trillion yuan"]
    step = 1 if basis == BASES[0] else 2  # seconds matter, and the code is the same
    for year in range(2025, crossings["when"].min() - 1, -step):
        table = provincial_milestones.table(tables, year, basis)
        assert len(table) == (crossings["when"] <= year).sum()
        assert basis == BASES[0] or not table["stands_in"].any()
        chart = check(table)
        assert str(year) in chart.title
        (subtitle,) = (text for text in layout.texts(chart) if text.startswith("Year when"))
        assert subtitle.endswith(f"as {basis}")
        new = set(table.loc[table["reached"] == year, "region"])
        count = style.sentence(style.number_word(len(new)))
        none = f"No provincial economy reached a further trillion in {year}"
        assert chart.title.startswith(f"{count} ") or all(name in chart.title for name in new)
        assert (chart.title == none) == (not new)
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
    assert chart.title.startswith("Jiangsu, Shandong, Fujian and Beijing reached new trillion")
    assert list(table[table["highest"]]["region"])[:3] == ["Guangdong", "Jiangsu", "Shandong"]


def test_what_an_article_prints_stands_beside_first_prints_only_with_its_year(tables):
    table = provincial_milestones.table(tables)
    tops = table[table["highest"]].set_index("region")
    levels = ["reported", "first_print"]
    assert list(tops.loc["Shandong", levels]) == ["over 10", "10.3197"]
    assert list(tops.loc["Jiangsu", levels]) == ["", "14.23515"]  # the article gives it no year
    assert (tops["article"] != "").sum() == (tops["reported"] != "").sum() == 5
    earlier = provincial_milestones.table(tables, 2024)
    assert set(earlier["reported"]) == set(earlier["article"]) == {""}
    assert provincial_milestones.chart(earlier).source.startswith("Source: National Bureau of Stat")


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
    check(provincial_milestones.table(gdp.load(add("milestones", *rows))), within=0.6)


def test_a_level_is_shown_as_printed_and_a_dispute_about_it_is_named(add):
    add("sources", "other-2026,Other Paper,Levels,2026-03-01,")
    row = "other-2026,1,Shanghai,GDP,,,2025,exact,5.708712,trillion yuan,"
    table = provincial_milestones.table(gdp.load(add("figures", row)))
    chart = check(table)
    top = table[table["highest"]].set_index("region").loc["Shanghai"]
    assert column(chart)["Shanghai"] == top["reported"] == "5.708712"
    assert top["disputed"] == "5.67 by Xinhua, 28 January 2026"
    assert "Sources disagree: Shanghai is 5.67 by Xinhua, 28 January 2026." in chart.description
