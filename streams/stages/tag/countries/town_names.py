"""Names of towns in a run of words: up to four that begin with a capital, looked up by hash."""

import re
from collections.abc import Iterator

from streams.stages.tag.countries.gazetteer import Town, gazetteer

CONNECTORS = frozenset("of the de la le les del da do dos das di du el al upon on sur am an der den y".split())
LETTER = r"[^\W\d_]"
LONGEST = 4  # words
SHORT_WORDS = frozenset({"st", "la", "el", "le", "al", "ho", "xi"})
_WORD = re.compile(rf"{LETTER}+")


def towns_in(run: str) -> tuple[tuple[int, int, str, tuple[Town, ...]], ...]:
    """The names of towns in a run of words: start, end, the words in lower case with their accents, and the towns."""
    words = gazetteer()
    found = []
    for start, end, key in _names(run):
        towns = words.towns(key)
        if towns and key not in words.not_towns:
            found.append((start, end, key, towns))
    return tuple(found)


def _names(run: str) -> Iterator[tuple[int, int, str]]:
    """What may be a town in a run: start, end, and the words in lower case with their accents."""
    if run.isalpha():  # one word, as most are
        words = [(0, len(run), run)]
    else:
        words = [(*word.span(), word.group()) for word in _WORD.finditer(run)]
    for number, (start, end, word) in enumerate(words):
        key = word.lower()
        if not word[0].isupper() or (end - start < 3 and key not in SHORT_WORDS):
            continue
        yield start, end, key
        for _, last, further in words[number + 1 : number + LONGEST]:
            key = f"{key} {further.lower()}"
            if further[0].isupper():
                yield start, last, key
            elif further not in CONNECTORS:
                break
