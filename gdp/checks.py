"""The rules that cells of a row, and rows of several tables, have to keep.

Each rule yields a `Fault` for each cell that breaks it. Rows of which a cell is wrong by itself
are left out, so that nothing follows from what is not known.
"""

import difflib
import functools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gdp.schema import TABLES, UNITS
from gdp.tables import FIRST, Fault, Interval, interval
from gdp.wording import shortest

# How far the nominal GDP of a region falls or rises in a year, and a census moves it, at most.
FALL, RISE, CENSUS = 0.7, 1.6, 1.7
# How far a number in an article may lie from the first statistical figure: a level in yuan, one
# in dollars at any rate of exchange, and growth in percentage points.
OFF_YUAN, OFF_DOLLARS, OFF_GROWTH = 1.1, 1.5, 3
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


def check(rows: Rows, unread: Collection[str]) -> Iterator[Fault]:
    """Yield what is wrong between cells, rows and tables; some tables could not be read."""
    sound = {name: [row for row in rows[name] if None not in row.values.values()] for name in rows}
    for name in rows:
        yield from twice(name, rows[name])
        yield from unknown_keys(name, rows, unread)
        for row in sound[name]:
            yield from unlike_its_words(name, row)
    places = {row["region"]: row for row in sound["regions"]}
    for row in sound["regions"]:
        yield from misplaced(row, places)
    if "regions" not in unread:
        for row in sound["figures"]:
            yield from wrong_scope(row, places)
    yield from too_early(sound)
    yield from fractions(sound)
    yield from jumps(sound["series"], places)
    yield from far_from_series(sound)


def fault(name: str, row: Row, column: str, allowed: str, words: Collection[str] = ()) -> Fault:
    """Make the fault of a cell, with a hint if it is near to a word that is allowed."""
    text = row.texts[column].strip()
    value = repr(text) if text else "an empty cell"
    return Fault(f"{name}.csv", row.line, column, value, allowed + _near(text, tuple(words)))


@functools.cache
def _near(text: str, words: tuple[str, ...]) -> str:
    """Suggest a word with the same first letter: "bilion" is nearer to "trillion"."""
    for word in difflib.get_close_matches(text, words, cutoff=0.8):
        if word[0].lower() == text[0].lower():
            return f"; did you mean {word!r}?"
    return ""


def twice(name: str, rows: list[Row]) -> Iterator[Fault]:
    """Find rows that agree with an earlier one in a key, or in what only one row may have."""
    unique = {"sources": [["url"]], "regions": [["code"], ["chinese"]]}
    for key in [TABLES[name].key, *unique.get(name, [])]:
        lines: dict[tuple[Any, ...], int] = {}
        for row in rows:
            cells = tuple(row[column] for column in key)
            first = lines.setdefault(cells, row.line)
            if first != row.line and None not in cells and cells != ("",):
                allowed = f"one row only with the {', '.join(key)} of line {first}"
                yield fault(name, row, key[0], allowed)


def unknown_keys(name: str, rows: Rows, unread: Collection[str]) -> Iterator[Fault]:
    """Find cells that name no row of the table that they refer to, each text once."""
    english = {row["chinese"]: row["region"] for row in rows["regions"]}
    for column, (table, key) in TABLES[name].references.items():
        known = {row[key] for row in rows[table]}
        wanted = {row[column]: row for row in reversed(rows[name]) if row[column]}
        for text, row in wanted.items():
            if text not in known and None not in known and table not in unread:
                article = "an" if key == "id" else "a"
                allowed = f"{article} {key} that {table}.csv names; a new one needs a row there"
                if text in english:
                    allowed += f"; did you mean {english[text]!r}?"
                yield fault(name, row, column, allowed, known)


def unlike_its_words(name: str, row: Row) -> Iterator[Fault]:
    """Find cells that do not fit another one of their row, as the descriptor says for its word."""
    for field in TABLES[name].fields.values():
        word = row[field.name]
        asked = field.words.get(word, {}).get("row", {})
        for column, due in asked.items():
            value = row[column]
            if "pattern" in due:
                text = row.texts[column].strip().removesuffix(".0")
                fits = re.fullmatch(due["pattern"], text) is not None
            else:
                whole = value.is_integer() or not due.get("whole")
                fits = whole and due["minimum"] <= value <= due["maximum"]
            if not fits:
                yield fault(name, row, column, f"for {word}: {due['allowed']}")


