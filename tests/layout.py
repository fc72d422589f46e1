"""What the house style asks of every chart, as checks on the drawn figure."""

from matplotlib.lines import Line2D
from matplotlib.text import Text

from gdp.style import Chart


def named(chart: Chart, kind: str) -> dict[str, object]:
    """Return what a chart draws of a kind (mark, bar, bound), by the region that it stands for."""
    gids = {artist.get_gid() or "": artist for artist in chart.findobj()}
    return {gid.partition(" ")[2]: gids[gid] for gid in gids if gid.partition(" ")[0] == kind}


def at(chart: Chart, kind: str) -> dict[str, tuple[float, float]]:
    """Return where the marks of a kind stand, by the region that each stands for."""
    marks = named(chart, kind)
    return {name: (m.get_xdata()[0], m.get_ydata()[0]) for name, m in marks.items()}


def ends(chart: Chart) -> dict[str, tuple[float, float]]:
    """Return between which values each bar lies, by the region that it stands for."""
    bars = named(chart, "bar")
    return {name: (bar.get_x(), bar.get_x() + bar.get_width()) for name, bar in bars.items()}


def check(chart: Chart) -> None:
    """Assert that texts are readable: inside the canvas, apart from each other and from marks."""
    chart.draw_without_rendering()
    texts = [t for t in chart.findobj(Text) if t.get_visible() and t.get_text().strip()]
    boxes = [(t.get_text(), Text.get_window_extent(t)) for t in texts]
    canvas = chart.bbox.padded(-2)
    for number, (text, box) in enumerate(boxes):
        inside = canvas.containsx(box.x0) and canvas.containsx(box.x1)
        inside = inside and canvas.containsy(box.y0) and canvas.containsy(box.y1)
        assert inside, f"{text!r} leaves the canvas: {box}"
        for other, other_box in boxes[:number]:
            assert not box.overlaps(other_box), f"{text!r} overlaps {other!r}"
    for name, mark in named(chart, "mark").items():
        if isinstance(mark, Line2D) and name != "China":  # the line through the whole chart
            extent = mark.get_window_extent()
            for text, box in boxes:
                assert not box.overlaps(extent), f"{text!r} covers the mark of {name}"
    for text in texts:
        assert text.get_fontsize() >= 8.5, f"{text.get_text()!r} is too small"
    assert len(chart.title) <= 73
    assert not any(colour in chart.title + chart.description for colour in ("blue", "vermillion"))
    assert chart.source.startswith("Source: ")
    assert chart.get_figwidth() == 8.5


def check_bounds(chart: Chart, rows, names) -> None:
    """Assert that the lower bounds among the rows of a table, and no others, fade out."""
    bounds = rows["relation"].isin(["more than", "at least"])
    assert set(named(chart, "bound")) == set(names[bounds])
