"""What the house style asks of every chart, as checks on the figure, for which nothing is drawn."""

import re

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.lines import Line2D
from matplotlib.text import Text

from gdp.style import Chart
from gdp.tables import BOUNDS

RENDERER = RendererAgg(850, 100, 100)  # one for all, so that a text that comes again is known
COLOURS = re.compile(r"\b(blue|vermillion|orange|red|green|gr[ea]y|black|white)\b", re.IGNORECASE)


def named(chart: Chart, kind: str) -> dict[str, object]:
    """Return what a chart draws of a kind (mark, bar, bound, bead, cell), by what it stands for."""
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


def texts(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.findobj(Text) if text.get_text().strip()]


def overlaps(boxes, others):
    """Return which of the boxes lie over which of the others, as pairs of their numbers."""
    one, other = (np.array([b.extents for b in part]).reshape(-1, 4) for part in (boxes, others))
    apart = (one[:, None, :2] >= other[None, :, 2:]) | (one[:, None, 2:] <= other[None, :, :2])
    return np.argwhere(~apart.any(axis=2))


def check(chart: Chart) -> None:
    """Assert that texts are readable: inside the canvas, apart from each other and from marks."""
    hidden = set()
    for axes in chart.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_majorticklabels()  # which puts them where the ticks are
            hidden |= set() if axes.axison else set(axis.findobj(Text))
    found = [text for text in chart.findobj(Text) if text.get_visible() and text not in hidden]
    written = [text for text in found if text.get_text().strip()]
    boxes = [text.get_window_extent(RENDERER) for text in written]
    canvas = chart.bbox.padded(-2)
    for text, box in zip(written, boxes, strict=True):
        inside = canvas.x0 <= box.x0 and box.x1 <= canvas.x1
        inside = inside and canvas.y0 <= box.y0 and box.y1 <= canvas.y1
        assert inside, f"{text.get_text()!r} leaves the canvas: {box}"
        assert text.get_fontsize() >= 8.5, f"{text.get_text()!r} is too small"
        assert not COLOURS.search(text.get_text()), f"{text.get_text()!r} names a colour"
    for one, other in overlaps(boxes, boxes):
        both = f"{written[one].get_text()!r} overlaps {written[other].get_text()!r}"
        assert one == other, both
    beads = named(chart, "bead")
    lines = {**named(chart, "mark"), **beads}
    marks = {name: mark for name, mark in lines.items() if isinstance(mark, Line2D)}
    marks.pop("China", None)  # the line through the whole chart
    extents = [mark.get_window_extent() for mark in marks.values()]
    for one, other in overlaps(boxes, extents):
        region, extent = list(marks)[other], extents[other]
        held = region in beads and region.endswith(f" {written[one].get_text()}")
        middle = (boxes[one].x0 + boxes[one].x1 - extent.x0 - extent.x1) / 2
        held = held and abs(middle) < 1  # a bead holds its own number
        assert held, f"{written[one].get_text()!r} covers the mark of {region}"
    for one, other in overlaps(extents, extents):
        assert one == other, f"{list(marks)[one]} covers {list(marks)[other]}"
    assert not COLOURS.search(chart.description)
    assert chart.source.startswith("Source: ")
    assert chart.get_figwidth() == 8.5


def check_bounds(chart: Chart, rows, names) -> None:
    """Assert that the bounds among the rows of a table fade out, to their side, and no others."""
    bounds = rows["relation"].isin(BOUNDS)
    fading = named(chart, "bound")
    assert set(fading) == set(names[bounds])
    for name, relation in zip(names[bounds], rows["relation"][bounds], strict=True):
        paths = [path.vertices[:, 0] for path in fading[name].get_paths()]
        value = dict(zip(names, rows["value"], strict=True))[name]
        side = "upper" if min(map(min, paths)) < value - 1e-9 else "lower"
        assert side == BOUNDS[relation]
