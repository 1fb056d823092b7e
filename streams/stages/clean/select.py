"""Decides, line by line, what belongs to the article, and says why the rest does not."""

from dataclasses import dataclass

import numpy as np

from streams.stages.clean.features import best_run, describe
from streams.stages.clean.furniture import KINDS, furniture_bits
from streams.stages.clean.glyphs import Floats, Glyphs, Ints, read_glyphs
from streams.stages.clean.headline import find_title
from streams.stages.clean.model import markup_model, score_lines, text_model
from streams.stages.clean.page import Page

_DISCLAIMER, _LEGAL = (1 << KINDS.index(kind) for kind in ("disclaimer", "legal"))
_LEGAL_WORDS = 15
_PROSE_WORDS = 10
_FURNITURE_COST = 8
_LINK_COST = 20
_KEPT = 0.4
_TINY, _MOST_ODDS = 1e-6, 4.0
_PATIENCE = 0.4  # what a word of furniture inside the article costs, against the gain of a word of prose
_LINE_WORDS = 2  # that a line counts beyond its own, so that short ones count at all
_BARE_SHARE = 0.9
_FEW_LINES, _FEW_WORDS = 3, 3


@dataclass(slots=True)
class Judged:
    """The verdicts on the lines of a page."""

    title: str | None
    kept: list[bool]
    bits: list[int]
    start: int
    end: int  # exclusive
    bare: bool  # the text was an article already


@dataclass(slots=True)
class Observed:
    """What the line model sees of a page."""

    title: str | None
    bits: list[int]
    rows: Floats
    sizes: Floats  # words
    bare: bool


def observe(page: Page, title: str | None, url: str | None) -> Observed:
    """The features of every line; `title` where the producer gives one."""
    texts = [block.text for block in page.blocks]
    if not texts:
        return Observed(title, [], np.zeros((0, 1), np.float32), np.zeros(0, np.float32), bare=False)
    lowered = [text.lower() for text in texts]
    bits = furniture_bits(lowered)
    flags = np.array(bits, np.int64)
    glyphs = read_glyphs(texts)
    linked = np.array([2 * block.links > len(block.text) for block in page.blocks])
    weights = glyphs.words - _PROSE_WORDS - _FURNITURE_COST * (flags > 0) - _LINK_COST * linked
    run = best_run(weights.tolist())
    bare = not page.marked_up and _is_bare(glyphs, flags)
    title = title or find_title(page, 0 if bare else run[0], url)
    rows = describe(page, lowered, glyphs, flags, run, title or "")
    return Observed(title, bits, rows, glyphs.words, bare)


def judge(page: Page, title: str | None, url: str | None) -> Judged:
    """Where the article stands in the page, and which of the lines there are its own."""
    seen = observe(page, title, url)
    if not page.blocks:
        return Judged(seen.title, [], [], 0, 0, bare=False)
    if seen.bare:
        return Judged(seen.title, [True] * len(seen.bits), seen.bits, 0, len(seen.bits), bare=True)
    scores = score_lines(markup_model() if page.marked_up else text_model(), seen.rows)
    kept = [
        keep and not _is_never(bit, size)
        for keep, bit, size in zip(keep_lines(scores, seen.sizes), seen.bits, seen.sizes, strict=True)
    ]
    start = next((at for at, keep in enumerate(kept) if keep), 0)
    end = len(kept) - next((at for at, keep in enumerate(reversed(kept)) if keep), len(kept))
    return Judged(seen.title, kept, seen.bits, start, max(start, end), bare=False)


def keep_lines(scores: Floats, sizes: Floats) -> list[bool]:
    """Whether each line is the article's; `scores` are its chances, `sizes` its words.

    An article is one stretch of the page: the one whose lines together speak most for it. What stands apart from it,
    be it the best of prose, is another article's. Inside, each line is judged by itself.
    """
    odds = np.clip(np.log(scores + _TINY) - np.log(1 - scores + _TINY), -_MOST_ODDS, _MOST_ODDS)
    gains = np.where(odds > 0, odds, _PATIENCE * odds) * (sizes + _LINE_WORDS)
    start, end = best_run(gains.tolist())
    return [start <= at < end and bool(score > _KEPT) for at, score in enumerate(scores)]


def _is_never(bits: int, words: float) -> bool:
    """Whether the line is no article's, whatever stands around it: a feed's disclaimer, a copyright."""
    return bool(bits & _DISCLAIMER) or (bool(bits & _LEGAL) and words < _LEGAL_WORDS)


def _is_bare(glyphs: Glyphs, flags: Ints) -> bool:
    """Whether the text is an article already: nearly all of it prose, and no short line of furniture."""
    words = glyphs.words
    if len(words) <= _FEW_LINES and not flags.any():
        return True  # a flash
    short = words < _PROSE_WORDS
    if np.any(short & (flags > 0)):
        return False
    prose = words[~short | (glyphs.ends & (words >= _FEW_WORDS))].sum()
    return bool(prose >= _BARE_SHARE * words.sum())


def kind_of(bits: int) -> str | None:
    """The first kind of furniture in the bits."""
    return KINDS[(bits & -bits).bit_length() - 1] if bits else None
