"""China's provinces and cities past round GDP marks, from one news article a year.

>>> import gdp
>>> tables = gdp.load()  # or gdp.load("a folder with your own files")
>>> club = gdp.ClubMembership(tables, year=2015)
>>> print(club.words())
>>> club.chart().save("club.pdf")

`gdp.GrowthRates` and `gdp.ProvincialMilestones` work alike, `gdp.ArticleClaims` holds claims
against the tables, and `gdp.codebook()` describes their columns.
"""

import importlib
from typing import Any

from gdp.display import findings, show
from gdp.load import load
from gdp.schema import PACKAGE, codebook
from gdp.tables import DataError, Fault, NoDataError, ParameterError, Tables

__version__: str = PACKAGE["version"]
_TOPICS = {
    "ArticleClaims": "article_claims",
    "ClubMembership": "club_membership",
    "GrowthRates": "growth_rates",
    "ProvincialMilestones": "provincial_milestones",
}
__all__ = ["DataError", "Fault", "NoDataError", "ParameterError", "Tables", "codebook", "load"]
__all__ += ["findings", "show", *_TOPICS]


def __getattr__(name: str) -> Any:
    # A topic brings in matplotlib, for which `import gdp` does not wait.
    if name in _TOPICS:
        return getattr(importlib.import_module(f"gdp.{_TOPICS[name]}"), name)
    raise AttributeError(f"module 'gdp' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
