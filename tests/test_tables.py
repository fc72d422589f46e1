"""What one may ask of the tables, how reported values compare, and how errors are shown."""

import pytest

import gdp
from gdp import article_claims, club_membership, growth_rates, provincial_milestones
from gdp.tables import compare, in_words, pick_year


@pytest.mark.parametrize(
    ("one", "value", "two", "other", "answer"),
    [
        ("exact", 5.4, "exact", 5, "above"),
        ("exact", 5, "exact", 5, "equal"),
        ("at least", 5.5, "exact", 5, "above"),
        ("at least", 5, "exact", 5, "not known"),
        ("more than", 5, "exact", 5, "above"),
        ("at least", 4, "exact", 5, "not known"),
        ("exact", 6, "more than", 5, "not known"),
        ("more than", 7, "more than", 5, "not known"),
        ("about", 9, "exact", 5, "not known"),
    ],
)
def test_a_comparison_with_a_bound_has_three_answers(one, value, two, other, answer):
    assert compare(one, value, two, other) == answer
    mirrored = {"above": "below"}.get(answer, answer)
    assert compare(two, other, one, value) == mirrored


def test_a_bound_is_put_in_words():
    assert in_words("exact", "5.30") == "5.30"
    assert in_words("more than", "10") == "over 10"
    assert in_words("at least", "5.5") == "5.5 or higher"
    assert in_words("about", "20") == "about 20"


def test_one_source_that_contradicts_itself_is_not_settled_silently(edit):
    tables = gdp.load(edit("figures", "2,China,GDP growth", value="5.1"))
    message = r"line 2, column value: 5\.1; allowed: one exact value"
    with pytest.raises(gdp.DataError, match=message):
        tables.said("GDP growth", "percent", 2025)


@pytest.mark.parametrize(
    ("table", "year", "message"),
    [
        (article_claims.table, 2024, "no claims for 2024; years with data: 2025"),
        (club_membership.table, 2005, "trillion-yuan club for 2005; years with data: 2006"),
        (club_membership.table, 2026, "trillion-yuan club for 2026; years with data: 2006"),
        (growth_rates.table, 2015, "no GDP growth for 2015; years with data: 2025"),
        (growth_rates.sector_table, 2024, "industries or products for 2024; years with data: 2025"),
        (provincial_milestones.table, 2018, "past a mark for 2018; years with data: 2019"),
        (provincial_milestones.table, 2026, "past a mark for 2026; years with data: 2019"),
    ],
)
def test_a_year_without_data_gets_a_message_with_those_that_have(tables, table, year, message):
    with pytest.raises(gdp.NoDataError, match=message) as caught:
        table(tables, year)
    assert caught.value._render_traceback_() == [f"NoDataError: {caught.value}"]


@pytest.mark.parametrize("year", ["2015", 2015.0, True])
def test_a_year_that_is_no_whole_number_is_refused(year):
    with pytest.raises(TypeError, match=f"year {year!r}; allowed: None or a whole number"):
        pick_year(year, [2015], "rates")
