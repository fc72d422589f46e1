import ast
import base64
import importlib
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import gdp

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


def cells(path, kind="code"):
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def charts(path):
    """Return what a notebook stores of its charts: SVG and PNG of each."""
    outputs = [output for cell in cells(path) for output in cell.outputs]
    return [output.data for output in outputs if "image/svg+xml" in output.get("data", {})]


def run(path, where, monkeypatch, **parameters):
    """Run a notebook's cells in this process, with other parameters; return what it defines."""
    monkeypatch.chdir(where)
    names = {}
    with pd.option_context(  # which it sets
        *("display.float_format", None, "display.max_colwidth", 50, "display.max_rows", 60)
    ):
        for cell in cells(path):
            exec(compile(cell.source, path.name, "exec"), names)
            if "parameters" in cell.metadata.get("tags", []):
                assert set(parameters) <= set(names)
                names |= parameters
    return names


@each
def test_a_notebook_has_a_module_and_tests_and_holds_prose_and_calls_but_no_logic(path):
    assert importlib.import_module(f"gdp.{path.stem}")
    assert (Path(__file__).parent / f"test_{path.stem}.py").exists()
    simple = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
    for cell in cells(path):
        assert all(isinstance(node, simple) for node in ast.parse(cell.source).body)
    headings = [cell.source for cell in cells(path, "markdown")]
    assert headings[0].startswith("# ")
    assert headings[-1].startswith("## What the data cannot say")
    assert all(source.startswith("## ") for source in headings[1:])


@each
def test_a_notebook_is_stored_as_it_ran_with_the_charts_of_the_folder(path):
    outputs = [output for cell in cells(path) for output in cell.outputs]
    assert {output.output_type for output in outputs} == {"execute_result"}
    assert [cell.execution_count for cell in cells(path)] == list(range(1, len(cells(path)) + 1))
    files = {file.read_text("utf-8"): file for file in (path.parent / "charts").glob("*.svg")}
    assert charts(path)
    for chart in charts(path):
        file = files[chart["image/svg+xml"]]
        assert base64.b64decode(chart["image/png"]) == file.with_suffix(".png").read_bytes()
    text = path.read_text(encoding="utf-8")
    assert not any(place in text for place in ("/home/", "/tmp/", "/root/", "/work/", "C:\\\\"))


@each
def test_each_chart_is_saved_and_shown_before_its_words_and_its_table(path):
    sources = [cell.source for cell in cells(path)]
    shown = [n for n, source in enumerate(sources) if "chart(" in source]
    assert len(shown) == len(charts(path))
    for number in shown:
        *_, saved, last = sources[number].splitlines()
        assert saved == f'{last}.save(folder or "charts")'
        assert re.fullmatch(r"Markdown\(\w+\.\w*words\(\w+\)\)", sources[number + 1])
    assert re.search(r"^table(\.loc)?\[", sources[shown[-1] + 2], re.MULTILINE)


def test_other_parameters_give_files_of_other_names(tmp_path, monkeypatch):
    _, club, _, milestones = NOTEBOOKS
    run(club, tmp_path, monkeypatch, basis="revised", mark=2, year=2020.0)
    run(milestones, tmp_path, monkeypatch, basis="revised", year=2015.0)
    folder = tmp_path / "charts"
    assert len(list(folder.glob("club_membership*-2-trillion-2020-revised.*"))) == 6
    assert len(list(folder.glob("provincial_milestones-2015-revised.*"))) == 2
    assert len(list(folder.iterdir())) == 8


@each
def test_a_notebook_asked_for_a_year_without_data_says_so(path, tmp_path, monkeypatch):
    with pytest.raises(gdp.NoDataError, match="1999; years with data: "):
        run(path, tmp_path, monkeypatch, year=1999)
