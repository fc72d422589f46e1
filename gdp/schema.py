"""The columns of the four CSV files: type, vocabulary, unit and meaning, said once.

`gdp.load` checks every file against `MODELS`, then every row against `RULES`. The README's
codebook is compared with this module. Importing it imports pandera, so `load` does that
when first called.
"""

import datetime
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

RELATIONS = {
    "exact": "the value as reported",
    "about": "a rounded value",
    "more than": "a lower bound: the true value lies above it",
    "at least": "a lower bound: the true value is this or lies above it",
}
LEVELS = {
    "country": "the nation",
    "area": "several provinces, or the cities in them",
    "municipality": "ranks with the provinces and is a city at once",
    "province": "a province or an autonomous region",
    "city": "a city that ranks below its province",
}
STANDINGS = {
    "municipality": "a city that ranks with the provinces",
    "provincial capital": "the seat of a province's government",
    "other city": "neither of the two",
}


class Kind(NamedTuple):
    """How the cells of a column are written, and the type that they get."""

    dtype: str
    form: re.Pattern[str]
    allowed: str = ""  # "" where the column itself says it better


KINDS = {
    "text": Kind(
        "str",
        re.compile(
            r"(?![=+\-@#\s])[^\x00-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f"
            r"\u3000\ufeff\ufffd]*(?<!\s)"
        ),
        "text that does not begin with = + - @ # (a formula or an error to a spreadsheet), has no "
        "space at its ends, and holds no control characters and no non-breaking or invisible ones",
    ),
    "number": Kind("float64", re.compile(r"(?!-0(\.0*)?$)-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?")),
    "whole number": Kind("Int64", re.compile(r"0|[1-9][0-9]{0,8}")),
}


class Indicator(NamedTuple):
    """What one word of the column `indicator` stands for, and what goes with it."""

    meaning: str
    units: tuple[str, ...]
    most: float
    scope: str = ""  # what the column `scope` names; "" where it stays empty
    marked: bool = False  # whether the column `mark` is filled


INDICATORS = {
    "GDP": Indicator(
        "gross domestic product at current prices (nominal)",
        ("trillion yuan", "trillion US dollars"),
        1000,
    ),
    "GDP growth": Indicator(
        "change of GDP on the year before, at constant prices (real)", ("percent",), 50
    ),
    "average annual growth": Indicator(
        "average yearly growth over the years in `period`", ("percent",), 50
    ),
    "output growth": Indicator(
        "change of an industry's output on the year before", ("percent",), 1000, "industry"
    ),
    "value added growth": Indicator(
        "change of an industry's added value on the year before", ("percent",), 1000, "industry"
    ),
    "production growth": Indicator(
        "change of the units produced on the year before", ("percent",), 1000, "product"
    ),
    "export growth": Indicator(
        "change of a product's exports on the year before", ("percent",), 1000, "product"
    ),
    "share of industrial output": Indicator(
        "an industry's part of the region's industrial output", ("percent",), 100, "industry"
    ),
    "production rank": Indicator(
        "place among the provinces by units produced", ("ordinal",), 100, "product"
    ),
    "cities past the mark": Indicator(
        "number of the region's cities whose GDP has reached `mark`",
        ("cities",),
        400,
        "standing",
        marked=True,
    ),
    "order of passing": Indicator(
        "place in the order in which regions of one level within `scope` passed `mark`",
        ("ordinal",),
        400,
        "region",
        marked=True,
    ),
    "occasion of passing": Indicator(
        "which time the region passed `mark`: 1 is the first time", ("ordinal",), 100, marked=True
    ),
}
UNITS = tuple(dict.fromkeys(unit for known in INDICATORS.values() for unit in known.units))
FIRST_YEAR, LAST_YEAR = 1950, 2100


