"""The look of the charts: frame, palette, rows in blocks, and how a limit is drawn."""

import base64
import contextlib
import html
import io
import textwrap
import threading
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

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
from PIL import Image, PngImagePlugin

from gdp.schema import BOUNDS, FIRST, PACKAGE
from gdp.tables import ParameterError, Tables, Topic, path_of
from gdp.wording import cite, shortened, spaced

INK, GREY, CONTEXT = "#222222", "#595959", "#767676"
BAR, GRID = "#B8B8B8", "#D9D9D9"
BLUE, VERMILLION = "#0072B2", "#D55E00"
TITLE, SUBTITLE, LABEL, DENSE, FOOT = 14, 10.5, 10, 9, 8.5  # points
MARKS = {  # shape and colour of a city, by its standing
    "municipality": ("s", INK),
    "provincial capital": ("o", BLUE),
    "other city": ("^", VERMILLION),
}
WIDTH, MARGIN = 8.5, 0.15  # inches, as all lengths below
FADE = 0.55
FOOT_LINE, FOOT_CHARACTERS = 0.165, 132
RESOLUTION, COLOURS = 190, 64  # of PNG files: dots per inch, and a palette that keeps them small

# Read here, since matplotlib finds no style sheet in a zip.
_SHEET = resources.files("gdp").joinpath("gdp.mplstyle").read_text(encoding="utf-8")
_LOOK: Any = dict(line.split(": ", 1) for line in _SHEET.splitlines() if line and line[0] != "#")
_LOCK = threading.Lock()  # since matplotlib's settings are those of the whole process


@contextlib.contextmanager
def house_style() -> Iterator[None]:
    """Draw with matplotlib's defaults and the style of this project, whatever the user has set."""
    with _LOCK, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_LOOK)
        yield


class Frame(NamedTuple):
    """What stands around a chart; the kind is what its name adds to that of the topic."""

    topic: Topic
    kind: str
    title: str
    subtitle: str
    words: str
    notes: list[str]
    sources: Iterable[str]


@dataclass(frozen=True)
class Absence:
    """Stands in for a chart for which there are no data; its words say why."""

    words: str

    @property
    def title(self) -> str:
        """What is absent."""
        return self.words.removesuffix(".")

    def save(self, place: str | Path) -> None:
        """Save nothing."""

    def __repr__(self) -> str:
        return "No chart."


