"""What the tagger of names knows of a word by itself: one row of numbers for each word, made when it is first seen."""

from functools import cache, lru_cache
from zlib import crc32

import numpy as np

from streams.stages.tag.countries.gazetteer import DATA
from streams.stages.tag.names.tokens import is_capital

LEXICON = DATA / "names" / "lexicon.npz"
CUES = DATA / "names" / "cues.tsv"
# The columns of a row. Those of the first line differ by language, those of the second mean the same in all.
WORD, LOWER, PREFIX3, SUFFIX2, SUFFIX4, CLUSTER, CLUSTER8, CLUSTER4 = range(8)
SHAPE, SUFFIX3, KIND, CASE, LISTED, CAPITAL, COLUMNS = range(8, 15)
IS_CAPITAL = 2  # in the column CAPITAL, where 1 is a word without one
_UNKNOWN_CASE = 6  # after the classes 1 to 5 of lexicon.py
_MOST_ROWS = 30_000  # of one language; then the table begins anew, so that memory stays bounded


def word_key(text: str) -> int:
    """The 32-bit number under which a word or any other string is known."""
    return crc32(text.encode("utf-8", "surrogatepass"))


_STREET = word_key("street")


class Words:
    """The words of one language; without the lexicon only its cue words and function words are known."""

    def __init__(self, language: str, *, with_lexicon: bool = True) -> None:
        lexicon = _lexicon()
        nothing = np.zeros(0, dtype=np.uint32)
        self._known = lexicon.get(f"{language}_key") if with_lexicon else None
        self._case = lexicon.get(f"{language}_case")
        self._cluster = lexicon.get(f"{language}_cluster")
        self._stop = lexicon.get(f"{language}_stop", nothing)
        self._given = lexicon["given"] if with_lexicon else nothing
        self._family = lexicon["family"] if with_lexicon else nothing
        self._cues = _cues().get(language, {})
        self.leading = frozenset(word for word, kind in self._cues.items() if kind == _STREET)
        self._number: dict[str, int] = {}
        self._begin()

    def rows(self, words: list[str]) -> np.ndarray:
        """A row for each word."""
        if len(self._number) > _MOST_ROWS:
            self._begin()
        get = self._number.get
        numbers = [get(word) for word in words]
        for place, number in enumerate(numbers):
            if number is None:
                numbers[place] = self._add(words[place])
        return self._table[np.array(numbers, dtype=np.intp)]

    def _begin(self) -> None:
        self._number.clear()
        self._table = np.zeros((512, COLUMNS), dtype=np.uint32)
        self._number[""] = 0

    def _add(self, word: str) -> int:
        known = self._number.get(word)
        if known is not None:
            return known
        number = len(self._number)
        if number == len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._number[word] = number
        self._table[number] = self._row(word)
        return number

    def _row(self, word: str) -> list[int]:
        low = word.lower()
        key = word_key(low)
        cluster, case = self._looked_up(key)
        listed = 1 + 2 * _is_in(self._given, key) + _is_in(self._family, key)
        return [
            word_key(word), key, word_key(low[:3]), word_key(low[-2:]), word_key(low[-4:]),
            cluster, cluster & 255, cluster & 15,
            word_key(_shape(word)), word_key(low[-3:]), self._kind(word, low, key), case, listed,
            1 + is_capital(word),
        ]  # fmt: skip

    def _looked_up(self, key: int) -> tuple[int, int]:
        """Cluster and case; 0 where nothing is known of this language's words."""
        if self._known is None or self._case is None:
            return 0, 0
        place = int(np.searchsorted(self._known, np.uint32(key)))
        if place == len(self._known) or self._known[place] != key:
            return 0, _UNKNOWN_CASE
        return int(self._cluster[place]) if self._cluster is not None else 0, int(self._case[place])

    def _kind(self, word: str, low: str, key: int) -> int:
        """Which cue the word is; else a stop word, a capitalised word, a small one, a number, or the mark itself."""
        if cue := self._cues.get(low):
            return cue
        if _is_in(self._stop, key):
            return 4
        return 1 if word[0].isupper() else 2 if word[0].isalpha() else 3 if word[0].isdigit() else word_key(word[0])


@lru_cache(maxsize=1 << 15)
def cluster(word: str) -> int:
    """The Brown cluster of an English word in lower case, its path from the lowest bit on; 0 of an unknown word."""
    keys, key = _lexicon()["en_key"], word_key(word)
    place = int(np.searchsorted(keys, np.uint32(key)))
    return int(_lexicon()["en_cluster"][place]) if place < len(keys) and keys[place] == key else 0


def _is_in(keys: np.ndarray, key: int) -> bool:
    place = int(np.searchsorted(keys, np.uint32(key)))
    return place < len(keys) and int(keys[place]) == key


def _shape(word: str) -> str:
    kinds = ["X" if c.isupper() else "x" if c.isalpha() else "9" if c.isdigit() else c for c in word[:24]]
    return "".join(kind for number, kind in enumerate(kinds) if number == 0 or kind != kinds[number - 1])[:6]


@cache
def _lexicon() -> dict[str, np.ndarray]:
    with np.load(LEXICON, allow_pickle=False) as arrays:
        return dict(arrays)


@cache
def _cues() -> dict[str, dict[str, int]]:
    """Language -> word -> number of its kind; the first kind of a word counts."""
    found: dict[str, dict[str, int]] = {}
    for line in CUES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, kind, words = line.split("\t")
            of = found.setdefault(language, {})
            for word in words.split():
                of.setdefault(word, word_key(kind))
    return found
