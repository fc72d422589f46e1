"""What an article claims about its figures, and which of it the figures bear out."""

import importlib
import pkgutil

import pandas as pd

from gdp import ledgers, style
from gdp.ledgers import (
    EVERY_READING,
    FAILS,
    HOLDS,
    UNKNOWN,
    VERDICTS,
    Evidence,
    Finding,
    Ledger,
    MissingRowsError,
)
from gdp.load import Tables, pick_year


def of_years(tables: Tables) -> dict[int, tuple[str, Ledger]]:
    """Return key and ledger of the articles that have one, by the year that they report."""
    found: dict[int, tuple[str, Ledger]] = {}
    for module in pkgutil.iter_modules(ledgers.__path__):
        key = module.name.replace("_", "-")
        ledger = importlib.import_module(f"gdp.ledgers.{module.name}").LEDGER
        if key in set(tables.sources["id"]):
            if ledger.year in found:
                raise ValueError(f"two ledgers for {ledger.year}: {found[ledger.year][0]}, {key}")
            found[ledger.year] = key, ledger
    return found


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
        - verdict : one of `gdp.ledgers.VERDICTS`
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
    source, ledger = articles[year]
    published = tables.sources.set_index("id")["published"]
    milestones = tables.milestones.join(tables.regions.set_index("region"), on="region")
    known = (milestones["year"] <= year) & (
        milestones["source"].map(published) <= published[source]
    )
    evidence = Evidence(
        year,
        source,
        tables.figures[tables.figures["source"] == source],
        milestones[known].sort_values("year", kind="stable"),
        tables.regions,
    )
    rows = []
    for paragraph, claim, test in sorted(ledger.claims, key=lambda claim: claim.paragraph):
        try:
            finding = test(evidence)
        except MissingRowsError as missing:
            finding = Finding(UNKNOWN, str(missing), "these rows")
        section = max(start for start in ledger.sections if start <= paragraph)
        rows.append(
            {
                "paragraph": paragraph,
                "section": ledger.sections[section],
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
    cited = tables.cited(pd.Series([source])).iloc[0]
    return pd.DataFrame(rows).assign(year=year, source=cited)


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
        f"Claims of the article about {year}, in our words, tested with its figures and supplement",
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
    parts = [f"{verdict} {counts.get(verdict, 0)}" for verdict in VERDICTS]
    sentences = [f"{len(table)} claims by verdict: {', '.join(parts)}."]
    for verdict in (EVERY_READING, FAILS, UNKNOWN):
        claims = table.loc[table["verdict"] == verdict, "claim"]
        if len(claims):
            sentences.append(f"{style.sentence(verdict)}: {'; '.join(claims)}.")
    return " ".join(sentences)


def _title(table: pd.DataFrame) -> str:
    """Count the verdicts."""
    counts = table["verdict"].value_counts()
    borne_out = counts.get(HOLDS, 0) + counts.get(EVERY_READING, 0)
    fails = style.number_word(counts.get(FAILS, 0))
    return (
        f"{borne_out} of {len(table)} claims hold, {fails} "
        f"{'fails' if fails == 'one' else 'fail'}, {counts.get(UNKNOWN, 0)} cannot be known"
    )
