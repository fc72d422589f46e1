import csv
import html
import re

import layout
import pytest
from conftest import PACKAGED
from test_notebooks import NOTEBOOKS, cells

import gdp
from gdp import article_claims, schema
from gdp.article_claims import EVERY_READING, FAILS, HOLDS, UNKNOWN


@pytest.fixture(scope="module")
def ledger(tables):
    return article_claims.table(tables)


def verdicts(tables):
    return article_claims.table(tables).set_index("claim")["verdict"]


def test_the_ledger_holds_at_least_25_claims_each_with_a_verdict_and_what_was_found(ledger):
    assert len(ledger) >= 25
    assert ledger["claim"].is_unique
    assert set(ledger["verdict"]) == set(article_claims.VERDICTS)
    assert (ledger["computed"] != "").all()
    assert ((ledger["needed"] != "") == (ledger["verdict"] == UNKNOWN)).all()
    assert ((ledger["rows"] != "") | (ledger["verdict"] == UNKNOWN)).all()
    assert ledger["paragraph"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("claim", "verdict", "computed"),
    [
        ("The club has 29 cities", HOLDS, "29 in milestones.csv, 29 in the article"),
        ("The three parts of the club add up to the total", HOLDS, "4 + 11 + 14 = 29, total 29"),
        ("Ten cities of the club lie in the Yangtze River Delta", HOLDS, "10 in milestones.csv, 10 in the article"),
        ("Without the new cities the club had 27", HOLDS, "27 left by the article's count, 27 in milestones.csv"),
        ("Wenzhou is the third city of Zhejiang past 1 trillion yuan", HOLDS, "Hangzhou 2015, Ningbo 2018, Wenzhou 2025"),
        ("Shandong is the third province past 10 trillion yuan", HOLDS, "Guangdong 2019, Jiangsu 2020, Shandong 2025"),
        ("The club grew steadily, with new cities every year", FAILS, "none in 2007, 2009, 2012, 2013, 2022; at most 6, in 2020"),
        ("Most major provincial economies outgrew the nation", UNKNOWN, "listed there 7 of 10, 5 of 8; with a rate 8 of 11, 6 of 9; with a figure 8 of 12, 6 of 10; with a level 4 of 7, 2 of 5"),
        ("Five provinces with a common bound outgrew the nation", EVERY_READING, "5 of 5 surely"),
        ("Guangdong's GDP exceeds 10 trillion yuan", EVERY_READING, "over 10.5 in 2019"),
        ("Fujian's GDP exceeds 6 trillion yuan", UNKNOWN, "the article's own bound"),
        ("Fujian grew as fast as the nation", HOLDS, "Fujian 5, China 5"),
        ("What is said of Shandong's growth agrees", HOLDS, "5.5, 5.5 or higher"),
        ("China's GDP in dollars is its GDP in yuan", UNKNOWN, "over 7 yuan to a dollar"),
        ("Beijing passed 5 trillion yuan for the first time", UNKNOWN, "no earlier level"),
    ],
)  # fmt: skip
def test_a_claim_is_settled_by_its_figures(ledger, claim, verdict, computed):
    row = ledger.set_index("claim").loc[claim]
    assert row["verdict"] == verdict
    assert computed in row["computed"]


