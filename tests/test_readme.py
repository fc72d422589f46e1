"""README.md and the codebook, which `codebook_page` writes, say what is in files and notebooks."""

import re
from pathlib import Path

from PIL import Image
from test_notebooks import NOTEBOOKS

import gdp
from gdp.schema import PROVINCIAL, TABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def codebook_page():
    """Write gdp/data/README.md from the descriptor."""
    book = gdp.codebook()
    lines = ["# Codebook", "", "Generated from `datapackage.json`; a test keeps the two equal.", ""]
    for name, table in TABLES.items():
        lines.append(f"## {name}.csv\n\n{table.meaning}\n")
        lines.append("| column | type | meaning |\n| --- | --- | --- |")
        for row in book[(book["table"] == name) & (book["word"] == "")].itertuples():
            kind = f"{row.type}, may be empty" if row.may_be_empty else row.type
            meaning = f"{row.meaning}, in {row.unit}" if row.unit else row.meaning
            lines.append(f"| `{row.column}` | {kind} | {meaning} |")
        lines.append("")
    lines += ["## Words", "", "| column | word | meaning |", "| --- | --- | --- |"]
    words = book[(book["word"] != "") & (book["column"] != "unit")]
    for row in words.drop_duplicates(["column", "word", "meaning"]).itertuples():
        units = f"; {row.allowed.replace(', ', ' or ')}" if row.allowed else ""
        lines.append(f"| {row.column} | `{row.word}` | {row.meaning}{units} |")
    lines.append(
        "\nTo join with other data, use `code`, the six digits of GB/T 2260 as text, or `chinese`, "
        "the full Chinese name. A level of `series.csv` counts for a year on one of two bases: as "
        "first published, or as revised where there is such a row.\n"
    )
    return "\n".join(lines)


def test_the_codebook_says_what_the_descriptor_says():
    page = (ROOT / "gdp" / "data" / "README.md").read_text(encoding="utf-8")
    assert page == codebook_page()


def test_the_readme_is_for_a_reader_in_a_hurry():
    assert len(README.splitlines()) <= 130
    assert len(README.encode()) <= 9_000


def test_numbers_quoted_are_those_of_the_tables(tables):
    crossings = tables.crossings()
    dalian = crossings[crossings["region"] == "Dalian"]["value"].item()
    quoted = [
        f"{len(tables.figures)} statements",
        f"{len(tables.series)} figures of GDP",
        f"all {tables.regions['level'].isin(PROVINCIAL).sum()} provinces and municipalities",
        f"{len(tables.regions)} regions with their codes, and {len(tables.sources)} sources",
        f"{len(crossings)} of them as first published",
        f"Dalian is {100 * (dalian - 1):.2f} percent past",
        f"The series begin in {tables.series['year'].min()}",
    ]
    assert [text for text in quoted if text not in README] == []


def test_links_lead_to_files_and_to_every_notebook_and_charts_have_their_titles():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
    assert {f"notebooks/{path.name}" for path in NOTEBOOKS} <= set(links)
    for title, path in re.findall(r"!\[(.*?)\]\((.*?)\)", README):
        svg = (ROOT / path).with_suffix(".svg").read_text(encoding="utf-8")
        assert f"<title>{title}</title>" in svg


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


def test_one_version_stands_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'version: "{gdp.__version__}"' in citation.splitlines()


def test_each_command_is_one_line_that_begins_with_the_version_of_python():
    commands = re.findall(r"<!-- (?:open|test) -->\n```sh\n(.*)\n```", README)
    assert len(commands) == 2
    for command in commands:
        assert command.startswith('python3 -c "import sys; sys.exit(sys.version_info < (3, 11) and')
        assert ".venv/bin/pip install -r requirements.txt" in command
    assert (ROOT / re.search("default_url=/lab/tree/(.*)", commands[0])[1]).is_file()
