"""How bad, how soon, how sure: CAP's words for an event, each with the one line that says why."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import yaml

from streams.records import SEVERITIES, Certainty, EventType, Fact, Severity, Urgency
from streams.stages.tag.events.sentences import Sentence
from streams.stages.tag.events.types import event_types

_WORDS_BETWEEN = r"(?: \w+){0,2} "  # what ` ... ` stands for


@dataclass(frozen=True, slots=True)
class Phrases:
    """A step of a grade, and what says so."""

    step: str
    pattern: re.Pattern[str]

    def said(self, sentence: str) -> str | None:
        """The first of its words in a sentence, which is in lower case."""
        match = self.pattern.search(sentence)
        return match.group() if match else None


@dataclass(frozen=True, slots=True)
class Words:
    """The file of grades."""

    crises: tuple[Phrases, ...]
    harmless: Phrases
    ahead: Phrases
    unsure: Phrases
    seen: Phrases


@cache
def words() -> Words:
    """The words by which English reports are graded; KeyError or ValueError where the file is not as it says."""
    table = yaml.safe_load(files("streams").joinpath("data", "event_terms", "grades-en.yaml").read_text("utf-8"))
    severity, urgency, certainty = table["severity"], table["urgency"], table["certainty"]
    harmless = severity.pop("harmless")
    if unknown := [*(severity.keys() - set(SEVERITIES)), *(urgency.keys() - {"Expected"})]:
        raise ValueError(f"no such grade: {', '.join(sorted(unknown))}")
    return Words(
        crises=tuple(_phrases(step, terms) for step, terms in severity.items()),
        harmless=_phrases("harmless", harmless),
        ahead=_phrases("Expected", urgency["Expected"]),
        unsure=_phrases("Possible", certainty["Possible"]),
        seen=_phrases("Observed", certainty["Observed"]),
    )


def _phrases(step: str, terms: list[str]) -> Phrases:
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    written = "|".join(
        re.escape(t).replace(r"\ \.\.\.\ ", _WORDS_BETWEEN).replace(r"\*", r"\w*") for t in longest_first
    )
    return Phrases(step, re.compile(rf"\b(?:{written})\b"))


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
    options: list[tuple[Severity, str]] = [_by_toll(kind, facts)]
    for sentence in sentences[:4]:
        lower = words().harmless.pattern.sub("", sentence.lower)
        for crisis in words().crises:
            said = crisis.said(lower)
            if said and (kind not in {"attack", "explosion"} or crisis.step == "Severe"):
                options.append((cast("Severity", crisis.step), f"says “{said}”"))
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
    said = words().ahead.said(sentences[0].lower)
    return ("Expected", f"says “{said}”") if said else ("Immediate", "reported as happening or just happened")


def _certainty(sentences: list[Sentence]) -> tuple[Certainty, str]:
    unsure = words().unsure.said(sentences[0].lower)
    if unsure:
        return "Possible", f"says “{unsure}”"
    for sentence in sentences:
        seen = words().seen.said(sentence.lower)
        if seen:
            return "Observed", f"rests on “{seen}”"
    return "Likely", "stated as a fact by one report"
