"""Trains the incident model: which sentences tell of an attack. python -m evaluation.training.incidents [DATA].

Writes streams/data/event_terms/incidents-en.tsv; `incident_folds` measures.

MUC-4 (public domain) says of a whole text whether it reports an incident: a bombing, a murder, a kidnapping, and not a
battle, a speech or an old case. Its sentences are a bag: the text's log odds are a soft maximum of theirs, and what is
learnt from a text goes to the sentences in proportion to their part in it (multiple-instance learning).
"""

import argparse
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evaluation.data import DEFAULT, Json, read
from evaluation.training import SHIPPED
from evaluation.training.events import table
from streams.stages.tag.events.attacks import SHARPNESS
from streams.stages.tag.events.model import stem
from streams.stages.tag.events.reading import deeds_in
from streams.stages.tag.events.rules import rules_of
from streams.stages.tag.events.sentences import MAX_CHARS, MAX_SENTENCES, plain, spans
from streams.stages.tag.names.words import CASE, Words

OUT = SHIPPED / "event_terms" / "incidents-en.tsv"
L2, STEPS, LEAST = 1.0, 60, 3
USUAL = -3.0  # log odds of a sentence that has nothing of what is learnt
PLENTY = 0.7  # how strong pairs of words and of roles and kinds of words are, of which a sentence has most
USUAL_RARITY = 4.0  # logarithm of the number of sentences to one with the feature that is taken at 1
COMMON = (3, 4, 5)  # classes of words that often stand in lower case (lexicon.py)

Bag = tuple[list[list[str]], bool]  # the features of its sentences, and whether it reports an attack


def texts(data: Path) -> list[Json]:
    """The texts of MUC, with those whose country alone is given: where it happened says that it did."""
    found = [*read(data / "alerts" / "alert_muc4.jsonl.gz")]
    known = {document(record) for record in found}
    for record in read(data / "countries" / "muc34-event.jsonl.gz"):
        if document(record) not in known:
            sure = bool(record["gold_countries"]) or not record["has_event"]
            gold = {"alert": record["has_event"] if sure else None}
            text = f"{record['dateline'] or ''} -- {record['text']}"
            found.append({**record, "text": text, "date": filed_on(record["dateline"] or ""), "gold": gold})
    return [record for record in found if record["gold"]["alert"] is not None]


def filed_on(dateline: str) -> str | None:
    """The day of `BOGOTA, 9 JAN 90 (EFE)`, as ISO 8601 has it."""
    found = re.search(r"\b\d\d? [A-Z]{3} \d\d\b", dateline.upper())
    return datetime.strptime(found.group(), "%d %b %y").date().isoformat() if found else None  # noqa: DTZ007


def document(record: Json) -> str:
    """A text in capitals and in mixed case is one document; both sets name it alike but for the case of the name."""
    return str(record["id"]).split("#")[0].upper()


def bags_of(records: list[Json]) -> list[Bag]:
    """The texts without the names in them, which shall not be learnt."""
    bags = [(told(record["text"], record["date"]), record["gold"]["alert"]) for record in records]
    unknown = names_in(bags)
    return [([[n for n in row if not unknown & set(n.lstrip("~").split())] for row in rows], y) for rows, y in bags]


def told(text: str, published: str | None) -> list[list[str]]:
    """The features of each sentence that tells of a deed: the others are never asked about."""
    lowers = (plain(text[start : min(end, start + MAX_CHARS)]) for start, end in spans(text)[:MAX_SENTENCES])
    asked = (deeds_in(low, rules_of("en").find(low), published)[1] for low in lowers)
    return [names for names in asked if names]


def names_in(bags: list[Bag]) -> set[str]:
    """Words that the lexicon does not have as common ones, and their stems: texts in capitals hide which are names."""
    words = sorted({name for rows, _ in bags for row in rows for name in row if name.isalpha()})
    case = Words("en").rows(words)[:, CASE].tolist()
    names = {word for word, kind in zip(words, case, strict=True) if kind not in COMMON}
    common = set(words) - names
    return names | ({stem(word) for word in names} - {stem(word) for word in common} - common)


def train(bags: list[Bag]) -> tuple[list[str], np.ndarray, float]:
    """Vocabulary, weights and bias: L-BFGS on the log loss of the bags, with a ridge penalty."""
    bags = [bag for bag in bags if bag[0]]
    counts = Counter(name for rows, _ in bags for row in rows for name in row)
    vocabulary = sorted(name for name, count in counts.items() if count >= LEAST)
    place = {name: index for index, name in enumerate(vocabulary)}
    sentences = [[place[name] for name in row if name in place] for rows, _ in bags for row in rows]
    ends = np.cumsum([0, *(len(row) for row in sentences)])
    where = np.array([index for row in sentences for index in row])
    strength = _strengths(vocabulary, where, len(sentences))
    matrix = csr_matrix((strength[where], where, ends), shape=(len(sentences), len(vocabulary)))
    owner = np.repeat(np.arange(len(bags)), [len(rows) for rows, _ in bags])
    labels = np.array([label for _, label in bags])

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = point[:-1], point[-1]
        total, part = _soft_maximum(matrix @ weights + bias, owner, len(bags))
        value = np.logaddexp(0, np.where(labels, -total, total)).sum()
        value += L2 / 2 * weights @ weights + (bias - USUAL) ** 2 / 20
        error = (1 / (1 + np.exp(-total)) - labels)[owner] * part
        return value, np.append(matrix.T @ error + L2 * weights, error.sum() + (bias - USUAL) / 10)

    start = np.append(np.zeros(len(vocabulary)), USUAL)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return vocabulary, best[:-1] * strength, float(best[-1])


def _strengths(vocabulary: list[str], where: np.ndarray, sentences: int) -> np.ndarray:
    """The value of each feature: rare ones are taken at more than common ones, and what there is plenty of at less."""
    counts = np.bincount(where, minlength=len(vocabulary))
    plenty = np.array([PLENTY if " " in name or name[0] == "%" or ">" in name else 1.0 for name in vocabulary])
    return plenty * np.sqrt(np.log(sentences / counts) / USUAL_RARITY)


def _soft_maximum(scores: np.ndarray, owner: np.ndarray, bags: int) -> tuple[np.ndarray, np.ndarray]:
    """Of each bag, and the part that each sentence has in it."""
    most = np.full(bags, -np.inf)
    np.maximum.at(most, owner, scores)
    part = np.exp(SHARPNESS * (scores - most[owner]))
    total = np.bincount(owner, part, minlength=bags)
    return most + np.log(total) / SHARPNESS, part / total[owner]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=DEFAULT)
    options = parser.parse_args()
    OUT.write_text(table(*train(bags_of(texts(options.data)))), "utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
