"""Fit the weights of a linear-chain conditional random field over hashed features (L-BFGS, L2 penalty)."""

import sys
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from streams.stages.tag.names.features import BITS
from streams.stages.tag.names.model import LABELS, Layout, allowed, layout, log_marginals

_MEMORY = 6  # pairs of vectors that L-BFGS keeps


class Example(NamedTuple):
    """A document: features by token, the lengths of its runs, the gold label of each token."""

    features: np.ndarray
    lengths: list[int]
    gold: list[int]


class _Problem:
    """The penalised likelihood of all runs, and its gradient."""

    def __init__(self, examples: list[Example], penalty: float) -> None:
        self.penalty = penalty
        self.matrix = _matrix(examples)
        self.runs: Layout = layout(np.array([size for item in examples for size in item.lengths]))
        gold = np.concatenate([np.array(item.gold) for item in examples])
        self.gold = np.zeros((len(gold), len(LABELS)))
        self.gold[np.arange(len(gold)), gold] = 1
        self.moves = np.zeros((len(LABELS) + 1, len(LABELS)))
        first = self.runs.rows[0]
        np.add.at(self.moves, (len(LABELS), gold[first]), 1)
        for before, rows in zip(self.runs.rows, self.runs.rows[1:], strict=False):
            np.add.at(self.moves, (gold[before[: len(rows)]], gold[rows]), 1)

    def __call__(self, flat: np.ndarray) -> tuple[float, np.ndarray]:
        size = self.moves.size
        weights = flat[:-size].reshape(-1, len(LABELS))
        transitions = flat[-size:].reshape(self.moves.shape)
        scores = (self.matrix @ weights.astype(np.float32)).astype(np.float64)
        forward, backward = log_marginals(scores, transitions + allowed(), self.runs)
        first = self.runs.rows[0]
        total = np.logaddexp.reduce(forward + backward, axis=1, keepdims=True)  # of each row's run
        nodes = np.exp(forward + backward - total)
        moves = self._moves(forward, backward, scores, total, transitions + allowed())
        likelihood = (scores * self.gold).sum() + (transitions * self.moves).sum() - total[first].sum()
        ahead = self.matrix.T @ (nodes - self.gold).astype(np.float32)
        gradient = np.concatenate([ahead.ravel(), (moves - self.moves).ravel()]) + self.penalty * flat
        return float(0.5 * self.penalty * (flat @ flat) - likelihood), gradient

    def _moves(
        self, forward: np.ndarray, backward: np.ndarray, scores: np.ndarray, total: np.ndarray, transitions: np.ndarray
    ) -> np.ndarray:
        """The expected number of each step from label to label."""
        expected = np.zeros_like(transitions)
        first = self.runs.rows[0]
        nodes = np.exp(forward[first] + backward[first] - total[first])
        expected[-1] = nodes.sum(axis=0)
        for before, rows in zip(self.runs.rows, self.runs.rows[1:], strict=False):
            last = forward[before[: len(rows)]]
            most = last.max(axis=1, keepdims=True)
            source = np.exp(last - most)
            target = np.exp(np.minimum(backward[rows] + scores[rows] + most - total[rows], 80))
            expected[:-1] += np.exp(transitions[:-1]) * (source.T @ target)
        return expected


def _matrix(examples: list[Example]) -> csr_matrix:
    counts = np.concatenate([(item.features > 0).sum(axis=0) for item in examples])
    indices = np.concatenate([item.features.T[item.features.T > 0] for item in examples])
    starts = np.concatenate([[0], np.cumsum(counts)])
    return csr_matrix((np.ones(len(indices), dtype=np.float32), indices, starts), shape=(len(counts), 1 << BITS))


def fit(examples: list[Example], penalty: float, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights (feature by label) and transitions."""
    problem = _Problem(examples, penalty)
    size = len(LABELS) << BITS
    found = minimize(
        problem, np.zeros(size + problem.moves.size), jac=True, method="L-BFGS-B",
        options={"maxiter": steps, "maxcor": _MEMORY, "ftol": 1e-7},
    )  # fmt: skip
    print(f"{problem.matrix.shape[0]} tokens, {found.nit} steps, objective {found.fun:.1f}", file=sys.stderr)
    return found.x[:size].reshape(-1, len(LABELS)), found.x[size:].reshape(problem.moves.shape)
