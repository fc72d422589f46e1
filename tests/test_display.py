"""How tables, words and numbers look in a notebook, whatever stands in the files."""

from functools import partial
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from conftest import NAMES
from IPython.lib.pretty import pretty

import gdp
from gdp import wording

HOSTILE = "https://<img src=x onerror=\"alert(1)\">&amp; 'it' $x^2$ \\(y\\) **b** [a](javascript:1)"
NO_FORMULA = {"class": "tex2jax_ignore mathjax_ignore"}
WORDED = [  # what words numbers and names, and how it words what is given
    (wording.shortest, {(100,): "100", (0.1 + 0.2,): "0.3", (1e-7,): "0.0000001"}),
    (wording.in_words, {("exact", 5.30): "5.3", ("nearly", 1.0046): "nearly 1.0046"}),
    (wording.one_decimal, {("at most", 5): "5.0 or lower", ("exact", -0.25): "-0.25"}),
    (wording.short_level, {("exact", 1.0): "1", ("exact", 1.00021): "1.0002"}),
    (wording.short_level, {("about", 5.678): "about 5.68", ("exact", 0.9957): "0.9957"}),
    (wording.cite, {("A", "2026-01-28"): "A, 28 January 2026", ("A", ""): "A"}),
    (wording.cite, {("A", "2019-12-01"): "A, 1 December 2019"}),
    (wording.listed, {("",): "", ("A",): "A", ("AB",): "A and B", ((1, 2, 3),): "1, 2 and 3"}),
    (wording.shortened, {("ABC",): "A, B and C", ("ABCD",): "A, B and 2 others"}),
    (wording.spaced, {("A.", "", "B."): "A. B.", (): ""}),
    (wording.grouped, {("abaa", "ABCD", (1, 2, 3, 4)): "A: A 1, C 3 and D 4. B: B 2."}),
    (wording.number_word, {(0,): "none", (10,): "ten", (11,): "11"}),
    (wording.counted, {(1, "other city"): "1 other city", (4, "area"): "4 areas"}),
    (wording.share_of, {(2, 2, "city"): "both cities", (0, 2, "tree"): "neither of the two trees"}),
    (wording.share_of, {(1, 2, "area"): "one of two areas", (31, 31, "area"): "all 31 areas"}),
    (wording.share_of, {(1, 1, "area"): "the only area", (0, 1, "area"): "no area"}),
    (partial(wording.share_of, unsure=True), {(4, 11, "area"): "at least four of 11 areas"}),
    (wording.by_standing, {(("municipality",) * 2,): {"municipality": "2 municipalities"}}),
]


@pytest.mark.parametrize(("write", "cases"), WORDED)
def test_numbers_names_and_shares_are_worded_as_a_newspaper_does(write, cases):
    assert {given: write(*given) for given in cases} == cases


@pytest.mark.parametrize("name", NAMES)
def test_text_from_a_file_never_becomes_markup_or_a_formula(tables, name):
    table = tables[name].head(1)
    texts = dict.fromkeys(table.select_dtypes(exclude="number"), HOSTILE)
    shown = gdp.show(table.assign(**texts, **{HOSTILE: 1}))
    page = ElementTree.fromstring(shown._repr_html_())
    assert page.attrib == NO_FORMULA
    assert {part.tag for part in page.iter()} == {"table", "tr", "th", "td", "a", "wbr"}
    links = [("".join(link.itertext()), link.attrib) for link in page.iter("a")]
    assert links == [(HOSTILE, {"href": HOSTILE})] * len(texts)
    assert [head.text for head in page.iter("th")] == [*table, HOSTILE]
    assert HOSTILE not in shown._repr_markdown_()


def test_a_table_is_shown_whole_with_numbers_as_printed_on_the_right(tables):
    table = tables.figures.head(2).assign(number=[1, 2], none=None)
    page = gdp.show(table, "note", "value", "number", "mark", "none")._repr_html_()
    head, *rows = ElementTree.fromstring(page)
    sides = [cell.get("style").removeprefix("text-align: ") for cell in head]
    assert sides == ["left", "right", "right", "right", "left"]
    texts = [[cell.text for cell in row] for row in rows]
    assert texts == [[None, "5", "1", None, None], [None, "140", "2", None, None]]
    shown = gdp.show(table, "value", "mark")
    assert repr(shown).split() == ["value", "mark", "5", "140"]
    assert shown._repr_markdown_() == "| value | mark |\n| --- | --- |\n| 5 |  |\n| 140 |  |"


def test_words_are_a_paragraph_of_plain_text():
    words = gdp.findings(SimpleNamespace(title=HOSTILE), SimpleNamespace(title="So"))
    page = ElementTree.fromstring(words._repr_html_())
    assert (page.tag, page.text, page.attrib) == ("p", f"{HOSTILE}. So.", NO_FORMULA)
    assert pretty(words) == words
    special = "\\`*_{}[]()<>#+.!|$~&^-"
    assert type(words)(special)._repr_markdown_() == "".join(f"\\{sign}" for sign in special)
