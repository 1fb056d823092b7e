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
_MOST_INSIDE = 3  # of them in a row


class Tokens(NamedTuple):
    """The words and marks of a text, in order, with their places."""

    starts: list[int]
    ends: list[int]
    words: list[str]


def tokenize(text: str) -> Tokens:
    """All words and marks of a text."""
    tokens = Tokens([], [], [])
    for match in TOKEN.finditer(text):
        start, end = match.span()
        tokens.starts.append(start)
        tokens.ends.append(end)
        tokens.words.append(match.group())
    return tokens


def runs(tokens: Tokens, text: str) -> list[tuple[int, int]]:
    """First and last-plus-one token of each stretch that begins and ends with a capitalised word."""
    found = []
    position, size = 0, len(tokens.words)
    while position < size:
        if not is_capital(tokens.words[position]):
            position += 1
            continue
        stop = position + 1
        while (after := _extended(tokens, stop, text)) > stop:
            stop = after
        found.append((position, stop))
        position = stop
    return found


def is_capital(word: str) -> bool:
    """Whether a word has a capital letter, at its beginning or, as in `al-Qaida`, within."""
    return word[0].isupper() or (word[0].isalnum() and not word.islower() and not word.isdigit())


def _extended(tokens: Tokens, stop: int, text: str) -> int:
    """Where the run ends if it takes the next capitalised word, over some small words; else the same stop."""
    words = tokens.words
    for index in range(stop, min(stop + _MOST_INSIDE + 1, len(words))):
        word = words[index]
        if text[tokens.ends[index - 1] : tokens.starts[index]] not in ("", " ", "\u00a0"):
            return stop
        if is_capital(word):
            return index + 1
        if word == "." and (len(words[index - 1]) > 4 or not words[index - 1][0].isupper()):
            return stop
        if word not in INSIDE and not (word.isdigit() and index == stop):
            return stop
    return stop
