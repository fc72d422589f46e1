"""What an article claims about its figures, and which of it the figures bear out."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from gdp import ledgers, style
from gdp.load import Tables, pick_year

HOLDS, EVERY_READING, FAILS, UNKNOWN = (
    "holds",
    "holds under every reading",
    "fails",
    "cannot be known",
)
VERDICTS = {  # and what each means
    HOLDS: "the figures bear the claim out",
    EVERY_READING: "bounds or words leave room, but the claim holds wherever the truth lies in it",
    FAILS: "the figures contradict the claim",
    UNKNOWN: "these data do not settle it",
}


class Finding(NamedTuple):
    """What the figures say of a claim.

    `figures` and `milestones` are the rows from which it was computed; `needed` says what
    would settle a claim that these data do not.
    """

    verdict: str
    computed: str
    needed: str = ""
    figures: pd.DataFrame | None = None
    milestones: pd.DataFrame | None = None


class Claim(NamedTuple):
    """A claim in our own words, its paragraph, and the function that tests it."""

    paragraph: int
    claim: str
    test: Callable[["Evidence"], Finding]


@dataclass(frozen=True)
class Evidence:
    """What a claim may be tested with: the article's own figures, and milestones up to its year.

    Rows of other sources and of later years are not in it, so they cannot change a verdict.

    Attributes
    ----------
    year : int
        The year that the article reports.
    figures : DataFrame
        The rows of `figures` that have the article as their source.
    milestones : DataFrame
        The rows of `milestones` up to the year, with the columns of `regions`, by year.
    regions : DataFrame
        As in `Tables`.
    """

    year: int
    figures: pd.DataFrame
    milestones: pd.DataFrame
    regions: pd.DataFrame

    def said(self, indicator: str, **cells: object) -> pd.DataFrame:
        """Return the statements of an indicator whose columns have these cells.

        Raises
        ------
        LookupError
            If there are none, so that a claim is never settled by rows that are missing.
        """
        rows = self.figures[self.figures["indicator"] == indicator]
        for column, cell in cells.items():
            rows = rows[rows[column].isin(cell if isinstance(cell, list) else [cell])]
        if rows.empty:
            raise LookupError(f"no statement of {indicator} with {cells}")
        return rows

    def past(self, mark: float) -> pd.DataFrame:
        """Return the milestones of regions that have passed a mark."""
        return self.milestones[self.milestones["mark"] == mark]


def of_years(tables: Tables) -> dict[int, str]:
    """Return the articles that have a ledger, by the year that they report."""
    names = {module.name.replace("_", "-") for module in pkgutil.iter_modules(ledgers.__path__)}
    sources = tables.sources[tables.sources["id"].isin(names)]
    return {int(row.published[:4]) - 1: row.id for row in sources.itertuples()}


def table(tables: Tables, year: int | None = None) -> pd.DataFrame:
    """Test every claim of an article's ledger.

    Parameters
    ----------
    tables : Tables
    year : int, optional
        The year that the article reports; without it, the latest that has a ledger.

    Returns
    -------
    DataFrame
        One row for each claim, in the article's order. Columns:

        - paragraph, section : where the article makes it
        - claim : in our words
        - verdict : one of `VERDICTS`
        - computed : what was found
        - needed : what would settle it, where these data do not
        - rows : the lines of the files from which it was computed
        - year : the year that the article reports
        - source : publisher and date of the article

    Raises
    ------
    NoDataError
        If there is no ledger for the year.
    """
    articles = of_years(tables)
    year = pick_year(year, articles, "ledger of claims")
    ledger = importlib.import_module(f"gdp.ledgers.{articles[year].replace('-', '_')}")
    milestones = tables.milestones.reset_index(names="row").merge(tables.regions, on="region")
    milestones = milestones.set_index("row").sort_values("year", kind="stable")
    evidence = Evidence(
        year,
        tables.figures[tables.figures["source"] == articles[year]],
        milestones[milestones["year"] <= year],
        tables.regions,
    )
    rows = []
    for paragraph, claim, test in sorted(ledger.CLAIMS, key=lambda claim: claim.paragraph):
        try:
            finding = test(evidence)
        except LookupError as missing:
            finding = Finding(UNKNOWN, str(missing.args[0]), "the statement itself")
        section = max(start for start in ledger.SECTIONS if start <= paragraph)
        rows.append(
            {
                "paragraph": paragraph,
                "section": ledger.SECTIONS[section],
                "claim": claim,
                "verdict": finding.verdict,
                "computed": finding.computed,
                "needed": finding.needed,
                "rows": "; ".join(
                    f"{name} {_lines(part)}"
                    for name, part in (
                        ("figures", finding.figures),
                        ("milestones", finding.milestones),
                    )
                    if part is not None
                ),
            }
        )
    source = pd.Series([articles[year]])
    return pd.DataFrame(rows).assign(year=year, source=tables.cited(source).iloc[0])


def as_printed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `figures` or `milestones` as their file has them: values as printed, gaps empty."""
    texts = rows.astype(object).where(rows.notna(), "")
    return texts.assign(value=rows["printed"]).drop(columns="printed")


