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
        - reported : GDP of the year that was chosen, in trillion yuan, with its relation, as an
          article prints it
        - relation, value : the same as a word of the vocabulary and a number
        - known_from : "article" or "article, undated"; empty where there is none
        - disputed : other levels that cannot be true beside it, and who prints them
        - publisher : of the source for the year in which the mark was reached
        - article : publisher and date of the article, where it gives the GDP
        - note : what a reader of the year must know

        `attrs` hold what was chosen, and the regions that have reached no mark by then.

    Raises
    ------
    NoDataError
        If no region had reached a mark in the year that was asked for, or the data end before.
    ParameterError
        If `year` or `basis` is none that is allowed.
    """
    rows = tables.crossings(basis)
    rows = rows[rows["level"].isin(PROVINCIAL)]
    years = tables.span(rows["when"])
    year = pick_year(year, years, "province or municipality past a mark")
    rows = rows[rows["when"] <= year]
    rows = rows.assign(highest=rows["mark"] == rows.groupby("region")["mark"].transform("max"))
    said = tables.said("GDP", "trillion yuan", year).set_index("region")
    rows = rows.join(said.add_prefix("said_").astype(object), on="region")
    known = rows["said_undated"].map({True: "article, undated", False: "article"}).fillna("")
    said_printed = rows["said_relation"].fillna(""), rows["said_printed"].fillna("")
    rows = rows.assign(
        reached=rows["when"],
        first_print=list(map(in_words, rows["relation"], rows["printed"])),
        reported=list(map(in_words, *said_printed)),
        relation=rows["said_relation"],
        value=rows["said_value"].astype(float),
        known_from=known,
        disputed=rows["said_disputed"].fillna(""),
        article=rows["said_cited"].fillna(""),
    )
    columns = ["region", "level", "mark", "reached", "stands_in", "first_print", "highest"]
    columns += ["reported", "relation", "value", "known_from", "disputed", "publisher"]
    columns += ["article", "note"]
    result = rows[columns]
    tops = result[result["highest"]].set_index("region")
    top, since = -result["region"].map(tops["mark"]), result["region"].map(tops["reached"])
    result = ordered(result, ["top", "since", "region", "mark"], top=top, since=since)
    ranked = tables.regions.loc[tables.regions["level"].isin(PROVINCIAL), "region"]
    facts = {"year": year, "basis": basis, "without": sorted({*ranked} - {*rows["region"]})}
    if not years:
        facts["absent"] = "The data name no province or municipality past a trillion yuan of GDP."
    return made(result, "provincial_milestones.table", **facts)


@style.draws("provincial_milestones.table")
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw a ladder for each region: a numbered bead for each trillion; at the right, its GDP."""
    year, first = table.attrs["year"], table["reached"].min()
    tops = table[table["highest"]]
    printed = tops["reported"].where(tops["known_from"] == "article", "").map(style.rounded)
    layout = style.Rows([""] * len(tops), tops["region"], 0.27)
    head = f"GDP in {year},\ntrillion yuan"
    figure = style.Chart(
        f"provincial_milestones-{year}" + ("-revised" * (table.attrs["basis"] == "revised")),
        _titles(table),
        "Year when nominal GDP of Chinese provinces and municipalities reached each trillion yuan, "
        f"as {table.attrs['basis']}",
        notes=_notes(table),
        source=style.sourced(tops["article"][printed != ""], table["publisher"]),
        description=words(table),
        height=layout.height,
        header=1.2,
    )
    right = style.WIDTH - style.MARGIN
    if any(printed):
        wide = max(style.text_width(text, style.LABEL) for text in printed)
        wide = max(wide, style.text_width(head.split("\n")[1], style.LABEL, "bold"))
        right -= wide + 0.15
    axes = layout.panel(figure, right)
    axes.set_xlim(first - 0.7, max(year, first + 9) + 0.7)
    style.year_ticks(axes, first, year)
    style.lines(axes, 5)
    places = dict(zip(tops["region"], layout.places, strict=True))
    bead_years = 0.23 * (axes.get_xlim()[1] - axes.get_xlim()[0]) / style.inches(axes)
    starts = table.groupby("region")["reached"].min()[tops["region"]]
    axes.hlines(layout.places, starts, year + 0.5, color=style.GRID, linewidth=1.2, zorder=1)
    # Two marks in one year stand side by side around it, a bead apart.
    together = table.groupby(["region", "reached"])["mark"]
    beside = (together.cumcount() - (together.transform("size") - 1) / 2) * bead_years
    columns = ["region", "mark", "reached", "stands_in"]
    beads = zip(*(table[column] for column in columns), table["reached"] + beside, strict=True)
    for region, mark, reached, hollow, x in beads:
        new, place = reached == year, places[region]
        face = "white" if hollow else style.INK if new else style.GRID
        (bead,) = axes.plot(x, place, "o", markersize=15, markerfacecolor=face, zorder=3)
        bead.set(markeredgecolor=style.CONTEXT if hollow else face, markeredgewidth=1)
        bead.set_gid(f"bead {region} {mark:g}")
        number = axes.text(x, place, f"{mark:g}", size=style.FOOT, zorder=4)
        number.set(ha="center", va="center_baseline", weight="bold" if new else "normal")
        number.set_color("white" if new and not hollow else style.INK)
    if any(printed):
        x = (right + 0.15) / style.WIDTH
        for text, place in zip(printed, layout.places, strict=True):
            style.at_side(axes, text, place, x)
        style.at_side(axes, head, -0.6, x, weight="bold", color=style.GREY)
    return figure


