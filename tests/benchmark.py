"""Measure what the project costs beside what pandas and matplotlib cost anyway.

Run by hand: python tests/benchmark.py [repetitions]. Everything is measured in turns and printed
as medians and ratios; the memory is the peak of the kernel. The twin of a notebook has as many
cells, reads the same files with pandas, and draws as many default charts of matplotlib, each
shown as SVG and as PNG of the same resolution.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from timeit import timeit

import nbformat
from nbclient import NotebookClient
from test_notebooks import NOTEBOOKS, cells, charts

import gdp

FILES = sorted(map(str, (Path(gdp.__file__).parent / "data").glob("*.csv")))
PLAIN = f"import pandas as pd; tables = [pd.read_csv(path) for path in {FILES}]"
LOADS = "import gdp; tables = gdp.load()"
SETUP = """import matplotlib.pyplot as plt
from matplotlib_inline.backend_inline import set_matplotlib_formats
set_matplotlib_formats("svg", "png")
plt.rcParams["figure.dpi"] = 190"""
CHART = """figure, axes = plt.subplots()
growth = tables[1][tables[1]["indicator"] == "GDP growth"]
bars = axes.barh(growth["region"], growth["value"])"""
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"


def process(code):
    subprocess.run([sys.executable, "-c", code], check=True)


def twin(path):
    sources = [SETUP, PLAIN, "tables[1]", *[CHART] * len(charts(path))]
    sources += ["pass"] * (len(cells(path)) - len(sources))
    return [nbformat.v4.new_code_cell(source) for source in sources]


def run(code, folder):
    """Start a kernel and run cells; return seconds, peak memory in MiB, and the charts shown."""
    notebook = nbformat.v4.new_notebook(cells=[*code, nbformat.v4.new_code_cell(PEAK)])
    client = NotebookClient(notebook, resources={"metadata": {"path": folder}})
    start = time.perf_counter()
    with client.setup_kernel(stderr=subprocess.DEVNULL):
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
        taken = time.perf_counter() - start
    outputs = [output for cell in notebook.cells for output in cell.outputs]
    drawn = sum("image/svg+xml" in output.get("data", {}) for output in outputs)
    return taken, float(outputs[-1].text), drawn


def line(name, ours, theirs, unit):
    one, other = statistics.median(ours), statistics.median(theirs)
    print(f"{name:48} {one:8.3f} {other:8.3f} {unit:4} ratio {one / other:.2f}")


def main(repetitions=7):
    print(f"{'medians of ' + str(repetitions):48} {'ours':>8} {'plain':>8}")
    for name, work, ours, theirs in (
        ("import gdp / import pandas", process, "import gdp", "import pandas"),
        ("process that loads / that reads the files", process, LOADS, PLAIN),
        ("load() again / read_csv again", lambda code: exec(code, {}), LOADS, PLAIN),
    ):
        both = partial(work, ours), partial(work, theirs)
        turns = [[timeit(one, number=1) for one in both] for _ in range(repetitions)]
        line(name, *zip(*turns, strict=True), "s")
    with tempfile.TemporaryDirectory() as folder:
        for path in NOTEBOOKS:
            turns = [run(cells(path), folder) + run(twin(path), folder) for _ in range(repetitions)]
            ours, peak, drawn, theirs, their_peak, their_drawn = zip(*turns, strict=True)
            assert drawn == their_drawn
            line(f"{path.stem}: restart and run all", ours, theirs, "s")
            line(f"{path.stem}: memory peak", peak, their_peak, "MiB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
