"""Mends the choice of lines: what plainly is no first line, no last one or no line at all, whatever the model says."""

import numpy as np

from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.glyphs import Floats
from streams.stages.clean.page import Block, Page

# What is furniture, but may be an article's last line.
_ENDINGS = sum(1 << KINDS.index(kind) for kind in ("credits", "caption", "byline", "dates", "author", "error"))
_CREDITS, _RELATED = 1 << KINDS.index("credits"), 1 << KINDS.index("related")
_ROW_WORDS = 15  # of a footer, its bars counted
_PROSE_WORDS = 10
_PHRASE_WORDS = 4
_TOP_WORDS, _BOTTOM_WORDS, _MOST_STRAYS = 8, 10, 3
_ABOVE = 30  # lines
_COPY_WORDS, _TOLD_CHARS, _MOST_TOLD, _TOLD_AGAIN = 100, 40, 12, 3
_MOST_ABOVE = 2.0  # times the words below the title, to be taken for another article's


def mend_lines(page: Page, title: str | None, bits: list[int], sizes: Floats, kept: list[bool]) -> None:
    """Changes `kept` in place; `bits` is the furniture of each line, `sizes` its words."""
    _drop_copies(page, sizes, kept)
    if page.marked_up:
        _drop_other_stories(page, title, sizes, kept)
    _drop_announced(page, bits, sizes, kept)
    _drop_last_headings(page, bits, sizes, kept)
    if not page.marked_up:
        _drop_strays(page, title, bits, sizes, kept)
    start = next((at for at, keep in enumerate(kept) if keep), 0)
    if start and _says_the_standfirst(page, start - 1, bits, sizes):
        kept[start - 1] = True


def _drop_copies(page: Page, sizes: Floats, kept: list[bool]) -> None:
    """Some pages hold the whole article once more in one piece, for machines or for print."""
    told = [
        block.text for block, keep in zip(page.blocks, kept, strict=True) if keep and len(block.text) >= _TOLD_CHARS
    ]
    total = sum(map(len, told))
    for at, block in enumerate(page.blocks):
        # Pulled quotes repeat a few lines of an article too, and are much shorter than it.
        if kept[at] and sizes[at] >= _COPY_WORDS and total >= 1.5 * len(block.text):
            kept[at] = sum(text in block.text for text in told[:_MOST_TOLD] if text != block.text) < _TOLD_AGAIN


def _drop_other_stories(page: Page, title: str | None, sizes: Floats, kept: list[bool]) -> None:
    """What stands above the title's line is another article's, where enough of this one stands below; and so is what
    stands below the next heading that is set as the title is set."""
    at = next((at for at, block in enumerate(page.blocks) if block.text == title), None)
    words = np.where(kept, sizes, 0)
    if at is None or words[:at].sum() > _MOST_ABOVE * words[at:].sum():
        return
    kept[:at] = [False] * at
    head = page.blocks[at]
    if head.tag in ("h1", "h2"):
        end = next((end for end in range(at + 1, len(kept)) if _is_set_as(page.blocks[end], head)), len(kept))
        kept[end:] = [False] * (len(kept) - end)


def _is_set_as(block: Block, head: Block) -> bool:
    """Whether the block is a title of the same form, of another article in the same sort of place."""
    looks = [(one.tag, one.own, one.around) for one in (block, head)]
    return looks[0] == looks[1] and block.container != head.container and block.text != head.text


def _drop_last_headings(page: Page, bits: list[int], sizes: Floats, kept: list[bool]) -> None:
    """No article ends with the heading of what follows it, such as Read also, nor with a row of a footer."""
    for at in [at for at, keep in enumerate(kept) if keep][::-1]:
        if not bits[at] & ~_ENDINGS or sizes[at] >= _ROW_WORDS or ends_sentence(page.blocks[at].text):
            return
        kept[at] = False


def _drop_strays(page: Page, title: str | None, bits: list[int], sizes: Floats, kept: list[bool]) -> None:
    """An article begins and ends with a sentence: a few short lines without a stop, which stand above its first
    paragraph or below its last, are a section's name, a tool of the page or the next heading. More of them are a list.
    """
    lines = [at for at, keep in enumerate(kept) if keep]
    prose = [ends_sentence(page.blocks[at].text) for at in lines if sizes[at] >= _PROSE_WORDS]
    if 2 * sum(prose) <= len(prose):
        return  # a script or a style without stops, or no prose at all
    for order, most in ((lines, _TOP_WORDS), (lines[::-1], _BOTTOM_WORDS)):
        strays: list[int] = []
        for at in order:
            closed = bits[at] & _CREDITS or _is_closed(page.blocks[at].text) or _goes_on(page, at)
            if (closed or sizes[at] >= most) and page.blocks[at].text != title:
                break
            strays.append(at)
        if len(strays) <= _MOST_STRAYS:
            for at in strays:
                kept[at] = False


def _goes_on(page: Page, at: int) -> bool:
    """Whether the next line goes on with the sentence."""
    after = page.blocks[at + 1] if at + 1 < len(page.blocks) else None
    return after is not None and not after.gap and after.text[0].islower()


def _is_closed(text: str) -> bool:
    return ends_sentence(text) and text[-1] not in ":："


def _drop_announced(page: Page, bits: list[int], sizes: Floats, kept: list[bool]) -> None:
    """A line that says nothing but Read also has the title of another article below it."""
    for at in range(1, len(kept)):
        if (
            kept[at]
            and bits[at - 1] & _RELATED
            and sizes[at - 1] <= _PHRASE_WORDS
            and sizes[at] < _ROW_WORDS
            and not ends_sentence(page.blocks[at].text)
        ):
            kept[at - 1] = kept[at] = False


def _says_the_standfirst(page: Page, at: int, bits: list[int], sizes: Floats) -> bool:
    """Whether the line is a paragraph that stood further up as well: many pages begin with it, and show it above."""
    text = page.blocks[at].text
    prose = sizes[at] >= _PROSE_WORDS and not bits[at] and ends_sentence(text)
    return prose and any(block.text == text for block in page.blocks[max(0, at - _ABOVE) : at])
