"""What the standard descriptor, `data/datapackage.json`, says of the tables, as Python objects."""

import datetime
import json
import re
from importlib import resources
from typing import Any

import pandas as pd

DATA = resources.files("gdp") / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))

# How messages and the codebook call the types of the standard.
TYPES = {"string": "text", "date": "date", "number": "number", "integer": "whole number"}
PLAIN_TEXT = (
    "text without control, non-breaking or invisible characters that does not begin with "
    "= + - @ # (which a spreadsheet reads as a formula or an error)"
)
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,17})?")
REWRITTEN_DATE = re.compile(r"[0-9]{5}|[0-9]{1,4}([/.-])[0-9A-Za-z]{1,3}\1[0-9]{1,4}( .*)?|.*:.*")


class Field:
    """A column as the descriptor describes it; `allowed` says what a filled cell may hold."""

    def __init__(self, described: dict[str, Any]) -> None:
        limits = described.get("constraints", {})
        self.name = described.get("name", "")
        self.type = described.get("type", "string")
        self.meaning = described.get("description", "")
        self.unit = described.get("unit", "")
        self.required = limits.get("required", False)
        self.words = {word["value"]: word for word in described.get("categories", [])}
        self.rules: dict[str, dict[str, Field]] = {}  # what a word asks of other cells of its row
        for word, known in self.words.items():
            rules = known.get("row", {})
            self.rules[word] = {column: Field(rule) for column, rule in rules.items()}
        self.least = limits.get("minimum")
        self.most = limits.get("maximum")
        self.pattern = "|".join(self.words) or limits.get("pattern", ".*")
        self.allowed = described.get("allowed", "plain text")
        if self.words:
            self.allowed = "one of: " + ", ".join(self.words)
        elif self.type == "integer":
            self.allowed = f"a whole number from {self.least} to {self.most}"
        elif self.type == "number":
            self.allowed = f"a number from {self.least} to {self.most}, written like 1.02"

    def read(self, text: str) -> tuple[Any, str]:
        """Return the value of a cell and "", or None and what is allowed instead.

        Spaces at its ends, and zeros behind a decimal point, mean nothing.
        """
        text = text.strip()
        if text == "":
            return (None, f"{self.allowed}; never empty") if self.required else ("", "")
        if self.type in ("number", "integer"):
            return self._read_number(text)
        remedy = _remedy_for_encoding(text)
        if not text.isprintable() or "\N{REPLACEMENT CHARACTER}" in text or text[0] in "=+-@#":
            return None, PLAIN_TEXT + remedy
        if self.type == "date":
            fits = _is_date(text)
            if not fits and REWRITTEN_DATE.fullmatch(text):
                remedy = "; a spreadsheet rewrites dates unless the column is formatted as text"
        else:
            if re.fullmatch(self.pattern, text.removesuffix(".0")):  # a code or a year, as a number
                text = text.removesuffix(".0")
            fits = re.fullmatch(self.pattern, text) is not None
        return (text, "") if fits and not remedy else (None, self.allowed + remedy)

    def _read_number(self, text: str) -> tuple[Any, str]:
        if NUMBER.fullmatch(text):
            value = float(text) + 0.0  # -0 is 0
            whole = self.type == "number" or value.is_integer()
            if whole and self.least <= value <= self.most:
                return (value if self.type == "number" else int(value)), ""
        remedy = "; with a point, not a comma" if re.fullmatch("-?[0-9]+,[0-9]+", text) else ""
        return None, self.allowed + remedy


class Table:
    """The columns of a file, the columns in which no two rows agree, and its foreign keys."""

    def __init__(self, resource: dict[str, Any]) -> None:
        schema = resource["schema"]
        self.meaning = resource["description"]
        self.fields = {field["name"]: Field(field) for field in schema["fields"]}
        self.key: list[str] = schema.get("primaryKey") or schema["uniqueKeys"][0]
        self.references: dict[str, tuple[str, str]] = {}  # column: table and column of its key
        for key in schema.get("foreignKeys", []):
            reference = key["reference"]
            table = reference.get("resource", resource["name"])
            self.references[key["fields"][0]] = (table, reference["fields"][0])


def _is_date(text: str) -> bool:
    """Say whether a text is a date like 2026-01-28; Python alone would read 20260128 too."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _remedy_for_encoding(text: str) -> str:
    """Say what to do about Chinese that was opened as if it were Western text, if this is it."""
    try:
        chinese = not text.isascii() and text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        chinese = "\N{REPLACEMENT CHARACTER}" in text
    return "; the file was opened in a wrong encoding: open it as UTF-8" if chinese else ""


def codebook() -> pd.DataFrame:
    """Return what each column of the tables holds, and each word of their vocabularies.

    Returns
    -------
    DataFrame
        A row for each column, where `word` is empty, and below it one for each of its words.
        Columns: table, column, word, type, may_be_empty, unit, meaning, allowed (what a cell may
        hold; for an indicator of `figures`, its units).
    """
    rows = []
    for name, table in TABLES.items():
        for field in table.fields.values():
            place = (name, field.name)
            about = (field.unit, field.meaning, field.allowed)
            rows.append((*place, "", TYPES[field.type], not field.required, *about))
            for word, known in field.words.items():
                about = ("", known["label"], ", ".join(known.get("units", [])))
                rows.append((*place, word, "word", not field.required, *about))
    columns = ["table", "column", "word", "type", "may_be_empty", "unit", "meaning", "allowed"]
    return pd.DataFrame(rows, columns=columns)


TABLES = {resource["name"]: Table(resource) for resource in PACKAGE["resources"]}
INDICATORS = TABLES["figures"].fields["indicator"].words
RELATIONS = TABLES["figures"].fields["relation"].words
UNITS = TABLES["figures"].fields["unit"].words
LEVELS = list(TABLES["regions"].fields["level"].words)
STANDINGS = list(TABLES["regions"].fields["standing"].words)
FIRST, REVISED = TABLES["series"].fields["vintage"].words
BASES = {FIRST: "as first published", REVISED: "on revised figures"}
PROVINCIAL = ("province", "municipality")  # a municipality ranks with the provinces
CITIES = ("municipality", "city")  # and is a city at once
BOUNDS = {word: known["bound"] for word, known in RELATIONS.items() if "bound" in known}
TRILLIONS = {unit: known["thousandth"] for unit, known in UNITS.items() if "thousandth" in known}
