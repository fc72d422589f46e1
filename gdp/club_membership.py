"""The cities whose GDP has reached a mark, since when, how large they are, and who is next."""

from functools import cached_property

import pandas as pd

from gdp import charts, wording
from gdp.charts import CONTEXT, DENSE, GRID, INK, MARGIN, WIDTH, Absence, Chart, Frame, RowChart
from gdp.display import Words
from gdp.schema import BASES, BOUNDS, CITIES, FIRST, STANDINGS
from gdp.tables import Tables, Topic, check_choice, check_tables, intervals_of, pick_year

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
        check_tables(tables)
        check_choice("mark", mark, MARKS)
        years = tables.years_past(mark, basis, CITIES)
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
        rows = self.tables.crossings(self.basis, CITIES)
        rows = rows[(rows["mark"] == self.mark) & (rows["year"] <= self.year)]
        sizes = self._levels.set_index("region")[["relation", "value"]]
        rows = rows.drop(columns=["relation", "value"]).join(sizes, on="region")
        rows = rows.rename(columns={"region": "city", "year": "joined", "value": "gdp"})
        rows = rows.assign(order=rows["standing"].map(STANDINGS.index))
        rows = rows.sort_values(["joined", "order", "city"], ignore_index=True)
        rows["members"] = range(1, len(rows) + 1)
        where = ["standing", "province", "area"]
        return rows[["city", "code", "joined", *where, "members", "relation", "gdp", "source"]]

    @cached_property
    def _levels(self) -> pd.DataFrame:
        """GDP of the cities in the year."""
        levels = self.tables.levels(self.basis, CITIES)
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
        notes = [step, self._idle_years(), self._dating_note]
        counts = self.tables.statements("cities past the mark", year=self.year)
        keys = [*rows["source"], *counts["source"]]
        subtitle = (
            f"Year when each Chinese city's GDP first reached {self.mark} trillion yuan, "
            f"{BASES[self.basis]}"
        )
        frame = Frame(self, "", self._title(), subtitle, self.words(), notes, keys)
        chart = Chart(frame, max(count, 2) * 0.2 + 0.2)
        charts.draw_standing_key(chart, wording.by_standing(rows["standing"]))
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
        return Words(wording.spaced(start, latest, self._idle_years(), self._dating_note))

    def _title(self) -> str:
        """Say how the club grew, or who is in it."""
        first = self.table["joined"].min()
        founders = (self.table["joined"] == first).sum()
        if founders == len(self.table):
            return self._all_named()
        if self.table["joined"].max() < self.year:
            stood = f"it had {wording.counted(len(self.table), 'member', word=True)}"
            return f"No city joined the {self._club} club in {self.year}; {stood}"
        start = f"{wording.counted(founders, 'city', word=True)} in {first}"
        end = f"{wording.number_word(len(self.table))} in {self.year}"
        return f"The {self._club} club grew from {start} to {end}"

    def _all_named(self) -> str:
        verb, city = "were the only", f"{self._club} cities"
        if len(self.table) == 1:
            verb, city = "was the only", f"{self._club} city"
        return f"{wording.listed(self.table['city'])} {verb} {city} in {self.year}"

    @property
    def _club(self) -> str:
        return "trillion-yuan" if self.mark == 1 else f"{self.mark}-trillion-yuan"

    def _idle_years(self) -> str:
        """Name the years without a newcomer."""
        years = {*range(self.table["joined"].min(), self.year + 1)} - {*self.table["joined"]}
        named = wording.listed(sorted(years)).replace(" and ", " or ")
        return f"No city joined in {named}." if years else ""

    @cached_property
    def _dating_note(self) -> str:
        """Which years are drawn, and which of them the other basis would move."""
        rows = self.tables.crossings(self.other_basis, CITIES)
        rows = rows[rows["mark"] == self.mark]
        joined = rows["region"].map(self.table.set_index("city")["joined"])
        moved = rows[(rows["year"] != joined) & (joined.notna() | (rows["year"] <= self.year))]
        named = wording.listed(moved["region"] + " " + moved["year"].astype(str))
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
        notes = ["Order within an area: by year. Areas: our own grouping.", self._dating_note]
        subtitle = (
            f"Chinese cities with a GDP of at least {self.mark} trillion yuan, by area and year of "
            f"joining, {BASES[self.basis]}"
        )
        words, title = self.place_words(), self._place_title()
        frame = Frame(self, "-place", title, subtitle, words, notes, rows["source"])
        chart = RowChart(frame, rows["block"], rows["city"], size=0.205)
        charts.draw_standing_key(chart, wording.by_standing(rows["standing"]))
        axes = chart.axes
        charts.set_limits(axes, [first, max(self.year, first + 1)], 0.55, 0.1)
        axes.hlines(chart.places, rows["joined"], self.year, color=GRID, lw=5, zorder=1)
        for row, place in zip(rows.itertuples(), chart.places, strict=True):
            charts.city(axes, row, row.joined, place, str(row.joined), left=True)
        charts.year_ticks(axes, first, self.year)
        return chart

    def place_words(self) -> Words:
        """Say in words what `place_chart` shows: each area's cities and their years."""
        if self.table.empty:
            return self.words()
        rows = self._by_area()
        start = f"Years when nominal GDP reached {self.mark} trillion yuan."
        cities = wording.grouped(rows["area"], rows["city"], rows["joined"])
        return Words(f"{start} {cities} {self._dating_note}")

    def _by_area(self) -> pd.DataFrame:
        """Sort the members by area, that with most cities first, and head each area."""
        sizes = self.table["area"].map(self.table["area"].value_counts())
        rows = self.table.assign(fall=-sizes, block=self.table["area"] + ": " + sizes.astype(str))
        return rows.sort_values(["fall", "area", "members"], ignore_index=True)

    def _place_title(self) -> str:
        """Name the area with most cities, if one has more than the others."""
        sizes = self.table["area"].value_counts()
        if sizes.max() == 1:
            return self._all_named()
        if (sizes == sizes.max()).sum() > 1:
            cities = f"the {wording.number_word(len(self.table))} {self._club} cities"
            most = wording.number_word(sizes.max())
            return f"No area had more than {most} of {cities} in {self.year}"
        area = f"the {sizes.index[0]}" if sizes.index[0].endswith("Delta") else sizes.index[0]
        who = wording.share_of(sizes.max(), len(self.table), f"{self._club} city")
        return f"{wording.sentence(who)} were in {area} in {self.year}"

    @cached_property
    def candidates(self) -> pd.DataFrame:
        """The recorded cities that are surely below the mark and have half of it, largest first.

        Columns: city, code, standing, relation, gdp (trillion yuan).
        """
        highest = [found.high for found in intervals_of(self._levels)]
        rows = self._levels.assign(highest=highest)
        rows = rows.rename(columns={"region": "city", "value": "gdp"})
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
        title, words, keys = self._size_title(), self.size_words(), self._drawn_levels["source"]
        frame = Frame(self, "-size", title, self._size_measure, words, [self._size_note], keys)
        blocks = rows["block"] + ": " + rows["block"].map(rows["block"].value_counts()).astype(str)
        chart = RowChart(frame, blocks, rows["city"], size=0.205, right=0.6, above=0.6)
        axes = chart.axes
        kinds = {kind: wording.plural(kind) for kind in wording.by_standing(rows["standing"])}
        charts.draw_standing_key(chart, kinds, 0.55)
        axes.set_xlim(0, max(self.mark, rows["gdp"].max()) * 1.01)
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
        for name in self._nearest["city"]:
            chart.names[name].set_fontweight("bold")
        return chart

    def size_words(self) -> Words:
        """Say in words what `size_chart` shows."""
        rows = self._sizes.dropna(subset="gdp")
        if rows.empty:
            return self._why_no_sizes()
        levels = map(wording.in_words, rows["relation"], rows["gdp"])
        sizes = wording.grouped(rows["block"], rows["city"], levels)
        return Words(f"{self._size_measure}. {sizes} {self._size_note}")

    @property
    def _drawn_levels(self) -> pd.DataFrame:
        """The levels of members and candidates."""
        return self._levels[self._levels["region"].isin(self._sizes["city"])]

    @property
    def _size_measure(self) -> str:
        """Say what is compared; on the revised basis, all may still be first figures."""
        basis = FIRST if {*self._drawn_levels["vintage"]} == {FIRST} else self.basis
        return f"GDP of Chinese cities in {self.year}, trillion yuan, {BASES[basis]}"

    def _why_no_sizes(self) -> Words:
        """Say why there are no sizes and shares."""
        if self.table.empty:
            return self.words()
        members = wording.counted(len(self.table), "member")
        known = f"{self._measured.sum()} of {members}"
        return Words(f"Sizes are not compared: {self.year} has exact figures for {known}.")

    @property
    def _measured(self) -> pd.Series:
        """Whether the GDP of a member is known, not only a limit of it."""
        return self.table["gdp"].notna() & ~self.table["relation"].isin(BOUNDS)

    @cached_property
    def _sizes(self) -> pd.DataFrame:
        """Members and candidates by GDP, if it is known of nine members in ten."""
        if self.table.empty or self._measured.mean() < 0.9:
            return self.table[:0]
        members = self.table.sort_values("gdp", ascending=False).assign(block="Members")
        return pd.concat([members, self.candidates.assign(block="Recorded below the mark")])

    @property
    def _nearest(self) -> pd.DataFrame:
        """The candidate closest to the mark, unless so few are recorded that it says little."""
        exact = self.candidates[self.candidates["relation"] == "exact"]
        return exact.head(1 if len(exact) >= FEW else 0)

    def _size_title(self) -> str:
        """Name the largest city below the mark, or else the largest of all."""
        for city, gdp in zip(self._nearest["city"], self._nearest["gdp"], strict=True):
            level = f"{wording.shortest(round(gdp, 4))} trillion yuan"
            return f"{city}, at {level}, was the largest recorded below the mark in {self.year}"
        top = self._sizes.iloc[0]
        level = f"{wording.in_words(top['relation'], round(top['gdp'], 2))} trillion yuan"
        return f"{top['city']} led the {self._club} club in {self.year}, with {level}"

    @cached_property
    def _size_note(self) -> str:
        """Say what the list lacks, and which cities are below their level of last year."""
        levels = self.tables.levels(self.basis, CITIES)
        levels = levels[levels["relation"] == "exact"].set_index("region")
        before = levels["value"][levels["year"] == self.year - 1]
        now = levels["value"][levels["year"] == self.year]
        now = now[now.index.isin([*self.table["city"], *self.candidates["city"]])]
        fell = wording.listed(now.index[now < before.reindex(now.index)])
        less = f"In yuan, GDP was lower than in {self.year - 1} in {fell}." if fell else ""
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
        """A row for each year since the first member joined, if GDP of `year` is on record.

        Columns: year, share (the mark in percent of China's GDP of that year), members (of the club
        in that year), cities (those that in `year` had that share of China's GDP at least).
        """
        china = self._national_levels.set_index("year")["value"]
        if self._sizes.empty or self.year not in china.index:
            return pd.DataFrame(columns=["year", "share", "members", "cities"])
        rows = pd.DataFrame({"year": range(self.table["joined"].min(), self.year + 1)})
        rows["share"] = 100 * self.mark / rows["year"].map(china)
        rows["members"] = [(self.table["joined"] <= year).sum() for year in rows["year"]]
        reached = self._sizes[self._sizes["relation"].map(BOUNDS) != "upper"]
        sizes = 100 * reached["gdp"] / china[self.year]
        rows["cities"] = [(sizes >= share).sum() for share in rows["share"]]
        return rows.dropna()

    @cached_property
    def _national_levels(self) -> pd.DataFrame:
        levels = self.tables.levels(self.basis, ("country",))
        return levels[levels["year"] <= self.year]

    @charts.house_style()
    def share_chart(self) -> Chart | Absence:
        """Draw the members of each year, and who has as large a share of China's GDP now."""
        if self.shares.empty:
            return Absence(self.share_words())
        rows = self.shares.set_index("year")
        subtitle = (
            f"Bars: cities past {self.mark} trillion yuan. Dots: cities in {self.year} past a mark "
            "raised with China's GDP since that year"
        )
        note = (
            f"Dot: cities whose GDP in {self.year} was as large a share of China's GDP, or larger, "
            f"as {self.mark} trillion yuan was in the year of the bar."
        )
        keys = [*self.table["source"], *self._levels["source"], *self._national_levels["source"]]
        words, title = self.share_words(), self._share_title()
        notes = [note, self._unknown]
        frame = Frame(self, "-share", title, subtitle, words, notes, keys)
        dots = rows["cities"].drop(self.year)  # in which all members have the share
        lines = rows["share"].map("{:.1f}".format)
        caption = f"{self.mark} trillion yuan in percent of China's GDP that year"
        then = self._ten_years_before["year"]
        return charts.year_bars(frame, rows["members"], lines, caption, then, dots)

    def share_words(self) -> Words:
        """Say in words what `share_chart` shows."""
        rows = self.shares
        if self._sizes.empty:
            return self._why_no_sizes()
        if rows.empty:
            return Words(f"China's GDP of {self.year} is not on record.")
        start = (
            f"Cities past {self.mark} trillion yuan, that mark in percent of China's GDP, and "
            f"cities that in {self.year} had as large a share of it."
        )
        years = [
            f"{row.year}: {row.members}, {row.share:.1f}, {row.cities}" for row in rows.itertuples()
        ]
        return Words(wording.spaced(f"{start} {'; '.join(years)}.", self._unknown))

    def _share_title(self) -> str:
        """Compare the members of an earlier year with those of now, had the mark grown with GDP."""
        then = self._ten_years_before
        if then["year"] == self.year:
            share = f"{then['share']:.1f} percent of China's GDP"
            return f"{self.mark} trillion yuan was {share} in {self.year}"
        who = wording.sentence(wording.counted(int(then["members"]), "city", word=True))
        be = "was" if then["members"] == 1 else "were"
        now = f"{wording.number_word(int(then['cities']))} would be in {self.year}"
        return f"{who} {be} past the mark in {then['year']:g}; had it grown with GDP, {now}"

    @property
    def _ten_years_before(self) -> pd.Series:
        """The row of `shares` for ten years before, or for the first year."""
        return self.shares[self.shares["year"] >= self.year - 10].iloc[0]
