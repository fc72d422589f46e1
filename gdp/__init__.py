"""China's provinces and cities past round GDP marks, from one news article a year."""

from gdp.load import load
from gdp.schema import PACKAGE
from gdp.tables import DataError, NoDataError, Tables

__all__ = ["DataError", "NoDataError", "Tables", "load"]
__version__: str = PACKAGE["version"]
