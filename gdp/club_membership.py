"""The cities whose GDP has reached 1, 2 or 3 trillion yuan, and when each did."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from gdp import style
from gdp.tables import BASES, ParameterError, Tables, allows, in_words, made, ordered, pick_year

MARKS = (1, 2, 3)  # trillion yuan
_rank = list(style.MARKS).index


def table(
    tables: Tables, year: int | None = None, basis: str = BASES[0], mark: int = MARKS[0]
) -> pd.DataFrame:
    """List the cities that have reached a mark by the year in which each did.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        Year at whose end the club is shown; without it, the latest that the data hold.
    basis : {"first published", "revised"}
        Whether a city's year is that of the GDP figure first published, or that of a later
        official series, where one was found that moves it.
    mark : {1, 2, 3}
        The mark, in trillion yuan.

    Returns
    -------
    DataFrame
        One row for each city, by year, within a year by standing and name. Columns:

        - city : name
        - joined : first year in which its GDP reached the mark, on the chosen basis
        - standing : municipality, provincial capital or other city
        - province, area : where it lies
        - members : number of cities in the club, this one and those above counted
        - publisher : of the source for the year

        `attrs` hold what was chosen, the cities whose year differs on the other basis, and the
        article that counts the club.

    Raises
    ------
    NoDataError
        If no city had reached the mark in the year that was asked for, or the data end before.
    ParameterError
        If `year`, `basis` or `mark` is none that is allowed.
    """
    if mark not in MARKS or isinstance(mark, bool):
        allowed = ", ".join(map(str, MARKS))
        raise ParameterError(f"mark {mark!r}; allowed: {allowed}, in trillion yuan")
    mark = int(mark)
    rows = tables.crossings(basis).rename(columns={"region": "city", "when": "joined"})
    rows = rows[(rows["mark"] == mark) & (rows["standing"] != "")].assign(members=0)
    years = tables.span(rows["joined"])
    year = pick_year(year, years, f"city with {mark} trillion yuan")
    shown = rows[["joined", "other"]].min(axis="columns") <= year  # on one basis or the other
    moves = rows[shown & (rows["joined"] != rows["other"])].sort_values("city")
    said = tables.said("cities past the mark", "cities", year)
    said = said[(said["mark"] == mark) & (said["level"] == "country") & (said["scope"] == "")]
    columns = ["city", "joined", "standing", "province", "area", "members", "publisher"]
    cities = rows.loc[rows["joined"] <= year, columns]
    cities = ordered(cities, ["joined", "order", "city"], order=cities["standing"].map(_rank))
    cities["members"] = range(1, len(cities) + 1)
    facts: dict[str, Any] = {"year": year, "basis": basis, "mark": mark}
    facts["moved"] = ", ".join(f"{move.city} ({move.other})" for move in moves.itertuples())
    facts["article"] = list(said["cited"])
    facts["doubts"] = [
        f"{row.cited} counts {in_words(row.relation, row.printed)}, this data set {len(cities)}."
        for row in said.itertuples()
        if not allows(row.relation, row.value, len(cities))
    ]
    facts["doubts"] += [f"Sources disagree: also {other}." for other in said["disputed"] if other]
    if not years:
        facts["absent"] = f"The data name no city with {mark} trillion yuan of GDP."
    return made(cities, "club_membership.table", **facts)


@style.draws("club_membership.table")
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw the club as a staircase whose steps are the cities."""
    first, last, count = table["joined"].min(), table.attrs["year"], len(table)
    years = range(first, last + 1)
    note = "A step is a city; the order within a year has no meaning."
    figure = _frame(
        table,
        "",
        "year",
        [_title(table)],
        notes=" ".join([note, _basis_note(table), *table.attrs["doubts"]]),
        description=words(table),
        height=max(count, 2) * 0.2 + 0.2,
        header=1.2,
        axis=0.75,
    )
    style.key(figure, table["standing"])
    axes = figure.panel(style.MARGIN)
    labels = _step_labels(table)
    total = style.counted(count, "city")
    end = style.text_width(total, style.LABEL, "bold") + 0.1
    # The names of the first years hang over the axis: as far as the widest needs.
    wide = style.inches(axes) - end
    year_sizes = [
        (wide - style.text_width(label, style.DENSE) - 0.3) / (last + 0.6 - joined)
        for label, joined in zip(labels, table["joined"], strict=True)
    ]
    year_size = min(*year_sizes, (wide - 0.6) / len(years))
    axes.set_xlim(last + 0.6 - wide / year_size, last + 0.6 + end / year_size)
    axes.set_ylim(0, max(count, 2) + 0.8)
    axes.grid(visible=False)
    axes.set_yticks([])
    across, up = [first, *table["joined"], last + 0.6], [0, *table["members"], count]
    axes.step(across, up, where="post", color=style.CONTEXT, linewidth=1.5, gid="staircase")
    for row, label in zip(table.itertuples(), labels, strict=True):
        style.city(axes, row.joined, row.members, row.standing, row.city)
        style.label(axes, label, row.joined, row.members, left=True, size=style.DENSE)
    style.label(axes, total, last + 0.6, count, weight="bold")
    _annotate(axes, table)
    joined = table["joined"].value_counts()
    style.year_ticks(axes, first, last)
    names = [tick.get_text() for tick in axes.get_xticklabels()]
    below = [f"{name}\n{joined.get(year, 0)}" for name, year in zip(names, years, strict=True)]
    axes.set_xticks(years, below, linespacing=1.5)
    place = blended_transform_factory(figure.transFigure, axes.transAxes)
    left = (style.MARGIN / style.WIDTH, 0)
    caption = axes.annotate("\nJoined", left, (0, -6.5), place, "offset points")
    caption.set(va="top", size=style.TICK, color=style.GREY, linespacing=1.5)
    return figure


