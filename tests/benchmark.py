"""Measure what the project costs beside what pandas and matplotlib cost anyway.

Run by hand: python tests/benchmark.py [repetitions]. Everything is measured in turns and printed
as medians of seconds and ratios. The twin of a notebook has as many cells, reads the same files
with pandas, and draws as many default charts of matplotlib, each shown as SVG and as PNG of the
same resolution.
"""

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from timeit import timeit

import nbformat
import pandas as pd
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


def process(code):
    subprocess.run([sys.executable, "-c", code], check=True)


def twin(path):
    sources = [SETUP, PLAIN, "tables[1]", *[CHART] * len(charts(path))]
    sources += ["pass"] * (len(cells(path)) - len(sources))
    return [nbformat.v4.new_code_cell(source) for source in sources]


def run(folder, code):
    """Start a kernel and run cells."""
    notebook = nbformat.v4.new_notebook(cells=code)
    client = NotebookClient(notebook, resources={"metadata": {"path": folder}})
    with client.setup_kernel(stderr=subprocess.DEVNULL):
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)


def main(repetitions=7):
    measured = []
    for _ in range(repetitions):
        with tempfile.TemporaryDirectory() as folder:
            for what, work, *codes in (
                ("import gdp / import pandas", process, "import gdp", "import pandas"),
                ("process that loads / that reads the files", process, LOADS, PLAIN),
                ("load() again / read_csv again", lambda code: exec(code, {}), LOADS, PLAIN),
                *([path.stem, partial(run, folder), cells(path), twin(path)] for path in NOTEBOOKS),
            ):
                measured.append([what, *(timeit(partial(work, code), number=1) for code in codes)])
    table = pd.DataFrame(measured, columns=["medians", "ours", "plain"])
    table = table.groupby("medians", sort=False).median()
    print(table.assign(ratio=table["ours"] / table["plain"]).round(3).to_string())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
