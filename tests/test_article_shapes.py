"""What articles may say that none of those in the data does, as a few rows beside the data."""

import re

import pytest
from conftest import cases, read, write
from test_notebooks import NOTEBOOKS, run

import gdp
from gdp import article_claims, club_membership, provincial_milestones
from gdp.tables import PROVINCIAL


@pytest.fixture
def say(add):
    """Give a function that adds an article about 2024 with claims in its head, and loads all."""
    add("sources", "paper-2025,Paper,GDP in 2024,2025-01-02,https://example.org/2025")

    def added(figures, *claims):
        add("figures", *(f"paper-2025,2,{figure}" for figure in figures))
        return gdp.load(add("claims", *(f"paper-2025,1,Section,Claim,{c}," for c in claims)))

    return added


@cases("shapes")
def test_a_claim_of_any_shape_is_settled(say, shape, figures, claim, verdict):
    test, _, arguments = claim.partition(",")
    table = article_claims.table(say(figures.split(" | "), f'{test},"{arguments}"'), 2024)
    assert list(table["verdict"]) == [verdict]
    assert (table["computed"] != "").all()


@cases("scopes")
def test_a_scope_that_does_not_fit_its_indicator_is_refused(say, figure, allowed):
    with pytest.raises(gdp.DataError, match=allowed):
        say([figure])


@cases("faster")
def test_20_of_31_provinces_are_settled_by_the_rates_of_all_or_contradicted_by_some(
    say, tables, said, faster, slower, verdict
):
    levels = tables.regions.set_index("region")["level"]
    names = levels.index[levels.isin(PROVINCIAL)]
    rates = zip(names, ["5.5"] * int(faster) + ["4"] * int(slower), strict=False)
    figures = [f"{name},GDP growth,,,2024,exact,{rate},percent," for name, rate in rates]
    figures.append("China,GDP growth,,,2024,exact,5,percent,")
    figures.append(f"China,provinces faster than the nation,,,2024,{said},provinces,")
    count = "stated,indicator=provinces faster than the nation; region=China"
    (claim,) = article_claims.table(say(figures, count), 2024).itertuples()
    assert claim.verdict == verdict
    assert (
        claim.computed
        == f"more than China: {faster} surely, {slower} surely not, of 31 provinces known"
    )


def test_billions_are_shown_as_trillions_with_the_digits_that_were_printed(say):
    figures = ["Gansu,GDP,,,2024,about,180,billion US dollars,"]
    yuan = (("Hainan", 793.6), ("Shanghai", 5390))
    figures += [f"{name},GDP,,,2024,exact,{value},billion yuan," for name, value in yuan]
    tables = say(figures)
    yuan = tables.said("GDP", "trillion yuan", 2024).set_index("region")
    assert yuan.loc["Hainan", ["printed", "value"]].to_list() == ["0.7936", 0.7936]
    assert list(tables.said("GDP", "trillion US dollars", 2024)["printed"]) == ["0.180"]
    ladder = provincial_milestones.table(tables, 2024)
    assert set(ladder.loc[ladder["region"] == "Shanghai", "reported"]) == {"5.390"}


def test_counts_at_two_marks_or_by_two_sources_are_told_with_the_chart_of_their_mark(say, add):
    add("sources", "other-2025,Other,GDP in 2024,2025-03-01,")
    add("figures", "other-2025,1,China,cities past the mark,,1,2024,exact,26,cities,")
    row = "China,cities past the mark,,{},,exact,{},cities,"
    tables = say([row.format(1, 27), row.format(2, 8)])
    told = "Paper, 2 January 2025 counts 8, this data set 9."
    assert told in club_membership.words(club_membership.table(tables, 2024, mark=2))
    words = club_membership.words(club_membership.table(tables, 2024))
    assert "Other, 1 March 2025 counts 26, this data set 27." in words
    assert "27 by Paper, 2 January 2025" in words
    assert "counts" not in club_membership.words(club_membership.table(tables, 2025))


def test_a_year_without_claims_leaves_their_notebook_its_tables(say, folder, tmp_path, monkeypatch):
    say(["China,GDP growth,,,2024,exact,5,percent,"])
    (path,) = (path for path in NOTEBOOKS if path.stem == "article_claims")
    names = run(path, tmp_path, monkeypatch, folder=str(folder), year=2024)
    told = "The data hold no claims about 2024; a row of claims.csv makes one."
    assert article_claims.words(names["table"]) == told
    assert names["chart"]._repr_markdown_()
    assert not list(folder.glob("*.svg"))
    assert "paper-2025" in names["tables"].html("figures")


@pytest.mark.parametrize("topic", [club_membership, provincial_milestones])
def test_data_of_other_regions_only_are_a_sentence_in_place_of_a_chart(folder, topic):
    left = "Hebei" if topic is club_membership else "Suzhou"
    rows = [row for row in read(folder, "milestones") if row["region"] == left]
    table = topic.table(gdp.load(write(folder, "milestones", rows)))
    assert re.fullmatch("The data name no .+ trillion yuan of GDP.", topic.words(table))
    assert topic.chart(table)._repr_markdown_()
