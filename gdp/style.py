"""The look of the charts: frame, palette, rows in blocks, and how a bound is drawn.

Every topic has the same doors: `table` makes the table of a year, `chart` draws it, and `words`
say what the chart shows, bounds as bounds. A second chart and its words have a prefix. They take
the table whole: of a part their titles would not be true. What is absent is a sentence.
"""

import functools
import io
import textwrap
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
from gdp.tables import BOUNDS, ParameterError, path_of

INK, GREY, CONTEXT, GRID = "#222222", "#595959", "#767676", "#D9D9D9"
BLUE, VERMILLION = "#0072B2", "#D55E00"
TITLE, SUBTITLE, LABEL, DENSE, FOOT = 14, 10.5, 10, 9, 8.5  # points

# Shape and colour of a city, by its standing.
MARKS = {"municipality": ("s", INK), "provincial capital": ("o", BLUE)}
MARKS["other city"] = ("^", VERMILLION)

WIDTH, MARGIN = 8.5, 0.15  # inches, as all lengths below
FADE = 0.55
_FOOT_LINE, _FOOT_CHARACTERS = 0.165, 132

_SHEET = str(resources.files("gdp") / "gdp.mplstyle")
_LOOK = matplotlib.rc_params_from_file(_SHEET, use_default_template=False)  # read once

_Door = Callable[[pd.DataFrame], Any]
Room = tuple[float, float, float]  # a value, and the inches needed left and right of it


@dataclass
class Absence:
    """Stands in for a chart for which there are no data."""

    why: str

    def save(self, place: str | Path) -> None:
        """Save nothing."""

    def _repr_markdown_(self) -> str:
        return "*No chart.*"


def takes(maker: str, part: str = "") -> Callable[[_Door], _Door]:
    """Let a chart or words take whole tables of one maker, and draw or say a part of them."""

    def decorate(door: _Door) -> _Door:
        @functools.wraps(door)
        def checked(table: pd.DataFrame) -> Any:
            facts = table.attrs if isinstance(table, pd.DataFrame) else {}
            if facts.get("maker") != maker or facts["written"] != table.to_csv():
                raise ParameterError(f"another or changed table; allowed: what {maker} returned")
            if why := facts["absent"].get(part):
                return Absence(why) if door.__name__.endswith("chart") else why
            with matplotlib.rc_context(_LOOK):
                return door(table)

        return checked

    return decorate


class Chart(Figure):
    """A figure with title, subtitle and foot; of the titles, the first that fits is taken."""

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        subtitle: str,
        *,
        notes: Iterable[str],
        source: str,
        description: str,
        height: float,
        header: float = 0.85,
        axis: float = 0.5,
    ) -> None:
        room = WIDTH - 2 * MARGIN
        fitting = [text for text in titles if text_width(text, TITLE, "bold") <= room]
        texts = (" ".join(filter(None, notes)), source)
        foot = [line for text in texts for line in textwrap.wrap(text, _FOOT_CHARACTERS)]
        self._bottom = MARGIN + len(foot) * _FOOT_LINE + axis
        self.body = height
        total = round(header + height + self._bottom, 2)
        super().__init__(figsize=(WIDTH, total), dpi=100)
        self._files: dict[str, bytes] = {}
        self.name, self.source, self.description = name, source, description
        self._title = self.say([*fitting, titles[-1]][0], total - 0.33, size=TITLE, weight="bold")
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
        """Render the chart in a format; as "svg" and "png" the same chart gives the same bytes."""
        if self.stale:  # it was changed, so what was rendered before is of no use
            self._files.clear()
        if form not in self._files:
            about = {"Title": self.title, "Description": self.description, "Source": self.source}
            options: dict[str, dict[str, Any]] = {
                "png": {"metadata": about, "pil_kwargs": {"compress_level": 2}},
                "svg": {"metadata": {**about, "Date": None}},
            }
            target = io.BytesIO()
            with matplotlib.rc_context(_LOOK):
                self.savefig(target, format=form, dpi=190, **options.get(form, {}))
            self._files[form] = target.getvalue()
            self.stale = False
        return self._files[form]

    def save(self, place: str | Path) -> None:
        """Write the chart into a folder as SVG and as PNG of 1,615 pixels width, or into a file.

        A file ends in .svg, .png, .pdf or another format that matplotlib knows. Folders are made;
        where nothing can be written there is a warning, so that a notebook goes on.
        """
        path = path_of(place)
        form = path.suffix[1:].lower()
        both = {form: path / f"{self.name}.{form}" for form in ("svg", "png")}
        files = {form: path} if form in self.canvas.get_supported_filetypes() else both
        try:
            for form, file in files.items():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(self.rendered(form))
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


def key(chart: Chart, standings: pd.Series) -> None:
    """Name the shapes that mark cities, with their counts, in a line below the subtitle."""
    height = chart.get_figheight()
    at, y = MARGIN + 0.07, (height - 0.92) / height
    for standing, text in by_standing(standings).items():
        shape, colour = MARKS[standing]
        mark = Line2D([at / WIDTH], [y], marker=shape, color=colour, markersize=8, linestyle="none")
        chart.add_artist(mark)
        chart.text((at + 0.13) / WIDTH, y, text, size=LABEL, va="center_baseline")
        at += 0.45 + text_width(text, LABEL)


class Rows:
    """Named rows, `size` inches high, in blocks with headings; an empty block has none."""

    def __init__(self, blocks: Iterable[str], names: Iterable[str], size: float = 0.25) -> None:
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
        self._end = place + 0.15
        self.height = self._end * size

    def panel(self, chart: Chart, right: float = WIDTH - MARGIN) -> Axes:
        """Add axes with the names and headings at their left."""
        axes = chart.panel(beside(self.names), right)
        axes.set_ylim(self._end, 0)
        named = {place: name for place, name in zip(self.places, self.names, strict=True) if name}
        axes.set_yticks(list(named), list(named.values()))
        for heading, place in self.headings.items():
            at_side(axes, heading, place, weight="bold", color=GREY)
        return axes


