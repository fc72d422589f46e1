"""README.md quotes descriptor, data and notebooks; `markdown` writes its tables."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from PIL import Image
from test_notebooks import NOTEBOOKS, charts

import gdp
from gdp import article_claims

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def markdown(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def test_codebook_and_vocabulary_say_what_the_descriptor_says():
    book, words = gdp.codebook(), []
    for name, table in book[book["word"] == ""].groupby("table"):
        rows = []
        for row in table.itertuples():
            kind = f"{row.type}, may be empty" if row.may_be_empty else row.type
            meaning = f"{row.meaning}, in {row.unit}" if row.unit else row.meaning
            rows.append([f"`{row.column}`", kind, meaning])
        assert markdown(["column", "type", "meaning"], rows) in README, name
    known = book[(book["word"] != "") & (book["column"] != "unit")]
    for row in known.drop_duplicates(["column", "word"]).itertuples():
        given = row.allowed.replace(", ", " or ") if row.column == "indicator" else row.allowed
        given = given or ("no arguments" if row.column == "test" else "")
        words.append([row.column, f"`{row.word}`", "; ".join(filter(None, [row.meaning, given]))])
    assert markdown(["column", "word", "meaning"], words) in README


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
    shown = []
    for alt, path in re.findall(r"!\[(.*?)\]\((.*?)\)", README):
        shown.append((ROOT / path).with_suffix(".svg").read_text(encoding="utf-8"))
        assert f"<title>{alt}</title>" in shown[-1]
    stored = [chart["image/svg+xml"] for path in NOTEBOOKS for chart in charts(path)]
    assert sorted(shown) == sorted(stored)
    assert all(f"(notebooks/{path.name})" in README for path in NOTEBOOKS)


def test_the_examples_in_python_run_one_after_the_other(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names = {}
    for example in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(example, names)
    assert "At the end of 2015" in capsys.readouterr().out
    assert (tmp_path / "club.pdf").read_bytes().startswith(b"%PDF")
    assert Image.open(tmp_path / "club-wide.png").width == 3000


def test_the_example_of_a_claim_gets_a_verdict(add):
    (example,) = re.findall(r"```csv\n(.*)\n```", README)
    source, paragraph, _, claim, *_ = example.split(",")
    add("sources", f"{source},Xinhua,The article of the example,2027-01-29,")
    add("figures", f"{source},{paragraph},China,cities past the mark,,1,2026,exact,30,cities,")
    (verdict,) = article_claims.table(gdp.load(add("claims", example)))[["claim", "verdict"]].values
    assert list(verdict) == [claim, article_claims.UNKNOWN]  # the milestones end before 2026


def test_direct_dependencies_are_pinned_and_within_the_ranges_of_the_package():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = dict(re.findall("^(.+)==(.+)$", text, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    for wanted in map(Requirement, sum(extras, project["dependencies"])):
        assert pins[wanted.name] in wanted.specifier


def test_the_first_command_opens_a_notebook_with_the_whole_project_in_the_file_browser():
    (command,) = re.findall(r"<!-- open -->\n```sh\n(.*)\n", README)
    assert (ROOT / re.search("default_url=/lab/tree/(.*)", command).group(1)).is_file()
    assert command.rpartition("&& ")[2].count(" ") == 2  # no file or folder that moves the root
