"""The cities that have reached a GDP of 1 trillion yuan, and when each did."""

import pandas as pd

from gdp import style
from gdp.tables import CLUB_MARK, Tables, ordered, pick_year

BASES = ("first published", "revised")


def table(tables: Tables, year: int | None = None, basis: str = BASES[0]) -> pd.DataFrame:
    """List the cities of the trillion-yuan club by the year in which each joined.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year at whose end the club is shown; without it, the latest that the data hold.
    basis : {"first published", "revised"}
        Whether a city's year is that of the GDP figure first published, or that of a later
        official series, where one was found that moves it.

    Returns
    -------
    DataFrame
        One row for each city, by year, within a year by standing and name. Columns:

        - city : name
        - joined : first year in which its GDP reached 1 trillion yuan, on the chosen basis
        - standing : municipality, provincial capital or other city
        - area : part of the country by which cities are grouped
        - members : number of cities in the club, this one and those above counted
        - shown_to : the year at whose end the club is shown
        - basis : the chosen one
        - moved : the cities whose year differs on the other basis, with that year
        - source : publisher and date for the year
        - article : publisher and date of the article that counts the club of that year, if any
        - article_count : its count

    Raises
    ------
    NoDataError
        If the club had no city yet in that year, or the data do not reach so far.
    ValueError
        If `basis` is another word.
    """
    if basis not in BASES:
        raise ValueError(f"basis {basis!r}; allowed: {' or '.join(map(repr, BASES))}")
    rows = tables.milestones[tables.milestones["mark"] == CLUB_MARK].merge(
        tables.regions, on="region"
    )
    rows = rows[rows["standing"] != ""].reset_index(drop=True)  # provinces pass the mark, too
    revised, revised_source = rows["revised_year"], rows["revised_source"]
    years = pd.DataFrame({BASES[0]: rows["year"], BASES[1]: revised.fillna(rows["year"])})
    joined, other = years[basis], years[BASES[1 - BASES.index(basis)]]
    source = rows["source"]
    if basis == "revised":
        source = revised_source.where(revised_source != "", source)
    year = pick_year(year, tables.span(joined, "cities"), "member of the trillion-yuan club")
    said = tables.said("cities past the mark", "cities", year)
    shown = years.min(axis="columns") <= year  # on one basis or the other
    moves = sorted(zip(rows["region"], other, shown & (joined != other), strict=True))
    total = said.loc[(said["level"] == "country") & (said["scope"] == ""), "printed"]
    cities = pd.DataFrame(
        {
            "city": rows["region"],
            "joined": joined.astype(int),
            "standing": rows["standing"],
            "area": rows["area"],
            "members": 0,
            "shown_to": year,
            "basis": basis,
            "moved": ", ".join(f"{city} ({then})" for city, then, moved in moves if moved),
            "source": tables.cited(source),
            "article": ", ".join(said["cited"].unique()),
            "article_count": ", ".join(total),
        }
    )[joined <= year]
    standing = cities["standing"].map(list(style.MARKS).index)
    cities = ordered(cities, ["joined", "standing", "city"], standing=standing)
    return cities.assign(members=range(1, len(cities) + 1))


def standing_table(tables: Tables, year: int | None = None, basis: str = BASES[0]) -> pd.DataFrame:
    """Count the club by the standing of its cities at the end of each year.

    Parameters
    ----------
    tables, year, basis
        As for `table`.

    Returns
    -------
    DataFrame
        One row for each standing and year, the years without a newcomer too. Columns:

        - standing : municipality, provincial capital or other city
        - year : from the first of the club to the one at whose end it is shown
        - joined : number of cities of the standing that joined in the year
        - members : number of cities of the standing at its end
        - basis, moved, article : as in `table`

    Raises
    ------
    NoDataError, ValueError
        As `table` does.
    """
    club = table(tables, year, basis)
    years = range(club["joined"].min(), club["shown_to"].iloc[0] + 1)
    each = pd.MultiIndex.from_product([style.MARKS, years], names=["standing", "year"])
    joined = club.value_counts(["standing", "joined"]).reindex(each, fill_value=0)
    members = joined.groupby("standing").cumsum()
    constant = {name: club[name].iloc[0] for name in ("basis", "moved", "article")}
    return pd.DataFrame({"joined": joined, "members": members}).reset_index().assign(**constant)


