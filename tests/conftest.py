"""Fixtures and helpers that the tests share."""

import re
import shutil
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pandas as pd
import pytest

import gdp
from gdp import article_claims, club_membership, growth_rates, provincial_milestones
from gdp.schema import TABLES
from gdp.tables import Fault

PACKAGED = Path(gdp.__file__).parent / "data"
NAMES = list(TABLES)
TOPICS = [growth_rates, club_membership, provincial_milestones, article_claims]
DOORS = {  # table, chart and words of each chart, by its name
    f"{topic.__name__.removeprefix('gdp.')}.{name}": [
        getattr(topic, name.replace("chart", door), topic.table)
        for door in ("table", "chart", "words")
    ]
    for topic in TOPICS
    for name in vars(topic)
    if re.fullmatch("([a-z]+_)?chart", name)
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slowest file, and compare stored outputs on the pinned versions only."""
    items.sort(key=lambda item: item.path.stem != "test_in_jupyterlab")
    pins = (Path(__file__).parents[1] / "requirements.txt").read_text(encoding="utf-8")
    for name, version in re.findall(r"^(matplotlib|pandas)==(.+)$", pins, re.MULTILINE):
        if metadata.version(name) != version:
            reason = f"stored outputs are not compared: {name} is not the pinned {version}"
            for item in (item for item in items if item.path.suffix == ".ipynb"):
                item.add_marker(pytest.mark.skip(reason=reason))


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """Read a file as it is written, without the package."""
    rows = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    return rows.to_dict("records")


def cases(name: str) -> pytest.MarkDecorator:
    """Give a test its arguments from the rows of a CSV file."""
    rows = read(Path(__file__).parent / "cases", name)
    return pytest.mark.parametrize(list(rows[0]), [list(row.values()) for row in rows])


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    return folder


def line_of(folder: Path, name: str, text: str) -> int:
    """Find the one line of a file that holds a text, as an editor counts it."""
    lines = (folder / f"{name}.csv").read_text(encoding="utf-8").split("\n")
    (number,) = (number for number, line in enumerate(lines, start=1) if text in line)
    return number


def faults_of(folder: Path) -> list[Fault]:
    """Load a folder and return its faults, or none if there are none."""
    try:
        gdp.load(folder)
    except gdp.DataError as error:
        return error.faults
    return []


@pytest.fixture(scope="session")
def of_2025(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the packaged data as they were before any later article's rows were added."""
    folder = Path(shutil.copytree(PACKAGED, tmp_path_factory.mktemp("packaged") / "data"))
    later = {row["id"] for row in read(folder, "sources") if row["published"] > "2026-12"}
    for name in NAMES:
        write(folder, name, [r for r in read(folder, name) if not later & set(r.values())])
    named = {row["region"] for name in ("figures", "milestones") for row in read(folder, name)}
    regions = [r for r in read(folder, "regions") if r["level"] != "city" or r["region"] in named]
    return write(folder, "regions", regions)


@pytest.fixture(scope="session")
def tables(of_2025: Path) -> gdp.Tables:
    return gdp.load(of_2025)


@pytest.fixture
def folder(of_2025: Path, tmp_path: Path) -> Path:
    """Give a copy of the data that a test may change."""
    return Path(shutil.copytree(of_2025, tmp_path / "data"))


@pytest.fixture
def edit(folder: Path) -> Callable[..., Path]:
    """Give a function that changes cells of the row that holds a text, or takes out the row."""

    def change(name: str, text: str, **cells: str) -> Path:
        rows = read(folder, name)
        place = line_of(folder, name, text) - 2
        rows[place : place + 1] = [{**rows[place], **cells}] if cells else []
        return write(folder, name, rows)

    return change


@pytest.fixture
def add(folder: Path) -> Callable[..., Path]:
    """Give a function that appends rows to a file of the copy, and returns the folder."""

    def append(name: str, *rows: str) -> Path:
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{row}\n" for row in rows)
        return folder

    return append


@pytest.fixture
def rows_left(folder: Path) -> Callable[..., gdp.Tables]:
    """Give a function that loads the copy with only those figures for which a test is true."""
    return lambda test: gdp.load(
        write(folder, "figures", list(filter(test, read(folder, "figures"))))
    )
