import ast
import base64
import importlib
from pathlib import Path

import nbformat
import pytest

import gdp

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


def cells(path, kind="code"):
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def run(path, where, monkeypatch, **parameters):
    """Run a notebook's cells in this process, with other parameters; return what it defines."""
    (where / "charts").mkdir(exist_ok=True)
    monkeypatch.chdir(where)
    names = {}
    for cell in cells(path):
        exec(compile(cell.source, path.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            assert set(parameters) <= set(names)
            names |= parameters
    return names


@each
def test_a_notebook_has_a_module_and_a_test_file_of_its_name(path):
    assert importlib.import_module(f"gdp.{path.stem}")
    assert (Path(__file__).parent / f"test_{path.stem}.py").exists()


@each
def test_a_notebook_is_stored_with_its_charts_and_without_errors(path):
    outputs = [output for cell in cells(path) for output in cell.get("outputs", [])]
    charts = [output.data for output in outputs if "image/svg+xml" in output.get("data", {})]
    assert charts
    assert all("image/png" in data for data in charts)
    assert {output.output_type for output in outputs} == {"execute_result"}
    assert [cell.execution_count for cell in cells(path)] == list(range(1, len(cells(path)) + 1))


@each
def test_a_notebook_holds_prose_and_calls_but_no_logic(path):
    simple = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
    for cell in cells(path):
        assert all(isinstance(node, simple) for node in ast.parse(cell.source).body)
    headings = [cell.source for cell in cells(path, "markdown")]
    assert headings[0].startswith("# ")
    assert headings[-1].startswith("## What the data cannot say")
    assert all(source.startswith("## ") for source in headings[1:])


@each
def test_stored_charts_are_the_files_in_the_charts_folder(path):
    for cell in cells(path):
        for output in cell.outputs:
            if svg := output.data.get("image/svg+xml"):
                files = (path.parent / "charts").glob("*.svg")
                (file,) = (file for file in files if file.read_text(encoding="utf-8") == svg)
                png = base64.b64decode(output.data["image/png"])
                assert png == file.with_suffix(".png").read_bytes()


@each
def test_a_notebook_takes_a_folder_and_writes_its_charts_there(path, folder, tmp_path, monkeypatch):
    tmp_path.joinpath("charts").mkdir()
    run(path, tmp_path, monkeypatch, folder=str(folder))
    assert not list(tmp_path.joinpath("charts").iterdir())
    assert list(folder.glob(f"{path.stem}*.svg"))


@each
def test_a_notebook_asked_for_a_year_without_data_says_so(path, tmp_path, monkeypatch):
    with pytest.raises(gdp.NoDataError, match="1999; years with data: "):
        run(path, tmp_path, monkeypatch, year=1999)


def test_the_club_of_another_year_is_saved_under_a_name_of_its_own(tmp_path, monkeypatch):
    path = next(path for path in NOTEBOOKS if path.stem == "club_membership")
    names = run(path, tmp_path, monkeypatch, year=2015)
    assert names["chart"].title.endswith("to ten in 2015")
    assert (tmp_path / "charts" / "club_membership-2015.svg").exists()


def test_no_stored_output_holds_a_path_of_a_machine():
    for path in NOTEBOOKS:
        text = path.read_text(encoding="utf-8")
        assert not any(sign in text for sign in ("/home/", "/tmp/", "/root/", "/work/", "C:\\\\"))
