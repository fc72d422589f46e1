import html
import re

import layout
import pytest
from conftest import PACKAGED, cases, read
from test_notebooks import NOTEBOOKS, cells

import gdp
from gdp import article_claims
from gdp.article_claims import AGREES, FAILS, HOLDS, UNKNOWN
from gdp.tables import arguments


@pytest.fixture(scope="module")
def claims(tables):
    return article_claims.table(tables)


def about(claims, text):
    """Return the one claim that holds a text."""
    (row,) = claims[claims["claim"].str.contains(text)].itertuples()
    return row


def test_every_claim_has_a_verdict_and_what_was_found(claims, tables):
    assert list(claims["claim"]) == list(tables.claims["claim"])
    assert set(claims["verdict"]) == set(article_claims.VERDICTS) - {FAILS}
    assert list(claims.index) == list(range(1, len(claims) + 1))
    assert (claims["computed"] != "").all()
    assert ((claims["needed"] != "") == (claims["verdict"] == UNKNOWN)).all()
    assert ((claims["rows"] != "") | (claims["verdict"] == UNKNOWN)).all()
    assert claims["paragraph"].is_monotonic_increasing
    assert not claims["computed"].str.contains(r"[{}]|np\.", regex=True).any()


@cases("verdicts")
def test_a_claim_is_settled_by_its_figures_and_follows_them(
    folder, edit, claim, verdict, computed, file, row, changes
):
    if file:  # a row has other cells or, without any, is gone
        edit(file, row, **arguments(changes))
    found = about(article_claims.table(gdp.load(folder)), claim)
    assert found.verdict == verdict
    assert computed in found.computed


def test_a_claim_whose_rows_are_gone_says_so_in_plain_words(edit):
    claim = about(article_claims.table(gdp.load(edit("figures", "13,Yangtze River Delta"))), "Ten")
    assert claim.verdict == UNKNOWN
    told = "no statement of cities past the mark with region Yangtze River Delta"
    assert claim.computed == told


@pytest.fixture
def small(folder):
    """Give a folder with one row a file, and no claims of its own."""
    (folder / "claims.csv").unlink()
    for name, row in {
        "figures": "xinhua-2026,17,Shandong,GDP growth,,,2025,exact,5.5,percent,",
        "milestones": "Shandong,10,2025,,,xinhua-2026,,,",
        "regions": "Shandong,,370000,province,Shandong,,Shandong",
        "sources": "xinhua-2026,Xinhua,The article,2026-01-28,",
    }.items():
        path = folder / f"{name}.csv"
        path.write_text(f"{path.read_text(encoding='utf-8').splitlines()[0]}\n{row}\n")
    return folder


def test_claims_of_which_a_folder_has_no_rows_and_no_regions_are_not_settled(small, claims):
    here = article_claims.table(gdp.load(small))
    assert list(here["claim"]) == list(claims["claim"])
    settled = here[here["verdict"] != UNKNOWN]
    assert list(settled["claim"]) == ["Further provinces passed marks in 2025"]
    assert set(settled["verdict"]) == {AGREES}


def test_without_claims_of_its_article_a_folder_has_a_sentence_in_place_of_the_chart(small):
    for path in small.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("xinhua-2026", "other"))
    table = article_claims.table(gdp.load(small))
    told = "The data hold no claims; a row of claims.csv makes one."
    assert (len(table), article_claims.words(table)) == (0, told)
    assert article_claims.chart(table)._repr_markdown_()
    table = article_claims.table(gdp.load(small), 2025)
    assert article_claims.words(table) == told.replace("claims;", "claims about 2025;")


def test_packaged_claims_of_an_article_without_a_date_are_left_out(small, edit):
    tables = gdp.load(edit("sources", "xinhua-2026", published=""))
    assert len(article_claims.table(tables)) == len(tables.claims) == 0
    assert "Articles about 2025: " in tables.articles(2025)


def test_chart_and_words_give_every_claim_its_verdict(claims):
    chart = article_claims.chart(claims)
    layout.check(chart)
    (axes,) = chart.axes
    wide = (axes.get_xlim()[1] - axes.get_xlim()[0]) / len(article_claims.VERDICTS)
    drawn = layout.named(chart, "cell")
    numbers = {text.get_text(): text.get_position() for text in axes.texts}
    assert set(drawn) == set(claims["claim"])
    for row in claims.itertuples():
        x, y = drawn[row.claim].get_xy()
        assert article_claims.VERDICTS[int(x / wide + 0.01)] == row.verdict
        right, down = numbers[f"{row.Index}"]
        assert x < right < x + 0.24
        assert y < down < y + 0.8
    counts = claims["verdict"].value_counts()
    title = f"{counts[HOLDS]} of {len(claims)} claims hold, {counts[AGREES]} agree with themselves"
    assert chart.title == f"{title}, none fails, {counts[UNKNOWN]} not settled"
    assert chart.get_figheight() <= 7
    for verdict, rows in claims.groupby("verdict"):
        assert f"{verdict} {len(rows)}" in chart.description
        assert verdict == HOLDS or all(claim in chart.description for claim in rows["claim"])


@pytest.mark.parametrize("position", range(4))
def test_the_stored_notebook_shows_every_cell_of_every_file_by_its_line(position):
    name = ("figures", "milestones", "regions", "sources")[position]
    (path,) = (path for path in NOTEBOOKS if path.stem == "article_claims")
    shown = [cell for cell in cells(path) if "tables.html(" in cell.source]
    assert f'"{name}"' in shown[position].source
    body = shown[position].outputs[0].data["text/html"].partition("<tbody>")[2]
    rows = []
    for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL):
        found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        rows.append([html.unescape(re.sub("<.*?>", "", text)) for text in found])
    written = read(PACKAGED, name)
    assert rows == [[f"{line}", *row.values()] for line, row in enumerate(written, start=2)]


def test_the_lines_that_a_claim_names_hold_what_it_is_about(claims):
    claim = about(claims, "Dalian's GDP exceeds")
    assert claim.rows == "figures 6, 9; milestones 30"
    figures, milestones = (read(PACKAGED, name) for name in ("figures", "milestones"))
    found = [figures[6 - 2], figures[9 - 2], milestones[30 - 2]]
    assert {row["region"] for row in found} == {"Dalian"}
