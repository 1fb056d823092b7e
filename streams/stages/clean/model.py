"""The line model: a small convolution over the lines of a page gives each line its odds of being the article's."""

from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

DILATIONS = (1, 2, 4, 8, 16)
_EDGE = max(DILATIONS)
# Lines at once: OpenBLAS starts threads, which cost more than they save here, above 262,144 multiplications.
_STEP = 80
_MOST_LINES = 4000  # scored at once, so that memory stays flat on hostile pages


def _load(name: str) -> dict[str, Matrix]:
    with files("streams.data").joinpath(name).open("rb") as handle, np.load(handle, allow_pickle=False) as stored:
        return {key: stored[key].astype(np.float32) for key in stored.files}


@cache
def text_model() -> dict[str, Matrix]:
    """The weights for pages that came as text."""
    return _load("lines_text.npz")


@cache
def markup_model() -> dict[str, Matrix]:
    """The weights for pages that came as HTML."""
    return _load("lines_html.npz")


def score_lines(weights: dict[str, Matrix], rows: Matrix) -> Matrix:
    """The probability of each line; `rows` as features.describe gives them."""
    if len(rows) <= _MOST_LINES:
        return _score(weights, rows)
    margin = 2 * sum(DILATIONS)
    parts: list[Matrix] = []
    for start in range(0, len(rows), _MOST_LINES):
        first = max(0, start - margin)
        part = _score(weights, rows[first : start + _MOST_LINES + margin])
        parts.append(part[start - first : start - first + _MOST_LINES])
    return np.concatenate(parts)


def _score(weights: dict[str, Matrix], rows: Matrix) -> Matrix:
    count, (nets, width) = len(rows), weights["in_bias"].shape
    inputs = weights["in"] / weights["scale"][:, None]
    inputs_bias = weights["in_bias"] - (weights["mean"] / weights["scale"]) @ weights["in"]
    # Empty rows around the page stand for what lies outside it.
    hidden = np.zeros((count + 2 * _EDGE, width), np.float32)
    page = hidden[_EDGE : _EDGE + count]
    wide = np.empty((count, 3, width), np.float32)
    odds = np.zeros(count, np.float32)
    for net in range(nets):
        page[:] = np.maximum(_product(rows, inputs[net]) + inputs_bias[net], 0)
        for layer, step in enumerate(DILATIONS):
            for place, by in enumerate((-step, 0, step)):
                wide[:, place] = hidden[_EDGE + by : _EDGE + by + count]
            found = _product(wide.reshape(count, 3 * width), weights["conv"][net, layer])
            found += weights["conv_bias"][net, layer]
            page += np.maximum(found, 0, out=found)
        odds += page @ weights["out"][net] + weights["out_bias"][net]
    chances: Matrix = 1 / (1 + np.exp(-np.clip(odds / nets, -30, 30)))
    return chances


def _product(rows: Matrix, weights: Matrix) -> Matrix:
    """The matrix product, some lines at a time."""
    found = np.empty((len(rows), weights.shape[1]), np.float32)
    for at in range(0, len(rows), _STEP):
        np.matmul(rows[at : at + _STEP], weights, out=found[at : at + _STEP])
    return found
