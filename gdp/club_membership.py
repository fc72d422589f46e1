"""The cities whose GDP has reached 1, 2 or 3 trillion yuan, and when each did."""

import numbers
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from gdp import style
from gdp.tables import BASES, ParameterError, Tables, allows, in_words, made, ordered, pick_year

MARKS = (1, 2, 3)  # trillion yuan
_rank = list(style.MARKS).index


def table(
    tables: Tables, year: int | None = None, basis: str = BASES[0], mark: int = 1
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

    Raises
    ------
    NoDataError
        If no city had reached the mark in the year that was asked for, or the data end before.
    ParameterError
        If `year`, `basis` or `mark` is none that is allowed.
    """
    if not isinstance(mark, numbers.Real) or isinstance(mark, bool) or mark not in MARKS:
        raise ParameterError(f"mark {mark!r}; allowed: 1, 2, 3, in trillion yuan")
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
    facts["club"] = "trillion-yuan" if mark == 1 else f"{mark}-trillion-yuan"
    facts["article"] = list(said["cited"])
    facts["doubts"] = [
        f"{row.cited} counts {in_words(row.relation, row.printed)}, this data set {len(cities)}."
        for row in said.itertuples()
        if not allows(row.relation, row.value, len(cities))
    ]
    facts["doubts"] += [f"Sources disagree: also {other}." for other in said["disputed"] if other]
    absent = {} if years else {"": f"The data name no city with {mark} trillion yuan of GDP."}
    return made(cities, "club_membership.table", absent, **facts)


@style.takes("club_membership.table")
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw the club as a staircase whose steps are the cities."""
    first, last, count = table["joined"].min(), table.attrs["year"], len(table)
    note = "A step is a city; the order within a year has no meaning."
    figure = _frame(
        table,
        "year",
        [_title(table)],
        notes=[note, _basis_note(table), _idle(table), *table.attrs["doubts"]],
        description=words(table),
        height=max(count, 2) * 0.2 + 0.2,
        header=1.2,
    )
    style.key(figure, table["standing"])
    axes = figure.panel(style.MARGIN)
    latest = table["joined"] == last
    opens = latest & ~table["area"].duplicated(keep=False) & (not latest.all())
    opening = table["city"] + ", the first in " + table["area"].map(_in)
    labels = table["city"].mask(opens, opening)
    total = style.counted(count, "city")
    rooms = [(last + 0.6, 0.0, style.text_width(total, style.LABEL, "bold") + 0.1)]
    for label, joined in zip(labels, table["joined"], strict=True):
        rooms.append((joined, style.text_width(label, style.DENSE) + 0.3, 0))
    axes.set_xlim(style.fit(rooms, style.inches(axes), 0))
    axes.set_ylim(0, max(count, 2) + 0.8)
    axes.set_yticks([])
    across, up = [first, *table["joined"], last + 0.6], [0, *table["members"], count]
    axes.step(across, up, where="post", color=style.CONTEXT, linewidth=1.5, gid="staircase")
    for row, label in zip(table.itertuples(), labels, strict=True):
        style.city(axes, row, row.members, label, left=True)
    style.label(axes, total, last + 0.6, count, weight="bold")
    _annotate(axes, table)
    style.year_ticks(axes, first, last)
    return figure


@style.takes("club_membership.table")
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
    sentences += [_idle(table), _basis_note(table), *table.attrs["doubts"]]
    return " ".join(filter(None, sentences))


@style.takes("club_membership.table")
def standing_chart(table: pd.DataFrame) -> style.Chart:
    """Name every city at its year, in a strip for each standing."""
    heads = table["standing"].map(style.by_standing(table["standing"]))
    rows = ordered(table.assign(head=heads, name=""), ["order"], order=table["standing"].map(_rank))
    return _strips(
        table,
        rows,
        "standing",
        _standing_titles(table),
        notes=["A mark is a city; the order within a year has no meaning.", _basis_note(table)],
        description=standing_words(table),
    )


@style.takes("club_membership.table")
def standing_words(table: pd.DataFrame) -> str:
    """Say in words what `standing_chart` shows: the cities of each standing and their years."""
    return _grouped(table, "standing", {s: style.sentence(style.plural(s)) for s in style.MARKS})


@style.takes("club_membership.table")
def place_chart(table: pd.DataFrame) -> style.Chart:
    """Name every city at its year, in rows by province below the heads of areas."""
    area, province = (table.groupby(c)["city"].transform("size") for c in ("area", "province"))
    alone = table["province"] == table["area"]  # then the head says it
    rows = table.assign(
        head=table["area"] + "  " + area.astype(str),
        name=(table["province"] + "  " + province.astype(str)).mask(alone, ""),
    )
    by = ["of_area", "area", "of_province", "province"]
    figure = _strips(
        table,
        ordered(rows, by, of_area=-area, of_province=-province),
        "place",
        _place_titles(table),
        notes=["Numbers count cities; areas group provinces.", _basis_note(table)],
        description=place_words(table),
        header=1.2,
    )
    style.key(figure, table["standing"])
    return figure


@style.takes("club_membership.table")
def place_words(table: pd.DataFrame) -> str:
    """Say in words what `place_chart` shows: each area's cities and their years."""
    sizes = table["area"].value_counts().sort_index()  # of areas alike by name, as in the chart
    areas = sizes.sort_values(ascending=False, kind="stable").index
    return _grouped(table, "area", dict(zip(areas, areas, strict=True)))


def _frame(table: pd.DataFrame, by: str, titles: list[str], **parts: Any) -> style.Chart:
    """Make a chart without its panel; its name leaves out the usual mark and basis."""
    mark, year, basis = (table.attrs[fact] for fact in ("mark", "year", "basis"))
    first = table["joined"].min()
    years = f"{first} to {year}" if year > first else f"{year}"
    kind = "" if by == "year" else f"-{by}"
    large = f"-{mark}-trillion" if mark > 1 else ""
    return style.Chart(
        f"club_membership{kind}{large}-{year}" + "-revised" * (basis == "revised"),
        titles,
        f"Chinese cities whose nominal GDP reached {mark} trillion yuan, by {by}, {years}, "
        f"as {basis}",
        source=style.sourced(table.attrs["article"], table["publisher"]),
        **parts,
    )


def _strips(
    table: pd.DataFrame, rows: pd.DataFrame, by: str, titles: list[str], **parts: Any
) -> style.Chart:
    """Name the cities, in order as `rows`, so that within a strip no name covers another."""
    first, last = table["joined"].min(), table.attrs["year"]
    names = rows["city"].map(lambda city: style.text_width(city, style.DENSE) + 0.25)
    width = style.WIDTH - style.MARGIN - style.beside(rows["name"])
    rooms = [(x, 0.1, name) for x, name in zip(rows["joined"], names, strict=True)]
    low, high = style.fit([*rooms, (last, 0, 0)], width, 0.6)
    free: dict[str, list[float]] = {}  # where the last name ends on each line of a strip
    lines = []
    for row, name in zip(rows.itertuples(), names * (high - low) / width, strict=True):
        ends = free.setdefault(row.head + row.name, [])
        line = next((n for n, end in enumerate(ends) if end <= row.joined), len(ends))
        ends[line : line + 1] = [row.joined + name]
        lines.append(line)
    strips = ["head", "name", "line"]
    rows["line"] = lines
    numbers = rows.groupby(strips, sort=False).ngroup()
    shown = rows.drop_duplicates(strips)
    layout = style.Rows(shown["head"], shown["name"].where(shown["line"] == 0, ""), 0.21)
    figure = _frame(table, by, titles, height=layout.height, **parts)
    axes = layout.panel(figure)
    axes.set_xlim(low, high)
    for row, number in zip(rows.itertuples(), numbers, strict=True):
        style.city(axes, row, layout.places[number], row.city)
    style.year_ticks(axes, first, last)
    return figure


def _annotate(axes: Axes, table: pd.DataFrame) -> None:
    """Say what is worth seeing, where the stairs leave room for it."""
    joined = table["joined"].value_counts()
    most, fullest = joined.max(), joined.idxmax()
    low, high = axes.get_xlim()
    year_size = style.inches(axes) / (high - low)
    if most > 2 and (joined == most).sum() == 1:
        text = f"{style.number_word(most)} in {fullest}, the most in any year"
        middle = sum(table["joined"] < fullest) + (most + 1) / 2
        if fullest + style.text_width(text, style.DENSE) / year_size + 0.5 < high:
            style.label(axes, text, fullest, middle, size=style.DENSE, color=style.GREY)


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
        return f"The {table.attrs['club']} club had {members} in {last}"
    grown = style.number_word(count)
    return f"The {table.attrs['club']} club grew from {members} in {first} to {grown} in {last}"


def _standing_titles(table: pd.DataFrame) -> list[str]:
    """Say of which standing all of the latest newcomers are, or else which standing leads."""
    last, count = table.attrs["year"], style.number_word(len(table))
    if len(table) <= 2:
        return [_names(table)]
    most = table["standing"].value_counts()
    part = "all" if len(most) == 1 else f"{style.number_word(most.iloc[0])} of the"
    kind = style.plural(most.index[0])
    titles = [f"{style.sentence(part)} {count} {table.attrs['club']} cities of {last} were {kind}"]
    if (most == most.iloc[0]).sum() > 1:
        titles = [f"No one standing prevailed in the {table.attrs['club']} club in {last}"]
    latest = table.groupby("standing")["joined"].max().sort_values()
    run = table[table["joined"] > (latest.iloc[-2] if len(latest) > 1 else last)]
    if run["joined"].nunique() > 1:
        newest = latest.index[-1]
        kind = {"other city": "neither capital nor municipality"}.get(newest, f"a {newest}")
        titles.insert(0, f"From {run['joined'].min()} to {last} every city to join was {kind}")
    return titles


def _place_titles(table: pd.DataFrame) -> list[str]:
    """Name the area with most cities."""
    sizes, count, year = table["area"].value_counts(), len(table), table.attrs["year"]
    if count <= 2:
        return [_names(table)]
    word, most, place = style.number_word(count), sizes.max(), _in(sizes.index[0])
    cities = f"{word} {table.attrs['club']} cities"
    if (sizes == most).sum() > 1:
        areas = style.counted(len(sizes), "area", word=True)
        return [f"The {cities} of {year} were in {areas}, no clear lead"]
    part = "All" if most == count else style.sentence(f"{style.number_word(most)} of")
    return [
        f"{part} the {cities} of {year} were in {place}",
        f"{part} {cities} lay in {place} in {year}",
        f"{part} {word} such cities lay in {place} in {year}",
        f"The {cities} of {year}, by place",
    ]


def _names(table: pd.DataFrame) -> str:
    """Name the cities, where they are few."""
    verb, noun = ("was", "city") if len(table) == 1 else ("were", "cities")
    year = table.attrs["year"]
    return f"{style.listed(table['city'])} {verb} the only {table.attrs['club']} {noun} in {year}"


def _in(area: str) -> str:
    return f"the {area}" if area.endswith("Delta") else area


def _idle(table: pd.DataFrame) -> str:
    """Name the years without a newcomer."""
    years = {*range(table["joined"].min(), table.attrs["year"] + 1)} - {*table["joined"]}
    return f"No city joined in {style.listed(map(str, sorted(years)))}." if years else ""


def _basis_note(table: pd.DataFrame) -> str:
    """Say which years are drawn, and which of them the other basis would move."""
    moved = table.attrs["moved"] or "no city"
    if table.attrs["basis"] == "revised":
        return (
            "Years by later official series where one was found, for municipalities that after "
            f"the fifth economic census; they differ from the first prints for {moved}."
        )
    return f"Years as first published; later series, not found for every city, differ for {moved}."
