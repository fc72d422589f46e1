"""The columns of the four CSV files: type, vocabulary, unit and meaning, said once.

`gdp.load` checks every file against `MODELS`, and the README's codebook is compared with
them. Importing this module imports pandera, so `load` does that when first called.
"""

import datetime
import re
from collections.abc import Callable, Collection
from typing import NamedTuple

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


REGION = "a region that regions.csv names; a new one needs a row there"
SOURCE = "an id that sources.csv names; a new one needs a row there"

MODELS = {
    "figures": pa.DataFrameSchema(
        {
            "source": _text("who says so: key into sources.csv", SOURCE),
            "paragraph": _whole(
                "where: counted over the lines of the source that are not empty", 1, 999
            ),
            "region": _text("whom it is said of: key into regions.csv", REGION),
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
            "region": _text("which region: key into regions.csv", REGION),
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
            "source": _text("who says so: key into sources.csv", SOURCE),
            "revised_year": _whole(
                "first such year in a later official series, where that moves it",
                FIRST_YEAR,
                LAST_YEAR,
                empty=True,
            ),
            "revised_source": _text("that series: key into sources.csv", SOURCE, empty=True),
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
                "province-level unit it is or lies in: key into this table", REGION, empty=True
            ),
            "standing": _word("standing of a city", STANDINGS, empty=True),
            "area": _text(
                "part of the country by which cities are grouped: key into this table",
                REGION,
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
