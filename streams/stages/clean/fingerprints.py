"""Fingerprints that copies of one text share: sampled hashes of five consecutive words."""

import re

import numpy as np
from xxhash import xxh3_64_intdigest

_WORDS_EACH = 5
_SAMPLE_MASK = np.uint64(7)  # one hash in eight is kept
_TO_53_BITS = np.uint64(11)
_MOST = 128
# The multipliers of splitmix64 (Steele, Lea and Flood, 2014): they spread a sum's bits over the whole number.
_STEP, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_FOLD = np.uint64(31)
# Scripts without spaces count each character as a word.
_WIDE = "\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff"
_WORD, _SPACED, _SOME_WIDE = re.compile(f"[{_WIDE}]|[^\\W{_WIDE}]+"), re.compile(r"\w+"), re.compile(f"[{_WIDE}]")


def fingerprints(text: str) -> list[int]:
    """At most 128 hashes below 2^53, rising; of more, the smallest, so that two copies keep the same ones."""
    words = (_WORD if _SOME_WIDE.search(text) else _SPACED).findall(text.lower())
    runs = len(words) - _WORDS_EACH + 1
    if runs <= 0:
        return []
    known = {word: xxh3_64_intdigest(word.encode("utf-8", "replace")) for word in set(words)}
    hashes = np.fromiter(map(known.__getitem__, words), np.uint64, len(words))
    mixed = np.zeros(runs, np.uint64)
    for place in range(_WORDS_EACH):
        mixed = mixed * _STEP + hashes[place : place + runs]
    mixed = (mixed ^ (mixed >> _FOLD)) * _MIX
    mixed ^= mixed >> _FOLD
    kept = np.unique(mixed[mixed & _SAMPLE_MASK == 0] >> _TO_53_BITS)
    return [int(value) for value in kept[:_MOST]]
