"""Chooses the title of the article, once, and finds the lines that repeat it."""

import re
from functools import cache
from importlib.resources import files

import numpy as np

from streams.stages.clean.candidates import MOST_CHARS, fold
from streams.stages.clean.glyphs import Glyphs
from streams.stages.clean.page import Block, Page
from streams.stages.clean.titles import Describer, Matrix

_PATH = re.compile(r"\s[/>›]\s")


@cache
def _weights() -> dict[str, dict[str, Matrix]]:
    with files("streams.data").joinpath("titles.npz").open("rb") as handle, np.load(handle, allow_pickle=False) as kept:
        stored = {name: kept[name].astype(np.float32) for name in kept.files}
    return {form: {name[len(form) + 1 :]: stored[name] for name in stored if name.startswith(form)} for form in FORMS}


FORMS = ("html", "text")


def find_title(
    page: Page, lowered: list[str], bits: list[int], glyphs: Glyphs, start: int, url: str | None
) -> str | None:
    """The title of the article that starts near that line; None where nothing looks like one. `lowered`, `bits`
    (see furniture.py) and `glyphs` belong to the lines."""
    if not page.blocks:
        return None
    described = Describer(page, lowered, bits, glyphs, start, url)
    scores = score_titles(_weights()["html" if page.marked_up else "text"], described.rows())
    best = int(np.argmax(scores))
    return _last_of_path(described, best) if best < len(described.candidates) else None


def _last_of_path(described: Describer, best: int) -> str:
    """The title; of a path that ends in it (“World / Dam bursts in north”) the part that another line says alone."""
    text = described.candidates[best].text
    last = _PATH.split(text)[-1]
    return last if any(one.line >= 0 and one.text == last for one in described.candidates) else text


def score_titles(weights: dict[str, Matrix], rows: Matrix) -> Matrix:
    """How far each row speaks for a title: a linear part, and a hidden layer for what counts only together."""
    hidden = np.maximum(rows @ weights["in"] + weights["in_bias"], 0)
    scores: Matrix = rows @ weights["linear"] + hidden @ weights["out"]
    return scores


def repeats_title(block: Block, folded_title: str) -> bool:
    """Whether the line says the title again, alone or with the site's name."""
    # Folding never makes a text longer.
    if not folded_title or not len(folded_title) <= len(block.text) <= MOST_CHARS * 2:
        return False
    folded = fold(block.text)
    if folded == folded_title:
        return True
    return len(folded_title) >= 20 and folded.startswith(folded_title) and len(folded) < len(folded_title) + 40
