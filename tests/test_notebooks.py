"""The notebooks are stored as they ran, hold prose, calls and checks, and run on other years."""

import ast
import base64
import html
import importlib
import re
from pathlib import Path

import nbformat
import pytest

import gdp
from gdp.charts import Absence, Chart

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
TOPICS = [path for path in NOTEBOOKS if path.stem != "article_claims"]
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
each_topic = pytest.mark.parametrize("path", TOPICS, ids=[path.stem for path in TOPICS])
IMAGE = re.compile(r'<img alt="(.*?)" width="816" style=".*?" src="data:image/png;base64,(.*?)">')


def cells(path, kind="code"):
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def charts(path):
    """Return the words and the PNG file of each chart that a notebook stores."""
    outputs = [output for cell in cells(path) for output in cell.outputs]
    images = [IMAGE.match(output.data.get("text/html", "")) for output in outputs]
    return [(html.unescape(image[1]), base64.b64decode(image[2])) for image in images if image]


def run(path, where, monkeypatch, **parameters):
    """Run a notebook's cells in this process, with other parameters; return what it defines."""
    monkeypatch.chdir(where)
    names = {}
    for cell in cells(path):
        exec(compile(cell.source, path.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            assert set(parameters) <= set(names)
            names |= parameters
    return names


@each
def test_a_notebook_has_a_module_and_tests_and_reads_from_a_question_to_its_limits(path):
    assert importlib.import_module(f"gdp.{path.stem}")
    assert (Path(__file__).parent / f"test_{path.stem}.py").exists()
    prose = [cell.source for cell in cells(path, "markdown")]
    assert prose[0].startswith("# ")
    assert "?" in prose[0]
    assert prose[-1].startswith("## What the data cannot say")


@each
def test_a_notebook_holds_no_logic(path):
    for cell in cells(path):
        nodes = [type(node) for node in ast.parse(cell.source).body]
        assert set(nodes) <= {ast.Import, ast.ImportFrom, ast.Assign, ast.Expr}


@each
def test_a_notebook_is_stored_as_it_ran_on_no_particular_machine(path):
    outputs = [output for cell in cells(path) for output in cell.outputs]
    assert {output.output_type for output in outputs} == {"execute_result"}
    counts = [cell.execution_count for cell in cells(path)]
    assert counts == list(range(1, len(counts) + 1))
    text = path.read_text(encoding="utf-8")
    assert not any(place in text for place in ("/home/", "/tmp/", "/root/", "/work/", "C:\\\\"))


def test_the_stored_notebooks_stay_small_enough_to_open_at_once():
    assert sum(path.stat().st_size for path in NOTEBOOKS) < 4_000_000


@each_topic
def test_each_chart_is_saved_shown_and_followed_by_its_words(path):
    sources = [cell.source for cell in cells(path)]
    shown = [n for n, source in enumerate(sources) if ".save(folder or" in source]
    assert len(shown) == len(charts(path))
    for number in shown:
        saved, last = sources[number].splitlines()
        assert saved == f'{last}.save(folder or "charts")'
        assert re.fullmatch(r"\w+\.(\w+_)?words\(\)", sources[number + 1])


@each_topic
def test_the_stored_charts_are_the_files_of_the_folder_with_their_words(path):
    folder = path.parent / "charts"
    files = {file.read_bytes(): file for file in folder.glob(f"{path.stem}*.png")}
    assert len(files) == len(charts(path))
    for words, png in charts(path):
        svg = files[png].with_suffix(".svg").read_text(encoding="utf-8")
        assert html.escape(words, quote=False) in svg


@each_topic
def test_the_files_of_the_folder_are_drawn_anew_byte_for_byte(path, tmp_path, monkeypatch):
    run(path, tmp_path, monkeypatch)
    drawn = {file.name: file.read_bytes() for file in (tmp_path / "charts").glob("*.svg")}
    stored = (path.parent / "charts").glob(f"{path.stem}*.svg")
    assert drawn == {file.name: file.read_bytes() for file in stored}


@each_topic
def test_a_notebook_runs_for_another_year_and_finds_what_its_charts_say(
    path, tmp_path, monkeypatch
):
    names = run(path, tmp_path, monkeypatch, year=2012.0, folder=None)
    drawn = [value for value in names.values() if isinstance(value, Chart | Absence)]
    findings = str(gdp.findings(*drawn))
    assert all(f"{chart.title}." in findings for chart in drawn)
    saved = {value.name for value in drawn if isinstance(value, Chart)}
    assert saved == {file.stem for file in (tmp_path / "charts").iterdir()}
    assert all(name.endswith("-2012") for name in saved)


def test_another_basis_and_mark_give_files_of_other_names(tmp_path, monkeypatch):
    club = NOTEBOOKS[1]
    run(club, tmp_path, monkeypatch, basis="revised", mark=2, year=2020)
    assert len(list((tmp_path / "charts").glob("*-2-trillion-2020-revised.svg"))) >= 3


@each_topic
def test_a_notebook_asked_for_a_year_without_data_says_so(path, tmp_path, monkeypatch):
    with pytest.raises(gdp.NoDataError, match="1999; years with data: 200"):
        run(path, tmp_path, monkeypatch, year=1999)


def test_the_claims_of_the_article_hold_but_for_none(tmp_path, monkeypatch):
    names = run(NOTEBOOKS[0], tmp_path, monkeypatch)
    words = str(names["article"].words(names["checks"]))
    assert words == (
        "47 claims that figures can test, by verdict: holds 47, fails 0, open 0. Checked only "
        "against the article itself: 5."
    )
