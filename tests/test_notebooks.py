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
from gdp.charts import Chart

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
TOPICS = [path for path in NOTEBOOKS if path.stem != "article_claims"]
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
each_topic = pytest.mark.parametrize("path", TOPICS, ids=[path.stem for path in TOPICS])
OTHERS = {  # parameters, and what the names of their charts end in
    "growth_rates": ({"year": 2012.0}, "-2012"),
    "club_membership": ({"year": 2020, "mark": 2, "basis": "revised"}, "-2-trillion-2020-revised"),
    "provincial_milestones": ({"year": 2008, "basis": "revised"}, "-2008-revised"),
}

# Read at once, since nbval, in the same run of the tests, makes these files anew.
FILES = {file.name: file.read_bytes() for file in NOTEBOOKS[0].parent.glob("charts/*")}


def cells(path, kind="code"):
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def charts(path):
    """Return the alternative text and the PNG file of each chart that a notebook stores."""
    outputs = [output.data for cell in cells(path) for output in cell.outputs]
    found = []
    for data in outputs:
        if "image/png" in data:
            words = re.match('<img alt="(.*?)"', data["text/html"])[1]
            found.append((html.unescape(words), base64.b64decode(data["image/png"])))
    return found


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
def test_a_notebook_reads_from_a_question_to_its_limits_and_its_logic_is_in_a_module(path):
    assert importlib.import_module(f"gdp.{path.stem}")
    prose = [cell.source for cell in cells(path, "markdown")]
    assert re.match("# .*[?]", prose[0], re.DOTALL)
    assert prose[-1].startswith("## What the data cannot say")
    for cell in cells(path):
        kinds = {type(node) for node in ast.parse(cell.source).body}
        assert kinds <= {ast.Import, ast.ImportFrom, ast.Assign, ast.Expr}


@each
def test_a_notebook_is_stored_small_and_as_it_ran_at_no_particular_time_and_place(path):
    code = cells(path)
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        assert {output.output_type for output in cell.outputs} <= {"execute_result"}
    for cell in code + cells(path, "markdown"):
        assert set(cell.metadata) <= {"slideshow", "tags"}
        assert re.fullmatch(r"[a-z]+-\d\d", cell.id)
    text = path.read_text(encoding="utf-8")
    assert len(text) < 1_000_000
    assert not re.search(r"/home/|/tmp/|/root/|/work/|C:\\", text)


@each_topic
def test_each_chart_is_named_among_the_findings_saved_shown_and_followed_by_its_words(path):
    shown = [cell for cell in cells(path) if cell.outputs]
    texts = [cell.outputs[0].data["text/plain"] for cell in shown]
    places = [number for number, cell in enumerate(shown) if ".save(" in cell.source]
    for number, (words, _) in zip(places, charts(path), strict=True):
        name = shown[number].source.split()[-1]
        assert shown[number].source == f'{name}.save(folder or "charts")\n{name}'
        assert f"{texts[number]}." in texts[0]
        assert texts[number + 1] == words


@each_topic
def test_the_charts_of_the_folder_are_those_stored_and_drawn_anew_byte_for_byte(
    path, tmp_path, monkeypatch
):
    drawn = {}

    def keep(chart, _):
        drawn[chart.name] = chart.render("svg")

    monkeypatch.setattr(Chart, "save", keep)  # without the PNG files, which take longer
    run(path, tmp_path, monkeypatch)
    due = {}
    for name, (_, png) in zip(drawn, charts(path), strict=True):
        due[f"{name}.svg"] = drawn[name]
        due[f"{name}.png"] = png
    files = {name: FILES[name] for name in FILES if name.startswith(path.stem)}
    assert sorted(files) == sorted(due)
    assert [name for name in due if due[name] != files[name]] == []


@each_topic
def test_a_notebook_runs_with_other_parameters_but_not_for_a_year_without_data(
    path, tmp_path, monkeypatch
):
    parameters, ending = OTHERS[path.stem]
    names = run(path, tmp_path, monkeypatch, **parameters)
    due = {value.name for value in names.values() if isinstance(value, Chart)}
    assert {file.stem for file in (tmp_path / "charts").iterdir()} == due
    assert all(name.endswith(ending) for name in due)
    with pytest.raises(gdp.NoDataError, match="1999; years with data: 200"):
        run(path, tmp_path, monkeypatch, year=1999)