@style.says("provincial_milestones.table")
def words(table: pd.DataFrame) -> str:
    """Say in words what `chart` shows; bounds are named as bounds."""
    year = table.attrs["year"]
    tops = table[table["highest"]]
    new = table[table["reached"] == year]
    sentences = [
        f"By {year}, {style.counted(len(tops), 'region')} had reached {len(table)} trillion marks "
        "of nominal GDP, provinces and municipalities counted."
    ]
    if len(new):
        beads = (f"{row.region} {row.mark:g}" for row in new.itertuples())
        sentences.append(f"In {year}: {style.listed(beads)}.")
    for mark, rows in tops[tops["reached"] < year].groupby("mark", sort=False):
        since = style.listed(
            f"{row.region} since {row.reached}" + " (by the later series)" * row.stands_in
            for row in rows.itertuples()
        )
        sentences.append(f"At {mark:g} trillion yuan: {since}.")
    printed = tops[tops["known_from"] == "article"]
    if len(printed):
        levels = style.listed(f"{row.region} {row.reported}" for row in printed.itertuples())
        sentences.append(f"GDP in {year}, in trillion yuan, as printed: {levels}.")
    lower = table[table["stands_in"] & ~table["highest"]]
    hollow = [f"{row.region} {row.mark:g}" for row in lower.itertuples()]
    if hollow:
        sentences.append(f"By the later series, too: {style.listed(hollow)}.")
    return " ".join([*sentences, *_caveats(table)])


def _notes(table: pd.DataFrame) -> str:
    """Say how to read the beads."""
    notes = ["A bead is the year in which GDP reached the mark that it names, in trillion yuan."]
    if any(text != style.rounded(text) for text in table["reported"]):
        notes.append("GDP rounded to two decimals.")
    if (table["reached"] == table.attrs["year"]).any():
        notes.append(f"Bold: in {table.attrs['year']}.")
    if table["stands_in"].any():
        notes.append("Hollow: no print of the time was found, and the year is by the later series.")
    return " ".join([*notes, *_caveats(table)])


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
        caveats.append(style.rounded(f"{row.region} at {row.mark:g}: {row.note}."))
    if names := table.attrs["without"]:
        few = style.listed(names) if len(names) < 6 else style.counted(len(names), "region")
        caveats.append(f"Not at 1 trillion: {few}.")
    tops = table[table["highest"] & (table["disputed"] != "")]
    caveats += [f"Sources disagree: {row.region} is {row.disputed}." for row in tops.itertuples()]
    return caveats


def _titles(table: pd.DataFrame) -> list[str]:
    """Name the regions that reached a mark in the year, or count those beyond one."""
    year = table.attrs["year"]
    new = table[table["reached"] == year].drop_duplicates("region")
    if len(new):
        marks = "new trillion marks" if len(new) > 1 else "a new trillion mark"
        many = style.counted(len(new), "provincial economy", word=True)
        return [
            f"{style.listed(new['region'])} reached {marks} in {year}",
            f"{style.sentence(many)} reached {marks} in {year}",
        ]
    return [f"No provincial economy reached a further trillion in {year}"]
