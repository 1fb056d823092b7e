"""Measures MUC-4 by folds of documents: python -m evaluation.training.incident_folds [DATA] [--folds N].

Each text is read by the stage with a model of attacks that has not seen it, nor its copy in the other case. The cut-off
is chosen on the other folds too: the best F1 among those with no more false alarms than MOST.
"""

import argparse
import hashlib
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

from evaluation.data import DEFAULT, Json, scorer
from evaluation.event_tasks import article_of
from evaluation.training.events import table
from evaluation.training.incidents import bags_of, document, texts, train
from streams.stages.tag import tag
from streams.stages.tag.events import incident_in, reading
from streams.stages.tag.events.model import SentenceModel

MOST = 0.19  # false alarms, a little under the 0.20 that are asked for
CUTS = np.arange(-2.0, 1.0, 0.05)


class Answer(NamedTuple):
    """What the stage says of a text that no model of its fold has seen."""

    record: Json
    fold: int
    odds: float
    where: str | None


def fold_of(record: Json, folds: int) -> int:
    return int(hashlib.sha1(document(record).encode()).hexdigest(), 16) // 1000 % folds


def answers(data: Path, folds: int) -> list[Answer]:
    """Of each text of alert_muc4; those whose country alone is given are learnt from, and not judged."""
    records = texts(data)
    bags = bags_of(records)
    found = []
    for fold in range(folds):
        kept = [bag for record, bag in zip(records, bags, strict=True) if fold_of(record, folds) != fold]
        model = SentenceModel(table(*train(kept)))
        with mock.patch.object(reading, "incident_model", lambda model=model: model):
            for record in records:
                if fold_of(record, folds) == fold and "incidents" in record["gold"]:
                    article = tag(article_of(record))
                    found.append(Answer(record, fold, *incident_in(article, article.countries)))
    return found


def scores(data: Path, said: list[Answer], cuts: dict[int, float]) -> dict[str, Any]:
    """The set's own figures, each fold with its cut-off."""
    predictions = {
        one.record["id"]: {"alert": one.odds >= cuts[one.fold], "countries": [one.where] if one.where else []}
        for one in said
    }
    return scorer(data / "alerts", "score_alert")([one.record for one in said], predictions)


def best_cut(said: list[Answer]) -> float:
    """The cut-off of the best F1 with few enough false alarms."""
    odds = np.array([one.odds for one in said])
    gold = np.array([one.record["gold"]["alert"] for one in said], dtype=bool)

    def f1(cut: float) -> float:
        raised = odds >= cut
        quiet = raised[~gold].mean() > MOST
        return 0.0 if quiet else 2 * (raised & gold).sum() / (raised.sum() + gold.sum())

    return float(max(CUTS, key=f1))


def line(name: str, figures: dict[str, Any]) -> str:
    alert, pair = figures["alert"], figures["alert_country_pairs"]
    return (
        f"{name}: alert F1 {alert['f1']:.3f} (false alarms {alert['false_alarm_rate']:.3f}), pair F1 {pair['f1']:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation.training.incident_folds", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--folds", type=int, default=10)
    chosen = parser.parse_args()
    said = answers(chosen.data, chosen.folds)
    for cut in (-1.0, -0.8, -0.6, -0.4, 0.0):
        print(line(f"log odds {cut:+.1f}", scores(chosen.data, said, dict.fromkeys(range(chosen.folds), cut))))
    cuts = {fold: best_cut([one for one in said if one.fold != fold]) for fold in range(chosen.folds)}
    print(line("cut-off chosen on the other folds", scores(chosen.data, said, cuts)))


if __name__ == "__main__":
    main()
