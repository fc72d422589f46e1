"""What the descriptor says of the columns is true for other tools and told by the codebook."""

import frictionless
from conftest import NAMES, PACKAGED

import gdp


def test_another_tool_finds_the_files_valid():
    assert {file.stem for file in PACKAGED.glob("*.csv")} == {*NAMES}
    package = frictionless.Package(PACKAGED / "datapackage.json")
    assert package.validate().flatten(["title", "message"]) == []


def test_the_codebook_says_what_a_cell_may_hold_and_the_units_of_an_indicator():
    book = gdp.codebook().drop(columns="meaning").set_index(["table", "column", "word"])
    mark = ("number", True, "trillion yuan", "a number from 0.1 to 1000, written like 1.02")
    assert tuple(book.loc["figures", "mark", ""]) == mark
    new = ("word", False, "", "cities, provinces")
    assert tuple(book.loc["figures", "indicator", "newcomers past the mark"]) == new