class Chart:
    """A chart with title, subtitle and foot around what a topic draws.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        May be changed before it is shown or saved.
    name : str
        Name of its files.
    title : str
        What the chart finds. A long one is set in smaller letters.
    words : str
        What the chart shows, for those who do not see it.
    source : str
        The source line in its foot.
    """

    def __init__(
        self, frame: Frame, height: float, above: float = 0.35, below: float = 0.5
    ) -> None:
        """Leave room, in inches, for what is drawn and for what stands above and below it."""
        topic = frame.topic
        mark = f"-{topic.mark}-trillion" if topic.mark > 1 else ""
        basis = "" if topic.basis == FIRST else f"-{topic.basis}"
        module = type(topic).__module__.rpartition(".")[2]
        self.name = f"{module}{frame.kind}{mark}-{topic.year}{basis}"
        self.source = source_line(topic.tables, frame.sources)
        self.words = frame.words
        foot = []
        for text in (spaced(*frame.notes), self.source):
            foot += textwrap.wrap(text, FOOT_CHARACTERS, break_on_hyphens=False)
        self.bottom = MARGIN + len(foot) * FOOT_LINE + below
        self.body = height
        total = round(self.bottom + height + above + 0.75, 2)
        self.figure = Figure(figsize=(WIDTH, total), dpi=100)
        self._image: Image.Image | None = None
        self._title = self.say("", total - 0.33, weight="bold")
        self.title = frame.title
        self.say(frame.subtitle, total - 0.62, size=SUBTITLE, color=GREY)
        for number, line in enumerate(reversed(foot)):
            self.say(line, MARGIN + number * FOOT_LINE, size=FOOT, color=GREY)

    @property
    def title(self) -> str:
        """What the chart finds."""
        return self._title.get_text()

    @title.setter
    def title(self, text: str) -> None:
        room = self.figure.get_figwidth() - 2 * MARGIN
        needed = max(room, 1.02 * text_width(text, TITLE, "bold"))
        self._title.set(text=text, size=TITLE * room / needed)

    def say(self, text: str, height: float, **look: Any) -> Text:
        """Write a text at the left margin, `height` inches above the bottom."""
        return self.figure.text(MARGIN / WIDTH, height / self.figure.get_figheight(), text, **look)

    def panel(self, left: float = MARGIN, right: float = WIDTH - MARGIN) -> Axes:
        """Add axes between two distances from the left edge, in inches."""
        height = self.figure.get_figheight()
        box = (left / WIDTH, self.bottom / height, (right - left) / WIDTH, self.body / height)
        return self.figure.add_axes(box)

    def render(self, form: str) -> bytes:
        """Render the chart in a format; the same chart gives the same SVG and PNG files."""
        if self.figure.stale:  # it was changed since it was drawn
            self._image = None
        source = self.source.removeprefix("Source: ")
        about = {"Title": self.title, "Description": self.words, "Source": source}
        file = io.BytesIO()
        if form == "png":
            texts = PngImagePlugin.PngInfo()
            for key, text in about.items():
                texts.add_itxt(key, text)
            self._image = self._image or self._draw_image()
            self._image.save(file, "png", pnginfo=texts, dpi=(RESOLUTION, RESOLUTION))
        elif form == "svg":
            self._draw(file, form, metadata={**about, "Date": None})
        else:
            self._draw(file, form)
        return file.getvalue()

    def _draw(self, file: io.BytesIO, form: str, **options: Any) -> None:
        with house_style():
            self.figure.savefig(file, format=form, **options)
        self.figure.stale = False

    def _draw_image(self) -> Image.Image:
        """Draw the chart as an image with a small palette."""
        pixels = io.BytesIO()
        self._draw(pixels, "rgba", dpi=RESOLUTION)
        width, height = (int(side * RESOLUTION) for side in self.figure.get_size_inches())
        image = Image.frombytes("RGBA", (width, height), pixels.getvalue()).convert("RGB")
        image = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        palette = image.getpalette() or []
        image.putpalette([255 if part == 254 else part for part in palette])  # white stays white
        return image

    def save(self, place: str | Path) -> None:
        """Write the chart into a folder as SVG and as PNG of 1,615 pixels width, or into a file.

        Where nothing can be written there is a warning, so that a notebook goes on.

        Parameters
        ----------
        place : path
            A folder, which is made, or a file that ends in .svg, .png, .pdf or another format
            that matplotlib knows.

        Raises
        ------
        ParameterError
            If matplotlib does not know the format.
        """
        path = path_of(place)
        form = path.suffix[1:].lower()
        formats = self.figure.canvas.get_supported_filetypes()
        files = {form: path}
        if path.is_dir() or not form.isalpha():  # v1.2 is a folder
            files = {form: path / f"{self.name}.{form}" for form in ("svg", "png")}
        elif form not in formats:
            allowed = f"a folder, or a file that ends in {', '.join(sorted(formats))}"
            raise ParameterError(f"chart {str(path)!r}; allowed: {allowed}")
        try:
            for form, file in files.items():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(self.render(form))
        except OSError as error:
            warnings.warn(f"chart not saved in {place}: {error.strerror}", stacklevel=2)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        # As an <img> in HTML the picture has an alternative text and shrinks with the window.
        png = base64.b64encode(self.render("png")).decode()
        width = round(self.figure.get_figwidth() * 96)  # a browser has 96 pixels to the inch
        image = (
            f'<img alt="{html.escape(self.words)}" width="{width}" '
            f'style="max-width: 100%; height: auto" src="data:image/png;base64,{png}">'
        )
        return {"text/html": image, "image/png": png, "text/plain": self.title}


