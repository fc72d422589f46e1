"""The descriptor fits files, tests and package; what it does not catch, the loader does."""

import inspect
import re
from pathlib import Path

import frictionless
import pytest
from conftest import NAMES, PACKAGED, faults_of, line_of, read, write

import gdp
from gdp import article_claims, schema

FIELDS = {table["name"]: table["schema"]["fields"] for table in schema.PACKAGE["resources"]}
# What catches it, file, a text of the row, column, what stands there instead, and what is allowed.
BAD_CELLS = read(Path(__file__).parent, "bad_cells")


def caught_by_descriptor(folder, name):
    """Say whether the standard's own validator finds a fault in a file."""
    package = frictionless.Package(folder / "datapackage.json")
    return not package.get_resource(name).validate().valid


@pytest.mark.parametrize("case", BAD_CELLS, ids=lambda case: "-".join(list(case.values())[1:5]))
def test_a_bad_cell_is_named_with_what_is_allowed(folder, edit, case):
    name, column = case["file"], case["column"]
    cell = case["cell"].format(nbsp="\u00a0", bell="\a", x="x" * 10)
    line = line_of(folder, name, case["row"])
    faults = faults_of(edit(name, case["row"], **{column: cell}))
    (fault,) = (f for f in faults if (f.file, f.line, f.column) == (f"{name}.csv", line, column))
    assert fault.value == (repr(cell) if cell else "an empty cell")
    assert case["allowed"] in fault.allowed
    assert str(fault).startswith(f"{name}.csv, line {line}, column {column}: ")
    assert caught_by_descriptor(folder, name) == (case["caught_by"] == "descriptor")


@pytest.mark.parametrize("name", NAMES)
def test_the_descriptor_alone_finds_a_row_twice_where_it_has_a_primary_key(folder, name):
    rows = read(folder, name)
    (fault,) = faults_of(write(folder, name, [*rows, rows[0]]))
    assert (fault.file, fault.line) == (f"{name}.csv", len(rows) + 2)
    assert fault.allowed.endswith("of line 2")
    assert caught_by_descriptor(folder, name) == (name not in ("figures", "claims"))


@pytest.mark.parametrize(
    "unit", ["bilion yuan", "trilion yuan", "bilion US dollars", "million yuan"]
)
def test_no_hint_changes_the_order_of_magnitude(edit, unit):
    (fault,) = faults_of(edit("figures", "20,Anhui,GDP,", unit=unit))
    hint = unit.replace("ilion", "illion") if "ilion" in unit else ""
    assert fault.allowed.partition("; did you mean ")[2] == (f"{hint!r}?" if hint else "")


def test_the_codebook_covers_every_column_and_every_word():
    book = gdp.codebook()
    assert (book["meaning"] != "").all()
    listed = {(row.table, row.column, row.word) for row in book.itertuples()}
    due = {
        (n, c, w)
        for n, t in schema.TABLES.items()
        for c, f in t.fields.items()
        for w in ["", *f.words]
    }
    assert listed == due
    assert len(book) == len(due)
    optional = set(book.loc[book["may_be_empty"] & (book["word"] == ""), "column"])
    assert {"year", "revised_year", "code", "chinese"} <= optional


def test_the_package_is_valid_by_the_standard():
    report = frictionless.validate(PACKAGED / "datapackage.json")
    assert report.valid, report.flatten(["title", "message"])


def test_every_file_and_every_column_is_described_and_the_reverse():
    assert {f"{name}.csv" for name in FIELDS} == {path.name for path in PACKAGED.glob("*.csv")}
    for resource in schema.PACKAGE["resources"]:
        header = (PACKAGED / resource["path"]).read_text(encoding="utf-8").split("\n")[0]
        assert header.split(",") == [field["name"] for field in FIELDS[resource["name"]]]


def test_the_words_of_a_column_are_the_same_in_both_lists_and_units_are_words():
    for field in (field for fields in FIELDS.values() for field in fields):
        words = [word["value"] for word in field.get("categories", [])]
        assert words == field.get("constraints", {}).get("enum", [])
    units = set(schema.TABLES["figures"].fields["unit"].words)
    assert units == {unit for known in schema.INDICATORS.values() for unit in known["units"]}


@pytest.mark.parametrize("word", schema.TESTS)
def test_every_test_of_claims_has_a_function_with_its_arguments(word):
    assert list(article_claims.TESTS) == list(schema.TESTS)
    function = article_claims.TESTS[word]
    assert function.__doc__
    _, *given = inspect.signature(function).parameters.values()
    optional = [argument.name for argument in given if argument.default is not argument.empty]
    described = schema.TESTS[word]
    assert optional == list(described.get("optional", {}))
    assert [argument.name for argument in given] == [*described.get("arguments", {}), *optional]


def test_one_version_stands_everywhere():
    citation = (Path(__file__).parents[1] / "CITATION.cff").read_text(encoding="utf-8")
    (cited,) = re.findall(r'^version: "(.+)"$', citation, re.MULTILINE)
    assert gdp.__version__ == schema.PACKAGE["version"] == cited
