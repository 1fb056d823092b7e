"""Measures the Wikinews pages by folds: python -m evaluation.training.page_folds [DATA] [--folds N].

The sentence model learns from these pages too. Here each page is read with a model that has not seen it, nor any other
page of its month, since the stories of a month tell of the same events. Learnt anew is that model alone: the one of
attacks never saw these pages, the weights of countries (a dozen numbers) have, and constants were chosen on them.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from evaluation.alert_tasks import predict_pages
from evaluation.data import DEFAULT, Json, inputs, read, scorer
from evaluation.event_tasks import predict_alerts
from evaluation.tasks import TASKS
from evaluation.training import events
from streams.stages.tag.events import reading
from streams.stages.tag.events.model import SentenceModel

Predict = Callable[[Iterable[Json]], Iterable[Json]]


def fold_of(record: Json, folds: int) -> int:
    """By month, which parts the months of two years alike."""
    year, month = (int(part) for part in record["date"].split("-")[:2])
    return (12 * year + month) % folds


def model(data: Path, pages: list[Json]) -> SentenceModel:
    """The model of sentences as it is shipped, had there been these pages alone."""
    return SentenceModel(events.table(*events.train(events.everything(data, pages))))


def predictions(pages: list[Json], by_fold: list[SentenceModel], predict: Predict, task: str) -> list[Json]:
    """What the stages say of each page, read with the model of its fold."""

    def one_by_one() -> Iterator[Json]:  # the stages are done with a page when they ask for the next
        for page in pages:
            known = by_fold[fold_of(page, len(by_fold))]
            with mock.patch.object(reading, "sentence_model", return_value=known):
                yield inputs(page, TASKS[task].fields)

    return list(predict(one_by_one()))


def line(name: str, scores: dict[str, Any]) -> str:
    """The figures that an alerting desk is judged by."""
    alert, pair, bad = scores["alert"], scores["alert_country_pairs"], scores["severity"]
    return (
        f"{name}: alert F1 {alert['f1']:.3f} (P {alert['p']:.3f}, R {alert['r']:.3f}, false alarms "
        f"{alert['false_alarm_rate']:.3f}), pair F1 {pair['f1']:.3f}, severity exact {bad['exact']:.3f}, "
        f"near {bad['near']:.3f}, type {bad['type']:.3f} of {bad['n']}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation.training.page_folds", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--folds", type=int, default=6)
    chosen = parser.parse_args()
    pages = list(read(chosen.data / "pages" / "wikinews.jsonl.gz"))
    by_fold = [
        model(chosen.data, [page for page in pages if fold_of(page, chosen.folds) != fold])
        for fold in range(chosen.folds)
    ]
    score = scorer(chosen.data / "alerts", "score_alert")
    for name, predict, task in (("tag stage", predict_alerts, "alerts"), ("whole chain", predict_pages, "pages")):
        said = {one["id"]: one for one in predictions(pages, by_fold, predict, task)}
        print(line(name, score(pages, said)), flush=True)


if __name__ == "__main__":
    main()
