"""Misspelt country names (Kyrgystan, Afghansitan): few, guarded, and never the only sign of a country in an alert.

A word is taken when it is unknown as word, town and person, starts like the name, is one edit away from names of one
country alone (two neighbouring letters swapped are one edit) and has eight letters; shorter ones, and those two edits
away, need the country elsewhere in the article.
"""

import re
from functools import cache

from streams.stages.tag.countries.disambiguate import Field, Resolved, Scene
from streams.stages.tag.countries.folding import fold_word
from streams.stages.tag.countries.gazetteer import Gazetteer, gazetteer
from streams.stages.tag.countries.match import Hit
from streams.stages.tag.countries.persons import given_names

SHORTEST_ALONE = 8
_WORD = re.compile(r"\b[A-Z][a-z]{5,15}\b")


@cache
def _deletions() -> dict[str, tuple[str, ...]]:
    """Every name with up to one letter left out -> the names; edits meet where both lose a letter."""
    found: dict[str, set[str]] = {}
    for name in gazetteer().guessable:
        for short in _shorter(name):
            found.setdefault(short, set()).add(name)
    return {short: tuple(sorted(names)) for short, names in found.items()}


def _shorter(word: str) -> set[str]:
    return {word} | {word[:index] + word[index + 1 :] for index in range(1, len(word))}


def misspelt_as(word: str) -> str | None:
    """The country whose name this word is one edit away from, if it is one alone."""
    low = word.lower()
    names = gazetteer().guessable
    if low in names:
        return None
    codes = set()
    table = _deletions()
    for short in _shorter(low):
        for name in table.get(short, ()):
            if abs(len(name) - len(low)) <= 1 and name[0] == low[0] and _one_edit(low, name):
                codes.add(names[name])
    return codes.pop() if len(codes) == 1 else None


def _one_edit(one: str, other: str) -> bool:
    """One letter more, less or other, or two neighbours swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return len(left) == len(right) > 1 and left[0] == right[1] and left[1] == right[0] and left[2:] == right[2:]


def find_misspelt(text: str, where: Field, hits: list[Hit], scene: Scene, language: str) -> list[Resolved]:
    """Misspelt names in an English text that no other candidate covers."""
    if language not in ("en", "und"):
        return []
    taken = {place for hit in hits for place in range(hit.start, hit.end)}
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if match.start() in taken or _known(word, scene.words):
            continue
        code = misspelt_as(word)
        if code and (len(word) >= SHORTEST_ALONE or scene.support[code] > 0):
            found.append(Resolved(match.start(), match.end(), word, "misspelling", code, where, "one edit away"))
    return found


def _known(word: str, words: Gazetteer) -> bool:
    return fold_word(word) in words.common_words or word in given_names() or word in words.family_names
