"""Growth of provinces and cities against the nation's, in yuan, and of industries and products."""

from functools import cached_property
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from gdp import charts
from gdp.charts import CONTEXT, DENSE, GRID, INK, Absence, Chart, Frame, RowChart
from gdp.display import Words
from gdp.schema import BOUNDS, FIRST, INDICATORS, PROVINCIAL, REVISED
from gdp.tables import ANYTHING, Tables, Topic, check_tables, compare, intervals_of, pick_year
from gdp.wording import grouped, in_words, one_decimal, sentence, share_of, spaced

BLOCKS = {"province": "Provinces", "municipality": "Provinces", "city": "Cities", "area": "Areas"}
SECTORS = {word: known["measure"] for word, known in INDICATORS.items() if "measure" in known}
VALUE = ["relation", "value", "reported"]
ANSWERS = {  # of a comparison with China, in the order in which they are told
    "above": "Faster",
    "equal": "As fast",
    "below": "Slower",
    "not known": "Not known to be faster or slower",
}


class GrowthRates(Topic):
    """The growth rates of a year.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Without it, the latest year with growth of any kind.

    Raises
    ------
    NoDataError
        If there is no growth rate of the year that was asked for.
    """

    def __init__(self, tables: Tables, year: int | None = None) -> None:
        check_tables(tables)
        figures = tables.figures[tables.figures["indicator"].isin(["GDP growth", *SECTORS])]
        years = {int(period) for period in tables.periods(figures) if period}
        years |= {*tables.series["year"][tables.series["indicator"] == "GDP growth"]}
        super().__init__(tables, pick_year(year, years, "growth rate"))

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each province and municipality, and for each other region an article names.

        Fastest first in each block. Columns: block (heading in the chart), region, code, relation
        and value (real growth in percent, by the series or else by an article), reported (the same
        in words), against_china (surely "above", "below" or "equal" to China's rate, else "not
        known"), in_article (as an article prints it, or empty), source (key into `sources`).
        """
        rows = self._rates[self._rates["level"] != "country"]
        china = next(iter(intervals_of(self.national)), ANYTHING)
        against = [compare(rate, china) for rate in intervals_of(rows)]
        rows = rows.assign(against_china=against, block=rows["level"].map(BLOCKS))
        columns = ["block", "region", "code", *VALUE, "against_china", "in_article", "source"]
        return _fastest_first(rows, [*BLOCKS.values()])[columns]

    @cached_property
    def national(self) -> pd.DataFrame:
        """China's row, if its rate is known: relation, value, reported and source."""
        return self._rates.loc[self._rates["level"] == "country", [*VALUE, "source"]]

    @cached_property
    def vintage(self) -> str:
        """Whether the rates of the series are those first published or revised; never both."""
        vintages = {*self._series["vintage"][self._series["level"].isin(PROVINCIAL)]}
        return REVISED if vintages == {REVISED} else FIRST

    @cached_property
    def _series(self) -> pd.DataFrame:
        rows = self.tables.series
        rows = rows[(rows["indicator"] == "GDP growth") & (rows["year"] == self.year)]
        return self.tables.with_regions(rows)

    @cached_property
    def _rates(self) -> pd.DataFrame:
        """The rates of the series, and of articles where it has none."""
        printed = self.tables.printed("GDP growth", "percent", self.year)
        said = self.tables.statements("GDP growth", year=self.year)
        rows = pd.concat([self._series[self._series["vintage"] == self.vintage], said])
        rows = rows.drop_duplicates("region", ignore_index=True)
        rows["in_article"] = [printed.get(region, "") for region in rows["region"]]
        drawn = rows["level"].isin([*PROVINCIAL, "country"]) | (rows["in_article"] != "")
        return _with_words(rows[drawn])

    @charts.house_style()
    def chart(self) -> Chart | Absence:
        """Draw each rate as a dot on a line from the national rate."""
        rows = self.table.rename(columns={"region": "name"})
        if rows.empty:
            return Absence(self.words())
        named = rows["in_article"] != ""
        limits = rows["relation"].isin(BOUNDS).any()
        notes = ["Municipalities rank with provinces. Dark: surely faster than China."]
        if named.any() and not named.all():
            notes.append("Bold: named in the news article.")
        if limits:
            notes.append("Hollow dot: only a limit is given; the true rate may be anywhere beyond.")
        axis = "" if (rows["value"] <= 0).any() else "; axis does not start at zero"
        subtitle = (
            f"Real GDP growth of Chinese provinces in {self.year}, percent, as {self.vintage}{axis}"
        )
        said = self.tables.statements("GDP growth", year=self.year)
        keys = [*rows["source"], *self.national["source"], *said["source"]]
        frame = Frame(self, "", self._title(), subtitle, self.words(), notes, keys)
        chart = RowChart(frame, rows["block"], rows["name"])
        axes = chart.axes
        china = next(iter(self.national["value"]), rows["value"].iloc[0])
        labels = map(one_decimal, rows["relation"], rows["value"])
        room = max(charts.text_width(text, charts.LABEL, "bold") for text in labels) + 0.25
        room += charts.FADE if limits else 0
        charts.set_limits(axes, [*rows["value"], china], room, room + 0.55)
        axes.locator_params(axis="x", integer=True)
        axes.xaxis.set_major_formatter("{x:g}")
        for row in self.national.itertuples():
            axes.axvline(china, color=INK, lw=1.5, zorder=1, gid="mark China")
            charts.above_line(axes, f"China: {one_decimal(row.relation, china)}", china)
        for row in rows.assign(place=chart.places, bold=named).itertuples():
            _draw_rate(axes, row, china)
            chart.names[row.name].set_fontweight("bold" if row.bold else "normal")
        return chart

    def words(self) -> Words:
        """Say in words what `chart` shows, and what articles print."""
        if not self.year:
            return Words("The data hold no growth rate.")
        nation = next(iter(self.national["reported"]), "not known")
        rows = self.table.assign(order=self.table["against_china"].map([*ANSWERS].index))
        rows = rows.sort_values("order", kind="stable")
        rates = grouped(rows["against_china"].map(ANSWERS), rows["region"], rows["reported"])
        said = rows[rows["in_article"] != ""]
        printed = grouped(["In the article"] * len(said), said["region"], said["in_article"])
        start = f"Real GDP growth in {self.year}, in percent, as {self.vintage}. China: {nation}."
        return Words(spaced(start, rates or "No growth rate of a region is known.", printed))

    def _title(self) -> str:
        """Count the provinces and municipalities that surely grew faster than the nation."""
        answers = list(self.table["against_china"][self.table["block"] == "Provinces"])
        faster = answers.count("above")
        unsure = "not known" in answers
        if len(answers) < 2 or (unsure and not faster):
            return f"Growth of Chinese regions in {self.year}"
        who = share_of(faster, len(answers), "provincial economy", unsure=unsure)
        return f"{sentence(who)} grew faster than China in {self.year}"

    @cached_property
    def nominal(self) -> pd.DataFrame:
        """China, and the provinces and municipalities of which both are known, by growth in yuan.

        Columns: region, code, real (growth at constant prices, percent), nominal (growth in yuan,
        percent: the level of the year, revised if there is one, over the revised one of the year
        before), source (of `real`).
        """
        levels = self.tables.levels(REVISED)
        levels = levels[levels["relation"] == "exact"].set_index("region")
        before = levels[(levels["year"] == self.year - 1) & (levels["vintage"] == REVISED)]
        growth = 100 * (levels["value"][levels["year"] == self.year] / before["value"] - 1)
        rows = self._rates[self._rates["relation"] == "exact"].rename(columns={"value": "real"})
        rows = rows.assign(nominal=rows["region"].map(growth)).dropna(subset="nominal")
        rows = rows[rows["level"].isin([*PROVINCIAL, "country"])]
        rows = rows.sort_values("nominal", ascending=False)
        rows = rows.sort_values("level", key=lambda level: level != "country", kind="stable")
        return rows[["region", "code", "real", "nominal", "source"]].reset_index(drop=True)

    @charts.house_style()
    def nominal_chart(self) -> Chart | Absence:
        """Draw growth at constant prices and in yuan as two marks on a line for each region."""
        rows = self.nominal
        if rows.empty:
            return Absence(self.nominal_words())
        subtitle = (
            f"GDP growth of China and its provinces in {self.year}, percent: "
            "real (constant prices), nominal (current prices)"
        )
        note = (
            f"Nominal growth: GDP of {self.year} over the revised GDP of {self.year - 1}. The gap "
            "reflects price changes and, in part, revisions."
        )
        levels = self.tables.levels(REVISED)
        levels = levels[levels["year"].between(self.year - 1, self.year)]
        keys = [*rows["source"], *levels["source"][levels["region"].isin(rows["region"])]]
        words = self.nominal_words()
        frame = Frame(self, "-nominal", self._nominal_title(), subtitle, words, [note], keys)
        chart = RowChart(frame, [""] * len(rows), rows["region"], above=0.1)
        axes, places = chart.axes, chart.places
        charts.set_limits(axes, [*rows["real"], *rows["nominal"]], 0.9, 0.9)
        axes.hlines(places, rows["real"], rows["nominal"], color=GRID, lw=4, zorder=1)
        real_is_left = rows["real"] < rows["nominal"]
        for kind, shape, colour, left in (
            ("real", "o", CONTEXT, real_is_left),
            ("nominal", "D", INK, ~real_is_left),
        ):
            axes.plot(rows[kind], places, shape, color=colour, ms=6.5, gid=f"marks {kind}")
            texts = rows[kind].map("{:.1f}".format)
            texts[0] += f" {kind}"
            for text, rate, place, on_left in zip(texts, rows[kind], places, left, strict=True):
                charts.label(axes, text, rate, place, left=on_left, size=DENSE)
        if "China" in chart.names:
            chart.names["China"].set_fontweight("bold")
        return chart

    def nominal_words(self) -> Words:
        """Say in words what `nominal_chart` shows."""
        heads = [f"GDP growth in {self.year}, percent, real and nominal"] * len(self.nominal)
        rates = [f"{row.real:.1f} and {row.nominal:.1f}" for row in self.nominal.itertuples()]
        pairs = grouped(heads, self.nominal["region"], rates)
        return Words(pairs or f"Nominal growth is not on record for {self.year or 'any year'}.")

    def _nominal_title(self) -> str:
        """Count the provinces and municipalities whose nominal growth was lower, or else higher."""
        ranked = self.nominal[self.nominal["region"] != "China"].round(1)
        if len(ranked) < 2:
            return f"Real and nominal growth of GDP in {self.year}"
        lagged = (ranked["nominal"] < ranked["real"]).sum()
        outran = (ranked["nominal"] > ranked["real"]).sum()
        verb = "lagged" if lagged >= outran else "outran"
        who = share_of(max(lagged, outran), len(ranked), "provincial economy")
        return f"Nominal growth {verb} real growth in {who} in {self.year}"

    @cached_property
    def sectors(self) -> pd.DataFrame:
        """Growth of industries and products by articles, by measure, highest first.

        Columns: measure, indicator, region, sector, relation, value (percent), reported (in words),
        note, source.
        """
        rows = self.tables.statements(*SECTORS, year=self.year).rename(columns={"scope": "sector"})
        rows = _with_words(rows.assign(block=rows["indicator"].map(SECTORS)))
        rows = _fastest_first(rows, [*SECTORS.values()]).rename(columns={"block": "measure"})
        return rows[["measure", "indicator", "region", "sector", *VALUE, "note", "source"]]

    def sector_words(self) -> Words:
        """Say in words what `sectors` holds, a sentence for each measure."""
        rows = self.sectors
        rates = grouped(rows["measure"], rows["region"] + " " + rows["sector"], rows["reported"])
        if not rates:
            year = self.year or "any year"
            return Words(f"The sources give no growth of industries or products for {year}.")
        return Words(f"Growth in {self.year}, in percent, of industries and products. {rates}")


def _with_words(rates: pd.DataFrame) -> pd.DataFrame:
    """Add the reported value in words."""
    words = list(map(in_words, rates["relation"], rates["value"]))
    return rates.assign(reported=pd.Series(words, rates.index, dtype="str"))


def _fastest_first(rates: pd.DataFrame, blocks: list[str]) -> pd.DataFrame:
    """Sort rates by block and, within it, from the highest."""
    rows = rates.sort_values(["value", "region"], ascending=[False, True])
    place = rows["block"].map(blocks.index)
    return rows.loc[place.sort_values(kind="stable").index].reset_index(drop=True)


def _draw_rate(axes: Axes, row: Any, china: float) -> None:
    """Draw a labelled dot, on a line from the national rate if the two surely differ."""
    colour = INK if row.against_china == "above" else CONTEXT
    limit = row.relation in BOUNDS
    left = row.value < china  # off the line
    gap = 0.12
    if row.against_china in ("above", "below"):
        axes.plot([china, row.value], [row.place] * 2, color=colour, lw=2.5, gid=f"bar {row.name}")
    if limit:
        charts.fade(axes, row, 0.16, colour)
        gap += charts.FADE if (BOUNDS[row.relation] == "upper") == left else 0
    dot = axes.plot(row.value, row.place, "o", ms=7.5, zorder=3, gid=f"mark {row.name}")
    dot[0].set_markerfacecolor("white" if limit else colour)
    dot[0].set_markeredgecolor(colour if limit else "white")
    text = one_decimal(row.relation, row.value)
    weight = "bold" if row.bold else "normal"
    charts.label(axes, text, row.value, row.place, left=left, gap=gap, size=9.5, weight=weight)
