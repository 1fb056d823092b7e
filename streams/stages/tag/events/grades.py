"""How bad, how soon, how sure: CAP's words for an event, each with the one line that says why."""

import re
from dataclasses import dataclass

from streams.records import SEVERITIES, Certainty, EventType, Fact, Severity, Urgency
from streams.stages.tag.events.sentences import Sentence
from streams.stages.tag.events.types import event_types
from streams.stages.tag.events.words import words_of

# The patterns of English; other languages have theirs in words-XX.yaml.
_CRISIS: tuple[tuple[Severity, re.Pattern[str]], ...] = (
    ("Extreme", re.compile(
        r"\b(?:war (?:breaks|broke|has broken) out|declared war|full-scale (?:war|invasion)|coup"
        r"|military takeover|seized power"
        r"|national disaster|hundreds (?:of people )?(?:dead|killed|of dead)|thousands (?:dead|killed"
        r"|of dead|of deaths)|famine)\b")),
    ("Severe", re.compile(
        r"\b(?:state of emergency|national emergency|emergency declared|declare[sd]? (?:a "
        r"|an )?(?:\w+ )?emergency|martial law|invades?|invasion"
        r"|dozens (?:of people )?(?:dead|killed)|scores (?:dead|killed)|thousands (?:of \w+ )?(?:evacuated"
        r"|displaced|flee|fled|homeless)"
        r"|massacre|mass evacuation|major offensive|heavy fighting)\b")),
)  # fmt: skip
_AHEAD = re.compile(
    r"\b(?:approach(?:es|ing)|heading (?:for|to|towards?)|expected to|forecast|warn(?:s|ed|ing|ings)?"
    r"|threat(?:s|ens|ened)?|imminent|bracing)\b"
)
_UNSURE = re.compile(
    r"\b(?:reportedly|alleged(?:ly)?|unconfirmed|rumou?rs?|suspected|claim(?:s|ed)?|may have|might have|could"
    r"|feared|unclear)\b"
)
_SEEN = re.compile(
    r"\b(?:officials?|police|ministry|authorit(?:y|ies)|confirmed|government|army|military|geological survey)\b"
)
_MILD: frozenset[EventType] = frozenset({"unrest", "security_threat", "border_incident", "cyber_attack"})
_VIOLENT = re.compile(
    r"\b(?:tear gas|riot\w*|clash\w*|violen\w+|fired|shot|killed|injured|wounded|rubber bullets|loot\w*"
    r"|burn\w*|torched|stones|barricad\w+|surround\w*)\b"
)


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
        for severity, pattern in _crises(sentence.language):
            match = pattern.search(sentence.lower)
            if match and (kind not in {"attack", "explosion"} or severity == "Severe"):
                options.append((severity, f"says “{match.group()}”"))
    return max(options, key=lambda option: SEVERITIES.index(option[0]))


def _crises(language: str) -> tuple[tuple[Severity, re.Pattern[str]], ...]:
    if language == "en":
        return _CRISIS
    grades = words_of(language).grades
    return ("Extreme", grades["Extreme"]), ("Severe", grades["Severe"])


def _pattern(name: str, english: re.Pattern[str], language: str) -> re.Pattern[str]:
    return english if language == "en" else words_of(language).grades[name]


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
    match = _pattern("ahead", _AHEAD, sentences[0].language).search(sentences[0].lower)
    return ("Expected", f"says “{match.group()}”") if match else ("Immediate", "reported as happening or just happened")


def _certainty(sentences: list[Sentence]) -> tuple[Certainty, str]:
    unsure = _pattern("unsure", _UNSURE, sentences[0].language).search(sentences[0].lower)
    if unsure:
        return "Possible", f"says “{unsure.group()}”"
    for sentence in sentences:
        seen = _pattern("seen", _SEEN, sentence.language).search(sentence.lower)
        if seen:
            return "Observed", f"rests on “{seen.group()}”"
    return "Likely", "stated as a fact by one report"
