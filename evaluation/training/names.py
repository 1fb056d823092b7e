"""Train the linear models of names on texts whose licence allows it, and write streams/data/names/names.npz.

usage: python -m evaluation.training.names [DATA] [--public OUT]            (DATA: the folder of the entity sets)
       python -m evaluation.training.names --check [DATA] [--public OUT]    cross-validation by document

Two models. `en` learns English words: voa (public domain), wikinews (CC BY 2.5), wikigold and wnut17 (CC BY 4.0),
crossner_politics (MIT). `other` learns from the same texts what does not hang on English words (shapes, cue words,
lists, places in the document), and German from the given half of germeval14_news (CC BY 4.0); from OUT, which
public_names.py makes, French, Italian, Portuguese, Russian and Spanish. In a fixed order, so that the same machine
writes the same bytes.
"""

import argparse
import gzip
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from evaluation.training.crf import Example, Fitted, fit
from evaluation.training.npz import write_arrays
from evaluation.training.public_names import UNTYPED
from streams.stages.tag.countries.gazetteer import gazetteer
from streams.stages.tag.countries.match import find_hits
from streams.stages.tag.names.features import Document, features, read
from streams.stages.tag.names.linear import names_of
from streams.stages.tag.names.model import FILE, LABELS, Weights, allowed
from streams.stages.tag.names.tokens import is_capital
from streams.stages.tag.names.words import Words

DATA = Path("../shared/data/entities")
ENGLISH = ("voa", "wikinews", "wikigold", "crossner_politics", "wnut17")
GIVEN = "germeval14_news"  # of the file `multilingual` the set that may be learnt from
PUBLIC = ("winer_fr", "porttinari", "uner_bosque", "wikiner_ru", "europarl_it", "europarl_es")
PENALTY = {"en": 2.0, "other": 6.0}  # stronger where languages are judged that were never seen
STEPS = {"en": 80, "other": 60}
BITS = {"en": 18, "other": 20}  # of a hashed feature: `other` learns the words of six languages
TYPES = frozenset({"PER", "ORG", "LOC", "MISC"})
FOLDS = 5


