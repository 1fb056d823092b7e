"""A story's grades from those of its members: how bad, how sure, which figures, how many independent reports."""

import re
from dataclasses import dataclass

from streams.records import SEVERITIES, Certainty, Severity, Urgency
from streams.stages.alert.members import UNREAD
from streams.stages.alert.state import Member, Ruling, Story
from streams.stages.alert.stories import voice_of

CERTAINTIES: tuple[Certainty, ...] = ("Unknown", "Unlikely", "Possible", "Likely", "Observed")  # rising
CASUALTIES = frozenset({"killed", "injured", "missing", "displaced", "cases"})
# Governments and bodies of the United Nations speak for themselves under these domains, and so do a few others.
_OFFICIAL = re.compile(
    r"(?:^|\.)(?:gov|gob|gouv|go|mil|int)(?:\.[a-z]{2})?$|(?:^|\.)(?:reliefweb|gdacs|promedmail)\.org$"
)
_DOUBT = 0.85  # what one more independent report leaves of the doubt
_NEWEST_TOLLS = 3  # a figure is the highest of the newest reports that give one: tolls rise, and early ones stay around


@dataclass(frozen=True, slots=True)
class Grades:
    """What a story's members say together."""

    score: float  # of the best member
    confidence: float
    severity: Severity
    urgency: Urgency
    certainty: Certainty
    reasons: dict[str, str]
    figures: dict[str, tuple[float, Member]]
    publishers: int
    agencies: int
    articles: int
    copies: int
    others: list[str]
    lead: Member

    @property
    def rule(self) -> Ruling | None:
        """The rule that the lead was raised by; none: the story is a candidate."""
        return self.lead.rule


def grade(story: Story) -> Grades:
    """The grades of a story that has members."""
    members = story.members
    sure = [m for m in members if m.rule] or members
    newest = sorted(sure, key=lambda m: (m.published, m.received), reverse=True)
    worst = max(newest, key=lambda m: SEVERITIES.index(m.severity))
    lead = max(newest, key=lambda m: (SEVERITIES.index(m.severity), not m.copy, round(m.score, 1)))
    best = max(m.score for m in members)
    publishers, agencies = named(story)
    independent = len({*story.tail.voices, *(voice_of(m) for m in members if not m.copy)})
    confidence = 1 - (1 - best) * _DOUBT ** (independent - 1)
    if story.volume is not None and story.type != "volume":
        confidence = 1 - (1 - confidence) * _DOUBT
    certainty, why_sure = _certainty(newest, independent) if story.type != "volume" else _by_number(members)
    return Grades(
        score=best,
        confidence=round(confidence, 3),
        severity=worst.severity,
        urgency=newest[0].urgency,
        certainty=certainty,
        reasons={
            "severity": worst.reasons.get("severity") or "usual for its type",
            "urgency": newest[0].reasons.get("urgency") or "nothing is said of it",
            "certainty": why_sure,
            "confidence": f"best report {best:.2f}, {independent} independent",
        },
        figures=_figures(newest),
        publishers=len(publishers),
        agencies=len(agencies),
        articles=story.tail.articles + sum(not m.copy for m in members),
        copies=story.tail.copies + sum(m.copy for m in members),
        others=list(dict.fromkeys(code for m in newest for code in m.others))[:8],
        lead=lead,
    )


def named(story: Story) -> tuple[list[str], list[str]]:
    """Who published a report that is no copy, and the agencies, in the order in which they came."""
    publishers = dict.fromkeys(story.tail.publishers)
    publishers.update(dict.fromkeys(m.publisher for m in story.members if m.publisher and not m.copy))
    agencies = dict.fromkeys(story.tail.agencies)
    agencies.update(dict.fromkeys(m.agency for m in story.members if m.agency))
    return list(publishers), list(agencies)


def _certainty(newest: list[Member], independent: int) -> tuple[Certainty, str]:
    best = max(newest, key=lambda m: CERTAINTIES.index(m.certainty))
    rank, why = CERTAINTIES.index(best.certainty), best.reasons.get("certainty") or "as reported"
    likely, observed = CERTAINTIES.index("Likely"), CERTAINTIES.index("Observed")
    if newest[0].certainty == "Unlikely" and len(newest) > 1:
        return CERTAINTIES[min(rank, likely) - 1], "the newest report denies it"
    official = next((m.publisher for m in newest if m.publisher and _OFFICIAL.search(m.publisher)), None)
    if official and rank < observed:
        return "Observed", f"official source: {official}"
    if independent >= 4 and rank < observed:
        return CERTAINTIES[max(rank + 1, likely)], f"{independent} independent reports"
    if independent >= 2 and rank < likely:
        return "Likely", f"{independent} independent reports"
    return best.certainty, why


def _by_number(members: list[Member]) -> tuple[Certainty, str]:
    unread = sum(member.why == UNREAD for member in members)
    told = f"; in the languages of {unread} of {len(members)} no events are read" if unread else ""
    return "Possible", f"many articles, and none that says what happened{told}"


def _figures(newest: list[Member]) -> dict[str, tuple[float, Member]]:
    stated: dict[str, list[Member]] = {}
    for member in newest:
        for name in member.figures:
            stated.setdefault(name, []).append(member)
    found = {}
    for name in sorted(stated):
        highest = max(stated[name][:_NEWEST_TOLLS], key=lambda m: m.figures[name].value)
        found[name] = (highest.figures[name].value, highest)
    return found
