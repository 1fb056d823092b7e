"""Lists what may be the title of a page and describes each in numbers: its words, its place, who else says it.

Nothing here knows a site. The numbers are weighed by a small model, see headline.py.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import numpy as np
import numpy.typing as npt

from streams.stages.clean.features import words_in
from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.markup import COMMENT, HIDDEN, NAV, RELATED, TITLE
from streams.stages.clean.page import Page

Matrix = npt.NDArray[np.float32]

MOST_CHARS = 300
_BEFORE, _NEAR, _AFTER = 150, 15, 10  # lines around the start of the article where its title may stand
_DECLARED = 8
_CUTS = 4
_LEAD_LINES, _LEAD_CHARS = 6, 600
_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s[|•·»«:–—-]{1,2}\s|\s?\|\s?|\s?::\s?")
_DATED = re.compile(r"\d\d?[./-]\d\d?[./-]\d\d|\d:\d\d|\b(?:19|20)\d\d\b")
_LISTED = re.compile(r"[•*+#>»▶►–—-]\s|\d{1,3}[.)]\s")
_BY = sum(1 << KINDS.index(kind) for kind in ("byline", "dates", "author"))
_WHOLE, _HEAD, _TAIL, _LINE, _WINDOW = range(5)
FEATURES = 24 + 20 + 17 + 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be the title, and the line that says it (-1: the markup or the window's title alone)."""

    text: str
    folded: str
    line: int
    kind: int


def fold(text: str) -> str:
    """The words alone, in lower case: titles are compared by it."""
    return " ".join(_WORD.findall(text.lower()))


def find_candidates(page: Page, start: int) -> tuple[list[Candidate], list[str], set[str]]:
    """What may be the title of the article that starts near that line; with the folded titles that are declared, and
    those of them, whole or cut, that a line of the page says as well."""
    blocks = page.blocks
    found: dict[str, Candidate] = {}
    for at in _lines(page, start):
        text = blocks[at].text
        folded = fold(text)
        # Of equal lines an h1, else the last one before the article.
        before = found.get(folded)
        if folded and (before is None or (at <= start and blocks[before.line].tag != "h1")):
            found[folded] = Candidate(text, folded, at, _LINE if at or page.marked_up else _WINDOW)
    heads = page.declared.titles[:_DECLARED]
    if not page.marked_up and start and len(blocks[0].text) <= MOST_CHARS:
        heads = [blocks[0].text]  # a flattener writes the window's title first
    shown: set[str] = set()
    for head in dict.fromkeys(heads):
        for text, kind in ((head, _WHOLE), *_cut(head)):
            folded = fold(text)
            if folded in found:
                if found[folded].kind == _LINE and len(folded) > 15:
                    shown.add(folded)
            elif folded and len(text) <= MOST_CHARS:
                found[folded] = Candidate(text, folded, -1, kind)
    return list(found.values()), [fold(head) for head in heads], shown


def _lines(page: Page, start: int) -> list[int]:
    blocks = page.blocks
    lines: list[int] = []
    lead = [block.text for block in blocks[start : start + 2]]
    for at in range(max(0, start - _BEFORE), min(len(blocks), start + _AFTER)):
        text = blocks[at].text
        if len(text) > MOST_CHARS or (start - at > _NEAR and _is_short(text)):
            continue
        # A sentence is no title where the article has begun, nor where the article's first line says it again.
        prose = ends_sentence(text) and (
            at > start or not start or any(len(line) > len(text) and line.startswith(text[:-1]) for line in lead)
        )
        if not prose:
            lines.append(at)
    if page.marked_up:
        heads = {at for at, block in enumerate(blocks) if block.tag == "h1" and len(block.text) <= MOST_CHARS}
        lines = sorted(heads.union(lines))
    elif lines and lines[0] and len(blocks[0].text) <= MOST_CHARS:
        lines.insert(0, 0)
    return lines


def _is_short(text: str) -> bool:
    return text.count(" ") < 2 and not (len(text) > 7 and text[0] > "\u0e00")


def _cut(text: str) -> list[tuple[str, int]]:
    """A window's title without what stands before or after a separator: the site, the section."""
    parts: list[tuple[str, int]] = []
    for match in list(_SEPARATOR.finditer(text))[-_CUTS:]:
        parts += [(text[: match.start()].strip(), _HEAD), (text[match.end() :].strip(), _TAIL)]
    return parts


