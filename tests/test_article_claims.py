"""What an article claims, held against its own figures and the series."""

import pytest
from conftest import edit
from test_notebooks import NOTEBOOKS, run

import gdp
from gdp.article_claims import check, every, stated

CHANGES = [  # a file, a row of it, its new value, and the claim that is not true any more
    ("figures", "after the two newcomers", "31", "The club has 29 cities"),
    ("figures", "17,Shandong,GDP growth", "5.4", "What is said of Shandong's growth agrees"),
    ("series", "Hubei,2025,GDP growth", "4.9", "These five grew 5.5 percent or more"),
    ("series", "Wenzhou,2025,GDP,", "1.04", "Wenzhou's GDP is as the series has it"),
    ("series", "China,2025,GDP,", "139.9", "China's GDP was above 140 trillion yuan"),
]


def test_a_claim_fails_or_opens_when_its_figures_change(folder, tmp_path, monkeypatch):
    for name, row, value, _ in CHANGES:
        edit(folder, name, row, value=value)
    edit(folder, "series", "Dalian,2025,GDP,", relation="at least", value="1")
    checks = run(NOTEBOOKS[0], tmp_path, monkeypatch, folder=str(folder))["checks"]
    found = {check.claim: check.verdict for check in checks if check.verdict != "holds"}
    assert found.pop("Dalian's GDP exceeds 1 trillion yuan") == "open"
    claims = {"Shandong grew 5.5 percent", *(claim for *_, claim in CHANGES)}
    assert found == dict.fromkeys(claims, "fails")


def test_an_article_hands_over_what_it_says_and_what_the_series_say_of_its_year(tables, folder):
    article = gdp.ArticleClaims(tables)
    assert (article.source, article.year) == ("xinhua-2026", 2025)
    assert stated(article.said("GDP", "Wenzhou", paragraph=9)) == pytest.approx((1.015, 1.025))
    with pytest.raises(LookupError, match="xinhua-2026 has no statement with .*'paragraph': 3"):
        article.said("GDP growth", paragraph=3)
    assert list(article.past("city", 3)["region"])[:2] == ["Shanghai", "Beijing"]
    assert list(article.past("city", 1, 2010, area="Guangdong")["region"]) == ["Guangzhou"]
    assert list(article.past("province", 10)["year"]) == [2019, 2020, 2025]
    assert article.first_published("GDP").loc["Dalian", "value"] == 1.00021
    assert article.first_published("GDP growth", 2020).loc["China", "value"] == 2.3
    with pytest.raises(gdp.ParameterError, match="^article 'x'; allowed: xinhua-2026$"):
        gdp.ArticleClaims(tables, "x")
    with pytest.raises(gdp.ParameterError, match="^article None; allowed: none$"):
        gdp.ArticleClaims(gdp.load(edit(folder, "sources", "xinhua-2026", published="")))


def test_a_verdict_names_what_it_rests_on_and_is_open_where_one_answer_is(tables):
    article = gdp.ArticleClaims(tables)
    said, club = article.said("GDP", "Dalian"), article.past("city", 1)
    answers = [every([True, True]), every([True, None]), every([None, False]), every([])]
    rests = [[said], [said, club.tail(1)], [club.head(3)], [club]]
    checks = [check(6, "A", *case) for case in zip(answers, rests, strict=True)]
    rows = article.verdicts(checks)
    assert list(rows["verdict"]) == ["holds", "open", "fails", "holds"]
    assert list(rows["rests_on"]) == [
        "the article alone",
        "Xinhua and Economic Daily, summarised by GMT8 Press",
        "Xinhua via China Development Gateway, Xinhua in China Daily and China Daily",
        "Xinhua via China Development Gateway, Xinhua in China Daily and 15 others",
    ]
    told = "4 claims that figures can test, by verdict: holds 2, fails 1, open 1."
    assert article.words(checks) == f"{told} Checked only against the article itself: 1."
