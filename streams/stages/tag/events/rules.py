"""The rule files: which words name an event, which go with them, which speak against one. Loaded once a language."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from streams.records import EventType
from streams.stages.tag.tables import read_table

_FOLDER = files("streams").joinpath("data", "event_terms")
LANGUAGES: tuple[str, ...] = tuple(
    sorted(p.name[len("events-") : -len(".yaml")] for p in _FOLDER.iterdir() if p.name.startswith("events-"))
)
# Each letter with its other forms, as keyboards and habits have them: Arabic alef, Persian yeh and keheh, Russian yo,
# apostrophes, joiners and spaces that not everybody types, Hindi letters with a dot.
_FORMS = {
    "ا": "أإآٱ",
    "\u064a": "\u0649\u06cc",
    "ك": "ک",
    "\u0435": "\u0451",
    "'": "\u02bc\u2019\u2018",
    " ": "\u200c\u202f\u2009",
    **dict(zip("कखगजडढफय", map(chr, range(0x958, 0x960)), strict=True)),
}
_ONE_FORM = str.maketrans({letter: form for form, letters in _FORMS.items() for letter in letters})


def folded(lower: str) -> str:
    """A text in lower case with one form of each letter, as long as before; for languages other than English."""
    return lower.translate(_ONE_FORM)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one term stands for."""

    weights: tuple[tuple[EventType, float], ...]
    groups: tuple[str, ...]
    vetoes: tuple[str, ...]
    harmless: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups whose words, near each other, name a type."""

    type: EventType
    groups: tuple[str, str]
    within: int
    weight: float


@dataclass(frozen=True, slots=True)
class Veto:
    """Words that speak against an event in their sentence, or in the whole article once there are `hits` of them.

    Of scope head, what the title or the first sentence says goes for the article too; of scope title, the title's words
    alone count. A help is a veto of negative weight.
    """

    name: str
    scope: Literal["sentence", "head", "title", "article"]
    weight: float
    hits: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found: where, and what it means."""

    start: int
    end: int
    term: str
    meaning: Meaning


class Rules:
    """One language's rules, with the automaton that finds all their terms in one pass."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.version: str = str(table["version"])
        self.language: str = table["language"]
        self.whole_words: bool = table.get("whole_words", True)
        self.places_after, self.places_before = _around(table.get("places", {}))
        self.actors_after, self.actors_before = _around(table.get("actors", {}))
        self.pairs = tuple(
            Pair(cast("EventType", p["type"]), (p["groups"][0], p["groups"][1]), int(p["within"]), float(p["weight"]))
            for p in table.get("pairs", ())
        )
        self.vetoes = {
            name: Veto(name, veto["scope"], float(veto["weight"]), int(veto.get("hits", 1)))
            for name, veto in table.get("vetoes", {}).items()
        }
        for name, helper in table.get("helps", {}).items():
            self.vetoes[name] = Veto(name, "sentence", -float(helper["weight"]), 1)
        meanings = _meanings(table)
        if self.language != "en":
            meanings = _in_one_form(meanings)
        self._terms = list(meanings)
        self._meanings = list(meanings.values())
        self._open = [term.endswith("*") for term in self._terms]
        self._loose = [term.startswith("*") for term in self._terms]
        # Of a term with a `*` inside (столкновени* на границе) the automaton finds the beginning, a pattern the rest.
        self._rest = [_rest(term.strip("*")) for term in self._terms]
        beginnings = [term.strip("*").partition("*")[0] for term in self._terms]
        self._automaton = AhoCorasick(beginnings, matchkind=MatchKind.Standard)

    def find(self, lower: str) -> list[Hit]:
        """The terms in a text that is already in lower case: the longest of those that overlap, in order."""
        found: list[Hit] = []
        for index, start, stop in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            end = stop
            rest = self._rest[index]
            if rest:
                match = rest.match(lower, stop)
                if not match:
                    continue
                end = match.end()
            if self.whole_words:
                if start and not self._loose[index] and _in_word(lower[start - 1]):
                    continue
                if self._open[index]:
                    end = _word_end(lower, end)
                elif end < len(lower) and _in_word(lower[end]):
                    continue
            found.append(Hit(start, end, self._terms[index], self._meanings[index]))
        return _without_overlaps(found)


def _around(sides: dict[str, list[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands before a name and what stands after it, for a name that comes after the one and before the other."""
    return tuple(map(folded, sides.get("before", ()))), tuple(map(folded, sides.get("after", ())))


