"""The notebooks in a real JupyterLab and a real browser, as a stranger opens and re-runs them."""

import os
import re
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec

import pytest
from test_notebooks import NOTEBOOKS, charts, each_topic

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FOUND = BROWSER and find_spec("playwright")
DUE = "GDP_BROWSER_IS_DUE" in os.environ  # then it is a failure that there is none
SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"  # the notebook in front
HOSTILE = "<img src=x onerror='hostile=1'> $x^2$"

pytestmark = pytest.mark.skipif(not FOUND and not DUE, reason="no Chromium, or no playwright")


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    return shutil.copytree(NOTEBOOKS[0].parent, tmp_path_factory.mktemp("home") / "notebooks")


@pytest.fixture(scope="module")
def page(notebooks):
    """Open JupyterLab, which serves a copy of the notebooks, in headless Chromium."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"]
    command += ["--ip=127.0.0.1", "--IdentityProvider.token=stranger", "--LabApp.news_url="]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    places = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    settings = os.environ | dict.fromkeys(places, str(notebooks.parent))  # none of the user's
    log = notebooks.parent / "lab.log"
    with log.open("w") as file:
        server = subprocess.Popen(command, stderr=file, env=settings, cwd=notebooks)
    try:
        address = None
        while not address and server.poll() is None:
            time.sleep(0.1)
            address = re.search(r"http://127\.0\.0\.1:\d+/lab\?token=", log.read_text())
        assert address, log.read_text()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=BROWSER)
            page = browser.new_page(viewport={"width": 1024, "height": 768})
            page.set_default_timeout(60_000)
            page.goto(f"{address[0]}stranger&reset")
            yield page
    finally:
        server.terminate()
        server.wait(30)


def bring_to_front(page, name):
    """Open a notebook from the file browser, or turn to its tab."""
    page.locator(f'.jp-DirListing-item[title^="Name: {name}"]').dblclick()
    page.locator(f'.lm-TabBar-tab.lm-mod-current:has-text("{name}")').first.wait_for()


def assert_that_hostile_cells_do_nothing(page):
    assert page.get_by_text(HOSTILE).count() > 0
    assert page.locator("img[onerror], mjx-container").count() == 0
    assert page.evaluate("window.hostile") is None


@each_topic
def test_a_stranger_sees_every_chart_of_an_untrusted_notebook_whole_and_with_its_words(page, path):
    bring_to_front(page, path.name)
    panel = page.locator(SHOWN).bounding_box()
    for words, _ in charts(path):
        image = page.locator(SHOWN).get_by_role("img", name=words, exact=True)
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1615
        box = image.bounding_box()
        assert box["width"] > 400
        assert box["x"] + box["width"] <= panel["x"] + panel["width"]


def test_a_stranger_runs_all_cells_on_hostile_files_and_converts_them(page, notebooks, add):
    import nbconvert

    add("sources", f"hostile,{HOSTILE},{HOSTILE},2021-01-28,")
    folder = add("figures", f"hostile,1,Beijing,output growth,{HOSTILE},,2020,exact,9,percent,")
    path = notebooks / "growth_rates.ipynb"
    bring_to_front(page, path.name)
    panel = page.locator(SHOWN)
    parameters = panel.locator(".jp-CodeCell .cm-content").nth(1)
    assert parameters.inner_text() == "year = None\nfolder = None"
    parameters.fill(f'year = 2020\nfolder = "{folder}"')
    page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
    page.locator('.lm-Menu-itemLabel:has-text("Restart Kernel and Run All Cells")').click()
    page.locator('.jp-Dialog button:has-text("Restart")').click()
    panel.locator(".jp-CodeCell").last.get_by_text(HOSTILE).first.wait_for()
    assert panel.get_by_text("in 2020").count() > 0
    assert panel.locator('[data-mime-type$=".error"], [data-mime-type$=".stderr"]').count() == 0
    assert_that_hostile_cells_do_nothing(page)

    page.keyboard.press("Control+s")
    page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty").wait_for(state="detached")
    html, _ = nbconvert.HTMLExporter().from_filename(path)
    path.with_suffix(".html").write_text(html, encoding="utf-8")
    converted = page.context.browser.new_page(offline=True)
    converted.goto(path.with_suffix(".html").as_uri())
    assert_that_hostile_cells_do_nothing(converted)
