"""Fingerprints that copies of one text share: sampled hashes of five consecutive words."""

import re

from xxhash import xxh3_64_intdigest

_WORDS_EACH = 5
_SAMPLE_MASK = 7  # one hash in eight is kept
_MOST = 128
# Scripts without spaces count each character as a word.
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|[^\\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]+")


def fingerprints(text: str) -> list[int]:
    """At most 128 hashes below 2^53, rising; of more, the smallest, so that two copies keep the same ones."""
    words = _WORD.findall(text.lower())
    kept: set[int] = set()
    for start in range(len(words) - _WORDS_EACH + 1):
        value = xxh3_64_intdigest(" ".join(words[start : start + _WORDS_EACH]).encode("utf-8", "replace"))
        if not value & _SAMPLE_MASK:
            kept.add(value >> 11)
    return sorted(kept)[:_MOST]
