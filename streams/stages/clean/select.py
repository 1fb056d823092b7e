"""Decides, line by line, what belongs to the article, and says why the rest does not."""

from dataclasses import dataclass

import numpy as np

from streams.stages.clean.characters import Kind
from streams.stages.clean.features import best_run, describe
from streams.stages.clean.furniture import KINDS, MENU_SHARE, MENU_WORDS, NAVIGATION, furniture_bits, is_menu
from streams.stages.clean.glyphs import Flags, Floats, Glyphs, Use, read_glyphs
from streams.stages.clean.headline import find_title
from streams.stages.clean.mend import mend_lines
from streams.stages.clean.model import Matrix, markup_model, score_lines, text_model
from streams.stages.clean.page import Block, Page
from streams.stages.clean.tokens import Ints

_DISCLAIMER, _LEGAL, _ERROR = (1 << KINDS.index(kind) for kind in ("disclaimer", "legal", "error"))
_MENU_CHARS = 300
_LEGAL_WORDS = 15
_PROSE_WORDS = 10
_FURNITURE_COST = 8
_LINK_COST = 20
_KEPT = 0.35
_TINY, _MOST_ODDS = 1e-6, 4.0
_PATIENCE = 0.4  # what a word of furniture inside the article costs, against the gain of a word of prose
_LINE_WORDS = 2  # that a line counts beyond its own, so that short ones count at all
_FEW_LINES, _NAME_WORDS, _TITLE_WORDS = 3, 4, 25


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


@dataclass(slots=True)
class Sketch:
    """What is known of a page's lines before the model is asked."""

    lowered: list[str]
    bits: list[int]
    flags: Ints  # the bits again, without what error pages say: reports say too that something was not found
    glyphs: Glyphs
    run: tuple[int, int]  # the densest stretch of prose: its first line, and the one after it
    bare: bool

    @property
    def start(self) -> int:
        """Near where the article starts."""
        return 0 if self.bare else self.run[0]


def sketch(page: Page) -> Sketch:
    """A first look at a page that has lines."""
    texts = [block.text for block in page.blocks]
    lowered = [text.lower().replace("i\u0307", "i") for text in texts]  # what Turkish capitals become
    glyphs = read_glyphs(texts)
    bits = furniture_bits(lowered)
    for at in np.flatnonzero(_may_be_menus(glyphs) & (bits == 0)).tolist():
        bits[at] = NAVIGATION * is_menu(lowered[at])
    flags = bits & ~_ERROR
    weights = glyphs.words - _PROSE_WORDS - _FURNITURE_COST * (flags > 0)
    if page.marked_up:
        weights = weights - _LINK_COST * np.array([2 * block.links > len(block.text) for block in page.blocks])
    bare = not page.marked_up and _is_bare(page.blocks, glyphs, flags)
    return Sketch(lowered, bits.tolist(), flags, glyphs, best_run(weights.tolist()), bare)


def _may_be_menus(glyphs: Glyphs) -> Flags:
    """Which lines may be a menu in one line; where a script has no spaces, their words do not tell."""
    listed = (glyphs.uses[:, Use.MENU] >= MENU_SHARE * glyphs.words) | (glyphs.counts[:, Kind.WIDE] > 0)
    menus: Flags = listed & (glyphs.words >= MENU_WORDS) & (glyphs.sizes <= _MENU_CHARS)
    return menus


def observe(page: Page, title: str | None, url: str | None) -> Observed:
    """The features of every line; `title` where the producer gives one."""
    if not page.blocks:
        return Observed(title, [], np.zeros((0, 1), np.float32), np.zeros(0, np.float32), bare=False)
    seen = sketch(page)
    title = title or find_title(page, seen.lowered, seen.bits, seen.glyphs, seen.start, url)
    rows = describe(page, seen.lowered, seen.glyphs, seen.flags, seen.run, title or "")
    return Observed(title, seen.bits, rows, seen.glyphs.words, seen.bare)


def judge(page: Page, title: str | None, url: str | None) -> Judged:
    """Where the article stands in the page, and which of the lines there are its own."""
    seen = observe(page, title, url)
    if not page.blocks:
        return Judged(seen.title, [], [], 0, 0, bare=False)
    if seen.bare:
        return Judged(seen.title, [True] * len(seen.bits), seen.bits, 0, len(seen.bits), bare=True)
    kept = choose_lines(page, seen, markup_model() if page.marked_up else text_model())
    start = next((at for at, keep in enumerate(kept) if keep), 0)
    end = len(kept) - next((at for at, keep in enumerate(reversed(kept)) if keep), len(kept))
    return Judged(seen.title, kept, seen.bits, start, max(start, end), bare=False)


def choose_lines(page: Page, seen: Observed, weights: dict[str, Matrix]) -> list[bool]:
    """Whether each line is the article's, by a model's weights and by what mends its choice."""
    chosen = keep_lines(score_lines(weights, seen.rows), seen.sizes)
    kept = [
        keep and not _is_never(bit, size)
        for keep, bit, size in zip(chosen, seen.bits, seen.sizes.tolist(), strict=True)
    ]
    mend_lines(page, seen.title, seen.bits, seen.sizes, kept)
    return kept


def keep_lines(scores: Floats, sizes: Floats) -> list[bool]:
    """Whether each line is the article's; `scores` are its chances, `sizes` its words.

    An article is one stretch of the page: the one whose lines together speak most for it. What stands apart from it,
    be it the best of prose, is another article's. Inside, each line is judged by itself.
    """
    odds = np.clip(np.log(scores + _TINY) - np.log(1 - scores + _TINY), -_MOST_ODDS, _MOST_ODDS)
    gains = np.where(odds > 0, odds, _PATIENCE * odds) * (sizes + _LINE_WORDS)
    start, end = best_run(gains.tolist())
    if start == end:  # nothing speaks for an article: it is the likeliest line, or none
        start = int(scores.argmax())
        end = start + 1
    kept = scores > _KEPT
    kept[:start] = kept[end:] = False
    found: list[bool] = kept.tolist()
    return found


def _is_never(bits: int, words: float) -> bool:
    """Whether the line is no article's, whatever stands around it: a feed's disclaimer, a copyright."""
    return bool(bits & _DISCLAIMER) or (bool(bits & _LEGAL) and words < _LEGAL_WORDS)


def _is_bare(blocks: list[Block], glyphs: Glyphs, flags: Ints) -> bool:
    """Whether the text is an article already: no short line of it is furniture, and it does not begin as a page.

    Every page has furniture; where none is known, a page still names its site or section above the title.
    """
    words = glyphs.words
    if len(words) <= _FEW_LINES:
        return not flags.any()  # a flash
    # A blank line between the first two lines and none after them sets a title above the first line of a paragraph.
    titled = _NAME_WORDS if blocks[1].gap > blocks[2].gap else _TITLE_WORDS
    is_named = not glyphs.ends[:2].any() and words[0] <= _NAME_WORDS and words[1] <= titled
    return not (np.any((words < _PROSE_WORDS) & (flags > 0)) or is_named)


def kind_of(bits: int) -> str | None:
    """The first kind of furniture in the bits."""
    return KINDS[(bits & -bits).bit_length() - 1] if bits else None
