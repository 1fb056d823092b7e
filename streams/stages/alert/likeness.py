"""How likely an article and a story tell of one thing: their words, names and numbers, held against each other.

The weights of the features were fitted on stories that people put together (`python -m evaluation.train_stories`).
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from streams.records import CountryMention
from streams.stages.alert.state import Marks

FEATURES = (
    "all", "names", "numbers", "words", "nearest", "nearest_names", "nearest_numbers", "alone", "reports",
    "no_names", "no_numbers", "short", "all_short",
)  # fmt: skip
TOO_UNLIKE = 0.04  # of a cosine: nothing in common but some word
MAX_STORY_WORDS, MAX_STORY_NAMES, MAX_STORY_NUMBERS = 50, 30, 15
MAX_MEMBER_WORDS = 48
_FULL = 60  # words; an article with fewer is short, and has less in common with others of its story
_REMEMBERED = 12.0  # reports after which a story follows its newest turn
_TOKEN = re.compile(r"[^\W\d_]+|\d+")

Vector = Mapping[str, float]


def marks_of(mention: CountryMention) -> Marks:
    """The article's words in three parts: names, numbers and the rest; of length 1 together."""
    named = {token for name in mention.names for token in _TOKEN.findall(name)}
    # Mentions of before there were weights have their words in the same order.
    weights = mention.weights or [1 / math.sqrt(1 + rank / 4) for rank in range(len(mention.words))]
    marks = Marks(share=min(1.0, len(mention.words) / _FULL))
    for word, weight in list(zip(mention.words, weights, strict=False))[:MAX_MEMBER_WORDS]:
        part = marks.numbers if word.isdigit() else marks.names if word in named else marks.words
        part[word] = weight
    return marks


def join_odds(article: Marks, story: Marks, members: Sequence[Marks]) -> float:
    """Log odds that the article belongs to the story; minus infinity where they have nothing in common."""
    found = features(article, story, members)
    if found is None:
        return -math.inf
    weights, bias = _weights()
    return bias + sum(weight * value for weight, value in zip(weights, found, strict=True))


def features(article: Marks, story: Marks, members: Sequence[Marks]) -> list[float] | None:
    """The features in the order of FEATURES; None where they have nothing in common."""
    whole, names, numbers, words = _cosines(article, story)
    if whole < TOO_UNLIKE:
        return None
    near = [_cosines(article, member) for member in members] or [(whole, names, numbers, words)]
    short = 1.0 - article.share
    return [
        whole,
        names,
        numbers,
        words,
        max(cosine[0] for cosine in near),
        max(cosine[1] for cosine in near),
        max(cosine[2] for cosine in near),
        float(len(members) < 2),
        math.log(max(1, len(members))),
        float(not article.names or not story.names),
        float(not article.numbers or not story.numbers),
        short,
        short * whole,
    ]


def mixed(story: Marks, article: Marks, reports: int) -> Marks:
    """A story's marks with one more report in them; `reports` counts it."""
    share = 1.0 / min(max(reports, 1), _REMEMBERED)
    return Marks(
        words=_mix(story.words, article.words, share, MAX_STORY_WORDS),
        names=_mix(story.names, article.names, share, MAX_STORY_NAMES),
        numbers=_mix(story.numbers, article.numbers, share, MAX_STORY_NUMBERS),
    )


def _mix(old: Vector, new: Vector, share: float, most: int) -> dict[str, float]:
    mix = {word: weight * (1 - share) for word, weight in old.items()}
    for word, weight in new.items():
        mix[word] = mix.get(word, 0.0) + weight * share
    kept = sorted(mix, key=lambda word: (-mix[word], word))[:most]
    return {word: round(mix[word], 4) for word in kept}


def _cosines(one: Marks, other: Marks) -> tuple[float, float, float, float]:
    """Of everything, of the names, of the numbers, and of the other words alone."""
    names, numbers, words = _dot(one.names, other.names), _dot(one.numbers, other.numbers), _dot(one.words, other.words)
    ones, others = _squares(one), _squares(other)
    whole = (names + numbers + words) / math.sqrt(sum(ones) * sum(others) or 1.0)
    parts = zip((names, numbers, words), ones, others, strict=True)
    by_names, by_numbers, by_words = (dot / math.sqrt(a * b) if a and b else 0.0 for dot, a, b in parts)
    return whole, by_names, by_numbers, by_words


def _squares(marks: Marks) -> tuple[float, float, float]:
    return _square(marks.names), _square(marks.numbers), _square(marks.words)


def _square(vector: Vector) -> float:
    return sum(weight * weight for weight in vector.values())


def _dot(one: Vector, other: Vector) -> float:
    # Sorted, since a sum of floats depends on its order, and the order of a set on the process.
    return sum(one[word] * other[word] for word in sorted(one.keys() & other.keys()))


@cache
def _weights() -> tuple[list[float], float]:
    """The weights in the order of FEATURES, and the bias."""
    lines = files("streams").joinpath("data", "stories.tsv").read_text("utf-8").splitlines()
    table = {name: float(weight) for name, weight in (line.split("\t") for line in lines if not line.startswith("#"))}
    return [table[name] for name in FEATURES], table["bias"]