@pytest.mark.parametrize(
    ("claim", "verdict", "name", "old", "new"),
    [
        ("The club has 29 cities", FAILS, "figures", "exact,29,cities", "exact,28,cities"),
        ("The three parts of the club add up to the total", FAILS, "figures", "exact,14,cities", "exact,13,cities"),
        ("Shanghai's GDP first exceeded 1 trillion yuan in 2006", FAILS, "milestones", "Shanghai,1,2006,exact,1.03,xinhua-2007", "Shanghai,1,2005,exact,1.03,xinhua-2007"),
        ("Shanghai was the first city past 1 trillion yuan", FAILS, "milestones", "Guangzhou,1,2010", "Guangzhou,1,2005"),
        ("Wenzhou is the third city of Zhejiang past 1 trillion yuan", UNKNOWN, "milestones", "Ningbo,1,2018,exact,1.07,china-daily-ningbo", "Ningbo,1,2025,exact,1.07,xinhua-2026"),
        ("Shandong is the third province past 10 trillion yuan", FAILS, "figures", "Shandong,order of passing,China,10,2025,exact,3", "Shandong,order of passing,China,10,2025,exact,2"),
        ("What is said of Shandong's growth agrees", FAILS, "figures", "17,Shandong,GDP growth,,,2025,exact,5.5", "17,Shandong,GDP growth,,,2025,exact,5.4"),
        ("Fujian grew as fast as the nation", FAILS, "figures", "Fujian,GDP growth,,,2025,exact,5,", "Fujian,GDP growth,,,2025,exact,5.1,"),
        ("Fujian grew as fast as the nation", UNKNOWN, "figures", "Fujian,GDP growth,,,2025,exact,5,", "Fujian,GDP growth,,,2025,at least,5,"),
        ("What is said of the national growth rate agrees", FAILS, "figures", "2,China,GDP growth,,,2025,exact,5,percent,\n", "2,China,GDP growth,,,2025,exact,5.1,percent,\n"),
        ("Shanghai and Beijing grew equally", FAILS, "figures", "28,Beijing,GDP growth,,,2025,exact,5.4", "28,Beijing,GDP growth,,,2025,exact,5.3"),
        ("Five provinces with a common bound outgrew the nation", UNKNOWN, "figures", "28,Henan,GDP growth,,,2025,at least,5.5", "28,Henan,GDP growth,,,2025,at least,4.5"),
        ("Five provinces with a common bound outgrew the nation", FAILS, "figures", "28,Henan,GDP growth,,,2025,at least,5.5", "28,Henan,GDP growth,,,2025,exact,4.9"),
        ("Five provinces with a common bound outgrew the nation", EVERY_READING, "figures", "28,Henan,GDP growth,,,2025,at least,5.5", "28,Henan,GDP growth,,,2025,exact,5.6"),
        ("Five provinces with a common bound outgrew the nation", EVERY_READING, "figures", "28,Shanghai,GDP growth,,,2025,exact,5.4", "28,Shanghai,GDP growth,,,2025,at least,5.4"),
        ("Beijing passed 5 trillion yuan for the first time", FAILS, "milestones", "Beijing,5,2025", "Beijing,5,2023"),
        ("What is said of the national growth rate agrees", UNKNOWN, "figures", "2,China,GDP growth,,,2025,exact,5,percent,\n", "2,China,GDP growth,,,2025,about,5,percent,\n"),
        ("Without the new cities the club had 27", HOLDS, "milestones", "Guangdong,10,2019", "Liaoning,1,2003,,,xinhua-2007,,,\nGuangdong,10,2019"),
        ("Shanghai was the first city past 1 trillion yuan", HOLDS, "milestones", "Guangdong,10,2019", "Liaoning,1,2003,,,xinhua-2007,,,\nGuangdong,10,2019"),
        ("Shanghai's GDP first exceeded 1 trillion yuan in 2006", UNKNOWN, "milestones", "Shanghai,1,2006,exact,1.03,xinhua-2007,,,also dated by the article\n", ""),
        ("The new cities of 2025 are Wenzhou and Dalian", FAILS, "milestones", "Tangshan,1,2024,exact,1.00039,hkcna-2025", "Tangshan,1,2025,exact,1.00039,xinhua-2026"),
    ],
)  # fmt: skip
def test_a_verdict_follows_the_figures(edit, claim, verdict, name, old, new):
    assert verdicts(gdp.load(edit(name, old, new)))[claim] == verdict


def test_rows_of_a_later_year_change_no_verdict(add, ledger):
    add("sources", "xinhua-2027,Xinhua,The year after,2027-01-28,")
    add("regions", "Xuzhou,city,Jiangsu,other city,Yangtze River Delta")
    add("regions", "Huzhou,city,Zhejiang,other city,Yangtze River Delta")
    add("milestones", "Huzhou,1,2025,,,xinhua-2027,,,learnt of only later")
    add("milestones", "Xuzhou,1,2026,,,xinhua-2027,,,", "Zhejiang,10,2026,,,xinhua-2027,,,")
    rows = [
        "xinhua-2027,2,China,cities past the mark,,1,2026,exact,30,cities,",
        "xinhua-2027,2,China,GDP growth,,,2026,exact,4.8,percent,",
        "xinhua-2027,9,Fujian,GDP growth,,,2025,exact,4.9,percent,revised",
    ]
    later = article_claims.table(gdp.load(add("figures", *rows)))
    assert later.drop(columns="rows").equals(ledger.drop(columns="rows"))


