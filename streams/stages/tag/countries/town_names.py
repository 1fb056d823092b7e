"""Names of towns in a run of words: up to four that begin with a capital, looked up by hash."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from streams.stages.tag.countries.fuzzy import guess_of
from streams.stages.tag.countries.gazetteer import Town, gazetteer
from streams.stages.tag.countries.phrases import LOCAL

CONNECTORS = frozenset("of the de la le les del da do dos das di du el al upon on sur am an der den y".split())
LETTER = r"[^\W\d_]"
LONGEST = 4  # words
SHORTEST = 3  # letters
SHORT_WORDS = frozenset({"st", "la", "el", "le", "al", "ho", "xi"})


class Word(NamedTuple):
    """A word of a run, with what it says wherever it stands."""

    low: str
    capital: bool
    begins: bool  # whether the name of a town may begin with it
    towns: tuple[Town, ...]  # that are called so
    guess: tuple[str, bool] | None  # the country whose misspelt name it may be, and whether by a slip of the hand
    local: bool  # whether signs of American local news begin with it


@lru_cache(maxsize=32768)
def read_word(word: str) -> Word:
    """What a word says; kept, since most words come again in other runs."""
    low, capital = word.lower(), word[0].isupper()
    begins = capital and (len(word) >= SHORTEST or low in SHORT_WORDS)
    return Word(low, capital, begins, _towns(low) if begins else (), guess_of(word), word.startswith(LOCAL))


def towns_in(words: Sequence[tuple[int, int, Word]]) -> Iterator[tuple[int, int, str, tuple[Town, ...]]]:
    """The names of towns in the words of a run: start, end, words in lower case with their accents, and the towns."""
    for number, (start, end, word) in enumerate(words, 1):
        if word.towns:
            yield start, end, word.low, word.towns
        if not word.begins:
            continue
        name = word.low
        for _, last, further in words[number : number + LONGEST - 1]:
            name = f"{name} {further.low}"
            if further.capital:
                if towns := _towns(name):
                    yield start, last, name, towns
            elif further.low not in CONNECTORS:
                break


def _towns(name: str) -> tuple[Town, ...]:
    words = gazetteer()
    found = words.towns(name)
    return found if found and name not in words.not_towns else ()
