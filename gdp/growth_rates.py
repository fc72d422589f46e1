"""Growth of provinces and cities against that of the nation."""

import pandas as pd

from gdp import style
from gdp.load import NoDataError, Tables, compare, in_words, pick_year

BLOCKS = (
    "China",
    "Provinces",
    "Municipalities (ranked with provinces)",
    "Cities past 1 trillion yuan",
    "Other cities",
)
COLOURS = {
    "above": style.BLUE,
    "below": style.VERMILLION,
    "equal": style.CONTEXT,
    "not known": style.CONTEXT,
}


def table(tables: Tables, year: int | None = None) -> pd.DataFrame:
    """Compare the GDP growth of every region with that of the nation.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year of growth; without it, the latest that the data hold.

    Returns
    -------
    DataFrame
        One row for each region, by block, fastest first; a bound stands before the exact
        rate that it equals. Columns:

        - block : one of `BLOCKS`, the heading under which the region is drawn
        - region : name
        - reported : growth as the source prints it, in percent, with its relation
        - relation, value : the same as a word of `gdp.schema.RELATIONS` and a number
        - against_china : whether it is surely "above", "below" or "equal" to the national
          rate; else "not known"
        - year : year of growth
        - source : publisher and date

    Raises
    ------
    NoDataError
        If there are no rates for the year, or no national one to compare them with.
    """
    year = pick_year(year, tables.years("GDP growth"), "GDP growth")
    said = tables.said("GDP growth", "percent", year)
    nation = said[said["level"] == "country"]
    if nation.empty:
        raise NoDataError(f"no national growth rate for {year} to compare the regions with")
    rate = nation.iloc[0]
    milestones = tables.milestones
    passed = milestones[(milestones["mark"] == 1) & (milestones["year"] <= year)]["region"]
    blocks = dict(zip(["country", "province", "municipality"], BLOCKS, strict=False))
    in_club = said["region"].isin(passed).map({True: BLOCKS[3], False: BLOCKS[4]})
    said = said[said["level"] != "area"]
    rows = pd.DataFrame(
        {
            "block": said["level"].map(blocks).fillna(in_club),
            "region": said["region"],
            "reported": list(map(in_words, said["relation"], said["printed"])),
            "relation": said["relation"],
            "value": said["value"],
            "against_china": [
                compare(relation, value, rate["relation"], rate["value"])
                for relation, value in zip(said["relation"], said["value"], strict=True)
            ],
            "year": year,
            "source": said["cited"],
        }
    )
    order = pd.DataFrame(
        {
            "block": rows["block"].map(BLOCKS.index),
            "value": -rows["value"],
            "exact": rows["relation"] == "exact",
            "region": rows["region"],
        }
    )
    return rows.loc[order.sort_values(list(order)).index].reset_index(drop=True)


@style.house
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw each rate as a dot on a line from the national rate.

    Parameters
    ----------
    table : DataFrame
        As `table` returns it.

    Returns
    -------
    Chart
        A matplotlib figure.
    """
    nation, regions = table.iloc[0], table.iloc[1:]
    layout = style.Rows(regions["block"], regions["region"])
    notes = "Shown is every region whose rate the source prints. "
    if regions["relation"].isin(style.BOUNDS).any():
        notes += (
            "Hollow dot: the source gives only a lower bound; the rate may lie at the dot or "
            "anywhere beyond it, and the length of the fading line says nothing. "
        )
    figure = style.Chart(
        f"growth_rates-{nation['year']}",
        _title(table),
        f"Growth of real GDP in {nation['year']} on the year before, percent; "
        "the axis does not start at zero",
        notes=notes,
        source=style.sourced(table["source"]),
        description=words(table),
        height=layout.height,
        header=1.15,
    )
    axes = layout.panel(figure, style.WIDTH - style.MARGIN)
    labels = [
        f"{row.reported}, the same as China" if row.against_china == "equal" else row.reported
        for row in regions.itertuples()
    ]
    left, right = [(nation["value"], 0.6)], [(nation["value"], 0.6)]
    for row, label in zip(regions.itertuples(), labels, strict=True):
        room = style.text_width(label, style.LABEL) + style.label_gap(row.relation)
        (left if row.against_china == "below" else right).append((row.value, room))
    style.widen(axes, left, right, 0.5)

    for row, place, label in zip(regions.itertuples(), layout.places, labels, strict=True):
        colour, bound = COLOURS[row.against_china], row.relation in style.BOUNDS
        if row.against_china != "not known":
            style.bar(axes, place, (nation["value"], row.value), 0.16, colour, row.region)
        if bound:
            style.fade(axes, place, row.value, 0.16, colour, row.region)
        style.dot(axes, row.value, place, colour, f"mark {row.region}", hollow=bound)
        left = row.against_china == "below"
        style.label(axes, row.value, place, label, row.relation, left=left)
    axes.axvline(nation["value"], color=style.INK, linewidth=1.5, zorder=1, gid="mark China")
    style.head(axes, f"China: {nation['reported']}", nation["value"])
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
        A few sentences; bounds are named as bounds.
    """
    nation, regions = table.iloc[0], table.iloc[1:]
    rate = in_words(nation["relation"], f"{nation['value']:g}", "percent")
    sentences = [f"China's GDP grew {rate} in {nation['year']}."]
    for answer, verb in (
        ("above", "Faster than that"),
        ("equal", "At the same rate"),
        ("below", "More slowly"),
        ("not known", "Not known to be faster or slower"),
    ):
        rows = regions[regions["against_china"] == answer]
        if len(rows):
            named = style.listed(f"{row.region} ({row.reported})" for row in rows.itertuples())
            sentences.append(f"{verb}: {named}.")
    return " ".join(sentences)


def _title(table: pd.DataFrame) -> str:
    """Count the provinces and municipalities that surely outgrew the nation."""
    year = table["year"].iloc[0]
    ranked = table[table["block"].isin(BLOCKS[1:3])]
    if ranked.empty:
        return f"China grew {table['reported'].iloc[0]} percent in {year}"
    kinds = [
        kind
        for kind, block in zip(("provinces", "municipalities"), BLOCKS[1:3], strict=True)
        if block in set(ranked["block"])
    ]
    above = (ranked["against_china"] == "above").sum()
    unsure = (ranked["against_china"] == "not known").any()
    count = ("at least " if unsure and above else "") + (
        style.number_word(above) if above else "none"
    )
    return style.sentence(f"{count} of {len(ranked)} {' and '.join(kinds)} outgrew China in {year}")
