"""Decides, line by line, what belongs to the article, and says why the rest does not."""

from dataclasses import dataclass

from streams.stages.clean.features import Matrix, best_run, describe, long_words, words_in
from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import KINDS, furniture_bits
from streams.stages.clean.headline import find_title
from streams.stages.clean.model import markup_model, score_lines, text_model
from streams.stages.clean.page import Page

_PROSE_WORDS = 10
_FURNITURE_COST = 8
_KEPT = 0.5
_BARE_SHARE = 0.9
_FEW_LINES = 3


@dataclass(slots=True)
class Judged:
    """The verdicts on the lines of a page."""

    title: str | None
    kept: list[bool]
    bits: list[int]
    start: int
    end: int  # exclusive


@dataclass(slots=True)
class Observed:
    """What the line model sees of a page."""

    title: str | None
    bits: list[int]
    run: tuple[int, int]
    rows: Matrix


def dense_run(page: Page) -> tuple[list[str], list[int], tuple[int, int]]:
    """The lines in lower case, their furniture, and the densest run of prose: its first line, and the one after it."""
    lowered = [block.text.lower() for block in page.blocks]
    bits = furniture_bits(lowered)
    weights = [
        words_in(block.text)
        - _PROSE_WORDS
        - (_FURNITURE_COST if bit else 0)
        - (20 if 2 * block.links > len(block.text) else 0)
        for block, bit in zip(page.blocks, bits, strict=True)
    ]
    return lowered, bits, best_run(weights)


def observe(page: Page, title: str | None, url: str | None) -> Observed:
    """The features of every line; `title` where the producer gives one."""
    lowered, bits, run = dense_run(page)
    title = title or find_title(page, lowered, bits, run[0], url)
    return Observed(title, bits, run, describe(page, lowered, bits, run, long_words(title or "")))


def judge(page: Page, title: str | None, url: str | None) -> Judged:
    """Where the article stands in the page, and which of the lines there are its own."""
    seen = observe(page, title, url)
    scores = score_lines(markup_model() if page.marked_up else text_model(), seen.rows)
    bare = not page.marked_up and _is_bare(page, seen.bits)
    kept = [bare or bool(score > _KEPT) for score in scores]
    start = next((at for at, keep in enumerate(kept) if keep), 0)
    end = len(kept) - next((at for at, keep in enumerate(reversed(kept)) if keep), len(kept))
    return Judged(seen.title, kept, seen.bits, start, max(start, end))


def _is_bare(page: Page, bits: list[int]) -> bool:
    """Whether the text is an article already: nearly all of it prose, and no short line of furniture."""
    if len(bits) <= _FEW_LINES and not any(bits):
        return True  # a flash
    total = prose = 0
    for block, bit in zip(page.blocks, bits, strict=True):
        words = words_in(block.text)
        if bit and words < _PROSE_WORDS:
            return False
        total += words
        prose += words if words >= _PROSE_WORDS or (ends_sentence(block.text) and words >= 3) else 0
    return prose >= _BARE_SHARE * total


def kind_of(bits: int) -> str | None:
    """The first kind of furniture in the bits."""
    return KINDS[(bits & -bits).bit_length() - 1] if bits else None
