"""Describes each line of a page in numbers: form, words, place, furniture, likeness to the title and to the article.

Nothing here knows a site: a line is described by what lines of its kind share everywhere.
"""

import numpy as np

from streams.stages.clean.characters import Kind
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.glyphs import Column, Flags, Floats, Glyphs, Use, read_glyphs
from streams.stages.clean.marked import MARKED, describe_marks
from streams.stages.clean.page import Block, Page
from streams.stages.clean.tokens import Ints, Numbers

_SECTION_KINDS = sum(1 << KINDS.index(kind) for kind in ("related", "trending", "comment", "newsletter"))
_DATES = 1 << KINDS.index("dates")
_KEY = 200  # characters by which lines are taken for equal
_CORE_LINES, _CORE_CHARS = 8, 80
_PROSE_WORDS = 15
_LETTERS_OR_NOT = np.repeat(np.eye(2, dtype=np.float32), (Kind.DIGIT, Kind.COUNT - Kind.DIGIT), axis=0)
_REACHES = (4, 16)  # lines before and after that are summed up

TEXT_FEATURES = 82
MARKUP_FEATURES = TEXT_FEATURES + MARKED


def words_in(text: str) -> int:
    """Words, two characters counting as one where a script has no spaces."""
    spaces = text.count(" ") + 1
    if text.isascii() or len(text) < spaces * 12 or text[len(text) // 2] < "\u0e00":
        return spaces
    return max(spaces, len(text) // 2)


def best_run(weights: list[float]) -> tuple[int, int]:
    """Start and end of the run with the highest sum."""
    best, best_start, best_end = 0.0, 0, 0
    total, start = 0.0, 0
    for at, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, at
        total += weight
        if total > best:
            best, best_start, best_end = total, start, at + 1
    return best_start, best_end


def describe(page: Page, lowered: list[str], glyphs: Glyphs, flags: Ints, run: tuple[int, int], title: str) -> Floats:
    """One row for each line. `lowered` are the lines in lower case, `flags` their furniture, `run` the prose."""
    gaps = np.array([block.gap for block in page.blocks])
    columns = [
        *_form(page.blocks, glyphs, gaps),
        *np.unpackbits(
            flags.astype("<u4").view(np.uint8).reshape(-1, 4), axis=1, count=len(KINDS), bitorder="little"
        ).T,
        *_likeness(glyphs, run, _title_words(page.blocks, glyphs, title)),
        *_repeats(lowered),
        *_places(glyphs, flags, run, float(gaps.mean())),
        *(describe_marks(page, glyphs, run, title) if page.marked_up else ()),
    ]
    wanted = MARKUP_FEATURES if page.marked_up else TEXT_FEATURES
    if len(columns) != wanted:
        raise AssertionError(f"{len(columns)} features, expected {wanted}")
    rows = np.empty((wanted, len(page.blocks)), np.float32)
    for at, column in enumerate(columns):
        rows[at] = column
    return rows.T


def _form(blocks: list[Block], glyphs: Glyphs, gaps: Flags) -> list[Column]:
    """How the line is written: its length, its letters and marks, its words."""
    counts, words = glyphs.counts, np.maximum(glyphs.words, 1)
    letters, others = (counts @ _LETTERS_OR_NOT).T
    seen = np.maximum(letters + others, 1)
    cased = counts[:, Kind.LOWER] + counts[:, Kind.UPPER]
    heads = np.maximum(np.minimum(words, seen / 4), 1)
    first, last = glyphs.first, glyphs.last
    return [
        np.log1p(words) / 4,
        np.log1p(glyphs.sizes) / 6,
        np.minimum(letters / heads, 20) / 10,
        glyphs.ends,
        last == Kind.COLON,
        last == Kind.ASK,
        glyphs.cut,
        *(first == kind for kind in (Kind.LOWER, Kind.UPPER, Kind.DIGIT, Kind.QUOTE)),
        (first == Kind.BAR) | (first == Kind.DASH),
        glyphs.capitals / words,
        np.where(cased > 0, counts[:, Kind.UPPER] / np.maximum(cased, 1), 0.1),
        (counts[:, Kind.LETTER] + counts[:, Kind.WIDE]) / seen,
        counts[:, Kind.DIGIT] / seen,
        np.minimum(counts[:, Kind.COMMA] / (seen / 50 + 1), 2),
        np.minimum(counts[:, Kind.STOP] / (seen / 50 + 1), 2),
        np.minimum(counts[:, Kind.BAR], 5) / 3,
        np.minimum(counts[:, Kind.QUOTE], 4) / 3,
        counts[:, Kind.OPEN] > 0,
        counts[:, Kind.AT] > 0,
        counts[:, Kind.OTHER] > 0,
        np.minimum(counts[:, Kind.DASH], 3) / 2,
        glyphs.uses[:, Use.COMMON] / words,
        np.minimum(glyphs.uses[:, Use.REPORTING], 2),
        np.minimum(glyphs.uses[:, Use.YOU], 4) / 2,
        np.minimum(glyphs.uses[:, Use.YEAR] + glyphs.clocks, 2) / (1 + words / 20),
        np.minimum(glyphs.uses[:, Use.MONTH], 1) / (1 + words / 20),
        gaps,
        np.minimum(np.array([block.indent for block in blocks]) / 20, 2),
        words <= 3,
    ]


def _title_words(blocks: list[Block], glyphs: Glyphs, title: str) -> Numbers:
    """The numbers of the title's long words; nearly always a line says the title, and they are known already."""
    at = next((at for at, block in enumerate(blocks) if block.text == title), None)
    if at is None:
        return read_glyphs([title]).long_words if title else np.zeros(0, np.uint32)
    words: Numbers = glyphs.long_words[glyphs.long_lines == at]
    return words


def _likeness(glyphs: Glyphs, run: tuple[int, int], titled: Numbers) -> list[Column]:
    """How many of a line's long words the run, its first prose, and the title (given by their numbers) share."""
    count, lines = len(glyphs.sizes), glyphs.long_lines
    new = np.ones(len(lines), np.bool_)
    np.not_equal(glyphs.long_words[1:], glyphs.long_words[:-1], out=new[1:])  # of each word, its lines follow
    words = np.cumsum(new) - 1
    own = glyphs.long_words[new]
    start, end = run
    inside = (lines >= start) & (lines < end)
    core = np.zeros(count, bool)
    core[np.flatnonzero(glyphs.sizes[start:end] > _CORE_CHARS)[:_CORE_LINES] + start] = True
    leading = core[lines]
    # A word that only its own line holds makes no likeness.
    held = np.bincount(words[inside], minlength=len(own))[words] > inside
    led = np.bincount(words[leading], minlength=len(own))[words] > leading
    at = np.searchsorted(own, titled)  # both rise
    at = at[at < len(own)]
    known = np.zeros(len(own), bool)
    known[at[own[at] == titled[: len(at)]]] = True
    named = known[words]
    total = np.maximum(np.bincount(lines, minlength=count), 1)
    shared, first, hits = (np.bincount(lines[mask], minlength=count) for mask in (held, led, named))
    return [
        *(found / total for found in (shared, first, hits)),
        hits / max(1, int(known.sum())),
        np.minimum(hits, 3) / 3,
        np.minimum(total, 30) / 20,
    ]


def _repeats(lowered: list[str]) -> list[Column]:
    """How often the line stands elsewhere in the page, and whether it did before."""
    numbers: dict[str, int] = {}  # rising with the first line of each
    lines = np.array([numbers.setdefault(line[:_KEY], len(numbers)) for line in lowered])
    elsewhere = np.minimum(np.bincount(lines)[lines] - 1, 3) / 2
    highest = np.maximum.accumulate(lines)
    before = np.concatenate([[False], lines[1:] <= highest[:-1]])
    return [elsewhere, before]


def _places(glyphs: Glyphs, flags: Ints, run: tuple[int, int], gapped: float) -> list[Column]:
    """Where the line stands: in the page, in the run of prose, among the section marks of the furniture."""
    words = glyphs.words
    count = len(words)
    index = np.arange(count, dtype=np.float32)
    start, end = run
    total = max(float(words.sum()), 1.0)
    seen = max(1.0, float(glyphs.counts.sum()))
    after = index >= start
    marks = np.cumsum(((flags & _SECTION_KINDS) != 0) & (words < 12) & after)
    dated = np.cumsum(((flags & _DATES > 0) | (glyphs.uses[:, Use.YEAR] > 0)) & (words < 12) & after)
    prose = np.where((words > _PROSE_WORDS) & (flags == 0), words, 0)
    before = np.cumsum(prose) - prose
    sums = np.concatenate([[0.0], np.cumsum(prose)])
    lines = np.arange(count)
    near = []
    for reach in _REACHES:
        back, ahead = np.maximum(lines - reach, 0), np.minimum(lines + 1 + reach, count)
        near += [np.log1p(sums[lines] - sums[back]) / 6, np.log1p(sums[ahead] - sums[lines + 1]) / 6]
    return [
        index / count,
        np.log1p(index) / 5,
        np.log1p(count - index) / 5,
        np.log1p(count) / 5,
        (np.cumsum(words) - words) / total,
        np.log1p(before) / 7,
        np.log1p(prose.sum() - before) / 7,
        (index >= start) & (index < end),
        np.clip((index - start) / 20, -2, 2),
        np.clip((index - end) / 20, -2, 2),
        np.minimum(marks, 4) / 2,
        np.minimum(dated, 6) / 3,
        *near,
        float(prose.sum()) / total,
        gapped,
        float((words <= 3).mean()),
        float(glyphs.counts[:, Kind.WIDE].sum()) / seen,
        float(glyphs.counts[:, Kind.LETTER].sum()) / seen,
        words[np.minimum(lines + 1, count - 1)] > _PROSE_WORDS,
        words[np.maximum(lines - 1, 0)] > _PROSE_WORDS,
    ]
