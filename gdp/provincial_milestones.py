"""Every trillion that the GDP of provinces and municipalities has reached, and when."""

from functools import cached_property

import pandas as pd

from gdp import charts
from gdp.charts import DENSE, FOOT, GRID, INK, Absence, Chart, Frame, RowChart
from gdp.display import Words
from gdp.schema import BASES, FIRST, PROVINCIAL, REVISED
from gdp.tables import Tables, Topic, check_tables, pick_year
from gdp.wording import counted, grouped, listed, number_word, sentence, short_level, spaced

BEAD = 0.235  # inches, the width of a bead
DATED = {
    FIRST: "Dated by first reports; revisions moved many dates.",
    REVISED: "Dated by the National Bureau's revised series, and by first reports where it ends.",
}
FEW = 5  # regions without a mark that are still rows, and named


class ProvincialMilestones(Topic):
    """Every trillion yuan that the GDP of provinces and municipalities has reached.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Last year in which a mark can be reached; without it, the latest that the data hold.
    basis : {"first published", "revised"}
        Whether a level of GDP is the one first published, or a later one of the National Bureau
        of Statistics where there is one.

    Raises
    ------
    NoDataError
        If no region had reached a mark in the year that was asked for, or the data end before.
    ParameterError
        If `year` or `basis` is none that is allowed.
    """

    def __init__(self, tables: Tables, year: int | None = None, basis: str = FIRST) -> None:
        check_tables(tables)
        years = tables.years_past(1, basis, PROVINCIAL)
        year = pick_year(year, years, "province or municipality past a mark")
        super().__init__(tables, year, basis)

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each mark of a region, the largest region first.

        Columns: region, code, level (province or municipality), mark (trillion yuan), reached
        (first year in which its GDP reached the mark), relation and value (GDP of that year,
        trillion yuan), source (key into `sources`), note (what a reader of that year must know).
        """
        order = {region: place for place, region in enumerate(self.sizes["region"])}
        rows = self._crossings.assign(order=self._crossings["region"].map(order))
        rows = rows.sort_values(["order", "mark"], ignore_index=True)
        gdp = ["mark", "reached", "relation", "value"]
        return rows[["region", "code", "level", *gdp, "source", "note"]]

    @cached_property
    def sizes(self) -> pd.DataFrame:
        """A row for each province and municipality, the largest first.

        GDP is that of the year, on the basis if it is known of all, else as revised. Columns:
        region, code, highest (its highest mark, or 0), relation and gdp (trillion yuan, where it is
        known), vintage (first published or revised), in_article (GDP as an article prints it, in
        words, or empty), source (key into `sources`, for `gdp`).
        """
        regions = self.tables.regions
        regions = regions.loc[regions["level"].isin(PROVINCIAL), ["region", "code"]]
        levels = self._levels(self.basis)
        if len(levels) < len(regions):
            levels = self._levels(REVISED)
        rows = regions.merge(levels[["region", "relation", "gdp", "vintage", "source"]], "left")
        highest = rows["region"].map(self._crossings.groupby("region")["mark"].max())
        printed = self.tables.printed("GDP", "trillion yuan", self.year)
        rows = rows.assign(
            highest=highest.fillna(0).astype(int),
            in_article=[printed.get(region, "") for region in rows["region"]],
        )
        rows = rows.sort_values(["gdp", "highest"], ascending=False, kind="stable")
        columns = ["highest", "relation", "gdp", "vintage", "in_article", "source"]
        return rows[["region", "code", *columns]].reset_index(drop=True)

    def _levels(self, basis: str) -> pd.DataFrame:
        """Return the GDP of the year."""
        rows = self.tables.levels(basis, PROVINCIAL).rename(columns={"value": "gdp"})
        return rows[rows["year"] == self.year]

    @cached_property
    def _crossings(self) -> pd.DataFrame:
        rows = self.tables.crossings(self.basis, PROVINCIAL).rename(columns={"year": "reached"})
        return rows[rows["reached"] <= self.year]

    @charts.house_style()
    def chart(self) -> Chart | Absence:
        """Draw a ladder for each region with a bead for each trillion; at the right its GDP."""
        rows, sizes, year = self.table, self.sizes, self.year
        if rows.empty:
            return Absence(self.words())
        if (sizes["highest"] == 0).sum() > FEW:
            sizes = sizes[sizes["highest"] > 0]
        new = rows["reached"] == year
        dark = f" Dark: in {year}." if new.any() else ""
        notes = [f"Number: trillions of yuan reached.{dark}", self._caveats, DATED[self.basis]]
        subtitle = self._subtitle("Year when nominal GDP reached each trillion yuan")
        keys = [*rows["source"], *sizes["source"].dropna()]
        frame = Frame(self, "", self._title(), subtitle, self.words(), notes, keys)
        blocks = [""] * len(sizes)
        chart = RowChart(frame, blocks, sizes["region"], size=0.265, right=1.5, above=0.45)
        axes = chart.axes
        first = rows["reached"].min()
        axes.set_xlim(first - 0.7, max(year, first + 9) + 0.7)
        charts.year_ticks(axes, first, year)
        places = dict(zip(sizes["region"], chart.places, strict=True))
        rows = rows.assign(y=rows["region"].map(places))
        start = rows.groupby("y")["reached"].min()
        axes.hlines(start.index, start, year + 0.5, color=GRID, linewidth=1.2, zorder=1)
        # Several marks in one year stand side by side around it, a bead apart.
        together = rows.groupby(["region", "reached"])["mark"]
        beside = together.cumcount() - (together.transform("size") - 1) / 2
        rows["x"] = rows["reached"] + beside * BEAD * charts.inch(axes)
        faces = new.map({True: INK, False: GRID})
        axes.scatter(rows["x"], rows["y"], 225, faces, zorder=3, gid="beads")
        for row in rows.itertuples():
            ink = "white" if row.reached == year else INK
            number = axes.text(row.x, row.y, f"{row.mark}", size=FOOT, zorder=4, color=ink)
            number.set(ha="center", va="center_baseline")
        right = charts.WIDTH - charts.MARGIN - 1.4
        for row in sizes.dropna(subset="gdp").itertuples():
            level = short_level(row.relation, row.gdp)
            charts.at_side(axes, level, places[row.region], right)
        kind = "Revised GDP" if {*sizes["vintage"]} == {REVISED} else "GDP"
        head = f"{kind} in {year},\ntrillion yuan"
        charts.at_side(axes, head, -0.65, right, weight="bold", color=charts.GREY, size=DENSE)
        return chart

    def words(self) -> Words:
        """Say in words what `chart` shows, and the GDP that articles print."""
        rows = self.table
        if rows.empty:
            return Words("The data name no province or municipality past a trillion yuan of GDP.")
        economies = counted(rows["region"].nunique(), "provincial economy")
        start = (
            f"By the end of {self.year}, {economies} had reached {counted(len(rows), 'mark')} of "
            f"nominal GDP, one for each trillion yuan, {BASES[self.basis]}."
        )
        new = rows[rows["reached"] == self.year]
        newly = grouped([f"In {self.year}"] * len(new), new["region"], new["mark"])
        tops = rows.drop_duplicates("region", keep="last")
        heads = "Highest mark " + tops["mark"].astype(str) + " trillion yuan"
        highest = grouped(heads, tops["region"], tops["reached"])
        said = self.sizes[self.sizes["in_article"] != ""]
        heads = [f"GDP in {self.year}, in trillion yuan, in the article"] * len(said)
        printed = grouped(heads, said["region"], said["in_article"])
        return Words(spaced(start, newly, highest, printed, self._caveats))

    def _title(self) -> str:
        """Name the regions with a new mark, or count them."""
        new = self.table[self.table["reached"] == self.year]
        new = new.drop_duplicates("region", keep="last")
        if new.empty:
            return f"No provincial economy passed a trillion-yuan mark in {self.year}"
        if len(new) > 4:
            who = sentence(counted(len(new), "provincial economy", word=True))
            return f"{who} passed a trillion-yuan mark in {self.year}"
        first, *others = new.itertuples()
        title = f"{first.region} passed {first.mark} trillion yuan in {self.year}"
        rest = listed(f"{row.region} {row.mark}" for row in others)
        return f"{title}, {rest}" if rest else title

    def _subtitle(self, measure: str) -> str:
        return f"{measure}, Chinese provinces and municipalities, {BASES[self.basis]}"

    @cached_property
    def _caveats(self) -> str:
        """Who fell back below a mark, and who has none."""
        fallen = self.tables.fallen(self.basis)
        fallen = fallen[fallen["region"].isin(self.table["region"]) & (fallen["year"] <= self.year)]
        who = fallen["region"] + " was below " + fallen["mark"].astype(str)
        fell = listed(who + " trillion again in " + fallen["year"].astype(str))
        without = self.sizes["region"][self.sizes["highest"] == 0]
        names = listed(without) if len(without) <= FEW else counted(len(without), "region")
        yet = f"Yet to reach 1 trillion: {names}." if names else ""
        return spaced(f"{fell}." if fell else "", yet)

    @charts.house_style()
    def year_chart(self) -> Chart | Absence:
        """Draw how many new marks there were in each year, and the nation's growth in yuan."""
        if self.table.empty:
            return Absence(self.words())
        counts, growth = self._new_marks, self._national_growth
        subtitle = self._subtitle("Number of trillion-yuan GDP marks first passed")
        others = self._count_marks(self.other_basis)
        note = (
            f"A mark is each further trillion yuan of GDP. {sentence(BASES[self.other_basis])}: "
            f"{counted(others[self.year], 'mark')} in {self.year}, "
            f"{others.get(self.year - 1, 0)} in {self.year - 1}."
        )
        levels = self.tables.levels(REVISED, ("country",))
        keys = [*self.table["source"], *levels["source"][levels["year"] <= self.year]]
        title, words = self._years_title(), self.year_words()
        frame = Frame(self, "-years", title, subtitle, words, [note], keys)
        lines = [f"{growth[year]:.0f}" if year in growth else " " for year in counts.index]
        caption = "nominal growth of China's GDP, percent, revised where available"
        return charts.year_bars(frame, counts, lines, caption, self.year)

    def year_words(self) -> Words:
        """Say in words what `year_chart` shows."""
        if self.table.empty:
            return self.words()
        marks = listed(f"{year}: {count}" for year, count in self._new_marks.items())
        growth = listed(f"{year}: {rate:.0f}" for year, rate in self._national_growth.items())
        rates = f" Growth of China's GDP in yuan, percent: {growth}." if growth else ""
        return Words(f"New trillions by year, {BASES[self.basis]}: {marks}.{rates}")

    @cached_property
    def _new_marks(self) -> pd.Series:
        return self._count_marks(self.basis)

    def _count_marks(self, basis: str) -> pd.Series:
        """Count the marks reached in each year, from the first to the one drawn."""
        years = self.tables.crossings(basis, PROVINCIAL)["year"]
        every = range(self.table["reached"].min(), self.year + 1)
        return years.value_counts().reindex(every, fill_value=0)

    def _years_title(self) -> str:
        """Count the marks of the year, and name the year with most."""
        counts = self._new_marks
        now = counts.iloc[-1]
        times = "once" if now == 1 else f"{number_word(now)} times"
        title = f"Provinces passed a trillion-yuan mark {times} in {self.year}"
        if now == 0:
            title = f"No province passed a trillion-yuan mark in {self.year}"
        if len(counts) == 1:
            return title
        if now > counts.iloc[:-1].max():
            return f"{title}, the most so far"
        return f"{title}; the most was {number_word(counts.max())}, in {counts.idxmax()}"

    @cached_property
    def _national_growth(self) -> pd.Series:
        """China's growth in yuan by year, percent, from levels as last revised."""
        levels = self.tables.levels(REVISED, ("country",)).set_index("year")["value"]
        years = range(self.table["reached"].min() - 1, self.year + 1)
        return 100 * levels.reindex(years).pct_change(fill_method=None).dropna()
