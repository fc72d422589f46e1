"""The cities that have reached a GDP of 1 trillion yuan, and when each did."""

import pandas as pd

from gdp import style
from gdp.load import Tables, pick_year

MARK = 1  # trillion yuan
FIRST_PUBLISHED = "first published"


def table(tables: Tables, year: int | None = None) -> pd.DataFrame:
    """List the cities of the trillion-yuan club by the year in which each joined.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year at whose end the club is shown; without it, the latest that the data hold.

    Returns
    -------
    DataFrame
        One row for each city, by year, within a year by standing and name. Columns:

        - city : name
        - joined : first year in which its GDP, as first published, reached 1 trillion yuan
        - standing : municipality, provincial capital or other city
        - area : part of the country by which cities are grouped
        - members : number of cities in the club, this one and those above counted
        - shown_to : the year at whose end the club is shown
        - source : publisher and date for the year
        - supplements : publisher and date of the article that the years supplement

    Raises
    ------
    NoDataError
        If the club had no city yet in that year, or the data do not reach so far.
    """
    milestones = tables.milestones[tables.milestones["mark"] == MARK]
    year = pick_year(year, tables.span(milestones["year"]), "member of the trillion-yuan club")
    cities = milestones[milestones["year"] <= year].merge(tables.regions, on="region")
    order = cities["standing"].map(list(style.MARKS).index)
    cities = cities.assign(order=order).sort_values(["year", "order", "region"])
    return pd.DataFrame(
        {
            "city": cities["region"],
            "joined": cities["year"].astype(int),
            "standing": cities["standing"],
            "area": cities["area"],
            "members": range(1, len(cities) + 1),
            "shown_to": year,
            "source": tables.cited(cities["source"]),
            "supplements": tables.article(year),
        }
    ).reset_index(drop=True)


@style.house
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw the club as a staircase whose steps are the cities.

    Parameters
    ----------
    table : DataFrame
        As `table` returns it.

    Returns
    -------
    Chart
        A matplotlib figure.
    """
    first, last, count = table["joined"].min(), table["shown_to"].iloc[0], len(table)
    years = range(first, last + 1)
    span = f"{first} to {last}" if last > first else f"{last}"
    figure = style.Chart(
        f"club_membership-{last}",
        _title(table),
        f"Chinese mainland cities by the year when nominal GDP reached 1 trillion yuan, {span}",
        notes="A step is a city. Years follow the GDP figure first published; revisions would move "
        "some. Order within a year has no meaning.",
        source=style.sourced(table["supplements"].iloc[:1], supplement=True),
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


def words(table: pd.DataFrame) -> str:
    """Say in words what the chart shows.

    Parameters
    ----------
    table : DataFrame
        As `table` returns it.

    Returns
    -------
    str
        A few sentences.
    """
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
    return " ".join(sentences)


def _title(table: pd.DataFrame) -> str:
    """Say how the club grew."""
    first, last, count = table["joined"].min(), table["shown_to"].iloc[0], len(table)
    start = (table["joined"] == first).sum()
    if count == start:
        return f"The trillion-yuan club had {style.counted(count, 'city', word=True)} in {last}"
    return (
        f"The trillion-yuan club grew from {style.counted(start, 'city', word=True)} in {first} "
        f"to {count} in {last}"
    )
