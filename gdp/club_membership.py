"""The cities whose GDP has reached a mark, since when, how large they are, and who is next."""

from functools import cached_property

import pandas as pd

from gdp import charts, wording
from gdp.charts import CONTEXT, DENSE, GRID, INK, MARGIN, WIDTH, Absence, Chart, Frame, RowChart
from gdp.display import Words
from gdp.schema import STANDINGS
from gdp.tables import BASES, BOUNDS, FIRST, Tables, Topic, check_choice, intervals_of, pick_year

MARKS = (1, 2, 3)  # trillion yuan
FEW = 5  # candidates of whom the nearest to the mark is worth a title


class ClubMembership(Topic):
    """The club of cities whose GDP has reached a mark.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year at whose end the club is shown; without it, the latest that the data hold.
    basis : {"first published", "revised"}
        Whether a level of GDP is the one first published, or a later official one, where one was
        found.
    mark : {1, 2, 3}
        The mark, in trillion yuan.

    Raises
    ------
    NoDataError
        If no city had reached the mark in the year that was asked for, or the data end before.
    ParameterError
        If `year`, `basis` or `mark` is none that is allowed.
    """

    def __init__(
        self, tables: Tables, year: int | None = None, basis: str = FIRST, mark: int = 1
    ) -> None:
        check_choice("mark", mark, MARKS)
        crossings = _of_cities(tables.crossings(basis))
        last = tables.last_year(["city", "municipality"])
        start = crossings["year"][crossings["mark"] == mark].min()
        years = range(start, last + 1) if start > 0 else []
        year = pick_year(year, years, f"city with {mark} trillion yuan")
        super().__init__(tables, year, basis, mark)

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each member, by year, within a year by standing and name.

        Columns: city, code, joined (first year in which its GDP reached the mark), standing
        (municipality, provincial capital or other city), province, area (where it lies), members
        (number of cities in the club, this one and those above counted), relation and gdp (GDP of
        `year` in trillion yuan, where it is known), source (key into `sources`, for the year in
        which it joined).
        """
        rows = self._crossings
        rows = rows[(rows["mark"] == self.mark) & (rows["year"] <= self.year)]
        sizes = self._levels.set_index("city")[["relation", "value"]]
        rows = rows.drop(columns=["relation", "value"]).join(sizes, on="city")
        rows = rows.rename(columns={"year": "joined", "value": "gdp"})
        rows = rows.assign(order=rows["standing"].map(STANDINGS.index))
        rows = rows.sort_values(["joined", "order", "city"], ignore_index=True)
        rows["members"] = range(1, len(rows) + 1)
        where = ["standing", "province", "area"]
        return rows[["city", "code", "joined", *where, "members", "relation", "gdp", "source"]]

    @cached_property
    def _crossings(self) -> pd.DataFrame:
        return _of_cities(self.tables.crossings(self.basis))

    @cached_property
    def _levels(self) -> pd.DataFrame:
        """GDP of the cities in the year."""
        levels = _of_cities(self.tables.levels(self.basis))
        return levels[levels["year"] == self.year]

    @charts.house_style()
    def chart(self) -> Chart | Absence:
        """Draw the club as a staircase whose steps are the cities."""
        rows = self.table
        if rows.empty:
            return Absence(self.words())
        count = len(rows)
        first = rows["joined"].min()
        step = "A step is a city; the order within a year has no meaning."
        notes = [step, self._idle_years(), self._basis_note]
        counts = self.tables.statements("cities past the mark", year=self.year)
        keys = [*rows["source"], *counts["source"]]
        subtitle = self._subtitle("by year first reached")
        frame = Frame(self, "", self._title(), subtitle, self.words(), notes, keys)
        chart = Chart(frame, max(count, 2) * 0.2 + 0.2)
        charts.name_standings(chart, wording.by_standing(rows["standing"]))
        left = max(charts.text_width(city, DENSE) for city in rows["city"]) + 0.25
        axes = chart.panel(MARGIN + left, WIDTH - MARGIN - 0.7)
        axes.set_xlim(first - 0.1, self.year + 0.6)
        axes.set_ylim(0, max(count, 2) + 0.8)
        axes.set_yticks([])
        across = [first, *rows["joined"], self.year + 0.6]
        up = [0, *rows["members"], count]
        axes.step(across, up, where="post", color=CONTEXT, linewidth=1.5, gid="staircase")
        for row in rows.itertuples():
            charts.city(axes, row, row.joined, row.members, row.city, left=True)
        charts.label(axes, wording.counted(count, "city"), self.year + 0.6, count, weight="bold")
        charts.year_ticks(axes, first, self.year)
        return chart

    def words(self) -> Words:
        """Say in words what `chart` shows, and which cities the other basis would move."""
        if self.table.empty:
            return Words(f"The data name no city with {self.mark} trillion yuan of GDP.")
        joined = self.table.groupby("joined")["city"].agg(wording.listed)
        kinds = wording.listed(wording.by_standing(self.table["standing"]).values())
        start = (
            f"By the end of {self.year}, {wording.counted(len(self.table), 'city')} of the Chinese "
            f"mainland had reached a nominal GDP of {self.mark} trillion yuan: {kinds}. First, in "
            f"{joined.index[0]}: {joined.iloc[0]}."
        )
        latest = f"Latest, in {joined.index[-1]}: {joined.iloc[-1]}." if len(joined) > 1 else ""
        return Words(wording.spaced(start, latest, self._idle_years(), self._basis_note))

    def _title(self) -> str:
        """Say how the club grew, or who is in it."""
        first = self.table["joined"].min()
        founders = (self.table["joined"] == first).sum()
        if founders == len(self.table):
            verb = "was the only" if founders == 1 else "were the only"
            city = f"{self._club} city" if founders == 1 else f"{self._club} cities"
            return f"{wording.listed(self.table['city'])} {verb} {city} in {self.year}"
        start = f"{wording.counted(founders, 'city', word=True)} in {first}"
        end = f"{wording.number_word(len(self.table))} in {self.year}"
        return f"The {self._club} club grew from {start} to {end}"

    @property
    def _club(self) -> str:
        return "trillion-yuan" if self.mark == 1 else f"{self.mark}-trillion-yuan"

    def _subtitle(self, by: str) -> str:
        basis = BASES[self.basis]
        return f"Chinese cities with a GDP of at least {self.mark} trillion yuan, {by}, {basis}"

    def _idle_years(self) -> str:
        """Name the years without a newcomer."""
        years = {*range(self.table["joined"].min(), self.year + 1)} - {*self.table["joined"]}
        named = wording.listed(sorted(years)).replace(" and ", " or ")
        return f"No city joined in {named}." if years else ""

    @cached_property
    def _basis_note(self) -> str:
        """Which years are drawn, and which of them the other basis would move."""
        (other,) = {*BASES} - {self.basis}
        rows = _of_cities(self.tables.crossings(other))
        rows = rows[rows["mark"] == self.mark].merge(self.table, on="city").sort_values("city")
        rows = rows[rows["year"] != rows["joined"]]
        named = wording.listed(rows["city"] + " " + rows["year"].astype(str))
        start, rest = "Dated by first reports", "later official figures"
        if self.basis != FIRST:
            start, rest = "Dated by later official figures, where found", "first reports"
        return f"{start}; {rest} give {named}." if named else f"{start}."

    @charts.house_style()
    def place_chart(self) -> Chart | Absence:
        """Draw for how long each city has been a member, by area, that with most cities first."""
        if self.table.empty:
            return Absence(self.words())
        rows = self._by_area()
        first = rows["joined"].min()
        notes = ["Order within an area: by year. Areas: our own grouping.", self._basis_note]
        subtitle = self._subtitle("by area, and since when")
        words = self.place_words()
        title = self._place_title()
        frame = Frame(self, "-place", title, subtitle, words, notes, rows["source"])
        chart = RowChart(frame, rows["block"], rows["city"], size=0.205, right=0.6)
        charts.name_standings(chart, wording.by_standing(rows["standing"]))
        axes = chart.axes
        axes.set_xlim(first - 0.3, max(self.year, first + 1))
        axes.hlines(chart.places, rows["joined"], self.year, color=GRID, lw=5, zorder=1)
        for row, place in zip(rows.itertuples(), chart.places, strict=True):
            charts.city(axes, row, row.joined, place, str(row.joined))
        charts.year_ticks(axes, first, self.year)
        return chart

    def place_words(self) -> Words:
        """Say in words what `place_chart` shows: each area's cities and their years."""
        if self.table.empty:
            return self.words()
        rows = self._by_area()
        start = f"Years when nominal GDP reached {self.mark} trillion yuan."
        cities = wording.grouped(rows["area"], rows["city"], rows["joined"])
        return Words(f"{start} {cities} {self._basis_note}")

    def _by_area(self) -> pd.DataFrame:
        """Sort the members by area, that with most cities first, and head each area."""
        sizes = self.table["area"].map(self.table["area"].value_counts())
        rows = self.table.assign(fall=-sizes, block=self.table["area"] + ": " + sizes.astype(str))
        return rows.sort_values(["fall", "area", "members"], ignore_index=True)

    def _place_title(self) -> str:
        """Name the area with most cities, or those that share the lead."""
        sizes = self.table["area"].value_counts()
        leading = sorted(sizes.index[sizes == sizes.max()])
        named = [f"the {area}" if area.endswith("Delta") else area for area in leading]
        if len(leading) == 1:
            who = wording.share_of(sizes.max(), len(self.table), f"{self._club} city")
            return f"{who} {'was' if len(self.table) == 1 else 'were'} in {named[0]} in {self.year}"
        cities = wording.counted(sizes.max(), f"{self._club} city", word=True)
        return wording.sentence(f"{wording.listed(named)} had {cities} each in {self.year}")

    @cached_property
    def candidates(self) -> pd.DataFrame:
        """The recorded cities that are surely below the mark and have half of it, largest first.

        Columns: city, code, standing, relation, gdp (trillion yuan).
        """
        highest = [found.high for found in intervals_of(self._levels)]
        rows = self._levels.assign(highest=highest).rename(columns={"value": "gdp"})
        rows = rows[(rows["gdp"] >= self.mark / 2) & (rows["highest"] < self.mark)]
        rows = rows[~rows["city"].isin(self.table["city"])]
        rows = rows.sort_values("gdp", ascending=False, ignore_index=True)
        return rows[["city", "code", "standing", "relation", "gdp"]]

    @charts.house_style()
    def size_chart(self) -> Chart | Absence:
        """Draw members and candidates by the GDP of the year, with a line at the mark."""
        rows = self._sizes
        if rows.empty:
            return Absence(self.size_words())
        subtitle = self._subtitle(f"in {self.year}, and cities below")
        levels = self._levels[self._levels["city"].isin(rows["city"])]
        words, notes = self.size_words(), [self._size_note]
        frame = Frame(self, "-size", self._size_title(), subtitle, words, notes, levels["source"])
        blocks = rows["block"] + ": " + rows["block"].map(rows["block"].value_counts()).astype(str)
        chart = RowChart(frame, blocks, rows["city"], size=0.205, right=0.6, above=0.6)
        axes = chart.axes
        kinds = {kind: wording.plural(kind) for kind in wording.by_standing(rows["standing"])}
        charts.name_standings(chart, kinds, 0.55)
        axes.set_xlim(0, rows["gdp"].max() * 1.01)
        axes.axvline(self.mark, color=INK, lw=1.2, zorder=1, gid="line mark")
        charts.above_line(axes, f"{self.mark} trillion yuan", self.mark)
        axes.hlines(chart.places, self.mark, rows["gdp"], color=GRID, lw=2, zorder=0)
        for row, place in zip(rows.itertuples(), chart.places, strict=True):
            if pd.isna(row.gdp):
                charts.label(axes, "no figure", self.mark, place, size=DENSE, color=charts.GREY)
                continue
            level = wording.short_level(row.relation, row.gdp)
            mark = charts.city(axes, row, row.gdp, place, level, left=row.gdp < self.mark)
            if row.relation in BOUNDS:
                mark.set_markerfacecolor("white")
        return chart

    def size_words(self) -> Words:
        """Say in words what `size_chart` shows."""
        rows = self._sizes.dropna(subset="gdp")
        if self.table.empty:
            return self.words()
        if rows.empty:
            return Words(f"The GDP of {self.year} is known of too few members for a chart.")
        levels = map(wording.in_words, rows["relation"], rows["gdp"])
        sizes = wording.grouped(rows["block"], rows["city"], levels)
        return Words(f"GDP in {self.year}, in trillion yuan. {sizes} {self._size_note}")

    @cached_property
    def _sizes(self) -> pd.DataFrame:
        """Members and candidates by GDP, if it is more than a limit for half the members."""
        members = self.table.sort_values("gdp", ascending=False).assign(block="Members")
        known = members["gdp"].notna() & ~members["relation"].isin(BOUNDS)
        if known.sum() < max(len(members) / 2, 1):
            return members[:0]
        return pd.concat([members, self.candidates.assign(block="Recorded below the mark")])

    def _size_title(self) -> str:
        """Name the city nearest to the mark from below, or else the largest."""
        few = len(self.candidates) < FEW  # of whom the nearest says little
        named = self._sizes.iloc[0] if few else self.candidates.iloc[0]
        level = f"{wording.in_words(named['relation'], round(named['gdp'], 4))} trillion yuan"
        if few:
            return f"{named['city']}'s GDP was {level} in {self.year}"
        return f"{named['city']}, at {level}, was closest to the mark in {self.year}"

    @cached_property
    def _size_note(self) -> str:
        """Say what the list lacks, and which cities are below their level of last year."""
        levels = _of_cities(self.tables.levels(self.basis))
        levels = levels[levels["relation"] == "exact"].set_index("city")
        before = levels["value"][levels["year"] == self.year - 1]
        now = levels["value"][levels["year"] == self.year]
        now = now[now.index.isin([*self.table["city"], *self.candidates["city"]])]
        fell = wording.listed(now.index[now < before.reindex(now.index)])
        less = f"Less than in {self.year - 1}: {fell}." if fell else ""
        return " ".join(
            filter(None, ["The list below the mark is incomplete.", self._unknown, less])
        )

    @property
    def _unknown(self) -> str:
        """Name the members without a level."""
        unknown = wording.listed(self.table["city"][self.table["gdp"].isna()])
        return f"No figure for {self.year} was found for {unknown}." if unknown else ""

    @cached_property
    def shares(self) -> pd.DataFrame:
        """A row for each year since the first member joined, if nine in ten have a GDP for `year`.

        Columns: year, share (the mark in percent of China's GDP of that year), members (of the club
        in that year), cities (those that in `year` had that share of China's GDP at least).
        """
        china = self._national_levels.set_index("year")["value"]
        rows = pd.DataFrame({"year": range(self.table["joined"].min(), self.year + 1)})
        rows["share"] = 100 * self.mark / rows["year"].map(china)
        rows["members"] = [(self.table["joined"] <= year).sum() for year in rows["year"]]
        known = self.table["gdp"].notna().mean()
        if self._sizes.empty or known < 0.9 or self.year not in china.index:
            return rows.assign(cities=0)[:0]
        sizes = 100 * self._sizes["gdp"] / china[self.year]
        rows["cities"] = [(sizes >= share).sum() for share in rows["share"]]
        return rows.dropna()

    @cached_property
    def _national_levels(self) -> pd.DataFrame:
        levels = self.tables.levels(self.basis)
        return levels[(levels["level"] == "country") & (levels["year"] <= self.year)]

    @charts.house_style()
    def share_chart(self) -> Chart | Absence:
        """Draw the members of each year, and who has as large a share of China's GDP now."""
        rows = self.shares
        if rows.empty:
            return Absence(self.share_words())
        subtitle = (
            f"Bars: cities past {self.mark} trillion yuan by year. "
            f"Dots: cities that had as large a share of China's GDP in {self.year}"
        )
        caption = f"below the year: {self.mark} trillion yuan as a share of China's GDP; dots"
        keys = [*self.table["source"], *self._levels["source"], *self._national_levels["source"]]
        notes = [self._unknown, self._basis_note]
        words, title = self.share_words(), self._share_title()
        frame = Frame(self, "-share", title, subtitle, words, notes, keys)
        lines = rows["share"].map("{:.1f}%\n".format) + rows["cities"].astype(str)
        by_year = rows.set_index("year")
        return charts.year_bars(frame, by_year["members"], lines, caption, by_year["cities"])

    def share_words(self) -> Words:
        """Say in words what `share_chart` shows."""
        rows = self.shares
        if self.table.empty:
            return self.words()
        if rows.empty:
            return Words(f"GDP of {self.year} is not known of China and nine in ten members.")
        head = (
            f"Cities past {self.mark} trillion yuan, that mark in percent of China's GDP, and "
            f"cities that in {self.year} had as large a share of it"
        )
        years = [
            f"{row.year}: {row.members}, {row.share:.1f}, {row.cities}" for row in rows.itertuples()
        ]
        return Words(f"{head}. {'; '.join(years)}.")

    def _share_title(self) -> str:
        """Say how many cities would be members if the mark had grown like China's GDP."""
        then = self.shares[self.shares["year"] >= self.year - 10].iloc[0]
        who = wording.share_of(int(then["cities"]), len(self.table), f"{self._club} city")
        return f"{who} would pass a mark kept at its {then['year']:g} share of China's GDP"


def _of_cities(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of cities, municipalities included."""
    return rows[rows["standing"].fillna("") != ""].rename(columns={"region": "city"})
