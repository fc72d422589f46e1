import csv
import pickle
import subprocess
import sys

import pandas as pd
import pytest
from conftest import PACKAGED

import gdp
from gdp.load import compare, in_words, pick_year

FIRST = "xinhua-2026,2,China,GDP growth,,,2025,exact,5,percent,"
ANHUI = "xinhua-2026,20,Anhui,GDP,,,2025,exact,5.3,trillion yuan,"
ORDER = "xinhua-2026,9,Wenzhou,order of passing,Zhejiang,1,2025,exact,3,ordinal,"
DEAL = "xinhua-2026,6,Dalian,GDP,,,2025,more than,1,trillion yuan,"


def faults_of(folder):
    with pytest.raises(gdp.DataError) as caught:
        gdp.load(folder)
    assert str(caught.value).count("\n") == min(len(caught.value.faults), 21)
    return caught.value.faults


def test_every_row_of_every_file_is_loaded_as_it_is_written():
    tables = gdp.load()
    for name in ("figures", "milestones", "regions", "sources"):
        with (PACKAGED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            written = list(csv.DictReader(file))
        loaded = getattr(tables, name).to_dict("records")
        assert len(loaded) == len(written)
        for row, cells in zip(loaded, written, strict=True):
            for column, text in cells.items():
                value = row[column]
                if isinstance(value, str):
                    assert value == text
                elif text == "":
                    assert pd.isna(value)
                else:
                    assert value == float(text)
            if "value" in cells:
                assert row["printed"] == cells["value"]


def test_a_number_is_kept_as_it_was_printed(edit):
    tables = gdp.load(edit("figures", ANHUI, ANHUI.replace("5.3", "5.30")))
    assert "5.30" in set(tables.figures["printed"])


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "value", "allowed"),
    [
        ("figures", FIRST, FIRST.replace("China", "Chona"), "region", "Chona", "'China'"),
        ("figures", FIRST, FIRST.replace("growth", "grwth"), "indicator", "GDP grwth", "'GDP growth'"),
        ("figures", FIRST, FIRST.replace("xinhua", "xinhau"), "source", "xinhau-2026", "'xinhua-2026'"),
        ("figures", FIRST, FIRST.replace("exact", "="), "relation", "=", "formula"),
        ("figures", FIRST, FIRST.replace("exact", "Exact"), "relation", "Exact", "at least"),
        ("figures", FIRST, FIRST.replace("5,percent", "five,percent"), "value", "five", "1.02"),
        ("figures", FIRST, FIRST.replace("5,percent", ",percent"), "value", "empty", "never empty"),
        ("figures", FIRST, FIRST.replace("5,percent", "-5,percent"), "value", "-5", "fell"),
        ("figures", FIRST, FIRST.replace("5,percent", "NA,percent"), "value", "NA", "number"),
        ("figures", FIRST, FIRST.replace("5,percent", "nan,percent"), "value", "nan", "number"),
        ("figures", FIRST, FIRST.replace("5,percent", "1e1,percent"), "value", "1e1", "number"),
        ("figures", FIRST, FIRST.replace("5,percent", "５,percent"), "value", "５", "number"),
        ("figures", FIRST, FIRST.replace("5,percent", "5%,percent"), "value", "5%", "number"),
        ("figures", FIRST, FIRST.replace("5,percent", "500,percent"), "value", "500", "0 to 50"),
        ("figures", FIRST, FIRST.replace("5,percent", '"5,1",percent'), "value", "5,1", "1.02"),
        ("figures", FIRST, FIRST.replace("percent", "trillion yuan"), "unit", "trillion yuan", "percent"),
        ("figures", FIRST, FIRST.replace("2025", "20255"), "period", "20255", "year"),
        ("figures", FIRST, FIRST.replace("2025", "2205"), "period", "2205", "1950 to 2100"),
        ("figures", FIRST, FIRST.replace("2025", "2027"), "period", "2027", "when its source appeared"),
        ("figures", FIRST, FIRST.replace("2025", "2020-2025"), "period", "2020-2025", "one year"),
        ("figures", FIRST, FIRST.replace(",2,", ",0,"), "paragraph", "0", "1 to 999"),
        ("figures", FIRST, FIRST.replace(",2,", ",2.5,"), "paragraph", "2.5", "whole number"),
        ("figures", FIRST, FIRST.replace(",,,", ",coal,,"), "scope", "coal", "nothing"),
        ("figures", FIRST, FIRST.replace(",,,", ",,1,"), "mark", "1", "nothing"),
        ("figures", FIRST, FIRST + "=SUM(A1)", "note", "=SUM(A1)", "formula"),
        ("figures", FIRST, FIRST + "a\u00a0b", "note", r"a\xa0b", "non-breaking"),
        ("figures", FIRST, FIRST + "a ", "note", "a ", "no space"),
        ("figures", FIRST, FIRST + "a\x07b", "note", r"a\x07b", "control"),
        ("figures", ANHUI, ANHUI.replace("5.3", "-5.3"), "value", "-5.3", "0 to 1000"),
        ("figures", ANHUI, ANHUI.replace("5.3", "5300"), "value", "5300", "0 to 1000"),
        ("figures", ORDER, ORDER.replace("Zhejiang", ""), "scope", "empty", "the region"),
        ("figures", ORDER, ORDER.replace("Zhejiang", "Zejiang"), "scope", "Zejiang", "'Zhejiang'"),
        ("figures", ORDER, ORDER.replace(",1,", ",,"), "mark", "empty", "trillion yuan"),
        ("figures", ORDER, ORDER.replace("exact,3", "exact,2.5"), "value", "2.5", "whole number"),
        ("figures", ORDER, ORDER.replace("exact,3", "exact,0"), "value", "0", "1 to 400"),
        ("figures", ORDER, ORDER.replace("exact,3", "about,3"), "relation", "about", "exact"),
        ("milestones", "Beijing,1,2008", "Beijing,1,8002", "year", "8002", "1950 to 2100"),
        ("milestones", "Beijing,1,2008", "Beijing,1,2010", "year", "2010", "when its source appeared"),
        ("milestones", "Beijing,1,2008", "Beijing,1,", "year", "empty", "never empty"),
        ("milestones", "Beijing,1,2008", "Beijing,,2008", "mark", "empty", "never empty"),
        ("milestones", "exact,1.0488", "exact,0.9", "value", "0.9", "at least the mark, 1"),
        ("milestones", "exact,1.0488", ",1.0488", "relation", "empty", "filled"),
        ("milestones", "exact,1.0488", "exact,", "relation", "exact", "empty"),
        ("milestones", "2007,nbs", "2008,nbs", "revised_year", "2008", "another year"),
        ("milestones", "2007,nbs", ",nbs", "revised_year", "empty", "filled"),
        ("milestones", "2010,guangdong-y", "2010,guangdon-y", "revised_source", "guangdon-y", "'guangdong"),
        ("regions", "Dalian,city", "Dalian,town", "level", "town", "municipality"),
        ("regions", "Dalian,city,Liaoning", "Dalian,city,Laoning", "province", "Laoning", "'Liaoning'"),
        ("regions", "Dalian,city,Liaoning", "Dalian,city,", "province", "empty", "its province"),
        ("regions", "Dalian,city,Liaoning,other city", "Dalian,city,Liaoning,", "standing", "empty", "for a city"),
        ("regions", "Dalian,city,Liaoning,other city,Northeast China", "Dalian,city,Liaoning,other city,", "area", "empty", "an area"),
        ("sources", "2026-01-28", "28/01/2026", "published", "28/01/2026", "2026-01-28"),
        ("sources", "2026-01-28", "2026-02-30", "published", "2026-02-30", "a date"),
        ("sources", "https://peoplesdaily.", "peoplesdaily.", "url", "peoplesdaily.pdnews", "http"),
        ("sources", "xinhua-2007,X", "Xinhua 2007,X", "id", "Xinhua 2007", "lower-case"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_by_file_line_column_value_and_what_is_allowed(
    edit, name, old, new, column, value, allowed
):
    line = (PACKAGED / f"{name}.csv").read_text(encoding="utf-8").split(old)[0].count("\n") + 1
    fault = next(f for f in faults_of(edit(name, old, new)) if f.line == line)
    assert (fault.file, fault.column) == (f"{name}.csv", column)
    assert value in fault.value
    assert allowed in fault.allowed
    assert f"{name}.csv, line {line}, column {column}: " in str(fault)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("value,unit,", "value,", 1, "a missing column"),
        ("value,unit,", "value,unit,colour,", 1, "an unknown column"),
        ("value,unit,", "value,units,", 1, "an unknown column 'units'"),
        ("value,unit,", "value,value,unit,", 1, "a column twice"),
        ("value,unit,", "unit,value,", 1, "columns in another order"),
        (FIRST, FIRST[:-1], 2, "10 fields"),
        (FIRST, FIRST + ",", 2, "12 fields"),
        (FIRST, FIRST.replace("exact,5", "exact,5,1"), 2, "12 fields"),
        (FIRST, "", 2, "an empty line"),
        (FIRST, "<<<<<<< HEAD\n" + FIRST, 2, "1 field:"),
        (FIRST, FIRST + '"a', 2, "quotes in pairs"),
        (FIRST, FIRST + "a\0b", 2, "control"),
        (FIRST, FIRST + "\n" + FIRST, 3, "of line 2"),
        (FIRST, FIRST + "\n" + FIRST.replace("5,p", "6,p"), 3, "of line 2"),
    ],
)
def test_a_broken_row_or_header_is_named_by_its_line(edit, old, new, line, message):
    faults = faults_of(edit("figures", old, new))
    assert {fault.line for fault in faults} == {line}
    assert message in "\n".join(map(str, faults))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        (b"", "an empty file"),
        (b"\xef\xbb\xbf\r\n", "an empty file"),
        (b"id,publisher,subject,published,url\n", "at least one row"),
        (b"id;publisher;subject;published;url\na;b;c;;\n", "semicolons"),
        (b"id\tpublisher\tsubject\tpublished\turl\n", "tabs"),
        ("id,publisher,subject,published,url\na,b,c,,\n".encode("utf-16"), "not UTF-8"),
        ("id,publisher,subject,published,url\na,Zürich,c,,\n".encode("latin-1"), "line 2: bytes"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(folder, content, message):
    if content is None:
        (folder / "sources.csv").unlink()
    else:
        (folder / "sources.csv").write_bytes(content)
    faults = faults_of(folder)
    assert {fault.file for fault in faults} == {"sources.csv"}
    assert message in str(faults[0])


def test_all_faults_of_all_files_are_reported_at_once(edit):
    edit("figures", FIRST, FIRST.replace("growth", "grwth").replace("5,percent", "five,percent"))
    edit("figures", ANHUI, ANHUI + ",")
    edit("milestones", "Beijing,1,2008", "Beijing,1,8002")
    edit("regions", "Dalian,city", "Dalian,town")
    faults = faults_of(edit("sources", "2026-01-28", "28/01/2026"))
    assert [(f.file, f.column) for f in faults] == [
        ("figures.csv", "indicator"),
        ("figures.csv", "value"),
        ("figures.csv", ""),
        ("milestones.csv", "year"),
        ("regions.csv", "level"),
        ("sources.csv", "published"),
    ]


def test_a_message_lists_twenty_faults_and_counts_the_rest(folder):
    path = folder / "figures.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",exact,", ",exactly,"), encoding="utf-8"
    )
    with pytest.raises(gdp.DataError, match=r"and \d+ more$") as caught:
        gdp.load(folder)
    assert len(caught.value.faults) > 20