def _column(
    kind: str,
    meaning: str,
    allowed: str,
    test: Callable[[pd.Series], pd.Series] | None = None,
    *,
    empty: bool = False,
    words: Collection[str] = (),
) -> pa.Column:
    """Describe a column: its meaning, what a filled cell may hold, whether it may be empty."""
    return pa.Column(
        KINDS[kind].dtype,
        pa.Check(test, error=allowed) if test else None,
        nullable=True,
        description=meaning,
        metadata={
            "kind": kind,
            "allowed": allowed,
            "empty": empty,
            "words": list(words),
        },
    )


def _number(meaning: str, least: float, most: float, *, empty: bool = False) -> pa.Column:
    allowed = f"a number from {least:g} to {most:g}, written like 1.02"
    return _column("number", meaning, allowed, lambda s: s.between(least, most), empty=empty)


def _whole(meaning: str, least: int, most: int, *, empty: bool = False) -> pa.Column:
    allowed = f"a whole number from {least} to {most}"
    return _column("whole number", meaning, allowed, lambda s: s.between(least, most), empty=empty)


def _word(meaning: str, vocabulary: Collection[str], *, empty: bool = False) -> pa.Column:
    known = [*vocabulary, ""]
    allowed = "one of: " + ", ".join(vocabulary)
    return _column("text", meaning, allowed, lambda s: s.isin(known), empty=empty, words=vocabulary)


def _text(
    meaning: str,
    allowed: str = "plain text",
    form: str = "",
    valid: Callable[[str], bool] = lambda text: True,
    *,
    empty: bool = False,
) -> pa.Column:
    def test(cells: pd.Series) -> pd.Series:  # asks once for cells that are alike
        unfit = [t for t in cells.unique() if t and not (re.fullmatch(form, t) and valid(t))]
        return ~cells.isin(unfit)

    return _column("text", meaning, allowed, test if form else None, empty=empty)


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def years(period: str) -> tuple[int, ...]:
    """Return the year of a period like 2025, or the first and last of one like 2021-2025."""
    return tuple(int(year) for year in period.split("-")) if period else ()


def _is_period(text: str) -> bool:
    first, *rest = years(text)
    return FIRST_YEAR <= first <= LAST_YEAR and all(first < last <= LAST_YEAR for last in rest)


_REGION = "a region that regions.csv names"
_SOURCE = "an id that sources.csv names"

