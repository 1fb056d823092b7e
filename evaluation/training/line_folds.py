"""Measures the line model by folds of sites: each page by a model that has seen no page of its site.

One run differs from the next by some 0.01, more than most changes bring. So runs are repeated with other folds and
other nets, and two versions of the program are compared page by page (lines.py: --repeats, --scores, --against).
"""

import sys
from collections.abc import Callable
from zlib import crc32

import numpy as np

from evaluation.training.line_examples import Example, page_score
from streams.stages.clean.model import Matrix
from streams.stages.clean.select import choose_lines

SEEDS = 100  # between the nets of two repeats
Score = tuple[float, float, float]  # precision, recall, F1 of a page


def measure(
    examples: list[Example], learn: Callable[[list[Example], int], dict[str, Matrix]], folds: int, repeats: int
) -> dict[str, list[Score]]:
    """For each page its scores, one a repeat; `learn` makes a model of pages and a seed."""
    scores: dict[str, list[Score]] = {}
    for repeat in range(repeats):
        for fold in range(folds):
            held = [_fold(one, folds, repeat) == fold for one in examples]
            seen = [one for one, out in zip(examples, held, strict=True) if not out]
            net = learn(seen, repeat * SEEDS)
            for one, out in zip(examples, held, strict=True):
                if out:
                    kept = choose_lines(one.page, one.seen, net) if not one.seen.bare else [True] * len(one.labels)
                    scores.setdefault(one.name, []).append(page_score(one, kept))
            print(f"repeat {repeat}, fold {fold}: {sum(held)} pages", file=sys.stderr)
    return scores


def _fold(one: Example, folds: int, repeat: int) -> int:
    return crc32(f"{one.site}{repeat or ''}".encode()) % folds


def report(scores: dict[str, list[Score]], against: dict[str, list[Score]]) -> None:
    """Prints for each set its scores, and by how much its pages differ from those of another run."""
    sets: dict[str, list[str]] = {}
    for name in sorted(scores):
        data, _, form = name.split("/")
        sets.setdefault(f"{data} {form}", []).append(name)
    for key, names in sorted(sets.items()):
        runs = np.array([scores[name] for name in names]).mean(axis=0)  # repeats x 3
        f1 = 2 * runs[:, 0] * runs[:, 1] / np.maximum(runs[:, 0] + runs[:, 1], 1e-9)
        precision, recall, page = runs.mean(axis=0)
        print(f"{key:28} {len(names):4} F1 {f1.mean():.4f} ({f1.min():.4f} to {f1.max():.4f}) P {precision:.3f} "
              f"R {recall:.3f} page F1 {page:.4f}{_difference(names, scores, against)}")  # fmt: skip


def _difference(names: list[str], scores: dict[str, list[Score]], against: dict[str, list[Score]]) -> str:
    gains = [np.mean(scores[name], axis=0)[2] - np.mean(against[name], axis=0)[2] for name in names if name in against]
    return f" {np.mean(gains):+.4f} ± {np.std(gains) / len(gains) ** 0.5:.4f}" if gains else ""
