"""Measure what the project costs beside what pandas and matplotlib cost anyway.

Run by hand: python tests/benchmark.py [repetitions]. Everything is measured in one run, in
turns, and printed as medians and ratios; the memory is the peak of the kernel.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pandas as pd
from nbclient import NotebookClient

import gdp

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "gdp" / "data"
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
BARE = [
    "import pandas as pd\nfrom matplotlib.figure import Figure",
    f"figures = pd.read_csv({str(DATA / 'figures.csv')!r})\nfigures",
    "growth = figures[figures['indicator'] == 'GDP growth']",
    "import matplotlib.pyplot as plt\n"
    "figure, axes = plt.subplots()\nbars = axes.bar(growth['region'], growth['value'])",
]


def seconds(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True)
    return time.perf_counter() - start


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def read_plainly() -> None:
    for path in DATA.glob("*.csv"):
        pd.read_csv(path)


def bare_twin(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Make a notebook of the same number of cells that only reads the CSV and draws one bar chart."""
    twin = nbformat.v4.new_notebook(metadata=notebook.metadata)
    count = sum(cell.cell_type == "code" for cell in notebook.cells)
    sources = BARE[:-1] + ["pass"] * (count - len(BARE)) + BARE[-1:]
    twin.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return twin


def run(notebook: nbformat.NotebookNode) -> tuple[float, float]:
    """Start a kernel and run all cells; return the seconds and the kernel's peak memory in MiB."""
    notebook = nbformat.from_dict(json.loads(json.dumps(notebook)))
    start = time.perf_counter()
    client = NotebookClient(notebook, resources={"metadata": {"path": str(ROOT / "notebooks")}})
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
        end = time.perf_counter()
        probe = nbformat.v4.new_code_cell(PEAK)
        notebook.cells.append(probe)
        client.execute_cell(probe, len(notebook.cells) - 1)
    return end - start, float(probe.outputs[0].text)


def line(name: str, ours: list[float], theirs: list[float], unit: str) -> None:
    one, other = statistics.median(ours), statistics.median(theirs)
    print(f"{name:48} {one:8.3f} {other:8.3f} {unit:4} ratio {one / other:.2f}")


def main(repetitions: int = 7) -> None:
    print(f"{'medians of ' + str(repetitions):48} {'ours':>8} {'bare':>8}")
    turns = [
        (seconds("-c", "import gdp"), seconds("-c", "import pandas")) for _ in range(repetitions)
    ]
    line("import gdp / import pandas", *map(list, zip(*turns, strict=True)), "s")
    gdp.load()  # the first call imports pandera
    turns = [(timed(gdp.load), timed(read_plainly)) for _ in range(repetitions)]
    line("load() again / pandas.read_csv of the files", *map(list, zip(*turns, strict=True)), "s")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        twin = bare_twin(notebook)
        turns = [(*run(notebook), *run(twin)) for _ in range(repetitions)]
        ours, peak, bare, bare_peak = map(list, zip(*turns, strict=True))
        line(f"{path.stem}: restart and run all", ours, bare, "s")
        line(f"{path.stem}: memory peak of the kernel", peak, bare_peak, "MiB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