def test_what_a_spreadsheet_writes_is_accepted(folder, tables):
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8").removesuffix("\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    loaded = gdp.load(folder)
    for name in ("figures", "milestones", "regions", "sources"):
        assert getattr(loaded, name).equals(getattr(tables, name))


def test_a_fall_is_stored_as_a_negative_rate_with_a_note_that_says_so(edit):
    fall = FIRST.replace("5,percent,", "-5,percent,it fell")
    assert -5 in set(gdp.load(edit("figures", FIRST, fall)).figures["value"])


def test_a_note_may_speak_of_a_fall_beside_a_rise(edit):
    rise = FIRST + "the year before it fell"
    assert 5 in set(gdp.load(edit("figures", FIRST, rise)).figures["value"])


def test_a_broken_file_hides_no_fault_of_the_others(edit):
    edit("figures", FIRST, FIRST.replace("China", "Chona"))
    faults = faults_of(edit("milestones", "Beijing,1,2008", "Beijing,1,2008,"))
    assert [(f.file, f.line) for f in faults] == [("figures.csv", 2), ("milestones.csv", 3)]
    faults = faults_of(
        edit("regions", "Beijing,municipality,Beijing,municipality", "Beijing,municipality")
    )
    assert not any("regions.csv names" in fault.allowed for fault in faults)


