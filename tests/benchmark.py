"""Measure what the project costs beside what pandas and matplotlib cost anyway.

Run by hand: python tests/benchmark.py [repetitions]. Everything is measured in turns and printed
as medians and ratios; the memory is the peak of the kernel. The twin of a notebook has as many
cells, reads the same files with pandas, and draws as many default charts of matplotlib, each
shown as SVG and as PNG of the same resolution.
"""

import subprocess
import sys
import tempfile
import time
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
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"


def process(code):
    subprocess.run([sys.executable, "-c", code], check=True)


def twin(path):
    sources = [SETUP, PLAIN, "tables[1]", *[CHART] * len(charts(path))]
    sources += ["pass"] * (len(cells(path)) - len(sources))
    return [nbformat.v4.new_code_cell(source) for source in sources]


def run(code, folder):
    """Start a kernel and run cells; return seconds and peak memory in MiB."""
    notebook = nbformat.v4.new_notebook(cells=[*code, nbformat.v4.new_code_cell(PEAK)])
    client = NotebookClient(notebook, resources={"metadata": {"path": folder}})
    start = time.perf_counter()
    with client.setup_kernel(stderr=subprocess.DEVNULL):
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
        seconds = time.perf_counter() - start
    return seconds, float(notebook.cells[-1].outputs[0].text)


def main(repetitions=7):
    measured = []
    for _ in range(repetitions):
        for what, work, *codes in (
            ("import gdp / import pandas, seconds", process, "import gdp", "import pandas"),
            ("process that loads / that reads the files, seconds", process, LOADS, PLAIN),
            ("load() again / read_csv again, seconds", lambda code: exec(code, {}), LOADS, PLAIN),
        ):
            measured.append([what, *(timeit(partial(work, code), number=1) for code in codes)])
        for path in NOTEBOOKS:
            with tempfile.TemporaryDirectory() as folder:
                runs = zip(run(cells(path), folder), run(twin(path), folder), strict=True)
            for what, pair in zip(("seconds", "memory in MiB"), runs, strict=True):
                measured.append([f"{path.stem}, {what}", *pair])
    table = pd.DataFrame(measured, columns=["medians", "ours", "plain"])
    table = table.groupby("medians", sort=False).median()
    print(table.assign(ratio=table["ours"] / table["plain"]).round(3).to_string())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
