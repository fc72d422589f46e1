"""Every trillion that the GDP of provinces and municipalities has reached, and when."""

import pandas as pd

from gdp import style
from gdp.tables import BASES, PROVINCIAL, Tables, in_words, made, ordered, pick_year


def table(tables: Tables, year: int | None = None, basis: str = BASES[0]) -> pd.DataFrame:
    """List every trillion that provinces and municipalities have reached, and the GDP of a year.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Last year in which a mark can be reached, and year of the GDP; without it, the latest
        that the data hold.
    basis : {"first published", "revised"}
        Whether a mark's year is that of the GDP figure first published, or that of the
        National Bureau of Statistics' later series.

    Returns
    -------
    DataFrame
        One row for each mark of a region, the region with the highest mark first. Columns:

        - region, level : name, and whether it is a province or a municipality
        - mark : in trillion yuan
        - reached : first year in which its GDP reached the mark, on the chosen basis
        - stands_in : whether no first print was found, so that the year is the revised one
        - first_print : GDP of the year in which it was first published to have reached the mark,
          in trillion yuan, with its relation; empty where only the year is known
        - highest : whether it is the region's highest mark by then
        - reported : GDP of the year that was chosen, in trillion yuan, with its relation, where an
          article prints it with that year
        - disputed : other levels that cannot be true beside it, and who prints them
        - article : publisher and date of that article
        - publisher : of the source for the year in which the mark was reached
        - note : what a reader of that year must know

    Raises
    ------
    NoDataError
        If no region had reached a mark in the year that was asked for, or the data end before.
    ParameterError
        If `year` or `basis` is none that is allowed.
    """
    rows = tables.crossings(basis)
    rows = rows[rows["level"].isin(PROVINCIAL) & (rows["mark"] % 1 == 0)]
    years = tables.span(rows["when"])
    year = pick_year(year, years, "province or municipality past a mark")
    rows = rows[rows["when"] <= year]
    said = tables.said("GDP", "trillion yuan", year).set_index("region")
    said = said[~said["undated"]].rename(columns={"cited": "article"})
    said["reported"] = list(map(in_words, said["relation"], said["printed"]))
    printed = ["reported", "disputed", "article"]
    rows = rows.join(said[printed].astype("str"), on="region").fillna(dict.fromkeys(printed, ""))
    top = rows.groupby("region")["mark"].transform("max")
    first_print = list(map(in_words, rows["relation"], rows["printed"]))
    rows = rows.assign(highest=rows["mark"] == top, first_print=first_print)
    rows = rows.rename(columns={"when": "reached"})
    since = rows.groupby("region")["reached"].transform("max")
    columns = ["region", "level", "mark", "reached", "stands_in", "first_print", "highest"]
    columns += [*printed, "publisher", "note"]
    result = ordered(rows[columns], ["top", "since", "region", "mark"], top=-top, since=since)
    ranked = tables.regions.loc[tables.regions["level"].isin(PROVINCIAL), "region"]
    facts = {"year": year, "basis": basis, "without": sorted({*ranked} - {*rows["region"]})}
    why = "The data name no province or municipality past a trillion yuan of GDP."
    return made(result, "provincial_milestones.table", {} if years else {"": why}, **facts)


