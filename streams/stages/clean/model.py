"""The line model: a small convolution over the lines of a page gives each line its odds of being the article's."""

from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

DILATIONS = (1, 2, 4, 8, 16)
_SINGLE_THREADED = 200_000  # multiplications; OpenBLAS starts threads above 262,144
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


def shifted(rows: Matrix, by: int) -> Matrix:
    """The rows moved down (by > 0) or up, zeros coming in."""
    moved = np.zeros_like(rows)
    if abs(by) < len(rows):
        if by > 0:
            moved[by:] = rows[:-by]
        else:
            moved[:by] = rows[-by:]
    return moved


def _times(rows: Matrix, weights: Matrix) -> Matrix:
    """The product in pieces so small that the linear algebra library does not wake its threads for them."""
    step = max(1, _SINGLE_THREADED // weights.size)
    if len(rows) <= step:
        return rows @ weights
    return np.concatenate([rows[at : at + step] @ weights for at in range(0, len(rows), step)])


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
    odds = np.zeros(len(rows), dtype=np.float32)
    scaled = (rows - weights["mean"]) / weights["scale"]
    nets = len(weights["out_bias"])
    for net in range(nets):
        hidden = np.maximum(_times(scaled, weights["in"][net]) + weights["in_bias"][net], 0)
        for layer, step in enumerate(DILATIONS):
            wide = np.concatenate([shifted(hidden, step), hidden, shifted(hidden, -step)], axis=1)
            hidden = hidden + np.maximum(
                _times(wide, weights["conv"][net, layer]) + weights["conv_bias"][net, layer], 0
            )
        odds += hidden @ weights["out"][net] + weights["out_bias"][net]
    return (1 / (1 + np.exp(-np.clip(odds / nets, -30, 30)))).astype(np.float32)