@style.says("club_membership.table")
def words(table: pd.DataFrame) -> str:
    """Say in words what `chart` shows, and which cities the other basis would move."""
    year = table.attrs["year"]
    parts = style.by_standing(table["standing"]).values()
    first, latest = table["joined"].min(), table["joined"].max()
    sentences = [
        f"At the end of {year}, {style.counted(len(table), 'city')} of the Chinese mainland had "
        f"reached a nominal GDP of {table.attrs['mark']} trillion yuan: {style.listed(parts)}.",
        f"{style.listed(table.loc[table['joined'] == first, 'city'])} came first, in {first}.",
    ]
    if latest > first:
        newest = style.listed(table.loc[table["joined"] == latest, "city"])
        sentences.append(f"The latest to join, in {latest}: {newest}.")
    if idle := _idle(table):
        sentences.append(f"No city joined in {style.listed(map(str, idle))}.")
    return " ".join([*sentences, _basis_note(table), *table.attrs["doubts"]])


@style.draws("club_membership.table")
def standing_chart(table: pd.DataFrame) -> style.Chart:
    """Draw a mark for each city in its year, in a strip for each standing."""
    table = ordered(table, ["order", "members"], order=table["standing"].map(_rank))
    first, last = table["joined"].min(), table.attrs["year"]
    slots = table.groupby(["standing", "joined"]).cumcount()
    strips = slots.groupby(table["standing"], sort=False).max() + 1
    floors = (strips + 0.7).cumsum()
    figure = _frame(
        table,
        "-standing",
        "standing",
        _standing_titles(table),
        notes=f"A mark is a city; the order within a year has no meaning. {_basis_note(table)}",
        description=standing_words(table),
        height=float(floors.iloc[-1]) * 0.24,
    )
    names = list(style.by_standing(table["standing"]).values())
    left = max(style.text_width(name, style.LABEL, "bold") for name in names)
    axes = figure.panel(style.MARGIN + left + 0.1)
    axes.set_xlim(first - 0.6, last + 0.6)
    axes.set_ylim(float(floors.iloc[-1]), 0)
    axes.grid(visible=False)
    axes.set_yticks(list(floors - 0.65), names, weight="bold")
    axes.hlines(list(floors)[:-1], *axes.get_xlim(), color=style.GRID, linewidth=0.8)
    for row, slot in zip(table.itertuples(), slots, strict=True):
        style.city(axes, row.joined, floors[row.standing] - 0.65 - slot, row.standing, row.city)
    style.year_ticks(axes, first, last)
    return figure


@style.says("club_membership.table")
def standing_words(table: pd.DataFrame) -> str:
    """Say in words what `standing_chart` shows: the cities of each standing and their years."""
    return _grouped(table, "standing", {s: style.sentence(style.plural(s)) for s in style.MARKS})


