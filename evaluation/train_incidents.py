"""Trains the incident model: which sentences tell of an attack on people. python -m evaluation.train_incidents [DATA].

Writes streams/data/event_terms/incidents-en.tsv; with --folds N it writes nothing and prints what texts of MUC-4 get
from models that were trained without them.

MUC-4 (public domain) says of a whole text whether it reports an incident: a bombing, a murder, a kidnapping, and not a
battle, a speech or an old case. Its sentences are a bag: the text's log odds are a soft maximum of theirs, and what is
learnt from a text goes to the sentences in proportion to their part in it (multiple-instance learning). Wikinews (CC
BY) and the VOA sentences (public domain), labelled one by one, keep the model with the news of today.
"""

import argparse
import hashlib
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evaluation.data import DEFAULT, Json
from evaluation.train_events import names_in, read, table
from streams.stages.tag.events.attacks import ATTACKS, SHARPNESS, together
from streams.stages.tag.events.model import SentenceModel, features, stem
from streams.stages.tag.events.roles import roles
from streams.stages.tag.events.rules import rules_of
from streams.stages.tag.events.sentences import MAX_SENTENCES, plain, spans
from streams.stages.tag.names.words import CASE, Words

OUT = Path(__file__).parent.parent / "streams" / "data" / "event_terms" / "incidents-en.tsv"
L2, STEPS, LEAST = 1.0, 60, 4
USUAL = -3.0  # log odds of a sentence that has nothing of what is learnt
SENTENCE, MODERN = 0.01, 0.3  # how much a labelled sentence and a modern text count against a text of MUC
COMMON = (3, 4, 5)  # classes of words that often stand in lower case (build_lexicon)

Bag = tuple[list[list[str]], bool, float]  # the features of its sentences, whether it reports an attack, its weight


def sentences(data: Path) -> list[tuple[str, bool]]:
    """The VOA sentences, and whether each reports an attack."""
    found = []
    for record in read(data / "entities" / "voa.jsonl.gz"):
        attacks = {event["sentence"] for event in record["events"] if event["type"] in ATTACKS}
        for index, (start, end) in enumerate(record["sentences"]):
            found.append((record["text"][start:end], index in attacks))
    return found


def muc(data: Path) -> list[Json]:
    """The texts of MUC, with those whose country alone is given: where it happened says that it did."""
    found = read(data / "alerts" / "alert_muc4.jsonl.gz")
    known = {document(record["id"]) for record in found}
    for record in read(data / "countries" / "muc34-event.jsonl.gz"):
        if document(record["id"]) not in known:
            sure = bool(record["gold_countries"]) or not record["has_event"]
            gold = {"alert": record["has_event"] if sure else None, "types": []}
            text = f"{record['dateline'] or ''} -- {record['text']}"
            found.append({"id": record["id"], "src": "muc4", "text": text, "gold": gold})
    return found


def document(name: str) -> str:
    """A text in capitals and in mixed case is one document; both sets name it alike but for its case."""
    return name.split("#")[0].upper()


def texts(records: list[Json]) -> list[tuple[str, bool]]:
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
    for start, end in spans(text)[:MAX_SENTENCES]:
        low = plain(text[start:end])
        hits = rules_of("en").find(low)
        if any(weight >= 1 for hit in hits for _, weight in hit.meaning.weights):
            found.append(described(low))
    return found


def described(low: str) -> list[str]:
    """The features of a sentence."""
    return [*features(low, rules_of("en").find(low)), *roles(low)]


def bags_of(labelled: list[tuple[str, bool]], old: list[Json], modern: list[Json]) -> tuple[list[Bag], list[Bag]]:
    """The texts of MUC; the sentences as bags of one and the modern texts. Without names, which shall not be learnt."""
    alone = [([described(plain(text))], label, SENTENCE) for text, label in labelled]
    bags = [(told(text), label, 1.0) for text, label in texts(old)]
    more = [(told(text), label, MODERN) for text, label in texts(modern)]
    names = _names([text for text, _ in labelled], alone, bags)

    def known(bag: Bag) -> Bag:
        rows, label, weight = bag
        kept = [[n for n in row if n[0] == "@" or not names & set(n.lstrip("~").split())] for row in rows]
        return kept, label, weight

    return [known(bag) for bag in bags], [known(bag) for bag in (*alone, *more)]


