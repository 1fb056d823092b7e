"""Runs of words with a capital, found once in a text: towns, persons and misspelt names stand in them alone.

What a run holds does not depend on its text, and is kept: half of all runs come again in other articles.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from streams.stages.tag.countries.gazetteer import Town
from streams.stages.tag.countries.phrases import signs_in
from streams.stages.tag.countries.town_names import CONNECTORS, LETTER, read_word, towns_in

LONGEST_KEPT = 64  # characters: in texts of capitals a run goes on for a paragraph, and never comes again
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ɏ]"
_LETTERS = rf"[a-zA-Z]*+{LETTER}*+"  # ASCII first, which is tested faster
# The look-behind stands after the capital: what begins with a set of letters is searched for many times faster.
_RUN = re.compile(
    rf"{_CAPITAL}(?<!{LETTER}.){_LETTERS}"
    rf"(?:[ \-'’.‑]{{1,2}}(?:{_CAPITAL}{_LETTERS}|(?:{'|'.join(sorted(CONNECTORS))})(?!{LETTER})))*"
)
_WORD = re.compile(rf"{LETTER}+")


class Run(NamedTuple):
    """A run of words with what it holds."""

    text: str
    towns: tuple[tuple[int, int, str, tuple[Town, ...]], ...]  # start, end, words in lower case, the towns of that name
    guesses: tuple[tuple[int, str, str, bool], ...]  # where, misspelt name, country, whether by a slip of the hand
    local: bool  # whether a word is in it with which signs of American local news begin
    signs: int  # how many of these stand behind a blank in it
    opens: bool  # whether it begins with one, where a blank stands before


@lru_cache(maxsize=4)  # who looks for towns, persons and misspelt names asks one after the other
def capital_runs(text: str) -> Sequence[tuple[Run, Sequence[int]]]:
    """Each run with the places where it starts: a name is often there several times."""
    found: dict[str, list[int]] = {}
    for match in _RUN.finditer(text):
        run = match[0]
        if run in found:
            found[run].append(match.start())
        else:
            found[run] = [match.start()]
    return [(_kept(run) if len(run) <= LONGEST_KEPT else _read(run), places) for run, places in found.items()]


def _read(run: str) -> Run:
    if run.isalpha():  # a run of one word, as most are
        words = [(0, len(run), read_word(run))]
    else:
        words = [(match.start(), match.end(), read_word(match[0])) for match in _WORD.finditer(run)]
    guesses = [(start, run[start:end], *word.guess) for start, end, word in words if word.guess]
    local = any(word.local for _, _, word in words)
    signs, opens = signs_in(run) if local else (0, False)
    return Run(run, tuple(towns_in(words)), tuple(guesses), local, signs, opens)


_kept = lru_cache(maxsize=16384)(_read)
