"""Train the linear model of names on texts whose licence allows it, and write streams/data/names.npz.

usage: python -m evaluation.train_names [DATA]    (DATA: the folder of the entity sets, default ../shared/data/entities)

A structured perceptron with averaged weights over the runs of capitalised tokens. Sets: voa (public domain), wikinews
(CC BY 2.5), wikigold and wnut17 (CC BY 4.0), crossner_politics (MIT). In a fixed order, so that the bytes are too.
"""

import gzip
import io
import json
import random
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from streams.stages.tag.countries.gazetteer import gazetteer
from streams.stages.tag.countries.match import find_hits
from streams.stages.tag.names.features import BITS, token_features
from streams.stages.tag.names.model import FILE, LABELS, allowed, best_path
from streams.stages.tag.names.tokens import runs, tokenize

SETS = ("voa", "wikinews", "wikigold", "crossner_politics", "wnut17")
EPOCHS = 8


class Example(NamedTuple):
    """A document: feature rows, the runs as ranges of rows, and the gold label of each row."""

    rows: np.ndarray
    spans: list[tuple[int, int]]
    gold: list[int]


def examples(folder: Path) -> list[Example]:
    """All documents of the sets, as features and labels."""
    found = []
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found.extend(example(record["text"], record["entities"]) for record in map(json.loads, lines))
    return [item for item in found if item.spans]


def example(text: str, entities: list[dict]) -> Example:
    """One document."""
    tokens = tokenize(text)
    labels = {}
    for entity in entities:
        if entity["type"] in ("PER", "ORG", "LOC", "MISC"):
            inside = [number for number, token in enumerate(tokens) if entity["start"] <= token.start < entity["end"]]
            for place, number in enumerate(inside):
                labels[number] = ("B-" if place == 0 else "I-") + entity["type"]
    wanted: list[int] = []
    spans, gold = [], []
    for first, stop in runs(tokens, text):
        spans.append((len(wanted), len(wanted) + stop - first))
        wanted.extend(range(first, stop))
        gold.extend(_repaired([labels.get(number, "O") for number in range(first, stop)]))
    return Example(token_features(tokens, wanted, find_hits(text, "en", gazetteer())), spans, gold)


def _repaired(labels: list[str]) -> list[int]:
    """A name that the run cuts in two begins anew."""
    fixed = []
    for number, label in enumerate(labels):
        before = fixed[-1] if number else "O"
        fixed.append(label if not label.startswith("I-") or before[2:] == label[2:] else "B-" + label[2:])
    return [LABELS.index(label) for label in fixed]


def train(documents: list[Example], epochs: int) -> tuple[np.ndarray, np.ndarray]:
    """Averaged weights and transitions."""
    weights = np.zeros((1 << BITS, len(LABELS)), dtype=np.float32)
    summed = np.zeros_like(weights)
    free, free_sum = (
        np.zeros((len(LABELS) + 1, len(LABELS)), dtype=np.float32),
        np.zeros((len(LABELS) + 1, len(LABELS))),
    )
    step = 1
    order = list(range(len(documents)))
    shuffle = random.Random(17)
    for epoch in range(epochs):
        shuffle.shuffle(order)
        wrong = 0
        for number in order:
            rows, spans, gold = documents[number]
            scores = weights[rows].sum(axis=1)
            transitions = free + allowed()
            for first, stop in spans:
                path = best_path(scores[first:stop], transitions)
                truth = gold[first:stop]
                step += 1
                if path == truth:
                    continue
                wrong += 1
                for place, (guess, right) in enumerate(zip(path, truth, strict=True)):
                    if guess != right:
                        features = rows[first + place]
                        features = features[features > 0]
                        np.add.at(weights, (features, right), 1)
                        np.add.at(weights, (features, guess), -1)
                        np.add.at(summed, (features, right), step)
                        np.add.at(summed, (features, guess), -step)
                    for label, sign in ((truth, 1), (path, -1)):
                        source = label[place - 1] if place else len(LABELS)
                        free[source, label[place]] += sign
                        free_sum[source, label[place]] += sign * step
        print(f"epoch {epoch + 1}: {wrong} runs wrong", file=sys.stderr, flush=True)
    return weights - summed / step, free - free_sum / step


def main(folder: Path) -> None:
    """Train and write."""
    documents = examples(folder)
    weights, transitions = train(documents, EPOCHS)
    weights[0] = 0
    with zipfile.ZipFile(FILE, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in (("weights", weights.astype(np.float16)), ("transitions", transitions.astype(np.float32))):
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED
            )
    print(f"{FILE.name}: {FILE.stat().st_size / 1e6:.1f} MB from {len(documents)} documents")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data/entities"))
