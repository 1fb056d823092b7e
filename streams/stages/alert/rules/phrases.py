"""Words and phrases that a rule looks for: whole words, upper and lower case and accents alike, `*` for any ending."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

# These are written without spaces between words, so that a word may begin and end anywhere.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class Phrases:
    """Finds which of some phrases stand in a text, in time linear in the text alone."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(phrases)
        self._automaton = AhoCorasick([_bare(phrase) for phrase in self.phrases], matchkind=MatchKind.Standard)

    def find(self, folded: str) -> list[str]:
        """The phrases in a text that went through `fold`, as the rule writes them, in the order of their ends."""
        return list(dict.fromkeys(phrase for phrase, _, _ in self._matches(folded)))

    def spans(self, text: str) -> dict[str, tuple[int, int]]:
        """Where each phrase first stands in a text as it was written; of a phrase with `*` the whole word."""
        folded, places = _fold_with_places(text)
        found: dict[str, tuple[int, int]] = {}
        for phrase, start, end in self._matches(folded):
            stop = places[end - 1] + 1
            while stop < len(text) and (
                unicodedata.combining(text[stop]) or (phrase.endswith("*") and _one_word(text[stop - 1 : stop + 1]))
            ):
                stop += 1
            found.setdefault(phrase, (places[start], stop))
        return found

    def _matches(self, folded: str) -> Iterator[tuple[str, int, int]]:
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            phrase = self.phrases[index]
            begins = start == 0 or not _one_word(folded[start - 1 : start + 1])
            ends = phrase.endswith("*") or end == len(folded) or not _one_word(folded[end - 1 : end + 1])
            if begins and ends:
                yield phrase, start, end


def fold(text: str) -> str:
    """Lower case without accents and with single spaces, so that one phrase has one form."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and where in the text each of its characters comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        parts = " " if letter.isspace() and letters and letters[-1] != " " else fold(letter)
        letters += parts
        places += [place] * len(parts)
    return "".join(letters), places


def wrong(phrase: str) -> str | None:
    """What is wrong with a phrase, if anything."""
    if not re.search(r"\w", _bare(phrase)):
        return f"{phrase!r} holds no letter and no digit"
    if "*" in phrase.removesuffix("*"):
        return f"{phrase!r}: a * may only stand at the end"
    return None


def _bare(phrase: str) -> str:
    return fold(phrase.removesuffix("*"))


def _one_word(pair: str) -> bool:
    """Whether no word ends between two characters."""
    return pair.isalnum() and not _UNSPACED.search(pair)