def records(folder: Path, name: str) -> Iterator[dict]:
    """The records of one set."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def english(folder: Path) -> list[dict]:
    """The English documents."""
    return [record for name in ENGLISH for record in records(folder, name)]


def foreign(folder: Path, public: Path | None) -> list[dict]:
    """The documents in other languages."""
    given = [record for record in records(folder, "multilingual") if record["set"] == GIVEN]
    return given + [record for name in PUBLIC if public for record in records(public, name)]


_words = cache(Words)


def train_english(documents: Iterable[dict]) -> Weights:
    """The model `en`."""
    examples = _examples(documents, "en", _words("en"), lexical=True, bits=BITS["en"])
    return _quantised(fit(examples, PENALTY["en"], STEPS["en"], BITS["en"]), frozenset({"en"}))


def train_other(documents: Iterable[dict], english_documents: Iterable[dict]) -> Weights:
    """The model `other`: English as a language of which nothing is learnt but its cue words, and other languages.

    Of every second English document the lexicon, too, is unknown: most languages have no clusters, and our lists of
    personal names know fewer of theirs. Half of voa is enough, for it is a language among others here. Where the types
    of names are given, the language's own words are learnt as well; every text shows also what holds in all languages.
    """
    examples: list[Example] = []
    some_english = [item for number, item in enumerate(english_documents) if item["set"] != "voa" or number % 2]
    for with_lexicon, some in enumerate((some_english[::2], some_english[1::2])):
        words = Words("en", with_lexicon=bool(with_lexicon))
        examples += _examples(some, "en", words, lexical=False, bits=BITS["other"])
    typed = frozenset(record["lang"] for record in documents if _types(record) & TYPES)
    examples += _foreign_examples(documents, typed)
    return _quantised(fit(examples, PENALTY["other"], STEPS["other"], BITS["other"]), typed)


def _by_language(documents: Iterable[dict]) -> dict[str, list[dict]]:
    languages: dict[str, list[dict]] = {}
    for record in documents:
        languages.setdefault(record["lang"], []).append(record)
    return languages


def _foreign_examples(documents: Iterable[dict], typed: frozenset[str]) -> list[Example]:
    return [
        example
        for language, some in _by_language(documents).items()
        for lexical in (False, True)[: 1 + (language in typed)]
        for example in _examples(some, language, _words(language), lexical=lexical, bits=BITS["other"])
    ]


def _types(record: dict) -> set[str]:
    return {entity["type"] for entity in record["entities"]}


def _examples(documents: Iterable[dict], language: str, words: Words, *, lexical: bool, bits: int) -> list[Example]:
    found = []
    for record in documents:
        document = read(record["text"], words)
        if document.runs:
            hits = find_hits(document.text, language, gazetteer())
            lengths = [stop - first for first, stop in document.runs]
            seen = features(document, hits, lexical=lexical, bits=bits)
            found.append(Example(seen, lengths, _gold(document, record)))
    return found


def _gold(document: Document, record: dict) -> np.ndarray:
    """The labels that each token of the runs may have: one, but for the names of a treebank."""
    starts, words = document.tokens.starts, document.tokens.words
    labels = ["O"] * len(starts)
    for entity in record["entities"]:
        first, stop = bisect_left(starts, entity["start"]), bisect_left(starts, entity["end"])
        if entity["type"] in TYPES:
            for number in range(first, stop):
                labels[number] = ("B-" if number == first else "I-") + entity["type"]
        elif entity["type"] == UNTYPED:
            labels[first:stop] = ["name" if is_capital(word) else "between" for word in words[first:stop]]
            if first < stop:
                labels[first] = "begin"
    gold = []
    for first, stop in document.runs:
        before = "O"
        for label in labels[first:stop]:
            # A name that the run cuts in two begins anew.
            before = "B-" + label[2:] if label.startswith("I-") and before[2:] != label[2:] else label
            gold.append(_may(before))
    return np.array(gold)


@cache
def _may(label: str) -> list[bool]:
    """Which labels fit: of a name without type any type, and of two parts of it what both can be."""
    if label == "begin":
        return [known.startswith("B-") for known in LABELS]
    if label == "name":
        return [known != "O" for known in LABELS]
    if label == "between":
        return [not known.startswith("B-") for known in LABELS]
    return [known == label for known in LABELS]


def _quantised(fitted: Fitted, lexical: frozenset[str]) -> Weights:
    weights, transitions = fitted.weights.copy(), fitted.transitions
    weights[0] = 0
    scale = float(np.abs(weights).max() / 127)
    rows = np.round(weights / scale).astype(np.int8)
    return Weights(rows, scale, np.round(transitions, 4) + allowed(), lexical)


def write(models: dict[str, Weights]) -> None:
    """All models into one file, with a version that is the hash of their weights."""
    arrays = {}
    for name, model in models.items():
        arrays[f"{name}_rows"] = model.rows
        arrays[f"{name}_scale"] = np.array(model.scale)
        arrays[f"{name}_transitions"] = model.transitions
        arrays[f"{name}_lexical"] = np.frombuffer(" ".join(sorted(model.lexical)).encode(), dtype=np.uint8)
    digest = sha256(b"".join(arrays[name].tobytes() for name in sorted(arrays))).hexdigest()[:8]
    write_arrays(FILE, arrays | {"version": np.frombuffer(digest.encode(), dtype=np.uint8)})
    print(f"{FILE.name}: {FILE.stat().st_size / 1e6:.2f} MB, version {digest}")


def check(documents: list[dict], others: list[dict]) -> None:
    """Exact F1 of the models' own spans, each document by models that have not seen it, lists not merged in."""
    counts: dict[str, np.ndarray] = {}
    for fold in range(FOLDS):
        seen = [record for record in documents if _fold(record) != fold]
        _count(counts, [r for r in documents if _fold(r) == fold], train_english(seen))
        model = train_other([record for record in others if _fold(record) != fold], seen)
        _count(counts, [r for r in others if _fold(r) == fold and _types(r) and _types(r) <= TYPES], model)
        print(f"after {fold + 1} of {FOLDS} folds:")
        for name, (right, said, true) in counts.items():
            figures = f"precision {right / said:.3f}, recall {right / true:.3f}, F1 {2 * right / (said + true):.3f}"
            print(f"  {name}: {figures}", flush=True)


def _fold(record: dict) -> int:
    """Not the hash that halves the sets."""
    return int(sha256(f"fold {record['id']}".encode()).hexdigest(), 16) % FOLDS


def _count(counts: dict[str, np.ndarray], documents: list[dict], model: Weights) -> None:
    kinds = ("PER", "ORG", "LOC")
    for record in documents:
        found = names_of(record["text"], record["lang"], model, _words(record["lang"]))
        said = {(span.start, span.end, span.type) for span in found if span.type in kinds}
        true = {(item["start"], item["end"], item["type"]) for item in record["entities"] if item["type"] in kinds}
        add = np.array([len(said & true), len(said), len(true)])
        counts[record["set"]] = counts.get(record["set"], 0) + add


def main() -> None:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=DATA)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    documents = english(arguments.data)
    others = foreign(arguments.data, arguments.public)
    if arguments.check:
        check(documents, others)
    else:
        write({"en": train_english(documents), "other": train_other(others, documents)})


if __name__ == "__main__":
    main()