def test_a_data_error_survives_a_copy(edit):
    with pytest.raises(gdp.DataError) as caught:
        gdp.load(edit("figures", FIRST, FIRST.replace("China", "Chona")))
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.faults) == (str(caught.value), caught.value.faults)


def test_the_package_is_found_beside_a_folder_of_its_name(tmp_path):
    (tmp_path / "gdp").mkdir()
    script = "import gdp; print(len(gdp.load().figures) > 0)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stdout.strip() == "True"


@pytest.mark.parametrize(
    ("year", "message"),
    [
        ("2015", "year '2015'; allowed: None or a whole number"),
        (2015.0, "whole number"),
        (True, "whole number"),
    ],
)
def test_a_year_that_is_no_whole_number_is_refused(year, message):
    with pytest.raises(TypeError, match=message):
        pick_year(year, [2015], "rates")


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "allowed"),
    [
        ("regions", "Suzhou,city,Jiangsu", "Suzhou,city,China", "province", "municipality or province"),
        ("regions", "Suzhou,city,Jiangsu", "Suzhou,city,Wuxi", "province", "municipality or province"),
        ("regions", "Suzhou,city,Jiangsu", "Suzhou,city,Liaoning", "area", "the area of Liaoning"),
        ("regions", "Suzhou,city,Jiangsu,other city", "Suzhou,city,Jiangsu,provincial capital", "standing", "one provincial capital"),
        ("regions", "other city,Northeast China", "other city,China", "area", "area or province"),
        ("figures", "order of passing,Northeast China", "order of passing,Zhejiang", "scope", "Liaoning or Northeast China"),
        ("milestones", "Fujian,6,2025", "China,6,2025", "region", "level municipality or province or city"),
        ("milestones", "exact,1.0488", "exact,104.88", "value", "less than twice"),
        ("milestones", "Shanghai,5,2024", "Shanghai,5,2005", "year", "of a lower mark"),
        ("milestones", "2007,nbs", "2090,nbs", "revised_year", "within ten years"),
    ],
)  # fmt: skip
def test_tables_that_contradict_each_other_are_refused(edit, name, old, new, column, allowed):
    faults = faults_of(edit(name, old, new))
    assert any(
        (f.file, f.column) == (f"{name}.csv", column) and allowed in f.allowed for f in faults
    )


