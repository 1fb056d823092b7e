"""Counts the characters and words of all lines of a page at once: numpy reads the page, no loop reads its lines."""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import compress, repeat

import numpy as np
import numpy.typing as npt

from streams.stages.clean.dates import MONTHS
from streams.stages.clean.words import COMMON, REPORTING, YOU

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class Kind(IntEnum):
    """Classes of characters. WIDE are the letters of scripts that have no spaces between words."""

    LOWER = 0
    UPPER = 1
    LETTER = 2
    WIDE = 3
    DIGIT = 4
    SPACE = 5
    STOP = 6
    ASK = 7
    COLON = 8
    COMMA = 9
    QUOTE = 10
    CLOSE = 11
    OPEN = 12
    BAR = 13
    DASH = 14
    AT = 15
    OTHER = 16


_MARKS = {
    Kind.STOP: ".…।॥۔。",
    Kind.ASK: "?!？！؟",
    Kind.COLON: ":;：；؛",
    Kind.COMMA: ",،，、",
    Kind.QUOTE: "\"'“”‘’«»„「『」』",
    Kind.CLOSE: ")]}）】〕",
    Kind.OPEN: "([{（【〔",
    Kind.BAR: "|•*+·>▶►#/\\<=■●▲△◆",
    Kind.DASH: "-–—_~",
    Kind.AT: "@",
    Kind.SPACE: " \n",
}
_WIDE_BLOCKS = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
_CATEGORIES = {
    "Ll": Kind.LOWER,
    "Lu": Kind.UPPER,
    "Lt": Kind.UPPER,
    "Lo": Kind.LETTER,
    "Lm": Kind.LETTER,
    "Mn": Kind.LETTER,
    "Mc": Kind.LETTER,
    "Nd": Kind.DIGIT,
}
_HEAD = 240  # characters of a line that its form is read from
_LONG = 5  # letters of a word that tells one text from another
IS_COMMON, IS_REPORTING, IS_YOU, IS_YEAR, IS_MONTH = 1, 2, 4, 8, 16
_WIDE_WORD = 2  # characters


@cache
def _classes() -> npt.NDArray[np.uint8]:
    table = np.full(0x10000, Kind.OTHER, np.uint8)
    for code in range(0x10000):
        table[code] = _CATEGORIES.get(unicodedata.category(chr(code)), Kind.OTHER)
    for first, last in _WIDE_BLOCKS:
        part = table[first : last + 1]
        part[part == Kind.LETTER] = Kind.WIDE
    for kind, marks in _MARKS.items():
        for mark in marks:
            table[ord(mark)] = kind
    return table


@cache
def _flags() -> dict[str, int]:
    flags: dict[str, int] = {str(year): IS_YEAR for year in range(1990, 2100)}
    for words, flag in ((COMMON, IS_COMMON), (REPORTING, IS_REPORTING), (YOU, IS_YOU), (MONTHS, IS_MONTH)):
        for word in words:
            flags[word] = flags.get(word, 0) | flag
    return flags


@dataclass(slots=True)
class Glyphs:
    """A page in numbers, one row or item a line unless it says otherwise."""

    sizes: Ints  # characters
    counts: Floats  # of each class, in the line's first 240 characters
    first: Ints  # class of the first character
    last: Ints  # class of the last
    ends: npt.NDArray[np.bool_]  # whether the line ends as a sentence does, a closing quote or bracket left aside
    words: Floats  # two characters count as one where a script has no spaces
    flagged: Floats  # lines x 5: words that are common, that report, that address the reader, years, months
    capitals: Floats  # words that begin with a capital
    clocks: Floats  # digits around a colon
    vocabulary: dict[str, int]  # the long words of the page
    pairs: Ints  # rising, without repeats: line * len(vocabulary) + number of a long word in it


