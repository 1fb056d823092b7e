"""Describes each line of a page in numbers: form, words, place, furniture, likeness to the title and to the article.

Nothing here knows a site: a line is described by what lines of its kind share everywhere.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from streams.stages.clean.furniture import KINDS
from streams.stages.clean.glyphs import Floats, Glyphs, Hashes, Ints, Kind, read_glyphs
from streams.stages.clean.markup import BITS, NAV, RELATED
from streams.stages.clean.page import Block, Page

_TAGS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "td", "blockquote", "figcaption", "span", "section",
         "article", "dd", "tr")  # fmt: skip
_TAG_COLUMN = {tag: column for column, tag in enumerate(_TAGS)}
_SECTION_KINDS = sum(1 << KINDS.index(kind) for kind in ("related", "trending", "comment", "newsletter"))
_DATES = 1 << KINDS.index("dates")
_KEY = 200  # characters by which lines are taken for equal
_CORE_LINES, _CORE_CHARS = 8, 80
_PROSE_WORDS = 15
_SUMMARY_CHARS, _SAID_CHARS, _FEWEST_SAID = 60, 40, 20
_REACHES = (4, 16)  # lines before and after that are summed up

TEXT_FEATURES = 82
MARKUP_FEATURES = TEXT_FEATURES + len(_TAGS) + 2 * BITS + 23


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
    parts = [
        _form(page.blocks, glyphs),
        ((flags[:, None] >> np.arange(len(KINDS))) & 1).astype(np.float32),
        _likeness(glyphs, run, _title_words(page.blocks, glyphs, title)),
        _repeats(lowered),
        _places(page.blocks, glyphs, flags, run),
    ]
    if page.marked_up:
        parts += [_marked(page.blocks, glyphs.words), _declared(page, glyphs, run, title)]
    rows = np.concatenate(parts, axis=1)
    wanted = MARKUP_FEATURES if page.marked_up else TEXT_FEATURES
    if rows.shape[1] != wanted:
        raise AssertionError(f"{rows.shape[1]} features, expected {wanted}")
    return rows


def _form(blocks: list[Block], glyphs: Glyphs) -> Floats:
    counts, words = glyphs.counts, np.maximum(glyphs.words, 1)
    seen = np.maximum(counts.sum(axis=1), 1)
    letters = counts[:, : Kind.DIGIT].sum(axis=1)
    cased = counts[:, Kind.LOWER] + counts[:, Kind.UPPER]
    heads = np.maximum(np.minimum(words, seen / 4), 1)
    first, last = glyphs.first, glyphs.last
    stopped = (last == Kind.STOP).tolist()
    columns = [
        np.log1p(words) / 4,
        np.log1p(glyphs.sizes) / 6,
        np.minimum(letters / heads, 20) / 10,
        glyphs.ends,
        last == Kind.COLON,
        last == Kind.ASK,
        [stops and block.text.endswith(("…", "...")) for stops, block in zip(stopped, blocks, strict=True)],
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
        glyphs.flagged[:, 0] / words,
        np.minimum(glyphs.flagged[:, 1], 2),
        np.minimum(glyphs.flagged[:, 2], 4) / 2,
        np.minimum(glyphs.flagged[:, 3] + glyphs.clocks, 2) / (1 + words / 20),
        np.minimum(glyphs.flagged[:, 4], 1) / (1 + words / 20),
        [block.gap for block in blocks],
        [block.indent / 20 if block.indent < 40 else 2.0 for block in blocks],
        words <= 3,
    ]
    return _rows(columns, len(blocks))


def _rows(columns: Sequence[npt.ArrayLike], count: int) -> Floats:
    """The columns side by side."""
    rows = np.empty((count, len(columns)), np.float32)
    for at, column in enumerate(columns):
        rows[:, at] = column
    return rows


def _title_words(blocks: list[Block], glyphs: Glyphs, title: str) -> Hashes:
    """The numbers of the title's long words; nearly always a line says the title, and they are known already."""
    at = next((at for at, block in enumerate(blocks) if block.text == title), None)
    if at is None:
        return read_glyphs([title]).long_words if title else np.zeros(0, np.uint64)
    first, last = np.searchsorted(glyphs.long_lines, [at, at + 1])
    return glyphs.long_words[first:last]


def _likeness(glyphs: Glyphs, run: tuple[int, int], titled: Hashes) -> Floats:
    """How many of a line's long words the run, its first prose, and the title (given by their numbers) share."""
    count, lines = len(glyphs.sizes), glyphs.long_lines
    own, words = np.unique(glyphs.long_words, return_inverse=True)
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
    shares = [np.bincount(lines[mask], minlength=count) / total for mask in (held, led, named)]
    hits = np.bincount(lines[named], minlength=count)
    columns = [*shares, hits / max(1, int(known.sum())), np.minimum(hits, 3) / 3, np.minimum(total, 30) / 20]
    return _rows(columns, count)


def _repeats(lowered: list[str]) -> Floats:
    """How often the line stands elsewhere in the page, and whether it did before."""
    keys = [line[:_KEY] for line in lowered]
    numbers = dict(zip(dict.fromkeys(keys), range(len(keys)), strict=False))  # rising with the first line of each
    lines = np.fromiter(map(numbers.__getitem__, keys), np.int64, len(keys))
    elsewhere = np.minimum(np.bincount(lines)[lines] - 1, 3) / 2
    highest = np.maximum.accumulate(lines)
    before = np.concatenate([[False], lines[1:] <= highest[:-1]])
    return _rows([elsewhere, before], len(keys))


