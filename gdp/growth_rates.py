"""Growth of provinces and cities against that of the nation, and of industries and products."""

import pandas as pd

from gdp import style
from gdp.tables import BOUNDS, Tables, compare, in_words, made, ordered, pick_year

# The level of a region, and the heading under which its growth of GDP is drawn.
BLOCKS = {"province": "Provinces", "municipality": "Municipalities", "city": "Cities"}
BLOCKS["area"] = "Areas"
SECTORS = {  # other indicators, and what each is called above its rows
    "output growth": "Output or value added, as printed",
    "value added growth": "Output or value added, as printed",
    "production growth": "Units produced",
    "export growth": "Exports",
}
HEADINGS = list(dict.fromkeys([*BLOCKS.values(), *SECTORS.values()]))
INDICATOR = "GDP growth"


def table(tables: Tables, year: int | None = None) -> pd.DataFrame:
    """List the growth rates of a year: GDP of regions, against the nation's, and of sectors.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year of growth; without it, the latest of which the data hold growth of any kind.

    Returns
    -------
    DataFrame
        One row for each rate, by block, fastest first; of the same number, lower bounds come
        before exact rates and upper ones after. Columns:

        - block : one of `HEADINGS`; rates of sectors in different ones do not compare
        - region : name
        - sector : industry or product; empty where it is GDP that grew
        - reported : growth as the source prints it, in percent, with its relation
        - relation, value : the same as a word of the vocabulary and a number
        - against_china : whether GDP surely grew "above", "below" or "equal" to the national
          rate; else "not known"; empty for sectors
        - disputed : other rates that cannot be true beside it, and who prints them
        - note : what a reader of the number must know
        - source : publisher and date

    Raises
    ------
    NoDataError
        If the data hold nothing about the year that was asked for.
    """
    indicators = [INDICATOR, *SECTORS]
    years = tables.years(*indicators) if year is None else tables.years()
    year = pick_year(year, years, "statement of a source")
    said = pd.concat([tables.said(indicator, "percent", year) for indicator in indicators])
    said["reported"] = list(map(in_words, said["relation"], said["printed"]))
    of_gdp = said["indicator"] == INDICATOR
    # A rate that is not known is compared like one of which the article says "about".
    none = {"relation": "about", "value": 0.0, "reported": "", "disputed": "", "cited": ""}
    nation = [*said[of_gdp & (said["level"] == "country")].to_dict("records"), none][0]
    china = {name: nation[name] for name in none}
    to, own = (china["relation"], china["value"]), zip(said["relation"], said["value"], strict=True)
    answers = pd.Series([compare(*one, *to) for one in own], said.index, dtype="str")
    said["block"] = said["level"].map(BLOCKS).where(of_gdp, said["indicator"].map(SECTORS))
    said["against_china"] = answers.where(of_gdp, "")
    said[["sector", "source"]] = said[["scope", "cited"]]
    columns = ["block", "region", "sector", "reported", "relation", "value"]
    rows = said[[*columns, "against_china", "disputed", "note", "source"]].dropna(subset="block")
    bound = rows["relation"].map(BOUNDS).map({"lower": -1, "upper": 1}).fillna(0)
    by, place = ["place", "fastest", "bound", "region", "sector"], rows["block"].map(HEADINGS.index)
    rows = ordered(rows, by, place=place, fastest=-rows["value"], bound=bound)
    about = f" for {year}" if year else ""
    national = f" The national rate, in percent: {rate}." if (rate := china["reported"]) else ""
    absent = {}
    if (rows["sector"] != "").all():
        absent[""] = f"The sources give no growth rate of a region{about}.{national}"
    if (rows["sector"] == "").all():
        absent["sectors"] = f"The sources give no growth of industries or products{about}."
    return made(rows, "growth_rates.table", absent, year=year, china=china)


