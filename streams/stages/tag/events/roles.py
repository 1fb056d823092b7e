"""Who does what to whom: which classes of words stand in a sentence, and which of them near each other, in order.

A murder and a skirmish share most of their words. What parts them is whether people, offices and property are hit, or
soldiers; whether it happened last night, or is what a speaker fears, denies or recalls.
"""

from functools import cache

from streams.stages.tag.events.rules import Hit, Rules, load

ACTS = (
    "kill", "death", "hurt", "kidnap", "bomb", "attack", "burn", "torture", "threat", "damage", "clash", "taking",
    "robbing", "foiled",
)  # fmt: skip
TARGETS = ("civilian", "official", "property", "military", "police", "rebels")
SETTINGS = ("now", "day", "past", "justice", "reaction", "politics", "supposed", "speaker", "denied", "claim")
NEAR, CLOSE = 14, 5  # words between two that speak of the same deed; of a verb and its object


def roles(lower: str) -> list[str]:
    """The classes of a sentence in lower case, their ordered pairs around a deed, and the setting of each deed."""
    hits = _classes().find(lower)
    present = dict.fromkeys(group for hit in hits for group in hit.meaning.groups)
    found = {f"@{group}": None for group in present}
    for index, hit in enumerate(hits):
        found.update(dict.fromkeys(_pairs(lower, hit, hits[index + 1 :])))
    hurt = "/".join(group for group in TARGETS if group in present)
    for act in ACTS:
        if act in present:
            found[f"@{act}={hurt}"] = None
            found.update(dict.fromkeys(f"@{act}+{setting}" for setting in SETTINGS if setting in present))
    return list(found)


def _pairs(lower: str, first: Hit, following: list[Hit]) -> list[str]:
    found: list[str] = []
    for hit in following:
        between = lower.count(" ", first.end, hit.start)
        if between > NEAR:
            break
        for a in first.meaning.groups:
            for b in hit.meaning.groups:
                if a in ACTS or b in ACTS:
                    found += [f"@{a}>{b}", f"@{a}>>{b}"] if between <= CLOSE else [f"@{a}>{b}"]
    return found


@cache
def _classes() -> Rules:
    return load("roles-en.yaml")