def _places(blocks: list[Block], glyphs: Glyphs, flags: Ints, run: tuple[int, int]) -> Floats:
    """Where the line stands: in the page, in the run of prose, among the section marks of the furniture."""
    words = glyphs.words
    count = len(words)
    index = np.arange(count, dtype=np.float32)
    start, end = run
    total = max(float(words.sum()), 1.0)
    seen = max(1.0, float(glyphs.counts.sum()))
    after = index >= start
    marks = np.cumsum(((flags & _SECTION_KINDS) != 0) & (words < 12) & after)
    dated = np.cumsum(((flags & _DATES > 0) | (glyphs.flagged[:, 3] > 0)) & (words < 12) & after)
    prose = np.where((words > _PROSE_WORDS) & (flags == 0), words, 0)
    before = np.cumsum(prose) - prose
    sums = np.concatenate([[0.0], np.cumsum(prose)])
    lines = np.arange(count)
    near = []
    for reach in _REACHES:
        back, ahead = np.maximum(lines - reach, 0), np.minimum(lines + 1 + reach, count)
        near += [np.log1p(sums[lines] - sums[back]) / 6, np.log1p(sums[ahead] - sums[lines + 1]) / 6]
    columns = [
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
        sum([block.gap for block in blocks]) / count,
        float((words <= 3).mean()),
        float(glyphs.counts[:, Kind.WIDE].sum()) / seen,
        float(glyphs.counts[:, Kind.LETTER].sum()) / seen,
        words[np.minimum(lines + 1, count - 1)] > _PROSE_WORDS,
        words[np.maximum(lines - 1, 0)] > _PROSE_WORDS,
    ]
    return _rows(columns, count)


def _marked(blocks: list[Block], words: Floats) -> Floats:
    """What the markup says of the line."""
    count = len(blocks)
    tags = np.zeros((count, len(_TAGS)), np.float32)
    for at, block in enumerate(blocks):
        if (column := _TAG_COLUMN.get(block.tag)) is not None:
            tags[at, column] = 1
    own = np.array([block.own for block in blocks])
    around = np.array([block.around for block in blocks])
    links = np.array([min(block.links / len(block.text), 1.0) for block in blocks], dtype=np.float32)
    clean = (own | around) & (NAV | RELATED) == 0
    prose = np.where((links < 0.5) & (words > 8), words, 0) * (0.5 + 0.5 * clean)
    containers = np.array([block.container for block in blocks])
    same = (containers[1:] == containers[:-1]).astype(np.float32)
    columns = [links, np.concatenate([[0.0], same]), np.concatenate([same, [0.0]])]
    kinds = [_kind_of(block) for block in blocks]
    stories = np.array([block.story for block in blocks])
    for keys in (containers, np.array([block.section for block in blocks]), kinds, stories):
        _, inverse = np.unique(keys, return_inverse=True)
        mass = np.bincount(inverse, weights=prose)[inverse]
        columns += [mass / max(float(mass.max(initial=0.0)), 1.0), np.log1p(mass) / 7]
    columns.append(np.full(count, float(prose.sum()) / max(float(words.sum()), 1.0)))
    bits = np.arange(BITS)
    return np.concatenate(
        [tags, (own[:, None] >> bits) & 1, (around[:, None] >> bits) & 1, np.stack(columns, axis=1)], axis=1
    ).astype(np.float32)


def _kind_of(block: Block) -> int:
    """A number that lines of one make share: the same element in the same surroundings."""
    return (_TAG_COLUMN.get(block.tag, len(_TAGS)) << 2 * BITS) | (block.own << BITS) | block.around


def _declared(page: Page, glyphs: Glyphs, run: tuple[int, int], title: str) -> Floats:
    """What the page's head knows of the line, where it stands to the title, and how full of links its place is."""
    blocks, count = page.blocks, len(page.blocks)
    body, summary = page.declared.body, (page.declared.summary or "")[:_SUMMARY_CHARS]
    index = np.arange(count)
    titled = next((at for at, block in enumerate(blocks) if block.text == title), run[0])
    heads = np.cumsum([block.tag == "h1" for block in blocks])
    links = np.array([block.links for block in blocks], np.float64)
    shares = []
    for keys in ([block.container for block in blocks], [block.section for block in blocks]):
        _, inverse = np.unique(keys, return_inverse=True)
        linked, sizes = (np.bincount(inverse, weights=part)[inverse] for part in (links, glyphs.sizes))
        shares.append(np.minimum(linked / np.maximum(sizes, 1), 1))
    stories = np.array([block.story for block in blocks])
    said = [len(block.text) >= _FEWEST_SAID and block.text[:_SAID_CHARS] in body for block in blocks]
    columns = [
        said,
        [bool(body)] * count,
        np.cumsum(said) / max(1, sum(said)),
        [len(summary) >= _FEWEST_SAID and block.text.startswith(summary) for block in blocks],
        np.clip((index - titled) / 20, -2, 2),
        np.minimum(heads, 4) / 2,
        heads == heads[run[0]],
        stories == stories[titled],
        stories == stories[run[0]],
        *shares,
    ]
    return _rows(columns, count)