def words_in(text: str) -> int:
    """Words, two characters counting as one where a script has no spaces."""
    spaces = text.count(" ") + 1
    if text.isascii() or len(text) < spaces * 12 or text[len(text) // 2] < "\u0e00":
        return spaces
    return max(spaces, len(text) // _WIDE_WORD)


def read_glyphs(lines: list[str]) -> Glyphs:
    """The lines, none of them empty, none with other spaces than single plain ones."""
    codes = np.frombuffer(("\n".join(lines) + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _classes()[np.minimum(codes, 0xFFFF)]
    sizes = np.fromiter(map(len, lines), np.int64, len(lines))
    ends = np.cumsum(sizes + 1) - 1  # at the line breaks
    starts = ends - sizes
    owner = np.repeat(np.arange(len(lines)), sizes + 1)
    head = np.arange(len(codes)) - starts[owner] < _HEAD
    flat = np.bincount(owner[head] * len(Kind) + kinds[head], minlength=len(lines) * len(Kind))
    counts = flat.reshape(len(lines), len(Kind)).astype(np.float32)
    counts[:, Kind.SPACE] -= sizes < _HEAD  # the line break
    clock = np.flatnonzero((kinds[1:-1] == Kind.COLON) & (kinds[:-2] == Kind.DIGIT) & (kinds[2:] == Kind.DIGIT)) + 1
    wide = np.bincount(owner, weights=kinds == Kind.WIDE, minlength=len(lines))
    spaced = np.bincount(owner, weights=kinds == Kind.SPACE, minlength=len(lines))
    last = kinds[ends - 1].astype(np.int64)
    before = kinds[np.maximum(ends - 2, starts)]
    closed = (last == Kind.QUOTE) | (last == Kind.CLOSE)
    page = Glyphs(
        sizes=sizes,
        counts=counts,
        first=kinds[starts].astype(np.int64),
        last=last,
        ends=np.isin(np.where(closed, before, last), (Kind.STOP, Kind.ASK, Kind.COLON)),
        words=np.maximum(spaced, wide / _WIDE_WORD).astype(np.float32),
        flagged=np.zeros((len(lines), 5), np.float32),
        capitals=np.zeros(len(lines), np.float32),
        clocks=np.bincount(owner[clock], minlength=len(lines)).astype(np.float32),
        vocabulary={},
        pairs=np.zeros(0, np.int64),
    )
    _read_words(page, codes, kinds, owner)
    return page


def _read_words(page: Glyphs, codes: npt.NDArray[np.uint32], kinds: npt.NDArray[np.uint8], owner: Ints) -> None:
    lettered = (kinds <= Kind.LETTER) | (kinds == Kind.DIGIT)
    lettered[kinds == Kind.WIDE] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[False], lettered, [False]]).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    text = np.where(lettered, codes, 32).astype("<u4").tobytes().decode("utf-32-le")
    words = text.lower().split()
    lines = owner[starts]
    count = len(page.sizes)
    flags = np.fromiter(map(_flags().get, words, repeat(0)), np.int64, len(words))
    for column, flag in enumerate((IS_COMMON, IS_REPORTING, IS_YOU, IS_YEAR, IS_MONTH)):
        page.flagged[:, column] = np.bincount(lines[(flags & flag) > 0], minlength=count)
    page.capitals[:] = np.bincount(lines[kinds[starts] == Kind.UPPER], minlength=count)
    long = (ends - starts >= _LONG) & (kinds[starts] != Kind.DIGIT)
    vocabulary = page.vocabulary
    ids = np.fromiter((vocabulary.setdefault(word, len(vocabulary)) for word in compress(words, long)), np.int64)
    pairs = np.flatnonzero((kinds[:-1] == Kind.WIDE) & (kinds[1:] == Kind.WIDE))
    bigrams = [vocabulary.setdefault(text, len(vocabulary)) for text in _bigrams(codes, pairs)]
    ids = np.concatenate([ids, np.array(bigrams, np.int64)])
    page.pairs = np.unique(np.concatenate([lines[long], owner[pairs]]) * max(1, len(vocabulary)) + ids)


def _bigrams(codes: npt.NDArray[np.uint32], at: Ints) -> list[str]:
    if not len(at):
        return []
    text = np.stack([codes[at], codes[at + 1]], axis=1).astype("<u4").tobytes().decode("utf-32-le")
    return [text[start : start + 2] for start in range(0, len(text), 2)]
