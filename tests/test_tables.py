"""What one may ask of the tables, how reported values compare, and how errors are shown."""

import re

import pytest
from conftest import NAMES, PACKAGED, read

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
        ("less than", 5, "exact", 5, "below"),
        ("nearly", 5, "exact", 5, "below"),
        ("less than", 6, "exact", 5, "not known"),
        ("nearly", 5, "at least", 5, "below"),
        ("less than", 4, "more than", 5, "below"),
        ("less than", 6, "more than", 5, "not known"),
    ],
)
def test_a_comparison_with_a_bound_has_three_answers(one, value, two, other, answer):
    assert compare(one, value, two, other) == answer
    mirrored = {"above": "below", "below": "above"}.get(answer, answer)
    assert compare(two, other, one, value) == mirrored


def test_a_bound_is_put_in_words():
    assert in_words("exact", "5.30") == "5.30"
    assert in_words("more than", "10") == "over 10"
    assert in_words("at least", "5.5") == "5.5 or higher"
    assert in_words("about", "20") == "about 20"
    assert in_words("less than", "3") == "under 3"
    assert in_words("nearly", "1.0046") == "nearly 1.0046"


def test_the_short_form_counts_the_rows_of_each_table(tables):
    shown = repr(tables)
    assert re.findall(r"(\w+) +(\d+) rows", shown) == [(n, f"{len(tables[n])}") for n in NAMES]
    assert len(shown.splitlines()) == 1 + len(NAMES)
    assert shown.startswith(f"gdp {gdp.__version__}, figures of 2006, 2025\n")


def test_a_table_is_had_by_its_name_and_no_other(tables):
    assert tables["figures"] is tables.figures
    with pytest.raises(gdp.ParameterError) as caught:
        tables["x"]
    assert str(caught.value) == f"table 'x'; allowed: {', '.join(NAMES)}"


def test_a_table_as_html_has_lines_of_the_file_numbers_as_printed_and_links(tables):
    rows = tables.html("figures")
    assert len(re.findall(r"<th>\d+</th>", rows)) == len(tables.figures)
    assert "<th>2</th>" in rows
    assert "<td>5</td>" in rows
    assert "5.0<" not in rows
    assert "<th>printed</th>" not in rows
    links = re.findall('<a href="(.*?)"', tables.html("sources"))
    assert len(links) == (tables.sources["url"] != "").sum()


def test_articles_are_named_with_links_for_the_year_that_they_report(tables):
    link = "[Xinhua, 28 January 2026](https://peoplesdaily.pdnews.cn/business/er/30051321211)"
    assert tables.articles(2025) == f"Articles about 2025: {link}."
    assert tables.articles(2015) == "Articles about 2015: none."


def test_saved_tables_are_byte_for_byte_the_packaged_files(tmp_path):
    gdp.load().save(tmp_path / "a" / "b")
    for name in NAMES:
        saved = (tmp_path / "a" / "b" / f"{name}.csv").read_bytes()
        assert saved == (PACKAGED / f"{name}.csv").read_bytes()


def test_numbers_stay_as_printed_through_pandas_files_and_back(folder, edit):
    edit("figures", "20,Anhui,GDP,", value="5.30")
    edit("figures", "2,China,GDP growth", value="5.0")
    before = gdp.load(folder)
    for name in NAMES:
        before[name].to_csv(folder / f"{name}.csv", index=False)
    assert "printed" in (folder / "figures.csv").read_text(encoding="utf-8")
    after = gdp.load(folder)
    assert all(after[name].equals(before[name]) for name in NAMES)
    after.save(folder)
    assert {"5.30", "5.0", "5"} <= {row["value"] for row in read(folder, "figures")}
    assert all(gdp.load(folder)[name].equals(before[name]) for name in NAMES)


def test_a_number_that_was_changed_beside_what_was_printed_is_a_fault(folder, tables):
    figures = tables.figures.assign(value=tables.figures["value"] + 1)
    figures.to_csv(folder / "figures.csv", index=False)
    with pytest.raises(gdp.DataError, match="line 2, column value: '6"):
        gdp.load(folder)


