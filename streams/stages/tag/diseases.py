"""Which disease an article is about: the one that it names first and most often."""

import re
from collections import Counter
from functools import cache

from streams.stages.tag.tables import read_table

_HEAD = 300  # characters, title included, in which a name counts as several further down
_HEAD_WEIGHT = 3


def disease_of(folded: str) -> str | None:
    """The disease of an article, by its usual English name; `folded` is title and text without case and accents."""
    pattern, usual = _names()
    counts: Counter[str] = Counter()
    for match in pattern.finditer(folded):
        name = next(usual[group] for group, found in enumerate(match.groups()) if found is not None)
        counts[name] += _HEAD_WEIGHT if match.start() < _HEAD else 1
    return max(counts, key=lambda name: counts[name]) if counts else None  # of equals the first that was named


@cache
def _names() -> tuple[re.Pattern[str], list[str]]:
    """A pattern with one group a disease, and the usual name of each group."""
    rows = read_table("diseases.yaml")["diseases"]
    groups = ("|".join(re.escape(word.rstrip("*")) + r"\w*" * word.endswith("*") for word in row) for row in rows)
    return re.compile(r"(?<!\w)(?:" + "|".join(f"({group})" for group in groups) + r")(?!\w)"), [
        row[0].rstrip("*") for row in rows
    ]