def area_table(tables: Tables, year: int | None = None, basis: str = BASES[0]) -> pd.DataFrame:
    """List the club by area, the area with most cities first.

    Parameters
    ----------
    tables, year, basis
        As for `table`.

    Returns
    -------
    DataFrame
        The rows and columns of `table`, by area and year, and before them:

        - area : part of the country
        - in_area : number of the area's cities in the club

    Raises
    ------
    NoDataError, ValueError
        As `table` does.
    """
    club = table(tables, year, basis)
    club = club.assign(in_area=club.groupby("area")["city"].transform("size"))
    club = club.sort_values(["in_area", "area", "members"], ascending=[False, True, True])
    first = ["area", "in_area"]
    return club[[*first, *club.columns.drop(first)]].reset_index(drop=True)


@style.house
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw the club as a staircase whose steps are the cities."""
    first, last, count = table["joined"].min(), table["shown_to"].iloc[0], len(table)
    years = range(first, last + 1)
    figure = style.Chart(
        _name("club_membership", table, last),
        _title(table),
        "Chinese mainland cities by the year when nominal GDP reached 1 trillion yuan, "
        + _span(first, last),
        notes=f"A step is a city. {_basis_note(table)} Order within a year has no meaning. "
        + _count_note(table),
        source=style.sourced(table["article"], supplement=True),
        description=words(table),
        height=max(count, 3) * 0.2 + 0.3,
        header=1.2,
        axis=0.95,
    )
    style.key(figure, table["standing"].value_counts().to_dict())
    axes = figure.panel(style.MARGIN + 0.3)
    names = max(style.text_width(city, style.DENSE) for city in table["city"]) + 0.3
    total = style.counted(count, "city")
    end = style.text_width(total, style.LABEL, "bold") + 0.1
    year_size = (style.inches(axes) - names - end) / (len(years) - 0.4)
    axes.set_xlim(first - names / year_size, last + 0.6 + end / year_size)
    axes.set_ylim(0, max(count, 3) + 0.8)
    axes.grid(visible=True, axis="y")
    axes.grid(visible=False, axis="x")
    axes.set_yticks(range(0, count + 1, 10 if count > 12 else 5 if count > 5 else 1))

    axes.step(
        [first, *table["joined"], last + 0.6],
        [0, *table["members"], count],
        where="post",
        color=style.CONTEXT,
        linewidth=1.5,
        gid="staircase",
    )
    for row in table.itertuples():
        style.city(axes, row.joined, row.members, row.standing, row.city)
        axes.annotate(
            row.city,
            (row.joined, row.members),
            (-7, 0),
            textcoords="offset points",
            size=style.DENSE,
            ha="right",
            va="center_baseline",
            bbox=style.ON_WHITE if row.members in axes.get_yticks() else None,
        )
    axes.annotate(
        total,
        (last + 0.6, count),
        (5, 0),
        textcoords="offset points",
        weight="bold",
        va="center_baseline",
    )

    joined = table["joined"].value_counts()
    members = [sum(table["joined"] <= year) for year in years]
    style.year_ticks(axes, first, last)
    style.caption_ticks(axes, {"Joined": [joined.get(y, 0) for y in years], "Members": members})
    return figure


@style.house
def standing_chart(table: pd.DataFrame) -> style.Chart:
    """Draw the number of cities of each standing as a step line."""
    first, last, most = table["year"].min(), table["year"].max(), table["members"].max()
    ends = table[table["year"] == last].set_index("standing")["members"]
    figure = style.Chart(
        _name("club_membership-standing", table, last),
        _standing_title(table),
        "Cities past 1 trillion yuan by standing, number at the end of each year, "
        + _span(first, last),
        notes=f"A line is level in a year in which nobody joined. {_basis_note(table)}",
        source=style.sourced(table["article"], supplement=True),
        description=standing_words(table),
        height=max(2.0, most * 0.2 + 0.3),
    )
    end_labels = {s: style.counted(ends[s], s) for s in style.MARKS if ends[s]}
    end = max(style.text_width(text, style.LABEL, "bold") for text in end_labels.values()) + 0.15
    axes = figure.panel(style.MARGIN + 0.3)
    year_size = (style.inches(axes) - end) / (last - first + 1)
    axes.set_xlim(first - 0.4, last + 0.6 + end / year_size)
    axes.set_ylim(0, most + 1.5)
    axes.grid(visible=True, axis="y")
    axes.grid(visible=False, axis="x")
    axes.set_yticks(range(0, most + 1, 5 if most > 5 else 1))
    style.year_ticks(axes, first, last)

    apart = (most + 1.5) / figure.body * 0.2  # what a line of text needs, in cities
    place = -apart
    for standing in ends[ends > 0].sort_values(kind="stable").index:
        rows = table[table["standing"] == standing]
        _, colour = style.MARKS[standing]
        axes.step(
            [first, *rows["year"], last + 0.6],
            [0, *rows["members"], ends[standing]],
            where="post",
            color=colour,
            linewidth=2,
            gid=f"line {standing}",
        )
        for row in rows[rows["joined"] > 0].itertuples():
            style.city(axes, row.year, row.members, standing, f"{standing} {row.year}")
        place = max(ends[standing], place + apart)
        axes.annotate(
            end_labels[standing],
            (last + 0.6, place),
            (5, 0),
            textcoords="offset points",
            weight="bold",
            color=colour,
            va="center_baseline",
            bbox=style.ON_WHITE,
        )
    return figure


@style.house
def area_chart(table: pd.DataFrame) -> style.Chart:
    """Draw the year in which each city joined, in one row for each area."""
    first, last = table["joined"].min(), table["shown_to"].iloc[0]
    slots = table.groupby(["area", "joined"]).cumcount()
    depths = slots.groupby(table["area"], sort=False).max() + 1
    areas = list(depths.index)
    tops = dict(zip(areas, (depths + 0.6).cumsum() - (depths + 0.6), strict=True))
    height = sum(depths + 0.6)
    figure = style.Chart(
        _name("club_membership-area", table, last),
        _area_title(table),
        f"Years in which cities passed 1 trillion yuan, {_span(first, last)}, and cities by area",
        notes="Yangtze River Delta and Northeast China are the article's areas, the others this "
        f"project's. {_basis_note(table)}",
        source=style.sourced(table["article"], supplement=True),
        description=area_words(table),
        height=height * 0.21,
        header=1.2,
    )
    style.key(figure, table["standing"].value_counts().to_dict())
    names = [
        f"{area}  {count}"
        for area, count in table.groupby("area", sort=False)["in_area"].first().items()
    ]
    left = style.MARGIN + max(style.text_width(name, style.LABEL) for name in names) + 0.1
    axes = figure.panel(left)
    axes.set_xlim(first - 0.7, last + 0.7)
    axes.set_ylim(height, 0)
    axes.set_yticks([tops[area] + (depths[area] + 0.6) / 2 for area in areas], names)
    axes.hlines(
        [tops[area] for area in areas[1:]], *axes.get_xlim(), color=style.GRID, linewidth=0.8
    )
    style.year_ticks(axes, first, last)
    for row, slot in zip(table.itertuples(), slots, strict=True):
        style.city(axes, row.joined, tops[row.area] + 0.8 + slot, row.standing, row.city)
    return figure


def words(table: pd.DataFrame) -> str:
    """Say in words what `chart` shows, and which cities the other basis would move."""
    year = table["shown_to"].iloc[0]
    standings = table["standing"].value_counts()
    parts = [style.counted(standings[s], s) for s in style.MARKS if s in standings]
    first, latest = table["joined"].min(), table["joined"].max()
    sentences = [
        f"At the end of {year} the trillion-yuan club had {style.counted(len(table), 'city')}: "
        f"{style.listed(parts)}.",
        f"{style.listed(table.loc[table['joined'] == first, 'city'])} came first, in {first}.",
    ]
    if latest > first:
        newest = style.listed(table.loc[table["joined"] == latest, "city"])
        sentences.append(f"The latest to join, in {latest}: {newest}.")
    idle = sorted(set(range(first, year + 1)) - set(table["joined"]))
    if idle:
        sentences.append(f"No city joined in {style.listed(map(str, idle))}.")
    return " ".join([*sentences, _basis_note(table), _count_note(table)]).strip()


def standing_words(table: pd.DataFrame) -> str:
    """Say in words what `standing_chart` shows: when the number of each standing grew."""
    sentences = []
    for standing in style.MARKS:
        rows = table[(table["standing"] == standing) & (table["joined"] > 0)]
        steps = (
            style.listed(f"{row.members} in {row.year}" for row in rows.itertuples())
            if len(rows)
            else "none"
        )
        sentences.append(f"{style.sentence(style.plural(standing))}: {steps}.")
    return " ".join([*sentences, _basis_note(table)])


def area_words(table: pd.DataFrame) -> str:
    """Say in words what `area_chart` shows: each area's cities and their years."""
    sentences = []
    for (area, count), rows in table.groupby(["area", "in_area"], sort=False):
        cities = style.listed(f"{row.city} {row.joined}" for row in rows.itertuples())
        sentences.append(f"{area}, {count}: {cities}.")
    return " ".join([*sentences, _basis_note(table)])


