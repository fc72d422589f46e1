import html
import re
import tomllib
from pathlib import Path

import nbformat
import pytest

import gdp
from gdp import schema

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def codebook(name):
    """Write the codebook of a table as its model describes it."""
    rows = []
    for column, described in schema.MODELS[name].columns.items():
        kind = described.metadata["kind"] + (
            ", may be empty" if described.metadata["empty"] else ""
        )
        rows.append([f"`{column}`", kind, described.description])
    return table(["column", "type", "meaning"], rows)


def vocabulary():
    rows = [
        ["indicator", f"`{w}`", f"{i.meaning}; {' or '.join(i.units)}"]
        for w, i in schema.INDICATORS.items()
    ]
    for column in ("relation", "level", "standing"):
        words = getattr(schema, f"{column.upper()}S")
        rows += [[column, f"`{word}`", meaning] for word, meaning in words.items()]
    return table(["column", "word", "meaning"], rows)


@pytest.mark.parametrize("name", schema.MODELS)
def test_the_codebook_says_what_the_models_say(name):
    assert codebook(name) in README


def test_the_vocabulary_says_what_the_schema_says():
    assert vocabulary() in README


def test_numbers_quoted_are_those_of_the_tables():
    tables = gdp.load()
    club = tables.milestones["mark"] == 1
    assert f"holds {len(tables.figures)} statements" in README
    assert f"with {len(tables.milestones)} years in which {club.sum()} cities" in README
    assert f"in which {(~club).sum()} provinces and municipalities passed" in README


def test_every_file_that_is_linked_exists():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_notebook_and_every_chart_is_shown_with_its_title_as_alt_text():
    pictures = {Path(path).stem: alt for alt, path in re.findall(r"!\[(.*?)\]\((.*?)\)", README)}
    stored = set()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"(notebooks/{path.name})" in README
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                if svg := output.get("data", {}).get("image/svg+xml"):
                    stored.add(html.unescape(re.search("<title>(.*?)</title>", svg).group(1)))
    assert set(pictures.values()) == stored
    for stem, alt in pictures.items():
        svg = (ROOT / "notebooks" / "charts" / f"{stem}.svg").read_text(encoding="utf-8")
        assert f"<title>{alt}</title>" in svg


def test_the_examples_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    example, ledger = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(example, {})
    names: dict = {}
    exec(ledger, names)
    assert [claim.words for claim in names["LEDGER"].claims] == ["The club has 30 cities"]
    assert "At the end of 2015" in capsys.readouterr().out
    assert (tmp_path / "club.png").exists()


def test_direct_dependencies_are_pinned_and_within_the_ranges_of_the_package():
    files = ("requirements.txt", "tests/requirements.txt")
    pinned = "\n".join((ROOT / file).read_text(encoding="utf-8") for file in files)
    pins = dict(re.findall(r"^([a-z-]+)(?:\[\w+\])?==([\d.]+)$", pinned, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in project["dependencies"] + project["optional-dependencies"]["test"]:
        name, least = re.fullmatch(r"([a-z-]+)(?:\[\w+\])?>=([\d.]+)", wanted).groups()
        assert [int(n) for n in pins[name].split(".")] >= [int(n) for n in least.split(".")]
