import html
import re
from pathlib import Path

import layout
import pytest
from conftest import PACKAGED, read
from test_notebooks import NOTEBOOKS, cells

import gdp
from gdp import article_claims
from gdp.article_claims import HOLDS, UNKNOWN
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
    assert set(claims["verdict"]) == set(article_claims.VERDICTS)
    assert (claims["computed"] != "").all()
    assert ((claims["needed"] != "") == (claims["verdict"] == UNKNOWN)).all()
    assert ((claims["rows"] != "") | (claims["verdict"] == UNKNOWN)).all()
    assert claims["paragraph"].is_monotonic_increasing


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


@pytest.fixture
def small(folder):
    """Give a folder with one row a file, and no claims of its own."""
    (folder / "claims.csv").unlink()
    for name, row in {
        "figures": "xinhua-2026,17,Shandong,GDP growth,,,2025,exact,5.5,percent,",
        "milestones": "Shandong,10,2025,,,xinhua-2026,,,",
        "regions": "Shandong,province,Shandong,,Shandong",
        "sources": "xinhua-2026,Xinhua,The article,2026-01-28,",
    }.items():
        path = folder / f"{name}.csv"
        path.write_text(f"{path.read_text(encoding='utf-8').splitlines()[0]}\n{row}\n")
    return folder


def test_claims_of_which_a_folder_has_no_rows_and_no_regions_are_not_settled(small, claims):
    here = article_claims.table(gdp.load(small))
    assert list(here["claim"]) == list(claims["claim"])
    assert set(here.loc[here["paragraph"] > 1, "verdict"]) == {UNKNOWN}  # the first is of any mark


def test_there_are_no_claims_of_an_article_without_a_date_or_that_a_folder_lacks(small, edit):
    edit("sources", "xinhua-2026", published="")
    with pytest.raises((gdp.DataError, gdp.NoDataError)):
        article_claims.table(gdp.load(small))
    for path in small.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("xinhua-2026", "other"))
    with pytest.raises(gdp.NoDataError, match="no claims; years with data: none"):
        article_claims.table(gdp.load(small))


def test_chart_and_words_give_every_claim_its_verdict(claims):
    chart = article_claims.chart(claims)
    layout.check(chart)
    columns = list(article_claims.VERDICTS)
    marks = {name: columns[int(x)] for name, (x, _) in layout.at(chart, "mark").items()}
    assert marks == dict(zip(claims["claim"], claims["verdict"], strict=True))
    assert chart.title == "28 of 48 claims hold, one fails, 19 cannot be known"
    for verdict, rows in claims.groupby("verdict"):
        assert f"{verdict} {len(rows)}" in chart.description
        assert verdict == HOLDS or all(claim in chart.description for claim in rows["claim"])


@pytest.mark.parametrize("name", ["figures", "milestones"])
def test_the_stored_notebook_shows_every_cell(name):
    (path,) = (path for path in NOTEBOOKS if path.stem == "article_claims")
    (cell,) = (cell for cell in cells(path) if cell.id == name)
    body = cell.outputs[0].data["text/html"].partition("<tbody>")[2]
    shown = []
    for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL):
        texts = [html.unescape(text) for text in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        # A source and a paragraph stand only where they change.
        shown.append([*(shown[-1][: len(shown[-1]) - len(texts)] if shown else []), *texts])
    written = [list(row.values()) for row in read(PACKAGED, name)]
    assert [row[-len(written[0]) :] for row in shown] == written
