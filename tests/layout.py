"""What the house style asks of every chart, as checks on the figure, for which nothing is drawn."""

import re

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text

from gdp.style import Chart
from gdp.tables import BOUNDS

RENDERER = RendererAgg(850, 100, 100)  # one for all, so that a text that comes again is known
COLOURS = re.compile(r"\b(blue|vermillion|orange|red|green|gr[ea]y|black|white)\b", re.IGNORECASE)


def named(chart: Chart, kind: str) -> dict[str, object]:
    """Return what a chart draws of a kind (mark, bar, bound, cell), by what it stands for."""
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


def overlaps(boxes):
    """Return which of the boxes lie over each other, as pairs of their numbers."""
    edges = np.array([box.extents for box in boxes])
    apart = (edges[:, None, :2] >= edges[:, 2:]) | (edges[:, None, 2:] <= edges[:, :2])
    return np.argwhere(np.triu(~apart.any(axis=2), k=1))


def check(chart: Chart) -> None:
    """Assert that texts are readable: inside the canvas, apart from each other and from marks."""
    hidden = set()
    for axes in chart.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_majorticklabels()  # which puts them where the ticks are
            low, high = sorted(axis.get_view_interval())
            ticks = [tick for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high]
            for unseen in ticks if axes.axison else [axis]:
                hidden |= set(unseen.findobj(Text))
    found = [text for text in chart.findobj(Text) if text.get_visible() and text not in hidden]
    written = [text for text in found if text.get_text().strip()]
    names = [text.get_text() for text in written]
    boxes = [text.get_window_extent(RENDERER) for text in written]
    canvas = chart.bbox.padded(-2)
    for text, name, box in zip(written, names, boxes, strict=True):
        assert canvas.contains(*box.min), f"{name!r} leaves the canvas: {box}"
        assert canvas.contains(*box.max), f"{name!r} leaves the canvas: {box}"
        assert text.get_fontsize() >= 8.5, f"{name!r} is too small"
        assert not COLOURS.search(name), f"{name!r} names a colour"
    for name, mark in named(chart, "mark").items():
        if name != "China":  # the line through the whole chart
            names.append(name)
            boxes.append(mark.get_window_extent())
    for one, other in overlaps(boxes):
        raise AssertionError(f"{names[one]!r} covers {names[other]!r}")
    for beads in named(chart, "beads").values():
        places = beads.get_offset_transform().transform(beads.get_offsets())
        apart = np.hypot(*(places[:, None] - places).T) + 1000 * np.eye(len(places))
        assert apart.min() > 14 * chart.dpi / 72, "a bead covers another one"
    assert not COLOURS.search(chart.description)
    assert chart.source.startswith("Source: ")
    assert chart.get_figwidth() == 8.5


def check_bounds(chart: Chart, rows, names) -> None:
    """Assert that the bounds among the rows of a table fade out, to their side, and no others."""
    fading = named(chart, "bound")
    assert set(fading) == set(names[rows["relation"].isin(BOUNDS)])
    for name, value, relation in zip(names, rows["value"], rows["relation"], strict=True):
        if relation in BOUNDS:
            least = min(path.vertices[:, 0].min() for path in fading[name].get_paths())
            assert BOUNDS[relation] == ("upper" if least < value - 1e-9 else "lower")
