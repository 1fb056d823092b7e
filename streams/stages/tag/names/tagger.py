"""What finds names in texts: the built-in one, or one that somebody has plugged in (streams/taggers.py)."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Span(NamedTuple):
    """A name in a text: offsets in code points, end exclusive; PER, ORG, LOC or MISC; how sure, from 0 to 1."""

    start: int
    end: int
    type: str
    score: float


class Tagger(Protocol):
    """Finds names. The same texts give the same names, however they are put together in lists."""

    @property
    def name(self) -> str:
        """As DATELINE_TAGGER names it."""

    @property
    def version(self) -> str:
        """Of its code or model: what the article's `versions` says."""

    def names(self, texts: Sequence[str], languages: Sequence[str]) -> list[list[Span]]:
        """The names of each text, in order of the text and without overlaps; languages are ISO 639-1, or `und`."""
