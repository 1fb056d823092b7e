"""The clean stage: the article out of a page."""

from streams.stages.clean.article import Line, clean, explain
from streams.stages.clean.raw import read_raw

__all__ = ["Line", "clean", "explain", "read_raw"]