def _without_overlaps(hits: list[Hit]) -> list[Hit]:
    """The longest of those that overlap; terms of one and the same span count together, as the longest of them."""
    kept: list[Hit] = []
    taken: set[int] = set()
    spans: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        spans.setdefault((hit.start, hit.end), []).append(hit)
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if start not in taken and end - 1 not in taken:
            taken.update(range(start, end))
            kept.append(_together(spans[start, end]))
    kept.sort(key=lambda hit: hit.start)
    return kept


def _together(same: list[Hit]) -> Hit:
    if len(same) == 1:
        return same[0]
    longest = max(same, key=lambda hit: (len(hit.term), hit.term))
    meanings = [hit.meaning for hit in same]
    vetoes = tuple(sorted({name for meaning in meanings for name in meaning.vetoes}))
    if any(meaning.harmless for meaning in meanings):
        return Hit(longest.start, longest.end, longest.term, Meaning((), (), vetoes, True))
    best: dict[EventType, float] = {}
    for kind, weight in (item for meaning in meanings for item in meaning.weights):
        best[kind] = max(weight, best.get(kind, 0.0))
    groups = tuple(sorted({group for meaning in meanings for group in meaning.groups}))
    return Hit(longest.start, longest.end, longest.term, Meaning(tuple(best.items()), groups, vetoes, False))


def _word_end(lower: str, end: int) -> int:
    limit = min(len(lower), end + 24)
    while end < limit and _in_word(lower[end]):
        end += 1
    return end


def _rest(term: str) -> re.Pattern[str] | None:
    """What follows the beginning of a term, up to its first `*`."""
    _, *pieces = term.split("*")
    return re.compile("".join(rf"[^\W_]*{re.escape(piece)}" for piece in pieces)) if pieces else None


def _in_word(letter: str) -> bool:
    """Letters, figures and the vowel signs of Indian scripts, which are no letters of their own."""
    return letter.isalnum() or (letter > "\u02ff" and unicodedata.category(letter)[0] == "M")


def _meanings(table: dict[str, Any]) -> dict[str, Meaning]:
    weights: dict[str, list[tuple[EventType, float]]] = {}
    groups: dict[str, list[str]] = {}
    vetoes: dict[str, list[str]] = {}
    for kind, by_weight in table["types"].items():
        for weight, terms in by_weight.items():
            for term in terms:
                weights.setdefault(term, []).append((kind, float(weight)))
    for name, terms in table.get("groups", {}).items():
        for term in terms:
            groups.setdefault(term, []).append(name)
    for name, veto in {**table.get("vetoes", {}), **table.get("helps", {})}.items():
        for term in veto["terms"]:
            vetoes.setdefault(term, []).append(name)
    harmless = set(table.get("harmless", ()))
    return {
        term: Meaning(
            () if term in harmless else tuple(weights.get(term, ())),
            () if term in harmless else tuple(groups.get(term, ())),
            tuple(vetoes.get(term, ())),
            term in harmless,
        )
        for term in sorted({*weights, *groups, *vetoes, *harmless})
    }


def _in_one_form(meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """The terms folded; of Hindi ones with a dot below also the spelling without it."""
    found: dict[str, Meaning] = {}
    for term, meaning in meanings.items():
        found[folded(term)] = meaning
        found.setdefault(folded(term).replace("\u093c", ""), meaning)
    return found


@cache
def rules_of(language: str) -> Rules:
    """The rules of a language of LANGUAGES."""
    return load(f"events-{language}.yaml")


def load(name: str) -> Rules:
    """The rules or word classes of a file."""
    return Rules(read_table("event_terms", name))


@cache
def version() -> str:
    """The version that the rule files state; one for all of them."""
    return max(rules_of(language).version for language in LANGUAGES)
