"""Describes in numbers what may be the title of a page: its words, its place, who else says it.

Nothing here knows a site. The numbers are weighed by a small model, see headline.py.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from urllib.parse import unquote, urlsplit

import numpy as np
import numpy.typing as npt

from streams.stages.clean.candidates import (
    ASKING,
    BEFORE,
    HEAD,
    LINE,
    MOST_CHARS,
    SEPARATOR,
    TAIL,
    WHOLE,
    WINDOW,
    Candidate,
    find_candidates,
    fold,
    telling_words,
)
from streams.stages.clean.characters import Kind
from streams.stages.clean.features import words_in
from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.glyphs import Glyphs
from streams.stages.clean.markup import COMMENT, HIDDEN, NAV, RELATED, TITLE
from streams.stages.clean.page import Page

Matrix = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LEAD_LINES, _LEAD_CHARS = 6, 600
_TOLD = 2  # words of a candidate that the article, the address or the window's title say, where others need one
_UNDER, _OVER = 6, 3  # lines under a title and over it that are looked at
_BYLINE_CHARS = 120
_DATED = re.compile(r"\d(?:\d?[./-]\d\d?[./-]\d\d|:\d\d|(?<=\b1)9\d\d\b|(?<=\b2)0\d\d\b)")
_LISTED = re.compile(r"[•*+#>»▶►–—-]\s|\d{1,3}[.)]\s")
_BY = sum(1 << KINDS.index(kind) for kind in ("byline", "dates", "author"))
_SAID, _PLACED, _FORM, _RANKED, _NONE = 25, 27, 17, 8, 4
FEATURES = _SAID + _PLACED + _FORM + _RANKED + _NONE
CASED = tuple(_SAID + _PLACED + at for at in (12, 14, 15))  # columns that are empty in scripts without capitals
_ON_LINE, _LIKENESS, _SHARE, _KNOWN = 3, 9, 16, 17  # columns of what is said


class Describer:
    """Describes the candidates of a page; the row after the last one stands for "this page has no title"."""

    def __init__(
        self, page: Page, lowered: list[str], bits: list[int], glyphs: Glyphs, start: int, url: str | None
    ) -> None:
        """`lowered`, `bits` (see furniture.py) and `glyphs` belong to the lines of the page."""
        self.page, self.lowered, self.bits, self.glyphs, self.start = page, lowered, bits, glyphs, start
        self.lead = [telling_words(low[:_LEAD_CHARS]) for low in lowered[start : start + _LEAD_LINES]]
        self.lead_words = Counter(word for words in self.lead for word in words)
        self.slug = slug_words(url)
        found, self.declared, self.shown = find_candidates(
            page, lowered, bits, glyphs, start, set(self.lead_words), self.slug
        )
        self.declared_words = [telling_words(text) for text in dict.fromkeys(self.declared)]
        telling = self._telling(found)
        self.candidates, self.led = [one for one, _ in telling], [led for _, led in telling]
        self.folds = sorted(one.folded for one in self.candidates)
        self.parts = [one.folded for one in self.candidates if one.line <= 0 and len(one.folded) > 15]
        self.times = Counter(low for low in lowered if len(low) <= MOST_CHARS)

    def _telling(self, found: list[Candidate]) -> list[tuple[Candidate, set[str]]]:
        """The candidates, each with its words that the article's first lines say. Where one shares words with the
        article, the address or the window's title, those that share none are left out."""
        named = self.slug.union(*self.declared_words)
        led = [self._led(one) for one in found]
        told = [
            len(words | (one.telling & (named if one.kind == LINE else self.slug)))
            for one, words in zip(found, led, strict=True)
        ]
        least = max(told, default=0) >= _TOLD
        return [(one, words) for one, words, count in zip(found, led, told, strict=True) if count >= least]

    def _led(self, one: Candidate) -> set[str]:
        led = one.telling.intersection(self.lead_words)
        at = one.line - self.start
        if 0 <= at < len(self.lead):  # a line does not tell of itself
            led = {word for word in led if self.lead_words[word] > (word in self.lead[at])}
        return led

    def rows(self) -> Matrix:
        """One row for each candidate, and one for none."""
        count = len(self.candidates)
        rows = np.zeros((count + 1, FEATURES), np.float32)
        if count:
            said = np.array(list(map(self._said, self.candidates, self.led)), np.float32)
            form = np.array([_form(one.text) for one in self.candidates], np.float32)
            rows[:count, :-_NONE] = np.concatenate([said, self._placed(), form, self._ranked(said)], axis=1)
        blocks = self.page.blocks
        sentence = ends_sentence(blocks[0].text) and blocks[0].text[-1] not in ASKING
        rows[count, -_NONE:] = 1.0, self.start == 0, sentence, len(blocks) <= 3
        return rows

    def _said(self, one: Candidate, led: set[str]) -> tuple[float, ...]:
        """Who else says it: the markup, the window's title, the address, the article's first lines."""
        folded, kind, telling, declared = one.folded, one.kind, one.telling, self.declared
        exact = declared.count(folded)
        inside = (
            [text for text in declared if folded in text and text != folded] if declared and len(folded) > 8 else []
        )
        likeness = max([len(telling & own) / (len(telling | own) or 1) for own in self.declared_words], default=0.0)
        known, share = len(led), len(led) / (len(telling) or 1)
        listed = {word for word in folded.split() if len(word) > 2} if len(self.slug) >= 3 else ()
        both = len(self.slug.intersection(listed))
        times = self.times[self.lowered[one.line]] if one.line >= 0 else 0
        after = bisect_right(self.folds, folded)
        glued = len(folded) > 15 and after < len(self.folds) and self.folds[after].startswith(folded)
        on_line, found = kind == LINE, bool(self.shown)
        return (
            kind == WHOLE, kind == HEAD, kind == TAIL, on_line, kind == WINDOW,
            exact >= 1, exact >= 2, bool(inside), any(text.startswith(folded) for text in inside), likeness,
            both / (len(listed) or 1), both / (len(self.slug) or 1), len(self.slug) < 3,
            times >= 2, times >= 3, glued, share, min(known, 6) / 6,
            on_line and found and folded not in self.shown, on_line and not found, likeness * (on_line and not found),
            not on_line and found, share * (not on_line and not found),
            kind == WHOLE and exact >= 1 and not SEPARATOR.search(one.text),
            on_line and any(folded.startswith(part) and folded != part for part in self.parts),
        )  # fmt: skip

    def _ranked(self, said: Matrix) -> Matrix:
        """How each candidate compares with the best line of the page: whether it is the one, how far it falls short."""
        on_line = said[:, _ON_LINE] > 0
        likeness, share, known = said[:, _LIKENESS], said[:, _SHARE], said[:, _KNOWN]
        columns = []
        for values in (likeness, share, known):
            best = float(values[on_line].max(initial=0.0))
            columns += [on_line & (values == best) & (best > 0), best - values]
        best = float(likeness[on_line].max(initial=0.0))
        unsaid = not self.shown
        columns += [np.full(len(said), best) * ~on_line * unsaid, on_line & (likeness == best) & (best > 0) & unsaid]
        return np.array(columns, np.float32).T

    def _placed(self) -> Matrix:
        """Where the line of each candidate stands and what stands around it; zeros where no line says it."""
        lines = np.array([one.line for one in self.candidates])
        on_page = lines[lines >= 0]
        rows = np.zeros((len(lines), _PLACED), np.float32)
        if not len(on_page):
            return rows
        blocks, end = self.page.blocks, len(self.page.blocks)
        away = on_page - self.start
        first = min(int(on_page.min()), self.start)
        last = max(int(on_page.max()), self.start)
        around = range(max(0, first - _OVER), min(end, last + _UNDER))
        words = self.glyphs.words[around.start : around.stop]
        signed = self._signed(around)
        signs = np.concatenate([[0], np.cumsum(signed)])
        likely = np.concatenate([[0], np.cumsum((words >= 4) & (words <= 30))])
        at = on_page - around.start
        most = len(around)
        before = (away < 0) & (away >= -BEFORE)
        between = np.where(before, likely[self.start - around.start] - likely[np.minimum(at + 1, most)], 0)
        under = signs[np.minimum(at + _UNDER, most)] > signs[at + 1]
        kinds = np.array([one.kind for one in self.candidates if one.line >= 0])
        beside, above = np.minimum(at + 1, most - 1), np.maximum(at - 1, 0)
        follows = on_page + 1 < end
        gaps = np.array([block.gap for block in blocks[around.start : around.stop]])
        next_sign = np.append(np.flatnonzero(signed), most)[signs[at + 1]]
        to_sign = likely[next_sign] - likely[np.minimum(at + 1, most)]
        columns = [
            away >= 0, away > 1, away > 3, np.log1p(abs(away)) / 4, np.minimum(between, 8) / 8,
            under, signs[np.minimum(at + 3, most)] > signs[at + 1], signs[at] > signs[np.maximum(at - _OVER, 0)],
            under & (kinds == LINE) & (not self.shown),
            follows & (words[beside] >= 12), gaps[at], follows & gaps[beside],
            (next_sign < most) & (to_sign == 0), (next_sign < most) & (to_sign == 1), np.minimum(to_sign, 8) / 8,
            signed[at], words[above] <= 2, np.log1p(on_page) / 5, follows & (words[beside] <= 3),
        ]  # fmt: skip
        rows[lines >= 0, 8:] = np.array(columns, np.float32).T
        if self.page.marked_up:
            rows[lines >= 0, :8] = self._marked(on_page.tolist())
        return rows

    def _signed(self, lines: range) -> Flags:
        """Which of the lines look like a byline or a date."""
        blocks = self.page.blocks[lines.start : lines.stop]
        numbered = self.glyphs.counts[lines.start : lines.stop, Kind.DIGIT].tolist()
        return np.array([
            len(block.text) < _BYLINE_CHARS and bool(bits & _BY or (digits and _DATED.search(block.text)))
            for block, bits, digits in zip(blocks, self.bits[lines.start : lines.stop], numbered, strict=True)
        ])  # fmt: skip

    def _marked(self, lines: list[int]) -> list[tuple[float, ...]]:
        """What the markup says of the lines."""
        blocks = self.page.blocks
        one_h1 = sum(block.tag == "h1" for block in blocks) == 1
        return [
            (
                block.tag == "h1", block.tag == "h1" and one_h1, block.tag == "h2", block.tag in ("h3", "h4", "h5"),
                block.tag != "" and block.tag[0] != "h", bool(block.own & TITLE),
                bool((block.own | block.around) & (NAV | RELATED | COMMENT | HIDDEN)),
                min(block.links / len(block.text), 1.0),
            )
            for block in map(blocks.__getitem__, lines)
        ]  # fmt: skip


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
    asks, cut = text[-1] in ASKING, text.endswith(("…", "..."))
    return (
        count < 2, count < 4, count < 6, count > 16, count > 24, math.log(count) / 3,
        ends_sentence(text) and not asks and not cut, asks, cut,
        _DATED.search(text) is not None, "|" in text or "•" in text, "http" in text or "@" in text or ".com" in text,
        sum([word[0].isupper() for word in words]) / len(words), sum(map(str.isdigit, text)) / len(text),
        text.isupper(), text[0].islower(), _LISTED.match(text) is not None,
    )  # fmt: skip
