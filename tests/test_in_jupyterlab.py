"""The notebooks in a real JupyterLab and a real browser, as a stranger opens and re-runs them."""

import os
import re
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec

import pytest
from conftest import cases
from test_notebooks import NOTEBOOKS, charts, each

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"  # the notebook in front

# Where a browser is due, it is a failure that there is none.
pytestmark = pytest.mark.skipif(
    not ((BROWSER and find_spec("playwright")) or os.environ.get("GDP_BROWSER_IS_DUE")),
    reason=f"playwright is not installed, or no browser: {', '.join(BROWSERS)}",
)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Open JupyterLab, which serves a copy of the notebooks, in headless Chromium."""
    from playwright.sync_api import sync_playwright

    home = tmp_path_factory.mktemp("home")
    folder = shutil.copytree(NOTEBOOKS[0].parent, home / "notebooks")
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"),
        *("--port=0", "--IdentityProvider.token=stranger", "--LabApp.news_url="),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    places = ("HOME", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    own = os.environ | {name: str(home / name.lower()) for name in places}
    log = home / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output, env=own, cwd=folder)
    try:
        for _ in range(600):
            if address := re.search(r"http://127\.0\.0\.1:\d+/lab\?token=", log.read_text()):
                break
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=BROWSER)
            # A window tall enough that JupyterLab draws every cell of a notebook.
            page = chromium.new_page(viewport={"width": 1300, "height": 9000})
            page.set_default_timeout(60_000)
            page.goto(f"{address[0]}stranger&reset")
            yield page
    finally:
        server.terminate()
        server.wait(30)


def bring_to_front(page, path):
    """Open a notebook, or the tab where it is open, as a double click in the list of files does."""
    page.locator(f'.jp-DirListing-item:has-text("{path.name}")').dblclick()
    page.wait_for_selector(f'.lm-mod-current[role="tab"]:has-text("{path.name}")')
    page.wait_for_selector(f"{SHOWN} .jp-OutputArea-output img")


def wait_for_charts(page, kind, count):
    """Wait until the browser has really drawn so many images of a kind."""
    images = f"[...document.querySelectorAll('{SHOWN} {kind} img')]"
    page.wait_for_function(f"{images}.filter(image => image.naturalWidth > 400).length == {count}")


@each
def test_a_stranger_sees_the_charts_of_a_notebook_that_is_not_trusted(page, path):
    bring_to_front(page, path)
    wait_for_charts(page, ".jp-OutputArea-output", len(charts(path)))
    assert page.get_by_text("untrusted SVG").count() == 0


@cases("parameters")
def test_a_stranger_changes_the_parameters_and_runs_all(page, name, year, words):
    (path,) = (path for path in NOTEBOOKS if path.stem == name)
    bring_to_front(page, path)
    cell = page.locator(f"{SHOWN} .jp-CodeCell .cm-content").nth(1)
    assert cell.inner_text().startswith("year = None")
    cell.get_by_text("None").first.dblclick()
    page.keyboard.type(year)
    assert cell.inner_text().startswith(f"year = {year}\n")
    page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
    page.locator('.lm-Menu-itemLabel:has-text("Restart Kernel and Run All Cells")').click()
    page.locator('.jp-Dialog button:has-text("Restart")').click()
    prompts = f"{SHOWN} .jp-CodeCell .jp-InputPrompt"
    every = f"[...document.querySelectorAll('{prompts}')].map(prompt => prompt.innerText)"
    page.wait_for_function(f"{every}.some(text => /\\*|\\[ \\]/.test(text))")
    page.wait_for_function(f"{every}.every(text => /\\[\\d+\\]/.test(text))")
    texts = page.locator(prompts).all_inner_texts()
    assert [text.strip() for text in texts] == [f"[{n}]:" for n in range(1, len(texts) + 1)]
    for said in ("error", "stderr"):
        assert page.locator(f'{SHOWN} [data-mime-type$="jupyter.{said}"]').count() == 0
    wait_for_charts(page, ".jp-RenderedSVG", len(charts(path)))
    assert page.locator(SHOWN).get_by_text(words).count() == 1
