"""How tables and words look in a notebook, whatever stands in the files."""

from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from conftest import NAMES
from IPython.lib.pretty import pretty

import gdp

HOSTILE = "https://<img src=x onerror=\"alert(1)\">&amp; 'it' $x^2$ \\(y\\) **b** [a](javascript:1)"
NO_FORMULA = {"class": "tex2jax_ignore mathjax_ignore"}


@pytest.mark.parametrize("name", NAMES)
def test_text_from_a_file_never_becomes_markup_or_a_formula(tables, name):
    table = tables[name].head(1)
    texts = dict.fromkeys(table.select_dtypes(exclude="number"), HOSTILE)
    shown = gdp.show(table.assign(**texts, **{HOSTILE: 1}))
    page = ElementTree.fromstring(shown._repr_html_())
    assert page.attrib == NO_FORMULA
    assert {part.tag for part in page.iter()} == {"table", "tr", "th", "td", "a"}
    links = [(link.text, link.attrib) for link in page.iter("a")]
    assert links == [(HOSTILE, {"href": HOSTILE})] * len(texts)
    assert [head.text for head in page.iter("th")] == [*table, HOSTILE]
    assert HOSTILE not in shown._repr_markdown_()


def test_a_table_is_shown_whole_with_numbers_as_printed(tables):
    table = tables.figures.head(2).assign(number=[1, 2], none=None)
    text = gdp.show(table, "note", "value", "number", "mark", "none")._repr_html_()
    _, head, *rows = text.split("\n")
    sides = '<tr><th style="text-align: left">note</th><th style="text-align: right">value</th>'
    assert head.startswith(sides)
    row = '<tr><td style="text-align: left"></td><td>{}</td><td>{}</td><td></td><td></td></tr>'
    assert rows == [row.format(5, 1), row.format(140, 2), "</table>"]
    shown = gdp.show(table, "value", "mark")
    assert repr(shown).split() == ["value", "mark", "5", "140"]
    assert shown._repr_markdown_() == "| value | mark |\n| --- | --- |\n| 5 |  |\n| 140 |  |"


def test_words_are_a_paragraph_of_plain_text():
    words = gdp.findings(SimpleNamespace(title=HOSTILE), SimpleNamespace(title="So"))
    page = ElementTree.fromstring(words._repr_html_())
    assert (page.tag, page.text, page.attrib) == ("p", f"{HOSTILE}. So.", NO_FORMULA)
    assert pretty(words) == words
    special = "\\`*_{}[]()<>#+.!|$~&^-"
    markdown = type(words)(f"a{special}b")._repr_markdown_()
    assert markdown == "a" + "".join(f"\\{character}" for character in special) + "b"
