"""Classes of characters, as a table of numpy's: a whole text is looked up at once."""

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint16]
Kinds = npt.NDArray[np.uint8]


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


@cache
def _classes() -> Kinds:
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
def lower_case() -> Codes:
    """The small letter of each code point; those that become two letters stay."""
    return np.array([ord(low) if len(low := chr(code).lower()) == 1 else code for code in range(0x10000)], np.uint16)


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
