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
import time
from pathlib import Path

import nbformat
import pandas as pd
from nbclient import NotebookClient
from test_notebooks import NOTEBOOKS, cells, charts

ROOT = Path(__file__).parents[1]
FILES = sorted(str(path) for path in ROOT.glob("gdp/data/*.csv"))
READS = f"import pandas as pd; tables = [pd.read_csv(path) for path in {FILES}]"
SETUP = """import matplotlib.pyplot as plt
plt.rcParams["figure.dpi"] = 190"""
CHART = """figure, axes = plt.subplots()
growth = tables[0][tables[0]["indicator"] == "GDP growth"]
bars = axes.barh(growth["region"], growth["value"])
figure.savefig("chart.svg")
figure.savefig("chart.png")"""


def process(arguments):
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def run(notebook):
    """Start a kernel in an empty folder and run a notebook."""
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(notebook, resources={"metadata": {"path": folder}})
        client.execute(stderr=subprocess.DEVNULL)


def twin(path):
    sources = [SETUP, READS, "tables[0]"] + [CHART] * len(charts(path))
    sources += ["pass"] * (len(cells(path)) - len(sources))
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in sources])


def seconds(work, what):
    start = time.perf_counter()
    work(what)
    return time.perf_counter() - start


def main(repetitions=7):
    rows = []

    def compare(name, work, ours, plain):
        rows.append([name, seconds(work, ours), seconds(work, plain)])

    for _ in range(repetitions):
        compare("import gdp / pandas", process, ["-c", "import gdp"], ["-c", "import pandas"])
        compare("load / read", process, ["-c", "import gdp; gdp.load()"], ["-c", READS])
        for path in NOTEBOOKS:
            compare(path.stem, run, nbformat.read(path, as_version=4), twin(path))
    for _ in range(min(repetitions, 2)):
        imports = ["-c", "import pandas, matplotlib.pyplot"]
        compare("all tests / import pandas, pyplot", process, ["-m", "pytest", "-q"], imports)
    table = pd.DataFrame(rows, columns=["medians", "ours", "plain"])
    table = table.groupby("medians", sort=False).median()
    print(table.assign(ratio=table["ours"] / table["plain"]).round(3).to_string())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