def _title(table: pd.DataFrame) -> str:
    """Say how the club grew."""
    first, last, count = table["joined"].min(), table["shown_to"].iloc[0], len(table)
    start = sum(table["joined"] == first)
    if count == start:
        return f"The trillion-yuan club had {style.counted(count, 'city', word=True)} in {last}"
    return (
        f"The trillion-yuan club grew from {style.counted(start, 'city', word=True)} in {first} "
        f"to {style.number_word(count)} in {last}"
    )


def _standing_title(table: pd.DataFrame) -> str:
    """Say of which standing all of the latest newcomers are, or else count the standings."""
    newcomers = table[table["joined"] > 0]
    latest = newcomers.groupby("standing")["year"].max().sort_values()
    run = newcomers[newcomers["standing"] == latest.index[-1]]
    run = run[run["year"] > (latest.iloc[-2] if len(latest) > 1 else table["year"].max())]
    if len(run) > 1:  # years, so that there is something to look back on
        kinds = {
            "municipality": "a municipality",
            "provincial capital": "a provincial capital",
            "other city": "neither capital nor municipality",
        }
        return f"Since {run['year'].min()} every city to join has been {kinds[latest.index[-1]]}"
    ends = table[table["year"] == table["year"].max()]
    parts = [style.counted(row.members, row.standing) for row in ends.itertuples() if row.members]
    return f"Club in {table['year'].max()}: {style.listed(parts)}"


