"""The linear model of names: a conditional random field over runs of tokens, weights by hashed feature and label."""

from functools import cache
from typing import NamedTuple

import numpy as np

from streams.stages.tag.countries.gazetteer import DATA

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
IMPOSSIBLE = -1e4
FILE = DATA / "names" / "names.npz"


def allowed() -> np.ndarray:
    """Transition scores before training: zero, or impossible where an inside label follows no name of its type."""
    scores = np.zeros((len(LABELS) + 1, len(LABELS)))  # the last row: from the start of a run
    for target, label in enumerate(LABELS):
        if label.startswith("I-"):
            for source, before in enumerate((*LABELS, "O")):
                if before[2:] != label[2:]:
                    scores[source, target] = IMPOSSIBLE
    return scores


class Layout(NamedTuple):
    """The runs of a document by their length, so that all are worked on at once, a token each at a time."""

    order: np.ndarray  # the runs, longest first
    rows: list[np.ndarray]  # at each step, the row of that token in every run that is so long


def layout(lengths: np.ndarray) -> Layout:
    """How to walk through runs whose rows follow each other."""
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    sizes = lengths[order]
    return Layout(order, [starts[sizes > step] + step for step in range(int(sizes[0]))])


def best_paths(scores: np.ndarray, transitions: np.ndarray, runs: Layout) -> np.ndarray:
    """The label of every row, by the best path through each run (Viterbi)."""
    total = scores[runs.rows[0]] + transitions[-1]
    totals, backs = [total], []
    for rows in runs.rows[1:]:
        table = total[: len(rows), :, None] + transitions[:-1]
        backs.append(table.argmax(axis=1))
        total = table.max(axis=1) + scores[rows]
        totals.append(total)
    labels = np.zeros(len(scores), dtype=np.intp)
    label = np.zeros(0, dtype=np.intp)
    for step in range(len(runs.rows) - 1, -1, -1):
        ended = totals[step][len(label) :].argmax(axis=1)  # the runs whose last token this is
        if step + 1 < len(runs.rows):
            label = backs[step][np.arange(len(label)), label]
        label = np.concatenate([label, ended])
        labels[runs.rows[step]] = label
    return labels


def log_marginals(scores: np.ndarray, transitions: np.ndarray, runs: Layout) -> tuple[np.ndarray, np.ndarray]:
    """Of every row the log of the forward sums and of the backward sums over all paths (its own score in the first)."""
    forward, backward = np.empty_like(scores), np.zeros_like(scores)
    free = np.exp(transitions[:-1])
    forward[runs.rows[0]] = scores[runs.rows[0]] + transitions[-1]
    for before, rows in zip(runs.rows, runs.rows[1:], strict=False):
        last = forward[before[: len(rows)]]
        most = last.max(axis=1, keepdims=True)
        forward[rows] = np.log(np.exp(last - most) @ free + 1e-30) + most + scores[rows]
    for rows, before in zip(runs.rows[:0:-1], runs.rows[-2::-1], strict=True):
        after = backward[rows] + scores[rows]
        most = after.max(axis=1, keepdims=True)
        backward[before[: len(rows)]] = np.log(np.exp(after - most) @ free.T + 1e-30) + most
    return forward, backward


class Weights(NamedTuple):
    """One model: whole numbers, so that sums are the same on every machine."""

    rows: np.ndarray  # int8: hashed feature by label
    scale: float  # of one unit
    transitions: np.ndarray  # from label (the last row: from the start of a run) to label
    lexical: frozenset[str]  # the languages whose words it has learnt

    @property
    def bits(self) -> int:
        """Of a hashed feature."""
        return len(self.rows).bit_length() - 1

    def scores(self, features: np.ndarray) -> np.ndarray:
        """Token by label, of a column of features for each token."""
        return np.asarray(self.rows.take(features, axis=0).sum(axis=0, dtype=np.int16) * self.scale)


@cache
def load_model(name: str) -> Weights:
    """One of the models in the file: `en` or `other`."""
    with np.load(FILE, allow_pickle=False) as arrays:
        return Weights(
            rows=arrays[f"{name}_rows"],
            scale=float(arrays[f"{name}_scale"]),
            transitions=arrays[f"{name}_transitions"],
            lexical=frozenset(arrays[f"{name}_lexical"].tobytes().decode().split()),
        )


@cache
def model_version() -> str:
    """The version that the file states: a hash of its weights."""
    with np.load(FILE, allow_pickle=False) as arrays:
        return str(arrays["version"].tobytes().decode())
