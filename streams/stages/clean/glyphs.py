"""Counts the characters and words of all lines of a page at once: numpy reads the page, no loop reads its lines."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from streams.stages.clean.dates import MONTHS
from streams.stages.clean.furniture import menu_words
from streams.stages.clean.words import COMMON, REPORTING, YOU

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint16]
Kinds = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


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


class Use:
    """What words are used for: in most sentences, to report, to address the reader, to date, in menus."""

    COMMON = 0
    REPORTING = 1
    YOU = 2
    YEAR = 3
    MONTH = 4
    MENU = 5
    COUNT = 6


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
_WIDE_WORD = 2  # characters
_LOW_HALF, _HALF_BITS = np.uint64(0xFFFFFFFF), np.uint64(32)
# A word's number is a polynomial of its letters modulo 2^32 (Karp and Rabin, 1987), by powers of this base.
_BASE, _MODULUS = 0x9E3779B1, 2**32
_BUCKET_BITS = 14
_BUCKET_SHIFT = np.uint32(32 - _BUCKET_BITS)
_USUAL = 2**16  # characters of a page
USES = _USES_OF = np.array([[uses >> use & 1 for use in range(Use.COUNT)] for uses in range(2**Use.COUNT)], np.float32)

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
def _lower() -> Codes:
    return np.array([ord(low) if len(low := chr(code).lower()) == 1 else code for code in range(0x10000)], np.uint16)


@cache
def _usual_powers() -> tuple[Numbers, Numbers]:
    return _powers(_USUAL)


def _powers(count: int) -> tuple[Numbers, Numbers]:
    """The powers of the base from the first on, and those from the zeroth down."""
    rising, falling = np.full(count, _BASE, np.uint32), np.full(count, pow(_BASE, -1, _MODULUS), np.uint32)
    falling[:1] = 1
    return np.multiply.accumulate(rising, dtype=np.uint32), np.multiply.accumulate(falling, dtype=np.uint32)


@cache
def _used() -> tuple[Numbers, Ints, npt.NDArray[np.int16], int]:
    """The numbers of the words that have a use, rising, and their uses; where the numbers start that share their first
    bits, and how many of them do at most."""
    uses: dict[int, int] = {}
    years = [str(year) for year in range(1990, 2100)]
    for use, words in enumerate((COMMON, REPORTING, YOU, years, MONTHS, menu_words())):  # as Use counts them
        for word in words:
            number = sum(ord(char) * pow(_BASE, at, _MODULUS) for at, char in enumerate(word, 1)) % _MODULUS
            uses[number] = uses.get(number, 0) | 1 << use
    known = np.array([*sorted(uses), _MODULUS - 1], np.uint32)  # the last stops every search
    starts = np.searchsorted(known[:-1] >> _BUCKET_SHIFT, np.arange(2**_BUCKET_BITS + 1))
    return (
        known,
        np.array([uses[number] for number in sorted(uses)] + [0]),
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
    ends: Flags  # whether the line ends as a sentence does, a closing quote or bracket left aside
    words: Floats  # two characters count as one where a script has no spaces
    uses: Floats  # words of each use
    capitals: Floats  # words that begin with a capital
    clocks: Floats  # digits around a colon
    long_words: Numbers  # each long word of each line once, by its number, which is the same wherever it stands; rising
    long_lines: Ints  # the lines of these


@dataclass(slots=True)
class Words:
    """The words of a text: runs of letters and digits, and each letter of a script without spaces alone."""

    starts: Ints
    ends: Ints
    numbers: Numbers  # the same for the same word in lower case


def read_glyphs(lines: list[str]) -> Glyphs:
    """The lines, none of them empty, none with other spaces than single plain ones."""
    codes, kinds = read_kinds("\n".join(lines) + "\n")
    count = len(lines)
    sizes = np.fromiter(map(len, lines), np.int64, count)
    breaks = np.cumsum(sizes + 1) - 1
    starts = breaks - sizes
    wide = kinds == Kind.WIDE
    wides = np.add.reduceat(wide, starts, dtype=np.int64) if wide.any() else np.zeros(count, np.int64)
    spaced = np.diff(np.searchsorted(np.flatnonzero(kinds == Kind.SPACE), breaks, side="right"), prepend=0)
    last = kinds[breaks - 1]
    closed = (last == Kind.QUOTE) | (last == Kind.CLOSE)
    colons = np.flatnonzero(kinds[1:-1] == Kind.COLON) + 1
    clocks = colons[(kinds[colons - 1] == Kind.DIGIT) & (kinds[colons + 1] == Kind.DIGIT)]
    words = read_words(codes, kinds)
    owners, opening = np.searchsorted(breaks, words.starts), kinds[words.starts]
    long = (words.ends - words.starts >= _LONG) & (opening != Kind.DIGIT)
    pairs = np.flatnonzero(wide[:-1] & wide[1:])
    long_words, long_lines = _once(
        np.concatenate([words.numbers[long], _pairs(codes, pairs)]),
        np.concatenate([owners[long], np.searchsorted(breaks, pairs)]),
    )
    return Glyphs(
        sizes=sizes,
        counts=_counts(kinds, starts, sizes),
        first=kinds[starts],
        last=last,
        ends=_ENDING[np.where(closed, kinds[np.maximum(breaks - 2, starts)], last)],
        words=np.maximum(spaced, wides / _WIDE_WORD).astype(np.float32),
        uses=_uses(words.numbers, owners, count),
        capitals=_tally(owners[opening == Kind.UPPER], count),
        clocks=_tally(np.searchsorted(breaks, clocks), count),
        long_words=long_words,
        long_lines=long_lines,
    )


def read_kinds(text: str) -> tuple[Codes, Kinds]:
    """The code points of a text, see code_points(), and their classes."""
    codes = code_points(text)
    return codes, _classes()[codes]


def code_points(text: str) -> Codes:
    """The code points, those above U+FFFF as U+FFFF."""
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) == 2 * len(text):
        return np.frombuffer(data, np.uint16)
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(wide, 0xFFFF).astype(np.uint16)


def read_words(codes: Codes, kinds: Kinds) -> Words:
    """The words of a text that ends with a line break."""
    lettered = kinds <= Kind.DIGIT
    change = lettered[1:] != lettered[:-1]
    wide = kinds == Kind.WIDE
    if wide.any():
        change |= (wide[1:] | wide[:-1]) & lettered[1:]
    edges = np.flatnonzero(change) + 1
    starts = edges[lettered[edges]]
    ends = edges[lettered[edges - 1]]
    if lettered[0]:
        starts = np.concatenate([[0], starts])
    rising, falling = _usual_powers() if len(codes) <= _USUAL else _powers(len(codes))
    sums = np.zeros(len(codes) + 1, np.uint32)
    np.cumsum(_lower()[codes] * rising[: len(codes)], out=sums[1:])
    return Words(starts, ends, (sums[ends] - sums[starts]) * falling[starts])


def _pairs(codes: Codes, places: Ints) -> Numbers:
    """The numbers of the two letters at each place."""
    return (codes[places] + codes[places + 1] * np.uint32(_BASE)) * np.uint32(_BASE)


def _once(words: Numbers, lines: Ints) -> tuple[Numbers, Ints]:
    """Each word of each line once, by words and then by lines."""
    keys = each_once((words.astype(np.uint64) << _HALF_BITS) | lines.astype(np.uint64))
    return (keys >> _HALF_BITS).astype(np.uint32), (keys & _LOW_HALF).astype(np.int64)


def each_once(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The different ones of the numbers, rising; np.unique takes ten times as long for so few."""
    numbers = np.sort(numbers)
    new = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return numbers[new]


def _uses(words: Numbers, lines: Ints, count: int) -> Floats:
    """How many words of each use each line holds."""
    known, uses, starts, deepest = _used()
    at = starts[words >> _BUCKET_SHIFT]
    for _ in range(deepest - 1):
        at += known[at] < words
    hits = np.flatnonzero(known[at] == words)
    kinds = len(_USES_OF)
    return _tally(lines[hits] * kinds + uses[at[hits]], count * kinds).reshape(count, kinds) @ _USES_OF


def _counts(kinds: Kinds, starts: Ints, sizes: Ints) -> Floats:
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
