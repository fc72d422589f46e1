import matplotlib
import pytest
from conftest import DOORS, cases
from PIL import Image

import gdp
from gdp import growth_rates, style

FORMS = ("svg", "png")


@pytest.fixture
def chart(tables):
    return growth_rates.chart(growth_rates.table(tables))


def test_the_same_chart_is_the_same_file_whatever_the_user_has_set(tables, chart):
    with matplotlib.rc_context({"font.size": 20, "svg.hashsalt": None, "axes.facecolor": "red"}):
        again = growth_rates.chart(growth_rates.table(tables))
        assert all(again.rendered(form) == chart.rendered(form) for form in FORMS)


def test_a_chart_that_is_changed_is_rendered_anew_and_a_new_title_is_in_its_metadata(chart):
    old, pictures = chart.title, [[chart.rendered(form) for form in FORMS]]
    chart.axes[0].texts[0].set_text("changed")
    pictures.append([chart.rendered(form) for form in FORMS])
    chart.title = "What I found"
    pictures.append([chart.rendered(form) for form in FORMS])
    assert [len(set(of_form)) for of_form in zip(*pictures, strict=True)] == [3, 3]
    svg = pictures[-1][0].decode()
    assert svg.count("title>What I found</") == 2
    assert old not in svg


def test_a_notebook_gets_svg_png_and_a_text_of_the_same_size(chart):
    data, metadata = chart._repr_mimebundle_()
    assert set(data) == {"image/svg+xml", "image/png", "text/plain"}
    width = metadata["image/png"]["width"]
    assert f'width="{width * 0.75:g}pt"' in data["image/svg+xml"]  # 96 pixels are 72 points
    assert data["text/plain"] == chart.title
    assert data["image/png"] is chart.rendered("png")  # which is not drawn twice


def test_a_saved_chart_carries_title_description_and_source(chart, tmp_path):
    chart.save(tmp_path)
    names = {form: tmp_path / f"{chart.name}.{form}" for form in FORMS}
    assert set(tmp_path.iterdir()) == set(names.values())
    svg, image = names["svg"].read_text(encoding="utf-8"), Image.open(names["png"])
    assert image.width == 1615
    for key in ("Title", "Description", "Source"):
        text = getattr(chart, key.lower())
        assert image.text[key] == text
        assert f"<dc:{key.lower()}>{text}</dc:{key.lower()}>" in svg
    assert "dc:date" not in svg


@cases("saved_charts")
def test_a_chart_is_saved_as_a_file_of_its_format_or_into_a_folder_that_is_made(
    chart, tmp_path, monkeypatch, place, file, begins
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    chart.save(place)
    paths = [path for path in tmp_path.rglob("*.*") if path.is_file()]
    made = {str(path.relative_to(tmp_path)): path for path in paths}
    assert begins.encode() in made[file.format(chart=chart.name)].read_bytes()[:5]
    assert len(made) == (2 if "{chart}" in file else 1)


@pytest.mark.parametrize("below", ["", "charts", "a.svg", "a.pdf"])
def test_where_a_chart_cannot_be_written_a_warning_says_so(chart, tmp_path, below):
    file = tmp_path / "in the way"
    file.touch()
    with pytest.warns(UserWarning, match="^chart not saved in .*in the way"):
        chart.save(file / below)


@pytest.mark.parametrize(("table", "chart", "words"), DOORS.values(), ids=DOORS)
def test_a_table_that_is_not_the_whole_one_is_refused_in_one_sentence(tables, table, chart, words):
    whole = table(tables)
    others = [door(tables) for door, *_ in DOORS.values() if door is not table]
    due = f"another or changed table; allowed: what {whole.attrs['maker']} returned"
    changed = whole.assign(**{whole.columns[0]: whole.iloc[::-1, 0].to_numpy()})
    for other in (whole[:2], whole[:0], whole[::-1], changed, tables.figures, None, *others):
        for door in (chart, words):
            with pytest.raises(gdp.ParameterError) as caught:
                door(other)
            assert str(caught.value) == due


def test_standings_differ_in_shape_and_not_in_colour_alone():
    assert len({shape for shape, _ in style.MARKS.values()}) == len(style.MARKS)
