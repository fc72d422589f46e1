"""Growth of provinces and cities against the nation's, in yuan, and of industries and products."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from gdp import charts
from gdp.charts import CONTEXT, INK, Absence, Chart, Frame, RowChart
from gdp.display import Words
from gdp.schema import RELATIONS
from gdp.tables import (
    BOUNDS,
    FIRST,
    PROVINCIAL,
    REVISED,
    Tables,
    compare,
    interval,
    intervals_of,
    pick_year,
)
from gdp.wording import (
    counted,
    grouped,
    in_words,
    number_word,
    one_decimal,
    share_of,
    shortest,
)

BLOCKS = {  # the level of a region, and the heading under which its growth is drawn
    "province": "Provinces",
    "municipality": "Provinces",
    "city": "Cities",
    "area": "Areas",
}
SECTORS = {  # other indicators, and the heading above their rates
    "output growth": "Output or value added, as printed",
    "value added growth": "Output or value added, as printed",
    "production growth": "Units produced",
    "export growth": "Exports",
}
MEASURES = {
    "output growth": "Output of",
    "value added growth": "Value added of",
    "production growth": "Production of",
    "export growth": "Exports of",
}
HEADINGS = list(dict.fromkeys([*BLOCKS.values(), *SECTORS.values()]))
ANSWERS = {"above": "Faster", "equal": "As fast", "below": "Slower"}
ANSWERS["not known"] = "Not known to be faster or slower"
ORDER = list(ANSWERS)


class GrowthRates(charts.Topic):
    """The growth rates of a year.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Without it, the latest year with growth of any kind.

    Attributes
    ----------
    year : int
    vintage : str
        Whether the rates of the series are those first published or revised; never both.
    national : Series or None
        China's row, with relation, value, reported and source as in `table`.
    table : DataFrame
        One row for each province and municipality with a rate, and for each city and area of
        which an article gives one, fastest first. Columns:

        - block : heading in the chart
        - region, code : name and division code
        - relation, value : real growth in percent, by the series; if it has none, by an article
        - reported : the same in words
        - against_china : whether it is surely "above", "below" or "equal" to the national rate;
          else "not known"
        - in_article : real growth as an article prints it, in words, or empty
        - source : key into `sources`
    nominal : DataFrame
        China, and the provinces and municipalities of which both are known, by growth in yuan.
        Columns: region, code, real (growth at constant prices, percent), nominal (growth in yuan,
        percent: the level of the year, revised if there is one, over the revised one of the year
        before), source (of `real`).
    sectors : DataFrame
        Growth of industries and products by articles, fastest first within a block. Columns:
        block (heading in the chart), indicator, region, sector, relation, value, reported, note,
        source.

    Raises
    ------
    NoDataError
        If there is no growth rate of the year that was asked for.
    """

    vintage: str
    national: pd.Series | None
    table: pd.DataFrame
    nominal: pd.DataFrame
    sectors: pd.DataFrame

    def __init__(self, tables: Tables, year: int | None = None) -> None:
        series = tables.series[tables.series["indicator"] == "GDP growth"]
        figures = tables.figures[tables.figures["indicator"].isin(["GDP growth", *SECTORS])]
        periods = tables.periods(figures)
        years = {int(period) for period in periods if period} | {*series["year"]}
        year = pick_year(year, years, "growth rate")
        series = tables.with_regions(series[series["year"] == year])
        provincial = series[series["level"].isin(PROVINCIAL)]
        vintage = REVISED if set(provincial["vintage"]) == {REVISED} else FIRST
        series = series[series["vintage"] == vintage]
        said = _with_words(tables.statements("GDP growth", year=year))
        rates = _with_words(pd.concat([series, said]).drop_duplicates("region"))
        printed = dict(zip(said["region"], said["reported"], strict=True))
        in_article = [printed.get(region, "") for region in rates["region"]]
        rates = rates.assign(block=rates["level"].map(BLOCKS), in_article=in_article)
        nation = rates[rates["level"] == "country"]
        rates = rates.drop(nation.index)
        rates = rates[rates["level"].isin(PROVINCIAL) | (rates["in_article"] != "")]
        rates = _fastest_first(rates.assign(against_china=_against(rates, nation)))
        value = ["relation", "value", "reported"]
        columns = ["block", "region", "code", *value, "against_china", "in_article", "source"]
        vars(self).update(
            tables=tables,
            year=year,
            vintage=vintage,
            national=nation[[*value, "source"]].iloc[0] if len(nation) else None,
            table=rates[columns],
            nominal=_nominal_growth(tables, series, year),
            sectors=_sectors(tables, year),
        )

    @charts.house_style()
    def chart(self) -> Chart | Absence:
        """Draw each rate as a dot on a line from the national rate."""
        rows = self.table.rename(columns={"region": "name"})
        if rows.empty:
            return Absence(self.words())
        named = rows["in_article"] != ""
        limits = rows["relation"].isin(BOUNDS).any()
        notes = ["Municipalities rank with provinces."]
        if named.any() and not named.all():
            notes.append("Bold: named in the news article.")
        if limits:
            hollow = "Hollow dot: only a limit is given (see label)"
            notes.append(f"{hollow}; the true rate may be anywhere beyond.")
        axis = "" if (rows["value"] <= 0).any() else "; axis does not start at zero"
        subtitle = f"Real GDP growth in {self.year}, percent, as {self.vintage}{axis}"
        keys = [*rows["source"], *self.tables.statements("GDP growth", year=self.year)["source"]]
        keys += [] if self.national is None else [self.national["source"]]
        frame = Frame(self, "", self._title(), subtitle, self.words(), notes, keys)
        chart = RowChart(frame, rows["block"], rows["name"])
        axes = chart.axes
        china = rows["value"].iloc[0] if self.national is None else self.national["value"]
        labels = map(one_decimal, rows["relation"], rows["value"])
        room = max(charts.text_width(text, charts.LABEL, "bold") for text in labels) + 0.25
        room += charts.FADE if limits else 0
        charts.set_limits(axes, [*rows["value"], china], room, room + 0.55)
        axes.locator_params(axis="x", integer=True)
        axes.xaxis.set_major_formatter("{x:g}")
        for row in rows.assign(place=chart.places).itertuples():
            _draw_rate(axes, row, china)
        if self.national is not None:
            line = "--" if self.national["relation"] in BOUNDS else "-"
            axes.axvline(china, color=INK, lw=1.5, ls=line, zorder=1, gid="mark China")
            head = one_decimal(self.national["relation"], china)
            charts.above_line(axes, f"China: {head}", china)
        for name in rows["name"][named]:
            chart.names[name].set_fontweight("bold")
        return chart

    def words(self) -> Words:
        """Say in words what `chart` shows, and what articles print."""
        nation = "not known" if self.national is None else self.national["reported"]
        if not self.year:
            return Words("The data hold no growth rate.")
        start = f"Real GDP growth in {self.year}, in percent. China: {nation}."
        order = self.table["against_china"].map(ORDER.index).sort_values(kind="stable").index
        rows = self.table.loc[order]
        if rows.empty:
            return Words(f"{start} No growth rate of a region is known.")
        heads = rows["against_china"].map(ANSWERS)
        rates = grouped(heads, rows["region"], rows["reported"])
        said = rows[rows["in_article"] != ""]
        heads = ["In the article"] * len(said)
        printed = grouped(heads, said["region"], said["in_article"])
        return Words(f"{start} {rates} {printed}".strip())

    def _title(self) -> str:
        """Count the provinces and municipalities that surely grew faster than the nation."""
        ranked = self.table[self.table["block"] == BLOCKS["province"]]
        if len(self.table) == 1:
            (only,) = self.table.itertuples()
            rate = RELATIONS[only.relation]["form"].format(f"{shortest(abs(only.value))} percent")
            verb = "fell" if only.value < 0 else "grew"
            return f"GDP of {only.region} {verb} by {rate} in {self.year}"
        if len(ranked) < 2 or self.national is None:
            return f"Growth of {counted(len(self.table), 'Chinese region')} in {self.year}"
        china = interval(self.national["relation"], self.national["value"])
        answers = [rate.exceeds(china) for rate in intervals_of(ranked)]
        faster = answers.count(True)
        unsure = None in answers
        if unsure and not faster:
            return f"Growth of {counted(len(ranked), 'provincial economy')} in {self.year}"
        who = share_of(faster, len(ranked), "provincial economy", unsure=unsure)
        return f"{who} grew faster than China in {self.year}"

    @charts.house_style()
    def nominal_chart(self) -> Chart | Absence:
        """Draw growth at constant prices and in yuan as two marks on a line for each region."""
        rows = self.nominal
        if rows.empty:
            return Absence(self.nominal_words())
        subtitle = (
            f"GDP growth in {self.year}, percent: real, at constant prices, and nominal, in yuan"
        )
        notes = [
            f"Nominal growth: GDP of {self.year} over the revised GDP of {self.year - 1}. The gap "
            "reflects price changes and, in part, revisions."
        ]
        levels = self.tables.levels(REVISED)
        levels = levels[levels["year"].between(self.year - 1, self.year)]
        keys = [*rows["source"], *levels["source"][levels["region"].isin(rows["region"])]]
        words, title = self.nominal_words(), self._nominal_title()
        frame = Frame(self, "-nominal", title, subtitle, words, notes, keys)
        chart = RowChart(frame, [""] * len(rows), rows["region"], above=0.1)
        axes, places = chart.axes, chart.places
        charts.set_limits(axes, [*rows["real"], *rows["nominal"]], 0.9, 0.9)
        axes.hlines(places, rows["real"], rows["nominal"], color=charts.GRID, lw=4, zorder=1)
        for kind, shape, colour in (("real", "o", CONTEXT), ("nominal", "D", INK)):
            marks = axes.plot(
                rows[kind], places, shape, color=colour, zorder=3, gid=f"marks {kind}"
            )
            marks[0].set_markersize(6.5)
            highest = rows[["real", "nominal"]].idxmax(axis="columns") == kind
            for value, place, right in zip(rows[kind], places, highest, strict=True):
                name = f" {kind}" if place == places[0] else ""
                text = f"{value:.1f}{name}"
                charts.label(axes, text, value, place, left=not right, size=charts.DENSE)
        if "China" in chart.names:
            chart.names["China"].set_fontweight("bold")
        return chart

    def nominal_words(self) -> Words:
        """Say in words what `nominal_chart` shows."""
        heads = [f"GDP growth in {self.year}, percent, real and nominal"]
        rates = [f"{row.real:.1f} and {row.nominal:.1f}" for row in self.nominal.itertuples()]
        pairs = grouped(heads * len(rates), self.nominal["region"], rates)
        return Words(pairs or f"Nominal growth is not known for {self.year or 'any year'}.")

    def _nominal_title(self) -> str:
        """Count the provinces and municipalities whose nominal growth was lower, or else higher."""
        ranked = self.nominal[self.nominal["region"] != "China"]
        if len(ranked) < 2:
            return f"Real and nominal growth of GDP in {self.year}"
        nominal = ranked["nominal"].round(1)
        lagged = (nominal < ranked["real"]).sum()
        outran = (nominal > ranked["real"]).sum()
        count = max(lagged, outran)
        who = "all" if count == len(ranked) else f"{number_word(count)} of"
        verb = "lagged" if lagged >= outran else "outran"
        economies = f"{who} {number_word(len(ranked))} provincial economies in {self.year}"
        return f"Nominal growth {verb} real growth in {economies}"

    @charts.house_style()
    def sector_chart(self) -> Chart | Absence:
        """Typeset each rate of an industry or product with a short bar, in blocks by measure."""
        rows = self.sectors
        if rows.empty:
            return Absence(self.sector_words())
        notes = [
            "Categories overlap. Output, value added, units and exports are different measures."
        ]
        if rows["relation"].isin(BOUNDS).any():
            notes.append("A fading bar: only a limit is given (see label).")
        subtitle = f"Growth in {self.year}, percent, of industries and products in Chinese regions"
        words = self.sector_words()
        frame = Frame(self, "-sector", self._sector_title(), subtitle, words, notes, rows["source"])
        names = rows["region"] + ": " + rows["sector"]
        chart = RowChart(frame, rows["block"], names, size=0.25, above=0.1, below=0.1)
        axes = chart.axes
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        unit = max(rows["value"].abs().max(), 1) / 1.7  # the longest bar is 1.7 inches
        label = (
            max(charts.text_width(text, charts.LABEL, "bold") for text in rows["reported"]) + 0.2
        )
        fade = charts.FADE * (rows["relation"].map(BOUNDS) == "upper")
        starts = (rows["value"] / unit - fade).clip(upper=0)  # inches left of zero
        low = starts.min() - label
        axes.set_xlim(low * unit, (low + charts.WIDTH * axes.get_position().width) * unit)
        bars = rows.assign(name=names, place=chart.places, start=starts * unit)
        for row in bars.itertuples():
            charts.label(axes, row.reported, row.start, row.place, left=True, weight="bold")
            if BOUNDS.get(row.relation) != "upper":
                axes.barh(row.place, row.value, 0.6, color=CONTEXT, gid=f"bar {row.name}")
            if row.relation in BOUNDS:
                charts.fade(axes, row, 0.6, CONTEXT)
            if row.relation == "exact" and row.value >= 100:
                times = f"{shortest(1 + row.value / 100)} times the level of {self.year - 1}"
                charts.label(axes, times, row.value, row.place, size=charts.DENSE, color=CONTEXT)
        return chart

    def sector_words(self) -> Words:
        """Say in words what `sector_chart` shows, a sentence for each measure."""
        rows = self.sectors
        rates = grouped(rows["block"], rows["region"] + " " + rows["sector"], rows["reported"])
        if not rates:
            year = self.year or "any year"
            return Words(f"No growth of industries or products is known for {year}.")
        return Words(f"Growth in {self.year}, in percent, of industries and products. {rates}")

    def _sector_title(self) -> str:
        """Name the highest rate, if it is exact."""
        top = self.sectors.loc[self.sectors["value"].idxmax()]
        if top["relation"] == "exact" and top["value"] > 0:
            rise = f"{MEASURES[top['indicator']]} {top['sector']} in {top['region']}"
            return f"{rise} rose {top['reported']} percent in {self.year}"
        return f"Growth of industries and products in {self.year}"


def _against(rates: pd.DataFrame, nation: pd.DataFrame) -> list[str]:
    """Compare each rate with the national one, where there is one."""
    if nation.empty:
        return ["not known"] * len(rates)
    china = intervals_of(nation)[0]
    return [compare(rate, china) for rate in intervals_of(rates)]


def _sectors(tables: Tables, year: int) -> pd.DataFrame:
    """Return what articles say of the growth of industries and products in a year."""
    rows = _with_words(tables.statements(*SECTORS, year=year))
    rows = rows.assign(block=rows["indicator"].map(SECTORS), sector=rows["scope"])
    columns = ["block", "indicator", "region", "sector", "relation", "value", "reported"]
    return _fastest_first(rows)[[*columns, "note", "source"]]


def _with_words(rates: pd.DataFrame) -> pd.DataFrame:
    """Add the reported value in words."""
    reported = list(map(in_words, rates["relation"], rates["value"]))
    return rates.assign(reported=pd.Series(reported, rates.index, dtype="str")).reset_index(
        drop=True
    )


def _fastest_first(rates: pd.DataFrame) -> pd.DataFrame:
    """Sort rates by block, and of the same number lower limits before exact rates and upper."""
    bound = rates["relation"].map(BOUNDS).map({"lower": -1, "upper": 1}).fillna(0)
    keys = rates.assign(place=rates["block"].map(HEADINGS.index), fall=-rates["value"], bound=bound)
    order = keys.sort_values(["place", "fall", "bound", "region"], kind="stable").index
    return rates.loc[order].reset_index(drop=True)


def _nominal_growth(tables: Tables, real: pd.DataFrame, year: int) -> pd.DataFrame:
    """Set growth in yuan beside real growth, China first, then the fastest in yuan."""
    levels = tables.levels(REVISED)
    levels = levels[levels["relation"] == "exact"].set_index("region")
    now = levels.loc[levels["year"] == year, "value"]
    before = levels[(levels["year"] == year - 1) & (levels["vintage"] == REVISED)]["value"]
    rows = real[real["level"].isin([*PROVINCIAL, "country"]) & (real["relation"] == "exact")]
    rows = rows.assign(nominal=rows["region"].map((now / before - 1) * 100))
    rows = rows.dropna(subset="nominal").rename(columns={"value": "real"})
    order = pd.DataFrame({"china": rows["level"] != "country", "fall": -rows["nominal"]})
    rows = rows.loc[order.sort_values(["china", "fall"]).index]
    return rows[["region", "code", "real", "nominal", "source"]].reset_index(drop=True)


def _draw_rate(axes: Axes, row: Any, china: float) -> None:
    """Draw a labelled dot, on a line from the national rate if the two surely differ."""
    colour = INK if row.in_article else CONTEXT
    weight = "bold" if row.in_article else "normal"
    limit = row.relation in BOUNDS
    left = row.value < china  # off the line
    gap = 0.12
    if row.against_china != "not known":
        axes.plot([china, row.value], [row.place] * 2, color=colour, lw=2.5, gid=f"bar {row.name}")
    if limit:
        charts.fade(axes, row, 0.16, colour)
        gap += charts.FADE if (BOUNDS[row.relation] == "upper") == left else 0
    dot = axes.plot(row.value, row.place, "o", ms=7.5, zorder=3, gid=f"mark {row.name}")
    dot[0].set_markerfacecolor("white" if limit else colour)
    dot[0].set_markeredgecolor(colour if limit else "white")
    same = ", as China" if row.against_china == "equal" else ""
    text = one_decimal(row.relation, row.value) + same
    look = {"size": 9.5, "weight": weight}
    charts.label(axes, text, row.value, row.place, left=left, gap=gap, **look)
