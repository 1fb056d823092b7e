"""Misspelt country names (Kyrgystan, Afghansitan): few, guarded, and never the only sign of a country in an alert.

A word is taken when it is unknown as word, town and person, starts like the name, is one edit away from names of one
country alone and has eight letters; slips of the hand may have seven, and shorter words need the country elsewhere in
the article.
"""

import re
from functools import cache, lru_cache

from streams.stages.tag.countries.folding import fold_word
from streams.stages.tag.countries.gazetteer import Gazetteer, gazetteer
from streams.stages.tag.countries.match import Hit
from streams.stages.tag.countries.persons import given_names
from streams.stages.tag.countries.runs import capital_runs
from streams.stages.tag.countries.scene import Field, Resolved, Scene

SHORTEST_ALONE = 8
SHORTEST_SLIP = 7
_NAMES = frozenset({"Columbia", "Columbian", "Columbians"})  # right as they stand, elsewhere
_DOUBLE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[A-Z](?<!\w.)[a-z]{5,15}\b")


@cache
def _deletions() -> dict[str, tuple[str, ...]]:
    """Every name with up to one letter left out -> the names; edits meet where both lose a letter."""
    found: dict[str, set[str]] = {}
    for name in gazetteer().guessable:
        for short in _shorter(name) | {_single(name)}:
            found.setdefault(short, set()).add(name)
    return {short: tuple(sorted(names)) for short, names in found.items()}


def _shorter(word: str) -> set[str]:
    return {word} | {word[:index] + word[index + 1 :] for index in range(1, len(word))}


@lru_cache(maxsize=8192)
def misspelt_as(word: str) -> tuple[str, bool] | None:
    """The country whose name this word is one edit away from, if it is one alone; and whether by a slip of the hand.

    Slips are two neighbours swapped and a letter doubled or not: other words hardly come about like that.
    """
    low = word.lower()
    names = gazetteer().guessable
    if low in names:
        return None
    found: dict[str, bool] = {}
    for short in _shorter(low) | {_single(low)}:
        for name in _deletions().get(short, ()):
            if name[0] == low[0] and (slip := _is_slip(low, name)) | _one_edit(low, name):
                found[names[name]] = slip or found.get(names[name], False)
    return found.popitem() if len(found) == 1 else None


def _single(word: str) -> str:
    """Double letters as one: Phillipines and Philippines are the same then."""
    return _DOUBLE.sub(r"\1", word)


def _is_slip(one: str, other: str) -> bool:
    if _single(one) == _single(other):
        return True
    if len(one) != len(other):
        return False
    apart = [place for place in range(len(one)) if one[place] != other[place]]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    return one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def _one_edit(one: str, other: str) -> bool:
    """One letter more, less or other."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:]


def find_misspelt(text: str, where: Field, hits: list[Hit], scene: Scene) -> list[Resolved]:
    """Misspelt names in an English text that no other candidate covers."""
    guesses = []
    for run, places in capital_runs(text):
        for match in _WORD.finditer(run.text):
            word = match.group()
            if not _known(word, scene.words) and (guess := misspelt_as(word)):
                guesses += [(at + match.start(), word, *guess) for at in places]
    found = []
    for start, word, code, slip in sorted(guesses):
        end = start + len(word)
        covered = any(hit.start <= start < hit.end for hit in hits)
        # A digit that touches it is no letter to a run.
        if covered or not _WORD.match(text, start):
            continue
        alone = len(word) >= (SHORTEST_SLIP if slip else SHORTEST_ALONE) and word not in _NAMES
        if alone or scene.support[code] > 0:
            found.append(Resolved(start, end, word, "misspelling", code, where, "one edit away"))
    return found


def _known(word: str, words: Gazetteer) -> bool:
    return fold_word(word) in words.common_words or word in given_names() or word in words.family_names
