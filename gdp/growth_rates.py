"""Growth of provinces and cities against that of the nation, and of industries and products."""

import re
from typing import Any

import pandas as pd

from gdp import style
from gdp.tables import BOUNDS, Tables, compare, in_words, made, ordered, pick_year

BLOCKS = {  # the level of a region, and the heading under which it is drawn
    "province": "Provinces",
    "municipality": "Municipalities",
    "city": "Cities",
    "area": "Areas",
}
SECTORS = {  # indicators, and what each is called above its rows
    "output growth": "Output or value added, as printed",
    "value added growth": "Output or value added, as printed",
    "production growth": "Units produced",
    "export growth": "Exports",
}
INDICATOR = "GDP growth"


def table(tables: Tables, year: int | None = None) -> pd.DataFrame:
    """Compare the GDP growth of every region with that of the nation.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year of growth; without it, the latest of which the data hold growth of any kind.

    Returns
    -------
    DataFrame
        One row for each region, by block, fastest first; a bound stands before the exact
        rate that it equals. What is known of the nation stands in `attrs`. Columns:

        - block : one of the values of `BLOCKS`, the heading under which the region is drawn
        - region : name
        - reported : growth as the source prints it, in percent, with its relation
        - relation, value : the same as a word of the vocabulary and a number
        - against_china : whether it is surely "above", "below" or "equal" to the national
          rate; else "not known"
        - disputed : other exact rates for the region, and who prints them
        - source : publisher and date

    Raises
    ------
    NoDataError
        If the data hold no growth of any kind for the year that was asked for.
    """
    year = _pick(tables, year)
    said = tables.said(INDICATOR, "percent", year)
    said = said.assign(reported=list(map(in_words, said["relation"], said["printed"])))
    nation = said[said["level"] == "country"].iloc[:1]
    # A rate that is not known is compared like one of which the article says "about".
    relation, value = ("about", 0.0) if nation.empty else nation[["relation", "value"]].iloc[0]
    rows = said[said["level"].isin(list(BLOCKS))]
    own = zip(rows["relation"], rows["value"], strict=True)
    rows = rows.assign(
        block=rows["level"].map(BLOCKS),
        against_china=[compare(*one, relation, value) for one in own],
        source=rows["cited"],
    )
    columns = ["block", "region", "reported", "relation", "value", "against_china", "disputed"]
    place, exact = rows["level"].map(list(BLOCKS).index), rows["relation"] == "exact"
    by = ["place", "fastest", "exact", "region"]
    result = rows[[*columns, "source"]]
    result = ordered(result, by, place=place, fastest=-rows["value"], exact=exact)
    facts: dict[str, Any] = {
        "year": year,
        "rate": None if nation.empty else value,
        "cited": list(nation["cited"]),
        "nation": "".join(nation["reported"]),
        "nation_disputed": "".join(nation["disputed"]),
        "is_bound": relation in BOUNDS,
    }
    if result.empty:
        national = f" The national rate is {facts['nation']} percent." * len(nation)
        facts["absent"] = f"The sources give no growth rate of a region{_for(year)}.{national}"
    return made(result, "growth_rates.table", **facts)


def _pick(tables: Tables, year: int | None) -> int:
    """Return the year, or 0 where none was asked for and the data hold no growth at all."""
    return pick_year(year, tables.years(INDICATOR, *SECTORS), "growth")


def _for(year: int) -> str:
    return f" for {year}" if year else ""


