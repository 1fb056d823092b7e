"""Names of towns in a run of words: up to four that begin with a capital, looked up by hash."""

import re
from collections.abc import Iterator

from streams.stages.tag.countries.gazetteer import Town, gazetteer

CONNECTORS = frozenset("of the de la le les del da do dos das di du el al upon on sur am an der den y".split())
LETTER = r"[^\W\d_]"
LONGEST = 4  # words
SHORTEST = 3  # letters
SHORT_WORDS = frozenset({"st", "la", "el", "le", "al", "ho", "xi"})
_WORD = re.compile(rf"{LETTER}+")


def towns_in(run: str) -> tuple[tuple[int, int, str, tuple[Town, ...]], ...]:
    """The names of towns in a run of words: start, end, the words in lower case with their accents, and the towns."""
    words = gazetteer()
    return tuple(
        (start, end, key, towns)
        for start, end, key in (_names(run) if not run.isalpha() else _name(run))
        if (towns := words.towns(key)) and key not in words.not_towns
    )


def _name(word: str) -> list[tuple[int, int, str]]:
    """A run of one word, as most are: it, or nothing."""
    key = word.lower()
    return [(0, len(word), key)] if len(word) >= SHORTEST or key in SHORT_WORDS else []


def _names(run: str) -> Iterator[tuple[int, int, str]]:
    """What may be a town in a run: start, end, and the words in lower case with their accents."""
    words = [(match.start(), match.end(), match[0], match[0].lower()) for match in _WORD.finditer(run)]
    for number, (start, end, word, key) in enumerate(words):
        if not word[0].isupper() or (end - start < SHORTEST and key not in SHORT_WORDS):
            continue
        yield start, end, key
        name = key
        for _, last, further, low in words[number + 1 : number + LONGEST]:
            name += " " + low
            if further[0].isupper():
                yield start, last, name
            elif further not in CONNECTORS:
                break
