"""Measures the stories by folds of topics: python -m evaluation.training.story_folds [DATA] (the alert sets).

Each report joins or opens a story by weights that were learnt without its topic (ECB+) or its story (CEP). A few
topics decide the figures and the order of the reports decides much, so several orders are gone through: for ECB+,
which has none, any; for CEP the file's own, which is by date, disturbed a little.
"""

import random
import sys
from copy import deepcopy
from pathlib import Path
from statistics import mean
from typing import Any
from unittest import mock

from evaluation.alert_tasks import report_of
from evaluation.data import read, scorer
from evaluation.training.stories import SETS, learn
from streams.stages.alert import likeness
from streams.stages.alert.state import Member, Story
from streams.stages.alert.stories import join

FOLDS, ORDERS = 5, 8
NEAR = 8  # places that a dated report may move by

Report = tuple[dict[str, Any], Member]
Weights = tuple[list[float], float]


def topic(record: dict[str, Any]) -> str:
    """What must not be learnt from: both look-alike events of an ECB+ topic."""
    return str(record["gold"].get("topic") or record["gold"]["cluster"])


def folds_of(reports: list[Report]) -> dict[str, int]:
    """Topic -> fold, dealt by size so that the folds are alike."""
    sizes: dict[str, int] = {}
    for record, _ in reports:
        sizes[topic(record)] = sizes.get(topic(record), 0) + 1
    ranked = sorted(sizes, key=lambda name: (-sizes[name], name))
    return {name: place % FOLDS for place, name in enumerate(ranked)}


def in_order(reports: list[Report], seed: int) -> list[Report]:
    """The file's order for 0, else another."""
    dice = random.Random(seed)
    if not seed:
        return reports
    if any(record["date"] is None for record, _ in reports):
        return dice.sample(reports, len(reports))
    moved = sorted((place + dice.uniform(-NEAR, NEAR), place) for place in range(len(reports)))
    return [reports[place] for _, place in moved]


def predictions(reports: list[Report], weights: list[Weights], folds: dict[str, int]) -> dict[str, dict[str, Any]]:
    """The story of each report, by weights that have not seen its topic."""
    stories: list[Story] = []
    found = {}
    for record, member in reports:
        with mock.patch.object(likeness, "_weights", return_value=weights[folds[topic(record)]]):
            found[record["id"]] = {"id": record["id"], "cluster": join(stories, deepcopy(member), None).id}
    return found


def main(folder: Path) -> None:
    """Print a line for each set: the mean of all orders, and the file's own."""
    sets = [
        [(r, report_of(r)) for r in sorted(read(folder / f"{name}.jsonl.gz"), key=lambda r: int(r["seq"]))]
        for name in SETS
    ]
    folds = [folds_of(reports) for reports in sets]
    weights = []
    for fold in range(FOLDS):
        kept = [
            [(deepcopy(member), str(r["gold"]["cluster"])) for r, member in reports if held[topic(r)] != fold]
            for reports, held in zip(sets, folds, strict=True)
        ]
        _, values, bias = learn(kept)
        weights.append((values.tolist(), bias))
    score = scorer(folder, "score_cluster")
    for name, reports, held in zip(SETS, sets, folds, strict=True):
        scores = []
        for seed in range(ORDERS):
            order = in_order(reports, seed)
            gold = [{**record, "seq": place} for place, (record, _) in enumerate(order)]
            scores.append(score(gold, predictions(order, weights, held)))
        for figure in ("bcubed", "first_story"):
            values = [one[figure]["f1"] for one in scores]
            print(f"{name} {figure} F1: {mean(values):.3f} over {ORDERS} orders, {values[0]:.3f} in the file's")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data/alerts"))
