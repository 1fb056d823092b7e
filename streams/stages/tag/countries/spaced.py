"""Texts that were set with a blank between all letters (한 국 정 부): the blanks are taken out, and the places kept."""

import re

_SPACED = re.compile(r"(?:(?<=\s)[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af] ){4,}")
SAMPLE = 2000  # characters
LEAST = 0.5  # of the sample


def squeeze(text: str) -> tuple[str, list[int]] | None:
    """The text without its blanks and where each letter stood, or None for texts that are set as usual."""
    sample = text[:SAMPLE]
    if sample.isascii() or sum(len(match.group()) for match in _SPACED.finditer(" " + sample)) < LEAST * len(sample):
        return None
    places = [place for place, char in enumerate(text) if char != " "]
    return "".join(text[place] for place in places), places
