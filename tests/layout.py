"""What the house style asks of every chart, as checks on the figure, for which nothing is drawn."""

import functools
import re

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import PatchCollection
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import gdp
from gdp.charts import RESOLUTION

RENDERER = RendererAgg(1615, 100, RESOLUTION)  # one, so that a text that comes again is known
COLOURS = re.compile(r"\b(blue|vermillion|orange|red|green|gr[ea]y|black|white)\b", re.IGNORECASE)


class Kept(gdp.Tables):
    """Tables that work each of these out only once, which saves half of the seconds."""

    __hash__ = object.__hash__
    levels = functools.cache(gdp.Tables.levels)
    crossings = functools.cache(gdp.Tables.crossings)
    statements = functools.cache(gdp.Tables.statements)


def drawn(chart, kind):
    """Return what is drawn of a kind (mark, bar, bound), by what it stands for."""
    found = {artist.get_gid() or "": artist for artist in chart.figure.findobj()}
    return {gid.partition(" ")[2]: found[gid] for gid in found if gid.partition(" ")[0] == kind}


def at(chart):
    """Return where the marks stand, by what each stands for."""
    return {name: tuple(mark.get_xydata()[0]) for name, mark in drawn(chart, "mark").items()}


def texts(chart):
    """Return all texts of a chart, and as one what is around it: title, subtitle and foot."""
    title, subtitle, *foot = (text.get_text() for text in chart.figure.texts)
    around = " ".join([title, subtitle, *reversed(foot)])
    return {text.get_text() for text in chart.figure.findobj(Text)}, around


def box_of(artist):
    """Return the place of a text, a mark, a bar or a limit."""
    if not isinstance(artist, PatchCollection):
        return artist.get_window_extent(RENDERER)
    to_canvas = artist.axes.transData
    corners = to_canvas.transform(artist.get_datalim(to_canvas).get_points())
    return Bbox(np.sort(corners, axis=0))


def over(boxes, others):
    """Return which boxes of two lists lie over each other, as pairs of their numbers."""
    first = np.array([box.extents for box in boxes]).reshape(-1, 1, 4)
    second = np.array([box.extents for box in others]).reshape(1, -1, 4)
    apart = (first[..., :2] >= second[..., 2:]) | (first[..., 2:] <= second[..., :2])
    return np.argwhere(~apart.any(axis=2))


def seen(chart):
    """Put ticks and legends where drawing puts them; return the texts that are in view."""
    chart.figure.set_dpi(RESOLUTION)
    for legend in chart.figure.legends:
        legend.draw(RENDERER)
    unseen = set()
    for axis in [axis for axes in chart.figure.axes for axis in (axes.xaxis, axes.yaxis)]:
        axis.get_majorticklabels()
        if axis.get_label_text():
            axis.get_tightbbox(RENDERER)
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not low <= tick.get_loc() <= high:
                unseen |= {tick.label1, tick.label2}
    found = [text for text in chart.figure.findobj(Text) if text.get_text().strip()]
    return [text for text in found if text.get_visible() and text not in unseen]


def check(chart):
    """Assert that texts are readable: inside the canvas, apart from each other and from marks."""
    found = seen(chart)
    names = [text.get_text() for text in found]
    boxes = [box_of(text) for text in found]
    canvas = chart.figure.bbox.padded(-1)
    for text, name, box in zip(found, names, boxes, strict=True):
        assert box.width > 1, f"{name!r} is not drawn"
        assert canvas.count_contains(box.corners()) == 4, f"{name!r} leaves the canvas"
        assert text.get_fontsize() >= 8.5, f"{name!r} is too small"
        assert not COLOURS.search(f"{name} {chart.words}"), f"{name!r} or the words name a colour"
    for one, other in over(boxes, boxes):
        assert one >= other, f"{names[one]!r} covers {names[other]!r}"
    gids = {artist.get_gid(): artist for artist in chart.figure.findobj() if artist.get_gid()}
    marks = [gid for gid in gids if gid.startswith(("mark ", "bar ", "bound ", "line "))]
    for one, other in over(boxes, [box_of(gids[gid]) for gid in marks]):
        raise AssertionError(f"{names[one]!r} covers {marks[other]!r}")
    if "staircase" in gids:
        path = gids["staircase"].get_transform().transform_path(gids["staircase"].get_path())
        assert [box for box in boxes if path.intersects_bbox(box, filled=False)] == []
    if "beads" in gids:
        places = gids["beads"].get_offset_transform().transform(gids["beads"].get_offsets())
        apart = np.hypot(*(places[:, None] - places).T) + 1000 * np.eye(len(places))
        assert apart.min() > 14 * RESOLUTION / 72, "a bead covers another one"
    assert chart.source.startswith("Source: ")
    assert chart.figure.get_figwidth() == 8.5
    return chart


def years(chart):
    """Return the years on the axis, and assert that their names are right, the last one too."""
    ticks = chart.figure.axes[0].xaxis.get_major_ticks()
    names = {tick.get_loc(): tick.label1.get_text() for tick in ticks}
    assert all(name in ("", f"{year}", f"’{year % 100:02}") for year, name in names.items())
    assert names[max(names)]
    assert len(names) > 9 or "" not in names.values()
    return list(names)
