"""What cells of one row, rows of one table, and tables owe to each other.

`gdp.schema` says what a column may hold by itself; this module checks that and the rest.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from gdp.schema import (
    FIRST_YEAR,
    INDICATORS,
    LAST_YEAR,
    LEVELS,
    MODELS,
    REGION,
    SOURCE,
    STANDINGS,
)

# No two rows of a table agree in all of these columns.
UNIQUE = {
    "figures": [
        *["source", "paragraph", "region", "indicator", "scope"],
        *["mark", "period", "relation", "unit"],
    ],
    "milestones": ["region", "mark"],
    "regions": ["region"],
    "sources": ["id"],
}


# A rule sees the cells of one row and says what is allowed where they do not fit, else "".


def _unit_fits(unit: str, indicator: str) -> str:
    known = INDICATORS.get(indicator)
    if known is None or unit in known.units:  # an unknown word is a fault already
        return ""
    return f"for {indicator}: {' or '.join(known.units)}"


def _value_fits(value: float, indicator: str, unit: str, fell: bool) -> str:
    known = INDICATORS.get(indicator)
    if known is None or value != value:
        return ""
    if unit in ("cities", "ordinal"):
        fits = value in range(1, int(known.most) + 1)
        return "" if fits else f"for {indicator}: a whole number from 1 to {known.most:g}"
    may_fall = indicator.endswith("growth")
    if may_fall and fell and value < 0:
        return "" if value >= -100 else f"for {indicator}: a number from -100"
    fits = 0 <= value <= known.most
    fall = "; below 0 only with a note that holds the word fell" if may_fall else ""
    return "" if fits else f"for {indicator}: a number from 0 to {known.most:g}{fall}"


def _scope_fits(scope: str, indicator: str) -> str:
    known = INDICATORS.get(indicator)
    if known is None:
        return ""
    if known.scope == "standing":
        fits = scope in ("", *STANDINGS)
        return "" if fits else "empty for all cities, or one of: " + ", ".join(STANDINGS)
    if (scope == "") == (known.scope == ""):
        return ""
    return f"for {indicator}: " + (f"the {known.scope}" if known.scope else "nothing")


def _mark_fits(mark: float, indicator: str) -> str:
    known = INDICATORS.get(indicator)
    if known is None or (mark == mark) == known.marked:
        return ""
    return f"for {indicator}: " + ("a mark in trillion yuan" if known.marked else "nothing")


def _period_fits(period: str, indicator: str) -> str:
    span = "-" in period
    if period == "" or span == (indicator == "average annual growth"):
        return ""
    return f"for {indicator}: " + ("one year" if span else "a span of years like 2021-2025")


def _relation_fits(relation: str, unit: str) -> str:
    return "" if relation == "exact" or unit != "ordinal" else "for an order: exact"


def _filled_with(cell: Any, other: Any, name: str) -> str:
    """Two cells are filled together or not at all."""
    filled, needed = (not (pd.isna(c) or c == "") for c in (cell, other))
    if filled == needed:
        return ""
    return f"filled, since {name} is" if needed else f"empty, since {name} is"


def _value_reaches(value: float, mark: float) -> str:
    fits = value != value or mark <= value < 2 * mark  # in one year no GDP doubles
    return "" if fits else f"at least the mark, {mark:g}, and less than twice it"


def _revision_moves(revised: Any, year: Any) -> str:
    if pd.isna(revised) or pd.isna(year) or not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    if 0 < abs(revised - year) <= 10:
        return ""
    return "another year than the first-published one, within ten years of it, else empty"


def _standing_fits(standing: str, level: str) -> str:
    allowed = {"municipality": ["municipality"], "city": ["provincial capital", "other city"]}
    words = allowed.get(level, [""])
    if standing in words or level not in LEVELS:
        return ""
    return f"for a {level}: {' or '.join(words) or 'nothing'}"


def _province_fits(province: str, level: str, region: str) -> str:
    if level in ("municipality", "province"):
        return "" if province == region else f"for a {level}: its own name"
    if level == "city":
        return "" if province not in ("", region) else "for a city: its province"
    if level not in LEVELS:
        return ""
    return "" if province == "" else f"for a {level}: nothing"


def _area_fits(area: str, level: str) -> str:
    if level not in LEVELS or (area == "") == (level in ("country", "area")):
        return ""
    return f"for a {level}: " + ("an area" if area == "" else "nothing")


RULES: dict[str, list[tuple[Callable[..., str], list[str]]]] = {
    "figures": [
        (_unit_fits, ["unit", "indicator"]),
        (_value_fits, ["value", "indicator", "unit", "fell"]),
        (_scope_fits, ["scope", "indicator"]),
        (_mark_fits, ["mark", "indicator"]),
        (_period_fits, ["period", "indicator"]),
        (_relation_fits, ["relation", "unit"]),
    ],
    "milestones": [
        (lambda relation, value: _filled_with(relation, value, "value"), ["relation", "value"]),
        (_value_reaches, ["value", "mark"]),
        (
            lambda year, source: _filled_with(year, source, "revised_source"),
            ["revised_year", "revised_source"],
        ),
        (_revision_moves, ["revised_year", "year"]),
    ],
    "regions": [
        (_standing_fits, ["standing", "level"]),
        (_province_fits, ["province", "level", "region"]),
        (_area_fits, ["area", "level"]),
    ],
    "sources": [],
}


class Misfit(NamedTuple):
    """A cell that is not allowed: table, column, row, what is allowed, and words near it."""

    table: str
    column: str
    row: int
    allowed: str
    words: Collection[str] = ()


def faults_within(name: str, table: pd.DataFrame) -> Iterator[Misfit]:
    """Check one typed table: its columns by themselves, then its rows, then rows given twice."""
    try:
        MODELS[name].validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            column = MODELS[name].columns[error.schema.name]
            for row in error.failure_cases["index"]:
                meta = column.metadata
                yield Misfit(name, error.schema.name, row, meta["allowed"], meta["words"])

    if "note" in table:
        table = table.assign(fell=table["note"].str.contains(r"(?i)\bfell\b"))
    codes = {column: pd.factorize(table[column])[0] for column in table}
    for rule, columns in RULES[name]:
        kind, firsts = _alike([codes[column] for column in columns])
        cells = table.iloc[firsts][columns]  # a rule is asked once of rows that are alike
        verdicts = list(map(rule, *(cells[column].tolist() for column in columns)))
        if any(verdicts):
            for row, number in zip(table.index, kind, strict=True):
                if verdicts[number]:
                    yield Misfit(name, columns[0], row, verdicts[number])

    key = UNIQUE[name]
    kind, firsts = _alike([codes[column] for column in key])
    if len(firsts) < len(table):
        for place, (row, number) in enumerate(zip(table.index, kind, strict=True)):
            if place != firsts[number]:
                line = table.index[firsts[number]] + 2
                alike = f"one row only with the {', '.join(key)} of line {line}"
                yield Misfit(name, "id" if name == "sources" else "region", row, alike)


def _alike(codes: list[Any]) -> tuple[Any, Any]:
    """Give rows whose cells are alike the same number, and find the first row of each number."""
    kind = codes[0]
    for code in codes[1:]:
        kind = pd.factorize(kind * (code.max(initial=0) + 2) + code)[0]
    return kind, (~pd.Series(kind).duplicated()).to_numpy().nonzero()[0]


def faults_across(
    tables: dict[str, pd.DataFrame], unread: Collection[str] = ()
) -> Iterator[Misfit]:
    """Check the typed tables against each other, except against those that could not be read."""
    figures, milestones, regions, sources = (tables[name] for name in MODELS)
    level = dict(zip(regions["region"], regions["level"], strict=True))
    ordered = figures[figures["indicator"] == "order of passing"]
    for name, cells, known, allowed in (
        ("figures", figures["source"], "sources", SOURCE),
        ("figures", figures["region"], "regions", REGION),
        ("figures", ordered["scope"], "regions", REGION),
        ("milestones", milestones["region"], "regions", REGION),
        ("milestones", milestones["source"], "sources", SOURCE),
        ("milestones", milestones["revised_source"], "sources", SOURCE),
        ("regions", regions["province"], "regions", REGION),
        ("regions", regions["area"], "regions", REGION),
    ):
        words = list(tables[known].iloc[:, 0])
        for row in cells.index[(cells != "") & ~cells.isin(words)] if known not in unread else []:
            yield Misfit(name, str(cells.name), row, allowed, words)
    for name, cells, levels in (
        ("milestones", milestones["region"], ("municipality", "province", "city")),
        ("regions", regions["province"], ("municipality", "province")),
        ("regions", regions["area"], ("area", "province")),
    ):
        found = cells.map(level)
        for row in cells.index[found.isin(LEVELS) & ~found.isin(levels)]:
            yield Misfit(name, str(cells.name), row, f"a region of the level {' or '.join(levels)}")

    home = regions.drop_duplicates("region").set_index("region")
    for row, region, scope in zip(ordered.index, ordered["region"], ordered["scope"], strict=True):
        if region in home.index and scope in home.index and level[scope] != "country":
            holders = [name for name in home.loc[region, ["province", "area"]] if name]
            if scope not in holders:
                yield Misfit(
                    "figures", "scope", row, f"where {region} lies: {' or '.join(holders)}"
                )
    for row, region, province, area in zip(
        regions.index, regions["region"], regions["province"], regions["area"], strict=True
    ):
        if province in home.index and province != region and home.loc[province, "area"] != area:
            yield Misfit("regions", "area", row, f"the area of {province}")
    capitals = regions[regions["standing"] == "provincial capital"]
    for row in capitals.index[capitals["province"].duplicated()]:
        yield Misfit("regions", "standing", row, "one provincial capital for each province")
    by_mark = milestones[milestones["year"].between(FIRST_YEAR, LAST_YEAR).fillna(False)]
    by_mark = by_mark.dropna(subset="mark").sort_values("mark", kind="stable")
    highest = by_mark.groupby("region")["year"].cummax()
    for row in by_mark.index[by_mark["year"] < highest]:
        yield Misfit("milestones", "year", row, f"no year before {highest[row]}, of a lower mark")

    published = sources.drop_duplicates("id").set_index("id")["published"].str[:4]
    for name, column in (("figures", "period"), ("milestones", "year")):
        printed = tables[name]["source"].map(published).astype("string").fillna("")
        last = tables[name][column].astype("string").fillna("").str[-4:]
        for row in tables[name].index[(printed != "") & (last >= printed)]:
            yield Misfit(
                name, column, row, f"a year before {printed[row]}, when its source appeared"
            )
