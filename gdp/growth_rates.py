"""Growth of provinces and cities against that of the nation."""

import pandas as pd

from gdp import style
from gdp.tables import (
    BOUNDS,
    CLUB_MARK,
    NoDataError,
    Tables,
    compare,
    in_words,
    ordered,
    pick_year,
)

BLOCKS = (
    "China",
    "Provinces",
    "Municipalities (ranked with provinces)",
    "Cities past 1 trillion yuan",
    "Other cities",
)
KINDS = {"provinces": BLOCKS[1], "municipalities": BLOCKS[2]}  # what a title counts
COLOURS = {
    "above": style.BLUE,
    "below": style.VERMILLION,
    "equal": style.CONTEXT,
    "not known": style.CONTEXT,
}
SECTORS = {  # indicators, and what each is called above its rows
    "output growth": "Output",
    "value added growth": "Value added",
    "production growth": "Units produced",
    "export growth": "Exports",
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
    said = said[said["level"] != "area"]
    nation = said[said["level"] == "country"]
    if nation.empty:
        raise NoDataError(f"no national growth rate for {year} to compare the regions with")
    if len(said) == 1:
        raise NoDataError(f"no growth rate of a region for {year}, only the national one")
    rate = nation.iloc[0]
    milestones = tables.milestones
    passed = milestones[(milestones["mark"] == CLUB_MARK) & (milestones["year"] <= year)]["region"]
    blocks = dict(zip(["country", "province", "municipality"], BLOCKS, strict=False))
    in_club = said["region"].isin(passed).map({True: BLOCKS[3], False: BLOCKS[4]})
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
    return ordered(
        rows,
        ["block", "value", "relation", "region"],
        block=rows["block"].map(BLOCKS.index),
        value=-rows["value"],
        relation=rows["relation"] == "exact",
    )


@style.house
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw each rate as a dot on a line from the national rate."""
    nation, regions = table.iloc[0], table.iloc[1:]
    layout = style.Rows(regions["block"], regions["region"])
    notes = []
    if regions["relation"].isin(BOUNDS).any():
        notes.append(
            "Hollow dot: a lower bound, in the words beside it; how far beyond it the rate lies is "
            "not known, and the length of the fading line says nothing."
        )
    if (regions["relation"] == "about").any():
        notes.append("About: a rounded rate, which is compared with nothing.")
    figure = style.Chart(
        f"growth_rates-{nation['year']}",
        _title(table),
        f"Real GDP growth in {nation['year']}, percent, wherever the source prints a rate; "
        "the axis does not start at zero",
        notes=" ".join(notes),
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
        left.append((row.value, room if row.against_china == "below" else 0.1))
        right.append((row.value, room if row.against_china != "below" else 0.1))
    style.widen(axes, left, right, 0.5)

    for row, place, label in zip(regions.itertuples(), layout.places, labels, strict=True):
        colour, bound = COLOURS[row.against_china], row.relation in BOUNDS
        if row.against_china != "not known":
            style.bar(axes, place, (nation["value"], row.value), 0.16, colour, row.region)
        if bound:
            style.fade(axes, place, row.value, 0.16, colour, row.region)
        style.dot(axes, row.value, place, colour, f"mark {row.region}", hollow=bound)
        slower = row.against_china == "below"
        style.label(axes, row.value, place, label, row.relation, left=slower)
    axes.axvline(nation["value"], color=style.INK, linewidth=1.5, zorder=1, gid="mark China")
    style.head(axes, f"China: {nation['reported']}", nation["value"])
    return figure


def words(table: pd.DataFrame) -> str:
    """Say in words what `chart` shows; bounds are named as bounds."""
    nation, regions = table.iloc[0], table.iloc[1:]
    sentences = [f"GDP growth in {nation['year']}, in percent. China: {nation['reported']}."]
    for answer, name in (
        ("above", "Faster"),
        ("equal", "The same"),
        ("below", "Slower"),
        ("not known", "Not known to be faster or slower"),
    ):
        rows = regions[regions["against_china"] == answer]
        if len(rows):
            named = style.listed(f"{row.region} {row.reported}" for row in rows.itertuples())
            sentences.append(f"{name}: {named}.")
    return " ".join(sentences)


def _title(table: pd.DataFrame) -> str:
    """Count the provinces and municipalities that surely outgrew the nation."""
    year = table["year"].iloc[0]
    ranked = table[table["block"].isin(BLOCKS[1:3])]
    kinds = [kind for kind, block in KINDS.items() if block in set(ranked["block"])]
    group = f"{style.number_word(len(ranked))} {' and '.join(kinds)}"
    above = (ranked["against_china"] == "above").sum()
    unsure = (ranked["against_china"] == "not known").any()
    if len(ranked) < 2 or (unsure and not above):
        return f"China's growth and that of {style.counted(len(table) - 1, 'region')} in {year}"
    if above == len(ranked):
        return f"All {group} outgrew China in {year}"
    count = style.number_word(above)
    return style.sentence(
        f"{'at least ' if unsure else ''}{count} of {group} outgrew China in {year}"
    )


def sector_table(tables: Tables, year: int | None = None) -> pd.DataFrame:
    """List the growth of industries and products, by what is measured.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year of growth; without it, the latest that the data hold.

    Returns
    -------
    DataFrame
        One row for each rate, by measure, fastest first. Columns:

        - measure : one of the values of `SECTORS`; rates of different ones do not compare
        - region, sector : where, and of which industry or product
        - reported : growth as the source prints it, in percent, with its relation
        - relation, value : the same as a word of `gdp.schema.RELATIONS` and a number
        - year : year of growth
        - note : what a reader of the number must know
        - source : publisher and date

    Raises
    ------
    NoDataError
        If there are no such rates for the year.
    """
    years = sorted({year for indicator in SECTORS for year in tables.years(indicator)})
    year = pick_year(year, years, "growth of industries or products")
    said = pd.concat([tables.said(indicator, "percent", year) for indicator in SECTORS])
    rows = pd.DataFrame(
        {
            "measure": said["indicator"].map(SECTORS),
            "region": said["region"],
            "sector": said["scope"],
            "reported": list(map(in_words, said["relation"], said["printed"])),
            "relation": said["relation"],
            "value": said["value"],
            "year": year,
            "note": said["note"],
            "source": said["cited"],
        }
    )
    place = rows["measure"].map(list(SECTORS.values()).index)
    by = ["measure", "value", "region", "sector"]
    return ordered(rows, by, measure=place, value=-rows["value"])


@style.house
def sector_chart(table: pd.DataFrame) -> style.Chart:
    """Draw each rate as a bar from zero, in blocks by what is measured."""
    year = table["year"].iloc[0]
    names = table["region"] + ": " + table["sector"]
    layout = style.Rows(table["measure"], names)
    noted = (names + " (" + table["note"] + ").")[table["note"] != ""]
    figure = style.Chart(
        f"growth_rates-sector-{year}",
        _sector_title(table),
        f"Growth in {year} on the year before, percent; each block measures something else",
        notes="Bars have one scale, but compare within a block only. Sectors overlap. "
        + " ".join(noted),
        source=style.sourced(table["source"]),
        description=sector_words(table),
        height=layout.height,
        header=0.95,
        axis=0.2,
    )
    axes = layout.panel(figure, style.WIDTH - style.MARGIN)
    labels = [
        f"{row.reported}, or {1 + row.value / 100:g} times the level of {year - 1}"
        if row.relation == "exact" and row.value >= 100
        else row.reported
        for row in table.itertuples()
    ]
    left, right = [(0.0, 0.0)], [(0.0, 0.0)]
    for row, label in zip(table.itertuples(), labels, strict=True):
        room = style.text_width(label, style.LABEL) + style.label_gap(row.relation)
        (left if row.value < 0 else right).append((row.value, room))
    style.widen(axes, left, right, 10)
    axes.set_xticks([])  # every bar has its number; an axis would invite to compare blocks
    axes.spines["bottom"].set_visible(False)

    for row, place, label in zip(table.itertuples(), layout.places, labels, strict=True):
        name = f"{row.region} {row.sector}"
        style.bar(axes, place, (0, row.value), 0.6, style.BLUE, name)
        if row.relation in BOUNDS:
            style.fade(axes, place, row.value, 0.6, style.BLUE, name)
            style.tick(axes, row.value, place, name)
        style.label(axes, row.value, place, label, row.relation, left=row.value < 0)
    places = pd.Series(layout.places).groupby(table["measure"])
    axes.vlines(
        [0] * len(places), places.min() - 0.45, places.max() + 0.45, color=style.INK, linewidth=1
    )
    return figure


def sector_words(table: pd.DataFrame) -> str:
    """Say in words what `sector_chart` shows, a sentence for each measure."""
    sentences = [f"Growth in {table['year'].iloc[0]}, in percent."]
    for measure, rows in table.groupby("measure", sort=False):
        named = (f"{row.region} {row.sector} {row.reported}" for row in rows.itertuples())
        sentences.append(f"{measure}: {style.listed(named)}.")
    return " ".join(sentences)


def _sector_title(table: pd.DataFrame) -> str:
    """Say the highest rate in a sentence that fits what it measures."""
    top = table.loc[table["value"].idxmax()]
    more = f"{top['reported']} percent more"
    forms = {
        "Output": f"{top['region']} put out {more} in {top['sector']}",
        "Value added": f"{top['region']} added {more} value in {top['sector']}",
        "Units produced": f"{top['region']} produced {more} {top['sector']}",
        "Exports": f"{top['region']} exported {more} {top['sector']}",
    }
    title = f"{forms[top['measure']]} in {top['year']}"
    if top["relation"] == "at least" or top["value"] <= 0 or len(title) > style.TITLE_CHARACTERS:
        rates = style.sentence(style.counted(len(table), "growth rate", word=True))
        return f"{rates} of industries and products in {top['year']}"
    return title
