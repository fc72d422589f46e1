"""What the house style asks of every chart, as checks on the drawn figure."""

from matplotlib.lines import Line2D
from matplotlib.text import Text

from gdp.style import Chart


def named(chart: Chart, kind: str) -> dict[str, object]:
    """Return what a chart draws of a kind (mark, bar, bound), by the region that it stands for."""
    found = [
        artist for artist in chart.findobj() if (artist.get_gid() or "").startswith(f"{kind} ")
    ]
    return {artist.get_gid().removeprefix(f"{kind} "): artist for artist in found}


def check(chart: Chart) -> None:
    """Assert that texts are readable: inside the canvas, apart from each other and from marks."""
    chart.draw_without_rendering()
    texts = [t for t in chart.findobj(Text) if t.get_visible() and t.get_text().strip()]
    boxes = [(t.get_text(), Text.get_window_extent(t)) for t in texts]
    for text, box in boxes:
        inside = (
            box.x0 >= 2
            and box.y0 >= 2
            and box.x1 <= chart.bbox.x1 - 2
            and box.y1 <= chart.bbox.y1 - 2
        )
        assert inside, f"{text!r} leaves the canvas: {box}"
    for number, (text, box) in enumerate(boxes):
        for other, other_box in boxes[:number]:
            assert not box.overlaps(other_box), f"{text!r} overlaps {other!r}"
    marks = {
        name: mark.get_window_extent()
        for name, mark in named(chart, "mark").items()
        if isinstance(mark, Line2D) and name != "China"  # the line through the whole chart
    }
    for name, mark in marks.items():
        for text, box in boxes:
            assert not box.overlaps(mark), f"{text!r} covers the mark of {name}"
    for text in texts:
        assert text.get_fontsize() >= 8.5, f"{text.get_text()!r} is too small"
    assert len(chart.title) <= 73
    assert not any(colour in chart.title + chart.description for colour in ("blue", "vermillion"))
    assert chart.source.startswith("Source: ")
    assert chart.get_figwidth() == 8.5
