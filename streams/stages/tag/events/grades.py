"""How bad, how soon, how sure: CAP's words for an event, each with the one line that says why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from streams.records import SEVERITIES, Certainty, EventType, Fact, Severity, Urgency
from streams.stages.tag.events.sentences import Sentence
from streams.stages.tag.events.types import event_types
from streams.stages.tag.events.words import words_of
from streams.stages.tag.tables import read_table

_WORDS_BETWEEN = r"(?: \w+){0,2} "  # what ` ... ` stands for
_HARMED = frozenset({"killed", "injured", "missing", "displaced", "cases"})
_CRISES: tuple[Severity, ...] = ("Extreme", "Severe", "Moderate")
Patterns = Mapping[str, re.Pattern[str]]  # by step of severity; ahead, unsure and seen


@cache
def _english() -> Patterns:
    """The words by which English reports are graded; KeyError where the file lacks some."""
    table = read_table("event_terms", "grades-en.yaml")
    severity, certainty = table["severity"], table["certainty"]
    terms = {step: severity[step] for step in (*_CRISES, "harmless", "unhurt")}
    terms |= {"ahead": table["urgency"]["Expected"], "unsure": certainty["Possible"], "seen": certainty["Observed"]}
    return {name: _pattern(listed) for name, listed in terms.items()}


def _pattern(terms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    written = "|".join(
        re.escape(t).replace(r"\ \.\.\.\ ", _WORDS_BETWEEN).replace(r"\*", r"\w*") for t in longest_first
    )
    return re.compile(rf"\b(?:{written})\b")


def _said(name: str, sentence: Sentence) -> str | None:
    """The first of the words of that name in a sentence, by the lists of its language."""
    english = sentence.language == "en"
    patterns = _english() if english else words_of(sentence.language).grades
    lower = patterns["harmless"].sub("", sentence.lower) if english and name in _CRISES else sentence.lower
    match = patterns[name].search(lower) if name in patterns else None
    return match.group() if match else None


_CERTAINTIES: tuple[Certainty, ...] = ("Observed", "Likely", "Possible", "Unlikely")


@dataclass(frozen=True, slots=True)
class Grades:
    """CAP's three words with their reasons."""

    severity: Severity
    urgency: Urgency
    certainty: Certainty
    reasons: dict[str, str]


def grade(kind: EventType, sentences: list[Sentence], facts: dict[str, Fact], *, known_language: bool) -> Grades:
    """The grades of one event from its sentences and figures."""
    severity, why = _severity(kind, sentences, facts)
    urgency, soon = _urgency(sentences)
    certainty, sure = _certainty(sentences)
    if not known_language:
        certainty = _CERTAINTIES[_CERTAINTIES.index(certainty) + 1]
        sure += "; one step lower, since this language is read by word lists alone"
    return Grades(severity, urgency, certainty, {"severity": why, "urgency": soon, "certainty": sure})


def _severity(kind: EventType, sentences: list[Sentence], facts: dict[str, Fact]) -> tuple[Severity, str]:
    usual = _by_toll(kind, facts)
    if usual[0] == "Moderate" and facts.keys().isdisjoint(_HARMED):
        unhurt = next((said for s in sentences[:4] if (said := _said("unhurt", s))), None)
        usual = ("Minor", f"says “{unhurt}”") if unhurt else usual
    options: list[tuple[Severity, str]] = [usual]
    for sentence in sentences[:4]:
        for severity in _CRISES:
            said = _said(severity, sentence)
            if said and (kind not in {"attack", "explosion"} or severity == "Severe"):
                options.append((severity, f"says “{said}”"))
    return max(options, key=lambda option: SEVERITIES.index(option[0]))


def _by_toll(kind: EventType, facts: dict[str, Fact]) -> tuple[Severity, str]:
    def said(name: str) -> float:
        return facts[name].value if name in facts else 0.0

    dead = said("killed") + 0.5 * said("missing")
    if dead >= 100:
        return "Extreme", f"{dead:.0f} dead or missing"
    if dead >= 10:
        return "Severe", f"{dead:.0f} dead or missing"
    for name, severe in (("displaced", 1000.0), ("cases", 1000.0), ("injured", 100.0)):
        if said(name) >= severe:
            return "Severe", f"{said(name):.0f} {name}"
    if said("magnitude") >= 7:
        return "Severe", f"magnitude {said('magnitude')}"
    return event_types()[kind].severity, "dead: " + f"{dead:.0f}" if dead else f"usual for {event_types()[kind].label}"


def _urgency(sentences: list[Sentence]) -> tuple[Urgency, str]:
    said = _said("ahead", sentences[0])
    return ("Expected", f"says “{said}”") if said else ("Immediate", "reported as happening or just happened")


def _certainty(sentences: list[Sentence]) -> tuple[Certainty, str]:
    unsure = _said("unsure", sentences[0])
    if unsure:
        return "Possible", f"says “{unsure}”"
    for sentence in sentences:
        seen = _said("seen", sentence)
        if seen:
            return "Observed", f"rests on “{seen}”"
    return "Likely", "stated as a fact by one report"
