"""Compile what the tagger of names knows of single words into streams/data/names/lexicon.npz.

usage: python -m evaluation.training.lexicon [--public OUT]

Brown clusters and how often a word stands in lower case come from spacy-lookups-data (MIT), function words from spaCy
(MIT), given and family names from Faker (MIT) and from names (the US census of 1990, public domain). All four are
packages of the extra `models`. Of French, Italian and Portuguese, which spacy-lookups-data has not, words are counted
in the texts of OUT, which public_names.py makes.
"""

import argparse
import gzip
import importlib
import json
import math
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import numpy as np
from faker.config import AVAILABLE_LOCALES

from evaluation.training.npz import write_arrays
from streams.stages.tag.names.words import LEXICON, word_key

WORDS = {"en": 100_000, "de": 60_000, "es": 60_000}
CLUSTERED = frozenset({"en", "de"})  # of the languages that the model learns words of
# Those with capitals; the language -> its module in spaCy.
STOP_WORDS = {
    **{code: code for code in (
        "af az bg ca cs da de el en es et eu fi fr ga hr hu hy id is it lb lt lv mk nl pl pt ro ru sk sl sq sr sv tl "
        "tr uk vi"
    ).split()},
    "no": "nb", "nb": "nb", "nn": "nb",
}  # fmt: skip
COUNTED = {
    "fr": ("winer_fr",),
    "it": ("europarl_it",),
    "pt": ("uner_bosque", "porttinari"),
}
FEWEST = 2  # times that a word must stand in lower case to be counted
CENSUS_FAMILY_NAMES = 12_000
NAME = re.compile(r"[^\W\d_]{2,}")
WORD = re.compile(r"[^\W\d_]+")
# log10 of lower case to capitalised: bounds between the classes of `case`, 0 is kept for unknown words.
CASES = (-1.5, -0.5, 0.5, 1.5)


def words_of(language: str) -> dict[str, np.ndarray]:
    """The commonest words of a language: key, cluster and case, in the order of the keys."""
    folder = files("spacy_lookups_data") / "data"
    probability = _read(folder / f"{language}_lexeme_prob.json.gz")
    cluster = _read(folder / f"{language}_lexeme_cluster.json.gz")
    forms: dict[str, list[str]] = {}
    for word in sorted(probability, key=lambda word: (-probability[word], word)):
        if word[0].isalpha():
            forms.setdefault(word.lower(), []).append(word)
        if len(forms) > WORDS[language]:
            break
    rows = {}
    for low, written in forms.items():
        paths = [cluster[word] for word in written if cluster.get(word)]
        rows[word_key(low)] = (paths[0] if paths else 0, _case(low, probability))
    keys = sorted(rows)
    arrays = {
        f"{language}_key": np.array(keys, dtype=np.uint32),
        f"{language}_case": np.array([rows[key][1] for key in keys], dtype=np.uint8),
    }
    if language in CLUSTERED:
        arrays[f"{language}_cluster"] = np.array([rows[key][0] for key in keys], dtype=np.uint32)
    return arrays


def counted_words(folder: Path, language: str) -> dict[str, np.ndarray]:
    """Key and case of the words that some texts hold in lower case; a name is a word that they do not."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for name in COUNTED[language]:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for word in (word for line in lines for word in WORD.findall(json.loads(line)["text"])):
                (small if word.islower() else capital)[word.lower()] += 1
    rows = {
        word_key(word): _class(math.log10(count / max(capital[word], 0.1)))
        for word, count in small.items()
        if count >= FEWEST
    }
    keys = sorted(rows)
    return {
        f"{language}_key": np.array(keys, dtype=np.uint32),
        f"{language}_case": np.array([rows[key] for key in keys], dtype=np.uint8),
    }


def _read(path: Path) -> dict:
    return json.loads(gzip.decompress(path.read_bytes()))


def _case(low: str, probability: dict[str, float]) -> int:
    least = min(-20.0, probability.get(low, 0.0))
    capitals = max(probability.get(low.title(), least), probability.get(low.upper(), least))
    return _class((probability.get(low, least) - capitals) / math.log(10))


def _class(ratio: float) -> int:
    return 1 + sum(ratio > bound for bound in CASES)


def stop_words() -> dict[str, np.ndarray]:
    """Keys of each language's function words."""
    found = {}
    for language, module in STOP_WORDS.items():
        words = importlib.import_module(f"spacy.lang.{module}.stop_words").STOP_WORDS
        found[f"{language}_stop"] = np.array(sorted({word_key(word.lower()) for word in words}), dtype=np.uint32)
    return found


def personal_names() -> dict[str, np.ndarray]:
    """Keys of the given names and of the family names."""
    given, family = _census()
    for locale in AVAILABLE_LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        given |= _words(provider, "first_names")
        family |= _words(provider, "last_names")
    return {
        kind: np.array(sorted({word_key(name.lower()) for name in names}), dtype=np.uint32)
        for kind, names in (("given", given), ("family", family))
    }


def _census() -> tuple[set[str], set[str]]:
    """First and family names in the order of their frequency."""
    folder = files("names")
    given = {
        line.split()[0].title()
        for sex in ("male", "female")
        for line in (folder / f"dist.{sex}.first").read_text("ascii").splitlines()
    }
    family = (folder / "dist.all.last").read_text("ascii").splitlines()
    return given, {line.split()[0].title() for line in family[:CENSUS_FAMILY_NAMES]}


def _words(provider: type, kind: str) -> set[str]:
    found: set[str] = set()
    for attribute in (kind, f"{kind}_male", f"{kind}_female", f"{kind}_nonbinary", f"{kind}_unisex"):
        listed = vars(provider).get(attribute, ())
        if isinstance(listed, (list, tuple, dict)):
            for name in listed:
                parts = NAME.findall(name) if isinstance(name, str) else []
                # Of a family name of two words, as in Spain, each is one; of `van den Berg` the one with the capital.
                found.update(part for part in parts if part[0].isupper() and part[1:].islower())
    return found


def main() -> None:
    """Compile and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public", type=Path)
    public: Path | None = parser.parse_args().public
    arrays = personal_names() | stop_words()
    for language in WORDS:
        arrays |= words_of(language)
    for language in COUNTED if public else ():
        arrays |= counted_words(public, language)
    write_arrays(LEXICON, arrays)
    print(
        f"{LEXICON.name}: {LEXICON.stat().st_size / 1e6:.2f} MB, "
        f"{len(arrays['given'])} given names, {len(arrays['family'])} family names"
    )


if __name__ == "__main__":
    main()
