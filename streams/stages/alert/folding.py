"""Copies of one text, told by the fingerprints that they share."""

KEPT = 24  # the smallest of an article's fingerprints: two copies keep the same ones
_SHARE = 0.6  # of the smaller, as measured on cleaned text
_LEAST = 3  # two texts that share fewer prints share a phrase, not a report


def sketch(fingerprints: list[int]) -> list[int]:
    """The fingerprints that are remembered, rising."""
    return sorted(fingerprints)[:KEPT]


def same_text(one: list[int], other: list[int]) -> bool:
    """Whether the smaller text stands, for the most part, in the other; both are sketches."""
    if len(one) < _LEAST or len(other) < _LEAST:
        return False
    if set(one).isdisjoint(other):
        return False
    # A sketch that was cut says nothing of prints above its last one.
    limit = min(s[-1] if len(s) == KEPT else 1 << 64 for s in (one, other))
    left, right = {p for p in one if p <= limit}, {p for p in other if p <= limit}
    smaller = min(len(left), len(right))
    shared = len(left & right)
    return shared >= _LEAST and shared >= _SHARE * smaller