def test_an_error_in_a_notebook_is_its_message_without_a_traceback():
    error = gdp.NoDataError("no rates for 1999")
    assert error._render_traceback_() == ["NoDataError: no rates for 1999"]


def test_importing_gdp_brings_in_neither_matplotlib_nor_pandera():
    script = "import sys, gdp; print({'matplotlib', 'pandera'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("relation", "value", "other_relation", "other", "answer"),
    [
        ("exact", 5.4, "exact", 5, "above"),
        ("exact", 5, "exact", 5, "equal"),
        ("exact", 4.8, "exact", 5, "below"),
        ("at least", 5.5, "exact", 5, "above"),
        ("at least", 5, "exact", 5, "not known"),
        ("more than", 5, "exact", 5, "above"),
        ("at least", 4, "exact", 5, "not known"),
        ("exact", 4, "at least", 5, "below"),
        ("exact", 5, "more than", 5, "below"),
        ("exact", 5, "at least", 5, "not known"),
        ("exact", 6, "more than", 5, "not known"),
        ("more than", 7, "more than", 5, "not known"),
        ("about", 9, "exact", 5, "not known"),
    ],
)
def test_a_comparison_with_a_bound_has_three_answers(
    relation, value, other_relation, other, answer
):
    assert compare(relation, value, other_relation, other) == answer
    mirrored = {"above": "below", "below": "above"}.get(answer, answer)
    assert compare(other_relation, other, relation, value) == mirrored


