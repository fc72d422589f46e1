"""What cells of a row, and rows of several tables, owe to each other.

A generator for each file takes a row and gives the column that does not fit, what is allowed, and
perhaps words near it. An empty cell is ""; one that is wrong by itself is None, and then its row
is not looked at here.
"""

from collections.abc import Collection, Iterator
from typing import Any

from gdp.schema import INDICATORS, STANDINGS, TABLES, TESTS, UNITS
from gdp.tables import BOUNDS, RANGES, arguments

Row = dict[str, Any]  # the values of a row by column, and its "line"
Misfits = Iterator[tuple[Any, ...]]  # column, what is allowed, and perhaps words near it

Places = dict[str, Row]  # regions by name
Dates = dict[str, str]  # of sources, by id

YEARS, VALUE = TABLES["milestones"].fields["year"], TABLES["figures"].fields["value"]
# Trillions of yuan in a unit of GDP; roughly, for dollars.
YUAN = {unit: known["yuan"] for unit, known in UNITS.items() if "yuan" in known}
MANY = ", ..."  # ends the kind of an argument that takes a list


def misfits(tables: dict[str, list[Row]], unread: Collection[str]) -> Misfits:
    """Yield table and line before each misfit; nothing follows from tables that lack rows."""
    regions, sources = ([] if n in unread else tables[n] for n in ("regions", "sources"))
    places = {row["region"]: row for row in reversed(regions) if row["region"]}
    dates = {row["id"]: row["published"] for row in reversed(sources)}
    for name, rows in tables.items():
        for row in rows:
            if name in CHECKS and None not in row.values():
                for misfit in CHECKS[name](row, places, dates):
                    yield name, row["line"], *misfit
        across = ACROSS[name](tables) if name in ACROSS else ()
        for misfit in (*_twice(name, rows), *across):
            yield name, *misfit
        for column, (other, key) in TABLES[name].references.items():
            words = {row[key]: None for row in tables[other] if row[key]}
            for row in rows if other not in unread else []:
                if row[column] and row[column] not in words:
                    yield name, row["line"], column, _one_of(other, key), words


def _twice(name: str, rows: list[Row]) -> Misfits:
    """Find the rows that agree with an earlier one in all columns of the key."""
    key = TABLES[name].key
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        cells = tuple(row[column] for column in key)
        line = first.setdefault(cells, row["line"])
        if None not in cells and line != row["line"]:
            yield row["line"], key[0], f"one row only with the {', '.join(key)} of line {line}"


def _falling(tables: dict[str, list[Row]]) -> Misfits:
    """Find marks reached before lower ones, on either basis."""
    by_mark = sorted((r for r in tables["milestones"] if r["mark"]), key=lambda row: row["mark"])
    for basis in (("year",), ("revised_year", "year")):
        latest: dict[str, int] = {}
        for row in by_mark:
            for column in [column for column in basis if row[column]][:1]:
                before = latest.setdefault(row["region"], row[column])
                if row[column] < before:
                    yield row["line"], column, f"no year before {before}, of a lower mark"
                latest[row["region"]] = max(before, row[column])


def _double(tables: dict[str, list[Row]]) -> Misfits:
    """Find codes, and capitals of a province, that are given twice."""
    first: dict[tuple[str, str], str] = {}
    for row in tables["regions"]:
        capital = row["province"] if row["standing"] == "provincial capital" else ""
        for column, text in (("code", row["code"]), ("standing", capital)):
            if text and (other := first.setdefault((column, text), row["region"])) != row["region"]:
                yield row["line"], column, f"another {column} than that of {other}"


