"""Fixtures that the tests share."""

import re
import shutil
from collections.abc import Callable
from importlib import metadata, resources
from pathlib import Path

import pytest

import gdp

PACKAGED = Path(str(resources.files("gdp") / "data"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slowest file, and compare stored outputs on the pinned versions only."""
    items.sort(key=lambda item: item.path.stem != "test_in_jupyterlab")
    pins = (Path(__file__).parents[1] / "requirements.txt").read_text(encoding="utf-8")
    other = [
        f"{name} {metadata.version(name)} is not the pinned {version}"
        for name, version in re.findall(r"^(matplotlib|pandas)==(.+)$", pins, re.MULTILINE)
        if metadata.version(name) != version
    ]
    for item in items:
        if other and item.path.suffix == ".ipynb":
            reason = f"stored outputs are not compared: {'; '.join(other)}"
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def of_2025(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the packaged data as they were before any later article's rows were added."""
    folder = Path(shutil.copytree(PACKAGED, tmp_path_factory.mktemp("packaged") / "data"))
    packaged = gdp.load()
    later = set(packaged.sources.loc[packaged.sources["published"] > "2026-12", "id"])
    kept = {
        "figures": ~packaged.figures["source"].isin(later),
        "milestones": ~packaged.milestones["source"].isin(later),
        "sources": ~packaged.sources["id"].isin(later),
    }
    regions = packaged.regions
    named = {
        *packaged.figures.loc[kept["figures"], ["region", "scope"]].stack(),
        *packaged.milestones.loc[kept["milestones"], "region"],
    }
    for column in ("province", "area"):  # where the named ones lie is named, too
        named |= set(regions.loc[regions["region"].isin(named), column])
    kept["regions"] = regions["region"].isin(named)
    for name, rows in kept.items():
        header, *lines = (folder / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()
        text = [header, *(line for line, keep in zip(lines, rows, strict=True) if keep), ""]
        (folder / f"{name}.csv").write_text("\n".join(text), encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="session")
def tables(of_2025: Path) -> gdp.Tables:
    return gdp.load(of_2025)


@pytest.fixture
def folder(of_2025: Path, tmp_path: Path) -> Path:
    """Give a copy of the data that a test may change."""
    return Path(shutil.copytree(of_2025, tmp_path / "data"))


@pytest.fixture
def edit(folder: Path) -> Callable[..., Path]:
    """Give a function that replaces text in a file of the copy, and returns the folder."""

    def replace(name: str, old: str, new: str) -> Path:
        path = folder / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} should stand once in {path.name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return replace


@pytest.fixture
def add(folder: Path) -> Callable[..., Path]:
    """Give a function that appends rows to a file of the copy, and returns the folder."""

    def append(name: str, *rows: str) -> Path:
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{row}\n" for row in rows)
        return folder

    return append
