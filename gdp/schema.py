"""What the standard descriptor, `data/datapackage.json`, says of the tables, as Python objects."""

import datetime
import json
import re
from importlib import resources
from typing import Any

import pandas as pd

DATA = resources.files("gdp") / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))

# How the types of the standard are called in messages and in the codebook.
TYPES = {"string": "text", "date": "date", "number": "number", "integer": "whole number"}
PLAIN_TEXT = (
    "text that does not begin with = + - @ # (a formula or an error to a spreadsheet), has no "
    "space at its ends, and holds no control characters and no non-breaking or invisible ones"
)
NUMBERS = {
    "number": re.compile(r"(?!-0(\.0*)?$)-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?"),
    "integer": re.compile(r"0|[1-9][0-9]{0,8}"),
}


class Field:
    """A column, as the descriptor describes it; `allowed` says what a filled cell may hold."""

    def __init__(self, described: dict[str, Any]) -> None:
        limits = described.get("constraints", {})
        self.name, self.type = described["name"], described["type"]
        self.meaning, self.required = described["description"], limits.get("required", False)
        self.unit = described.get("unit", "")
        self.words = {word["value"]: word for word in described.get("categories", [])}
        self.least, self.most = limits.get("minimum"), limits.get("maximum")
        self.pattern = re.compile(limits.get("pattern", ".*"))
        self.allowed = described.get("allowed", "plain text")
        if self.words:
            self.allowed = "one of: " + ", ".join(self.words)
        elif self.type in ("number", "integer"):
            like = ", written like 1.02" if self.type == "number" else ""
            self.allowed = f"a {TYPES[self.type]} from {self.least} to {self.most}{like}"

    def read(self, text: str) -> tuple[Any, str]:
        """Return the value of a cell and nothing, or None and what is allowed instead."""
        if text == "":
            return (None, f"{self.allowed}; never empty") if self.required else ("", "")
        if form := NUMBERS.get(self.type):
            if form.fullmatch(text):
                value = float(text) if self.type == "number" else int(text)
                if self.least <= value <= self.most:
                    return value, ""
            return None, self.allowed
        visible = text.isprintable() and "\N{REPLACEMENT CHARACTER}" not in text
        if not visible or text != text.strip() or text[0] in "=+-@#":
            return None, PLAIN_TEXT
        fits = text in self.words if self.words else self.pattern.fullmatch(text)
        if fits and (self.type != "date" or _is_date(text)):
            return text, ""
        return None, self.allowed


class Table:
    """The columns of a file, the columns in which no two rows agree, and its foreign keys."""

    def __init__(self, resource: dict[str, Any]) -> None:
        schema = resource["schema"]
        self.fields = {field["name"]: Field(field) for field in schema["fields"]}
        self.key: list[str] = schema.get("primaryKey") or schema["uniqueKeys"][0]
        self.references: dict[str, tuple[str, str]] = {}  # column: table and column of its key
        for key in schema.get("foreignKeys", []):
            aim = key["reference"]
            table, column = aim.get("resource", resource["name"]), aim["fields"][0]
            self.references[key["fields"][0]] = table, column


def _is_date(text: str) -> bool:
    try:
        return f"{datetime.date.fromisoformat(text)}" == text  # Python reads 20260128, too
    except ValueError:
        return False


def codebook() -> pd.DataFrame:
    """Return what each column of the tables holds, and each word of their vocabularies.

    Returns
    -------
    DataFrame
        A row for each column, where `word` is empty, and below it one for each of its words;
        further columns are `table`, `type`, `may_be_empty`, `unit`, `meaning` and `allowed`.
    """
    columns = ["table", "column", "word", "type", "may_be_empty", "unit", "meaning", "allowed"]
    rows = []
    for name, table in TABLES.items():
        for field in table.fields.values():
            place, empty = [name, field.name], not field.required
            own = ["", TYPES[field.type], empty, field.unit, field.meaning, field.allowed]
            rows.append([*place, *own])
            for word, known in field.words.items():
                given = [*known.get("units", []), *known.get("arguments", {})]
                given += [f"perhaps {argument}" for argument in known.get("optional", {})]
                own = [word, "word", empty, "", known["label"], ", ".join(given)]
                rows.append([*place, *own])
    return pd.DataFrame(rows, columns=columns)


TABLES = {resource["name"]: Table(resource) for resource in PACKAGE["resources"]}
INDICATORS = TABLES["figures"].fields["indicator"].words
RELATIONS = TABLES["figures"].fields["relation"].words
LEVELS = TABLES["regions"].fields["level"].words
STANDINGS = TABLES["regions"].fields["standing"].words
TESTS = TABLES["claims"].fields["test"].words
UNITS = TABLES["figures"].fields["unit"].words
