import html
import re
from pathlib import Path

import layout
import pytest
from conftest import PACKAGED, read
from test_notebooks import NOTEBOOKS, cells

import gdp
from gdp import article_claims
from gdp.article_claims import FAILS, HOLDS, UNKNOWN
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
    assert len(claims) >= 25
    assert set(claims["verdict"]) == set(article_claims.VERDICTS) - {FAILS}
    assert list(claims.index) == list(range(1, len(claims) + 1))
    assert (claims["computed"] != "").all()
    assert ((claims["needed"] != "") == (claims["verdict"] == UNKNOWN)).all()
    assert ((claims["rows"] != "") | (claims["verdict"] == UNKNOWN)).all()
    assert claims["paragraph"].is_monotonic_increasing
    assert not claims["computed"].str.contains(r"[{}]|np\.", regex=True).any()


# A text of the claim, its verdict and what was found, as the data are, or with a row that has other
# cells or, without any, is gone.
VERDICTS = read(Path(__file__).parent, "verdicts")


@pytest.mark.parametrize("case", VERDICTS, ids=lambda case: "-".join(case.values()))
def test_a_claim_is_settled_by_its_figures_and_follows_them(folder, edit, case):
    if case["file"]:
        edit(case["file"], case["row"], **arguments(case["changes"]))
    claim = about(article_claims.table(gdp.load(folder)), case["claim"])
    assert claim.verdict == case["verdict"]
    assert case["computed"] in claim.computed


def test_a_claim_whose_rows_are_gone_says_so_in_plain_words(edit):
    claim = about(article_claims.table(gdp.load(edit("figures", "13,Yangtze River Delta"))), "Ten")
    assert claim.verdict == UNKNOWN
    assert "Yangtze River Delta" in claim.computed
    assert not re.search(r"[{}]|np\.", claim.computed)


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
    assert set(here.loc[here["paragraph"] > 1, "verdict"]) == {UNKNOWN}  # the first is of any mark


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
    cells = layout.named(chart, "cell")
    drawn = {
        name: article_claims.VERDICTS[int(c.get_x() / wide + 0.01)] for name, c in cells.items()
    }
    assert drawn == dict(zip(claims["claim"], claims["verdict"], strict=True))
    numbers = {(t.get_position(), t.get_text()) for t in axes.texts}
    for number, claim in claims["claim"].items():
        x, y = cells[claim].get_xy()
        assert any(
            n == f"{number}" and x < a < x + 0.24 and y < b < y + 0.8 for (a, b), n in numbers
        )
    assert chart.title == "26 of 48 claims hold, none fails, 16 are not settled by these data"
    assert chart.get_figheight() <= 7
    for verdict, rows in claims.groupby("verdict"):
        assert f"{verdict} {len(rows)}" in chart.description
        assert verdict == HOLDS or all(claim in chart.description for claim in rows["claim"])


@pytest.mark.parametrize(
    ("name", "position"), [("figures", 0), ("milestones", 1), ("regions", 2), ("sources", 3)]
)
def test_the_stored_notebook_shows_every_cell_of_every_file_by_its_line(name, position):
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


def test_the_lines_that_a_claim_names_hold_what_it_is_about(claims, tables):
    claim = about(claims, "Dalian's GDP exceeds")
    assert claim.rows == "figures 6, 9; milestones 30"
    files = {
        name: (PACKAGED / f"{name}.csv").read_text().split("\n")
        for name in ("figures", "milestones")
    }
    assert files["figures"][8].startswith("xinhua-2026,6,Dalian,GDP,")
    assert files["milestones"][29].startswith("Dalian,1,2025,")
