"""The round GDP marks that provinces have passed, when, and how far they are beyond."""

import pandas as pd

from gdp import style
from gdp.tables import BOUNDS, CLUB_MARK, Tables, in_words, ordered, pick_year

BLOCKS = {"province": "Provinces", "municipality": "Municipalities (ranked with provinces)"}


def table(tables: Tables, year: int | None = None) -> pd.DataFrame:
    """Set the GDP of each province and municipality against the highest mark that it passed.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year of the GDP, and the last in which a mark can be passed; without it, the latest
        that the data hold.

    Returns
    -------
    DataFrame
        One row for each region that has passed a mark above 1 trillion yuan, provinces first,
        highest mark first. Columns:

        - block : one of the values of `BLOCKS`, the heading under which the region is drawn
        - region : name
        - mark : highest mark passed so far, in trillion yuan
        - passed : first year in which GDP, as first published, reached that mark
        - reported : GDP of the year, in trillion yuan, with its relation: as the article prints
          it; else as first published, for the year of passing; else the mark as a lower bound
        - relation, value : the same as a word of `gdp.schema.RELATIONS` and a number
        - known_from : "article", "article, undated", "milestones", or "mark", which takes GDP
          to have stayed beyond a mark passed before
        - year : year of the GDP
        - source : publisher and date for the year of passing
        - article : publisher and date of the article, where it gives the GDP

    Raises
    ------
    NoDataError
        If no province or municipality had passed a mark by then, or the data end before.
    """
    passed = tables.milestones.merge(tables.regions, on="region")
    passed = passed[(passed["mark"] > CLUB_MARK) & passed["level"].isin(list(BLOCKS))]
    year = pick_year(
        year, tables.span(passed["year"], "trillion yuan"), "province or municipality past a mark"
    )
    passed = (
        passed[passed["year"] <= year].sort_values("mark").drop_duplicates("region", keep="last")
    )
    said = tables.said("GDP", "trillion yuan", year)
    said = said[["region", "relation", "value", "printed", "period", "cited"]]
    rows = passed.merge(said, on="region", how="left", suffixes=("_then", ""))
    known_from = rows["period"].map({"": "article, undated"}).fillna("article")
    # Without a figure of the article, or with a bound below the mark, what else is certain?
    silent = rows["value"].isna() | (rows["relation"].isin(BOUNDS) & (rows["value"] < rows["mark"]))
    first = silent & (rows["year"] == year) & rows["value_then"].notna()
    for column in ("relation", "value", "printed"):
        rows[column] = rows[column].mask(first, rows[f"{column}_then"])
    known_from = known_from.mask(first, "milestones")
    silent &= ~first
    relation = rows["relation"].mask(silent, "at least")
    printed = rows["printed"].mask(silent, rows["mark"].map("{:g}".format))
    known_from = known_from.mask(silent, "mark")
    result = pd.DataFrame(
        {
            "block": rows["level"].map(BLOCKS),
            "region": rows["region"],
            "mark": rows["mark"],
            "passed": rows["year"].astype(int),
            "reported": list(map(in_words, relation, printed)),
            "relation": relation,
            "value": rows["value"].mask(silent, rows["mark"]),
            "known_from": known_from,
            "year": year,
            "source": tables.cited(rows["source"]),
            "article": rows["cited"].where(known_from.str.startswith("article"), ""),
        }
    )
    block, by = (
        result["block"].map(list(BLOCKS.values()).index),
        ["block", "mark", "passed", "region"],
    )
    return ordered(result, by, block=block, mark=-result["mark"])