def _names(written: list[str], alone: list[Bag], bags: list[Bag]) -> set[str]:
    """Words with a capital in the sentences, and in texts of capitals those that the lexicon has as no common word."""
    capital = names_in(written)
    common = _words(alone) - capital
    other = sorted(_words(bags) - common)
    case = dict(zip(other, Words("en").rows(other)[:, CASE].tolist(), strict=True))
    names = capital | {word for word in other if case[word] not in COMMON}
    stems = {stem(word) for word in names} - {stem(word) for word in common.union(other) - names}
    return names | stems - common


def _words(bags: list[Bag]) -> set[str]:
    return {name for rows, _, _ in bags for row in rows for name in row if name[0].isalpha() and " " not in name}


def train(bags: list[Bag]) -> tuple[list[str], np.ndarray, float]:
    """Vocabulary, weights and bias: L-BFGS on the log loss of the bags, with a ridge penalty."""
    bags = [bag for bag in bags if bag[0]]
    counts = Counter(name for rows, _, _ in bags for row in rows for name in row)
    vocabulary = sorted(name for name, count in counts.items() if count >= LEAST)
    place = {name: index for index, name in enumerate(vocabulary)}
    sentences_of = [[place[name] for name in row if name in place] for rows, _, _ in bags for row in rows]
    ends = np.cumsum([0, *(len(row) for row in sentences_of)])
    where = np.array([index for row in sentences_of for index in row])
    matrix = csr_matrix((np.ones(len(where)), where, ends), shape=(len(sentences_of), len(vocabulary)))
    owner = np.repeat(np.arange(len(bags)), [len(rows) for rows, _, _ in bags])
    labels = np.array([label for _, label, _ in bags])
    strength = np.array([weight for _, _, weight in bags])

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = point[:-1], point[-1]
        total, part = _soft_maximum(matrix @ weights + bias, owner, len(bags))
        value = strength @ np.logaddexp(0, np.where(labels, -total, total))
        error = (strength * (1 / (1 + np.exp(-total)) - labels))[owner] * part
        value += L2 / 2 * weights @ weights + (bias - USUAL) ** 2 / 20
        return value, np.append(matrix.T @ error + L2 * weights, error.sum() + (bias - USUAL) / 10)

    start = np.append(np.zeros(len(vocabulary)), USUAL)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return vocabulary, best[:-1], float(best[-1])


def _soft_maximum(scores: np.ndarray, owner: np.ndarray, bags: int) -> tuple[np.ndarray, np.ndarray]:
    """Of each bag, and the part that each sentence has in it."""
    most = np.full(bags, -np.inf)
    np.maximum.at(most, owner, scores)
    part = np.exp(SHARPNESS * (scores - most[owner]))
    total = np.bincount(owner, part, minlength=bags)
    return most + np.log(total) / SHARPNESS, part / total[owner]


def measure(data: Path, folds: int) -> None:
    """Each given MUC text by a model that knows every text but those of its fold."""
    records = [record for record in muc(data) if record["gold"]["alert"] is not None]
    bags, rest = bags_of(sentences(data), records, read(data / "pages" / "wikinews.jsonl.gz"))
    fold = [int(hashlib.sha1(document(r["id"]).encode()).hexdigest(), 16) % folds for r in records]
    scored = []
    for out in range(folds):
        model = SentenceModel(table(*train([*rest, *(bag for bag, at in zip(bags, fold, strict=True) if at != out)])))
        for record, (rows, label, _), at in zip(records, bags, fold, strict=True):
            if at == out and "incidents" in record["gold"]:
                scored.append((together([model.score(row) for row in rows]), label))
    for cut in (-1.0, -0.5, 0.0, 0.5):
        right = sum(score >= cut and label for score, label in scored)
        raised = sum(score >= cut for score, _ in scored)
        wanted = sum(label for _, label in scored)
        quiet = len(scored) - wanted
        print(f"cut {cut:+.1f}: F1 {2 * right / (raised + wanted):.3f}, false alarms {(raised - right) / quiet:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--folds", type=int)
    options = parser.parse_args()
    if options.folds:
        measure(options.data, options.folds)
        return
    wikinews = read(options.data / "pages" / "wikinews.jsonl.gz")
    old = [record for record in muc(options.data) if record["gold"]["alert"] is not None]
    bags, rest = bags_of(sentences(options.data), old, wikinews)
    OUT.write_text(table(*train([*bags, *rest])), "utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
