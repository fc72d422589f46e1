"""Articles of other years: two in folders of their own, and one of 2026 beside the data."""

import shutil
from pathlib import Path

import layout
import pytest
from conftest import NAMES
from test_notebooks import each, run

import gdp
from gdp import article_claims, club_membership, growth_rates, provincial_milestones
from gdp.article_claims import AGREES, EVERY_READING, FAILS, HOLDS, UNKNOWN
from gdp.style import Absence, Chart

FOLDERS = {path.name: path for path in (Path(__file__).parent / "articles").iterdir()}
YEARS = {"ecns-2018": 2017, "silk-road-2021": 2020, "next_year": 2026}
VERDICTS = {  # of the claims in their order, found by hand
    "ecns-2018": [
        *(HOLDS, HOLDS, UNKNOWN, HOLDS, HOLDS, HOLDS),
        *(FAILS, UNKNOWN, UNKNOWN),  # three past 2 trillion: Guangzhou was printed later
    ],
    "silk-road-2021": [
        *(AGREES, HOLDS, HOLDS, UNKNOWN),  # the six newcomers are rows of the article itself
        *(HOLDS, HOLDS, HOLDS, HOLDS),
    ],
    "next_year": [HOLDS, AGREES, UNKNOWN, EVERY_READING, UNKNOWN, FAILS, UNKNOWN],
}
DOORS = [
    (growth_rates.table, growth_rates.chart, growth_rates.words),
    (growth_rates.sector_table, growth_rates.sector_chart, growth_rates.sector_words),
    (club_membership.table, club_membership.chart, club_membership.words),
    (club_membership.table, club_membership.standing_chart, club_membership.standing_words),
    (club_membership.table, club_membership.place_chart, club_membership.place_words),
    (provincial_milestones.table, provincial_milestones.chart, provincial_milestones.words),
    (article_claims.table, article_claims.chart, article_claims.words),
]


def seen(tables, year=None):
    """Return all that there is to see of a year: every chart, its words, and the ledger."""
    pictures = []
    for table, chart, words in DOORS:
        shown = table(tables, year)
        drawn = chart(shown)
        assert not isinstance(drawn, Absence)
        pictures.append((drawn.rendered("svg"), words(shown)))
    return [*pictures, article_claims.table(tables, year).to_csv()]


@pytest.fixture
def next_year(add):
    """Give the data with the rows of an article about 2026."""
    for name in NAMES:
        _, *rows = (FOLDERS["next_year"] / f"{name}.csv").read_text("utf-8").splitlines()
        folder = add(name, *rows)
    return folder


@pytest.fixture(params=YEARS)
def article(request, tmp_path):
    """Give the name of an article, and a folder with what one needs to draw it."""
    if request.param == "next_year":
        return request.param, request.getfixturevalue("next_year")
    return request.param, Path(shutil.copytree(FOLDERS[request.param], tmp_path / "own"))


@each
def test_every_notebook_runs_on_every_article_and_draws_its_year(
    path, article, tmp_path, monkeypatch
):
    name, folder = article
    names = run(path, tmp_path, monkeypatch, folder=str(folder))
    charts = [value for value in names.values() if isinstance(value, Chart)]
    assert charts
    for chart in charts:
        layout.check(chart)
        assert chart.name.endswith(f"-{YEARS[name]}")
        assert str(YEARS[name]) in chart.title or path.stem == "article_claims"
        assert f"{YEARS[name] + 1}" in chart.source or chart.name.startswith("provincial")
    saved = {f"{chart.name}.{form}" for chart in charts for form in ("svg", "png")}
    assert saved == {file.name for file in folder.iterdir() if file.suffix in (".svg", ".png")}
    assert not (tmp_path / "charts").exists()


def test_the_verdicts_on_the_claims_of_an_article_are_those_found_by_hand(article):
    table = article_claims.table(gdp.load(article[1]))
    assert list(table["verdict"]) == VERDICTS[article[0]]


