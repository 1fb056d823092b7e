"""Split a text into tokens, and find the runs of tokens that can be part of a name."""

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’](?=[^\W\d_]{2})(?=[A-ZÀ-Þ])[^\W_]+|-(?=[^\W_])[^\W_]+)*|['’]s\b|[^\w\s]"
)
# Small words and marks that stand inside names: Bank of England, St. Louis, Procter & Gamble.
INSIDE = frozenset(
    "of the for and de la le del der van von den dos da do di du al el bin ibn ' ’ & . - / 's ’s on in to zu y "
    "e".split()
)


class Token(NamedTuple):
    """A word or a mark, with its place."""

    start: int
    end: int
    text: str


def tokenize(text: str) -> list[Token]:
    """All words and marks of a text."""
    return [Token(match.start(), match.end(), match.group()) for match in TOKEN.finditer(text)]


def runs(tokens: list[Token], text: str) -> list[tuple[int, int]]:
    """First and last-plus-one token of each stretch that begins and ends with a capitalised word."""
    found = []
    position, size = 0, len(tokens)
    while position < size:
        if not _capital(tokens[position].text):
            position += 1
            continue
        stop = position + 1
        while (after := _extended(tokens, stop, text)) > stop:
            stop = after
        found.append((position, stop))
        position = stop
    return found


def _capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isalnum() and not word.islower() and not word.isdigit())


def _extended(tokens: list[Token], stop: int, text: str) -> int:
    """Where the run ends if it takes the next capitalised word, over at most three small words; else the same stop."""
    for index in range(stop, min(stop + 4, len(tokens))):
        word = tokens[index].text
        gap = text[tokens[index - 1].end : tokens[index].start]
        if gap not in ("", " ", "\u00a0"):
            return stop
        if _capital(word):
            return index + 1
        if word == "." and (len(tokens[index - 1].text) > 4 or not tokens[index - 1].text[0].isupper()):
            return stop
        if word not in INSIDE and not (word.isdigit() and index == stop):
            return stop
    return stop
