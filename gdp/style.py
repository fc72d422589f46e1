"""The look of the charts: frame, palette, rows in blocks, and how a bound is drawn.

Every topic has the same doors. `table` makes the table of a year, `chart` draws what `table`
returned and gives a `Chart`, a matplotlib figure, and `words` says in a few sentences what the
chart shows, bounds as bounds. A second chart's functions carry a prefix. They take that table
whole: of a part of it their titles would not be true. Where the data do not give what a table is
about, it has no row, `words` say so, and `chart` gives an `Absence`.
"""

import functools
import io
import math
import textwrap
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import blended_transform_factory

from gdp.schema import PACKAGE
from gdp.tables import BOUNDS, ParameterError

INK, GREY, CONTEXT, GRID = "#222222", "#595959", "#767676", "#D9D9D9"
BLUE, VERMILLION = "#0072B2", "#D55E00"
TITLE, SUBTITLE, LABEL, TICK, DENSE, FOOT = 14, 10.5, 10, 9.5, 9, 8.5  # points

# Shape and colour of a city, by its standing.
MARKS = {
    "municipality": ("s", INK),
    "provincial capital": ("o", BLUE),
    "other city": ("^", VERMILLION),
}

WIDTH, MARGIN = 8.5, 0.15  # inches, as all lengths below
FADE = 0.55
_HEADER, _AXIS, _FOOT_LINE = 0.85, 0.5, 0.165
_FOOT_CHARACTERS = 132

_SHEET = str(resources.files("gdp") / "gdp.mplstyle")
_LOOK = matplotlib.rc_params_from_file(_SHEET, use_default_template=False)  # read once


Drawing = Callable[[pd.DataFrame], "Chart"]
Saying = Callable[[pd.DataFrame], str]


class Absence:
    """Stands in for a chart for which there are no data; `words` say why."""

    def save(self, folder: str | Path) -> None:
        """Save nothing."""

    def _repr_markdown_(self) -> str:
        return "*No chart.*"


def draws(maker: str) -> Callable[[Drawing], Callable[[pd.DataFrame], Any]]:
    """Decorate a function that draws the table which `maker` made."""

    def decorate(draw: Drawing) -> Callable[[pd.DataFrame], Any]:
        @functools.wraps(draw)
        def drawn(table: pd.DataFrame) -> Any:
            _check_maker(table, maker)
            with matplotlib.rc_context(_LOOK):
                return Absence() if "absent" in table.attrs else draw(table)

        return drawn

    return decorate


def says(maker: str) -> Callable[[Saying], Saying]:
    """Decorate a function that puts the table which `maker` made into words."""

    def decorate(say: Saying) -> Saying:
        @functools.wraps(say)
        def said(table: pd.DataFrame) -> str:
            _check_maker(table, maker)
            return str(table.attrs["absent"]) if "absent" in table.attrs else say(table)

        return said

    return decorate


def _check_maker(table: pd.DataFrame, maker: str) -> None:
    if table.attrs.get("maker") != maker or table.attrs["rows"] != len(table):
        raise ParameterError(f"a table that is not the whole one; allowed: what {maker} returned")