def _lines(rows: pd.DataFrame) -> str:
    """Write the lines at which rows stand in their file: 2-5, 9."""
    runs: list[list[int]] = []
    for line in sorted(rows.index + 2):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


@style.house
def chart(table: pd.DataFrame) -> style.Chart:
    """Draw each claim as a mark in the column of its verdict, in blocks by section.

    Parameters
    ----------
    table : DataFrame
        As `table` returns it.

    Returns
    -------
    Chart
        A matplotlib figure.
    """
    year = table["year"].iloc[0]
    layout = style.Rows(table["section"], table["claim"], 0.2, style.DENSE)
    figure = style.Chart(
        f"article_claims-{year}",
        _title(table),
        f"Claims of the article about {year}, in our words, tested with its figures and milestones",
        notes="Every reading: bounds or words leave room, and the claim holds wherever the truth "
        "lies. Not known: not settled by these data.",
        source=style.sourced(table["source"], supplement=True),
        description=words(table),
        height=layout.height,
        header=1.2,
        axis=0.2,
    )
    axes = layout.panel(figure, style.WIDTH - style.MARGIN)
    heads = {HOLDS: "Holds", EVERY_READING: "Every\nreading", FAILS: "Fails", UNKNOWN: "Not\nknown"}
    axes.set_xlim(-0.5, len(heads) - 0.5)
    axes.set_xticks(range(len(heads)), heads.values(), weight="bold")
    axes.tick_params(axis="x", top=False, bottom=False, labeltop=True, labelbottom=False)
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=True, axis="y")
    marks = {
        HOLDS: ("o", style.BLUE, style.BLUE),
        EVERY_READING: ("o", "white", style.BLUE),
        FAILS: ("X", style.VERMILLION, style.VERMILLION),
        UNKNOWN: ("s", "white", style.CONTEXT),
    }
    for row, place in zip(table.itertuples(), layout.places, strict=True):
        shape, face, edge = marks[row.verdict]
        axes.plot(
            list(heads).index(row.verdict),
            place,
            marker=shape,
            markersize=7,
            markerfacecolor=face,
            markeredgecolor=edge,
            zorder=3,
            gid=f"mark {row.claim}",
        )
    return figure


def words(table: pd.DataFrame) -> str:
    """Say in words what the chart shows.

    Parameters
    ----------
    table : DataFrame
        As `table` returns it.

    Returns
    -------
    str
        How many claims have each verdict, and which ones do not hold.
    """
    counts = table["verdict"].value_counts()
    parts = [f"{counts.get(verdict, 0)}: {verdict}" for verdict in VERDICTS]
    sentences = [f"Verdicts on {len(table)} claims. {'; '.join(parts)}."]
    for verdict in (EVERY_READING, FAILS, UNKNOWN):
        claims = table.loc[table["verdict"] == verdict, "claim"]
        if len(claims):
            sentences.append(f"{style.sentence(verdict)}: {'; '.join(claims)}.")
    return " ".join(sentences)


def _title(table: pd.DataFrame) -> str:
    """Count the verdicts."""
    counts = table["verdict"].value_counts()
    borne_out = counts.get(HOLDS, 0) + counts.get(EVERY_READING, 0)
    fails = style.number_word(counts.get(FAILS, 0)).replace("no", "none")
    return (
        f"{borne_out} of {len(table)} claims hold, {fails} "
        f"{'fails' if fails == 'one' else 'fail'}, {counts.get(UNKNOWN, 0)} cannot be known"
    )