def beside(names: Iterable[str]) -> float:
    """Return where axes begin that have these names at their left."""
    return MARGIN + max(text_width(name, LABEL) for name in names) + 0.1


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Measure a text in inches."""
    font = FontProperties(family="DejaVu Sans", weight=weight, size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def inches(axes: Axes) -> float:
    """Return the width of axes in inches."""
    return float(axes.get_position().width) * WIDTH


def fit(rooms: Sequence[Room], width: float, pad: float) -> tuple[float, float]:
    """Find the ends of an axis, `width` inches long, on which all fits, with `pad` beside it."""
    low, high = (end(value for value, _, _ in rooms) for end in (min, max))
    for _ in range(50):  # a longer axis makes less room for what hangs over its ends
        inch = (high - low) / width
        low = min(value - max(pad, left * inch) for value, left, _ in rooms)
        high = max(value + max(pad, right * inch) for value, _, right in rooms)
    return low, high


def room(row: Any) -> Room:
    """Say what room a row needs that `bar` draws."""
    wide = text_width(row.label, LABEL) + _gap(row, row.left) + 0.1
    return (row.value, wide, _gap(row, False)) if row.left else (row.value, _gap(row, True), wide)


def _gap(row: Any, left: bool) -> float:
    """Return how far a row's mark, with the fade of a bound, reaches to one side."""
    fades = row.relation in BOUNDS and (BOUNDS[row.relation] == "upper") == left
    return FADE + 0.06 if fades else 0.12


def bar(axes: Axes, row: Any, start: float | None, size: float, colour: str) -> None:
    """Draw a labelled bar from where it surely starts; a bound fades out behind it."""
    bottom = row.place - size / 2
    if start is not None:
        low, high = sorted((start, row.value))
        solid = Rectangle((low, bottom), high - low, size, fc=colour, lw=0, gid=f"bar {row.name}")
        axes.add_patch(solid)
    if row.relation in BOUNDS:
        low, high = axes.get_xlim()
        length = FADE / inches(axes) * (high - low) * (-1 if BOUNDS[row.relation] == "upper" else 1)
        parts = [number / 40 for number in range(40, 0, -1)]  # palest first, the next on top of it
        slices = [Rectangle((row.value, bottom), length * part, size) for part in parts]
        paints = [[1 - (1 - c) * (1 - part) for c in to_rgb(colour)] for part in parts]
        behind = PatchCollection(slices, facecolors=paints, linewidths=0, gid=f"bound {row.name}")
        axes.add_collection(behind)
    gap = _gap(row, row.left)
    label(axes, row.label, row.value, row.place, left=row.left, gap=gap)


def label(
    axes: Axes, text: str, x: float, y: float, *, left: bool = False, gap: float = 0.1, **look: Any
) -> None:
    """Write a text beside a mark, `gap` inches from its middle."""
    shift, side = (-72 * gap, "right") if left else (72 * gap, "left")
    look = {"ha": side, "va": "center_baseline", **look}
    axes.annotate(text, (x, y), (shift, 0), textcoords="offset points", **look)


def year_ticks(axes: Axes, first: int, last: int) -> None:
    """Put every year on the horizontal axis, with as many names as fit and a line at each fifth."""
    low, high = axes.get_xlim()
    room = inches(axes) / (high - low)
    years = range(first, last + 1)
    if room > 0.45:
        names = [f"{year}" for year in years]
    elif room > 0.26:
        names = [f"\N{RIGHT SINGLE QUOTATION MARK}{year % 100:02}" for year in years]
    else:
        names = [f"{y}" if y == last or (y % 5 == 0 and y < last - 1) else "" for y in years]
    axes.set_xticks(years, names)
    axes.grid(visible=False)
    for year in years:
        if year % 5 == 0:
            axes.axvline(year, color=GRID, linewidth=0.8, zorder=0)


def city(axes: Axes, row: Any, y: float, name: str, *, left: bool = False) -> None:
    """Mark a city by its standing, in its year, with its name beside it."""
    shape, colour = MARKS[row.standing]
    axes.plot(row.joined, y, shape, color=colour, markersize=7, zorder=3, gid=f"mark {row.city}")
    label(axes, name, row.joined, y, left=left, size=DENSE)


def at_side(axes: Axes, text: str, y: float, x: float = MARGIN / WIDTH, **look: Any) -> None:
    """Write a text outside axes, at the margin or at another part `x` of the width."""
    place = blended_transform_factory(axes.figure.transFigure, axes.transData)
    axes.text(x, y, text, transform=place, va="center_baseline", **{"size": LABEL, **look})


def sourced(citations: Iterable[str], publishers: Iterable[str] = ()) -> str:
    """Write the source line; of the publishers of years, most are counted, not named."""
    cited = "; ".join(dict.fromkeys(filter(None, citations)))
    ranked = [name for name, _ in Counter(publishers).most_common()]
    named = listed([*ranked[:2], f"{len(ranked) - 2} more"] if len(ranked) > 3 else ranked)
    years = f"{'years: ' if cited else ''}{named}"
    version = f"Data set: gdp {PACKAGE['version']}.".replace(" ", "\N{NO-BREAK SPACE}")
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


def by_standing(standings: pd.Series) -> dict[str, str]:
    """Count the cities of each standing that there is, in words."""
    counts = standings.value_counts()
    return {kind: counted(counts[kind], kind) for kind in MARKS if kind in counts}