@style.house
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw GDP against the mark as bars, and beside it the year in which the mark was passed."""
    year, first = table["year"].iloc[0], table["passed"].min()
    layout = style.Rows(table["block"], table["region"], 0.3)
    figure = style.Chart(
        f"provincial_milestones-{year}",
        _title(table),
        "Province-level GDP at current prices, the highest round mark that it has passed, and when",
        notes=_notes(table),
        source=style.sourced(table["article"], supplement=True),
        description=words(table),
        height=layout.height,
        header=1.15,
    )
    split = style.WIDTH * 0.68
    axes = layout.panel(figure, split)
    style.head(axes, f"GDP in {year}, trillion yuan")
    new = table["passed"] == year
    weights = new.map({True: "bold", False: "normal"})
    reach = [
        (
            row.value,
            style.text_width(row.reported, style.LABEL, weight) + style.label_gap(row.relation),
        )
        for row, weight in zip(table.itertuples(), weights, strict=True)
    ]
    style.widen(axes, [(0, 0)], reach, 1)
    axes.axvline(0, color=style.GREY, linewidth=0.8)

    years = figure.panel(split + 0.4)
    years.set_xlim(first - 0.6, year + 0.6)
    years.set_ylim(axes.get_ylim())
    years.set_yticks(layout.places, [])
    years.grid(visible=True, axis="both")
    style.head(years, "Mark passed in")
    style.year_ticks(years, first, year)
    for row, place, weight in zip(table.itertuples(), layout.places, weights, strict=True):
        colour = style.VERMILLION if row.passed == year else style.BLUE
        style.bar(axes, place, (0, row.value), 0.5, colour, row.region)
        if row.relation in BOUNDS:
            style.fade(axes, place, row.value, 0.5, colour, row.region)
        style.tick(axes, row.mark, place, row.region)
        style.label(axes, row.value, place, row.reported, row.relation, weight=weight)
        style.dot(years, row.passed, place, colour, f"year {row.region}")
    return figure


def words(table: pd.DataFrame) -> str:
    """Say in words what `chart` shows; bounds are named as bounds."""
    year = table["year"].iloc[0]
    sentences = []
    for passed, rows in table.groupby("passed", sort=True):
        said = style.listed(f"{row.region} {row.mark:g}" for row in rows.itertuples())
        sentences.append(f"In {passed}: {said}.")
    levels = style.listed(f"{row.region} {row.reported}" for row in table.itertuples())
    return " ".join(
        [
            "Marks passed, in trillion yuan.",
            *sentences,
            f"GDP in {year}, in trillion yuan: {levels}.",
            *_caveats(table),
        ]
    )


def _notes(table: pd.DataFrame) -> str:
    """Say how to read the marks, and where levels come from that the article does not date."""
    notes = ["Upright line: the mark."]
    if (table["passed"] == table["year"]).any():
        notes.append(f"Bold: passed in {table['year'].iloc[0]}.")
    if table["relation"].isin(BOUNDS).any():
        notes.append("Fading bar: how far beyond its end GDP lies is not known.")
    absent = "Regions of which no crossing is recorded are not shown."
    return " ".join([*notes, *_caveats(table), absent])


def _caveats(table: pd.DataFrame) -> list[str]:
    """Name the regions whose level the article does not give for the year."""
    named = table.groupby("known_from")["region"].apply(style.listed)
    meanings = {
        "article, undated": "the article gives no year for the level",
        "milestones": "GDP as first published, by milestones.csv",
        "mark": "GDP of the year not given, taken to have stayed beyond the mark",
    }
    return [f"{named[kind]}: {said}." for kind, said in meanings.items() if kind in named]


def _title(table: pd.DataFrame) -> str:
    """Name the regions that passed a mark in the year, or count those beyond one."""
    year = table["year"].iloc[0]
    new = table[table["passed"] == year].sort_values("mark", ascending=False, kind="stable")
    if len(new):
        marks = "new GDP marks" if len(new) > 1 else "a new GDP mark"
        title = f"{style.listed(new['region'])} passed {marks} in {year}"
        if len(title) <= style.TITLE_CHARACTERS:
            return title
        return style.sentence(f"{_counted(new)} passed {marks} in {year}")
    return f"At least {_counted(table)} were past {table['mark'].min():g} trillion yuan in {year}"


def _counted(rows: pd.DataFrame) -> str:
    """Count provinces and municipalities together."""
    blocks = list(dict.fromkeys(rows["block"]))
    nouns = [
        noun
        for noun, block in zip(["province", "municipality"], BLOCKS.values(), strict=True)
        if block in blocks
    ]
    if len(nouns) == 1:
        return style.counted(len(rows), nouns[0], word=True)
    return f"{style.number_word(len(rows))} provinces and municipalities"
