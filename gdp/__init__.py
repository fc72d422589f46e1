"""China's provinces and cities past round GDP marks, from one news article a year.

>>> import gdp
>>> tables = gdp.load()  # or gdp.load("a folder with your own files")
>>> club = gdp.club_membership.table(tables, year=2015)
>>> print(gdp.club_membership.words(club))
>>> gdp.club_membership.chart(club).save("club.pdf")

The topics are `growth_rates`, `club_membership`, `provincial_milestones` and `article_claims`;
each has `table`, `chart` and `words`. `gdp.codebook()` describes the columns of the tables.
"""

import importlib
from typing import Any

from gdp.load import load
from gdp.schema import PACKAGE, codebook
from gdp.tables import DataError, Fault, NoDataError, ParameterError, Tables

__version__: str = PACKAGE["version"]
_TOPICS = ["article_claims", "club_membership", "growth_rates", "provincial_milestones"]
__all__ = ["DataError", "Fault", "NoDataError", "ParameterError", "Tables", "codebook", "load"]
__all__ += _TOPICS


def __getattr__(name: str) -> Any:
    # A topic brings in matplotlib, for which `import gdp` does not wait.
    if name in _TOPICS:
        return importlib.import_module(f"gdp.{name}")
    raise AttributeError(f"module 'gdp' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