@style.takes("provincial_milestones.table")
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw a ladder for each region: a numbered bead for each trillion; at the right, its GDP."""
    year, first = table.attrs["year"], table["reached"].min()
    tops = table[table["highest"]]
    printed = tops["reported"]
    layout = style.Rows([""] * len(tops), tops["region"], 0.27)
    new, hollow = table["reached"] == year, table["stands_in"]
    names = table["region"][new].drop_duplicates()
    many = style.sentence(style.counted(len(names), "provincial economy", word=True))
    marks = "new trillion marks" if len(names) > 1 else "a new trillion mark"
    who = [style.listed(names), many] if len(names) else []
    titles = [f"{reached} reached {marks} in {year}" for reached in who]
    stood_in = "Hollow: no print of the time was found; the year is by the later series."
    figure = style.Chart(
        f"provincial_milestones-{year}" + ("-revised" * (table.attrs["basis"] == "revised")),
        titles or [f"No provincial economy reached a further trillion in {year}"],
        "Year when nominal GDP of Chinese provinces and municipalities reached each trillion yuan, "
        f"as {table.attrs['basis']}",
        notes=[
            "A bead is the year in which GDP reached the mark that it names, in trillion yuan.",
            f"Bold: in {year}." if new.any() else "",
            stood_in if hollow.any() else "",
            "At the right: GDP as articles print it, bounds as bounds." if any(printed) else "",
            *_caveats(table),
        ],
        source=style.sourced(tops["article"], table["publisher"]),
        description=words(table),
        height=layout.height,
        header=1.2,
    )
    right = style.WIDTH - style.MARGIN - 1.35 * any(printed)
    axes = layout.panel(figure, right)
    axes.set_xlim(first - 0.7, max(year, first + 9) + 0.7)
    style.year_ticks(axes, first, year)
    places = dict(zip(tops["region"], layout.places, strict=True))
    bead_years = 0.23 * (axes.get_xlim()[1] - axes.get_xlim()[0]) / style.inches(axes)
    starts = table.groupby("region")["reached"].min()[tops["region"]]
    axes.hlines(layout.places, starts, year + 0.5, color=style.GRID, linewidth=1.2, zorder=1)
    # Two marks in one year stand side by side around it, a bead apart.
    together = table.groupby(["region", "reached"])["mark"]
    beside = (together.cumcount() - (together.transform("size") - 1) / 2) * bead_years
    face = pd.Series(style.GRID, table.index).mask(new, style.INK).mask(hollow, "white")
    beads = table.assign(x=table["reached"] + beside, y=table["region"].map(places), new=new)
    edge = face.mask(hollow, style.CONTEXT)
    axes.scatter(beads["x"], beads["y"], 225, face, edgecolors=edge, zorder=3, gid="beads")
    for row in beads.itertuples():
        number = axes.text(row.x, row.y, f"{row.mark:g}", size=style.FOOT, zorder=4)
        number.set(ha="center", va="center_baseline", weight="bold" if row.new else "normal")
        number.set(color="white" if row.new and not row.stands_in else style.INK)
    if any(printed):
        x = (right + 0.15) / style.WIDTH
        for text, place in zip(printed, layout.places, strict=True):
            style.at_side(axes, text, place, x)
        head = f"GDP in {year},\ntrillion yuan"
        style.at_side(axes, head, -0.6, x, weight="bold", color=style.GREY)
    return figure


@style.takes("provincial_milestones.table")
def words(table: pd.DataFrame) -> str:
    """Say in words what `chart` shows; bounds are named as bounds."""
    year = table.attrs["year"]
    tops = table[table["highest"]]
    new = table[table["reached"] == year]
    sentences = [
        f"By {year}, {style.counted(len(tops), 'region')} (provinces and municipalities) had "
        f"reached {style.counted(len(table), 'mark')} of nominal GDP, one for each trillion yuan."
    ]
    if len(new):
        beads = (f"{row.region} {row.mark:g}" for row in new.itertuples())
        sentences.append(f"In {year}: {style.listed(beads)}.")
    for mark, rows in tops[tops["reached"] < year].groupby("mark", sort=False):
        since = (f"{row.region} since {row.reached}" for row in rows.itertuples())
        sentences.append(f"At {mark:g} trillion yuan: {style.listed(since)}.")
    printed = tops[tops["reported"] != ""]
    if len(printed):
        levels = style.listed(f"{row.region} {row.reported}" for row in printed.itertuples())
        sentences.append(f"GDP in {year}, in trillion yuan, as printed: {levels}.")
    if table["stands_in"].any():
        hollow = (f"{row.region} {row.mark:g}" for row in table[table["stands_in"]].itertuples())
        sentences.append(f"By the later series, for want of a print: {style.listed(hollow)}.")
    return " ".join([*sentences, *_caveats(table)])


def _caveats(table: pd.DataFrame) -> list[str]:
    """Say what the years follow, who is absent, and who fell back."""
    series = "series after the fifth economic census (before 2006, after the fourth)"
    caveats = [
        f"Years by the National Bureau of Statistics' {series}; later years as first published."
        if table.attrs["basis"] == "revised"
        else "Years as first published; later censuses moved many."
    ]
    fell = table["note"].str.contains("fell back") & (table["reached"] < table.attrs["year"])
    for row in table[fell & (table.attrs["basis"] != "revised")].itertuples():
        caveats.append(f"{row.region} at {row.mark:g}: {row.note}.")
    if names := table.attrs["without"]:
        few = style.listed(names) if len(names) < 6 else style.counted(len(names), "region")
        caveats.append(f"Not at 1 trillion: {few}.")
    tops = table[table["highest"] & (table["disputed"] != "")]
    caveats += [f"Sources disagree: {row.region} is {row.disputed}." for row in tops.itertuples()]
    return caveats