class RowChart(Chart):
    """A chart of named rows, in blocks with headings.

    Attributes
    ----------
    axes : matplotlib.axes.Axes
    places : list of float
        Where the rows stand on the vertical axis.
    names : dict
        The names at their left, by name.
    """

    def __init__(
        self,
        frame: Frame,
        blocks: Iterable[str],
        names: Iterable[str],
        size: float = 0.23,
        right: float = 0,
        above: float = 0.35,
    ) -> None:
        """Make rows of a size, a heading above each block that has a name, and leave room."""
        self.places: list[float] = []
        headings: dict[str, float] = {}
        place = 0.0
        for block in blocks:
            if block and block not in headings:
                place += 0.35 if headings else 0
                headings[block] = place + 0.5
                place += 1
            self.places.append(place + 0.5)
            place += 1
        place += 0.15
        super().__init__(frame, place * size, above)
        names = list(names)
        left = MARGIN + max(text_width(name, LABEL) for name in names) + 0.1
        self.axes = self.panel(left, WIDTH - MARGIN - right)
        self.axes.set_ylim(place, 0)
        self.axes.set_yticks([])
        self.names = {}
        for name, row in zip(names, self.places, strict=True):
            self.names[name] = at_side(self.axes, name, row, left - 0.08, ha="right")
        for heading, place in headings.items():
            at_side(self.axes, heading, place, weight="bold", color=GREY)


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Measure a text in inches."""
    font = FontProperties(family="DejaVu Sans", weight=weight, size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def inch(axes: Axes) -> float:
    """Return how much of the horizontal axis an inch is."""
    low, high = axes.get_xlim()
    return float((high - low) / (axes.get_position().width * WIDTH))


def set_limits(axes: Axes, values: Iterable[float], left: float, right: float) -> None:
    """Set the ends of the horizontal axis, with room in inches at both sides of the values."""
    low, high = min(values), max(values)
    span = (high - low) or 1
    unit = span / (axes.get_position().width * WIDTH - left - right)
    axes.set_xlim(low - left * unit, high + right * unit)


def above_line(axes: Axes, text: str, x: float) -> None:
    """Write a text above a line through the whole panel."""
    place = axes.get_xaxis_transform()
    axes.annotate(text, (x, 1), (0, 5), place, "offset points", ha="center", weight="bold")


def fade(axes: Axes, row: Any, size: float, colour: str) -> None:
    """Fade out behind a limit, to the side on which the true value lies."""
    length = FADE * inch(axes) * (-1 if BOUNDS[row.relation] == "upper" else 1)
    parts = [number / 40 for number in range(40, 0, -1)]  # palest first, the next on top of it
    bottom = row.place - size / 2
    slices = [Rectangle((row.value, bottom), length * part, size) for part in parts]
    paints = [[1 - (1 - c) * (1 - part) for c in to_rgb(colour)] for part in parts]
    fading = PatchCollection(slices, facecolors=paints, linewidths=0, gid=f"bound {row.name}")
    axes.add_collection(fading)


def label(
    axes: Axes, text: str, x: float, y: float, *, left: bool = False, gap: float = 0.1, **look: Any
) -> Text:
    """Write a text beside a mark, `gap` inches from its middle."""
    shift = (-72 * gap, 0) if left else (72 * gap, 0)
    look = {"ha": "right" if left else "left", "va": "center_baseline", **look}
    return axes.annotate(text, (x, y), shift, textcoords="offset points", **look)


def at_side(axes: Axes, text: str, y: float, x: float = MARGIN, **look: Any) -> Text:
    """Write a text `x` inches from the left edge of the chart."""
    place = blended_transform_factory(axes.figure.dpi_scale_trans, axes.transData)
    look = {"size": LABEL, "va": "center_baseline", **look}
    return axes.text(x, y, text, transform=place, **look)


def year_ticks(axes: Axes, first: int, last: int) -> None:
    """Put every year on the horizontal axis, and a line at each fifth; name those that fit."""
    years = range(first, last + 1)
    names = [str(year) for year in years]
    if inch(axes) > 2.2:  # years to the inch
        names = [f"{y}" if y == last or (y % 5 == 0 and y < last - 1) else "" for y in years]
    axes.set_xticks(years, names)
    axes.grid(visible=False)
    for year in range(first + -first % 5, last + 1, 5):
        axes.axvline(year, color=GRID, linewidth=0.8, zorder=0)


def year_bars(
    frame: Frame,
    bars: pd.Series,
    lines: Iterable[str],
    caption: str,
    dark: int,
    dots: pd.Series | None = None,
) -> Chart:
    """Draw a bar for each year, one of them dark, perhaps with dots, and a line of text beneath."""
    chart = Chart(frame, 2.6, above=0.1, below=0.8)
    axes = chart.panel()
    first, last = bars.index[0], bars.index[-1]
    axes.bar(bars.index, bars, 0.75, color=[INK if year == dark else BAR for year in bars.index])
    dots = pd.Series() if dots is None else dots
    top = max([*bars, *dots])
    axes.plot(dots.index, dots, "o", color=INK, mec="white", clip_on=False, gid="dots")
    low = top / 6  # a bar that is too low for a number in it
    look: dict[str, Any] = {"textcoords": "offset points", "ha": "center"}
    for year, count in bars.items():
        dot = dots.get(year, 0)
        if dot > count > low:
            axes.annotate(f"{count}", (year, count), (0, -13), **look)
        else:
            axes.annotate(f"{count}", (year, max(count, dot)), (0, 5), **look)
        if year == dark and dot > low:
            axes.annotate(f"{dot:g}", (year, dot), (0, -14), color="white", **look)
    short = [f"\N{RIGHT SINGLE QUOTATION MARK}{year % 100:02}" for year in bars.index]
    names = [f"{year}\n{line}" for year, line in zip(short, lines, strict=True)]
    axes.set_xticks(bars.index, names)
    axes.set_xlim(first - 0.6, max(last, first + 7) + 0.6)
    axes.set_ylim(0, top * 1.12)
    axes.set_xlabel(f"below the year: {caption}", loc="left")
    axes.set_yticks([])
    axes.grid(visible=False)
    return chart


def city(axes: Axes, row: Any, x: float, y: float, text: str, *, left: bool = False) -> Line2D:
    """Mark a city by its standing, with a text beside it."""
    shape, colour = MARKS[row.standing]
    marks = axes.plot(x, y, shape, color=colour, zorder=3, clip_on=False, gid=f"mark {row.city}")
    marks[0].set_markersize(7)
    name = label(axes, text, x, y, left=left, size=DENSE)
    name.set_bbox({"facecolor": "white", "linewidth": 0, "pad": 0.5})  # no line through a name
    return marks[0]


def draw_standing_key(chart: Chart, texts: dict[str, str], above: float = 0.32) -> None:
    """Explain the marks: each standing's shape with a text, in a line `above` the panel."""
    keys = []
    for standing, text in texts.items():
        shape, colour = MARKS[standing]
        keys.append(Line2D([], [], ls="none", marker=shape, color=colour, ms=8, label=text))
    height = chart.figure.get_figheight()
    place = (MARGIN / WIDTH, (chart.bottom + chart.body + above) / height)
    look: dict[str, Any] = {"frameon": False, "borderaxespad": 0, "borderpad": 0, "ncols": 3}
    chart.figure.legend(handles=keys, loc="upper left", bbox_to_anchor=place, **look)


def source_line(tables: Tables, keys: Iterable[str]) -> str:
    """Write the source line: articles with their dates, and publishers, most of them counted."""
    sources = tables.sources.set_index("id").loc[list(keys)]
    article = sources.index.isin(tables.figures["source"])
    dated = sources[article].drop_duplicates().sort_values("published")
    cited = list(map(cite, dated["publisher"], dated["published"]))
    publishers = sources["publisher"][~article]
    publishers = publishers.str.replace(r"(, copy in| via | \().*", "", regex=True)
    ranked = shortened(list(publishers.value_counts().index))
    if ranked:
        cited.append(f"figures: {ranked}" if cited else ranked)
    data = "Own data." if tables.own else f"Data set: {PACKAGE['name']} {PACKAGE['version']}."
    return f"Source: {'; '.join(cited)}. {data}"