def _implausible(tables: dict[str, list[Row]]) -> Misfits:
    """Find levels of GDP that a slip in the unit has made a thousand times too large or small."""
    levels: dict[str, list[tuple[int, float]]] = {}
    for row in tables["figures"]:
        if row["indicator"] == "GDP" and row["value"] and row["unit"] in YUAN and row["region"]:
            yuan = row["value"] * YUAN[row["unit"]]
            levels.setdefault(row["region"], []).append((row["line"], yuan))
    for region, printed in levels.items():
        marks = [row["mark"] for row in tables["milestones"] if row["region"] == region]
        known = sorted(filter(None, marks)) or sorted(level for _, level in printed)
        usual = known[len(known) // 2]
        for line, level in printed:
            if not usual / 50 < level < usual * 50:
                yield line, "value", f"within the order of magnitude of other rows of {region}"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _one_of(table: str, key: str) -> str:
    return f"{_a(key)} that {table}.csv names; a new one needs a row there"


def figures(row: Row, places: Places, dates: Dates) -> Misfits:
    """Check that the cells of a statement fit its indicator, and that its year was over."""
    indicator, mark, period = row["indicator"], row["mark"], row["period"]
    due = INDICATORS[indicator]
    if row["unit"] not in due["units"]:
        yield "unit", f"for {indicator}: {' or '.join(due['units'])}"
    if allowed := _value_due(row, due["maximum"]):
        yield "value", f"for {indicator}: {allowed}"
    yield from _scope(row, due.get("scope"), places)
    needs = due.get("mark", False)
    if needs != "perhaps" and (mark != "") != needs:
        yield "mark", f"for {indicator}: {'nothing' if mark else 'a mark in trillion yuan'}"
    if period:
        years = [int(year) for year in period.split("-")]
        span, average = len(years) > 1, "average annual" in indicator
        if span != average and not (span and indicator.startswith("rank")):
            allowed = "a span of years like 2021-2025" if average else "one year"
            yield "period", f"for {indicator}: {allowed}"
        if years[0] < YEARS.least or years[-1] > YEARS.most or years != sorted(set(years)):
            yield "period", TABLES["figures"].fields["period"].allowed
        yield from _over("period", years[-1], dates.get(row["source"]))


def _value_due(row: Row, most: int) -> str:
    """Say what a value must be for its indicator, where it is not; else nothing."""
    value = row["value"]
    if row["unit"] in ("cities", "provinces", "ordinal"):
        least = 1 if row["unit"] == "ordinal" else 0
        return "" if value in range(least, most + 1) else f"a whole number from {least} to {most}"
    least = -most if row["indicator"].endswith("growth") else 0  # growth may be a fall
    return "" if least <= value <= most else f"a number from {least} to {most}"


def _scope(row: Row, due: str | None, places: Places) -> Misfits:
    """Check what a figure is confined to: a standing, an industry or product, or a region."""
    scope, home = row["scope"], places.get(row["region"])
    if due == "standing":
        if scope and scope not in STANDINGS:
            yield "scope", "empty for all cities, or one of: " + ", ".join(STANDINGS)
    elif (scope == "") == bool(due):
        yield "scope", f"for {row['indicator']}: " + (f"the {due}" if due else "nothing")
    elif due == "range":
        *relation, to = scope.split(" ", 2)
        if " ".join(relation) not in RANGES or (to not in places and VALUE.read(to)[1]):
            yield "scope", "a range like: more than 10, at least 8, less than 0, more than China"
    elif due in ("region", "other region") and places:
        if scope not in places:
            yield "scope", _one_of("regions", "region"), places
        elif due == "region" and home and places[scope]["level"] not in ("country", None):
            holders = {name: None for name in (home["province"], home["area"]) if name}
            if scope not in holders:
                allowed = " or ".join([*holders, "the country"])
                yield "scope", f"where {row['region']} lies by regions.csv: {allowed}"


def _over(column: str, year: int, published: str | None) -> Misfits:
    """Nothing is known of a year before it is over."""
    if published and year >= int(published[:4]):
        yield column, f"a year before {published[:4]}, when its source appeared"


def milestones(row: Row, places: Places, dates: Dates) -> Misfits:
    """Check that cells are filled together and fit each other, and that the year was over."""
    mark, value, year, revised = (row[c] for c in ("mark", "value", "year", "revised_year"))
    pairs = (("source", "year"), ("relation", "value"), ("revised_year", "revised_source"))
    for column, other in pairs:
        if (row[column] == "") != (row[other] == ""):
            yield column, f"{'filled' if row[other] != '' else 'empty'}, since {other} is"
    if year == "" and value:
        yield "value", "empty, since year is"
    if year == revised == "":
        yield "year", "filled, or revised_year is"
    lower = 0.0 if BOUNDS.get(row["relation"]) == "upper" else mark
    if mark and value and not lower <= value < 2 * mark:  # in one year no GDP doubles
        yield "value", f"at least the mark, {mark:g}, and less than twice it"
    if year and revised and not 0 < abs(revised - year) <= 10:
        allowed = "another year than the first-published one, within ten years of it, else empty"
        yield "revised_year", allowed
    if places.get(row["region"], row).get("level") in ("country", "area"):
        yield "region", "a region of the level municipality or province or city"
    if year:
        yield from _over("year", year, dates.get(row["source"]))


def regions(row: Row, places: Places, dates: Dates) -> Misfits:
    """Check that standing, province and area fit the level, and those of the province."""
    level, province, code = row["level"], row["province"], row["code"]
    cities = [standing for standing in STANDINGS if standing != "municipality"]
    words = {"municipality": ["municipality"], "city": cities}.get(level, [""])
    if row["standing"] not in words:
        yield "standing", f"for {_a(level)}: {' or '.join(words) or 'nothing'}"
    itself = province == row["region"]
    fits, allowed = itself, "its own name"
    unit = level not in ("country", "area")  # of those that the code of regions knows
    if level == "city":
        fits, allowed = province != "" and not itself, "its province"
    elif not unit:
        fits, allowed = province == "", "nothing"
    if not fits:
        yield "province", f"for {_a(level)}: {allowed}"
    for column, due in (("area", "an area"), ("code", "six digits")):
        if (row[column] != "") != unit:
            yield column, f"for {_a(level)}: {due if unit else 'nothing'}"
    lies_in = {"province": ["municipality", "province"], "area": ["area", "province"]}
    for column, levels in lies_in.items():
        found = places.get(row[column])
        if found and found["level"] not in (*levels, None):
            yield column, f"a region of the level {' or '.join(levels)}"
    home = places.get(province, row)
    if home["area"] not in (row["area"], None):
        yield "area", f"the area of {province}"
    if code and home["code"] and code[:2] != home["code"][:2]:
        yield "code", f"six digits that begin like those of {province}, {home['code'][:2]}"


def claims(row: Row, places: Places, dates: Dates) -> Misfits:
    """Check that the article is dated, and that the arguments are those of the test."""
    if dates.get(row["source"]) == "":
        yield "source", "an article of which sources.csv has the date"
    needed, optional = (TESTS[row["test"]].get(part, {}) for part in ("arguments", "optional"))
    kinds, given = {**needed, **optional}, arguments(row["arguments"])
    fits = set(needed) <= set(given) <= set(kinds)
    if not fits or len(given) < row["arguments"].count("="):
        due = "; ".join(f"{name}=..." for name in kinds) or "nothing"
        absent = f", of which {', '.join(optional)} may be absent" if optional else ""
        yield "arguments", f"for {row['test']}: {due}{absent}"
        return
    for name, text in given.items():
        for word in text.split(", ") if str(kinds[name]).endswith(MANY) else [text]:
            if due := _argument_due(word, kinds[name], places):
                yield "arguments", f"for {name}: {due}"


def _argument_due(word: str, kind: str | list[str], places: Places) -> str:
    """Say what an argument must be, if it is not: one of some words, or what a column holds."""
    if isinstance(kind, list):
        return "" if word in kind else "one of: " + ", ".join(kind)
    if kind == "text":
        return ""
    due = []
    for part in kind.removesuffix(MANY).split(" or "):
        table, column = part.split(".")
        number, _, unit = word.partition(" ")
        text = number if column == "value" and unit in UNITS else word
        allowed = TABLES[table].fields[column].read(text)[1]
        if (table, column) == ("regions", "region") and places and word not in places:
            allowed = _one_of(table, column)
        due.append(allowed)
    return " or ".join(due) if all(due) else ""


CHECKS = {"figures": figures, "milestones": milestones, "regions": regions, "claims": claims}
ACROSS = {"figures": _implausible, "milestones": _falling, "regions": _double}