@style.draws("growth_rates.table")
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw each rate as a dot on a line from the national rate."""
    year, rate, nation = (table.attrs[name] for name in ("year", "rate", "nation"))
    layout = style.Rows(table["block"], table["region"])
    notes = []
    if (table["block"] == BLOCKS["municipality"]).any():
        notes.append("Municipalities rank with provinces.")
    if table["relation"].isin(BOUNDS).any():
        notes.append(
            "Hollow dot: a bound, in the words beside it; the rate lies anywhere along the fading "
            "line and beyond its end, whose length says nothing."
        )
    if table.attrs["is_bound"]:
        notes.append("Dashed line: the nation's rate is itself a bound.")
    if (table["relation"] == "about").any():
        notes.append("About: a rounded rate, which is compared with nothing.")
    figure = style.Chart(
        f"growth_rates-{year}",
        _titles(table),
        f"Real GDP growth in {year}, percent, as printed for Chinese regions; axis not from zero",
        notes=" ".join([*notes, *_disputes(table)]),
        source=style.sourced([*table.attrs["cited"], *table["source"]]),
        description=words(table),
        height=layout.height,
        header=1.15,
    )
    axes = layout.panel(figure)
    same = table["against_china"].map({"equal": ", the same as China"}).fillna("")
    # The label of a rate that is slower, or fades that way, stands at its left.
    left = (table["against_china"] == "below") | (table["relation"].map(BOUNDS) == "upper")
    drawn = table.assign(label=table["reported"] + same, left=left, place=layout.places)
    drawn = drawn.rename(columns={"region": "name"})
    others = [] if rate is None else [(rate, 0.6, 0.6)]
    style.widen(axes, drawn, others, own=0.1, step=0.5)
    style.lines(axes, 1)
    for row in drawn.itertuples():
        faster = row.against_china == "above" or rate is None
        colour = style.INK if faster else style.CONTEXT
        style.bar(axes, row, None if row.against_china == "not known" else rate, 0.16, colour)
        hollow = row.relation in BOUNDS
        face, edge, width = ("white", colour, 2) if hollow else (colour, "white", 1)
        (dot,) = axes.plot(row.value, row.place, "o", markersize=8, zorder=3)
        dot.set(markerfacecolor=face, markeredgecolor=edge, markeredgewidth=width)
        dot.set_gid(f"mark {row.name}")
        style.value_label(axes, row)
    if rate is not None:
        line = axes.axvline(rate, color=style.INK, linewidth=1.5, zorder=1, gid="mark China")
        line.set_linestyle("dashed" if table.attrs["is_bound"] else "solid")
        above = axes.get_xaxis_transform()
        head = axes.annotate(f"China: {nation}", (rate, 1), (0, 5), above, "offset points")
        head.set(ha="center", weight="bold")
    return figure


@style.says("growth_rates.table")
def words(table: pd.DataFrame) -> str:
    """Say in words what `chart` shows; bounds are named as bounds."""
    nation = table.attrs["nation"]
    sentences = [
        f"Real GDP growth in {table.attrs['year']}, in percent.",
        f"China: {nation}." if nation else "The sources give no national rate to compare with.",
    ]
    answers = {"above": "Faster", "equal": "The same", "below": "Slower"}
    answers["not known"] = "Not known to be faster or slower" if nation else "Regions"
    for answer, name in answers.items():
        rows = table[table["against_china"] == answer]
        if len(rows):
            named = style.listed(rows["region"] + " " + rows["reported"])
            sentences.append(f"{name}: {named}.")
    return " ".join([*sentences, *_disputes(table)])


def _disputes(table: pd.DataFrame) -> list[str]:
    """Name the regions about which the sources disagree."""
    disputes = dict(zip(table["region"], table["disputed"], strict=True))
    disputes["China"] = table.attrs["nation_disputed"]
    found = [f"{region} is {said}" for region, said in disputes.items() if said]
    return [f"Sources disagree: {style.listed(found)}."] if found else []


def _titles(table: pd.DataFrame) -> list[str]:
    """Count the provinces and municipalities that surely grew faster than the nation."""
    year, first = table.attrs["year"], table.iloc[0]
    ranked = table[table["block"].isin([BLOCKS["province"], BLOCKS["municipality"]])]
    above = (ranked["against_china"] == "above").sum()
    unsure = (ranked["against_china"] == "not known").any()
    titles = [f"Growth of {style.counted(len(table), 'Chinese region', word=True)} in {year}"]
    if len(table) == 1:
        titles.insert(0, f"{first['region']} grew {first['reported']} percent in {year}")
    elif len(ranked) > 1 and (above or not unsure):
        rates = f"{style.number_word(len(ranked))} provincial growth rates printed"
        count = f"{'at least ' if unsure else ''}{style.number_word(above)}"
        beat = f"All {rates} beat" if above == len(ranked) else f"Of {rates}, {count} beat"
        titles.insert(0, f"{beat} China's in {year}")
    elif (table["relation"] == "exact").all():
        top = table.sort_values("value", kind="stable").iloc[-1]
        found = f"{top['region']} grew {top['reported']} percent in {year}"
        titles.insert(0, f"{found}, most of those printed")
    return titles


def sector_table(tables: Tables, year: int | None = None) -> pd.DataFrame:
    """List the growth of industries and products, by what is measured.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year of growth; without it, the latest of which the data hold growth of any kind.

    Returns
    -------
    DataFrame
        One row for each rate, by measure, fastest first. Columns:

        - measure : one of the values of `SECTORS`; rates of different ones do not compare
        - indicator : the word of the vocabulary
        - region, sector : where, and of which industry or product
        - reported : growth as the source prints it, in percent, with its relation
        - relation, value : the same as a word of the vocabulary and a number
        - disputed : other exact rates, and who prints them
        - note : what a reader of the number must know
        - source : publisher and date

    Raises
    ------
    NoDataError
        If the data hold no growth of any kind for the year that was asked for.
    """
    year = _pick(tables, year)
    said = pd.concat([tables.said(indicator, "percent", year) for indicator in SECTORS])
    said = said.assign(
        measure=said["indicator"].map(SECTORS),
        sector=said["scope"],
        reported=list(map(in_words, said["relation"], said["printed"])),
        source=said["cited"],
    )
    columns = ["measure", "indicator", "region", "sector", "reported", "relation", "value"]
    rows = said[[*columns, "disputed", "note", "source"]]
    place = rows["measure"].map([*dict.fromkeys(SECTORS.values())].index)
    by = ["place", "fastest", "region", "sector"]
    rows = ordered(rows, by, place=place, fastest=-rows["value"])
    facts: dict[str, Any] = {"year": year}
    if not len(rows):
        facts["absent"] = f"The sources give no growth of industries or products{_for(year)}."
    return made(rows, "growth_rates.sector_table", **facts)


@style.draws("growth_rates.sector_table")
def sector_chart(table: pd.DataFrame) -> style.Chart:
    """Draw each rate as a bar from zero, in blocks by what is measured."""
    year = table.attrs["year"]
    layout = style.Rows(table["measure"], table["region"] + ": " + table["sector"])
    noted = []
    for row in table.itertuples():
        # Where in the article a thing stands says nothing beside a picture, nor that it fell.
        parts = [part for part in row.note.split("; ") if not re.search("paragraph|fell", part)]
        parts += [f"sources disagree, {row.disputed}"] if row.disputed else []
        if any(parts):
            noted.append(style.sentence(f"{row.sector} in {row.region}: {'; '.join(parts)}."))
    figure = style.Chart(
        f"growth_rates-sector-{year}",
        _sector_titles(table),
        f"Growth in {year} on the year before, percent, of industries and products in Chinese "
        "regions",
        notes="Blocks measure different things: compare within one only. Industries overlap. None "
        f"of this is GDP. {' '.join(noted)}",
        source=style.sourced(table["source"]),
        description=sector_words(table),
        height=layout.height,
        header=0.95,
        axis=0.2,
    )
    axes = layout.panel(figure)
    large = (table["relation"] == "exact") & (table["value"] >= 100)
    times = [f", or {1 + value / 100:g} times the level of {year - 1}" for value in table["value"]]
    labels = table["reported"] + pd.Series(times).where(large, "")
    drawn = table.assign(label=labels, left=table["value"] < 0, place=layout.places)
    drawn["name"] = table["region"] + " " + table["sector"]
    style.widen(axes, drawn, [(0, 0, 0)], own=0, step=10)
    axes.set_xticks([])  # every bar has its number; an axis would invite to compare blocks
    axes.spines["bottom"].set_visible(False)
    for row in drawn.itertuples():
        style.bar(axes, row, 0, 0.6, style.CONTEXT)
        if row.relation in BOUNDS:
            (tick,) = axes.plot([row.value] * 2, [row.place - 0.38, row.place + 0.38])
            tick.set(color=style.INK, linewidth=2, zorder=3, gid=f"mark {row.name}")
        style.value_label(axes, row)
    places = drawn.groupby("measure")["place"]
    ends = places.min() - 0.45, places.max() + 0.45
    axes.vlines([0] * len(places), *ends, color=style.INK, linewidth=1)
    return figure


@style.says("growth_rates.sector_table")
def sector_words(table: pd.DataFrame) -> str:
    """Say in words what `sector_chart` shows, a sentence for each measure."""
    sentences = [f"Growth in {table.attrs['year']}, in percent; none of it is GDP."]
    for measure, rows in table.groupby("measure", sort=False):
        named = style.listed(rows["region"] + " " + rows["sector"] + " " + rows["reported"])
        sentences.append(f"{measure}: {named}.")
    return " ".join(sentences)


def _sector_titles(table: pd.DataFrame) -> list[str]:
    """Say the highest rate of the first block, since rates of different blocks do not compare."""
    year, top = table.attrs["year"], table.iloc[0]
    count = style.sentence(style.counted(len(table), "growth rate", word=True))
    titles = [f"{count} of industries and products in {year}"]
    if top["relation"] == "exact" and top["value"] > 0 and len(table) > 1:
        rise = f"{style.sentence(top['sector'])} in {top['region']}"
        titles.insert(0, f"{rise} rose {top['reported']} percent in {year}")
    return titles
