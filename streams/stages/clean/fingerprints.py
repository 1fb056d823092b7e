"""Fingerprints that copies of one text share: sampled hashes of five consecutive words."""

import numpy as np

from streams.stages.clean.characters import read_kinds
from streams.stages.clean.tokens import each_once, read_words

_WORDS_EACH = 5
_SAMPLE_MASK = np.uint64(7)  # one hash in eight is kept
_TO_53_BITS = np.uint64(11)
_MOST = 128
# The multipliers of splitmix64 (Steele, Lea and Flood, 2014): they spread a sum's bits over the whole number.
_STEP, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_FOLD = np.uint64(31)


def fingerprints(text: str) -> list[int]:
    """At most 128 hashes below 2^53, rising; of more, the smallest, so that two copies keep the same ones."""
    words = read_words(*read_kinds(text + "\n")).numbers
    runs = len(words) - _WORDS_EACH + 1
    if runs <= 0:
        return []
    mixed = np.zeros(runs, np.uint64)
    for place in range(_WORDS_EACH):
        mixed = mixed * _STEP + words[place : place + runs]
    mixed = (mixed ^ (mixed >> _FOLD)) * _MIX
    mixed ^= mixed >> _FOLD
    kept = each_once(mixed[mixed & _SAMPLE_MASK == 0] >> _TO_53_BITS)
    found: list[int] = kept[:_MOST].tolist()
    return found
