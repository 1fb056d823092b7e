"""What a sentence says does not happen, or is over: “no flood”, “denies a coup”, “tsunami warning lifted”."""

import re

from streams.stages.tag.events.rules import Hit
from streams.stages.tag.events.words import words_of

_BEFORE = 60  # characters in which a negation stands before its word
_NO = re.compile(
    r"\b(?:no|without (?:an?|any))(?: (?:new|more|major|further|active|confirmed|sign|signs|report|reports|evidence"
    r"|threat|risk|danger|of|an?|any)){0,3} $"
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed)?)(?: (?:reports?|rumou?rs?|of|there (?:was|is|had been)|an?|any"
    r"|alleged|attempted)){0,4} $"
)
_OFTEN_DENIED_BY_THE_DOER = frozenset({"attack", "armed_conflict", "explosion", "abduction", "crime", "cyber_attack"})
_WARNING = r"(?:warnings?|alerts?|watch|advisory|evacuation orders?|state of emergency|emergency rule|curfew)"
_LIFTED = r"(?:lifted|called off|stood down|dropped|cancel+ed|withdrawn|ends|ended|over|expires|expired)"
_LIFTS = r"(?:lift(?:s|ed|ing)|calls? off|called off|drop(?:s|ped)|cancels?|cancel+ed|withdrew|withdraws|ends|ended)"
_OVER = re.compile(rf"\b{_WARNING}(?: \w+){{0,3}} {_LIFTED}\b|\b{_LIFTS}(?: \w+){{0,3}} {_WARNING}\b|\ball[- ]clear\b")
_DISEASE = r"(?:outbreaks?|epidemics?|pandemic|ebola|marburg|cholera|polio|measles|malaria)"
_ENDED = re.compile(  # as health officials say it, with the toll of what is over
    rf"\bdeclare[sd]?(?: \w+){{0,3}} end (?:of|to)(?: \w+){{0,3}} {_DISEASE}\b|\bfree of(?: \w+){{0,2}} {_DISEASE}\b"
    rf"|\b{_DISEASE}(?: (?:is|was|has been|have been|are|were))?(?: \w+)? (?:declared over|over|at an end)\b"
    rf"|\b{_DISEASE} in(?: \w+){{1,3}} (?:is|was|has been|declared)(?: \w+)? (?:over|at an end)\b"
)
_HARM = re.compile(
    r"\b(?:kill\w*|dead|deaths?|die[sd]?|toll|injur\w+|wound\w+|missing|destroy\w*|hundreds|thousands)\b"
)
_UNHARMED = re.compile(
    r"\b(?:no(?: \w+){0,2}|without(?: \w+)?) (?:damage|casualties|injuries|deaths|dead"
    r"|one (?:was )?\w+)\b(?: (?:or|and) \w+)?"
)


def negated(lower: str, hit: Hit, language: str = "en") -> bool:
    """Whether the words around an event's word say that there is none; who denies a deed does not say that."""
    before = lower[max(0, hit.start - _BEFORE) : hit.start]
    deed = any(kind in _OFTEN_DENIED_BY_THE_DOER for kind, _ in hit.meaning.weights)
    if language == "en":
        return bool(_NO.search(before) or (not deed and _DENIED.search(before)))
    words, after = words_of(language), lower[hit.end : hit.end + _BEFORE]
    if words.no_before.search(before) or words.no_after.search(after):
        return True
    return not deed and bool(words.denied_before.search(before) or words.denied_after.search(after))


def called_off(lower: str, language: str = "en", *, harm: bool = False) -> str | None:
    """The words that give the all-clear; where harm is told only those that say that a disease is over."""
    if language == "en" and (ended := _ENDED.search(lower)):
        return ended.group()
    over = None if harm else (_OVER if language == "en" else words_of(language).called_off).search(lower)
    return over.group() if over else None


def harmed(lower: str) -> bool:
    """Whether an English sentence tells of victims or damage, rather than of none."""
    return bool(_HARM.search(_UNHARMED.sub("", lower)))