def test_a_bound_is_put_in_words():
    assert in_words("exact", "5.30") == "5.30"
    assert in_words("more than", "10", "trillion yuan") == "over 10 trillion yuan"
    assert in_words("at least", "5.5", "percent") == "5.5 percent or higher"
    assert in_words("about", "20") == "about 20"


def test_an_exact_figure_is_preferred_to_a_bound_and_a_bound_is_kept_where_there_is_no_other(
    tables,
):
    said = tables.said("GDP growth", "percent", 2025).set_index("region")
    assert said.loc["Shandong", "relation"] == "exact"
    assert said.loc["Henan", "relation"] == "at least"
    assert (
        tables.said("GDP", "trillion yuan", 2025).set_index("region").loc["Wenzhou", "value"]
        == 1.02
    )


def test_undated_statements_count_for_the_year_before_their_source(tables):
    assert "Jiangsu" in set(tables.said("GDP", "trillion yuan", 2025)["region"])
    assert "Jiangsu" not in set(tables.said("GDP", "trillion yuan", 2024)["region"])


def test_the_supplement_agrees_with_every_count_and_order_of_the_article(tables):
    club = tables.milestones.query("mark == 1").merge(tables.regions, on="region")
    counts = tables.figures.query("indicator == 'cities past the mark'")
    said = {(row.region, row.scope): row.value for row in counts.itertuples()}
    assert said.pop(("China", "")) == len(club) == 29
    assert said.pop(("Yangtze River Delta", "")) == sum(club["area"] == "Yangtze River Delta") == 10
    assert {scope: value for (_, scope), value in said.items()} == dict(
        club["standing"].value_counts()
    )
    assert list(club.query("area == 'Northeast China'")["region"]) == ["Dalian"]
    zhejiang = club.query("province == 'Zhejiang'").sort_values("year")
    assert list(zhejiang["region"]) == ["Hangzhou", "Ningbo", "Wenzhou"]
    past_ten = tables.milestones.query("mark == 10").sort_values("year")
    assert list(past_ten["region"]) == ["Guangdong", "Jiangsu", "Shandong"]


def test_every_region_is_named_by_another_table_or_groups_one_that_is(tables):
    named = {*tables.figures["region"], *tables.figures["scope"], *tables.milestones["region"]}
    named |= {*tables.regions["province"], *tables.regions["area"]}
    assert set(tables.regions["region"]) <= named


def test_cities_of_a_province_lie_in_its_area(tables):
    areas = tables.regions.query("province != ''").groupby("province")["area"].nunique()
    assert set(areas) == {1}