class Chart(Figure):
    """A figure with title, subtitle and foot, which a notebook shows as SVG and as PNG.

    Parameters
    ----------
    name : str
        Name of the files to which it is saved.
    titles : sequence of str
        What the chart finds; of several ways to say it, the first that fits is taken.
    subtitle : str
        Measure, unit, place and period.
    notes : str
        How to read the marks.
    source : str
        Who published what it shows, as `sourced` writes it.
    description : str
        The chart in words, for those who do not see it.
    height : float
        Height of the part between subtitle and horizontal axis, in inches.
    header, axis : float
        Room above and below that part, in inches.
    """

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        subtitle: str,
        *,
        notes: str,
        source: str,
        description: str,
        height: float,
        header: float = _HEADER,
        axis: float = _AXIS,
    ) -> None:
        room = WIDTH - 2 * MARGIN
        title = next(
            (text for text in titles if text_width(text, TITLE, "bold") <= room), titles[-1]
        )
        foot = [line for text in (notes, source) for line in textwrap.wrap(text, _FOOT_CHARACTERS)]
        self._bottom = MARGIN + len(foot) * _FOOT_LINE + axis
        self.body = height
        total = round(header + height + self._bottom, 2)
        super().__init__(figsize=(WIDTH, total), dpi=100)
        self._files: dict[str, bytes] = {}
        self.name, self.source, self.description = name, source, description
        self._title = self.say(title, total - 0.33, size=TITLE, weight="bold")
        self.say(subtitle, total - 0.62, size=SUBTITLE, color=GREY)
        for number, line in enumerate(reversed(foot)):
            self.say(line, MARGIN + number * _FOOT_LINE, size=FOOT, color=GREY)

    @property
    def title(self) -> str:
        """What the chart finds; set it to change the picture."""
        return self._title.get_text()

    @title.setter
    def title(self, text: str) -> None:
        self._title.set_text(text)

    def say(self, text: str, height: float, **look: Any) -> Text:
        """Write a line of text at the left margin, `height` inches above the bottom."""
        return self.text(MARGIN / WIDTH, height / self.get_figheight(), text, **look)

    def panel(self, left: float, right: float = WIDTH - MARGIN) -> Axes:
        """Add axes between two distances from the left edge, in inches."""
        height = self.get_figheight()
        box = (left / WIDTH, self._bottom / height, (right - left) / WIDTH, self.body / height)
        return self.add_axes(box)

    def rendered(self, form: str) -> bytes:
        """Render the chart as "svg" or "png"; the same chart gives the same bytes."""
        if self.stale:  # it was changed, so what was rendered before is of no use
            self._files.clear()
        if form not in self._files:
            metadata = {
                "Title": self.title,
                "Description": self.description,
                "Source": self.source,
            }
            options: dict[str, Any] = {"metadata": metadata, "pil_kwargs": {"compress_level": 2}}
            if form == "svg":
                options = {"metadata": {**metadata, "Date": None}}
            target = io.BytesIO()
            with matplotlib.rc_context(_LOOK):
                self.savefig(target, format=form, dpi=190, **options)
            self._files[form] = target.getvalue()
            self.stale = False
        return self._files[form]

    def save(self, place: str | Path) -> None:
        """Write the chart into a folder as SVG and as PNG of 1,615 pixels width, or into a file.

        Parameters
        ----------
        place : path
            A folder, which is made if need be; or a file that ends in .svg, .png, .pdf or
            another format that matplotlib knows. A folder that cannot be written to is a
            warning, so that a notebook goes on.
        """
        path = Path(place).expanduser()
        if path.suffix.lower() in (".svg", ".png"):
            path.write_bytes(self.rendered(path.suffix[1:].lower()))
        elif path.suffix[1:].lower() in self.canvas.get_supported_filetypes():
            with matplotlib.rc_context(_LOOK):
                self.savefig(path)
        else:
            try:
                path.mkdir(parents=True, exist_ok=True)
                for form in ("svg", "png"):
                    (path / f"{self.name}.{form}").write_bytes(self.rendered(form))
            except OSError as error:
                warnings.warn(f"chart not saved in {place}: {error.strerror}", stacklevel=2)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        # JupyterLab shows the PNG until the notebook is trusted and then the SVG, whose size a
        # browser takes as 96 pixels to the inch.
        width, height = (round(side * 96) for side in self.get_size_inches())
        shown = {
            "image/svg+xml": self.rendered("svg").decode(),
            "image/png": self.rendered("png"),
            "text/plain": self.title,
        }
        return shown, {"image/png": {"width": width, "height": height}}


def key(chart: Chart, counts: dict[str, int]) -> None:
    """Name the shapes that mark cities, with their counts, in a line below the subtitle."""
    height = chart.get_figheight()
    at, y = MARGIN + 0.07, (height - 0.92) / height
    for standing, (shape, colour) in MARKS.items():
        if standing not in counts:
            continue
        text = counted(counts[standing], standing)
        chart.add_artist(
            Line2D([at / WIDTH], [y], marker=shape, color=colour, markersize=8, linestyle="none")
        )
        chart.text((at + 0.13) / WIDTH, y, text, size=LABEL, va="center_baseline")
        at += 0.45 + text_width(text, LABEL)


