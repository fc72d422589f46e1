"""Articles of other years: two in folders of their own, and one of 2026 beside the data."""

import shutil
from pathlib import Path

import layout
import pytest
from conftest import DOORS, NAMES, TOPICS, cases, read
from test_notebooks import each, run

import gdp
from gdp import article_claims, club_membership, growth_rates
from gdp.style import Absence, Chart

HERE = Path(__file__).parent
YEARS = {"ecns-2018": 2017, "silk-road-2021": 2020, "next_year": 2026}
of_each = pytest.mark.parametrize("article", YEARS)


def lines(article, name):
    return (HERE / "articles" / article / f"{name}.csv").read_text("utf-8").splitlines()[1:]


@pytest.fixture
def folder_of(add, folder, tmp_path):
    """Give a function that makes a folder with what one needs to draw an article."""

    def make(article):
        if article == "next_year":
            return [add(name, *lines(article, name)) for name in NAMES][-1]
        if article == "2025":
            return folder
        return Path(shutil.copytree(HERE / "articles" / article, tmp_path / "own"))

    return make


def check_verdicts(article, ledger):
    found = ledger[["claim", "verdict"]].assign(article=article).to_dict("records")
    assert found == [
        row for row in read(HERE / "cases", "article_verdicts") if row["article"] == article
    ]


@each
@of_each
def test_every_notebook_runs_on_every_article_and_draws_its_year(
    path, article, folder_of, tmp_path, monkeypatch
):
    folder, year = folder_of(article), YEARS[article]
    names = run(path, tmp_path, monkeypatch, folder=str(folder))
    charts = [value for value in names.values() if isinstance(value, Chart)]
    for chart in charts:
        layout.check(chart)
        assert chart.name.endswith(f"-{year}")
        assert str(year) in chart.title or path.stem == "article_claims"
        assert str(year + 1) in chart.source or chart.name.startswith("provincial")
    saved = {f"{chart.name}.{form}" for chart in charts for form in ("svg", "png")}
    assert saved == {file.name for file in folder.iterdir() if file.suffix in (".svg", ".png")}
    assert saved
    assert not (tmp_path / "charts").exists()


@of_each
def test_the_verdicts_on_the_claims_of_an_article_are_those_found_by_hand(article, folder_of):
    check_verdicts(article, article_claims.table(gdp.load(folder_of(article))))


@cases("articles_told")
def test_titles_and_words_are_about_the_year_of_the_article(folder_of, article, chart, told):
    table, chart, words = DOORS[chart]
    shown = table(gdp.load(folder_of(article)))
    drawn = chart(shown)
    assert isinstance(drawn, Absence) == ("no growth of industries" in told)
    assert told in f"{getattr(drawn, 'title', '')}. {words(shown)}"


def test_counts_and_levels_of_an_article_keep_their_mark_and_their_unit(folder_of):
    dollars = gdp.load(folder_of("silk-road-2021")).said("GDP", "trillion US dollars", 2020)
    known = dollars[["region", "relation", "printed"]].values.tolist()
    assert known == [["Hefei", "about", "0.155"]]
    ecns = gdp.load(HERE / "articles" / "ecns-2018")
    words = club_membership.words(club_membership.table(ecns, 2017, mark=2))
    assert "counts 3, this data set 4." in words
    assert "counts" not in club_membership.words(club_membership.table(ecns))


def seen(tables, year=None):
    """Return all that there is to see of a year: every chart, its words, and the ledger."""
    shown = [article_claims.table(tables, year).to_csv()]
    for table, chart, words in DOORS.values():
        whole = table(tables, year)
        shown += [chart(whole).rendered("svg"), words(whole)]
    return shown


def test_articles_of_other_years_leave_every_chart_word_and_claim_of_2025_as_it_is(tables, add):
    for article in ("ecns-2018", "silk-road-2021"):
        add("figures", *lines(article, "figures"))
        folder = add("claims", *lines(article, "claims"))
    later = gdp.load(folder)
    assert len(later.figures) == len(tables.figures) + 32
    assert seen(later) == seen(later, 2025) == seen(tables)
    for article in ("ecns-2018", "silk-road-2021"):
        check_verdicts(article, article_claims.table(later, YEARS[article]))


def test_what_is_said_of_2025_stays_as_it_is_next_year(folder_of, add, tables):
    later = gdp.load(folder_of("next_year"))
    for topic in TOPICS:
        assert topic.table(later, 2025).equals(topic.table(tables, 2025))
    row = "xinhua-2027,9,Fujian,GDP growth,,,2025,exact,4.9,percent,revised"
    later = gdp.load(add("figures", row))
    assert article_claims.table(later, 2025).equals(article_claims.table(tables))
    fujian = growth_rates.table(later, 2025).set_index("region").loc["Fujian"]
    assert (fujian["reported"], fujian["disputed"]) == ("4.9", "5 by Xinhua, 28 January 2026")


def test_a_crossing_of_2025_that_is_learnt_of_only_later_settles_its_claims_anew(folder_of, add):
    folder_of("next_year")
    add("regions", "Huzhou,湖州市,330500,city,Zhejiang,other city,Yangtze River Delta")
    later = gdp.load(add("milestones", "Huzhou,1,2025,,,xinhua-2027,,,learnt of only later"))
    ledger = article_claims.table(later, 2025)
    failed = ledger.loc[ledger["verdict"] == "fails", "claim"]
    assert failed.str.contains("29 cities|are Wenzhou and|14 other|Ten cities").all()
    assert len(failed) == 4
