"""Lists what may be the title of a page: lines near the start of the article, and the titles that the page declares."""

import re
from dataclasses import dataclass

import numpy as np

from streams.stages.clean.characters import Kind
from streams.stages.clean.dates import is_date_line
from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import NAVIGATION
from streams.stages.clean.glyphs import Glyphs
from streams.stages.clean.page import Page
from streams.stages.clean.tokens import number_of

MOST_CHARS = 300
BEFORE = 150  # lines before the start of the article where its title may stand
_NEAR, _AFTER = 15, 10
_NEXT = 10  # lines of some words before the start that are looked at whatever they say; further up they must tell of it
_NAMING, _NAMING_SHARE = 3, 0.6  # words of the address or the window's title in a line that may stand anywhere
_FAR = 4  # such lines
ASKING = "?!？！؟"
_WIDE = "\u2e80"  # from here on scripts have no spaces
_DECLARED = 8
_CUTS = 4
# A word's letters and, in the scripts of India and Arabia, its marks, which are no letters to re; not their stops.
_WORD = re.compile(r"[\w\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u200c]+")
SEPARATOR = re.compile(r"\s[|•·»«:–—-]{1,2}\s|\s?\|\s?|\s?::\s?")
WHOLE, HEAD, TAIL, LINE, WINDOW = range(5)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be the title, and the line that says it (-1: the markup or the window's title alone)."""

    text: str
    folded: str
    line: int
    kind: int
    telling: set[str]  # its words that tell it from others: the longer ones, and all of scripts without spaces


def fold(text: str) -> str:
    """The words alone, in lower case: titles are compared by it."""
    return " ".join(_WORD.findall(text.lower()))


def telling_words(lowered: str) -> set[str]:
    """The words of a text in lower case that tell it from others, see Candidate."""
    return _telling(_WORD.findall(lowered))


def _telling(words: list[str]) -> set[str]:
    return {word for word in words if len(word) > 3 or word > "\u0e00"}


def _candidate(text: str, lowered: str, line: int, kind: int) -> Candidate:
    words = _WORD.findall(lowered)
    return Candidate(text, " ".join(words), line, kind, _telling(words))


def find_candidates(
    page: Page, lowered: list[str], bits: list[int], glyphs: Glyphs, start: int, lead: set[str], slug: set[str]
) -> tuple[list[Candidate], list[str], set[str]]:
    """What may be the title of the article that starts near that line; with the folded titles that are declared, and
    those of them, whole or cut, that a line of the page says as well. `lead` are the telling words it starts with,
    `slug` those of its address."""
    blocks = page.blocks
    heads = page.declared.titles[:_DECLARED]
    if not page.marked_up and start and len(blocks[0].text) <= MOST_CHARS and not is_date_line(blocks[0].text):
        heads = [blocks[0].text]  # a flattener writes the window's title first
    found: dict[str, Candidate] = {}
    named = slug.union(*(telling_words(head.lower()) for head in heads))
    near = _lines(page, lowered, bits, start, lead | named)
    far = [at for at in _named(glyphs, named) if not bits[at] & NAVIGATION]
    numbered = (glyphs.counts[:, Kind.DIGIT] > 0) | (glyphs.counts[:, Kind.WIDE] > 0)  # as dates are
    for at in sorted({*near, *far}):
        one = _candidate(blocks[at].text, lowered[at], at, LINE if at or page.marked_up else WINDOW)
        # Of equal lines an h1, else the last one before the article.
        before = found.get(one.folded)
        chosen = before is None or (at <= start and blocks[before.line].tag != "h1")
        if one.folded and chosen and not (numbered[at] and is_date_line(one.text)):
            found[one.folded] = one
    shown: set[str] = set()
    for head in dict.fromkeys(heads):
        for text, kind in ((head, WHOLE), *_cut(head)):
            one = _candidate(text, text.lower(), -1, kind)
            if same := found.get(one.folded):
                if same.kind == LINE and len(one.folded) > 15:
                    shown.add(one.folded)
            elif one.folded and len(text) <= MOST_CHARS:
                found[one.folded] = one
    return list(found.values()), [fold(head) for head in heads], shown


def _lines(page: Page, lowered: list[str], bits: list[int], start: int, told: set[str]) -> list[int]:
    blocks = page.blocks
    lead = [block.text for block in blocks[start : start + 2]]
    after = range(start + 1, min(len(blocks), start + _AFTER))
    # A sentence is no title where the article has begun, nor where the article's first line says it again.
    lines = [at for at in after if len(blocks[at].text) <= MOST_CHARS and not ends_sentence(blocks[at].text)]
    near = 0
    for at in range(start, max(0, start - BEFORE) - 1, -1):
        text = blocks[at].text
        if len(text) > MOST_CHARS or bits[at] & NAVIGATION:
            continue
        short = _is_short(text)
        if short and (start - at > _NEAR or (" " not in text and text < _WIDE)):
            continue  # further up, and in one word, an item of a menu
        near += not short
        if near > _NEXT and told.isdisjoint(lowered[at].split()):
            continue
        if not ends_sentence(text) or (not any(_begins(line, text) for line in lead) if start else text[-1] in ASKING):
            lines.append(at)
    if page.marked_up:
        lines += [at for at, block in enumerate(blocks) if block.tag == "h1" and len(block.text) <= MOST_CHARS]
    elif lines and len(blocks[0].text) <= MOST_CHARS:
        lines.append(0)
    return sorted({at for at in lines if not bits[at] & NAVIGATION})


def _named(glyphs: Glyphs, words: set[str]) -> list[int]:
    """The lines, wherever they stand, that say the most of these words and little else."""
    numbers = np.array([number_of(word) for word in words], np.uint32)
    edges = np.zeros(len(glyphs.long_words) + 1, np.int64)
    np.add.at(edges, np.searchsorted(glyphs.long_words, numbers), 1)
    np.add.at(edges, np.searchsorted(glyphs.long_words, numbers, side="right"), -1)
    count = len(glyphs.sizes)
    hits = np.bincount(glyphs.long_lines[np.cumsum(edges[:-1]) > 0], minlength=count)
    said = np.bincount(glyphs.long_lines, minlength=count)
    likely = np.flatnonzero((hits >= _NAMING) & (hits >= _NAMING_SHARE * said) & (glyphs.sizes <= MOST_CHARS))
    likeness = hits[likely] / (len(words) + said[likely] - hits[likely])
    found: list[int] = likely[np.argsort(-likeness, kind="stable")[:_FAR]].tolist()
    return found


def _begins(line: str, text: str) -> bool:
    return len(line) > len(text) and line.startswith(text[:-1])


def _is_short(text: str) -> bool:
    return text.count(" ") < 2 and not (len(text) > 7 and text[0] > "\u0e00")


def _cut(text: str) -> list[tuple[str, int]]:
    """A window's title without what stands before or after a separator: the site, the section."""
    parts: list[tuple[str, int]] = []
    for match in list(SEPARATOR.finditer(text))[-_CUTS:]:
        parts += [(text[: match.start()].strip(), HEAD), (text[match.end() :].strip(), TAIL)]
    return parts
