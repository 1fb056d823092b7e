"""Fit the weights of a linear-chain conditional random field over hashed features (L-BFGS, L2 penalty)."""

import sys
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from streams.stages.tag.names.model import IMPOSSIBLE, LABELS, Layout, allowed, layout, log_marginals

_MEMORY = 6  # pairs of vectors that L-BFGS keeps


class Example(NamedTuple):
    """A document: features by token, the lengths of its runs, which labels each token may have (token by label).

    One label each where all is known. Where a treebank tells names and not their types, a token may be of any type; the
    likelihood is then that of all paths that fit (a CRF with partial labels, Tsuboi et al. 2008).
    """

    features: np.ndarray
    lengths: list[int]
    gold: np.ndarray


class _Sums(NamedTuple):
    """Over all paths of all runs: the log of their sum, and the expected number of labels and of steps between them."""

    total: float
    labels: np.ndarray
    moves: np.ndarray


class _Problem:
    """The penalised likelihood of all runs, and its gradient."""

    def __init__(self, examples: list[Example], penalty: float, bits: int) -> None:
        self.penalty = penalty
        self.matrix = _matrix(examples, bits)
        self.runs: Layout = layout(np.array([size for item in examples for size in item.lengths]))
        self.barred = np.where(np.concatenate([item.gold for item in examples]), 0.0, IMPOSSIBLE)
        self.free = allowed()

    def __call__(self, flat: np.ndarray) -> tuple[float, np.ndarray]:
        size = self.free.size
        weights = flat[:-size].reshape(-1, len(LABELS))
        transitions = flat[-size:].reshape(self.free.shape) + self.free
        scores = (self.matrix @ weights.astype(np.float32)).astype(np.float64)
        every, fitting = self._sums(scores, transitions), self._sums(scores + self.barred, transitions)
        ahead = self.matrix.T @ (every.labels - fitting.labels).astype(np.float32)
        gradient = np.concatenate([ahead.ravel(), (every.moves - fitting.moves).ravel()]) + self.penalty * flat
        return 0.5 * self.penalty * float(flat @ flat) + every.total - fitting.total, gradient

    def _sums(self, scores: np.ndarray, transitions: np.ndarray) -> _Sums:
        forward, backward = log_marginals(scores, transitions, self.runs)
        total = np.logaddexp.reduce(forward + backward, axis=1, keepdims=True)  # of each row's run
        labels = np.exp(forward + backward - total)
        moves = np.zeros_like(transitions)
        first = self.runs.rows[0]
        moves[-1] = labels[first].sum(axis=0)
        for before, rows in zip(self.runs.rows, self.runs.rows[1:], strict=False):
            last = forward[before[: len(rows)]]
            most = last.max(axis=1, keepdims=True)
            source = np.exp(last - most)
            target = np.exp(np.minimum(backward[rows] + scores[rows] + most - total[rows], 80))
            moves[:-1] += np.exp(transitions[:-1]) * (source.T @ target)
        return _Sums(float(total[first].sum()), labels, moves)


def _matrix(examples: list[Example], bits: int) -> csr_matrix:
    counts = np.concatenate([(item.features > 0).sum(axis=0) for item in examples])
    indices = np.concatenate([item.features.T[item.features.T > 0] for item in examples])
    starts = np.concatenate([[0], np.cumsum(counts)])
    return csr_matrix((np.ones(len(indices), dtype=np.float32), indices, starts), shape=(len(counts), 1 << bits))


class Fitted(NamedTuple):
    """Weights (feature by label) and transitions."""

    weights: np.ndarray
    transitions: np.ndarray


def fit(examples: list[Example], penalty: float, steps: int, bits: int) -> Fitted:
    """The likeliest weights under the penalty, or those after so many steps."""
    problem = _Problem(examples, penalty, bits)
    size = len(LABELS) << bits
    found = minimize(
        problem, np.zeros(size + problem.free.size), jac=True, method="L-BFGS-B",
        options={"maxiter": steps, "maxcor": _MEMORY, "ftol": 1e-7},
    )  # fmt: skip
    print(f"{problem.matrix.shape[0]} tokens, {found.nit} steps, objective {found.fun:.1f}", file=sys.stderr)
    return Fitted(found.x[:size].reshape(-1, len(LABELS)), found.x[size:].reshape(problem.free.shape))