@pytest.mark.parametrize("name", ["ecns-2018", "silk-road-2021"])
def test_what_an_article_does_not_give_is_a_sentence(name):
    tables = gdp.load(FOLDERS[name])
    sectors = growth_rates.sector_table(tables)
    sentence = f"The sources give no growth of industries or products for {YEARS[name]}."
    assert growth_rates.sector_words(sectors) == sentence
    assert isinstance(growth_rates.sector_chart(sectors), Absence)
    words = growth_rates.words(growth_rates.table(tables))
    rates = "no national rate to compare with. Regions: Changsha 9.0 and Wuxi about 7.4."
    assert (rates in words) == (name == "ecns-2018")


def test_counts_and_levels_of_an_article_keep_their_mark_and_their_unit():
    silk_road, ecns = gdp.load(FOLDERS["silk-road-2021"]), gdp.load(FOLDERS["ecns-2018"])
    dollars = silk_road.said("GDP", "trillion US dollars", 2020)
    assert dollars[["region", "relation", "printed"]].values.tolist() == [
        ["Hefei", "about", "0.155"]
    ]
    words = club_membership.words(club_membership.table(ecns, 2017, mark=2))
    assert "counts 3, this data set 4." in words
    assert "counts" not in club_membership.words(club_membership.table(ecns))


def test_articles_of_other_years_leave_every_chart_word_and_claim_of_2025_as_it_is(tables, add):
    known = set(tables.sources["id"])
    for name in ("ecns-2018", "silk-road-2021"):
        for file in ("figures", "claims", "sources"):
            _, *lines = (FOLDERS[name] / f"{file}.csv").read_text("utf-8").splitlines()
            new = file != "sources"
            folder = add(file, *(line for line in lines if new or line.split(",")[0] not in known))
    later = gdp.load(folder)
    assert len(later.figures) == len(tables.figures) + 32
    assert seen(later) == seen(later, 2025) == seen(tables)
    for name in ("ecns-2018", "silk-road-2021"):
        ledger = article_claims.table(later, YEARS[name])
        assert list(ledger["verdict"]) == VERDICTS[name]


def test_what_is_said_of_2025_stays_as_it_is_next_year(next_year, add, tables):
    later = gdp.load(next_year)
    for topic in (growth_rates, club_membership, provincial_milestones, article_claims):
        assert topic.table(later, 2025).equals(topic.table(tables, 2025))
    add("figures", "xinhua-2027,9,Fujian,GDP growth,,,2025,exact,4.9,percent,revised")
    later = gdp.load(next_year)
    assert article_claims.table(later, 2025).equals(article_claims.table(tables))
    fujian = growth_rates.table(later, 2025).set_index("region").loc["Fujian"]
    assert (fujian["reported"], fujian["disputed"]) == ("4.9", "5 by Xinhua, 28 January 2026")


def test_a_crossing_of_2025_that_is_learnt_of_only_later_settles_its_claims_anew(next_year, add):
    add("regions", "Huzhou,湖州市,330500,city,Zhejiang,other city,Yangtze River Delta")
    add("milestones", "Huzhou,1,2025,,,xinhua-2027,,,learnt of only later")
    ledger = article_claims.table(gdp.load(next_year), 2025)
    failed = ledger.loc[ledger["verdict"] == FAILS, "claim"]
    assert failed.str.contains("29 cities|are Wenzhou and|14 other|Ten cities").all()
    assert len(failed) == 4


def test_titles_and_words_of_next_year_are_about_next_year(next_year):
    tables = gdp.load(next_year)
    words = growth_rates.words(growth_rates.table(tables))
    assert "Real GDP growth in 2026, in percent. China: 4.8." in words
    assert "Hubei 4.5 or higher" in words.partition("Not known")[2]
    assert "Yunnan under 4.8" in words.partition("Slower")[2]
    club = club_membership.table(tables)
    assert club_membership.chart(club).title.endswith("to 30 in 2026")
    standing = club_membership.standing_chart(club).title
    assert standing == "From 2021 to 2026 every city to join was neither capital nor municipality"
    marks = provincial_milestones.table(tables)
    title = "12 provincial economies reached new trillion marks in 2026"
    assert provincial_milestones.chart(marks).title == title
    tops = marks[marks["highest"]].set_index("region")[["mark", "reached", "reported"]]
    assert tops.loc["Guangdong"].to_list() == [15, 2026, "over 15"]
    assert tops.loc["Shandong"].to_list() == [10, 2025, ""]
