"""README.md and the codebook quote descriptor, data and notebooks; `codebook_page` writes the latter."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PIL import Image
from test_notebooks import NOTEBOOKS

import gdp
from gdp.schema import TABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def markdown(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def codebook_page():
    """Write gdp/data/README.md from the descriptor."""
    book = gdp.codebook()
    parts = ["# Codebook", "Generated from `datapackage.json`; a test keeps the two equal."]
    for name, table in TABLES.items():
        rows = []
        for row in book[(book["table"] == name) & (book["word"] == "")].itertuples():
            kind = f"{row.type}, may be empty" if row.may_be_empty else row.type
            meaning = f"{row.meaning}, in {row.unit}" if row.unit else row.meaning
            rows.append([f"`{row.column}`", kind, meaning])
        parts += [f"## {name}.csv", table.meaning, markdown(["column", "type", "meaning"], rows)]
    parts.append("## Words")
    words = book[(book["word"] != "") & (book["column"] != "unit")]
    rows = []
    for row in words.drop_duplicates(["column", "word", "meaning"]).itertuples():
        units = f"; {row.allowed.replace(', ', ' or ')}" if row.allowed else ""
        rows.append([row.column, f"`{row.word}`", row.meaning + units])
    parts.append(markdown(["column", "word", "meaning"], rows))
    parts.append(
        "To join with other data, use `code`, the six digits of GB/T 2260 as text, or `chinese`, "
        "the full Chinese name. A level of `series.csv` counts for a year on one of two bases: as "
        "first published, or as revised where there is such a row."
    )
    return "\n\n".join(parts) + "\n"


def test_the_codebook_says_what_the_descriptor_says():
    page = (ROOT / "gdp" / "data" / "README.md").read_text(encoding="utf-8")
    assert page == codebook_page()


def test_the_readme_is_for_a_reader_in_a_hurry():
    assert len(README.splitlines()) <= 130
    assert len(README.encode()) <= 9_000


def test_numbers_quoted_are_those_of_the_tables(tables):
    counts = {name: len(tables[name]) for name in tables}
    assert f"{counts['figures']} statements" in README
    assert f"{counts['series']} figures of GDP" in README
    assert (
        f"{counts['regions']} regions with their codes, and {counts['sources']} sources" in README
    )
    crossings = tables.crossings()
    assert f"{len(crossings)} of them as first published" in README
    dalian = crossings[crossings["region"] == "Dalian"]["value"].item()
    assert f"Dalian is {100 * (dalian - 1):.2f} percent past" in README


def test_every_file_that_is_linked_exists():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_four_charts_are_shown_with_their_titles_and_every_notebook_is_linked():
    shown = re.findall(r"!\[(.*?)\]\((.*?)\)", README)
    assert len(shown) == 4
    for title, path in shown:
        svg = (ROOT / path).with_suffix(".svg").read_text(encoding="utf-8")
        assert f"<title>{title}</title>" in svg
    assert all(f"(notebooks/{path.name})" in README for path in NOTEBOOKS)


def test_the_examples_in_python_run_one_after_the_other(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names = {}
    for example in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(example, names)
    assert "By the end of 2015, 10 cities" in capsys.readouterr().out
    assert (tmp_path / "club.pdf").read_bytes().startswith(b"%PDF")
    assert Image.open(tmp_path / "club-grey.png").width == 1615
    assert len(names["members"]) == 10


def test_the_three_rows_of_next_year_do_what_the_readme_says(add):
    (rows,) = re.findall(r"```csv\n(.*?)```", README, re.DOTALL)
    for line in rows.splitlines():
        file, _, row = line.partition(".csv: ")
        folder = add(file, row)
    club = gdp.ClubMembership(gdp.load(folder))
    assert club.year == 2026
    assert len(club.table) == 30
    assert list(club.table["city"])[-1] == "Xuzhou"
    assert str(club.share_chart()) == "No chart."


def test_direct_dependencies_are_pinned_and_within_the_ranges_of_the_package():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = dict(re.findall("^(.+)==(.+)$", text, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [Requirement(text) for text in sum(extras, project["dependencies"])]
    for requirement in wanted:
        if requirement.name in pins:
            assert pins[requirement.name] in requirement.specifier
    assert set(pins) <= {requirement.name for requirement in wanted}


def test_one_version_stands_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'version: "{gdp.__version__}"' in citation.splitlines()


@pytest.mark.parametrize("name", ["open", "test"])
def test_a_command_is_one_line_that_begins_with_the_version_of_python(name):
    (command,) = re.findall(rf"<!-- {name} -->\n```sh\n(.*)\n```", README)
    assert command.startswith('python3 -c "import sys; sys.exit(sys.version_info < (3, 11) and')
    assert ".venv/bin/pip install -r requirements.txt" in command
    if name == "open":
        assert (ROOT / re.search("default_url=/lab/tree/(.*)", command)[1]).is_file()
