"""Counts the characters and words of all lines of a page at once: numpy reads the page, no loop reads its lines."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from streams.stages.clean.dates import MONTHS
from streams.stages.clean.words import COMMON, REPORTING, YOU

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


class Kind:
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
    COUNT = 17


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
_LINE_BITS = 14  # of 64, for the line: MOST_LINES in page.py is below 2^14
_LINE_SHIFT, _NUMBER_SHIFT = np.uint64(_LINE_BITS), np.uint64(64 - _LINE_BITS)
_MOST_LETTERS = 64  # of a word that count by their place
_POWERS = np.array([pow(0x9E3779B97F4A7C15, place + 1, 2**64) for place in range(_MOST_LETTERS)], np.uint64)
IS_COMMON, IS_REPORTING, IS_YOU, IS_YEAR, IS_MONTH = 1, 2, 4, 8, 16
_WIDE_WORD = 2  # characters


_ENDING = np.isin(np.arange(Kind.COUNT), (Kind.STOP, Kind.ASK, Kind.COLON))


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
def _lower() -> npt.NDArray[np.uint16]:
    return np.array([ord(low) if len(low := chr(code).lower()) == 1 else code for code in range(0x10000)], np.uint16)


def _number(word: str) -> int:
    """The number of a word, as _numbers() finds it in a page."""
    total = sum(ord(char) * int(_POWERS[min(at, _MOST_LETTERS - 1)]) for at, char in enumerate(word))
    return (total % 2**64) >> _LINE_BITS


@cache
def _flagged() -> tuple[Hashes, Ints]:
    """The numbers of the words that have a use, rising, and their flags."""
    flags: dict[int, int] = {_number(str(year)): IS_YEAR for year in range(1990, 2100)}
    for words, flag in ((COMMON, IS_COMMON), (REPORTING, IS_REPORTING), (YOU, IS_YOU), (MONTHS, IS_MONTH)):
        for word in words:
            flags[_number(word)] = flags.get(_number(word), 0) | flag
    numbers = sorted(flags)
    return np.array(numbers, np.uint64), np.array([flags[number] for number in numbers], np.int64)


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
    long_lines: Ints  # of each long word of each line once: its line
    long_words: Hashes  # and its number, the same wherever the word stands


def read_glyphs(lines: list[str]) -> Glyphs:
    """The lines, none of them empty, none with other spaces than single plain ones."""
    codes = _codes("\n".join(lines) + "\n")
    kinds = _classes()[codes]
    sizes = np.fromiter(map(len, lines), np.int64, len(lines))
    ends = np.cumsum(sizes + 1) - 1  # at the line breaks
    starts = ends - sizes
    wide = kinds == Kind.WIDE
    wides = np.add.reduceat(wide, starts, dtype=np.int64) if wide.any() else np.zeros(len(lines), np.int64)
    spaces = np.cumsum(kinds == Kind.SPACE, dtype=np.int64)[ends]
    spaces[1:] -= spaces[:-1].copy()
    last = kinds[ends - 1].astype(np.int64)
    before = kinds[np.maximum(ends - 2, starts)]
    closed = (last == Kind.QUOTE) | (last == Kind.CLOSE)
    colons = np.flatnonzero(kinds[1:-1] == Kind.COLON) + 1
    clocks = colons[(kinds[colons - 1] == Kind.DIGIT) & (kinds[colons + 1] == Kind.DIGIT)]
    page = Glyphs(
        sizes=sizes,
        counts=_counts(kinds, starts, sizes),
        first=kinds[starts].astype(np.int64),
        last=last,
        ends=_ENDING[np.where(closed, before, last)],
        words=np.maximum(spaces, wides / _WIDE_WORD).astype(np.float32),
        flagged=np.zeros((len(lines), 5), np.float32),
        capitals=np.zeros(len(lines), np.float32),
        clocks=_tally(np.searchsorted(ends, clocks), len(lines)),
        long_lines=np.zeros(0, np.int64),
        long_words=np.zeros(0, np.uint64),
    )
    _read_words(page, codes, kinds, ends)
    return page


def _codes(text: str) -> npt.NDArray[np.uint16]:
    """The code points, those above U+FFFF as U+FFFF."""
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) == 2 * len(text):
        return np.frombuffer(data, np.uint16)
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(wide, 0xFFFF).astype(np.uint16)


def _counts(kinds: npt.NDArray[np.uint8], starts: Ints, sizes: Ints) -> Floats:
    """How many characters of each class the first 240 of each line hold."""
    heads = np.minimum(sizes, _HEAD)
    looked_at = np.ones(len(kinds), np.bool_)
    looked_at[starts + sizes] = False  # the line breaks
    for at in np.flatnonzero(sizes > _HEAD).tolist():
        looked_at[starts[at] + _HEAD : starts[at] + sizes[at]] = False
    rows = np.repeat(np.arange(0, len(sizes) * Kind.COUNT, Kind.COUNT), heads)
    rows += kinds[looked_at]
    return _tally(rows, len(sizes) * Kind.COUNT).reshape(len(sizes), Kind.COUNT)


def _tally(places: Ints, count: int) -> Floats:
    return np.bincount(places, minlength=count).astype(np.float32)


def _read_words(page: Glyphs, codes: npt.NDArray[np.uint16], kinds: npt.NDArray[np.uint8], breaks: Ints) -> None:
    lettered = (kinds <= Kind.LETTER) | (kinds == Kind.DIGIT)
    edges = np.flatnonzero(lettered[1:] != lettered[:-1]) + 1
    if lettered[0]:
        edges = np.concatenate([[0], edges])
    starts, ends = edges[::2], edges[1::2]  # the page ends with a line break
    letters = _lower()[codes]
    numbers = _numbers(letters[lettered].astype(np.uint64), ends - starts)
    lines, count = np.searchsorted(breaks, starts), len(page.sizes)
    known, flags = _flagged()
    at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    hits = np.flatnonzero(known[at] == numbers)
    flags, owners = flags[at[hits]], lines[hits]
    for column, flag in enumerate((IS_COMMON, IS_REPORTING, IS_YOU, IS_YEAR, IS_MONTH)):
        page.flagged[:, column] = _tally(owners[(flags & flag) > 0], count)
    opening = kinds[starts]
    page.capitals[:] = _tally(lines[opening == Kind.UPPER], count)
    long = (ends - starts >= _LONG) & (opening != Kind.DIGIT)
    keys = (lines[long].astype(np.uint64) << _NUMBER_SHIFT) | numbers[long]
    wide = kinds == Kind.WIDE
    if len(pairs := np.flatnonzero(wide[:-1] & wide[1:])):
        first, second = letters[pairs].astype(np.uint64), letters[pairs + 1].astype(np.uint64)
        two = (first * _POWERS[0] + second * _POWERS[1]) >> _LINE_SHIFT
        keys = np.concatenate([keys, (np.searchsorted(breaks, pairs).astype(np.uint64) << _NUMBER_SHIFT) | two])
    keys.sort()
    keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys
    page.long_lines = (keys >> _NUMBER_SHIFT).astype(np.int64)
    page.long_words = keys & ((np.uint64(1) << _NUMBER_SHIFT) - np.uint64(1))


def _numbers(letters: Hashes, lengths: Ints) -> Hashes:
    """A number of 50 bits for each word, the words laid end to end: a polynomial of its letters."""
    if not len(lengths):
        return np.zeros(0, np.uint64)
    starts = np.cumsum(lengths) - lengths
    places = np.minimum(np.arange(len(letters)) - np.repeat(starts, lengths), _MOST_LETTERS - 1)
    return np.add.reduceat(letters * _POWERS[places], starts) >> _LINE_SHIFT
