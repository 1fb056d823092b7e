"""What the linear model sees of a token: the word, its shape and neighbours, our lists, and the whole document."""

from collections import defaultdict
from functools import lru_cache
from zlib import crc32

import numpy as np

from streams.stages.tag.countries.gazetteer import gazetteer
from streams.stages.tag.countries.match import Hit
from streams.stages.tag.countries.persons import TITLES, given_names_by_hand
from streams.stages.tag.names.tokens import Token

BITS = 18
MASK = (1 << BITS) - 1
PADDING = 0  # the row of zeros
_ELSEWHERE = 3  # other places of the same word that are looked at
_SENTENCE_END = frozenset(".!?:")
_ORG_WORDS = frozenset(
    "university college institute bank party union ministry department agency committee council commission court "
    "association organization organisation corporation company inc corp ltd group federation league club army "
    "police force forces parliament congress senate assembly church hospital school center centre foundation "
    "authority office bureau service front movement society news times post press radio television airlines "
    "airways board fund house academy".split()
)
_PLACE_WORDS = frozenset(
    "river lake mountain mountains sea ocean island islands province district county city town village street "
    "road avenue valley bay gulf desert peninsula airport square park bridge region state border coast strait "
    "cape forest".split()
)


def token_features(tokens: list[Token], wanted: list[int], hits: list[Hit]) -> np.ndarray:
    """One row of hashed features for each wanted token, filled up with PADDING."""
    places = _listed(tokens, hits)
    where: dict[str, list[int]] = defaultdict(list)
    lower_case = set()
    for index, token in enumerate(tokens):
        if token.text[0].isupper():
            where[token.text].append(index)
        elif token.text.islower():
            lower_case.add(token.text)
    rows = [_features(tokens, index, places, where, lower_case) for index in wanted]
    width = max(map(len, rows), default=1)
    matrix = np.zeros((len(rows), width), dtype=np.int32)
    for number, row in enumerate(rows):
        matrix[number, : len(row)] = row
    return matrix


def _listed(tokens: list[Token], hits: list[Hit]) -> dict[int, str]:
    """Token -> B or I of a list entry and its kind."""
    found: dict[int, str] = {}
    number = 0
    for hit in hits:
        while number < len(tokens) and tokens[number].end <= hit.start:
            number += 1
        first = number
        while number < len(tokens) and tokens[number].start < hit.end:
            found[number] = ("B-" if number == first else "I-") + hit.kind
            number += 1
    return found


def _features(
    tokens: list[Token], index: int, places: dict[int, str], where: dict[str, list[int]], lower_case: set[str]
) -> list[int]:
    word = tokens[index].text
    low = word.lower()
    before, before2 = _word(tokens, index - 1), _word(tokens, index - 2)
    after, after2 = _word(tokens, index + 1), _word(tokens, index + 2)
    first = index == 0 or before in _SENTENCE_END or before in ('"', "“", "”")
    place, place_before, place_after = places.get(index, ""), places.get(index - 1, ""), places.get(index + 1, "")
    seen = low in lower_case
    common = low in gazetteer().common_words
    row = [
        *_own(word),
        _hash("-1=" + before.lower()), _hash("+1=" + after.lower()), _hash("-2=" + before2.lower()),
        _hash("+2=" + after2.lower()), _hash(f"-1w={before}|{word}"), _hash(f"w+1={word}|{after}"),
        _hash(f"-s={_shape(before)}|{_shape(word)}|{_shape(after)}"), _hash(f"f={first}{seen}{common}{_shape(word)}"),
        _hash(f"g={place}|{first}"), _hash(f"g-1={place_before}|{place}"), _hash(f"g+1={place_after}|{place}"),
        _hash(f"k-1={_kind(before)}"), _hash(f"k+1={_kind(after)}"),
        _hash(f"k-2={_kind(before2)}|{_kind(before)}|{_kind(word)}"),
        _hash(f"k+2={_kind(after2)}|{_kind(after)}|{_kind(word)}"), _hash(f"gk={place}|{_kind(word)}|{_kind(after)}"),
        _hash(f"-1s3={before[-3:]}"), _hash(f"+1s3={after[-3:]}"),
    ]  # fmt: skip
    if word[0].isupper():
        others = where[word]
        row.append(_hash(f"n={min(len(others), 4)}{first}{common}"))
        looked = 0
        for other in others:
            if other != index and looked < _ELSEWHERE:
                looked += 1
                row += [
                    _hash("d-1=" + _word(tokens, other - 1).lower()), _hash("d+1=" + _word(tokens, other + 1).lower()),
                    _hash(f"dk={_kind(_word(tokens, other - 1))}|{_kind(_word(tokens, other + 1))}"),
                ]  # fmt: skip
    return row


@lru_cache(maxsize=20_000)
def _own(word: str) -> tuple[int, ...]:
    low = word.lower()
    return tuple(
        _hash(feature)
        for feature in (
            "bias", "w=" + word, "l=" + low, "s=" + _shape(word), "p3=" + low[:3], "s3=" + low[-3:], "s2=" + low[-2:],
            "s4=" + low[-4:], "k=" + _kind(word), f"h={'-' in word}{word.isupper()}{min(4, len(word))}",
        )
    )  # fmt: skip


def _word(tokens: list[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else "#"


@lru_cache(maxsize=20_000)
def _shape(word: str) -> str:
    kinds = ["X" if c.isupper() else "x" if c.isalpha() else "9" if c.isdigit() else c for c in word]
    return "".join(kind for number, kind in enumerate(kinds) if number == 0 or kind != kinds[number - 1])[:6]


@lru_cache(maxsize=20_000)
def _kind(word: str) -> str:
    """The kind of word that tells a name's type: a given name, a title, a word of organisations or of places."""
    low = word.lower().rstrip(".")
    if word in given_names_by_hand():
        return "given"
    if low in TITLES or low in ("president", "minister", "chancellor", "king", "queen", "prince", "pope", "spokesman"):
        return "title"
    if low in _ORG_WORDS:
        return "org" if word[0].isupper() else "org-low"
    if low in _PLACE_WORDS:
        return "place" if word[0].isupper() else "place-low"
    return "-" if word.islower() else "?" if low not in gazetteer().common_words else "c"


def _hash(feature: str) -> int:
    return (crc32(feature.encode()) & MASK) or 1
