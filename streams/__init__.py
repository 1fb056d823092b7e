"""dateline: raw news pages in, enriched articles and per-country alerts out."""

from importlib.metadata import version

__version__ = version("dateline")
