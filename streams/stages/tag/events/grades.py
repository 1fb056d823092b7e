"""How bad, how soon, how sure: CAP's words for an event, each with the one line that says why."""

from dataclasses import dataclass

from streams.records import SEVERITIES, Certainty, EventType, Fact, Severity, Urgency
from streams.stages.tag.events.sentences import Sentence
from streams.stages.tag.events.types import event_types
from streams.stages.tag.events.words import words_of

_HARMED = frozenset({"killed", "injured", "missing", "displaced", "cases"})
_CRISES: tuple[Severity, ...] = ("Extreme", "Severe", "Moderate")
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


def _said(name: str, sentence: Sentence) -> str | None:
    """The first of the words of that name in a sentence, by the lists of its language."""
    patterns = words_of(sentence.language).grades
    harmless = patterns.get("harmless") if name in _CRISES else None
    lower = harmless.sub("", sentence.lower) if harmless else sentence.lower
    match = patterns[name].search(lower) if name in patterns else None
    return match.group() if match else None


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
