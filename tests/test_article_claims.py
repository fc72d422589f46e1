import pytest
from test_notebooks import NOTEBOOKS, run

import gdp
from gdp.article_claims import every, stated

CHANGES = [  # a file, a row of it, its new value, and the claims of which that one is not true
    ("figures", "after the two newcomers", "31", "The club has 29 cities"),
    (
        "figures",
        "9,Wenzhou,order of",
        "2",
        "Wenzhou is the third city of Zhejiang past 1 trillion yuan",
    ),
    ("figures", "13,Yangtze River", "9", "Ten cities of the club lie in the Yangtze River Delta"),
    (
        "figures",
        "12,China,cities past the mark,mun",
        "5",
        "The article counts the municipalities of the club rightly",
    ),
    ("figures", "17,Shandong,GDP growth", "5.4", "What is said of Shandong's growth agrees"),
    (
        "figures",
        "28,Hubei,GDP",
        "4.9",
        "Five provinces said to have grown 5.5 percent or more outgrew the nation",
    ),
    ("series", "Hubei,2025,GDP growth", "4.9", "These five grew 5.5 percent or more"),
    ("series", "Wenzhou,2025,GDP,", "1.04", "Wenzhou's GDP is as the series has it"),
    ("series", "China,2025,GDP,", "139.9", "China's GDP was above 140 trillion yuan"),
    ("series", "Anhui,2025,GDP growth", "5.6", "Anhui grew 5.5 percent"),
    ("series", "Fujian,2025,GDP growth", "5.1", "Fujian grew as fast as the nation"),
]


def test_a_claim_of_the_notebook_fails_or_opens_when_its_figures_change(
    edit, tmp_path, monkeypatch
):
    for name, row, value, _ in CHANGES:
        folder = edit(name, row, value=value)
    edit("series", "Dalian,2025,GDP,", relation="at least", value="1")
    names = run(NOTEBOOKS[0], tmp_path, monkeypatch, folder=str(folder))
    found = {check.claim: check.verdict for check in names["checks"]}
    opened = {"Dalian's GDP exceeds 1 trillion yuan", CHANGES[5][3]}
    failed = {claim for *_, claim in CHANGES} - opened | {"Shandong grew 5.5 percent"}
    assert {claim for claim in found if found[claim] == "open"} == opened
    assert {claim for claim in found if found[claim] == "fails"} == failed
    told = "47 claims that figures can test, by verdict: holds 34, fails 11, open 2."
    assert (
        names["article"].words(names["checks"])
        == f"{told} Checked only against the article itself: 5."
    )


def test_an_article_hands_over_what_it_says_and_what_the_series_say_of_its_year(tables, edit):
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
        gdp.ArticleClaims(gdp.load(edit("sources", "xinhua-2026", published="")))


def test_a_verdict_names_what_it_rests_on_and_is_open_where_one_answer_is(tables):
    article = gdp.ArticleClaims(tables)
    said, club = article.said("GDP", "Dalian"), article.past("city", 1)
    answers = [every([True, True]), every([True, None]), every([None, False]), every([])]
    rests = [[said], [said, club.tail(1)], [club.head(3)], [club]]
    checks = [article.check(6, "A", *case) for case in zip(answers, rests, strict=True)]
    rows = article.verdicts(checks)
    assert list(rows["verdict"]) == ["holds", "open", "fails", "holds"]
    assert list(rows["rests_on"])[:2] == [
        "the article alone",
        "Xinhua and Economic Daily, summarised by GMT8 Press",
    ]
    first = "Xinhua via China Development Gateway, Xinhua in China Daily and "
    assert [rest.removeprefix(first) for rest in rows["rests_on"][2:]] == [
        "China Daily",
        "15 others",
    ]
