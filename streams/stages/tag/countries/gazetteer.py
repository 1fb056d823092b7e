"""The names that the country tagger knows, loaded once from streams/data/gazetteer.npz and our readable tables."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from streams.stages.tag.countries.folding import lower

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
    """One place of a name: its country, its size (10 * log2 of the inhabitants) and region; `main`: its own name."""

    code: str
    size: int
    region: str
    main: bool


def table_rows(name: str) -> list[list[str]]:
    """The lines of a readable table, split at tabs, comments left out."""
    lines = (DATA / "gazetteer" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


class Gazetteer:
    """Country words in an automaton, towns by hash, and the lists that tell persons and common words.

    Forms are read from their line when a text holds them: as objects all of them would take 100 MB.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as arrays:
            texts = {
                name: arrays[name].tobytes().decode().split("\n")
                for name in ("regions", "guessable", "given", "family")
            }
            self.city_hash = arrays["city_hash"]
            self._city_start = arrays["city_start"]
            self._cities = arrays["city"]
            self._names: bytes = arrays["names"].tobytes()
        self._codes = list(country_table())
        self._town_regions = texts["regions"]
        ends = np.flatnonzero(np.frombuffer(self._names, dtype=np.uint8) == ord("\n"))
        self._line_start = np.concatenate(([0], ends + 1, [len(self._names) + 1]))
        self._forms: dict[int, tuple[Form, ...]] = {}
        self.automaton = AhoCorasick(
            [line.partition("\t")[0] for line in self._names.decode().split("\n")],
            matchkind=MatchKind.Standard,
            store_patterns=False,
        )
        self.guessable = dict(line.split("\t") for line in texts["guessable"])
        self.common_words = frozenset(row[0] for row in table_rows("words-en.txt"))
        self.given_names = frozenset(texts["given"]) | {row[0] for row in table_rows("first-names.txt")}
        self.family_names = frozenset(texts["family"]) | {row[0] for row in table_rows("family-names.txt")}
        self.not_towns = frozenset(word for row in table_rows("not-towns.txt") for word in row[0].split(" "))
        self._everyday = frozenset(lower(word) for row in table_rows("homographs.tsv") for word in row[1:])
        self._regions = _regions()

    def forms(self, pattern: int) -> tuple[Form, ...]:
        """The forms of the spelling with this number."""
        found = self._forms.get(pattern)
        if found is None:
            line = self._names[self._line_start[pattern] : self._line_start[pattern + 1] - 1].decode()
            found = self._forms[pattern] = tuple(map(_read_form, line.split("\t")[1:]))
        return found

    def is_everyday(self, written: str) -> bool:
        """Whether a name is an everyday word or a person's name as well, by its table; stems there end in *."""
        low = lower(written)
        return low in self._everyday or any(low[:size] + "*" in self._everyday for size in range(3, len(low) + 1))

    def region(self, written: str) -> tuple[str, str] | None:
        """The country and region that stand behind a town as `Ohio`, `Ga.`, `N.J` or `MICH`; the postal codes large."""
        key = _region_key(written)
        if len(key) == 2 and not (written.isupper() or written.endswith(".")):
            return None
        return self._regions.get(key)

    def towns(self, index: int) -> tuple[Town, ...]:
        """The places of the name that stands at this index of `city_hash`, largest first."""
        found = self._cities[self._city_start[index] : self._city_start[index + 1]]
        return tuple(
            Town(self._codes[country], int(size), self._town_regions[region], bool(main))
            for country, size, region, main in found.tolist()
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
