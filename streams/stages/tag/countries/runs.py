"""Runs of words with a capital, found once in a text: towns, persons and misspelt names stand in them alone.

What a run holds does not depend on its text, and is kept: half of all runs come again in other articles.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from streams.stages.tag.countries.fuzzy import guesses_in
from streams.stages.tag.countries.gazetteer import Town
from streams.stages.tag.countries.persons import pairs_in
from streams.stages.tag.countries.phrases import signs_in
from streams.stages.tag.countries.town_names import CONNECTORS, LETTER, towns_in

LONGEST_KEPT = 64  # characters: in texts of capitals a run goes on for a paragraph, and never comes again
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ɏ]"
# The look-behind stands after the capital: what begins with a set of letters is searched for many times faster.
_RUN = re.compile(
    rf"{_CAPITAL}(?<!{LETTER}.){LETTER}*"
    rf"(?:[ \-'’.‑]{{1,2}}(?:{_CAPITAL}{LETTER}*|(?:{'|'.join(sorted(CONNECTORS))})(?!{LETTER})))*"
)


class Run(NamedTuple):
    """A run of words with what it holds."""

    text: str
    towns: tuple[tuple[int, int, str, tuple[Town, ...]], ...]  # start, end, words in lower case, the towns of that name
    pairs: tuple[
        tuple[int, str, bool], ...
    ]  # where a word stands before a family name, that, whether it is a first name
    guesses: tuple[tuple[int, str, str, bool], ...]  # where, misspelt name, country, whether by a slip of the hand
    signs: int  # of American local news
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
    pairs = pairs_in(run) if " " in run else ()
    return Run(run, towns_in(run), pairs, guesses_in(run), *signs_in(run))


_kept = lru_cache(maxsize=16384)(_read)
