import base64
import html
import locale
from concurrent.futures import ThreadPoolExecutor

import conftest
import layout
import matplotlib
import pytest
from PIL import Image

import gdp
from gdp.schema import PACKAGE

FORMS = ("svg", "png")
USER = {  # settings like those of a matplotlibrc, of %matplotlib inline and of seaborn, at once
    **{"text.usetex": True, "font.weight": "bold", "savefig.bbox": "tight", "svg.hashsalt": None},
    **{"figure.figsize": (6, 4), "figure.dpi": 72, "figure.facecolor": (1, 1, 1, 0)},
    **{"axes.facecolor": "#EAEAF2", "font.family": "monospace", "ytick.labelleft": False},
    "axes.formatter.use_locale": True,
}
PLACES = {  # where a chart is saved, and how the files that are made begin
    "a.pdf": {"a.pdf": b"%PDF"},
    "a.eps": {"a.eps": b"%!PS"},
    "~/A.PNG": {"A.PNG": b"\x89PNG"},
    "v1.2": {"v1.2/{}.svg": b"<?xml", "v1.2/{}.png": b"\x89PNG"},
    "new/charts": {"new/charts/{}.svg": b"<?xml", "new/charts/{}.png": b"\x89PNG"},
}
folder = conftest.small


@pytest.fixture
def chart(add):
    """Give a small chart, whose words have a quotation mark and an angle bracket."""
    add("figures", 'paper-2004,6,Nanjing,output growth,"""<tea>""",,2003,exact,8,percent,')
    return gdp.GrowthRates(gdp.load(add("series"))).sector_chart()


def pictures(folder):
    chart = gdp.ProvincialMilestones(gdp.load(folder)).year_chart()
    return [chart.render(form) for form in FORMS]


@pytest.mark.parametrize("language", ["C", "de_DE.UTF-8", "zh_CN.UTF-8"])
def test_a_chart_is_the_same_file_whatever_the_user_has_set(folder, language):
    usual, before = pictures(folder), locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, language)
        with matplotlib.rc_context(USER):
            assert pictures(folder) == usual
            assert matplotlib.rcParams["font.weight"] == "bold"
    except locale.Error:
        pytest.skip(f"this machine does not know {language}")
    finally:
        locale.setlocale(locale.LC_ALL, before)


def test_two_threads_may_draw_at_once_and_leave_the_settings_alone(folder):
    before = dict(matplotlib.rcParams)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(pictures, [folder, folder])
    assert first == second == pictures(folder)
    assert dict(matplotlib.rcParams) == before


def test_a_notebook_gets_an_image_with_its_words_that_shrinks_with_the_window(chart):
    data = chart._repr_mimebundle_(include=None, exclude=None)
    assert data["text/plain"] == chart.title
    assert base64.b64decode(data["image/png"]) == chart.render("png")
    image = (
        f'<img alt="{html.escape(chart.words)}" width="816" style="max-width: 100%; height: auto"'
    )
    assert data["text/html"] == f'{image} src="data:image/png;base64,{data["image/png"]}">'
    assert '"<tea>" 8.' in chart.words


def test_files_carry_title_words_and_source_and_are_small(tables, tmp_path):
    chart = gdp.ClubMembership(tables).chart()
    chart.save(tmp_path)
    svg = (tmp_path / "club_membership-2025.svg").read_text(encoding="utf-8")
    image = Image.open(tmp_path / "club_membership-2025.png")
    assert (image.width, len(image.getcolors()) <= 64) == (1615, True)
    source = chart.source.removeprefix("Source: ")
    assert image.text == {"Title": chart.title, "Description": chart.words, "Source": source}
    for key, text in image.text.items():
        assert f"<dc:{key.lower()}>{text}</dc:{key.lower()}>" in svg
    assert "dc:date" not in svg
    assert source.startswith("Xinhua, 28 January 2026; figures: Xinhua, China Daily and ")
    assert source.endswith(f" others. Data set: {PACKAGE['name']} {gdp.__version__}.")


@pytest.mark.parametrize("place", PLACES)
def test_a_chart_is_saved_in_its_format_or_into_a_folder_that_is_made(
    chart, place, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    chart.save(place)
    found = {path for path in (tmp_path / "home").rglob("*.*") if path.is_file()}
    due = {
        tmp_path / "home" / name.format(chart.name): PLACES[place][name] for name in PLACES[place]
    }
    assert found == set(due)
    assert all(path.read_bytes().startswith(due[path]) for path in due)


def test_where_a_chart_cannot_be_saved_a_sentence_says_so(chart, tmp_path):
    (tmp_path / "in the way").touch()
    for below in ("", "charts", "a.svg"):
        with pytest.warns(UserWarning, match=r"^chart not saved in .*in the way.*: [A-Z]"):
            chart.save(tmp_path / "in the way" / below)
    for name in ("a.html", "a.docx"):
        with pytest.raises(
            gdp.ParameterError,
            match=rf"^chart .*{name}'; allowed: a folder, or a file that ends in .*, svg,",
        ):
            chart.save(tmp_path / name)


def test_what_is_changed_is_drawn_and_a_long_title_is_set_smaller(chart):
    seen = [chart.render("svg"), chart.render("png")]
    chart.title = (
        "What I found, and what it means for everybody else in this and in all other years"
    )
    assert 10 < chart.figure.texts[0].get_fontsize() < 13.5
    layout.check(chart)
    seen += [chart.render("svg"), chart.render("png")]
    chart.title, chart.words = "What I found", "Words of mine"
    assert chart.figure.texts[0].get_fontsize() == 14
    seen += [chart.render("svg"), chart.render("png")]
    assert seen[-2].count(b"title>What I found</") == 2
    assert b"Words of mine" in seen[-2]
    chart.figure.texts[1].set_text("Another subtitle")
    seen += [chart.render("svg"), chart.render("png")]
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("topic", [gdp.GrowthRates, gdp.ClubMembership, gdp.ProvincialMilestones])
def test_facts_are_fixed_and_tables_may_be_changed_without_harm_to_others(tables, topic):
    found = topic(tables)
    with pytest.raises(
        AttributeError, match=f"year cannot be changed; make another {topic.__name__}"
    ):
        found.year = 2024
    before = found.table.copy()
    found.table["code"] = ""
    assert topic(tables).table.equals(before)
    assert repr(found) == f"{topic.__name__} of 2025"


def test_an_absence_saves_nothing_and_says_why(folder, tmp_path):
    absence = gdp.ClubMembership(gdp.load(folder)).chart()
    absence.save(tmp_path / "charts")
    assert not (tmp_path / "charts").exists()
    assert (f"{absence.title}.", repr(absence)) == (absence.words, "No chart.")
