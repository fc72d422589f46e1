"""The rules that cells of a row, and rows of several tables, have to keep.

Each rule yields a `Fault` for each cell that breaks it. Rows of which a cell is wrong by itself
are left out, so that nothing follows from what is not known.
"""

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gdp.schema import FIRST, INDICATORS, PROVINCIAL, TABLES, UNITS
from gdp.tables import Fault, Interval, interval
from gdp.wording import shortest

# How far the nominal GDP of a region falls or rises in a year, and a census moves it, at most.
FALL, RISE, CENSUS = 0.7, 1.6, 1.7
# How far a number in an article may lie from the first statistical figure: a level in yuan, one
# in dollars at any rate of exchange, and growth in percentage points.
OFF_YUAN, OFF_DOLLARS, OFF_GROWTH = 1.1, 1.5, 3
UNIQUE = {"sources": [["url"]], "regions": [["code"], ["chinese"]]}  # besides the keys
YUAN = {unit: known["yuan"] for unit, known in UNITS.items() if "yuan" in known}  # in trillions


@dataclass(slots=True)
class Row:
    """A row of a file: its line, its cells as written, and their values, None if not allowed."""

    line: int
    texts: dict[str, str]
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def interval(self, *, rounded: bool = False) -> Interval:
        """Return what the reported value may truly be."""
        return interval(self["relation"], self["value"], rounded=rounded)


Rows = dict[str, list[Row]]


def check(rows: Rows) -> Iterator[Fault]:
    """Yield what is wrong between cells, rows and tables."""
    sound = {name: [row for row in rows[name] if None not in row.values.values()] for name in rows}
    for name in rows:
        yield from twice(name, rows[name])
        yield from unknown_keys(name, rows)
        for row in sound[name]:
            yield from unlike_its_words(name, row)
    places = {row["region"]: row for row in sound["regions"]}
    yield from misplaced(places)
    yield from wrong_scope(sound["figures"], places)
    yield from too_early(sound)
    gaps = {row["region"] for row in rows["series"] if None in row.values.values()}
    odd = [*fractions(sound), *jumps(sound["series"], places, gaps)]
    yield from odd
    lines = {found.line for found in odd if found.file == "series.csv"}
    series = [row for row in sound["series"] if row.line not in lines]
    yield from far_from_series(sound["figures"], series)


def fault(name: str, row: Row, column: str, allowed: str, words: Collection[str] = ()) -> Fault:
    """Make the fault of a cell, with a hint if it is near to a word that is allowed."""
    text = row.texts[column].strip()
    value = repr(text) if text else "an empty cell"
    return Fault(f"{name}.csv", row.line, column, value, allowed + _near(text, words))


def _near(text: str, words: Collection[str]) -> str:
    """Suggest a word with the same first letter: "bilion" is nearer to "trillion"."""
    for word in difflib.get_close_matches(text, words, cutoff=0.8):
        if word[0].lower() == text[0].lower():
            return f"; did you mean {word!r}?"
    return ""


def twice(name: str, rows: list[Row]) -> Iterator[Fault]:
    """Find rows that agree with an earlier one in a key, or in what only one row may have."""
    lines: dict[tuple[Any, ...], int] = {}
    for row in rows:
        for key in [TABLES[name].key, *UNIQUE.get(name, [])]:
            cells = tuple(row[column] for column in key)
            first = lines.setdefault((*key, *cells), row.line)
            if first != row.line and None not in cells and cells != ("",):
                allowed = f"one row only with the {', '.join(key)} of line {first}"
                yield fault(name, row, key[0], allowed)
                break  # a copied row is one fault


def unknown_keys(name: str, rows: Rows) -> Iterator[Fault]:
    """Find cells that name no row of the table that they refer to, each text once."""
    english = {row["chinese"]: row["region"] for row in rows["regions"]}
    for column, (table, key) in TABLES[name].references.items():
        known = {row[key] for row in rows[table]}
        wanted = {row[column]: row for row in reversed(rows[name]) if row[column]}
        for text, row in wanted.items():
            if text not in known and None not in known:
                article = "an" if key == "id" else "a"
                allowed = f"{article} {key} that {table}.csv names; a new one needs a row there"
                if text in english:
                    allowed += f"; did you mean {english[text]!r}?"
                yield fault(name, row, column, allowed, known)


def unlike_its_words(name: str, row: Row) -> Iterator[Fault]:
    """Find cells that do not fit another one of their row, as the descriptor says for its word."""
    for field in TABLES[name].fields.values():
        word = row[field.name]
        for column, rule in field.rules.get(word, {}).items():
            _, allowed = rule.read(row.texts[column])
            if allowed:
                yield fault(name, row, column, f"for {word}: {allowed}")


def misplaced(places: dict[str, Row]) -> Iterator[Fault]:
    """Find regions whose area, province, code or standing none can have that lies where they do."""
    capitals: dict[str, str] = {}
    for name, row in places.items():
        kind, province = row["level"], row["province"]
        area, home = places.get(row["area"]), places.get(province)
        if area and area["level"] not in ("area", "province"):
            yield fault("regions", row, "area", "a region of the level area or province")
        if home is None:  # the row has none, or its key is told as unknown
            continue
        if home["level"] not in PROVINCIAL:
            allowed = "a region of the level municipality or province"
            yield fault("regions", row, "province", allowed)
        elif (home is row) == (kind == "city"):
            allowed = f"for {kind}: {'its province' if kind == 'city' else 'its own name'}"
            yield fault("regions", row, "province", allowed)
        elif home["area"] != row["area"]:
            yield fault("regions", row, "area", f"the area of {province}")
        elif home["code"][:2] != row["code"][:2]:
            allowed = f"six digits that begin like those of {province}, {home['code'][:2]}"
            yield fault("regions", row, "code", allowed)
        if row["standing"] == "provincial capital" and capitals.setdefault(province, name) != name:
            allowed = f"another standing than that of {capitals[province]}"
            yield fault("regions", row, "standing", allowed)


