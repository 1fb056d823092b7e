"""Trains the sentence model of the events: python -m evaluation.training.events [DATA].

Writes streams/data/event_terms/sentences-en.tsv.

Learns from texts whose licence lets a model ship: the VOA sentences (public domain, labelled by reading), Wikinews
(CC BY: title and lead of an article that is an alert or is not), ECB+ (CC BY, the same), encyclopedia sentences
(CC BY, MIT), which tell history, and sentences written for the purpose (event_sentences.yaml).
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from evaluation.training import SHIPPED
from streams.stages.tag.events.model import features
from streams.stages.tag.events.rules import rules_of
from streams.stages.tag.events.sentences import lowered, spans

VERSION = "2026.11.6"
OUT = SHIPPED / "event_terms" / "sentences-en.tsv"
WRITTEN = 3.0  # how much a sentence counts that was written for a kind of text which the others lack
# Clusters of ECB+ that a duty officer would be told of, and some of which one could say either; the others are sport,
# film, obituaries, appointments, trials, ordinary crime and accidents.
ECB_ALERTS = frozenset({"12_ecb", "12_ecbplus", "30_ecb", "30_ecbplus", "41_ecb", "41_ecbplus"})
ECB_EITHER = frozenset({"18_ecb", "38_ecb", "38_ecbplus"})
Example = tuple[str, int, float]  # sentence, is it an event, how much it counts


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def voa(data: Path) -> list[Example]:
    """Every labelled sentence."""
    found = []
    for record in read(data / "entities" / "voa.jsonl.gz"):
        events = {event["sentence"] for event in record["events"]}
        for index, (start, end) in enumerate(record["sentences"]):
            found.append((record["text"][start:end], int(index in events), 1.0))
    return found


def of_pages(pages: list[dict[str, Any]]) -> list[Example]:
    """Titles and leads of Wikinews; what follows may be background either way."""
    return [one for page in pages if page["gold"]["alert"] is not None for one in from_article(page)]


def from_article(record: dict[str, Any]) -> list[Example]:
    body = re.sub(r"^\s*\w+day, \w+ \d+, \d{4}\s*", "", record["text"])
    lead = [body[a:b] for a, b in spans(body)[: 2 if record["gold"]["alert"] else 12]]
    return [(sentence, int(record["gold"]["alert"]), 1.0) for sentence in [record["title"], *lead]]


def encyclopedia(data: Path) -> list[Example]:
    """Sentences of Wikipedia: about wars and films alike, and never news."""
    found = []
    for name in ("wikigold", "crossner_politics"):
        for record in read(data / "entities" / f"{name}.jsonl.gz"):
            found += [(record["text"][a:b], 0, 0.5) for a, b in spans(record["text"])]
    return found


def ecb(data: Path) -> list[Example]:
    """Leads of ECB+, whose clusters were judged one by one, as far as those of Wikinews."""
    found = []
    for record in read(data / "alerts" / "cluster_ecbplus.jsonl.gz"):
        cluster = record["gold"]["cluster"]
        if cluster not in ECB_EITHER:
            label = int(cluster in ECB_ALERTS)
            found += [(record["text"][a:b], label, 0.5) for a, b in spans(record["text"])[: 2 if label else 12]]
    return found


def written() -> list[Example]:
    """Sentences of the kinds that the others lack."""
    kinds = yaml.safe_load(Path(__file__).with_name("event_sentences.yaml").read_text("utf-8"))
    return [(text, int(kind == "events"), WRITTEN) for kind, texts in kinds.items() for text in texts]


def everything(data: Path, pages: list[dict[str, Any]]) -> list[Example]:
    """What the shipped model learns from, with these pages of Wikinews."""
    return voa(data) + of_pages(pages) + encyclopedia(data) + ecb(data) + written()


def names_in(sentences: list[str]) -> set[str]:
    """Words that mostly stand with a capital inside a sentence: names, which the model shall not know."""
    capital: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for sentence in sentences:
        for match in re.finditer(r"(?<=[a-z,] )[^\W\d_]+", sentence):
            word = match.group()
            seen[word.lower()] += 1
            capital[word.lower()] += word[0].isupper()
    return {word for word, count in capital.items() if count > 0.5 * seen[word]}


def matrix(examples: list[Example], least: int) -> tuple[list[str], list[np.ndarray]]:
    """The vocabulary, and each example as the places of its features in it."""
    names = names_in([text for text, _, _ in examples])
    rules = rules_of("en")
    rows = []
    for text, _, _ in examples:
        low = lowered(text)
        rows.append([f for f in features(low, rules.find(low)) if not names & set(f.lstrip("~").split())])
    counts = Counter(name for row in rows for name in row)
    vocabulary = sorted(name for name, count in counts.items() if count >= least)
    place = {name: index for index, name in enumerate(vocabulary)}
    return vocabulary, [np.array([place[f] for f in row if f in place], dtype=np.int64) for row in rows]


def train(
    examples: list[Example], l2: float = 4e-5, epochs: int = 12, least: int = 3
) -> tuple[list[str], np.ndarray, float]:
    """Weights and bias, by AdaGrad over mini-batches in a fixed order."""
    vocabulary, rows = matrix(examples, least)
    labels = np.array([label for _, label, _ in examples], dtype=float)
    strength = np.array([weight for _, _, weight in examples])
    weights, squares = np.zeros(len(vocabulary)), np.full(len(vocabulary), 1e-2)
    bias, order = 0.0, np.random.default_rng(7)
    for epoch in range(epochs):
        rate = 0.25 / (1 + 0.3 * epoch)
        for batch in np.array_split(order.permutation(len(rows)), max(1, len(rows) // 32)):
            places = np.concatenate([rows[i] for i in batch])
            owner = np.repeat(np.arange(len(batch)), [len(rows[i]) for i in batch])
            score = bias + np.bincount(owner, weights[places], minlength=len(batch))
            error = (1 / (1 + np.exp(-score)) - labels[batch]) * strength[batch]
            gradient = np.bincount(places, error[owner], minlength=len(vocabulary)) / len(batch)
            gradient += l2 * weights
            squares += gradient**2
            weights -= rate * gradient / np.sqrt(squares)
            bias -= 0.1 * rate * float(error.mean())
    return vocabulary, weights, bias


def table(vocabulary: list[str], weights: np.ndarray, bias: float) -> str:
    """The shipped form: a line for each feature that weighs anything, in order of the alphabet."""
    lines = [f"# words of current events, log odds in hundredths; version {VERSION}", f"=bias\t{round(100 * bias)}"]
    lines += [f"{name}\t{round(100 * w)}" for name, w in zip(vocabulary, weights, strict=True) if abs(w) >= 0.02]
    return "\n".join(lines) + "\n"


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data")
    examples = everything(data, read(data / "pages" / "wikinews.jsonl.gz"))
    OUT.write_text(table(*train(examples)), "utf-8")
    print(f"{OUT.name}: {len(examples)} sentences, {OUT.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
