"""Who does what to whom: which classes of words stand in a sentence, and which of them near each other, in order.

A murder and a skirmish share most of their words. What parts them is whether people, offices and property are hit, or
soldiers; whether it happened last night, or is what a speaker fears, denies or recalls.
"""

from collections.abc import Iterator
from functools import cache

from streams.stages.tag.events.rules import Hit, Rules, load

DEEDS = ("kill", "death", "hurt", "kidnap", "bomb", "attack", "burn", "torture", "threat", "damage")
ACTS = (*DEEDS, "clash", "taking", "robbing", "foiled")  # what is told beside deeds, and makes none alone
TARGETS = ("civilian", "official", "property", "military", "police", "rebels")
SETTINGS = ("now", "day", "past", "justice", "reaction", "politics", "supposed", "speaker", "denied", "claim")
_ACTS = frozenset(ACTS)
NEAR, CLOSE = 14, 5  # words between two that speak of the same deed; of a verb and its object


def roles(lower: str) -> list[str]:
    """The classes of a sentence in lower case, their ordered pairs around a deed, and the setting of each deed.

    Nothing for a sentence without a deed.
    """
    hits = _classes().find(lower)
    present = dict.fromkeys(group for hit in hits for group in hit.meaning.groups)
    if present.keys().isdisjoint(DEEDS):
        return []
    found = {f"@{group}": None for group in present}
    found.update(dict.fromkeys(_pairs(lower, hits)))
    hurt = "/".join(group for group in TARGETS if group in present)
    for act in ACTS:
        if act in present:
            found[f"@{act}={hurt}"] = None
            found.update(dict.fromkeys(f"@{act}+{setting}" for setting in SETTINGS if setting in present))
    return list(found)


def _pairs(lower: str, hits: list[Hit]) -> Iterator[str]:
    """Of classes that stand near each other, one of them an act."""
    near: list[tuple[int, Hit, bool]] = []  # the words before its end, a term, whether it is an act
    words, read = 0, 0
    for hit in hits:
        words, read = words + lower.count(" ", read, hit.start), hit.start
        is_act = not _ACTS.isdisjoint(hit.meaning.groups)
        near = [one for one in near if words - one[0] <= NEAR]
        for before, first, was_act in near:
            if is_act or was_act:
                yield from _named(first, hit, close=words - before <= CLOSE)
        words, read = words + lower.count(" ", read, hit.end), hit.end
        near.append((words, hit, is_act))


def _named(first: Hit, second: Hit, *, close: bool) -> Iterator[str]:
    for a in first.meaning.groups:
        for b in second.meaning.groups:
            if a in _ACTS or b in _ACTS:
                yield f"@{a}>{b}"
                if close:
                    yield f"@{a}>>{b}"


@cache
def _classes() -> Rules:
    return load("roles-en.yaml")
