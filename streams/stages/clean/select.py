"""Decides, line by line, what belongs to the article, and says why the rest does not."""

from dataclasses import dataclass

from streams.stages.clean.furniture import KINDS, furniture_bits
from streams.stages.clean.page import Page

_PROSE_WORDS = 10


@dataclass(slots=True)
class Judged:
    """The verdicts on the lines of a page."""

    scores: list[float]  # above 0.5: the article's
    bits: list[int]
    start: int
    end: int  # exclusive


def judge(page: Page) -> Judged:
    """Where the article stands in the page."""
    bits = furniture_bits([block.text.lower() for block in page.blocks])
    weights = [
        words_in(block.text) - _PROSE_WORDS - (8 if bit else 0) for block, bit in zip(page.blocks, bits, strict=True)
    ]
    start, end = _best_run(weights)
    scores = [1.0 if start <= at < end and (weights[at] > -4 or not bits[at]) else 0.0 for at in range(len(weights))]
    return Judged(scores, bits, start, end)


def words_in(text: str) -> int:
    """Words, two characters counting as one where a script has no spaces."""
    spaces = text.count(" ") + 1
    if text.isascii() or len(text) < spaces * 12:
        return spaces
    return max(spaces, len(text) // 2) if text[len(text) // 2] > "\u0e00" else spaces


def _best_run(weights: list[int]) -> tuple[int, int]:
    best, best_start, best_end = 0, 0, 0
    total, start = 0, 0
    for at, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, at
        total += weight
        if total > best:
            best, best_start, best_end = total, start, at + 1
    return best_start, best_end


def kind_of(bits: int) -> str | None:
    """The first kind of furniture in the bits."""
    return KINDS[(bits & -bits).bit_length() - 1] if bits else None
