"""Fit the weights by which a report joins a story, and write streams/data/stories.tsv.

usage: python -m evaluation.training.stories [DATA]     (DATA: the alert sets, default ../shared/data/alerts)

The stories are those of ECB+ (CC BY 3.0) and of the Wikipedia Current Events Portal (CC BY-SA): each report is held
against the stories as people had put them together until then. The order of the reports says nothing in these sets, so
that each is gone through in several.
"""

import random
import sys
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.alert_tasks import report_of
from evaluation.data import read
from evaluation.training import SHIPPED
from streams.stages.alert.likeness import FEATURES, features, grow
from streams.stages.alert.state import Member, Story
from streams.stages.alert.stories import MAX_MEMBERS_OF_STORY

SETS = ("cluster_ecbplus", "cluster_cep_stories")
TARGET = SHIPPED / "stories.tsv"
ORDERS = 4
RIVALS = 3  # the stories most like a report, which it may belong to, beside the one that it does belong to
_WHOLE = [FEATURES.index(name) for name in ("all", "brief_all")]  # the likeness: one of them is 0
PENALTY = 20.0  # on squared weights, of features brought to a spread of one
STEPS = 60


def main(folder: Path) -> None:
    """Fit and write."""
    sets = [[(report_of(r), str(r["gold"]["cluster"])) for r in read(folder / f"{name}.jsonl.gz")] for name in SETS]
    found, weights, bias = learn(sets)
    lines = [
        f"# log odds that a report belongs to a story, from {found} pairs; evaluation/training/stories.py",
        *(f"{name}\t{weight:.3f}" for name, weight in zip(FEATURES, weights, strict=True)),
        f"bias\t{bias:.3f}",
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def learn(sets: list[list[tuple[Member, str]]]) -> tuple[int, np.ndarray, float]:
    """How many pairs there were to learn from, the weights in the order of FEATURES, and the bias."""
    pairs = [
        pair
        for reports in sets
        for seed in range(ORDERS)
        for pair in examples(random.Random(seed).sample(reports, len(reports)))
    ]
    weights, bias = fit(np.array([values for values, _ in pairs]), np.array([float(right) for _, right in pairs]))
    return len(pairs), weights, bias


def examples(reports: list[tuple[Member, str]]) -> list[tuple[list[float], bool]]:
    """Each report with the features of its likeliest stories, and whether it belongs to them."""
    stories: dict[str, Story] = {}
    found = []
    for report, name in reports:
        pairs: list[Any] = []
        for other, story in stories.items():
            values = features(report.marks, story)
            if values is not None:
                pairs.append((values, other == name))
        pairs.sort(key=lambda pair: -sum(pair[0][place] for place in _WHOLE))
        found += [*pairs[:RIVALS], *(pair for pair in pairs[RIVALS:] if pair[1])]
        story = stories.setdefault(name, Story(name, report.type, 0, False, 0, 0))
        grow(story, report.marks)
        story.members = [*story.members, report][-MAX_MEMBERS_OF_STORY:]
    return found


def fit(values: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, float]:
    """Logistic regression by Newton's method: weights and bias."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    design = np.c_[(values - mean) / spread, np.ones(len(values))]
    penalty = PENALTY * np.diag([1.0] * values.shape[1] + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chance - right) + penalty @ weights
        bend = (design.T * (chance * (1 - chance))) @ design + penalty
        weights -= np.linalg.solve(bend, slope)
    scaled = weights[:-1] / spread
    return scaled, float(weights[-1] - scaled @ mean)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data/alerts"))
