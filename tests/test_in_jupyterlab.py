"""The notebooks in a real JupyterLab and a real browser, as a stranger opens and re-runs them."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CHARTS = {"article_claims": 1, "club_membership": 3, "growth_rates": 2, "provincial_milestones": 1}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def missing(reason):
    """Skip where a browser is not to be had; where one is due, that is a failure."""
    if os.environ.get("GDP_BROWSER_IS_DUE"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Serve a copy of the notebooks; yield its address."""
    home = tmp_path_factory.mktemp("home")
    folder = Path(shutil.copytree(NOTEBOOKS, home / "notebooks"))
    port = free_port()
    settings = [
        *("--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"),
        *("--ServerApp.port_retries=0", "--IdentityProvider.token=stranger", "--LabApp.news_url="),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--ServerApp.root_dir={folder}",
    ]
    places = ("HOME", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    log = home / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *settings],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **{name: str(home / name.lower()) for name in places}},
            cwd=folder,
        )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, log.read_text()
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/lab/tree/{{}}?token=stranger&reset"
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="module")
def browser():
    """Start headless Chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        missing(f"no browser found: {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        # A window tall enough that JupyterLab draws every cell of a notebook.
        yield chromium.new_context(viewport={"width": 1300, "height": 9000})
        chromium.close()


@pytest.fixture
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


def prompts(page):
    found = page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").all_inner_texts()
    return [text.strip() for text in found]


def open_notebook(page, lab, name):
    page.goto(lab.format(f"{name}.ipynb"), wait_until="load")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector(".jp-OutputArea-output img", timeout=60_000)
    page.wait_for_timeout(300)


def run_all(page):
    """Do Restart Kernel and Run All Cells, and wait for the last cell."""
    page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
    page.locator('.lm-Menu-itemLabel:has-text("Restart Kernel and Run All Cells")').click()
    page.locator('.jp-Dialog button:has-text("Restart")').click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
        ".some(p => /\\*|\\[ \\]/.test(p.innerText))"
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
        ".every(p => /\\[\\d+\\]/.test(p.innerText))",
        timeout=120_000,
    )
    page.wait_for_timeout(300)


def shown(page, kind):
    """Count the images of a kind that the browser has really drawn."""
    return page.evaluate(
        f"() => [...document.querySelectorAll('{kind} img')].filter(i => i.naturalWidth > 400).length"
    )


def faults(page):
    return page.locator(
        '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]'
    ).all_inner_texts()


def test_every_notebook_has_its_charts_counted_here():
    assert set(CHARTS) == {path.stem for path in NOTEBOOKS.glob("*.ipynb")}


@pytest.mark.parametrize("name", CHARTS)
def test_a_stranger_sees_the_charts_before_and_after_running(lab, page, name):
    open_notebook(page, lab, name)
    assert shown(page, ".jp-OutputArea-output") == CHARTS[name]
    assert page.get_by_text("untrusted SVG").count() == 0
    run_all(page)
    assert faults(page) == []
    assert shown(page, ".jp-RenderedSVG") == CHARTS[name]
    assert prompts(page) == [f"[{number}]:" for number in range(1, len(prompts(page)) + 1)]


def test_another_year_in_the_parameters_cell_changes_the_chart(lab, page):
    open_notebook(page, lab, "club_membership")
    source = ".jp-RenderedSVG img, .jp-RenderedImage img"
    before = page.locator(source).first.get_attribute("src")
    cell = page.locator(".jp-CodeCell .cm-content").nth(1)
    assert cell.inner_text().startswith("year = None")
    cell.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    for _ in "None":
        page.keyboard.press("Backspace")
    page.keyboard.type("2015")
    assert re.match(r"year = 2015\b", cell.inner_text())
    run_all(page)
    assert faults(page) == []
    assert page.locator(source).first.get_attribute("src") != before
    assert page.get_by_text("At the end of 2015 the trillion-yuan club had 10 cities").count() == 1
