import base64
import contextlib
import html
import locale
from concurrent.futures import ThreadPoolExecutor

import conftest
import layout
import matplotlib
import pytest
from PIL import Image

import gdp

TOPICS = [gdp.GrowthRates, gdp.ClubMembership, gdp.ProvincialMilestones]
USER = {  # settings like those of a matplotlibrc, of %matplotlib inline and of seaborn, at once
    "text.usetex": True,
    "font.weight": "bold",
    "savefig.bbox": "tight",
    "svg.hashsalt": None,
}
folder = conftest.small


@pytest.fixture
def chart(add):
    """Give a small chart, whose words have a quotation mark and an angle bracket."""
    add("figures", "paper-2004,6,Nanjing,GDP growth,,,2003,exact,8,percent,")
    chart = gdp.GrowthRates(gdp.load(add("series"))).chart()
    chart.words = '"<tea>" 8.'
    return chart


def pictures(folder):
    chart = gdp.ProvincialMilestones(gdp.load(folder)).year_chart()
    return [chart.render("svg"), chart.render("png")]


def test_a_chart_is_the_same_file_whatever_the_user_has_set_and_in_two_threads(folder):
    usual, language = pictures(folder), locale.setlocale(locale.LC_ALL)
    with contextlib.suppress(locale.Error):  # not every machine knows it
        locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
    with matplotlib.rc_context(USER), ThreadPoolExecutor(2) as pool:
        settings = dict(matplotlib.rcParams)
        found = list(pool.map(pictures, [folder, folder]))
        assert dict(matplotlib.rcParams) == settings
    locale.setlocale(locale.LC_ALL, language)
    assert found == [usual, usual]


def test_a_notebook_gets_an_image_with_its_words_that_shrinks_with_the_window(chart):
    assert chart.source == "Source: Paper, 28 January 2004; figures: Bureau. Own data."
    data = chart._repr_mimebundle_(include=None, exclude=None)
    assert data["text/plain"] == chart.title
    assert base64.b64decode(data["image/png"]) == chart.render("png")
    start = f'<img alt="{html.escape(chart.words)}" width="816" style="max-width: 100%; '
    assert data["text/html"].startswith(start)
    assert data["text/html"].endswith(f' src="data:image/png;base64,{data["image/png"]}">')


def test_files_carry_title_words_and_source_and_are_small(tables, tmp_path):
    chart = gdp.ClubMembership(tables).chart()
    chart.save(tmp_path)
    svg = (tmp_path / "club_membership-2025.svg").read_text(encoding="utf-8")
    image = Image.open(tmp_path / "club_membership-2025.png")
    assert image.width == 1615
    assert len(image.getcolors()) <= 64
    source = chart.source.removeprefix("Source: ")
    assert image.text == {"Title": chart.title, "Description": chart.words, "Source": source}
    for key, text in image.text.items():
        assert f"<dc:{key.lower()}>{text}</dc:{key.lower()}>" in svg
    assert source.startswith("Xinhua, 28 January 2026; figures: ")


def test_a_chart_is_saved_as_a_file_or_into_a_folder_that_is_made(chart, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    chart.save(tmp_path / "a.pdf")
    chart.save("~/new/A.PNG")
    chart.save("~/v1.2")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "new" / "A.PNG").read_bytes() == chart.render("png")
    assert {path.suffix for path in (tmp_path / "v1.2").iterdir()} == {".svg", ".png"}


def test_where_a_chart_cannot_be_saved_a_sentence_says_so(chart, tmp_path):
    (tmp_path / "in the way").touch()
    for below in ("", "charts", "a.svg"):
        with pytest.warns(UserWarning, match=r"^chart not saved in .*in the way.*: [A-Z]"):
            chart.save(tmp_path / "in the way" / below)
    with pytest.raises(gdp.ParameterError, match=r"^chart .*a.docx'; allowed: a folder, or a file"):
        chart.save(tmp_path / "a.docx")


def test_what_is_changed_is_drawn_and_a_long_title_is_set_smaller(chart):
    title, subtitle = chart.figure.texts[:2]
    seen = [chart.render("svg"), chart.render("png")]
    chart.title = "What I found, and what I did not " * 3
    layout.check(chart)
    assert 10 < title.get_fontsize() < 13.5
    seen += [chart.render("svg"), chart.render("png")]
    subtitle.set_text("Another subtitle")
    seen += [chart.render("svg"), chart.render("png")]
    assert len(set(seen)) == 6
    chart.title, chart.words = "What I found", "Words of mine"
    assert title.get_fontsize() == 14
    assert chart.render("svg").count(b"title>What I found</") == 2
    assert b"Words of mine" in chart.render("svg")


def test_words_hold_the_key_facts_of_2025(tables):
    club, growth = gdp.ClubMembership(tables), gdp.GrowthRates(tables)
    assert "4 municipalities, 11 provincial capitals and 14 other cities. First" in club.words()
    assert "No city joined in 2007, 2009, 2012, 2013 or 2022. Dated by first" in club.words()
    assert "give Beijing 2007, Nanjing 2015, Shenzhen 2010 and Tianjin 2013." in club.words()
    assert "Fujian: Fuzhou 2020 and Quanzhou 2020. Northeast China:" in club.place_words()
    assert (
        "for Tangshan. In yuan, GDP was lower than in 2024 in Foshan and Yulin."
        in club.size_words()
    )
    assert "2010: 3, 2.5, 3; 2011: 7, 2.1, 5;" in club.share_words()
    assert "As fast: Fujian 5 and Jilin 5. Slower: Guizhou 4.9, Hunan 4.8," in growth.words()
    assert "In the article: Henan 5.5 or higher, Anhui 5.5," in growth.words()
    assert "China 5.0 and 4.0, Tibet 7.0 and 8.7," in growth.nominal_words()
    assert "service robots 47.6. Exports: Anhui new trio products 110." in growth.sector_words()
    found = gdp.ProvincialMilestones(tables)
    assert "27 provincial economies had reached 124 marks of nominal GDP," in found.words()
    assert "below 6 trillion again in 2023. Yet to reach 1 trillion: Hainan," in found.words()
    assert "2025: 4. Growth of China's GDP in yuan, percent: 2001: 11," in found.year_words()


@pytest.mark.parametrize("topic", TOPICS)
def test_facts_are_fixed_and_tables_may_be_changed_without_harm_to_others(tables, topic):
    found = topic(tables)
    with pytest.raises(AttributeError, match="^year cannot be changed; make another"):
        found.year = 2024
    before = found.table.copy()
    found.table["code"] = ""
    assert topic(tables).table.equals(before)


def test_what_is_absent_is_a_sentence_that_saves_nothing(small):
    series = (small / "series.csv").read_text(encoding="utf-8")
    (small / "series.csv").write_text(series.partition("Jiangsu")[0], encoding="utf-8")
    told = set()
    for topic in TOPICS:
        found = topic(gdp.load(small))
        for door in [name for name in dir(topic) if name.endswith("chart")]:
            getattr(found, door)().save(small / "charts")
            told.add(getattr(found, door)().words)
    assert not (small / "charts").exists()
    assert told == {
        "The data name no city with 1 trillion yuan of GDP.",
        "Real GDP growth in 2003, in percent, as first published. China: 9.1. "
        "No growth rate of a region is known.",
        "Nominal growth is not on record for 2003.",
        "The data name no province or municipality past a trillion yuan of GDP.",
    }
