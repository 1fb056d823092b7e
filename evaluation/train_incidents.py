"""Trains the incident model: which sentences tell of an attack on people. python -m evaluation.train_incidents [DATA].

Writes streams/data/event_terms/incidents-en.tsv.

MUC-4 (public domain) says of a whole text whether it reports an incident: a bombing, a murder, a kidnapping, and not a
battle, a speech or an old case. Its sentences are a bag: the text's log odds are a soft maximum of theirs, and what is
learnt from a text goes to the sentences in proportion to their part in it (multiple-instance learning). Wikinews (CC
BY) and the VOA sentences (public domain), labelled one by one, keep the model with the news of today.
"""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.train_events import names_in, read, table
from streams.stages.tag.events.attacks import ATTACKS, SHARPNESS
from streams.stages.tag.events.model import features
from streams.stages.tag.events.rules import rules_of
from streams.stages.tag.events.sentences import lowered, spans

OUT = Path(__file__).parent.parent / "streams" / "data" / "rules" / "incidents-en.tsv"
L2, EPOCHS, RATE, LEAST = 1e-3, 12, 0.2, 3
SENTENCE_SHARE = 1.2  # how much a dozen labelled sentences count against a text
DOZEN = 12

Bag = tuple[list[np.ndarray], bool]


def sentences(data: Path) -> list[tuple[str, bool]]:
    """The VOA sentences, and whether each reports an attack."""
    found = []
    for record in read(data / "entities" / "voa.jsonl.gz"):
        attacks = {event["sentence"] for event in record["events"] if event["type"] in ATTACKS}
        for index, (start, end) in enumerate(record["sentences"]):
            found.append((record["text"][start:end], index in attacks))
    return found


def texts(records: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    """The texts, with their title, and whether each reports an incident."""
    found = []
    for record in records:
        gold = record["gold"]
        if gold["alert"] is not None:
            attack = gold["alert"] and (record.get("src") == "muc4" or bool(ATTACKS & set(gold["types"])))
            found.append((f"{record.get('title') or ''}\n\n{record['text']}", attack))
    return found


def told(text: str) -> list[list[str]]:
    """The features of each sentence that has a word of any event type: the others are never asked about."""
    found = []
    for start, end in spans(text):
        low = lowered(text[start:end])
        hits = rules_of("en").find(low)
        if any(weight >= 1 for hit in hits for _, weight in hit.meaning.weights):
            found.append(features(low, hits))
    return found


def train(labelled: list[tuple[str, bool]], whole: list[tuple[str, bool]]) -> tuple[list[str], np.ndarray, float]:
    """Vocabulary, weights and bias."""
    names = names_in([text for text, _ in labelled])
    rows = [features(lowered(text), rules_of("en").find(lowered(text))) for text, _ in labelled]
    # Texts in capitals hide their names, so that only words of the labelled sentences are learnt from them.
    counts = Counter(name for row in rows for name in row if not names & set(name.lstrip("~").split()))
    vocabulary = sorted(name for name, count in counts.items() if count >= LEAST)
    place = {name: index for index, name in enumerate(vocabulary)}

    def known(row: list[str]) -> np.ndarray:
        return np.array([place[name] for name in row if name in place], dtype=np.int64)

    bags = [([known(row) for row in told(text)], label) for text, label in whole]
    return vocabulary, *descend([known(row) for row in rows], [label for _, label in labelled], bags, len(vocabulary))


def descend(rows: list[np.ndarray], labels: list[bool], bags: list[Bag], size: int) -> tuple[np.ndarray, float]:
    """AdaGrad over the bags and dozens of sentences, in a fixed order."""
    weights, squares, bias = np.zeros(size), np.full(size, 1e-2), -3.0
    order, truth = np.random.default_rng(3), np.array(labels)
    dozens = np.array_split(order.permutation(len(rows)), max(1, len(rows) // DOZEN))
    steps: list[tuple[list[np.ndarray], Callable[[np.ndarray], np.ndarray]]] = [
        *((bag, lambda score, label=label: _of_bag(score, label)) for bag, label in bags if bag),
        *(([rows[i] for i in some], lambda score, some=some: _of_sentences(score, truth[some])) for some in dozens),
    ]
    for epoch in range(EPOCHS):
        rate = RATE / (1 + 0.3 * epoch)
        for step in order.permutation(len(steps)):
            some, error_of = steps[step]
            places = np.concatenate(some)
            owner = np.repeat(np.arange(len(some)), [len(row) for row in some])
            error = error_of(np.bincount(owner, weights[places], minlength=len(some)) + bias)
            touched, where = np.unique(places, return_inverse=True)
            gradient = np.bincount(where, error[owner]) + L2 * weights[touched]
            squares[touched] += gradient**2
            weights[touched] -= rate * gradient / np.sqrt(squares[touched])
            bias -= 0.02 * rate * float(error.sum())
    return weights, bias


def _of_bag(score: np.ndarray, label: bool) -> np.ndarray:
    part = np.exp(SHARPNESS * (score - score.max()))
    total = score.max() + np.log(part.sum()) / SHARPNESS
    return (1 / (1 + np.exp(-total)) - label) * part / part.sum()


def _of_sentences(score: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return (1 / (1 + np.exp(-score)) - labels) * SENTENCE_SHARE / len(score)


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data")
    whole = texts(read(data / "alerts" / "alert_muc4.jsonl.gz") + read(data / "pages" / "wikinews.jsonl.gz"))
    OUT.write_text(table(*train(sentences(data), whole)), "utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
