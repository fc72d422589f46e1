"""Fixtures and helpers that the tests share."""

import csv
import shutil
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path

import pandas as pd
import pytest

import gdp

NAMES = ["figures", "series", "regions", "sources"]
PACKAGED = Path(gdp.__file__).parent / "data"
FOLDER = Path(__file__).parent / "small"  # made-up figures, among which a bad cell is soon found
SMALL = {name: (FOLDER / f"{name}.csv").read_text(encoding="utf-8") for name in NAMES}


def pytest_collection_modifyitems(items):
    """Begin with the slowest file, and compare stored outputs on the pinned versions only."""
    items.sort(key=lambda item: item.path.stem != "test_in_jupyterlab")
    pins = (Path(__file__).parents[1] / "requirements.txt").read_text(encoding="utf-8")
    here = [f"{name}=={metadata.version(name)}\n" in pins for name in ("matplotlib", "pandas")]
    skip = pytest.mark.skip(reason="stored outputs are compared on the pinned versions only")
    for item in items:
        if item.path.suffix == ".ipynb" and not all(here):
            item.add_marker(skip)


def read(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder, name, rows):
    """Write rows, or a whole file as text or bytes."""
    if isinstance(rows, list):
        rows = pd.DataFrame(rows).to_csv(index=False, lineterminator="\n")
    (folder / f"{name}.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    return folder


def edit(folder, name, text, **cells):
    """Change cells of the one row that holds a text."""
    rows = read(folder, name)
    (row,) = (row for row in rows if text in ",".join(row.values()))
    row.update(cells)
    return write(folder, name, rows)


def check_faults(folder, *told):
    """Assert that these are the faults of a folder; * stands for any text in them."""
    faults = []
    try:
        gdp.load(folder)
    except gdp.DataError as error:
        faults = list(map(str, error.faults))
    fits = len(faults) == len(told) and all(map(fnmatchcase, faults, told))
    assert fits, faults


@pytest.fixture(scope="session")
def tables():
    """Give the packaged data as they were before any later article."""
    now = gdp.load()
    sources = now.sources[now.sources["published"] < "2027"]
    figures = now.figures[now.figures["source"].isin(sources["id"])]
    series = now.series[now.series["source"].isin(sources["id"]) & (now.series["year"] <= 2025)]
    return gdp.Tables(figures, series, now.regions, sources)


@pytest.fixture
def folder(tables, tmp_path):
    """Give a copy of the data that a test may change."""
    tables.save(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def small(tmp_path):
    """Give a copy of few rows instead, to a file of tests in which `folder = conftest.small`."""
    return Path(shutil.copytree(FOLDER, tmp_path / "data"))


@pytest.fixture
def add(folder):
    """Give a function that appends lines to a file of the copy."""

    def append(name, *lines):
        text = (folder / f"{name}.csv").read_text(encoding="utf-8")
        return write(folder, name, text + "".join(f"{line}\n" for line in lines))

    return append
