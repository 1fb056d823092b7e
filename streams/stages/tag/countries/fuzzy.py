"""Misspelt country names (Kyrgystan, Afghansitan): few, guarded, and never the only sign of a country in an alert.

A word is taken when it is unknown as word, town and person, starts like the name, is one edit away from names of one
country alone and has eight letters; slips of the hand may have seven, and shorter words need the country elsewhere in
the article.
"""

import re
from functools import cache

from streams.stages.tag.countries.folding import fold_word
from streams.stages.tag.countries.gazetteer import gazetteer

SHORTEST, LONGEST = 6, 16  # letters
SHORTEST_ALONE = 8
SHORTEST_SLIP = 7
_NAMES = frozenset({"Columbia", "Columbian", "Columbians"})  # right as they stand, elsewhere
_DOUBLE = re.compile(r"(.)\1+")


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


@cache
def _outlines() -> frozenset[str]:
    """What an edit leaves of a name, one or the other: its beginning, or its first letter with its end."""
    return frozenset(part for name in gazetteer().guessable for size in (3, 4) for part in _outline(name, size))


def _outline(name: str, size: int) -> tuple[str, str]:
    return name[:size], name[0] + name[1 - size :]


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


def guess_of(word: str) -> tuple[str, bool] | None:
    """The country whose misspelt name this word may be, and whether by a slip of the hand."""
    if not (SHORTEST <= len(word) <= LONGEST and word.istitle() and word.isascii()):
        return None
    outline = _outline(word.lower(), 4 if len(word) >= SHORTEST_ALONE else 3)
    return None if _outlines().isdisjoint(outline) or _known(word) else misspelt_as(word)


def is_sure(word: str, slip: bool) -> bool:
    """Whether a misspelt name is one without the country elsewhere in the article."""
    return len(word) >= (SHORTEST_SLIP if slip else SHORTEST_ALONE) and word not in _NAMES


def _known(word: str) -> bool:
    words = gazetteer()
    return fold_word(word) in words.common_words or word in words.given_names or word in words.family_names
