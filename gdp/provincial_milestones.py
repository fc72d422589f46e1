"""Every trillion that the GDP of provinces and municipalities has reached, and when."""

import pandas as pd

from gdp import charts
from gdp.charts import DENSE, FOOT, GRID, INK, Absence, Chart, Frame, RowChart
from gdp.display import Words
from gdp.tables import FIRST, PROVINCIAL, REVISED, Tables, pick_year
from gdp.wording import counted, grouped, in_words, listed, number_word, sentence, short_level

BEAD = 0.235  # inches, the width of a bead
FEW = 5  # regions without a mark that are still rows, and named


class ProvincialMilestones(charts.Topic):
    """Every trillion yuan that the GDP of provinces and municipalities has reached.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Last year in which a mark can be reached; without it, the latest that the data hold.
    basis : {"first published", "revised"}
        Whether a level of GDP is the one first published, or a later one of the National Bureau
        of Statistics where there is one.

    Attributes
    ----------
    year, basis : int, str
    table : DataFrame
        One row for each mark of a region, the largest region first. Columns:

        - region, code, level : name, division code, and whether a province or a municipality
        - mark : in trillion yuan
        - reached : first year in which its GDP reached the mark
        - relation, value : GDP of that year, in trillion yuan
        - source, note : key into `sources`, and what a reader of that year must know
    sizes : DataFrame
        One row for each province and municipality, the largest first. Columns:

        - region, code : name and division code
        - highest : its highest mark by the year, or 0
        - relation, gdp : GDP of the year, in trillion yuan, where it is known
        - vintage : whether that is first published or revised
        - in_article : GDP of the year as an article prints it, in words, or empty
        - source : key into `sources`, for `gdp`

    Raises
    ------
    NoDataError
        If no region had reached a mark in the year that was asked for, or the data end before.
    ParameterError
        If `year` or `basis` is none that is allowed.
    """

    table: pd.DataFrame
    sizes: pd.DataFrame

    def __init__(self, tables: Tables, year: int | None = None, basis: str = FIRST) -> None:
        rows = tables.crossings(basis)
        rows = rows[rows["level"].isin(PROVINCIAL)].rename(columns={"year": "reached"})
        last = tables.last_year(PROVINCIAL)
        years = range(rows["reached"].min() if len(rows) else last + 1, last + 1)
        year = pick_year(year, years, "province or municipality past a mark")
        rows = rows[rows["reached"] <= year]
        sizes = _sizes(tables, year, basis, rows.groupby("region")["mark"].max())
        order = {region: place for place, region in enumerate(sizes["region"])}
        rows = rows.assign(order=rows["region"].map(order)).sort_values(["order", "mark"])
        columns = [
            "region",
            "code",
            "level",
            "mark",
            "reached",
            "relation",
            "value",
            "source",
            "note",
        ]
        table = rows[columns].reset_index(drop=True)
        vars(self).update(tables=tables, year=year, basis=basis, table=table, sizes=sizes)

    @charts.house_style()
    def chart(self) -> Chart | Absence:
        """Draw a ladder for each region with a bead for each trillion; at the right its GDP."""
        rows, sizes, year = self.table, self.sizes, self.year
        if (sizes["highest"] == 0).sum() > FEW:
            sizes = sizes[sizes["highest"] > 0]
        if rows.empty:
            return Absence(self.words())
        new = rows["reached"] == year
        notes = ["Number: trillions of yuan reached."]
        notes += [f"Dark: in {year}."] if new.any() else []
        subtitle = "Year when nominal GDP reached each trillion yuan"
        notes.append(self._caveats())
        more = sizes["source"].dropna()
        frame = self._frame("", self._title(), subtitle, self.words(), notes, more)
        blocks = [""] * len(sizes)
        chart = RowChart(frame, blocks, sizes["region"], size=0.265, right=1.5, above=0.45)
        axes = chart.axes
        first = rows["reached"].min()
        axes.set_xlim(first - 0.7, max(year, first + 9) + 0.7)
        charts.year_ticks(axes, first, year)
        rows = rows.assign(
            y=rows["region"].map(dict(zip(sizes["region"], chart.places, strict=True)))
        )
        start = rows.groupby("y")["reached"].min()
        axes.hlines(start.index, start, year + 0.5, color=GRID, linewidth=1.2, zorder=1)
        # Several marks in one year stand side by side around it, a bead apart.
        together = rows.groupby(["region", "reached"])["mark"]
        beside = together.cumcount() - (together.transform("size") - 1) / 2
        rows["x"] = rows["reached"] + beside * BEAD * charts.inch(axes)
        faces = pd.Series(GRID, rows.index).mask(new, INK)
        axes.scatter(rows["x"], rows["y"], 225, faces, zorder=3, gid="beads")
        for row in rows.itertuples():
            ink = "white" if row.reached == year else INK
            number = axes.text(row.x, row.y, f"{row.mark}", size=FOOT, zorder=4, color=ink)
            number.set(ha="center", va="center_baseline")
        right = charts.WIDTH - charts.MARGIN - 1.4
        for row, y in zip(sizes.dropna(subset="gdp").itertuples(), chart.places, strict=False):
            charts.at_side(axes, short_level(row.relation, row.gdp), y, right)
        kind = "Revised GDP" if {*sizes["vintage"]} == {REVISED} else "GDP"
        head = f"{kind} in {year},\ntrillion yuan"
        charts.at_side(axes, head, -0.65, right, weight="bold", color=charts.GREY, size=DENSE)
        return chart

    def words(self) -> Words:
        """Say in words what `chart` shows, and the GDP that articles print."""
        rows = self.table
        if rows.empty:
            return Words("The data name no province or municipality past a trillion yuan of GDP.")
        start = (
            f"By the end of {self.year}, {counted(rows['region'].nunique(), 'provincial economy')} "
            f"had reached {counted(len(rows), 'mark')} of nominal GDP, one for each trillion yuan."
        )
        new = rows[rows["reached"] == self.year]
        newly = grouped([f"In {self.year}"] * len(new), new["region"], new["mark"])
        tops = rows.drop_duplicates("region", keep="last")
        heads = "At " + tops["mark"].astype(str) + " trillion yuan"
        highest = grouped(heads, tops["region"] + " first in", tops["reached"])
        said = self.sizes[self.sizes["in_article"] != ""]
        heads = [f"GDP in {self.year}, in trillion yuan, in the article"] * len(said)
        printed = grouped(heads, said["region"], said["in_article"])
        parts = [start, newly, highest, printed, self._caveats()]
        return Words(" ".join(part for part in parts if part))

    def _title(self) -> str:
        """Name or count the regions with a new mark."""
        new = self.table.loc[self.table["reached"] == self.year, "region"].drop_duplicates()
        if len(new) > 4:
            who = sentence(counted(len(new), "provincial economy", word=True))
        else:
            who = listed(new) + (" each" if len(new) > 1 else "")
        return f"{who or 'No provincial economy'} reached a new trillion in {self.year}"

    @charts.house_style()
    def year_chart(self) -> Chart | Absence:
        """Draw how many new marks there were in each year, and the nation's growth in yuan."""
        if self.table.empty:
            return Absence(self.words())
        counts = self._new_marks()
        subtitle = "Number of trillion-yuan GDP marks first passed"
        note = "Nominal growth is that of revised figures, where there are."
        levels = self.tables.levels(REVISED)
        levels = levels[(levels["level"] == "country") & (levels["year"] <= self.year)]
        more = levels["source"]
        words = self.year_words()
        frame = self._frame("-years", self._years_title(), subtitle, words, [note], more)
        chart = Chart(frame, 2.6, above=0.1, below=0.75)
        axes = chart.panel()
        colours = [INK if year == self.year else "#B8B8B8" for year in counts.index]
        axes.bar_label(axes.bar(counts.index, counts, 0.75, color=colours), padding=2)
        growth = self._national_growth()
        names = [f"\N{RIGHT SINGLE QUOTATION MARK}{year % 100:02}" for year in counts.index]
        rates = [f"\n{growth[year]:.0f}%" if year in growth else "\n " for year in counts.index]
        axes.set_xticks(counts.index, [a + b for a, b in zip(names, rates, strict=True)])
        axes.set_xlim(counts.index[0] - 0.6, max(self.year, counts.index[0] + 7) + 0.6)
        axes.set_xlabel("second line: nominal growth of China's GDP", loc="left")
        axes.set_ylim(0, counts.max() * 1.12)
        axes.set_yticks([])
        axes.grid(visible=False)
        return chart

    def year_words(self) -> Words:
        """Say in words what `year_chart` shows."""
        if self.table.empty:
            return self.words()
        marks = listed(f"{year}: {count}" for year, count in self._new_marks().items())
        growth = listed(f"{year}: {rate:.0f}" for year, rate in self._national_growth().items())
        rates = f" Growth of China's GDP in yuan, percent: {growth}." if growth else ""
        return Words(f"New trillions by year: {marks}.{rates}")

    def _new_marks(self) -> pd.Series:
        """Count the marks reached in each year, from the first to the one drawn."""
        years = range(self.table["reached"].min(), self.year + 1)
        return self.table["reached"].value_counts().reindex(years, fill_value=0)

    def _years_title(self) -> str:
        """Set the count of the year against the one before, or the last like it."""
        counts = self._new_marks()
        now = counts.iloc[-1]
        marks = counted(now, "trillion-yuan mark", word=True) if now else "no trillion-yuan mark"
        title = f"Provinces passed {marks} in {self.year}"
        if now == 0 or len(counts) == 1:
            return title
        before = counts.iloc[:-1]
        last = before.iloc[-1]
        like = before.index[before <= now] if now < last else before.index[before >= now]
        if now == last or (len(like) and self.year - like[-1] < 3):
            return f"{title}, after {number_word(last)} in {self.year - 1}"
        since = f"since {like[-1]}" if len(like) else "so far"
        return f"{title}, the {'fewest' if now < last else 'most'} {since}"

    def _national_growth(self) -> dict[int, float]:
        """Return China's growth in yuan by year, percent, from levels as last revised."""
        china = self.tables.levels(REVISED)
        china = china[(china["level"] == "country") & (china["year"] <= self.year)]
        level = china.set_index("year")["value"]
        years = [year for year in self._new_marks().index if {year, year - 1} <= set(level.index)]
        return {year: 100 * (level[year] / level[year - 1] - 1) for year in years}

    def _frame(
        self, kind: str, title: str, subtitle: str, words: str, notes: list[str], more: pd.Series
    ) -> Frame:
        """Return what a `Chart` takes, with what both charts share."""
        basis = "as first published" if self.basis == FIRST else "on revised figures"
        subtitle = f"{subtitle}, Chinese provinces and municipalities, {basis}"
        note = "Dated by first reports; revisions moved many dates."
        if self.basis == REVISED:
            series = "the revised series of the National Bureau of Statistics"
            note = f"Dated by {series}, and by first reports where it ends."
        sources = [*self.table["source"], *more]
        return Frame(self, kind, title, subtitle, words, [*notes, note], sources)

    def _caveats(self) -> str:
        """Say who fell back below a mark, and who has none."""
        caveats = []
        fallen = self.tables.fallen(self.basis)
        for row in fallen[fallen["region"].isin(self.table["region"])].itertuples():
            if row.year <= self.year:
                caveats.append(f"{row.region} fell back below {row.mark} trillion in {row.year}.")
        without = self.sizes.loc[self.sizes["highest"] == 0, "region"]
        if len(without):
            names = listed(without) if len(without) <= FEW else counted(len(without), "region")
            caveats.append(f"Yet to reach 1 trillion: {names}.")
        return " ".join(caveats)


def _sizes(tables: Tables, year: int, basis: str, highest: pd.Series) -> pd.DataFrame:
    """List provinces and municipalities by GDP: on the basis if all are known, else as revised."""
    regions = tables.regions[tables.regions["level"].isin(PROVINCIAL)]
    regions = regions[["region", "code"]]
    for vintage in (basis, REVISED):
        levels = tables.levels(vintage)
        levels = levels[levels["year"] == year].rename(columns={"value": "gdp"})
        sizes = regions.merge(levels[["region", "relation", "gdp", "vintage", "source"]], "left")
        if sizes["gdp"].notna().all():
            break
    said = tables.statements("GDP", year=year)
    said = said[said["unit"] == "trillion yuan"]
    printed = dict(zip(said["region"], map(in_words, said["relation"], said["value"]), strict=True))
    sizes = sizes.assign(
        highest=sizes["region"].map(highest).fillna(0).astype(int),
        in_article=[printed.get(region, "") for region in sizes["region"]],
    )
    sizes = sizes.sort_values(["gdp", "highest"], ascending=False, kind="stable", ignore_index=True)
    columns = ["region", "code", "highest", "relation", "gdp", "vintage", "in_article", "source"]
    return sizes[columns]
