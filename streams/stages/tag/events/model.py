"""The learnt part: how much a sentence reads like the report of a current event. A logistic regression over words.

The weights are a table of text (feature, weight in hundredths), made by evaluation/training/events.py. Names are not
among the words, so that the model does not learn which countries were at war when its sentences were written.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

from streams.stages.tag.events.rules import Hit
from streams.stages.tag.names.words import cluster

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_EDGE = "^"
_ENDINGS = ("ingly", "edly", "ings", "ing", "ied", "ies", "ers", "ed", "es", "er", "s", "ly")


def features(lower: str, hits: list[Hit]) -> list[str]:
    """The words, their stems, pairs of stems and rule findings of a sentence, each once, in order."""
    words = [_shape(w) for w in _WORD.findall(lower)[:80]]
    stems = [stem(w) for w in words]
    found = dict.fromkeys(words)
    found.update(dict.fromkeys(f"~{stem}" for stem in stems))
    found.update(dict.fromkeys(f"{a} {b}" for a, b in zip([_EDGE, *stems], stems, strict=False)))
    best = max((w for hit in hits for _, w in hit.meaning.weights), default=0.0)
    found[f"=best {min(best, 3.0):.0f}"] = None
    found[f"=terms {min(4, sum(bool(hit.meaning.weights) for hit in hits))}"] = None
    for hit in hits:
        for kind, weight in hit.meaning.weights:
            if weight >= 2:
                found[f"={kind}"] = None
        for name in hit.meaning.vetoes:
            found[f"=not {name}"] = None
    found[f"=length {min(5, len(words) // 8)}"] = None
    return list(found)


def kinds(names: list[str]) -> list[str]:
    """The kinds of the words among a sentence's features: their Brown clusters, cut at 8 and at 12 bits.

    What is learnt of one word goes to those that stand where it does in other texts (Koo et al. 2008).
    """
    found: dict[str, None] = {}
    for name in names:
        path = cluster(name) if name.isalpha() else 0
        if path:
            found[f"%{path & 0xFF:02x}"] = None
            found[f"%{path & 0xFFF:03x}"] = None
    return list(found)


def _shape(word: str) -> str:
    if not word[0].isdigit():
        return word
    return "#year" if len(word) == 4 and word[:2] in {"19", "20"} else f"#{min(len(word), 4)}"


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """The word without its ending, so that headlines (kills) and reports (killed) share what is learnt."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


class SentenceModel:
    """Weights by feature."""

    def __init__(self, text: str) -> None:
        head, *lines = text.splitlines()
        self.version = head.split()[-1]
        self.weights: dict[str, float] = {}
        for line in lines:
            name, weight = line.split("\t")
            self.weights[name] = int(weight) / 100

    def score(self, names: list[str]) -> float:
        """Log odds that the sentence is what the model looks for."""
        get = self.weights.get
        return get("=bias", 0.0) + sum(get(name, 0.0) for name in names)


@cache
def sentence_model() -> SentenceModel:
    """How much a sentence reads like the report of a current event."""
    return _shipped("sentences-en.tsv")


@cache
def incident_model() -> SentenceModel:
    """How much a sentence reads like a part of the report of an attack on people."""
    return _shipped("incidents-en.tsv")


def _shipped(name: str) -> SentenceModel:
    return SentenceModel(files("streams").joinpath("data", "event_terms", name).read_text("utf-8"))
