"""What the house style asks of every chart, as checks on the figure, for which nothing is drawn."""

import functools
import itertools
import math
import re

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import PatchCollection
from matplotlib.text import Text

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


def drawn(chart, wanted):
    """Return what is drawn of a kind (mark, bar, bound), by what it stands for."""
    found = {}
    for artist in chart.figure.findobj(Artist.get_gid):
        kind, _, name = artist.get_gid().partition(" ")
        if kind == wanted:
            found[name] = artist
    return found


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
    return artist.get_datalim(to_canvas).transformed(to_canvas)


def seen(chart):
    """Put ticks and legends where drawing puts them; return the texts that are in view."""
    chart.figure.set_dpi(RESOLUTION)
    for legend in chart.figure.legends:
        legend.draw(RENDERER)
    for axes in chart.figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_tightbbox(RENDERER)
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not low <= tick.get_loc() <= high:
                    tick.label1.set_visible(False)
    found = chart.figure.findobj(Text)
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def check(chart):
    """Assert that texts are readable: inside the canvas, apart from each other and from marks."""
    found = seen(chart)
    boxes = [box_of(text) for text in found]
    places = [box.get_points() for box in boxes]
    marks = []
    for kind in ("mark", "bar", "bound", "line"):
        marks += [box_of(artist).get_points() for artist in drawn(chart, kind).values()]
    paths = []
    for line in drawn(chart, "staircase").values():
        paths.append(line.get_transform().transform_path(line.get_path()))
    canvas = chart.figure.bbox.padded(-1)
    for text, box in zip(found, boxes, strict=True):
        name = text.get_text()
        assert box.width > 1, f"{name!r} is not drawn"
        assert canvas.count_contains(box.corners()) == 4, f"{name!r} leaves the canvas"
        assert text.get_fontsize() >= 8.5, f"{name!r} is too small"
        assert box.count_overlaps(places) == 1, f"{name!r} covers another text"
        assert box.count_overlaps(marks) == 0, f"{name!r} covers a mark"
        for path in paths:
            assert not path.intersects_bbox(box, filled=False), f"{name!r} covers the stairs"
        assert not COLOURS.search(name), f"{name!r} names a colour"
    assert not COLOURS.search(chart.words)
    for beads in drawn(chart, "beads").values():
        centres = beads.get_offset_transform().transform(beads.get_offsets()).tolist()
        for one, other in itertools.combinations(centres, 2):
            assert math.dist(one, other) > 14 * RESOLUTION / 72, "a bead covers another one"
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
