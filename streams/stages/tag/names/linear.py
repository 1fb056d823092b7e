"""The default tagger of names: our linear model over the runs of capitalised tokens, all rows scored at once."""

from typing import NamedTuple

from streams.stages.tag.countries.gazetteer import gazetteer
from streams.stages.tag.countries.match import find_hits
from streams.stages.tag.names.features import token_features
from streams.stages.tag.names.model import LABELS, best_path, load_model
from streams.stages.tag.names.tokens import runs, tokenize


class Span(NamedTuple):
    """A name in a text."""

    start: int
    end: int
    type: str
    score: float


def linear_names(text: str, language: str) -> list[Span]:
    """The names of one text, in order."""
    tokens = tokenize(text)
    spans = runs(tokens, text)
    if not spans:
        return []
    wanted = [number for first, stop in spans for number in range(first, stop)]
    weights, transitions = load_model()
    rows = token_features(tokens, wanted, find_hits(text, language, gazetteer()))
    scores = weights[rows].sum(axis=1)
    found = []
    row = 0
    for first, stop in spans:
        path = best_path(scores[row : row + stop - first], transitions)
        begin = None
        for place, label in enumerate([*path, 0]):
            if begin is not None and not LABELS[label].startswith("I-"):
                last = tokens[first + place - 1]
                sure = _sure(scores[row + begin : row + place], path[begin:place])
                found.append(Span(tokens[first + begin].start, last.end, LABELS[path[begin]][2:], sure))
                begin = None
            if LABELS[label].startswith("B-"):
                begin = place
        row += stop - first
    return found


def _sure(scores: "object", path: list[int]) -> float:
    """How far the label stands before the next best, between 0.5 and 1."""
    worst = 1e9
    for row, label in zip(scores.tolist(), path, strict=True):  # type: ignore[attr-defined]
        best = row[label]
        other = max(value for number, value in enumerate(row) if number != label)
        worst = min(worst, best - other)
    return round(max(0.5, min(1.0, 0.5 + worst / 40)), 2)