MODELS = {
    "figures": pa.DataFrameSchema(
        {
            "source": _text("who says so: key into sources.csv", _SOURCE),
            "paragraph": _whole(
                "where: counted over the lines of the source that are not empty", 1, 999
            ),
            "region": _text("whom it is said of: key into regions.csv", _REGION),
            "indicator": _word("what is measured", INDICATORS),
            "scope": _text(
                "to what the figure is confined: an industry or product, a standing, or the "
                "region within which an order holds",
                "at most 40 characters",
                ".{1,40}",
                empty=True,
            ),
            "mark": _number(
                "round GDP level of which a count or an order speaks, in trillion yuan",
                0.1,
                1000,
                empty=True,
            ),
            "period": _text(
                "year or span of years; empty where the source gives none",
                f"a year from {FIRST_YEAR} to {LAST_YEAR}, or a span like 2021-2025",
                "[0-9]{4}(-[0-9]{4})?",
                _is_period,
                empty=True,
            ),
            "relation": _word("how the value relates to the true one", RELATIONS),
            "value": _number(
                "the number as printed, in `unit`; only 1.4-fold growth becomes 140 percent",
                -100,
                1000,
            ),
            "unit": _word("unit of `value`", UNITS),
            "note": _text("what a reader of the number must know", empty=True),
        },
        strict=True,
    ),
    "milestones": pa.DataFrameSchema(
        {
            "region": _text("which region: key into regions.csv", _REGION),
            "mark": _number("round GDP level passed, in trillion yuan", 0.1, 1000),
            "year": _whole(
                "first year in which its GDP, as first published, reached the mark",
                FIRST_YEAR,
                LAST_YEAR,
            ),
            "relation": _word("how the value relates to the true one", RELATIONS, empty=True),
            "value": _number(
                "GDP of that year as first published, in trillion yuan", 0.1, 1000, empty=True
            ),
            "source": _text("who says so: key into sources.csv", _SOURCE),
            "revised_year": _whole(
                "first such year in a later official series, where that moves it",
                FIRST_YEAR,
                LAST_YEAR,
                empty=True,
            ),
            "revised_source": _text("that series: key into sources.csv", _SOURCE, empty=True),
            "note": _text("what a reader of the year must know", empty=True),
        },
        strict=True,
    ),
    "regions": pa.DataFrameSchema(
        {
            "region": _text(
                "English name, as the article prints it",
                "at most 25 Latin letters, spaces, hyphens and apostrophes",
                "[A-Za-z\u00c0-\u017e' -]{1,25}",
            ),
            "level": _word("kind of region", LEVELS),
            "province": _text(
                "province-level unit it is or lies in: key into this table", _REGION, empty=True
            ),
            "standing": _word("standing of a city", STANDINGS, empty=True),
            "area": _text(
                "part of the country by which cities are grouped: key into this table",
                _REGION,
                empty=True,
            ),
        },
        strict=True,
    ),
    "sources": pa.DataFrameSchema(
        {
            "id": _text(
                "short name that the other tables use",
                "lower-case letters, digits and hyphens",
                "[a-z0-9]+(-[a-z0-9]+)*",
            ),
            "publisher": _text("who published it"),
            "subject": _text("what it is about, in our words"),
            "published": _text(
                "date of publication",
                "a date like 2026-01-28",
                "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                _is_date,
                empty=True,
            ),
            "url": _text(
                "where it was read",
                "an address that begins with http:// or https://",
                r"https?://[^\s/]+\.\S+",
                empty=True,
            ),
        },
        strict=True,
    ),
}

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
    fall = "; below 0 only with a note that says it fell" if may_fall else ""
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
        table = table.assign(fell=table["note"].str.contains(r"\bfell\b"))
    codes = pd.DataFrame({c: pd.factorize(table[c])[0] for c in table}, table.index)
    for rule, columns in RULES[name]:
        kind = codes.groupby(columns, sort=False).ngroup()  # a rule is asked once for each kind
        cells = table.loc[~kind.duplicated(), columns]
        verdicts = list(map(rule, *(cells[column].tolist() for column in columns)))
        if any(verdicts):
            for row, number in kind.items():
                if verdicts[number]:
                    yield Misfit(name, columns[0], row, verdicts[number])

    key = UNIQUE[name]
    kind = codes.groupby(key, sort=False).ngroup()
    firsts = dict(enumerate(table.index[~kind.duplicated()]))
    for row in table.index[kind.duplicated()]:
        alike = f"one row only with the {', '.join(key)} of line {firsts[kind[row]] + 2}"
        yield Misfit(name, "id" if name == "sources" else "region", row, alike)


def faults_across(
    tables: dict[str, pd.DataFrame], unread: Collection[str] = ()
) -> Iterator[Misfit]:
    """Check the typed tables against each other, except against those that could not be read."""
    figures, milestones, regions, sources = (tables[name] for name in MODELS)
    level = dict(zip(regions["region"], regions["level"], strict=True))
    ordered = figures[figures["indicator"] == "order of passing"]
    for name, cells, known, allowed in (
        ("figures", figures["source"], "sources", _SOURCE),
        ("figures", figures["region"], "regions", _REGION),
        ("figures", ordered["scope"], "regions", _REGION),
        ("milestones", milestones["region"], "regions", _REGION),
        ("milestones", milestones["source"], "sources", _SOURCE),
        ("milestones", milestones["revised_source"], "sources", _SOURCE),
        ("regions", regions["province"], "regions", _REGION),
        ("regions", regions["area"], "regions", _REGION),
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