@style.takes("growth_rates.table")
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw each rate of GDP as a dot on a line from the national rate."""
    description = words(table)
    table = table[table["sector"] == ""]
    year, china = table.attrs["year"], table.attrs["china"]
    rate = china["value"] if china["reported"] else None
    line = "dashed" if china["relation"] in BOUNDS else "solid"
    rounded = "about" in set(table["relation"]) or china["reported"].startswith("about")
    layout = style.Rows(table["block"], table["region"])
    notes = {
        "Municipalities rank with provinces.": (table["block"] == BLOCKS["municipality"]).any(),
        "Hollow dot: a bound, in the words beside it; the rate lies anywhere along the fading line "
        "and beyond its end, whose length says nothing.": table["relation"].isin(BOUNDS).any(),
        "Dashed line: the nation's rate is itself a bound.": line == "dashed",
        "About: a rounded rate, which is compared with nothing.": rounded,
    }
    figure = style.Chart(
        f"growth_rates-{year}",
        _titles(table),
        f"Real GDP growth in {year}, percent, as printed for Chinese regions"
        + "; axis not from zero" * bool((table["value"] > 0).all()),
        notes=[*(note for note, due in notes.items() if due), *_disputes(table)],
        source=style.sourced([china["cited"], *table["source"]]),
        description=description,
        height=layout.height,
        header=1.15,
    )
    axes = layout.panel(figure)
    same = table["against_china"].map({"equal": ", the same as China"}).fillna("")
    left = rate is not None and table["value"] < rate  # else a label would lie over the line
    drawn = table.assign(label=table["reported"] + same, left=left, place=layout.places)
    drawn = drawn.rename(columns={"region": "name"})
    rooms = [style.room(row) for row in drawn.itertuples()]
    rooms += [] if rate is None else [(rate, 0.6, 0.6)]
    axes.set_xlim(style.fit(rooms, style.inches(axes), 0.5))
    axes.locator_params(axis="x", integer=True)
    axes.xaxis.set_major_formatter("{x:g}")
    for row in drawn.itertuples():
        faster = row.against_china == "above" or rate is None
        colour = style.INK if faster else style.CONTEXT
        style.bar(axes, row, None if row.against_china == "not known" else rate, 0.16, colour)
        hollow = row.relation in BOUNDS
        face, edge, width = ("white", colour, 2) if hollow else (colour, "white", 1)
        (dot,) = axes.plot(row.value, row.place, "o", markersize=8, zorder=3)
        dot.set(markerfacecolor=face, markeredgecolor=edge, markeredgewidth=width)
        dot.set(gid=f"mark {row.name}")
    if rate is not None:
        axes.axvline(rate, color=style.INK, lw=1.5, ls=line, zorder=1, gid="mark China")
        above = axes.get_xaxis_transform()
        text = f"China: {china['reported']}"
        head = axes.annotate(text, (rate, 1), (0, 5), above, "offset points")
        head.set(ha="center", weight="bold")
    return figure


@style.takes("growth_rates.table")
def words(table: pd.DataFrame) -> str:
    """Say in words what `chart` shows; bounds are named as bounds."""
    table, nation = table[table["sector"] == ""], table.attrs["china"]["reported"]
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
    disputes["China"] = table.attrs["china"]["disputed"]
    found = [f"{region} is {said}" for region, said in disputes.items() if said]
    return [f"Sources disagree: {style.listed(found)}."] if found else []


def _titles(table: pd.DataFrame) -> list[str]:
    """Count the provinces and municipalities that surely grew faster than the nation."""
    year = table.attrs["year"]
    ranked = table[table["block"].isin([BLOCKS["province"], BLOCKS["municipality"]])]
    above = (ranked["against_china"] == "above").sum()
    unsure = (ranked["against_china"] == "not known").any()
    highest = table[table["value"] == table["value"].max()]
    top = highest.iloc[0]
    titles = [f"Growth of {style.counted(len(table), 'Chinese region', word=True)} in {year}"]
    if len(table) == 1:
        titles.insert(0, f"{top['region']}'s growth in {year}, percent: {top['reported']}")
    elif len(ranked) > 1 and (above or not unsure):
        rates = f"{style.number_word(len(ranked))} provincial growth rates printed"
        count = f"{'at least ' if unsure else ''}{style.number_word(above)}"
        both = "Both provincial growth rates printed" if len(ranked) == 2 else f"All {rates}"
        beat = f"{both} beat" if above == len(ranked) else f"Of {rates}, {count} beat"
        titles.insert(0, f"{beat} China's in {year}")
    elif (table["relation"] == "exact").all() and len(highest) == 1:
        rates = f"{style.number_word(len(table))} GDP growth rates printed"
        titles.insert(0, f"Of {rates}, {top['region']}'s was the highest in {year}")
    return titles


@style.takes("growth_rates.table", "sectors")
def sector_chart(table: pd.DataFrame) -> style.Chart:
    """Draw each rate as a bar from zero, in blocks by what is measured."""
    year, description = table.attrs["year"], sector_words(table)
    table = table[table["sector"] != ""]
    layout = style.Rows(table["block"], table["region"] + ": " + table["sector"])
    top = table.iloc[0]  # of the first block, since rates of different blocks do not compare
    count = style.sentence(style.counted(len(table), "growth rate", word=True))
    titles = [f"{count} of industries and products in {year}"]
    if top["relation"] == "exact" and top["value"] > 0 and len(table) > 1:
        rise = f"{style.sentence(top['sector'])} in {top['region']}"
        titles.insert(0, f"{rise} rose {top['reported']} percent in {year}")
    several = "Blocks measure different things: compare within one only. "
    notes = [several * (table["block"].nunique() > 1) + "Industries overlap."]
    if table["relation"].isin(BOUNDS).any():
        notes.append("A tick before a fading bar is a bound: the rate lies anywhere beyond it.")
    told: dict[str, list[str]] = {}
    for row in table.itertuples():
        # Where in the article a thing stands says nothing beside a picture.
        parts = [part for part in row.note.split("; ") if part and "paragraph" not in part]
        parts += [f"sources disagree, {row.disputed}"] if row.disputed else []
        told.setdefault("; ".join(parts), []).append(f"{row.sector} in {row.region}")
    notes += [f"{style.sentence(style.listed(told[text]))}: {text}." for text in told if text]
    figure = style.Chart(
        f"growth_rates-sector-{year}",
        titles,
        f"Growth in {year}, percent, of industries and products in Chinese regions",
        notes=notes,
        source=style.sourced(table["source"]),
        description=description,
        height=layout.height,
        header=0.95,
        axis=0.2,
    )
    axes = layout.panel(figure)
    large = (table["relation"] == "exact") & (table["value"] >= 100)
    times = [f", or {1 + value / 100:g} times the level of {year - 1}" for value in table["value"]]
    labels = table["reported"] + pd.Series(times, table.index).where(large, "")
    drawn = table.assign(label=labels, left=table["value"] < 0, place=layout.places)
    drawn["name"] = table["region"] + " " + table["sector"]
    rooms = [(0, 0, 0), *(style.room(row) for row in drawn.itertuples())]
    axes.set_xlim(style.fit(rooms, style.inches(axes), 1))
    axes.set_xticks([])  # every bar has its number; an axis would invite to compare blocks
    axes.spines["bottom"].set_visible(False)
    for row in drawn.itertuples():
        start = None if BOUNDS.get(row.relation) == "upper" else 0
        style.bar(axes, row, start, 0.6, style.CONTEXT)
        if row.relation in BOUNDS:
            (tick,) = axes.plot([row.value] * 2, [row.place - 0.38, row.place + 0.38])
            tick.set(color=style.INK, linewidth=2, zorder=3, gid=f"mark {row.name}")
    axes.vlines([0] * len(drawn), drawn["place"] - 0.5, drawn["place"] + 0.5, color=style.INK, lw=1)
    return figure


@style.takes("growth_rates.table", "sectors")
def sector_words(table: pd.DataFrame) -> str:
    """Say in words what `sector_chart` shows, a sentence for each measure."""
    sentences = [f"Growth in {table.attrs['year']}, in percent, of industries and products."]
    for block, rows in table[table["sector"] != ""].groupby("block", sort=False):
        named = style.listed(rows["region"] + " " + rows["sector"] + " " + rows["reported"])
        sentences.append(f"{block}: {named}.")
    return " ".join(sentences)