def misplaced(row: Row, places: dict[str, Row]) -> Iterator[Fault]:
    """Find regions whose province, area or code is none in which they can lie."""
    levels = {"province": ["municipality", "province"], "area": ["area", "province"]}
    for column, due in levels.items():
        holder = places.get(row[column])
        if holder and holder["level"] not in due:
            yield fault("regions", row, column, f"a region of the level {' or '.join(due)}")
    if row["province"] and row["province"] not in places:  # which is told already
        return
    home = places.get(row["province"], row)
    if (home is row) == (row["level"] == "city"):
        due_province = "its province" if row["level"] == "city" else "its own name"
        yield fault("regions", row, "province", f"for {row['level']}: {due_province}")
    if home["area"] != row["area"]:
        yield fault("regions", row, "area", f"the area of {row['province']}")
    if home["code"][:2] != row["code"][:2]:
        allowed = f"six digits that begin like those of {row['province']}, {home['code'][:2]}"
        yield fault("regions", row, "code", allowed)
    for other in places.values():
        seats = row["standing"] == other["standing"] == "provincial capital"
        if seats and other["province"] == row["province"] and other.line < row.line:
            allowed = f"another standing than that of {other['region']}"
            yield fault("regions", row, "standing", allowed)


def wrong_scope(row: Row, places: dict[str, Row]) -> Iterator[Fault]:
    """Find orders and ranks within a region in which their own region does not lie."""
    word = TABLES["figures"].fields["indicator"].words[row["indicator"]]
    if not word["row"]["scope"].get("holder"):
        return
    home = places.get(row["region"])
    if home is None:  # which is told already
        return
    holders = [home["province"], home["area"], "China"]
    if row["scope"] not in holders:
        allowed = " or ".join(dict.fromkeys(filter(None, holders)))
        words = () if row["scope"] in places else places
        yield fault("figures", row, "scope", f"where {row['region']} lies: {allowed}", words)


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


def jumps(series: list[Row], places: dict[str, Row]) -> Iterator[Fault]:
    """Find levels that neither a year's growth nor a census explains, and marks passed unseen."""
    levels = {
        (row["region"], row["vintage"], row["year"]): row
        for row in series
        if row["indicator"] == "GDP"
    }
    highest: dict[str, float] = {}
    for (name, vintage, year), row in sorted(levels.items()):
        before = levels.get((name, vintage, year - 1))
        first = levels.get((name, FIRST, year))
        place = places.get(name)
        if place and place["level"] == "area":
            yield fault("series", row, "region", "a country, municipality, province or city")
        if before and not _within(row.interval(), before.interval(), FALL, RISE):
            allowed = f"between {FALL} and {RISE} times the level of the year before"
            yield fault("series", row, "value", f"{allowed}, {before.texts['value']}")
        if first and not _within(row.interval(), first.interval(), 1 / CENSUS, CENSUS):
            allowed = f"near the level first published, {first.texts['value']}"
            yield fault("series", row, "value", allowed)
        if vintage == FIRST and place and place["level"] != "country":
            low = row.interval().low
            mark = int(highest.get(name, 0)) + 1
            if low / RISE >= mark and not before:
                allowed = (
                    f"an earlier row for the year in which {name} reached {mark} trillion yuan"
                )
                yield fault("series", row, "year", allowed)
            highest[name] = max(low, highest.get(name, 0))


def far_from_series(rows: Rows) -> Iterator[Fault]:
    """Find printed levels and rates that the first figures of the series do not allow."""
    first: dict[tuple[str, str], list[Row]] = {}
    for row in rows["series"]:
        if row["vintage"] == FIRST:
            first.setdefault((row["indicator"], row["region"]), []).append(row)
    for row in rows["figures"]:
        figures = first.get((row["indicator"], row["region"]), [])
        if not (figures and row["period"]):
            continue
        year = int(row["period"][-4:])
        nearest = min(figures, key=lambda figure: abs(figure["year"] - year))
        apart = year - nearest["year"]
        if row["indicator"] == "GDP":
            yuan = YUAN.get(row["unit"], 1)
            off = OFF_DOLLARS if "dollars" in row["unit"] else OFF_YUAN
            low, high = sorted((FALL**apart, RISE**apart))
            fits = _within(
                row.interval(rounded=True), nearest.interval(), low / off, high * off, yuan
            )
        else:
            due = nearest.interval()
            due = Interval(due.low - OFF_GROWTH, due.high + OFF_GROWTH)
            fits = apart != 0 or row.interval(rounded=True).allows(due)
        if not fits:
            figure = f"{nearest['relation']} {nearest.texts['value']} for {nearest['year']}"
            allowed = f"near the figure in series.csv, line {nearest.line}: {figure}"
            yield fault("figures", row, "value", allowed)


def _within(one: Interval, other: Interval, low: float, high: float, unit: float = 1) -> bool:
    """Say whether a value, in a unit, may lie between two multiples of another."""
    return Interval(one.low * unit, one.high * unit).allows(
        Interval(other.low * low, other.high * high)
    )
