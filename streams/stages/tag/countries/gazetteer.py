"""The names that the country tagger knows, loaded once from streams/data/gazetteer.npz and our readable tables."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import xxhash
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from streams.stages.tag.countries.folding import lower

LATIN_ENDS = "\u0250"
FILTER_SHIFT = 42  # leaves 22 bits of 64: 4 MB, eight times as many places as names
DATA = Path(str(files("streams") / "data"))
FILE = DATA / "gazetteer.npz"


@dataclass(frozen=True, slots=True)
class CountryCode:
    """A country as the outside world writes it."""

    alpha3: str
    name: str


class Reading(NamedTuple):
    """One meaning of a form: in which language (* for any), as what, of which country."""

    language: str
    kind: str
    code: str


class Form(NamedTuple):
    """A name as it is written; a stem goes on with an ending."""

    text: str
    stem: bool
    exact: bool  # an abbreviation: its case must be right
    readings: tuple[Reading, ...]


class Town(NamedTuple):
    """One place of a name: its country, its size (10 * log2 of the inhabitants) and region; `main`: its own name.

    `fame`: 10 * log2 of how many times more names than usual it has in all languages; 0 for a name that is not its own.
    """

    code: str
    size: int
    region: str
    main: bool
    fame: int


def table_rows(name: str) -> list[list[str]]:
    """The lines of a readable table, split at tabs, comments left out."""
    lines = (DATA / "gazetteer" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    """The words of a table that has several in a line, or one."""
    return frozenset(word for row in table_rows(name) for word in row[0].split(" "))


class Gazetteer:
    """Country words in an automaton, towns by hash, and the lists that tell persons and common words.

    Forms are read from their line when a text holds them: as objects all of them would take 100 MB.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as arrays:
            texts = {name: arrays[name].tobytes().decode().split("\n") for name in ("regions", "guessable")}
            # Single numbers are read from a view three times as fast as from an array.
            self._city_hash = memoryview(arrays["city_hash"])
            # A byte says that there is no such hash: nine of ten names end here, which saves a search each.
            self._city_filter = _filter(arrays["city_hash"])
            self._city_start = arrays["city_start"]
            self._cities = arrays["city"]
            self._names: bytes = arrays["names"].tobytes()
        self._codes = list(country_table())
        self._town_regions = texts["regions"]
        ends = np.flatnonzero(np.frombuffer(self._names, dtype=np.uint8) == ord("\n"))
        self._line_start = np.concatenate(([0], ends + 1, [len(self._names) + 1]))
        # Most names are in other languages and scripts: without them the automaton fits into the processor's cache.
        english = {
            number: line
            for number, line in enumerate(self._lines())
            if line[0] < LATIN_ENDS and ("=en:" in line or " en:" in line or "=*:" in line)
        }
        self._english = list(english)
        self._english_stems = {place for place, line in enumerate(english.values()) if "*=" in line}
        self._english_automaton = _automaton(map(_spelling, english.values()))
        self._automaton = _automaton(map(_spelling, self._lines()))
        self.guessable = dict(line.split("\t") for line in texts["guessable"])
        self.common_words = _words("words-en.txt")
        self.given_names_by_hand = _words("given-names.txt")
        listed = _words("census-given.txt") | _words("first-names.txt")
        self.given_names = self.given_names_by_hand | {n for n in listed if n.lower() not in self.common_words}
        self.family_names = _words("census-family.txt") | _words("family-names.txt")
        self.not_towns = _words("not-towns.txt")
        self._everyday = frozenset(lower(word) for row in table_rows("homographs.tsv") for word in row[1:])
        self._everyday_heads = frozenset(word[:3] for word in self._everyday if word.endswith("*"))
        self._regions = _regions()
        self.is_everyday = lru_cache(maxsize=4096)(self._is_everyday)
        self.region = lru_cache(maxsize=4096)(self._region)
        self._towns = lru_cache(maxsize=8192)(self._read_towns)

    def _lines(self) -> Iterator[str]:
        """One after the other: all at once they would take 20 MB."""
        for start, end in pairwise(self._line_start.tolist()):
            yield self._names[start : end - 1].decode()

    def matches(self, low: str, english: bool) -> Iterator[tuple[int, int, int]]:
        """Pattern, start and end of all spellings in a text in lower case, overlapping ones too.

        `english`: of names in English and in all languages alone, and none inside a word.
        """
        if not english:
            yield from self._automaton.find_matches_as_indexes(low, overlapping=True)
            return
        after = low + " "
        for pattern, start, end in self._english_automaton.find_matches_as_indexes(low, overlapping=True):
            if start and low[start - 1].isalpha():
                continue
            if not after[end].isalpha() or pattern in self._english_stems:
                yield self._english[pattern], start, end

    def forms(self, pattern: int) -> tuple[Form, ...]:
        """The forms of the spelling with this number."""
        line = self._names[self._line_start[pattern] : self._line_start[pattern + 1] - 1].decode()
        return tuple(map(_read_form, line.split("\t")[1:]))

    def towns(self, key: str) -> tuple[Town, ...]:
        """The towns of this name (words in lower case), largest first."""
        value = xxhash.xxh3_64_intdigest(key.encode())
        if not self._city_filter[value >> FILTER_SHIFT]:
            return ()
        index = bisect_left(self._city_hash, value)
        return self._towns(index) if self._city_hash[index : index + 1].tolist() == [value] else ()

    def _is_everyday(self, written: str) -> bool:
        """Whether a name is an everyday word or a person's name as well, by its table; stems there end in *."""
        low = lower(written)
        if low in self._everyday:
            return True
        return low[:3] in self._everyday_heads and any(
            low[:size] + "*" in self._everyday for size in range(3, len(low) + 1)
        )

    def _region(self, written: str) -> tuple[str, str] | None:
        """The country and region that stand behind a town as `Ohio`, `Ga.`, `N.J` or `MICH`; the postal codes large."""
        key = _region_key(written)
        if len(key) == 2 and not (written.isupper() or written.endswith(".")):
            return None
        return self._regions.get(key)

    def _read_towns(self, index: int) -> tuple[Town, ...]:
        """The places of the name that stands at this index of the hashes, largest first."""
        found = self._cities[self._city_start[index] : self._city_start[index + 1]]
        return tuple(
            Town(self._codes[country], size, self._town_regions[region], bool(main), fame)
            for country, size, region, main, fame in found.tolist()
        )


