"""China's provinces and cities past round GDP marks, from one news article a year."""

from gdp.load import DataError, NoDataError, Tables, load

__all__ = ["DataError", "NoDataError", "Tables", "load"]
