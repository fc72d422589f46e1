"""The cities whose GDP has reached a mark, since when, how large they are, and who is next."""

import numbers
from collections.abc import Callable
from functools import cached_property

import pandas as pd
from matplotlib.ticker import MaxNLocator, NullLocator

from gdp import charts
from gdp.charts import CONTEXT, DENSE, INK, MARGIN, WIDTH, Absence, Chart, Frame, RowChart
from gdp.display import Words
from gdp.schema import STANDINGS
from gdp.tables import (
    BASES,
    BOUNDS,
    FIRST,
    REVISED,
    ParameterError,
    Tables,
    intervals_of,
    pick_year,
)
from gdp.wording import (
    by_standing,
    counted,
    grouped,
    in_words,
    listed,
    number_word,
    plural,
    sentence,
    share_of,
    short_level,
)

MARKS = (1, 2, 3)  # trillion yuan
FEW = 5  # candidates of whom the nearest to the mark is worth a title
TICKS = (10, 5, 4, 3, 2, 1.5, 1, 0.7, 0.5)  # percent of the nation's GDP


class ClubMembership(charts.Topic):
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

    Attributes
    ----------
    year, basis, mark : int, str, int
    table : DataFrame
        One row for each member, by year, within a year by standing and name. Columns:

        - city, code : name and division code
        - joined : first year in which its GDP reached the mark
        - standing : municipality, provincial capital or other city
        - province, area : where it lies
        - members : number of cities in the club, this one and those above counted
        - relation, gdp : GDP of `year` in trillion yuan, where it is known
        - source : key into `sources`, for the year in which it joined
    candidates : DataFrame
        The recorded cities that are surely below the mark and have half of it, largest first.
        Columns: city, code, standing, relation, gdp.
    shares : DataFrame
        One row for each mark and year up to `year` in which a city was past the mark; none if
        China's GDP of `year` is not known. Columns: mark, year, cities (past the mark) and share
        (the mark in percent of China's GDP).

    Raises
    ------
    NoDataError
        If no city had reached the mark in the year that was asked for, or the data end before.
    ParameterError
        If `year`, `basis` or `mark` is none that is allowed.
    """

    table: pd.DataFrame
    candidates: pd.DataFrame
    shares: pd.DataFrame

    def __init__(
        self, tables: Tables, year: int | None = None, basis: str = FIRST, mark: int = 1
    ) -> None:
        if not isinstance(mark, numbers.Real) or isinstance(mark, bool) or mark not in MARKS:
            raise ParameterError(f"mark {mark!r}; allowed: 1, 2, 3, in trillion yuan")
        crossings = _of_cities(tables.crossings(basis)).rename(columns={"year": "joined"})
        past = crossings[crossings["mark"] == mark]
        last = tables.last_year(["city", "municipality"])
        years = range(past["joined"].min() if len(past) else last + 1, last + 1)
        year = pick_year(year, years, f"city with {mark:g} trillion yuan")
        levels = _of_cities(tables.levels(basis))
        levels = levels[levels["year"] == year].rename(columns={"value": "gdp"})
        sizes = levels.set_index("city")[["relation", "gdp"]]
        table = past[past["joined"] <= year].drop(columns="relation").join(sizes, on="city")
        table = table.assign(order=table["standing"].map(STANDINGS.index))
        table = table.sort_values(["joined", "order", "city"], ignore_index=True)
        table["members"] = range(1, len(table) + 1)
        columns = ["city", "code", "joined", "standing", "province", "area", "members"]
        highest = [found.high for found in intervals_of(levels.rename(columns={"gdp": "value"}))]
        near = (levels["gdp"] >= mark / 2) & (pd.Series(highest, levels.index) < mark)
        below = levels[near & ~levels["city"].isin(table["city"])]
        below = below.sort_values("gdp", ascending=False, ignore_index=True)
        vars(self).update(
            tables=tables,
            year=year,
            basis=basis,
            mark=int(mark),
            table=table[[*columns, "relation", "gdp", "source"]],
            candidates=below[["city", "code", "standing", "relation", "gdp"]],
            shares=_shares(tables, crossings, basis, year),
        )

    @charts.house_style()
    def chart(self) -> Chart | Absence:
        """Draw the club as a staircase whose steps are the cities."""
        rows = self.table
        if rows.empty:
            return Absence(self.words())
        count = len(rows)
        first = rows["joined"].min()
        step = "A step is a city; the order within a year has no meaning."
        notes = (step, self._idle_years())
        frame = self._frame("", self._title(), "by year first reached", self.words(), *notes)
        chart = Chart(frame, max(count, 2) * 0.2 + 0.2)
        charts.name_standings(chart, by_standing(rows["standing"]))
        left = max(charts.text_width(city, DENSE) for city in rows["city"]) + 0.25
        axes = chart.panel(MARGIN + left, WIDTH - MARGIN - 0.7)
        axes.set_xlim(first - 0.1, self.year + 0.6)
        axes.set_ylim(0, max(count, 2) + 0.8)
        axes.set_yticks([])
        across = [first, *rows["joined"], self.year + 0.6]
        up = [0, *rows["members"], count]
        axes.step(across, up, where="post", color=CONTEXT, linewidth=1.5, gid="staircase")
        for row in rows.itertuples():
            charts.city(axes, row, row.joined, row.members, left=True)
        charts.label(axes, counted(count, "city"), self.year + 0.6, count, weight="bold")
        charts.year_ticks(axes, first, self.year)
        return chart

    def words(self) -> Words:
        """Say in words what `chart` shows, and which cities the other basis would move."""
        if self.table.empty:
            return Words(f"The data name no city with {self.mark} trillion yuan of GDP.")
        joined = self.table.groupby("joined")["city"].agg(listed)
        kinds = listed(by_standing(self.table["standing"]).values())
        start = (
            f"By the end of {self.year}, {counted(len(self.table), 'city')} of the Chinese "
            f"mainland had reached a nominal GDP of {self.mark} trillion yuan: {kinds}. First, in "
            f"{joined.index[0]}: {joined.iloc[0]}."
        )
        latest = f"Latest, in {joined.index[-1]}: {joined.iloc[-1]}." if len(joined) > 1 else ""
        parts = [start, latest, self._idle_years(), self._basis_note]
        return Words(" ".join(part for part in parts if part))

    def _title(self) -> str:
        """Say how the club grew, or who is in it."""
        first = self.table["joined"].min()
        start = (self.table["joined"] == first).sum()
        if len(self.table) == start:
            return self._all_named()
        members = counted(start, "city", word=True)
        grown = f"to {number_word(len(self.table))} in {self.year}"
        return f"The {self._club()} club grew from {members} in {first} {grown}"

    @charts.house_style()
    def standing_chart(self) -> Chart | Absence:
        """Name every city at its year, in a strip for each standing."""
        return self._strips("standing", "-standing", self._standing_title)

    def standing_words(self) -> Words:
        """Say in words what `standing_chart` shows: the cities of each standing and their years."""
        return self._cities_told_by("standing")

    def _standing_title(self) -> str:
        """Say which standings have not joined of late, or else which one leads."""
        latest = self.table.groupby("standing")["joined"].max().sort_values()
        if len(latest) > 1 and latest.index[-1] == "other city":
            start = latest.iloc[-2] + 1
            if self.table.loc[self.table["joined"] >= start, "joined"].nunique() > 1:
                who = "No provincial capital or municipality"
                return f"{who} joined the club from {start} to {self.year}"
        leading = [_head(group).lower() for group in self._leading("standing")]
        size = self.table["standing"].value_counts().max()
        if len(leading) > 1:
            kinds = listed(f"{number_word(size)} {kind}" for kind in leading)
            return sentence(f"{kinds} led the {self._club()} club in {self.year}")
        who = share_of(size, len(self.table), f"{self._club()} city")
        return f"{who} were {leading[0]} in {self.year}"

    @charts.house_style()
    def place_chart(self) -> Chart | Absence:
        """Name every city at its year, in a strip for each area, that with most cities first."""
        return self._strips("area", "-place", self._place_title)

    def place_words(self) -> Words:
        """Say in words what `place_chart` shows: each area's cities and their years."""
        return self._cities_told_by("area")

    def _place_title(self) -> str:
        """Name the area with most cities, or those that share the lead."""
        leading = [
            f"the {area}" if area.endswith("Delta") else area for area in self._leading("area")
        ]
        size = self.table["area"].value_counts().max()
        if len(leading) > 2:
            return f"No area led in {self._club()} cities in {self.year}"
        if len(leading) == 2:
            cities = counted(size, f"{self._club()} city", word=True)
            return sentence(f"{listed(leading)} had {cities} each in {self.year}")
        who = share_of(size, len(self.table), f"{self._club()} city")
        return f"{who} were in {leading[0]} in {self.year}"

    def _leading(self, column: str) -> list[str]:
        """Return the group with most cities, or those that share the lead."""
        sizes = self.table[column].value_counts()
        return sorted(sizes.index[sizes == sizes.max()])

    @charts.house_style()
    def size_chart(self) -> Chart | Absence:
        """Draw members and candidates by the GDP of the year, with a line at the mark."""
        rows = self._sizes()
        if rows.empty:
            return Absence(self.size_words())
        by = f"in {self.year}, and cities below"
        frame = self._frame("-size", self._size_title(), by, self.size_words(), self._size_note)
        levels = _of_cities(self.tables.levels(self.basis))
        drawn = levels[(levels["year"] == self.year) & levels["city"].isin(rows["city"])]
        frame = frame._replace(sources=drawn["source"])
        blocks = rows["block"] + ": " + rows["block"].map(rows["block"].value_counts()).astype(str)
        chart = RowChart(frame, blocks, rows["city"], size=0.205, right=0.6, above=0.6)
        axes = chart.axes
        found = [kind for kind in STANDINGS if kind in set(rows["standing"])]
        charts.name_standings(chart, {kind: plural(kind) for kind in found}, 0.55)
        axes.set_xlim(0, rows["gdp"].max() * 1.01)
        axes.axvline(self.mark, color=INK, lw=1.2, zorder=1, gid="line mark")
        charts.above_line(axes, f"{self.mark} trillion yuan", self.mark)
        axes.hlines(chart.places, self.mark, rows["gdp"], color=charts.GRID, lw=2, zorder=0)
        for row, y in zip(rows.itertuples(), chart.places, strict=True):
            if pd.isna(row.gdp):
                charts.label(axes, "no figure", self.mark, y, size=DENSE, color=charts.GREY)
                continue
            left = row.gdp < self.mark  # off the line
            level = short_level(row.relation, row.gdp)
            mark = charts.city(axes, row, row.gdp, y, level, left=left)
            if row.relation in BOUNDS:
                mark.set_markerfacecolor("white")
        return chart

    def size_words(self) -> Words:
        """Say in words what `size_chart` shows."""
        rows = self._sizes().dropna(subset="gdp")
        if self.table.empty:
            return self.words()
        if rows.empty:
            return Words(f"The GDP of {self.year} is known of too few members for a chart.")
        levels = map(in_words, rows["relation"], rows["gdp"])
        sizes = grouped(rows["block"], rows["city"], levels)
        return Words(f"GDP in {self.year}, in trillion yuan. {sizes} {self._size_note}")

    def _sizes(self) -> pd.DataFrame:
        """Return members and candidates by GDP, if it is more than a limit for half the members."""
        members = self.table.sort_values("gdp", ascending=False).assign(block="Members")
        known = members["gdp"].notna() & ~members["relation"].isin(BOUNDS)
        if known.sum() < max(len(members) / 2, 1):
            return members[:0]
        return pd.concat([members, self.candidates.assign(block="Recorded below the mark")])

    def _size_title(self) -> str:
        """Name the city nearest to the mark from below, or else the largest."""
        few = len(self.candidates) < FEW  # of whom the nearest says little
        named = self._sizes().iloc[0] if few else self.candidates.iloc[0]
        level = f"{in_words(named['relation'], round(named['gdp'], 4))} trillion yuan"
        if few:
            return f"{named['city']}'s GDP was {level} in {self.year}"
        return f"{named['city']}, at {level}, was closest to the mark in {self.year}"

    @cached_property
    def _size_note(self) -> str:
        """Members without a level, and cities that are below their level of last year."""
        unknown = listed(self.table.loc[self.table["gdp"].isna(), "city"])
        levels = _of_cities(self.tables.levels(self.basis))
        levels = levels[levels["relation"] == "exact"]
        now = levels[levels["year"] == self.year].set_index("city")["value"]
        before = levels[levels["year"] == self.year - 1].set_index("city")["value"]
        now = now[now.index.isin([*self.table["city"], *self.candidates["city"]])]
        fell = listed(now.index[now < before.reindex(now.index)])
        note = "The list below the mark is incomplete."
        note += f" No figure for {self.year} was found for {unknown}." if unknown else ""
        return note + (f" Less than in {self.year - 1}: {fell}." if fell else "")

    @charts.house_style()
    def share_chart(self) -> Chart | Absence:
        """Draw how many cities had each mark against its share of the nation's GDP."""
        shares = self.shares
        if shares.empty:
            return Absence(self.share_words())
        frame = self._frame(
            "-share", self._share_title(), "", self.share_words(), "Logarithmic scale."
        )
        subtitle = "Number of Chinese cities past each mark, by the mark's share of China's GDP"
        levels = self.tables.levels(self.basis)
        levels = levels[(levels["level"] == "country") & (levels["year"] <= self.year)]
        frame = frame._replace(
            subtitle=subtitle, sources=[*self.table["source"], *levels["source"]]
        )
        chart = Chart(frame, 3.6, above=0.15, below=0.75)
        axes = chart.panel(MARGIN + 0.3, WIDTH - MARGIN - 1.45)
        axes.set_xscale("log")
        axes.set_xlim(shares["share"].max() * 1.1, shares["share"].min() / 1.05)
        axes.set_ylim(0, shares["cities"].max() * 1.1 + 1)
        ticks = [tick for tick in TICKS if shares["share"].between(tick / 1.1, tick * 1.1).any()]
        axes.set_xticks(ticks, [f"{tick}%" for tick in ticks])
        axes.xaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(visible=True, axis="y")
        axes.set_xlabel("the mark as a share of China's GDP: a lower bar to the right")
        looks = {1: (CONTEXT, "-"), 2: (INK, "-"), 3: (INK, ":")}
        for mark, rows in shares.groupby("mark"):
            colour, line = looks[mark]
            axes.plot(rows["share"], rows["cities"], line, marker="o", ms=4, color=colour, lw=2)
            last = rows.iloc[-1]
            y = max(last["cities"] - (1.3 if mark == 3 else 0), 0)  # below the line for 2 trillion
            text = f"{mark} trillion, {last['year']:g}: {last['cities']:g}"
            charts.label(axes, text, last["share"], y, weight="bold", color=colour)
        for row in self._same_share().itertuples():
            text = f"{row.mark} trillion, {row.year}: {row.cities}"
            look = {"weight": "bold", "color": CONTEXT}
            charts.label(axes, text, row.share, row.cities + 1.4, left=True, gap=0, **look)
        return chart

    def share_words(self) -> Words:
        """Say in words what `share_chart` shows."""
        shares = self.shares
        if self.table.empty:
            return self.words()
        if shares.empty:
            return Words(f"China's GDP of {self.year} is not known.")
        heads = [
            f"Cities past {mark} trillion yuan, and that mark as a share of China's GDP"
            for mark in shares["mark"]
        ]
        facts = [f"{row.cities} at {row.share:.1f} percent" for row in shares.itertuples()]
        return Words(grouped(heads, shares["year"].astype(str) + ":", facts))

    def _share_title(self) -> str:
        """Compare two years in which two marks were the same share, if there are."""
        same = self._same_share()
        now = self.shares[self.shares["year"] == self.year].iloc[-1]
        share = f"{now['share']:.1f} percent of China's GDP"
        if same.empty:
            return f"{now['mark']:g} trillion yuan was {share} in {self.year}"
        then = same.iloc[0]
        who = sentence(counted(int(then["cities"]), "city", word=True))
        after = f"{number_word(int(now['cities']))} in {self.year}"
        if then["cities"] == now["cities"]:
            after = f"and again in {self.year}"
        return f"{who} had over {share} each in {then['year']:g}, {after}"

    def _same_share(self) -> pd.DataFrame:
        """Return the year in which 1 trillion was the share that the highest mark is now."""
        now = self.shares[self.shares["year"] == self.year].iloc[-1]
        then = self.shares[(self.shares["mark"] == 1) & (self.shares["year"] < self.year)]
        off = (then["share"] / now["share"] - 1).abs()
        return then[(off == off.min()) & (off < 0.03) & (now["mark"] > 1)]

    def _frame(self, kind: str, title: str, by: str, words: str, *notes: str) -> Frame:
        """Return what stands around each of these charts."""
        basis = "as first published" if self.basis == FIRST else "on revised figures"
        subtitle = f"Chinese cities with a GDP of at least {self.mark} trillion yuan, {by}, {basis}"
        counts = self.tables.statements("cities past the mark", year=self.year)["source"]
        keys = [*self.table["source"], *counts]
        return Frame(self, kind, title, subtitle, words, [*notes, self._basis_note], keys)

    def _strips(self, column: str, kind: str, title: Callable[[], str]) -> Chart | Absence:
        """Name the cities in a strip for each group, so that no name covers another."""
        if self.table.empty:
            return Absence(self.words())
        rows = self._by_group(column)
        first = rows["joined"].min()
        right = max(charts.text_width(city, DENSE) for city in rows["city"]) + 0.2
        left = max(charts.text_width(head, charts.LABEL) for head in rows["head"]) + 0.25
        years_to_the_inch = max(self.year - first, 1) / (charts.ROOM - left - right)
        ends: dict[tuple[str, int], float] = {}  # of the last name on each line of a strip
        lines = []
        for row in rows.itertuples():
            number = 0
            while ends.get((row.head, number), 0) > row.joined:
                number += 1
            width = charts.text_width(row.city, DENSE) + 0.28
            ends[row.head, number] = row.joined + width * years_to_the_inch
            lines.append((row.head, number))
        strips = list(ends)
        notes = ["A mark is a city; the order within a year has no meaning."]
        if column == "area":
            notes.append("Regional grouping: our own.")
        text = self._all_named() if len(rows) <= 2 else title()
        by = "by administrative rank" if column == "standing" else "by region"
        frame = self._frame(kind, text, by, self._cities_told_by(column), *notes)
        above = 0.1 if column == "standing" else 0.35
        blocks = [head for head, _ in strips]
        names = [head if number == 0 else "" for head, number in strips]
        chart = RowChart(frame, blocks, names, size=0.21, right=right, above=above, heads=False)
        if column == "area":
            charts.name_standings(chart, by_standing(rows["standing"]))
        chart.axes.set_xlim(first - 0.1 * years_to_the_inch, max(self.year, first + 1))
        for row, line in zip(rows.itertuples(), lines, strict=True):
            charts.city(chart.axes, row, row.joined, chart.places[strips.index(line)])
        charts.year_ticks(chart.axes, first, self.year)
        return chart

    def _by_group(self, column: str) -> pd.DataFrame:
        """Sort the members by standing, or by area, that with most cities first; add a head."""
        sizes = self.table[column].value_counts()
        size = self.table[column].map(sizes)
        order = self.table[column].map(STANDINGS.index) if column == "standing" else -size
        head = self.table[column].map(_head) + ": " + size.astype(str)
        rows = self.table.assign(order=order, head=head)
        return rows.sort_values(["order", column, "members"])

    def _cities_told_by(self, column: str) -> Words:
        """Name the cities of each group with their years."""
        if self.table.empty:
            return self.words()
        rows = self._by_group(column)
        start = f"Years when nominal GDP reached {self.mark} trillion yuan."
        cities = grouped(rows[column].map(_head), rows["city"], rows["joined"])
        return Words(f"{start} {cities} {self._basis_note}")

    def _club(self) -> str:
        return "trillion-yuan" if self.mark == 1 else f"{self.mark}-trillion-yuan"

    def _all_named(self) -> str:
        """Name every member, where they are few."""
        verb = "was the only" if len(self.table) == 1 else "were the only"
        city = f"{self._club()} city"
        if len(self.table) > 1:
            city = plural(city)
        return f"{listed(self.table['city'])} {verb} {city} in {self.year}"

    def _idle_years(self) -> str:
        """Name the years without a newcomer."""
        years = {*range(self.table["joined"].min(), self.year + 1)} - {*self.table["joined"]}
        named = listed(sorted(years)).replace(" and ", " or ")
        return f"No city joined in {named}." if years else ""

    @cached_property
    def _basis_note(self) -> str:
        """Which years are drawn, and which of them the other basis would move."""
        (other,) = {*BASES} - {self.basis}
        rows = _of_cities(self.tables.crossings(other))
        both = rows[rows["mark"] == self.mark].merge(self.table, on="city").sort_values("city")
        moved = both[both["year"] != both["joined"]].itertuples()
        named = listed(f"{row.city} {row.year}" for row in moved)
        if self.basis == REVISED:
            start, rest = "Dated by later official figures, where found", "first reports"
        else:
            start, rest = "Dated by first reports", "later official figures"
        return f"{start}; {rest} give {named}." if named else f"{start}."


def _head(group: str) -> str:
    """Write the name of a group of cities: Provincial capitals, Yangtze River Delta."""
    return sentence(plural(group)) if group in STANDINGS else group


def _of_cities(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of cities, municipalities included."""
    return rows[rows["standing"].fillna("") != ""].rename(columns={"region": "city"})


def _shares(tables: Tables, crossings: pd.DataFrame, basis: str, year: int) -> pd.DataFrame:
    """Count the cities past each mark by year, beside the mark's share of the nation's GDP."""
    levels = tables.levels(basis)
    china = levels[(levels["level"] == "country") & (levels["year"] <= year)]
    rows = pd.DataFrame({"mark": MARKS}).merge(china[["year", "value"]], how="cross")
    cities = [
        ((crossings["mark"] == row.mark) & (crossings["joined"] <= row.year)).sum()
        for row in rows.itertuples()
    ]
    rows = rows.assign(cities=cities, share=100 * rows["mark"] / rows["value"])
    rows = rows.loc[rows["cities"] > 0, ["mark", "year", "cities", "share"]]
    return rows.reset_index(drop=True) if year in set(rows["year"]) else rows[:0]
