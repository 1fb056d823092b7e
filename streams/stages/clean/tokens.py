"""The words of a text as numbers: equal words have equal numbers, and no word is ever cut out."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from streams.stages.clean.characters import Codes, Kind, Kinds, lower_case

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint32]

# A word's number is a polynomial of its letters modulo 2^32 (Karp and Rabin, 1987), by powers of this base.
_BASE, _MODULUS = 0x9E3779B1, 2**32
_USUAL = 2**16  # characters of a page
_LOW_HALF, _HALF_BITS = np.uint64(0xFFFFFFFF), np.uint64(32)


@dataclass(slots=True)
class Words:
    """The words of a text: runs of letters and digits, and each letter of a script without spaces alone."""

    starts: Ints
    ends: Ints
    numbers: Numbers  # the same for the same word in lower case


def number_of(word: str) -> int:
    """The number of one word in lower case."""
    number = 0
    for char in reversed(word):
        number = (number + ord(char)) * _BASE % _MODULUS
    return number


@cache
def _usual_powers() -> tuple[Numbers, Numbers]:
    return _powers(_USUAL)


def _powers(count: int) -> tuple[Numbers, Numbers]:
    """The powers of the base from the first on, and those from the zeroth down."""
    rising, falling = np.full(count, _BASE, np.uint32), np.full(count, pow(_BASE, -1, _MODULUS), np.uint32)
    falling[:1] = 1
    return np.multiply.accumulate(rising, dtype=np.uint32), np.multiply.accumulate(falling, dtype=np.uint32)


def read_words(codes: Codes, kinds: Kinds) -> Words:
    """The words of a text that ends with a line break."""
    lettered = kinds <= Kind.DIGIT
    wide = kinds == Kind.WIDE
    edges = np.flatnonzero(lettered[1:] != lettered[:-1]) + 1
    if lettered[0]:
        edges = np.concatenate([[0], edges])
    starts, ends = edges[::2], edges[1::2]
    if wide.any():  # a word may start right where another ends
        inner = np.flatnonzero((wide[1:] | wide[:-1]) & lettered[1:] & lettered[:-1]) + 1
        starts, ends = (np.sort(np.concatenate([part, inner])) for part in (starts, ends))
    rising, falling = _usual_powers() if len(codes) <= _USUAL else _powers(len(codes))
    sums = np.zeros(len(codes) + 1, np.uint32)
    np.cumsum(lower_case()[codes] * rising[: len(codes)], out=sums[1:])
    return Words(starts, ends, (sums[ends] - sums[starts]) * falling[starts])


def read_pairs(codes: Codes, places: Ints) -> Numbers:
    """The numbers of the two letters at each place."""
    return (codes[places] + codes[places + 1] * np.uint32(_BASE)) * np.uint32(_BASE)


def once_a_line(words: Numbers, lines: Ints) -> tuple[Numbers, Ints]:
    """Each word of each line once, by words and then by lines."""
    keys = each_once((words.astype(np.uint64) << _HALF_BITS) | lines.astype(np.uint64))
    return (keys >> _HALF_BITS).astype(np.uint32), (keys & _LOW_HALF).astype(np.int64)


def each_once(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The different ones of the numbers, rising; np.unique takes ten times as long for so few."""
    numbers = np.sort(numbers)
    new = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return numbers[new]
