"""What the linear model sees of a token: the word, its shape and neighbours, our lists, and the whole document.

A feature is a template, some columns of the tokens around, hashed into one row of the model's weights. All features of
a document are hashed at once, a column of numbers at a time.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from streams.stages.tag.countries.match import Hit
from streams.stages.tag.names.tokens import Tokens, runs, tokenize
from streams.stages.tag.names.words import (
    CAPITAL,
    CASE,
    CLUSTER,
    CLUSTER4,
    CLUSTER8,
    COLUMNS,
    IS_CAPITAL,
    KIND,
    LISTED,
    LOWER,
    PREFIX3,
    SHAPE,
    SUFFIX2,
    SUFFIX3,
    SUFFIX4,
    WORD,
    Words,
    word_key,
)

PADDING = 0  # the row of zeros
# The columns that the document adds to those of words.py.
PLACE, FIRST, SEEN, COUNT, RUN, WIDTH = range(COLUMNS, COLUMNS + 6)
_AROUND = 2  # tokens before and after
_ELSEWHERE = 3  # other places of the same word that are looked at
_SENTENCE_END = frozenset('.!?:"“”')
_MULTIPLY = np.uint32(0x9E3779B1)  # Knuth's multiplicative hashing: 2^32 by the golden ratio

Part = tuple[int, int]  # how many tokens on, and which column
Template = tuple[Part, ...]


def _templates(*rows: tuple[Sequence[int], Sequence[int]]) -> list[Template]:
    """Each row: the offsets, and for each of some columns a template that reads it at all of them."""
    return [tuple((offset, column) for offset in offsets) for offsets, columns in rows for column in columns]


# What is learnt of a language's own words.
LEXICAL: list[Template] = [
    *_templates(
        ((0,), (WORD, LOWER, PREFIX3, SUFFIX2, SUFFIX4, CLUSTER, CLUSTER8, CLUSTER4)),
        ((-1,), (LOWER, SUFFIX2, CLUSTER, CLUSTER8, CLUSTER4)),
        ((1,), (LOWER, SUFFIX2, CLUSTER, CLUSTER8, CLUSTER4)),
        ((-2,), (LOWER, CLUSTER, CLUSTER4)),
        ((2,), (LOWER, CLUSTER, CLUSTER4)),
        ((-1, 0), (LOWER, CLUSTER, CLUSTER8)),
        ((0, 1), (LOWER, CLUSTER, CLUSTER8)),
        ((-2, -1), (LOWER, CLUSTER8)),
        ((1, 2), (LOWER, CLUSTER8)),
        ((-1, 1), (LOWER, CLUSTER8)),
        ((-1, 0, 1), (CLUSTER8, CLUSTER4)),
    ),
    ((-1, LOWER), (0, SHAPE)), ((0, SHAPE), (1, LOWER)), ((0, LOWER), (0, PLACE)), ((0, CLUSTER8), (0, FIRST)),
    ((0, CLUSTER8), (0, RUN)), ((-1, LOWER), (0, LISTED)), ((1, LOWER), (0, LISTED)),
]  # fmt: skip
# What holds in every language: shapes, cue words, lists, places, the document.
UNIVERSAL: list[Template] = [
    (),
    *_templates(
        ((0,), (SHAPE, SUFFIX3, KIND, LISTED, PLACE, RUN)),
        ((-1,), (KIND, SUFFIX3, PLACE, SHAPE)),
        ((1,), (KIND, SUFFIX3, PLACE, SHAPE)),
        ((-1, 0), (KIND, LISTED, PLACE, SHAPE)),
        ((0, 1), (KIND, LISTED, PLACE, SHAPE)),
        ((-2, -1, 0), (KIND,)),
        ((0, 1, 2), (KIND,)),
        ((-1, 0, 1), (KIND, LISTED, SHAPE)),
    ),
    ((0, PLACE), (0, FIRST)), ((0, CASE), (0, FIRST)), ((0, CASE), (0, SHAPE), (0, SEEN)),
    ((0, COUNT), (0, FIRST), (0, SEEN)), ((0, LISTED), (0, RUN)), ((0, LISTED), (0, RUN), (0, SHAPE)),
    ((0, LISTED), (-1, KIND)), ((0, LISTED), (1, KIND)), ((0, PLACE), (0, LISTED)), ((0, PLACE), (0, RUN)),
    ((0, PLACE), (0, KIND), (1, KIND)), ((0, PLACE), (-1, KIND)), ((0, RUN), (-1, KIND)), ((0, RUN), (0, KIND)),
    ((0, SUFFIX3), (0, RUN)), ((0, CASE), (0, RUN), (0, LISTED)), ((0, CASE), (-1, KIND)),
]  # fmt: skip
# What stands around the same word elsewhere in the document.
ELSEWHERE_LEXICAL: list[Template] = [((-1, LOWER),), ((1, LOWER),), ((-1, CLUSTER8),), ((1, CLUSTER8),)]
ELSEWHERE: list[Template] = [
    ((-1, KIND), (1, KIND)), ((-1, KIND), (0, RUN)), ((1, KIND), (0, RUN)), ((-1, LISTED), (1, LISTED), (0, RUN)),
    ((-1, CAPITAL), (1, CAPITAL), (0, PLACE)),
]  # fmt: skip


class _Hashed(NamedTuple):
    """Templates with the same number of parts: a salt for each, and the columns of the window that they read."""

    salts: np.ndarray
    parts: list[np.ndarray]


def _compiled(templates: list[Template], name: str) -> list[_Hashed]:
    by_size: dict[int, list[tuple[int, Template]]] = defaultdict(list)
    for template in templates:
        salt = word_key(f"{name} {template}")
        by_size[len(template)].append((salt, template))
    return [
        _Hashed(
            np.array([salt for salt, _ in group], dtype=np.uint32),
            [
                np.array([(_AROUND + item[part][0]) * WIDTH + item[part][1] for _, item in group], dtype=np.intp)
                for part in range(size)
            ],
        )
        for size, group in sorted(by_size.items())
    ]


_TEMPLATES = {
    lexical: (
        _compiled(UNIVERSAL + LEXICAL if lexical else UNIVERSAL, "here"),
        _compiled(ELSEWHERE + ELSEWHERE_LEXICAL if lexical else ELSEWHERE, "elsewhere"),
    )
    for lexical in (False, True)
}


class Document(NamedTuple):
    """A text, its words, and the runs of them that can be names."""

    text: str
    tokens: Tokens
    rows: np.ndarray  # what is known of each word
    runs: list[tuple[int, int]]


def read(text: str, words: Words) -> Document:
    """Split a text."""
    tokens = tokenize(text)
    rows = words.rows(tokens.words)
    capitals = np.flatnonzero(rows[:, CAPITAL] == IS_CAPITAL).tolist()
    return Document(text, tokens, rows, runs(tokens, text, capitals, words.leading))


def features(document: Document, hits: list[Hit], *, lexical: bool, bits: int) -> np.ndarray:
    """One column of hashed features for each token of the runs, with PADDING where there is nothing to say.

    `bits`: how many of the hash are kept, so that a feature is one of two to that power.
    """
    words = document.tokens.words
    columns = np.zeros((len(words) + 2 * _AROUND, WIDTH), dtype=np.uint32)
    inner = columns[_AROUND:-_AROUND]
    inner[:, :COLUMNS] = document.rows
    wanted = [number for first, stop in document.runs for number in range(first, stop)]
    where: dict[str, list[int]] = defaultdict(list)
    for number in wanted:
        where[words[number]].append(number)
    _mark(inner, document, hits, where)
    here, elsewhere = _TEMPLATES[lexical]
    others = np.array([_others(number, where[words[number]]) for number in wanted]).T.ravel()
    around = [np.where(others >= 0, row, PADDING) for row in _hashed(_windows(columns, others), elsewhere, bits)]
    parts = [row.reshape(-1, len(wanted)) for row in around]  # of each template every other place
    return np.concatenate([*_hashed(_windows(columns, np.array(wanted)), here, bits), *parts])


def _mark(inner: np.ndarray, document: Document, hits: list[Hit], where: dict[str, list[int]]) -> None:
    """Fill in the document's columns."""
    text, (starts, ends, words) = document.text, document.tokens
    for hit in hits:
        first = bisect_right(ends, hit.start)
        for number in range(first, bisect_left(starts, hit.end)):
            inner[number, PLACE] = _place_kind(hit.kind, number == first)
    small = {word for word in words if word.islower()}
    marks = []
    for first, stop in document.runs:
        begins = first == 0 or words[first - 1] in _SENTENCE_END or "\n" in text[ends[first - 1] : starts[first]]
        for number in range(first, stop):
            word = words[number]
            marks.append(
                (
                    1 + (begins and number == first),
                    1 + (word.lower() in small),
                    1 + min(len(where[word]), 4),
                    1 + min(number - first, 2) * 3 + min(stop - 1 - number, 2),
                )
            )
    inner[[number for first, stop in document.runs for number in range(first, stop)], FIRST:] = marks


@cache
def _place_kind(kind: str, first: bool) -> int:
    return word_key(kind if first else f"in {kind}")


def _others(number: int, places: list[int]) -> list[int]:
    """The first other places of the same word; -1 where there are no more."""
    others = [place for place in places[: _ELSEWHERE + 1] if place != number][:_ELSEWHERE]
    return others + [-1] * (_ELSEWHERE - len(others))


def _windows(columns: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """What is known of each token and of those around it: a column for each token."""
    around = columns[numbers[:, None] + np.arange(2 * _AROUND + 1)]
    return np.ascontiguousarray(around.reshape(len(numbers), -1).T)


def _hashed(windows: np.ndarray, templates: list[_Hashed], bits: int) -> list[np.ndarray]:
    found = []
    for salts, parts in templates:
        value = np.broadcast_to(salts[:, None], (len(salts), windows.shape[1]))
        for part in parts:
            value = (value ^ windows[part]) * _MULTIPLY
            value ^= value >> np.uint32(15)
        found.append(np.maximum(value >> np.uint32(32 - bits), 1).astype(np.int32))
    return found
