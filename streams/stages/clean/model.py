"""The line model: a small convolution over the lines of a page gives each line its odds of being the article's."""

from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

DILATIONS = (1, 2, 4, 8, 16)
_EDGE = max(DILATIONS)
# Lines at once: OpenBLAS starts threads, which cost more than they save here, above 262,144 multiplications.
_STEP = 64
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
    scaled = (rows - weights["mean"]) / weights["scale"]
    parts = [slice(at, at + _STEP) for at in range(0, len(rows), _STEP)]
    nets, width = weights["in_bias"].shape
    # Empty rows around the page stand for what lies outside it.
    hidden = np.zeros((nets, len(rows) + 2 * _EDGE, width), np.float32)
    page = hidden[:, _EDGE : _EDGE + len(rows)]
    for part in parts:
        page[:, part] = np.maximum(scaled[part] @ weights["in"] + weights["in_bias"][:, None], 0)
    for layer, step in enumerate(DILATIONS):
        kernel, bias = weights["conv"][:, layer], weights["conv_bias"][:, layer, None]
        seen = [hidden[:, _EDGE + by : _EDGE + by + len(rows)] for by in (-step, 0, step)]
        found = np.empty_like(page)
        for part in parts:
            found[:, part] = bias
            for place, lines in enumerate(seen):
                found[:, part] += lines[:, part] @ kernel[:, place * width : (place + 1) * width]
        page += np.maximum(found, 0)
    odds: Matrix = (np.matmul(page, weights["out"][:, :, None])[:, :, 0] + weights["out_bias"]).mean(axis=0)
    chances: Matrix = (1 / (1 + np.exp(-np.clip(odds, -30, 30)))).astype(np.float32)
    return chances
