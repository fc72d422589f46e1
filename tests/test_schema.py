"""The descriptor fits files, tests and package; what it does not catch, the loader does."""

import inspect
from pathlib import Path

import frictionless
import pytest
from conftest import NAMES, PACKAGED, cases, faults_of, line_of, read, write

import gdp
from gdp import article_claims, schema


def caught_by_descriptor(folder, name):
    """Say whether the standard's own validator finds a fault in a file."""
    package = frictionless.Package(folder / "datapackage.json")
    return not package.get_resource(name).validate().valid


@cases("bad_cells")
def test_a_bad_cell_is_named_with_what_is_allowed(
    folder, edit, caught_by, file, row, column, cell, allowed
):
    cell = cell.format(nbsp="\u00a0", bell="\a", x="x" * 10)
    start = f"{file}.csv, line {line_of(folder, file, row)}, column {column}: "
    start += f"{repr(cell) if cell else 'an empty cell'}; allowed: "
    faults = map(str, faults_of(edit(file, row, **{column: cell})))
    (told,) = (fault for fault in faults if fault.startswith(start))
    assert allowed in told.removeprefix(start)
    assert told.endswith(allowed) or "did you mean" not in told
    # A wrong hint is worse than none.
    assert ("did you mean" in told) == ("did you mean" in allowed)
    assert caught_by_descriptor(folder, file) == (caught_by == "descriptor")


@pytest.mark.parametrize("name", NAMES)
def test_the_descriptor_alone_finds_a_row_twice_where_it_has_a_primary_key(folder, name):
    rows = read(folder, name)
    (fault,) = faults_of(write(folder, name, [*rows, rows[0]]))
    assert (fault.file, fault.line) == (f"{name}.csv", len(rows) + 2)
    assert fault.allowed.endswith("of line 2")
    assert caught_by_descriptor(folder, name) == (name not in ("figures", "claims"))


def test_the_codebook_covers_every_column_and_every_word():
    book = gdp.codebook()
    assert " ".join(book) == "table column word type may_be_empty unit meaning allowed"
    assert (book["meaning"] != "").all()
    for name, table in schema.TABLES.items():
        due = [(column, w) for column, field in table.fields.items() for w in ("", *field.words)]
        assert list(book[book["table"] == name][["column", "word"]].itertuples(False, None)) == due


def test_the_descriptor_is_valid_by_the_standard_and_agrees_with_itself_and_the_files():
    report = frictionless.validate(PACKAGED / "datapackage.json")
    assert report.valid, report.flatten(["title", "message"])
    assert set(PACKAGED.glob("*.csv")) == {PACKAGED / f"{name}.csv" for name in NAMES}
    for resource in schema.PACKAGE["resources"]:
        for field in resource["schema"]["fields"]:
            words = [word["value"] for word in field.get("categories", [])]
            assert words == field.get("constraints", {}).get("enum", [])
    units = {unit for known in schema.INDICATORS.values() for unit in known["units"]}
    assert units == set(schema.UNITS)


@pytest.mark.parametrize("function", article_claims.TESTS)
def test_every_test_of_claims_has_a_function_with_its_arguments(function):
    assert [test.__name__ for test in article_claims.TESTS] == list(schema.TESTS)
    described = schema.TESTS[function.__name__]
    assert function.__doc__
    given = inspect.signature(function).parameters
    cells = ["cells"] if "cells" in given else []  # of the statement that is meant
    needed = [name for name in given if given[name].default is inspect.Parameter.empty]
    assert needed == ["evidence", *described["arguments"], *cells]
    which = ["scope", "mark", "period"] if cells else []
    assert {*which, *given} - {*needed} == {*described.get("optional", [])}


def test_one_version_stands_everywhere():
    citation = (Path(__file__).parents[1] / "CITATION.cff").read_text(encoding="utf-8")
    assert f'version: "{gdp.__version__}"' in citation.splitlines()