def test_a_claim_whose_rows_are_missing_is_not_settled(edit):
    row = "xinhua-2026,13,Yangtze River Delta,cities past the mark,,1,,exact,10,cities,as of the article; written as a word there\n"
    tables = gdp.load(edit("figures", row, ""))
    assert verdicts(tables)["Ten cities of the club lie in the Yangtze River Delta"] == UNKNOWN


def test_a_year_without_a_ledger_gets_a_clear_message(tables):
    with pytest.raises(
        gdp.NoDataError, match="no ledger of claims for 2024; years with data: 2025"
    ):
        article_claims.table(tables, 2024)


def test_the_chart_marks_every_claim_in_the_column_of_its_verdict(ledger):
    chart = article_claims.chart(ledger)
    layout.check(chart)
    marks = layout.named(chart, "mark")
    columns = list(article_claims.VERDICTS)
    assert {name: columns[int(mark.get_xdata()[0])] for name, mark in marks.items()} == dict(
        zip(ledger["claim"], ledger["verdict"], strict=True)
    )
    assert chart.title == "28 of 48 claims hold, one fails, 19 cannot be known"


def test_the_words_count_every_verdict_and_name_what_does_not_simply_hold(ledger):
    words = article_claims.words(ledger)
    for verdict, rows in ledger.groupby("verdict"):
        assert f"{verdict} {len(rows)}" in words
        assert verdict == HOLDS or all(claim in words for claim in rows["claim"])


def as_shown(name):
    """Read a table of the stored notebook, cell by cell, from its HTML."""
    (path,) = (path for path in NOTEBOOKS if path.stem == "article_claims")
    (cell,) = (cell for cell in cells(path) if cell.id == name)
    body = cell.outputs[0].data["text/html"].partition("<tbody>")[2]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    texts = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [[html.unescape(text) for text in row] for row in texts]


def test_the_stored_notebook_shows_every_cell_of_figures_and_milestones():
    for name in ("figures", "milestones"):
        with (PACKAGED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            _, *written = csv.reader(file)
        shown = as_shown(name)
        assert len(shown) == len(written)
        for row, texts in zip(written, shown, strict=True):
            if name == "figures":  # source and paragraph are shown where they change
                assert texts == row[len(row) - len(texts) :]
            else:
                assert texts[1:] == row


def other(name, column, cell):
    """Give another value for a cell: another number, or another allowed word."""
    described = schema.MODELS[name].columns[column]
    if words := described.metadata["words"]:
        return next(word for word in words if word != cell)
    if described.metadata["kind"] != "text":
        return str(int(cell) + 1) if cell.isdigit() else f"{float(cell or 1) + 0.5:g}"
    words = {
        "region": ["Anhui", "Henan"],
        "source": ["xinhua-2026", "xinhua-2007"],
        "period": ["2025", "2024"],
    }
    return next(w for w in words.get(column.removeprefix("revised_"), ["a", "b"]) if w != cell)


def changes(folder):
    for name in ("figures", "milestones"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        for number, row in enumerate(rows):
            for place, column in enumerate(header):
                changed = [*row[:place], other(name, column, row[place]), *row[place + 1 :]]
                yield name, [header, *rows[:number], changed, *rows[number + 1 :]]


def unseen(folder, tables, step):
    """Change cells in turn; count the changes that the loader refuses, that show, and that do not."""
    before = [article_claims.as_printed(t).to_html() for t in (tables.figures, tables.milestones)]
    counts = {"refused": 0, "shown": 0, "unseen": 0}
    for name, rows in list(changes(folder))[::step]:
        original = (folder / f"{name}.csv").read_bytes()
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        try:
            changed = gdp.load(folder)
            after = [
                article_claims.as_printed(t).to_html()
                for t in (changed.figures, changed.milestones)
            ]
            counts["shown" if after != before else "unseen"] += 1
        except gdp.DataError:
            counts["refused"] += 1
        (folder / f"{name}.csv").write_bytes(original)
    return counts


def test_no_cell_of_figures_or_milestones_can_change_without_a_printed_table_changing(
    folder, tables
):
    counts = unseen(folder, tables, step=17)
    assert counts["unseen"] == 0
    assert counts["refused"] > 0 < counts["shown"]
