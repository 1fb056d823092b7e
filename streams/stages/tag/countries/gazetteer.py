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
    """Country words in an automaton, towns by hash, and the lists that tell persons and common words."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as arrays:
            self.regions = arrays["regions"].tobytes().decode().split("\n")
            self.city_hash = arrays["city_hash"]
            self._city_start = arrays["city_start"]
            self._cities = arrays["city"]
            names = arrays["names"].tobytes().decode()
        self._codes = list(country_table())
        patterns: dict[str, list[int]] = {}
        self.forms: list[Form] = []
        for line in names.split("\n"):
            form = _read_form(line)
            patterns.setdefault(lower(form.text), []).append(len(self.forms))
            self.forms.append(form)
        self.by_pattern = list(patterns.values())
        self.automaton = AhoCorasick(list(patterns), matchkind=MatchKind.Standard)
        self.common_words = frozenset(row[0] for row in table_rows("words-en.txt"))
        self.first_names = frozenset(row[0] for row in table_rows("first-names.txt"))
        self.family_names = frozenset(row[0] for row in table_rows("family-names.txt"))
        self.homographs = frozenset(word for row in table_rows("homographs.tsv") for word in row[1:])
        self.state_forms = _states()

    def towns(self, index: int) -> tuple[Town, ...]:
        """The places of the name that stands at this index of `city_hash`, largest first."""
        found = self._cities[self._city_start[index] : self._city_start[index + 1]]
        return tuple(
            Town(self._codes[country], int(size), self.regions[region], bool(main))
            for country, size, region, main in found.tolist()
        )


def _read_form(line: str) -> Form:
    text, _, rest = line.partition("\t")
    readings = tuple(Reading(*item.split(":", 2)) for item in rest.split(" "))
    stem = text.endswith("*")
    text = text.rstrip("*")
    letters = text.replace(".", "").replace(" ", "")
    exact = text.isascii() and letters.isupper() and len(letters) <= 5
    return Form(text, stem, exact, readings)


def _states() -> dict[str, tuple[str, str]]:
    """How regions stand behind a town: `Ohio`, `Ga.`, `Ont.` -> country and region."""
    found: dict[str, tuple[str, str]] = {}
    for code, short, *forms in table_rows("regions.tsv"):
        for form in forms:
            if "," not in code and "," not in form:
                region = f"{code}.{short}" if short != "-" else "-"
                found[form.lstrip("~")] = (code, region)
        if code == "US" and short != "-":
            found[short] = (code, f"US.{short}")
    return found


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