@pytest.mark.parametrize(
    ("table", "year", "held"),
    [
        (article_claims.table, 2024, "2006, 2025"),
        (club_membership.table, 2005, "2006, 2007, "),
        (club_membership.table, 2026, "2006, 2007, "),
        (growth_rates.table, 2015, "2025"),
        (growth_rates.sector_table, 2024, "2025"),
        (provincial_milestones.table, 1999, "2000, 2001, "),
        (provincial_milestones.table, 2026, "2000, 2001, "),
    ],
)
def test_a_year_without_data_gets_a_message_with_those_that_have(tables, table, year, held):
    with pytest.raises(
        gdp.NoDataError, match=f"^no .* for {year}; years with data: {held}"
    ) as caught:
        table(tables, year)
    assert caught.value._render_traceback_() == [f"NoDataError: {caught.value}"]


YEAR = "allowed: None or a whole number, one of: 2006, 2007"
BASIS = "allowed: 'first published' or 'revised'"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"year": "2015"}, f"year '2015'; {YEAR}"),
        ({"year": True}, f"year True; {YEAR}"),
        ({"year": 2015.5}, f"year 2015.5; {YEAR}"),
        ({"year": float("nan")}, f"year nan; {YEAR}"),
        ({"basis": "Revised"}, f"basis 'Revised'; {BASIS}"),
        ({"basis": None}, f"basis None; {BASIS}"),
        ({"basis": ["revised"]}, rf"basis \['revised'\]; {BASIS}"),
        ({"mark": 4}, "mark 4; allowed: 1, 2, 3, in trillion yuan"),
        ({"mark": True}, "mark True; allowed: 1, 2, 3, in trillion yuan"),
        ({"mark": "1"}, "mark '1'; allowed: 1, 2, 3, in trillion yuan"),
    ],
)
def test_a_wrong_parameter_ends_in_one_plain_sentence(tables, given, message):
    with pytest.raises(gdp.ParameterError, match=f"^{message}") as caught:
        club_membership.table(tables, **given)
    (line,) = caught.value._render_traceback_()
    assert line == f"ParameterError: {caught.value}"
    assert "\n" not in line


def test_a_whole_number_of_another_type_is_a_year(tables):
    for topic in (club_membership, provincial_milestones):
        assert topic.table(tables, 2015.0).equals(topic.table(tables, 2015))
        assert topic.table(tables, 2015.0).attrs["year"] == 2015
    assert pick_year(2015.0, [2015], "rates") == 2015


@pytest.mark.parametrize("place", ["nowhere", "~/nowhere", "data/figures.csv"])
def test_a_folder_that_is_none_is_told_in_one_sentence(place, folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.chdir(folder.parent)
    with pytest.raises(gdp.DataError) as caught:
        gdp.load(place)
    (fault,) = caught.value.faults
    assert fault.file.startswith(str(folder.parent))
    assert fault.value == "no such folder"
    assert fault.allowed == "a folder with the CSV files"


def test_an_empty_folder_is_refused_in_one_sentence():
    with pytest.raises(gdp.ParameterError, match=r"^folder ''; allowed: None .*, or a folder$"):
        gdp.load("")


def test_messages_and_the_codebooks_columns_are_worded_in_full(tables, folder):
    with pytest.raises(AttributeError, match=r"^module 'gdp' has no attribute 'nothing'$"):
        gdp.nothing  # noqa: B018
    message = r"^no city with 1 trillion yuan for 2005; years with data: 2006, 2007, "
    with pytest.raises(gdp.NoDataError, match=message):
        gdp.club_membership.table(tables, 2005)
    path = folder / "sources.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    for text, told in (
        (lines[0].replace(",", ";"), "columns separated by semicolons; allowed: commas between"),
        (f"{lines[0]}\na,b", "2 fields: 'a,b'; allowed: 5 fields"),
        (f"{lines[0]}\na", "1 field: 'a'; allowed: 5 fields"),
    ):
        path.write_text(f"{text}\n", encoding="utf-8")
        with pytest.raises(gdp.DataError) as caught:
            gdp.load(folder)
        assert told in str(caught.value)
        assert len([f for f in caught.value.faults if f.file == "sources.csv"]) == 1
    columns = ["table", "column", "word", "type", "may_be_empty", "unit", "meaning", "allowed"]
    assert list(gdp.codebook()) == columns


def test_the_title_of_claims_counts_in_good_grammar(tables):
    few = gdp.Tables(**{**vars(tables), "claims": tables.claims.iloc[[2, 4]]})
    claims = gdp.article_claims.table(few)
    title = "1 of 2 claims hold, none fails, 1 is not settled by these data"
    assert gdp.article_claims.chart(claims).title == title
    assert gdp.article_claims.words(claims).startswith("2 claims by verdict: holds 1, ")
