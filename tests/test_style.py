import io
import re

import matplotlib
import pytest
from PIL import Image

import gdp
from gdp import article_claims, club_membership, growth_rates, provincial_milestones, style


@pytest.fixture
def chart(tables):
    return growth_rates.chart(growth_rates.table(tables))


def test_the_same_chart_is_the_same_file_whatever_the_user_has_set(tables, chart):
    with matplotlib.rc_context({"font.size": 20, "svg.hashsalt": None, "axes.facecolor": "red"}):
        again = growth_rates.chart(growth_rates.table(tables))
        for form in ("svg", "png"):
            assert again.rendered(form) == chart.rendered(form)


def test_a_chart_that_is_changed_is_rendered_anew(chart):
    before = {form: chart.rendered(form) for form in ("svg", "png")}
    chart.axes[0].texts[0].set_text("changed")
    for form in ("svg", "png"):
        assert chart.rendered(form) != before[form]


def test_a_new_title_stands_in_the_picture_and_in_its_metadata(chart):
    old, before = chart.title, chart.rendered("svg")
    chart.title = "What I found"
    after = chart.rendered("svg").decode()
    assert after != before.decode()
    assert "<title>What I found</title>" in after
    assert "<dc:title>What I found</dc:title>" in after
    assert old not in after
    assert chart.title == "What I found"


def test_a_notebook_gets_svg_png_and_a_text_of_the_same_size(chart):
    data, metadata = chart._repr_mimebundle_()
    assert set(data) == {"image/svg+xml", "image/png", "text/plain"}
    width = metadata["image/png"]["width"]
    assert f'width="{width * 0.75:g}pt"' in data["image/svg+xml"]  # 96 pixels are 72 points
    assert data["text/plain"] == chart.title


def test_a_saved_chart_carries_title_description_and_source(chart, tmp_path):
    chart.save(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {f"{chart.name}.svg", f"{chart.name}.png"}
    svg = (tmp_path / f"{chart.name}.svg").read_text(encoding="utf-8")
    image = Image.open(io.BytesIO((tmp_path / f"{chart.name}.png").read_bytes()))
    assert image.width >= 1600
    for key in ("Title", "Description", "Source"):
        text = getattr(chart, key.lower())
        assert image.text[key] == text
        assert f"<dc:{key.lower()}>{text}</dc:{key.lower()}>" in svg
    assert "dc:date" not in svg


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.pdf", b"%PDF"), ("a.svg", b"<?xml"), ("A.PNG", b"\x89PNG"), ("a.eps", b"%!")],
)
def test_a_chart_is_saved_in_the_format_of_the_file(chart, tmp_path, name, begins):
    chart.save(tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_that_does_not_exist_is_made_and_a_tilde_is_the_home(chart, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    chart.save("~/my/charts")
    chart.save("~/my.svg")
    chart.save("my charts of v1.2")
    assert (tmp_path / "my" / "charts" / f"{chart.name}.png").exists()
    assert (tmp_path / "my.svg").exists()
    assert (tmp_path / "my charts of v1.2" / f"{chart.name}.svg").exists()
    assert not (tmp_path / "~").exists()


@pytest.mark.parametrize(
    "place", ["in the way", "in the way/charts", "in the way/a.svg", "in the way/a.pdf"]
)
def test_where_a_chart_cannot_be_written_there_is_a_warning_and_the_notebook_goes_on(
    chart, tmp_path, place
):
    (tmp_path / "in the way").write_text("a file")
    with pytest.warns(UserWarning, match="^chart not saved in .*in the way"):
        chart.save(tmp_path / place)


def test_an_absence_saves_nothing_and_says_so_in_a_notebook(tmp_path):
    style.Absence().save(tmp_path / "charts")
    assert not list(tmp_path.iterdir())
    assert style.Absence()._repr_markdown_() == "*No chart.*"


@pytest.mark.parametrize("prefix", ["", "sector_", "standing_", "place_"])
@pytest.mark.parametrize(
    "topic", [article_claims, club_membership, growth_rates, provincial_milestones]
)
def test_a_table_that_is_not_the_whole_one_is_refused_in_one_sentence(tables, topic, prefix):
    if not hasattr(topic, f"{prefix}chart"):
        return
    whole = getattr(topic, f"{prefix}table", topic.table)(tables)
    other = growth_rates if topic is not growth_rates else club_membership
    for table in (whole[:2], whole[:0], whole[::-1], tables.figures, other.table(tables)):
        for door in ("chart", "words"):
            with pytest.raises(gdp.ParameterError) as caught:
                getattr(topic, prefix + door)(table)
            sentence = r"another table, or a changed one; allowed: what \S+ returned"
            assert re.fullmatch(sentence, str(caught.value))


def test_standings_differ_in_shape_and_not_in_colour_alone():
    assert len({shape for shape, _ in style.MARKS.values()}) == len(style.MARKS)


def test_names_and_numbers_are_put_in_words():
    assert style.listed(["A"]) == "A"
    assert style.listed(["A", "B", "C"]) == "A, B and C"
    assert style.counted(1, "other city") == "1 other city"
    assert style.counted(2, "municipality") == "2 municipalities"
    assert style.counted(3, "provincial capital", word=True) == "three provincial capitals"
    assert (style.number_word(0), style.number_word(11)) == ("none", "11")
    assert style.sentence("none of GDP") == "None of GDP"


def test_a_source_line_names_few_publishers_and_counts_the_others():
    few = style.sourced(["A, 1 May 2020", "", "A, 1 May 2020"], ["P", "Q", "P"])
    named = f"Source: A, 1 May 2020; years: P and Q. Data set: gdp {gdp.__version__}."
    assert few.replace("\N{NO-BREAK SPACE}", " ") == named
    assert style.sourced([], ["P", "Q", "R", "S", "Q", "P", "P"]).startswith(
        "Source: P, Q and 2 more."
    )