class Rows:
    """Named rows in headed blocks, one below the other.

    Parameters
    ----------
    blocks, names : sequence of str
        Block and name of each row; rows of one block follow each other, and an empty one has
        no heading.
    size : float
        Height of a row, in inches.
    font : float
        Size of the names, in points.
    """

    def __init__(
        self,
        blocks: Sequence[str],
        names: Sequence[str],
        size: float = 0.25,
        font: float = LABEL,
    ) -> None:
        self.names, self.headings = list(names), dict[str, float]()
        self.places: list[float] = []  # in rows from the top, as the vertical axis counts
        place = 0.0
        for block in blocks:
            if block and block not in self.headings:
                place += 0.35 if self.headings else 0
                self.headings[block] = place + 0.5
                place += 1
            self.places.append(place + 0.5)
            place += 1
        self._font, self._count = font, place + 0.15
        self.height = self._count * size

    def panel(self, chart: Chart, right: float) -> Axes:
        """Add axes with the names and headings at their left."""
        left = MARGIN + max(text_width(name, self._font) for name in self.names) + 0.1
        axes = chart.panel(left, right)
        axes.set_ylim(self._count, 0)
        axes.set_yticks(self.places, self.names, size=self._font)
        for heading, place in self.headings.items():
            at_side(axes, heading, place, weight="bold", color=GREY)
        return axes


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Measure a text in inches."""
    font = FontProperties(family="DejaVu Sans", weight=weight, size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def inches(axes: Axes) -> float:
    """Return the width of axes in inches."""
    return float(axes.get_position().width) * WIDTH


def widen(
    axes: Axes,
    left: Iterable[tuple[float, float]],
    right: Iterable[tuple[float, float]],
    step: float,
) -> None:
    """Set the horizontal axis so that everything fits, with at most nine ticks.

    `left` and `right` hold values and the inches that a mark and its label take on that side
    of them; `step` is the smallest distance of ticks.
    """
    left, right, width = list(left), list(right), inches(axes)
    smallest, start, end = step, 0.0, 0.0
    for factor in (1, 2, 4, 10, 20, 40, 100):
        step = smallest * factor
        start = math.floor(min(value for value, _ in left) / step) * step
        end = math.floor(max(value for value, _ in right) / step + 1) * step
        for _ in range(100):  # names and labels may be too long for any axis
            inch = (end - start) / width
            if any(value - room * inch < start for value, room in left):
                start -= step
            elif any(value + room * inch > end for value, room in right):
                end += step
            else:
                break
        if (end - start) / step <= 8:
            break
    axes.set_xlim(start, end)
    axes.set_xticks([start + step * number for number in range(round((end - start) / step) + 1)])
    axes.xaxis.set_major_formatter("{x:g}")


def bar(
    axes: Axes, place: float, ends: tuple[float, float], size: float, colour: str, name: str
) -> None:
    """Draw a bar between two values, `size` rows thick."""
    low, high = min(ends), max(ends)
    axes.add_patch(
        Rectangle(
            (low, place - size / 2), high - low, size, facecolor=colour, lw=0, gid=f"bar {name}"
        )
    )


def fade(
    axes: Axes, place: float, value: float, size: float, colour: str, name: str, relation: str
) -> None:
    """Let a bar fade out behind a bound; the length says nothing and is always the same."""
    low, high = axes.get_xlim()
    length, steps = FADE / inches(axes) * (high - low), 40
    if BOUNDS[relation] == "upper":
        length = -length
    paints = []
    slices = []
    for number in range(steps, 0, -1):  # the longest and palest first, the next on top of it
        part = number / steps
        slices.append(Rectangle((value, place - size / 2), length * part, size))
        paints.append([1 - (1 - c) * (1 - part) for c in to_rgb(colour)])
    axes.add_collection(
        PatchCollection(slices, facecolors=paints, linewidths=0, gid=f"bound {name}")
    )


def dot(
    axes: Axes, value: float, place: float, colour: str, name: str, *, hollow: bool = False
) -> None:
    """Draw a value as a dot, a bound as a hollow one; `name` is its kind and its region."""
    axes.plot(
        value,
        place,
        "o",
        color=colour,
        markersize=8,
        markeredgewidth=2 if hollow else 1,
        markerfacecolor="white" if hollow else colour,
        markeredgecolor=colour if hollow else "white",
        gid=name,
        zorder=3,
    )


def label(
    axes: Axes,
    text: str,
    x: float,
    y: float,
    *,
    left: bool = False,
    gap: float = 0.1,
    **look: Any,
) -> None:
    """Write a text beside a mark, `gap` inches from its middle."""
    axes.annotate(
        text,
        (x, y),
        (-72 * gap if left else 72 * gap, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center_baseline",
        **look,
    )


def label_gap(relation: str) -> float:
    """Return the inches between a value and its label."""
    return FADE + 0.06 if relation in BOUNDS else 0.12


def tick(axes: Axes, value: float, place: float, name: str) -> None:
    """Draw the mark that a bar has passed."""
    ends = [place - 0.38, place + 0.38]
    axes.plot([value, value], ends, color=INK, linewidth=2, zorder=3, gid=f"mark {name}")


def head(axes: Axes, text: str, value: float | None = None) -> None:
    """Write above axes what they show, or above a value what it is."""
    left = value is None
    axes.annotate(
        text,
        (0 if left else value, 1),
        (0, 5),
        xycoords="axes fraction" if left else axes.get_xaxis_transform(),
        textcoords="offset points",
        ha="left" if left else "center",
        weight="bold",
        color=GREY if left else INK,
    )


def lines(axes: Axes, every: int) -> None:
    """Draw few light lines, at the ticks that `every` divides, but not at the edge."""
    axes.grid(visible=False)
    for tick in axes.get_xticks():
        if tick % every == 0 and tick > axes.get_xlim()[0]:
            axes.axvline(tick, color=GRID, linewidth=0.8, zorder=0)


def year_ticks(axes: Axes, first: int, last: int) -> None:
    """Put every year on the horizontal axis, and name as many of them as there is room for."""
    low, high = axes.get_xlim()
    room = inches(axes) / (high - low)
    years = range(first, last + 1)
    if room > 0.45:
        names = [f"{year}" for year in years]
    elif room > 0.26:
        names = [f"\N{RIGHT SINGLE QUOTATION MARK}{year % 100:02}" for year in years]
    else:
        names = ["" if year % 5 else f"{year}" for year in years]
    axes.set_xticks(years, names)


def city(axes: Axes, x: float, y: float, standing: str, name: str) -> None:
    """Mark a city by its standing."""
    shape, colour = MARKS[standing]
    axes.plot(x, y, shape, color=colour, markersize=7, zorder=3, gid=f"mark {name}")


def caption_ticks(axes: Axes, name: str, cells: Sequence[object]) -> None:
    """Write a line of numbers below the names of the ticks, and before it what they count."""
    ticks = [label.get_text() for label in axes.get_xticklabels()]
    lines = [f"{tick}\n{cell}" for tick, cell in zip(ticks, cells, strict=True)]
    axes.set_xticks(axes.get_xticks(), lines, linespacing=1.5)
    axes.annotate(
        f"\n{name}",
        (MARGIN / WIDTH, 0),
        (0, -6.5),
        xycoords=blended_transform_factory(axes.figure.transFigure, axes.transAxes),
        textcoords="offset points",
        va="top",
        size=TICK,
        color=GREY,
        linespacing=1.5,
    )


def at_side(axes: Axes, text: str, y: float, x: float = MARGIN / WIDTH, **look: Any) -> None:
    """Write a text outside axes, at the margin or at another part `x` of the width."""
    place = blended_transform_factory(axes.figure.transFigure, axes.transData)
    axes.text(x, y, text, transform=place, va="center_baseline", **{"size": LABEL, **look})


def bead(
    axes: Axes, x: float, y: float, number: str, name: str, *, new: bool, hollow: bool
) -> None:
    """Draw a numbered bead: of this year dark, of an earlier one light, of a stand-in hollow."""
    face = "white" if hollow else INK if new else GRID
    axes.plot(
        x,
        y,
        "o",
        markersize=15,
        markerfacecolor=face,
        markeredgecolor=CONTEXT if hollow else face,
        markeredgewidth=1,
        gid=name,
        zorder=3,
    )
    colour = "white" if new and not hollow else INK
    text = axes.text(x, y, number, color=colour, ha="center", va="center_baseline", size=FOOT)
    text.set(weight="bold" if new else "normal", zorder=4)


def sourced(citations: Iterable[str], publishers: Iterable[str] = ()) -> str:
    """Write the source line of a chart, which must do without the project.

    Parameters
    ----------
    citations : iterable of str
        What is cited by publisher and date; an empty one is none.
    publishers : iterable of str
        The publisher of each row of years; those of most rows are named, the others counted.
    """
    cited = "; ".join(dict.fromkeys(filter(None, citations)))
    ranked = [name for name, _ in Counter(publishers).most_common()]
    named = listed([*ranked[:2], f"{len(ranked) - 2} more"] if len(ranked) > 3 else ranked)
    years = f"{'years: ' if cited else ''}{named}"
    version = f"Data set: gdp {PACKAGE['version']}."
    return f"Source: {'; '.join(filter(None, [cited, years if ranked else '']))}. {version}"


def number_word(number: int) -> str:
    """Write a number up to ten as a word."""
    words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words[number] if number < len(words) else str(number)


def sentence(text: str) -> str:
    """Begin with a capital letter and leave the others as they are."""
    return text[0].upper() + text[1:]


def listed(names: Iterable[str]) -> str:
    """Join names: A, B and C."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def plural(noun: str) -> str:
    """Write many of a thing: municipalities, other cities."""
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def counted(number: int, noun: str, *, word: bool = False) -> str:
    """Count things: 4 municipalities, 1 other city, or one city with `word`."""
    return f"{number_word(number) if word else number} {noun if number == 1 else plural(noun)}"
