"""Train the linear models of names on texts whose licence allows it, and write streams/data/names/names.npz.

usage: python -m evaluation.train_names [DATA]            (DATA: the folder of the entity sets)
       python -m evaluation.train_names --check [DATA]    the honest figures: cross-validation by document

Two models. `en` learns English words: voa (public domain), wikinews (CC BY 2.5), wikigold and wnut17 (CC BY 4.0),
crossner_politics (MIT). `other` learns from the same texts what does not hang on English words (shapes, cue words,
lists, places in the document), and German words from the given half of germeval14_news (CC BY 4.0). In a fixed order,
so that the same machine writes the same bytes.
"""

import gzip
import json
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np

from evaluation.crf import Example, fit
from evaluation.npz import write_arrays
from streams.stages.tag.countries.gazetteer import gazetteer
from streams.stages.tag.countries.match import find_hits
from streams.stages.tag.names.features import Document, features, read
from streams.stages.tag.names.linear import names_of
from streams.stages.tag.names.model import FILE, LABELS, Weights, allowed
from streams.stages.tag.names.words import Words

DATA = Path("../shared/data/entities")
ENGLISH = ("voa", "wikinews", "wikigold", "crossner_politics", "wnut17")
LEARNT = {"germeval14_news": "de"}  # sets of the file `multilingual`
PENALTY = 2.0
STEPS = {"en": 80, "other": 60}
FOLDS = 5


def records(folder: Path, name: str) -> Iterator[dict]:
    """The records of one set."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def english(folder: Path) -> list[dict]:
    """The English documents."""
    return [record for name in ENGLISH for record in records(folder, name)]


def foreign_sets(folder: Path) -> list[dict]:
    """The documents of the sets in other languages that may be learnt from."""
    return [record for record in records(folder, "multilingual") if record["set"] in LEARNT]


def train_english(documents: Iterable[dict]) -> Weights:
    """The model `en`."""
    words = Words("en")
    return _quantised(_examples(documents, "en", words, lexical=True), "en", frozenset({"en"}))


def train_other(documents: Iterable[dict], english_documents: Iterable[dict]) -> Weights:
    """The model `other`: English as a language of which nothing is learnt but its cue words, and those of LEARNT.

    Of every second document the lexicon, too, is unknown: most languages have no clusters, and our lists of personal
    names know fewer of theirs. Half of voa is enough, for it is a language among others here.
    """
    examples: list[Example] = []
    some_english = [item for number, item in enumerate(english_documents) if item["set"] != "voa" or number % 2]
    for with_lexicon, some in enumerate((some_english[::2], some_english[1::2])):
        words = Words("en", with_lexicon=bool(with_lexicon))
        examples += _examples(some, "en", words, lexical=False)
    for language in LEARNT.values():
        own = [record for record in documents if record["lang"] == language]
        examples += _examples(own, language, Words(language), lexical=True)
    return _quantised(examples, "other", frozenset(LEARNT.values()))


def _examples(documents: Iterable[dict], language: str, words: Words, *, lexical: bool) -> list[Example]:
    found = []
    for record in documents:
        document = read(record["text"], words)
        if document.runs:
            hits = find_hits(document.text, language, gazetteer())
            lengths = [stop - first for first, stop in document.runs]
            found.append(Example(features(document, hits, lexical=lexical), lengths, _gold(document, record)))
    return found


def _gold(document: Document, record: dict) -> list[int]:
    """The label of every token of the runs."""
    starts = document.tokens.starts
    labels = ["O"] * len(starts)
    for entity in record["entities"]:
        if f"B-{entity['type']}" in LABELS:
            first, stop = bisect_left(starts, entity["start"]), bisect_left(starts, entity["end"])
            for number in range(first, stop):
                labels[number] = ("B-" if number == first else "I-") + entity["type"]
    gold = []
    for first, stop in document.runs:
        before = "O"
        for label in labels[first:stop]:
            # A name that the run cuts in two begins anew.
            before = "B-" + label[2:] if label.startswith("I-") and before[2:] != label[2:] else label
            gold.append(LABELS.index(before))
    return gold


def _quantised(examples: list[Example], name: str, lexical: frozenset[str]) -> Weights:
    weights, transitions = fit(examples, PENALTY, STEPS[name])
    weights[0] = 0
    scale = float(np.abs(weights).max() / 127)
    rows = np.round(weights / scale).astype(np.int16)
    return Weights(rows, scale, np.round(transitions, 4) + allowed(), lexical)


def write(models: dict[str, Weights]) -> None:
    """All models into one file, with a version that is the hash of their weights."""
    arrays = {}
    for name, model in models.items():
        arrays[f"{name}_rows"] = model.rows.astype(np.int8)
        arrays[f"{name}_scale"] = np.array(model.scale)
        arrays[f"{name}_transitions"] = model.transitions
        arrays[f"{name}_lexical"] = np.frombuffer(" ".join(sorted(model.lexical)).encode(), dtype=np.uint8)
    digest = sha256(b"".join(arrays[name].tobytes() for name in sorted(arrays))).hexdigest()[:8]
    write_arrays(FILE, arrays | {"version": np.frombuffer(digest.encode(), dtype=np.uint8)})
    print(f"{FILE.name}: {FILE.stat().st_size / 1e6:.2f} MB, version {digest}")


def check(folder: Path) -> None:
    """Exact F1 of the models' own spans, each document by models that have not seen it, lists not merged in."""
    documents, foreign = english(folder), foreign_sets(folder)
    counts: dict[str, np.ndarray] = {}
    for fold in range(FOLDS):
        seen = [record for record in documents if _fold(record) != fold]
        model = train_english(seen)
        _count(counts, [r for r in documents if _fold(r) == fold], model, "en")
        model = train_other([record for record in foreign if _fold(record) != fold], seen)
        for language in LEARNT.values():
            _count(counts, [r for r in foreign if _fold(r) == fold and r["lang"] == language], model, language)
        print(f"after {fold + 1} of {FOLDS} folds:")
        for name, (right, said, true) in counts.items():
            figures = f"precision {right / said:.3f}, recall {right / true:.3f}, F1 {2 * right / (said + true):.3f}"
            print(f"  {name}: {figures}", flush=True)


def _fold(record: dict) -> int:
    """Not the hash that halves the sets."""
    return int(sha256(f"fold {record['id']}".encode()).hexdigest(), 16) % FOLDS


def _count(counts: dict[str, np.ndarray], documents: list[dict], model: Weights, language: str) -> None:
    words, kinds = Words(language), ("PER", "ORG", "LOC")
    for record in documents:
        said = {(s.start, s.end, s.type) for s in names_of(record["text"], language, model, words) if s.type in kinds}
        true = {(e["start"], e["end"], e["type"]) for e in record["entities"] if e["type"] in kinds}
        add = np.array([len(said & true), len(said), len(true)])
        counts[record["set"]] = counts.get(record["set"], 0) + add


if __name__ == "__main__":
    arguments = [item for item in sys.argv[1:] if item != "--check"]
    where = Path(arguments[0]) if arguments else DATA
    if "--check" in sys.argv:
        check(where)
    else:
        write({"en": train_english(english(where)), "other": train_other(foreign_sets(where), english(where))})
