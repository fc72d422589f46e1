"""README.md quotes descriptor, data and notebooks; `codebook` and `vocabulary` write its tables."""

import csv
import html
import re
import tomllib
from pathlib import Path

from PIL import Image
from test_notebooks import NOTEBOOKS, charts

import gdp
from gdp import article_claims, schema

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def codebook(name):
    """Write the codebook of a table as the descriptor describes it."""
    (resource,) = (r for r in schema.PACKAGE["resources"] if r["name"] == name)
    units = {f["name"]: f", in {f['unit']}" for f in resource["schema"]["fields"] if "unit" in f}
    rows = []
    for column, field in schema.TABLES[name].fields.items():
        kind = schema.TYPES[field.type] + ("" if field.required else ", may be empty")
        rows.append([f"`{column}`", kind, field.meaning + units.get(column, "")])
    return table(["column", "type", "meaning"], rows)


def vocabulary():
    """Write the words of all columns that have any, and what each goes with."""
    rows = []
    for word, known in schema.INDICATORS.items():
        rows.append(["indicator", f"`{word}`", f"{known['label']}; {' or '.join(known['units'])}"])
    for column in ("relation", "level", "standing"):
        words = getattr(schema, f"{column.upper()}S")
        rows += [[column, f"`{word}`", known["label"]] for word, known in words.items()]
    for word, known in schema.TESTS.items():
        given = [*known.get("arguments", {}), *(f"perhaps {n}" for n in known.get("optional", {}))]
        meaning = f"{known['label']}; {', '.join(given) or 'no arguments'}"
        rows.append(["test", f"`{word}`", meaning])
    return table(["column", "word", "meaning"], rows)


def test_codebook_and_vocabulary_say_what_the_descriptor_says():
    assert all(codebook(name) in README for name in schema.TABLES)
    assert vocabulary() in README


def test_numbers_quoted_are_those_of_the_tables():
    tables = gdp.load()
    crossings = tables.crossings()
    provincial = crossings["level"].isin(["province", "municipality"])
    further = crossings[~provincial]["mark"].value_counts()
    assert f"holds {len(tables.figures)} statements" in README
    assert f"with {len(crossings)} crossings: all {provincial.sum()} trillions that" in README
    assert f"that {crossings[provincial]['region'].nunique()} provinces and municip" in README
    cities = f"the {further[1]} further cities of the trillion-yuan club"
    assert f"{cities}, and {further[2] + further[3]} crossings of 2 and 3" in README
    assert f"In {tables.milestones['year'].isna().sum()} of them no print of the time" in README
    assert f"{len(tables.claims)} claims of the article" in README


def test_every_file_that_is_linked_exists():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_every_notebook_and_every_chart_is_shown_with_its_title_as_alt_text():
    pictures = {Path(path).stem: alt for alt, path in re.findall(r"!\[(.*?)\]\((.*?)\)", README)}
    titles = [
        html.unescape(re.search("<title>(.*?)</title>", chart["image/svg+xml"]).group(1))
        for path in NOTEBOOKS
        for chart in charts(path)
    ]
    assert sorted(pictures.values()) == sorted(titles)
    assert all(f"(notebooks/{path.name})" in README for path in NOTEBOOKS)
    for stem, alt in pictures.items():
        svg = (ROOT / "notebooks" / "charts" / f"{stem}.svg").read_text(encoding="utf-8")
        assert f"<title>{alt}</title>" in svg


def test_the_examples_in_python_run_one_after_the_other(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names = {}
    for example in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(example, names)
    assert "At the end of 2015" in capsys.readouterr().out
    assert (tmp_path / "club.pdf").read_bytes().startswith(b"%PDF")
    assert Image.open(tmp_path / "club-wide.png").width == 3000
    assert names["chart"].title in names["chart"].rendered("svg").decode()


def test_the_example_of_a_claim_gets_a_verdict(add):
    (example,) = re.findall(r"```csv\n(.*)\n```", README)
    source, paragraph, _, claim, *_ = next(csv.reader([example]))
    add("sources", f"{source},Xinhua,The article of the example,2027-01-29,")
    add("figures", f"{source},{paragraph},China,cities past the mark,,1,2026,exact,30,cities,")
    (verdict,) = article_claims.table(gdp.load(add("claims", example)))[["claim", "verdict"]].values
    assert list(verdict) == [claim, article_claims.FAILS]  # the tables have no thirtieth city


def test_direct_dependencies_are_pinned_and_within_the_ranges_of_the_package():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([a-z-]+)==([\d.]+)$", text, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    for wanted in sum(extras, project["dependencies"]):
        name, least = re.fullmatch(r"([a-z-]+)>=([\d.]+)", wanted).groups()
        assert [int(n) for n in pins[name].split(".")] >= [int(n) for n in least.split(".")]


def test_the_first_command_opens_a_notebook_with_the_whole_project_in_the_file_browser():
    (command,) = re.findall(r"<!-- open -->\n```sh\n(.*)\n", README)
    assert (ROOT / re.search("default_url=/lab/tree/(.*)", command).group(1)).is_file()
    assert command.rpartition("&& ")[2].count(" ") == 2  # no file or folder that moves the root
