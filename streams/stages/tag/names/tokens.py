"""Split a text into tokens, and find the runs of tokens that can be part of a name."""

import re
from collections.abc import Sequence, Set
from itertools import pairwise
from typing import NamedTuple

# O'Brien, D'Alema and N'Djamena are one word, l'Aquila and d'Ivoire are an article or a preposition and a word.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:[A-KM-ZÀ-Þ]['’](?=[A-ZÀ-Þ][^\W\d_]))?[^\W_]+(?:-(?=[^\W_])[^\W_]+)*|['’]s\b|[^\w\s]"
)
# Small words and marks that stand inside names: Bank of England, St. Louis, Procter & Gamble.
INSIDE = frozenset(
    "of the for and on in to de la le del der die van von den dos da do di du al el bin ibn zu y e ' ’ & . - / 's ’s "
    "d l das des aux au les los las et und für dell della dello dei degli delle all alla nell nel nella para per pour "
    "sur".split()
)
_MOST_INSIDE = 3  # of them in a row
_GAPS = ("", " ", "\u00a0")  # what stands between the tokens of a run
_LONGEST = 40  # tokens of a run, or little more: a text in capitals is cut, so that the work on it stays linear


class Tokens(NamedTuple):
    """The words and marks of a text, in order, with their places."""

    starts: list[int]
    ends: list[int]
    words: list[str]


def tokenize(text: str) -> Tokens:
    """All words and marks of a text."""
    found = list(TOKEN.finditer(text))
    return Tokens(list(map(re.Match.start, found)), list(map(re.Match.end, found)), list(map(re.Match.group, found)))


def runs(tokens: Tokens, text: str, capitals: Sequence[int], leading: Set[str] = frozenset()) -> list[tuple[int, int]]:
    """First and last-plus-one token of each stretch that begins and ends with one of the capitalised words.

    `leading`: small words that can be the first of a name, as `rue` in `rue de la Paix`.
    """
    found: list[tuple[int, int]] = []
    marked = set(capitals)
    for first in capitals:
        if not found or first >= found[-1][1]:
            stop = first + 1
            while stop - first < _LONGEST and (after := _extended(tokens, stop, text, marked)) > stop:
                stop = after
            found.append((_led(tokens, first, text, leading), stop))
    return found


def is_capital(word: str) -> bool:
    """Whether a word can be part of a name by its capital letters; many scripts have none.

    The capital stands at the beginning or, before another letter, within, as in `al-Qaida` and `iPhone` (not in `kW`).
    A single letter with an accent is a small word at the beginning of a sentence: É, È, À.
    """
    if word[0].isupper():
        return len(word) > 1 or not "À" <= word <= "Þ"
    return word[0].isalnum() and any(one.isupper() and two.isalpha() for one, two in pairwise(word))


def _extended(tokens: Tokens, stop: int, text: str, capitals: set[int]) -> int:
    """Where the run ends if it takes the next capitalised word, over some small words; else the same stop."""
    words = tokens.words
    for index in range(stop, min(stop + _MOST_INSIDE + 1, len(words))):
        word = words[index]
        if text[tokens.ends[index - 1] : tokens.starts[index]] not in _GAPS:
            return stop
        if index in capitals:
            return index + 1
        if word == "." and (len(words[index - 1]) > 4 or not words[index - 1][0].isupper()):
            return stop
        if word not in INSIDE and not (word.isdigit() and index == stop):
            return stop
    return stop


def _led(tokens: Tokens, first: int, text: str, leading: Set[str]) -> int:
    """Where a run begins with the leading word before it, if there is one; else the same token."""
    for index in range(first - 1, max(first - 2 - _MOST_INSIDE, -1), -1):
        if text[tokens.ends[index] : tokens.starts[index + 1]] not in _GAPS:
            return first
        if tokens.words[index] in leading:
            return index
        if tokens.words[index] not in INSIDE:
            return first
    return first