@style.draws("club_membership.table")
def place_chart(table: pd.DataFrame) -> style.Chart:
    """Name every city at its year, in rows by province below the heads of areas."""
    sizes = [-table.groupby(c)["city"].transform("size") for c in ("area", "province")]
    by = ["of_area", "area", "of_province", "province", "members"]
    table = ordered(table, by, of_area=sizes[0], of_province=sizes[1])
    first, last = table["joined"].min(), table.attrs["year"]
    wide = max(style.text_width(province, style.LABEL) for province in table["province"])
    left = style.MARGIN + 0.1 + wide + 0.3
    widest = max(style.text_width(city, style.DENSE) for city in table["city"]) + 0.25
    year_size = (style.WIDTH - style.MARGIN - left - widest - 0.1) / max(last - first, 1)
    places, heads, height = _places(table, year_size)
    figure = _frame(
        table,
        "-place",
        "province",
        _place_titles(table),
        notes=f"Numbers count cities; areas group provinces. {_basis_note(table)}",
        description=place_words(table),
        height=height * 0.21,
        header=1.2,
    )
    style.key(figure, table["standing"])
    axes = figure.panel(left)
    axes.set_xlim(first - 0.1 / year_size, last + widest / year_size)
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    for text, place, bold in heads:
        weight = "bold" if bold else "normal"
        indent = style.MARGIN + (0 if bold else 0.15)
        style.at_side(axes, text, place, indent / style.WIDTH, weight=weight)
    for row, place in zip(table.itertuples(), places, strict=True):
        style.city(axes, row.joined, place, row.standing, row.city)
        style.label(axes, row.city, row.joined, place, size=style.DENSE)
    style.year_ticks(axes, first, last)
    style.lines(axes, 5)
    return figure


@style.says("club_membership.table")
def place_words(table: pd.DataFrame) -> str:
    """Say in words what `place_chart` shows: each area's cities and their years."""
    return _grouped(table, "area", {area: area for area in table["area"].value_counts().index})


def _frame(table: pd.DataFrame, kind: str, by: str, titles: list[str], **parts: Any) -> style.Chart:
    """Make a chart without its panel; its name leaves out the usual mark and basis."""
    mark, year, basis = (table.attrs[fact] for fact in ("mark", "year", "basis"))
    first = table["joined"].min()
    years = f"{first} to {year}" if year > first else f"{year}"
    large = f"-{mark}-trillion" if mark > 1 else ""
    return style.Chart(
        f"club_membership{kind}{large}-{year}" + ("-revised" if basis == "revised" else ""),
        titles,
        f"Chinese cities whose nominal GDP reached {mark} trillion yuan, by {by}, {years}, "
        f"as {basis}",
        source=style.sourced(table.attrs["article"], table["publisher"]),
        **parts,
    )


def _places(
    table: pd.DataFrame, year_size: float
) -> tuple[list[float], list[tuple[str, float, bool]], float]:
    """Find a line for each city, so that no name covers the next one.

    Return these lines, the heads as text, line and whether they are bold, and the end of all.
    """
    places, heads, line = [], [], 0.5
    for area, in_area in table.groupby("area", sort=False):
        heads.append((f"{area}  {len(in_area)}", line, True))
        line += 0 if set(in_area["province"]) == {area} else 1
        for province, rows in in_area.groupby("province", sort=False):
            if province != area:
                heads.append((f"{province}  {len(rows)}", line, False))
            ends: list[float] = []  # of the last name on each line
            for row in rows.itertuples():
                slot = next((n for n, end in enumerate(ends) if end < row.joined), len(ends))
                name = style.text_width(row.city, style.DENSE) + 0.3
                ends[slot : slot + 1] = [row.joined + name / year_size]
                places.append(line + slot)
            line += len(ends)
        line += 0.35
    return places, heads, line


def _step_labels(table: pd.DataFrame) -> list[str]:
    """Name the cities; of the latest, say where they are the first of their area."""
    latest = table["joined"] == table.attrs["year"]
    areas = set(table.loc[~latest, "area"])
    alone = ~table["area"].duplicated(keep=False)
    new = latest & alone & ~table["area"].isin(areas) & bool(areas)
    return list(
        table["city"].where(~new, table["city"] + ", the first in " + table["area"].map(_in))
    )


def _annotate(axes: Axes, table: pd.DataFrame) -> None:
    """Say what is worth seeing, where the stairs leave room for it: right of them and below."""
    joined = table["joined"].value_counts()
    most, fullest = joined.max(), joined.idxmax()
    low, high = axes.get_xlim()
    year_size = style.inches(axes) / (high - low)
    if most > 2 and (joined == most).sum() == 1:
        text = f"{style.number_word(most)} in {fullest}, the most in any year"
        middle = sum(table["joined"] < fullest) + (most + 1) / 2
        if fullest + style.text_width(text, style.DENSE) / year_size + 0.5 < high:
            style.label(axes, text, fullest, middle, size=style.DENSE, color=style.GREY)
    if idle := _idle(table):
        text = f"nobody joined in {style.listed(map(str, idle))}"
        end = table.attrs["year"] + 0.6
        start = end - style.text_width(text, style.DENSE) / year_size - 0.3
        if sum(table["joined"] < start) >= 3:  # then the stairs are above it
            style.label(axes, text, end, 1, left=True, size=style.DENSE, color=style.GREY)


