"""What one may ask of the tables, how reported values compare, and how errors are shown."""

import re

import numpy as np
import pytest
from conftest import NAMES, PACKAGED, cases, faults_of, read
from pandas.testing import assert_frame_equal

import gdp
from gdp import style
from gdp.tables import compare


@cases("comparisons")
def test_a_comparison_with_a_bound_has_three_answers(one, value, two, other, answer):
    value, other = float(value), float(other)
    assert compare(one, value, two, other) == answer
    mirrored = {"above": "below", "below": "above"}.get(answer, answer)
    assert compare(two, other, one, value) == mirrored


@cases("wordings")
def test_names_numbers_bounds_and_sources_are_put_in_words(tables, call, text):
    found = eval(call, {"style": style, "tables": gdp.tables, "loaded": tables})
    assert str(found).replace("\N{NO-BREAK SPACE}", " ") == text.format(version=gdp.__version__)


def test_the_short_form_counts_the_rows_of_each_table(tables):
    rows = [f"{name:<12}{len(tables[name]):>4}" for name in NAMES]
    head = f"gdp {gdp.__version__}, figures of 2006, 2025; rows:"
    assert repr(tables).splitlines() == [head, *rows]


def test_a_table_as_html_has_lines_of_the_file_numbers_as_printed_and_links(tables):
    rows = tables.html("figures")
    lines = re.findall(r"<th>(\d+)</th>", rows)
    assert lines == [f"{n}" for n in range(2, len(tables.figures) + 2)]
    assert "<td>5</td>" in rows
    assert "5.0<" not in rows
    assert "<th>printed</th>" not in rows
    links = re.findall('<a href="(.*?)"', tables.html("sources"))
    assert len(links) == (tables.sources["url"] != "").sum()


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
    gdp.load(folder).save(folder)
    assert {"5.30", "5.0", "5"} <= {row["value"] for row in read(folder, "figures")}
    for name in NAMES:
        assert_frame_equal(gdp.load(folder)[name], before[name])


def test_a_number_that_was_changed_beside_what_was_printed_is_a_fault(folder, tables):
    figures = tables.figures.assign(value=tables.figures["value"] + 1)
    figures.to_csv(folder / "figures.csv", index=False)
    told = "figures.csv, line 2, column value: '6.0'; allowed: the number printed, 5"
    assert str(faults_of(folder)[0]) == told


@cases("errors")
def test_what_cannot_be_answered_ends_in_one_plain_sentence(tables, call, error, told):
    with pytest.raises(getattr(gdp, error)) as caught:
        eval(call, {"gdp": gdp, "tables": tables, "np": np})
    (line,) = caught.value._render_traceback_()
    assert re.fullmatch(re.escape(f"{error}: {told}").replace(r"\.\.\.", ".*"), line)