def _area_title(table: pd.DataFrame) -> str:
    """Name the area with most cities."""
    most, count = table["in_area"].max(), len(table)
    leaders = table.loc[table["in_area"] == most, "area"].unique()
    if len(leaders) > 1 or count == 1:
        areas = style.counted(table["area"].nunique(), "area", word=True)
        return f"The trillion-yuan club had cities in {areas} in {table['shown_to'].iloc[0]}"
    part, whole = style.number_word(most), style.number_word(count)
    return f"{leaders[0]}: {part} of the {whole} trillion-yuan cities"


def _basis_note(table: pd.DataFrame) -> str:
    """Say which years are drawn, and which of them the other basis would move."""
    moved = table["moved"].iloc[0] or "no city"
    if table["basis"].iloc[0] == "revised":
        return (
            f"Years by revised series where one was found that differs; first published: {moved}."
        )
    return (
        f"Years as first published; revised series, not found for every city, differ for {moved}."
    )


def _count_note(table: pd.DataFrame) -> str:
    """Say so where the article counts other than the rows do."""
    said = table["article_count"].iloc[0]
    if said in ("", str(len(table))):
        return ""
    return f"The article counts {said} cities; milestones.csv names {len(table)} up to then."


def _span(first: int, last: int) -> str:
    return f"{first} to {last}" if last > first else f"{last}"


def _name(stem: str, table: pd.DataFrame, year: int) -> str:
    """Name the files of a chart by year and, where it is not the first, by basis."""
    return f"{stem}-{year}" + ("-revised" if table["basis"].iloc[0] == "revised" else "")