def _grouped(table: pd.DataFrame, column: str, names: dict[str, str]) -> str:
    """Name the cities of each group with their years."""
    sentences = [f"Years when nominal GDP reached {table.attrs['mark']} trillion yuan."]
    for group, name in names.items():
        rows = table[table[column] == group].sort_values("members")
        cities = style.listed(f"{row.city} {row.joined}" for row in rows.itertuples())
        sentences.append(f"{name}, {len(rows)}: {cities}." if len(rows) else f"{name}: none.")
    return " ".join([*sentences, _basis_note(table)])


def _title(table: pd.DataFrame) -> str:
    """Say how the club grew."""
    first, last, count = table["joined"].min(), table.attrs["year"], len(table)
    start = sum(table["joined"] == first)
    if count == 1:
        return _names(table)
    members = style.counted(start, "city", word=True)
    if count == start:
        return f"The {_club(table)} club had {members} in {last}"
    grown = style.number_word(count)
    return f"The {_club(table)} club grew from {members} in {first} to {grown} in {last}"


def _standing_titles(table: pd.DataFrame) -> list[str]:
    """Say of which standing all of the latest newcomers are, or else which standing leads."""
    last, count = table.attrs["year"], style.number_word(len(table))
    latest = table.groupby("standing")["joined"].max().sort_values()
    run = table[table["joined"] > (latest.iloc[-2] if len(latest) > 1 else last)]
    titles = []
    if run["joined"].nunique() > 1:
        kind = {
            "municipality": "a municipality",
            "provincial capital": "a provincial capital",
            "other city": "neither capital nor municipality",
        }[latest.index[-1]]
        titles.append(f"From {run['joined'].min()} to {last} every city to join was {kind}")
    most = table["standing"].value_counts()
    if len(table) <= 2:
        titles.append(_names(table))
    elif len(most) == 1 or most.iloc[0] > most.iloc[1]:
        part = "all" if len(most) == 1 else f"{style.number_word(most.iloc[0])} of the"
        kind = style.plural(most.index[0])
        titles.append(f"{style.sentence(part)} {count} {_club(table)} cities of {last} were {kind}")
    titles.append(f"No one standing prevailed in the {_club(table)} club in {last}")
    return titles


def _place_titles(table: pd.DataFrame) -> list[str]:
    """Name the area with most cities."""
    sizes, count, year = table["area"].value_counts(), len(table), table.attrs["year"]
    if count <= 2:
        return [_names(table)]
    word, most, place = style.number_word(count), sizes.max(), _in(sizes.index[0])
    cities = f"{word} {_club(table)} cities"
    if (sizes == most).sum() > 1:
        areas = style.counted(len(sizes), "area", word=True)
        return [f"The {cities} of {year} were in {areas}, none ahead"]
    part = "All" if most == count else style.sentence(f"{style.number_word(most)} of")
    return [
        f"{part} the {cities} of {year} were in {place}",
        f"{part} {cities} lay in {place} in {year}",
        f"{part} {word} such cities lay in {place} in {year}",
    ]


def _names(table: pd.DataFrame) -> str:
    """Name the cities, where they are few."""
    verb, noun = ("was", "city") if len(table) == 1 else ("were", "cities")
    year = table.attrs["year"]
    return f"{style.listed(table['city'])} {verb} the only {_club(table)} {noun} in {year}"


def _in(area: str) -> str:
    return f"the {area}" if area.endswith("Delta") else area


def _club(table: pd.DataFrame) -> str:
    mark = table.attrs["mark"]
    return "trillion-yuan" if mark == 1 else f"{mark}-trillion-yuan"


def _idle(table: pd.DataFrame) -> list[int]:
    years = range(table["joined"].min(), table.attrs["year"] + 1)
    return sorted(set(years) - set(table["joined"]))


def _basis_note(table: pd.DataFrame) -> str:
    """Say which years are drawn, and which of them the other basis would move."""
    moved = table.attrs["moved"] or "no city"
    if table.attrs["basis"] == "revised":
        return (
            "Years by later official series where one was found, for municipalities that after "
            f"the fifth economic census; they differ from the first prints for {moved}."
        )
    return f"Years as first published; later series, not found for every city, differ for {moved}."
