import io

import matplotlib
import pytest
from PIL import Image

from gdp import growth_rates, style


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
