"""Counts the characters and words of all lines of a page at once: numpy reads the page, no loop reads its lines."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from streams.stages.clean.characters import Kind, Kinds, read_kinds
from streams.stages.clean.dates import MONTHS
from streams.stages.clean.furniture import menu_words
from streams.stages.clean.tokens import Ints, Numbers, number_of, once_a_line, read_pairs, read_words
from streams.stages.clean.words import COMMON, REPORTING, YOU

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Column = npt.ArrayLike  # one number for each line, or one for all


class Use:
    """What words are used for: in most sentences, to report, to address the reader, to date, in menus."""

    COMMON = 0
    REPORTING = 1
    YOU = 2
    YEAR = 3
    MONTH = 4
    MENU = 5
    COUNT = 6


_HEAD = 240  # characters of a line that its form is read from
_LONG = 5  # letters of a word that tells one text from another
_WIDE_WORD = 2  # characters
_BUCKET_BITS = 14
_BUCKET_SHIFT = np.uint32(32 - _BUCKET_BITS)

_FULL_STOP, _ELLIPSIS = ord("."), ord("…")
_ENDING = np.isin(np.arange(Kind.COUNT), (Kind.STOP, Kind.ASK, Kind.COLON))


@cache
def _used() -> tuple[Numbers, Flags, npt.NDArray[np.int16], int]:
    """The numbers of the words that have a use, rising, and their uses; where the numbers start that share their first
    bits, and how many of them do at most."""
    uses: dict[int, int] = {}
    years = [str(year) for year in range(1990, 2100)]
    for use, words in enumerate((COMMON, REPORTING, YOU, years, MONTHS, menu_words())):  # as Use counts them
        for word in words:
            number = number_of(word)
            uses[number] = uses.get(number, 0) | 1 << use
    known = np.array([*sorted(uses), 2**32 - 1], np.uint32)  # the last stops every search
    starts = np.searchsorted(known[:-1] >> _BUCKET_SHIFT, np.arange(2**_BUCKET_BITS + 1))
    bits = np.array([uses[number] for number in sorted(uses)] + [0])
    return (
        known,
        bits[:, None] >> np.arange(Use.COUNT) & 1 > 0,
        starts.astype(np.int16),
        max(np.diff(starts)),
    )


@dataclass(slots=True)
class Glyphs:
    """A page in numbers, one row or item a line unless it says otherwise."""

    sizes: Ints  # characters
    counts: Floats  # of each class, in the line's first 240 characters
    first: Kinds  # class of the first character
    last: Kinds  # class of the last
    cut: Flags  # whether the line ends with an ellipsis
    ends: Flags  # whether the line ends as a sentence does, a closing quote or bracket left aside
    words: Floats  # two characters count as one where a script has no spaces
    uses: Floats  # words of each use
    capitals: Floats  # words that begin with a capital
    clocks: Floats  # digits around a colon
    long_words: Numbers  # each long word of each line once, by its number, which is the same wherever it stands; rising
    long_lines: Ints  # the lines of these


def read_glyphs(lines: list[str]) -> Glyphs:
    """The lines, none of them empty, none with other spaces than single plain ones."""
    codes, kinds = read_kinds("\n".join(lines) + "\n")
    count = len(lines)
    sizes = np.fromiter(map(len, lines), np.int64, count)
    breaks = np.cumsum(sizes + 1) - 1
    starts = breaks - sizes
    wide = kinds == Kind.WIDE
    wides = np.add.reduceat(wide, starts, dtype=np.int64) if wide.any() else np.zeros(count, np.int64)
    spaced = np.add.reduceat(kinds == Kind.SPACE, starts, dtype=np.int64)
    final, last = codes[breaks - 1], kinds[breaks - 1]
    closed = (last == Kind.QUOTE) | (last == Kind.CLOSE)
    colons = np.flatnonzero(kinds[1:-1] == Kind.COLON) + 1
    clocks = colons[(kinds[colons - 1] == Kind.DIGIT) & (kinds[colons + 1] == Kind.DIGIT)]
    words = read_words(codes, kinds)
    owners, opening = np.searchsorted(breaks, words.starts), kinds[words.starts]
    long = (words.ends - words.starts >= _LONG) & (opening != Kind.DIGIT)
    pairs = np.flatnonzero(wide[:-1] & wide[1:])
    long_words, long_lines = once_a_line(
        np.concatenate([words.numbers[long], read_pairs(codes, pairs)]),
        np.concatenate([owners[long], np.searchsorted(breaks, pairs)]),
    )
    return Glyphs(
        sizes=sizes,
        counts=_counts(kinds, sizes),
        first=kinds[starts],
        last=last,
        cut=(final == _ELLIPSIS)
        | ((final == _FULL_STOP) & (codes[breaks - 2] == _FULL_STOP) & (codes[breaks - 3] == _FULL_STOP)),
        ends=_ENDING[np.where(closed, kinds[np.maximum(breaks - 2, starts)], last)],
        words=np.maximum(spaced, wides / _WIDE_WORD).astype(np.float32),
        uses=_uses(words.numbers, owners, count),
        capitals=_tally(owners[opening == Kind.UPPER], count),
        clocks=_tally(np.searchsorted(breaks, clocks), count),
        long_words=long_words,
        long_lines=long_lines,
    )


def _uses(words: Numbers, lines: Ints, count: int) -> Floats:
    """How many words of each use each line holds."""
    known, uses, starts, deepest = _used()
    at = starts[words >> _BUCKET_SHIFT]
    for _ in range(deepest - 1):
        at += known[at] < words
    hits = np.flatnonzero(known[at] == words)
    words_used, used = np.nonzero(uses[at[hits]])
    return _tally(lines[hits[words_used]] * Use.COUNT + used, count * Use.COUNT).reshape(count, Use.COUNT)


def _counts(kinds: Kinds, sizes: Ints) -> Floats:
    """How many characters of each class the first 240 of each line hold."""
    count, heads = len(sizes), np.minimum(sizes, _HEAD)
    rows = np.full((count, 2), count)  # the last takes what stands behind the heads
    rows[:, 0] = np.arange(count)
    places = np.repeat(rows * Kind.COUNT, np.stack([heads, sizes + 1 - heads], axis=1).ravel())
    places += kinds
    return _tally(places, (count + 1) * Kind.COUNT)[: count * Kind.COUNT].reshape(count, Kind.COUNT)


def _tally(places: Ints, count: int) -> Floats:
    return np.bincount(places, minlength=count).astype(np.float32)
