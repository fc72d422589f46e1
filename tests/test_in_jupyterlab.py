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
            page = chromium.new_page(viewport={"width": 1024, "height": 14_000})
            page.set_default_timeout(60_000)
            page.goto(f"{address[0]}stranger&reset")
            yield page
    finally:
        server.terminate()
        server.wait(30)


def bring_to_front(page, path):
    """Open a notebook from the file browser, or turn to its tab."""
    page.locator(f'.jp-DirListing-item[title^="Name: {path.name}"]').dblclick()
    page.wait_for_selector(f"{SHOWN} .jp-Cell")
    page.locator(f'.lm-TabBar-tab.lm-mod-current:has-text("{path.name}")').first.wait_for()


def wait_for_charts(page, count):
    images = f"[...document.querySelectorAll('{SHOWN} .jp-OutputArea-output img')]"
    drawn = f"{images}.filter(image => image.naturalWidth > 400).length == {count}"
    page.wait_for_function(drawn)


def names_of_images(page):
    """Return what the accessibility tree of the page says of images."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    images = [node for node in tree["nodes"] if node.get("role", {}).get("value") == "image"]
    return [node["name"]["value"] for node in images if "name" in node]


@each_topic
def test_a_stranger_sees_every_chart_of_an_untrusted_notebook_whole_and_with_its_words(page, path):
    bring_to_front(page, path)
    wait_for_charts(page, len(charts(path)))
    assert {words for words, _ in charts(path)} <= set(names_of_images(page))
    panel = page.locator(SHOWN).bounding_box()
    for image in page.locator(f"{SHOWN} .jp-OutputArea-output img").all():
        box = image.bounding_box()
        assert box["x"] + box["width"] <= panel["x"] + panel["width"]
        assert box["width"] > 400


@each_topic
def test_a_stranger_runs_all_cells_of_another_year_without_a_fault(page, path):
    bring_to_front(page, path)
    cell = page.locator(f"{SHOWN} .jp-CodeCell .cm-content").nth(1)
    assert cell.inner_text().startswith("year = None")
    cell.get_by_text("None").first.dblclick()
    page.keyboard.type("2020")
    assert cell.inner_text().startswith("year = 2020\n")
    page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
    page.locator('.lm-Menu-itemLabel:has-text("Restart Kernel and Run All Cells")').click()
    page.locator('.jp-Dialog button:has-text("Restart")').click()
    prompts = f"{SHOWN} .jp-CodeCell .jp-InputPrompt"
    every = f"[...document.querySelectorAll('{prompts}')].map(prompt => prompt.innerText)"
    page.wait_for_function(f"{every}.some(text => /\\*|\\[ \\]/.test(text))")
    page.wait_for_function(f"{every}.every(text => /\\[\\d+\\]/.test(text))")
    texts = page.locator(prompts).all_inner_texts()
    assert [text.strip() for text in texts] == [f"[{n}]:" for n in range(1, len(texts) + 1)]
    for kind in ("error", "stderr"):
        assert page.locator(f'{SHOWN} [data-mime-type$="jupyter.{kind}"]').count() == 0
    assert page.locator(SHOWN).get_by_text("in 2020").count() > 0