def _filter(hashes: npt.NDArray[np.uint64]) -> bytes:
    """1 where a hash begins with these bits."""
    found = np.zeros(1 << (64 - FILTER_SHIFT), dtype=np.uint8)
    found[hashes >> np.uint64(FILTER_SHIFT)] = 1
    return found.tobytes()


def _spelling(line: str) -> str:
    return line.partition("\t")[0]


def _automaton(patterns: Iterable[str]) -> AhoCorasick:
    """As a table of all states (DFA) it would take 14 MB for English alone, and be no faster among other work."""
    return AhoCorasick(
        patterns, matchkind=MatchKind.Standard, store_patterns=False, implementation=Implementation.ContiguousNFA
    )


def _read_form(written: str) -> Form:
    text, _, rest = written.rpartition("=")
    readings = tuple(Reading(*item.split(":", 2)) for item in rest.split(" "))
    stem = text.endswith("*")
    text = text.rstrip("*")
    letters = text.replace(".", "").replace(" ", "")
    exact = text.isascii() and letters.isupper() and len(letters) <= 5
    return Form(text, stem, exact, readings)


def _regions() -> dict[str, tuple[str, str]]:
    """Folded forms of first-level regions -> country and region, `-` where it has no number."""
    found: dict[str, tuple[str, str]] = {}
    for code, short, *forms in table_rows("regions.tsv"):
        if "," in code:
            continue
        region = f"{code}.{short}" if short != "-" else "-"
        postal = [short] if code == "US" and short != "-" else []
        for form in (*forms, *postal):
            found.setdefault(_region_key(form.lstrip("~")), (code, region))
    return found


def _region_key(form: str) -> str:
    return form.replace(".", "").replace(" ", "").lower()


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer of this process."""
    return Gazetteer(FILE)


@cache
def country_table() -> dict[str, CountryCode]:
    """Alpha-2 code -> alpha-3 code and English short name; read without the rest, since alerts need no more."""
    with np.load(FILE, allow_pickle=False) as arrays:
        rows = arrays["countries"].tobytes().decode().split("\n")
    return {code: CountryCode(alpha3, name) for code, alpha3, name in (row.split("\t") for row in rows)}
