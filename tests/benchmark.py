"""Measure what the project costs beside what pandas and matplotlib cost anyway.

Run by hand: python tests/benchmark.py [repetitions]. Everything is measured in turns and printed
as medians of seconds and ratios. The twin of a notebook has as many cells, reads the same files
with pandas, and draws as many default charts of matplotlib, each saved as SVG and as PNG and shown
as PNG, of the same resolution. Last comes the whole test run beside a process that imports pandas
and matplotlib.pyplot.
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

ROOT = Path(__file__).parents[1]
FILES = sorted(map(str, (Path(gdp.__file__).parent / "data").glob("*.csv")))
PLAIN = f"import pandas as pd; tables = [pd.read_csv(path) for path in {FILES}]"
LOADS = "import gdp; tables = gdp.load()"
PYPLOT = "import pandas, matplotlib.pyplot"
SETUP = """import matplotlib.pyplot as plt
plt.rcParams["figure.dpi"] = 190"""
CHART = """figure, axes = plt.subplots()
growth = tables[0][tables[0]["indicator"] == "GDP growth"]
bars = axes.barh(growth["region"], growth["value"])
figure.savefig("chart.svg")
figure.savefig("chart.png")"""


def process(code):
    subprocess.run([sys.executable, "-c", code], check=True)


def tests(_):
    command = [sys.executable, "-m", "pytest", "-q"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def twin(path):
    sources = [SETUP, PLAIN, "tables[0]", *[CHART] * len(charts(path))]
    sources += ["pass"] * (len(cells(path)) - len(sources))
    return [nbformat.v4.new_code_cell(source) for source in sources]


def run(folder, code):
    """Start a kernel and run cells."""
    notebook = nbformat.v4.new_notebook(cells=code)
    client = NotebookClient(notebook, resources={"metadata": {"path": folder}})
    with client.setup_kernel(stderr=subprocess.DEVNULL):
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)


def measure(what, ours, plain):
    return {"medians": what, "ours": timeit(ours, number=1), "plain": timeit(plain, number=1)}


def main(repetitions=7):
    measured = []
    for _ in range(repetitions):
        with tempfile.TemporaryDirectory() as folder:
            for what, work, ours, plain in (
                ("import gdp / import pandas", process, "import gdp", "import pandas"),
                ("process that loads / that reads the files", process, LOADS, PLAIN),
                *((path.stem, partial(run, folder), cells(path), twin(path)) for path in NOTEBOOKS),
            ):
                measured.append(measure(what, partial(work, ours), partial(work, plain)))
    for _ in range(min(repetitions, 2)):
        what = "all tests / import pandas, matplotlib.pyplot"
        measured.append(measure(what, partial(tests, None), partial(process, PYPLOT)))
    table = pd.DataFrame(measured).groupby("medians", sort=False).median()
    print(table.assign(ratio=table["ours"] / table["plain"]).round(3).to_string())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
