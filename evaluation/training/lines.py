"""Trains the line model: python -m evaluation.training.lines DATA_FOLDER --form text|html [--public FOLDER].

Reads scrapinghub, news424, fundus80 and wcxb_articles, and what public_pages.py has made of public test pages; writes
streams/data/lines_text.npz or lines_html.npz. With --folds it measures instead, see line_folds.py. Needs numpy alone.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.training import SHIPPED
from evaluation.training.line_examples import GIVEN, PUBLIC, Example, load
from evaluation.training.line_folds import measure, report
from streams.stages.clean.model import DILATIONS, Matrix

HIDDEN = 32
GAP = 32  # empty rows between pages, so that no convolution sees across
_NOISE_LINES = 4096
_BLIND = 0.05  # share of the features that a batch does without


Net = dict[str, Matrix]


def fresh_net(inputs: int, random: np.random.Generator) -> Net:
    """Random weights."""

    def draw(*shape: int) -> Matrix:
        return (random.standard_normal(shape) * np.sqrt(1.5 / shape[-2])).astype(np.float32)

    return {
        "in": draw(inputs, HIDDEN),
        "in_bias": np.zeros(HIDDEN, np.float32),
        "conv": draw(len(DILATIONS), 3 * HIDDEN, HIDDEN) * 0.5,
        "conv_bias": np.zeros((len(DILATIONS), HIDDEN), np.float32),
        "out": draw(HIDDEN, 1)[:, 0],
        "out_bias": np.zeros(1, np.float32),
    }


def shifted(rows: Matrix, by: int) -> Matrix:
    """The rows moved down (by > 0) or up, zeros coming in."""
    moved = np.zeros_like(rows)
    if abs(by) < len(rows):
        if by > 0:
            moved[by:] = rows[:-by]
        else:
            moved[:by] = rows[-by:]
    return moved


def gradients(net: Net, rows: Matrix, mask: Matrix, labels: Matrix, weights: Matrix, drop: Matrix) -> tuple[float, Net]:
    """Loss and gradients of one batch; `drop` silences hidden units."""
    first = rows @ net["in"] + net["in_bias"]
    hidden = [np.maximum(first, 0) * mask * drop]
    wides: list[Matrix] = []
    steps: list[Matrix] = []
    for layer, step in enumerate(DILATIONS):
        wide = np.concatenate([shifted(hidden[-1], step), hidden[-1], shifted(hidden[-1], -step)], axis=1)
        inner = wide @ net["conv"][layer] + net["conv_bias"][layer]
        wides.append(wide)
        steps.append(inner)
        hidden.append(hidden[-1] + np.maximum(inner, 0) * mask)
    odds = hidden[-1] @ net["out"] + net["out_bias"]
    guess = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    error = (weights * (guess - labels)).astype(np.float32)
    grads: Net = {"out": hidden[-1].T @ error, "out_bias": error.sum(keepdims=True)}
    back = error[:, None] * net["out"]
    grads["conv"] = np.zeros_like(net["conv"])
    grads["conv_bias"] = np.zeros_like(net["conv_bias"])
    for layer in range(len(DILATIONS) - 1, -1, -1):
        inner = back * (steps[layer] > 0) * mask
        grads["conv"][layer] = wides[layer].T @ inner
        grads["conv_bias"][layer] = inner.sum(axis=0)
        wide = inner @ net["conv"][layer].T
        step = DILATIONS[layer]
        back = (
            back
            + shifted(wide[:, :HIDDEN], -step)
            + wide[:, HIDDEN : 2 * HIDDEN]
            + shifted(wide[:, 2 * HIDDEN :], step)
        )
    inner = back * (first > 0) * mask * drop
    grads["in"] = rows.T @ inner
    grads["in_bias"] = inner.sum(axis=0)
    chance = np.clip(guess, 1e-6, 1 - 1e-6)
    loss = -float((weights * (labels * np.log(chance) + (1 - labels) * np.log(1 - chance))).sum())
    return loss, grads


def batches(
    examples: list[Example], mean: Matrix, scale: Matrix, random: np.random.Generator, pages: int
) -> Iterator[Any]:
    """Pages in random order, laid end to end with gaps between."""
    order = random.permutation(len(examples))
    for start in range(0, len(order), pages):
        chosen = [examples[at] for at in order[start : start + pages]]
        empty = np.zeros((GAP, len(mean)), np.float32)
        rows = np.concatenate([part for one in chosen for part in ((one.rows - mean) / scale, empty)])
        none = np.zeros(GAP, np.float32)
        labels = np.concatenate([part for one in chosen for part in ((one.labels > 0.5).astype(np.float32), none)])
        weights = np.concatenate([part for one in chosen for part in (one.weights, none)])
        mask = np.concatenate([part for one in chosen for part in (np.ones(len(one.rows), np.float32), none)])[:, None]
        yield rows, mask, labels, weights


def train(examples: list[Example], seed: int, epochs: int, mean: Matrix, scale: Matrix) -> Net:
    """One net, by Adam with a falling rate."""
    random = np.random.default_rng(seed)
    net = fresh_net(len(mean), random)
    slow = {key: np.zeros_like(value) for key, value in net.items()}
    fast = {key: np.zeros_like(value) for key, value in net.items()}
    # Drawing noise anew for every line would take a quarter of the time.
    noise = 0.05 * random.standard_normal((2 * _NOISE_LINES, len(mean)), dtype=np.float32)
    pages, turn = 12, 0
    total = epochs * (len(examples) // pages + 1)
    for _ in range(epochs):
        for rows, mask, labels, weights in batches(examples, mean, scale, random, pages):
            seen = rows * (random.random((1, rows.shape[1])) > _BLIND)
            at = random.integers(_NOISE_LINES)
            seen += np.resize(noise[at:], rows.shape) * mask
            drop = (random.random((1, HIDDEN)) > 0.1).astype(np.float32) / 0.9
            _, grads = gradients(net, seen.astype(np.float32), mask, labels, weights / pages, drop)
            turn += 1
            rate = 0.004 * min(1, turn / 100) * (0.5 + 0.5 * np.cos(np.pi * turn / total))
            for key, grad in grads.items():
                slow[key] += 0.1 * (grad - slow[key])
                fast[key] += 0.01 * (grad * grad - fast[key])
                step = slow[key] / (1 - 0.9**turn) / (np.sqrt(fast[key] / (1 - 0.99**turn)) + 1e-8)
                net[key] -= (rate * (step + 0.01 * net[key])).astype(np.float32)
    return net


def train_all(examples: list[Example], nets: int, epochs: int, seed: int = 0) -> Net:
    """Several nets, whose odds are averaged, with the scaling of their inputs; `seed` is that of the first."""
    rows = np.concatenate([one.rows for one in examples])
    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 0.05)
    trained = [train(examples, seed + number, epochs, mean, scale) for number in range(nets)]
    return {"mean": mean, "scale": scale} | {key: np.stack([net[key] for net in trained]) for key in trained[0]}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of the extraction sets")
    parser.add_argument("--form", choices=("text", "html"), required=True)
    parser.add_argument("--public", type=Path, help="the folder that evaluation.training.public_pages has filled")
    parser.add_argument("--folds", type=int, default=0, help="measure by folds of sites and write nothing")
    parser.add_argument("--repeats", type=int, default=1, help="measure so often, with other folds and other nets")
    parser.add_argument("--scores", type=Path, help="where to write the F1 of each page")
    parser.add_argument("--against", type=Path, help="such a file of another run: what differs, page by page")
    parser.add_argument("--nets", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=20)
    chosen = parser.parse_args()
    marked_up = chosen.form == "html"
    examples = [one for name in GIVEN for one in load(chosen.folder / f"{name}.jsonl.gz", marked_up, True)]
    for name in PUBLIC if chosen.public else ():
        examples += load(chosen.public / f"{name}.jsonl.gz", marked_up, False)
    print(f"{len(examples)} pages, {sum(len(one.rows) for one in examples)} lines", file=sys.stderr)
    if chosen.folds:

        def learn(seen: list[Example], seed: int) -> Net:
            return train_all(seen, chosen.nets, chosen.epochs, seed)

        scores = measure(examples, learn, chosen.folds, chosen.repeats)
        report(scores, json.loads(chosen.against.read_text()) if chosen.against else {})
        if chosen.scores:
            chosen.scores.write_text(json.dumps(scores))
        return
    net = train_all(examples, chosen.nets, chosen.epochs)
    target = SHIPPED / f"lines_{chosen.form}.npz"
    np.savez_compressed(target, **{key: value.astype(np.float16) for key, value in net.items()})


if __name__ == "__main__":
    main()