def wrong_scope(figures: list[Row], places: dict[str, Row]) -> Iterator[Fault]:
    """Find orders and ranks within a region in which their own region does not lie."""
    for row in figures:
        home = places.get(row["region"])  # which is told if it is unknown
        if home and INDICATORS[row["indicator"]]["row"]["scope"].get("holder"):
            holders = [home["province"], home["area"], "China"]
            if row["scope"] not in holders:
                allowed = " or ".join(dict.fromkeys(filter(None, holders)))
                words = () if row["scope"] in places else places
                allowed = f"where {row['region']} lies: {allowed}"
                yield fault("figures", row, "scope", allowed, words)


def too_early(rows: Rows) -> Iterator[Fault]:
    """Find figures for a year that was not over when their source appeared, and reversed spans."""
    published = {row["id"]: row["published"][:4] for row in rows["sources"]}
    for name, column in (("figures", "period"), ("series", "year")):
        for row in rows[name]:
            appeared = published.get(row["source"])
            years = str(row[column])
            if appeared and years and years[-4:] >= appeared:
                allowed = f"a year before {appeared}, when its source appeared"
                yield fault(name, row, column, allowed)
            if years[:4] > years[-4:]:
                yield fault(name, row, column, "a span from an earlier to a later year")


def fractions(rows: Rows) -> Iterator[Fault]:
    """Find growth that was entered as a fraction: 0.057 for 5.7 percent."""
    for name in ("figures", "series"):
        for row in rows[name]:
            low = row["indicator"] == "GDP growth" and abs(row["value"]) < 0.3
            if low and Decimal(shortest(row["value"])) % Decimal("0.1"):  # two decimals or more
                yield fault(name, row, "value", "growth in percent: 5.7, not 0.057")


def jumps(series: list[Row], places: dict[str, Row], gaps: Collection[str]) -> Iterator[Fault]:
    """Find levels that neither a year's growth nor a census explains, and marks passed unseen.

    The series of some regions have gaps, since a row could not be read.
    """
    levels: dict[tuple[str, str, int], Row] = {}
    for row in series:
        if row["indicator"] == "GDP":
            levels[row["region"], row["vintage"], row["year"]] = row
    highest: dict[str, float] = {}
    for (name, vintage, year), row in sorted(levels.items()):
        before = levels.get((name, vintage, year - 1))
        first = levels.get((name, FIRST, year))
        kind = places[name]["level"] if name in places else "country"
        found = row.interval()
        if kind == "area":
            yield fault("series", row, "region", "a country, municipality, province or city")
        if before and not found.allows(before.interval().times(FALL, RISE)):
            allowed = f"between {FALL} and {RISE} times the level of the year before"
            yield fault("series", row, "value", f"{allowed}, {before.texts['value']}")
        if first and not found.allows(first.interval().times(1 / CENSUS, CENSUS)):
            allowed = f"near the level first published, {first.texts['value']}"
            yield fault("series", row, "value", allowed)
        if vintage == FIRST and kind != "country" and name not in gaps:
            mark = int(highest.get(name, 0)) + 1
            if found.low / RISE >= mark and not before:
                reached = f"{name} reached {mark} trillion yuan"
                allowed = f"an earlier row for the year in which {reached}"
                yield fault("series", row, "year", allowed)
            highest[name] = max(found.low, highest.get(name, 0))


def far_from_series(figures: list[Row], series: list[Row]) -> Iterator[Fault]:
    """Find printed levels and rates that the first figures of the series do not allow."""
    first: dict[tuple[str, str], list[Row]] = {}
    for row in series:
        if row["vintage"] == FIRST:
            first.setdefault((row["indicator"], row["region"]), []).append(row)
    for row in figures:
        known = first.get((row["indicator"], row["region"]), [])
        if not (known and row["period"]):
            continue
        year = int(row["period"][-4:])
        nearest = min(known, key=lambda figure: abs(figure["year"] - year))
        apart = year - nearest["year"]
        printed, due = row.interval(rounded=True), nearest.interval()
        if row["indicator"] == "GDP":
            yuan = YUAN.get(row["unit"], 1)
            off = OFF_DOLLARS if "dollars" in row["unit"] else OFF_YUAN
            low, high = sorted((FALL**apart, RISE**apart))
            fits = printed.times(yuan, yuan).allows(due.times(low / off, high * off))
        else:
            due = Interval(due.low - OFF_GROWTH, due.high + OFF_GROWTH)
            fits = apart != 0 or printed.allows(due)
        if not fits:
            figure = f"{nearest['relation']} {nearest.texts['value']} for {nearest['year']}"
            allowed = f"near the figure in series.csv, line {nearest.line}: {figure}"
            yield fault("figures", row, "value", allowed)
