"""The default tagger of names: our linear models over the runs of capitalised tokens, all of a document at once."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np

from streams.stages.tag.countries.gazetteer import gazetteer
from streams.stages.tag.countries.match import find_hits
from streams.stages.tag.names.features import Document, features, read
from streams.stages.tag.names.model import (
    LABELS,
    Weights,
    best_paths,
    layout,
    load_model,
    log_marginals,
    model_version,
)
from streams.stages.tag.names.tagger import Span
from streams.stages.tag.names.words import Words

Status = Literal["learnt", "transferred", "lists"]

# The languages of the detector whose scripts have no capitals, which are all that the models go by.
_WITHOUT_CAPITALS = frozenset(
    "am ar as bn bo ckb dv dz fa gu he hi ja ka km kn ko lo ml mr my ne or pa ps si ta te th ti ug ur yi zh".split()
)


class LinearTagger:
    """A conditional random field of our own; English by one model, every other language with capitals by another."""

    name = "linear"

    @property
    def version(self) -> str:
        """The hash of the weights."""
        return model_version()

    def status(self, language: str) -> Status:
        """How the names of a language are found: see the record's `entities_status`."""
        if language in _WITHOUT_CAPITALS:
            return "lists"
        learnt = language in load_model("en").lexical | load_model("other").lexical
        return "learnt" if learnt else "transferred"

    def names(self, texts: Sequence[str], languages: Sequence[str]) -> list[list[Span]]:
        """The names of each text."""
        return [self._names(text, language) for text, language in zip(texts, languages, strict=True)]

    def _names(self, text: str, language: str) -> list[Span]:
        known = "en" if language == "und" else language
        return names_of(text, known, load_model("en" if known == "en" else "other"), _words(known))


LINEAR = LinearTagger()


@cache
def _words(language: str) -> Words:
    return Words(language)


def names_of(text: str, language: str, model: Weights, words: Words) -> list[Span]:
    """The names of one text by one model, in order."""
    document = read(text, words)
    if not document.runs:
        return []
    return spans_of(document, *marked(document, language, model))


def marked(document: Document, language: str, model: Weights) -> tuple[list[int], list[float]]:
    """The label of each token of the runs, and how sure it is."""
    hits = find_hits(document.text, language, gazetteer())
    seen = features(document, hits, lexical=language in model.lexical, bits=model.bits)
    scores = model.scores(seen)
    shape = layout(np.array([stop - first for first, stop in document.runs]))
    labels = best_paths(scores, model.transitions, shape)
    forward, backward = log_marginals(scores, model.transitions, shape)
    total = np.logaddexp.reduce(forward + backward, axis=1)
    rows = np.arange(len(labels))
    sure = np.exp(forward[rows, labels] + backward[rows, labels] - total)
    return labels.tolist(), sure.tolist()


def spans_of(document: Document, labels: list[int], sure: list[float]) -> list[Span]:
    """The names that the labels draw; each is as sure as its least sure token."""
    tokens = document.tokens
    wanted = [number for first, stop in document.runs for number in range(first, stop)]
    found: list[Span] = []
    for number, label, chance in zip(wanted, labels, sure, strict=True):
        part, _, kind = LABELS[label].partition("-")
        if part == "B":
            found.append(Span(tokens.starts[number], tokens.ends[number], kind, round(chance, 2)))
        elif part == "I":
            last = found[-1]
            found[-1] = Span(last.start, tokens.ends[number], kind, min(last.score, round(chance, 2)))
    return found
