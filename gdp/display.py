"""How words and tables appear in a notebook; text from a file never becomes markup or formula."""

import html
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gdp.wording import shortest

NO_FORMULA = 'class="tex2jax_ignore mathjax_ignore"'  # else MathJax typesets what stands in $


class Words(str):
    """A text that a notebook shows as a paragraph."""

    def _repr_html_(self) -> str:
        return f"<p {NO_FORMULA}>{html.escape(self)}</p>"

    def _repr_markdown_(self) -> str:  # for LaTeX and PDF
        return re.sub(r"([\\`*_{}\[\]()<>#+.!|$~&^-])", r"\\\1", self)

    def _repr_pretty_(self, printer, _cycle) -> None:  # type: ignore[no-untyped-def]
        printer.text(self)


@dataclass(frozen=True)
class Shown:
    """A table as a notebook shows it: whole, left-aligned texts, addresses as links."""

    table: pd.DataFrame

    def __repr__(self) -> str:
        return self.table.to_string(index=False, na_rep="", float_format=shortest)

    def _repr_markdown_(self) -> str:  # for LaTeX and PDF
        texts = [[*self.table], *self.table.itertuples(index=False, name=None)]
        rows = [[Words(_text(cell))._repr_markdown_() for cell in row] for row in texts]
        rows.insert(1, ["---"] * len(self.table.columns))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _repr_html_(self) -> str:
        head = "".join(map(_head, self.table, self.table.dtypes))
        rows = self.table.itertuples(index=False, name=None)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
        return f"<table {NO_FORMULA}>\n<tr>{head}</tr>\n{body}</table>"


def _head(name: str, kind: Any) -> str:
    side = "right" if pd.api.types.is_numeric_dtype(kind) else "left"
    return f'<th style="text-align: {side}">{html.escape(name)}</th>'


def findings(*charts: Any) -> Words:
    """Say in sentences what charts find, or what is absent."""
    return Words(" ".join(dict.fromkeys(f"{chart.title}." for chart in charts)))


def show(table: pd.DataFrame, *columns: str) -> Shown:
    """Show a table, or some of its columns, in a notebook.

    Parameters
    ----------
    table : DataFrame
    *columns : str
        Columns to show, in this order; without any, all.
    """
    return Shown(table[list(columns)] if columns else table)


def _cell(value: object) -> str:
    if isinstance(value, str):
        text = html.escape(value)
        if re.match("https?://", value):
            text = f'<a href="{text}">{text.replace("/", "/<wbr/>")}</a>'  # may be broken there
        return f'<td style="text-align: left">{text}</td>'
    return f"<td>{html.escape(_text(value))}</td>"


def _text(value: object) -> str:
    """Write a cell of a table; a missing number is empty."""
    if isinstance(value, float):
        return "" if pd.isna(value) else shortest(value)
    return "" if value is None else str(value)