class Describer:
    """Describes the candidates of a page; the row after the last one stands for "this page has no title"."""

    def __init__(self, page: Page, lowered: list[str], bits: list[int], start: int, url: str | None) -> None:
        """`lowered` and `bits` (see furniture.py) belong to the lines of the page."""
        self.page, self.bits, self.start = page, bits, start
        self.candidates, self.declared, self.shown = find_candidates(page, start)
        self.declared_words = [_telling(text.split()) for text in dict.fromkeys(self.declared)]
        self.folds = sorted(one.folded for one in self.candidates)
        self.slug = slug_words(url)
        self.counts = Counter(lowered)
        self.lead = [set(fold(low[:_LEAD_CHARS]).split()) for low in lowered[start : start + _LEAD_LINES]]
        self.lead_words = Counter(word for words in self.lead for word in words)
        self.one_h1 = sum(block.tag == "h1" for block in page.blocks) == 1
        self.between = self._between()
        self.by: dict[int, bool] = {}

    def _between(self) -> dict[int, int]:
        """For the lines before the article: how many lines like a title stand between."""
        between: dict[int, int] = {}
        likely = 0
        for at in range(min(len(self.page.blocks), self.start) - 1, max(-1, self.start - _BEFORE - 1), -1):
            between[at] = likely
            likely += 4 <= words_in(self.page.blocks[at].text) <= 30
        return between

    def rows(self) -> Matrix:
        """One row for each candidate, and one for none."""
        rows = [(*self._said(one), *self._placed(one), *_form(one.text), 0.0, 0.0, 0.0, 0.0) for one in self.candidates]
        count = len(self.page.blocks)
        sentence = count > 0 and ends_sentence(self.page.blocks[0].text)
        rows.append((*[0.0] * (FEATURES - 4), 1.0, float(self.start == 0), float(sentence), float(count <= 3)))
        return np.array(rows, dtype=np.float32)

    def _said(self, one: Candidate) -> tuple[float, ...]:
        """Who else says it: the markup, the window's title, the address, the article's first lines."""
        folded, words = one.folded, one.folded.split()
        telling = _telling(words)
        exact = self.declared.count(folded)
        inside = [text for text in self.declared if text != folded and len(folded) > 8 and folded in text]
        likeness = max((len(telling & own) / (len(telling | own) or 1) for own in self.declared_words), default=0.0)
        line = one.line - self.start
        own_line = self.lead[line] if 0 <= line < len(self.lead) else ()
        known = sum(self.lead_words[word] > (word in own_line) for word in telling)
        share = known / (len(telling) or 1)
        listed = {word for word in words if len(word) > 2} if len(self.slug) >= 3 else set()
        both = len(self.slug & listed)
        times = self.counts[one.text.lower()]
        after = bisect_right(self.folds, folded)
        glued = len(folded) > 15 and after < len(self.folds) and self.folds[after].startswith(folded)
        on_line, found = one.kind == _LINE, bool(self.shown)
        return (
            one.kind == _WHOLE, one.kind == _HEAD, one.kind == _TAIL, on_line, one.kind == _WINDOW,
            exact >= 1, exact >= 2, bool(inside), any(text.startswith(folded) for text in inside), likeness,
            both / (len(listed) or 1), both / (len(self.slug) or 1), len(self.slug) < 3,
            times >= 2, times >= 3, glued, share, min(known, 6) / 6,
            on_line and found and folded not in self.shown, on_line and not found, likeness * (on_line and not found),
            not on_line and found, share * (not on_line and not found),
            one.kind == _WHOLE and exact >= 1 and not _SEPARATOR.search(one.text),
        )  # fmt: skip

    def _placed(self, one: Candidate) -> tuple[float, ...]:
        """Where its line stands and what stands around it."""
        at, blocks = one.line, self.page.blocks
        if at < 0:
            return (0.0,) * 20
        block, away = blocks[at], at - self.start
        marks = block.own | block.around
        next_by = self._near_by(range(at + 1, at + 6))
        beside = blocks[at + 1 : at + 3]
        free = one.kind == _LINE and not self.shown
        return (
            block.tag == "h1", block.tag == "h1" and self.one_h1, block.tag == "h2", block.tag in ("h3", "h4", "h5"),
            block.tag != "" and block.tag[0] != "h", bool(block.own & TITLE),
            bool(marks & (NAV | RELATED | COMMENT | HIDDEN)), min(block.links / len(block.text), 1.0),
            away >= 0, away > 1, away > 3, math.log1p(abs(away)) / 4, min(self.between.get(at, 0), 8) / 8,
            next_by, self._near_by(range(at + 1, at + 3)), self._near_by(range(max(0, at - 3), at)), next_by and free,
            bool(beside) and words_in(beside[0].text) >= 12, block.gap, bool(beside) and beside[0].gap,
        )  # fmt: skip

    def _near_by(self, lines: range) -> bool:
        return any(self._is_by(at) for at in lines if at < len(self.page.blocks))

    def _is_by(self, at: int) -> bool:
        """Whether the line looks like a byline or a date."""
        known = self.by.get(at)
        if known is None:
            text = self.page.blocks[at].text
            known = self.by[at] = len(text) < 120 and bool(self.bits[at] & _BY or _DATED.search(text))
        return known


def _telling(words: list[str]) -> set[str]:
    return {word for word in words if len(word) > 3 or word > "\u0e00"}


def slug_words(url: str | None) -> set[str]:
    """The words of an address's longest part."""
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return set()
    last = max(path.split("/"), key=len, default="")
    return {
        word for word in fold(last.replace("-", " ").replace("_", " ")).split() if not word.isdigit() and len(word) > 2
    }


def _form(text: str) -> tuple[float, ...]:
    count = words_in(text)
    words = text.split()
    asks, cut = text[-1] in "?!？！", text.endswith(("…", "..."))
    return (
        count < 2, count < 4, count < 6, count > 16, count > 24, math.log(count) / 3,
        ends_sentence(text) and not asks and not cut, asks, cut,
        _DATED.search(text) is not None, "|" in text or "•" in text, "http" in text or "@" in text or ".com" in text,
        sum(word[0].isupper() for word in words) / len(words), sum(map(str.isdigit, text)) / len(text), text.isupper(),
        text[0].islower(), _LISTED.match(text) is not None,
    )  # fmt: skip
