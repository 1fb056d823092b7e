"""What a sentence says does not happen, or is over: “no flood”, “denies a coup”, “tsunami warning lifted”."""

from streams.stages.tag.events.rules import Hit
from streams.stages.tag.events.words import words_of

_AROUND = 60  # characters in which a negation stands beside its word
_OFTEN_DENIED_BY_THE_DOER = frozenset({"attack", "armed_conflict", "explosion", "abduction", "crime", "cyber_attack"})


def negated(lower: str, hit: Hit, language: str = "en") -> bool:
    """Whether the words around an event's word say that there is none; who denies a deed does not say that."""
    words = words_of(language)
    before, after = lower[max(0, hit.start - _AROUND) : hit.start], lower[hit.end : hit.end + _AROUND]
    if words.no_before.search(before) or words.no_after.search(after):
        return True
    if any(kind in _OFTEN_DENIED_BY_THE_DOER for kind, _ in hit.meaning.weights):
        return False
    return bool(words.denied_before.search(before) or words.denied_after.search(after))


def called_off(lower: str, language: str = "en", *, harm: bool = False) -> str | None:
    """The words that give the all-clear; where harm is told only those that say that an epidemic is over.

    “Cholera is back months after the outbreak was declared over” gives none.
    """
    words = words_of(language)
    over = words.ended.search(lower) or (None if harm else words.called_off.search(lower))
    return over.group() if over and not words.since.search(lower[: over.start()]) else None


def harmed(lower: str) -> bool:
    """Whether an English sentence tells of victims or damage, rather than of none."""
    words = words_of("en")
    return bool(words.harm.search(words.unharmed.sub("", lower)))


def helped(lower: str) -> bool:
    """Whether an English sentence tells of harm, or of those who come to help or to look."""
    return harmed(lower) or bool(words_of("en").help.search(lower))
