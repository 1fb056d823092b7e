"""The linear model of names: weights by hashed feature and label, labels by the best path through a run of tokens."""

from functools import cache

import numpy as np

from streams.stages.tag.countries.gazetteer import DATA

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
IMPOSSIBLE = -1e6
FILE = DATA / "names.npz"


def allowed() -> np.ndarray:
    """Transition scores before training: zero, or impossible where an inside label follows no name of its type."""
    scores = np.zeros((len(LABELS) + 1, len(LABELS)), dtype=np.float32)  # the last row: from the start of a run
    for target, label in enumerate(LABELS):
        if label.startswith("I-"):
            for source, before in enumerate((*LABELS, "O")):
                if before[2:] != label[2:]:
                    scores[source, target] = IMPOSSIBLE
    return scores


def best_path(scores: np.ndarray, transitions: np.ndarray) -> list[int]:
    """The labels of a run with the highest sum."""
    total = scores[0] + transitions[-1]
    back = []
    for row in scores[1:]:
        table = total[:, None] + transitions[:-1]
        best = table.argmax(axis=0)
        back.append(best)
        total = table[best, np.arange(len(LABELS))] + row
    label = int(total.argmax())
    path = [label]
    for best in reversed(back):
        label = int(best[label])
        path.append(label)
    return path[::-1]


@cache
def load_model() -> tuple[np.ndarray, np.ndarray]:
    """Weights (feature row by label) and transitions."""
    with np.load(FILE, allow_pickle=False) as arrays:
        return arrays["weights"].astype(np.float32), arrays["transitions"].astype(np.float32) + allowed()
