"""The rule files: which words name an event, which go with them, which speak against one. Loaded once a language."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from streams.records import EventType

_FOLDER = files("streams").joinpath("data", "event_terms")
LANGUAGES: tuple[str, ...] = tuple(
    sorted(p.name[len("events-") : -len(".yaml")] for p in _FOLDER.iterdir() if p.name.startswith("events-"))
)


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

    A help is a veto of negative weight.
    """

    name: str
    scope: Literal["sentence", "article"]
    weight: float
    hits: int
    lead: float = 0.0  # taken from the whole article where its title or lead says so


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
        self.places_after: tuple[str, ...] = tuple(table.get("places", {}).get("before", ()))
        self.places_before: tuple[str, ...] = tuple(table.get("places", {}).get("after", ()))
        self.pairs = tuple(
            Pair(cast("EventType", p["type"]), (p["groups"][0], p["groups"][1]), int(p["within"]), float(p["weight"]))
            for p in table.get("pairs", ())
        )
        self.vetoes = {
            name: Veto(name, veto["scope"], float(veto["weight"]), int(veto.get("hits", 1)), float(veto.get("lead", 0)))
            for name, veto in table.get("vetoes", {}).items()
        }
        for name, helper in table.get("helps", {}).items():
            self.vetoes[name] = Veto(name, "sentence", -float(helper["weight"]), 1)
        meanings = _meanings(table)
        self._terms = list(meanings)
        self._meanings = list(meanings.values())
        self._open = [term.endswith("*") for term in self._terms]
        self._loose = [term.startswith("*") for term in self._terms]
        self._automaton = AhoCorasick([t.strip("*") for t in self._terms], matchkind=MatchKind.Standard)

    def find(self, lower: str) -> list[Hit]:
        """The terms in a text that is already in lower case: the longest of those that overlap, in order."""
        found: list[Hit] = []
        for index, start, stop in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            end = stop
            if self.whole_words:
                if start and not self._loose[index] and lower[start - 1].isalnum():
                    continue
                if self._open[index]:
                    end = _word_end(lower, end)
                elif end < len(lower) and lower[end].isalnum():
                    continue
            found.append(Hit(start, end, self._terms[index], self._meanings[index]))
        return _without_overlaps(found)


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
    while end < limit and lower[end].isalnum():
        end += 1
    return end


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


@cache
def rules_of(language: str) -> Rules:
    """The rules of a language of LANGUAGES."""
    text = _FOLDER.joinpath(f"events-{language}.yaml").read_text("utf-8")
    return Rules(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506


@cache
def version() -> str:
    """The version that the rule files state; one for all of them."""
    return max(rules_of(language).version for language in LANGUAGES)
