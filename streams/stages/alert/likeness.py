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

Vector = Mapping[str, int]


def marks_of(mention: CountryMention) -> Marks:
    """The article's words in three parts: names, numbers and the rest; of length 1 together."""
    named = {token for name in mention.names for token in _TOKEN.findall(name)}
    # Mentions of before there were weights have their words in the same order.
    weights = mention.weights or [round(1000 / math.sqrt(1 + rank / 4)) for rank in range(len(mention.words))]
    words: dict[str, int] = {}
    names: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for word, weight in list(zip(mention.words, weights, strict=False))[:MAX_MEMBER_WORDS]:
        part = numbers if word.isdigit() else names if word in named else words
        part[word] = weight
    return _marks(words, names, numbers, min(1.0, len(mention.words) / _FULL))


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
    return _marks(
        _mix(story.words, article.words, share, MAX_STORY_WORDS),
        _mix(story.names, article.names, share, MAX_STORY_NAMES),
        _mix(story.numbers, article.numbers, share, MAX_STORY_NUMBERS),
    )


def _marks(words: dict[str, int], names: dict[str, int], numbers: dict[str, int], share: float = 1.0) -> Marks:
    squares = [sum(weight * weight for weight in part.values()) for part in (words, names, numbers)]
    return Marks(words=words, names=names, numbers=numbers, squares=squares, share=share)


def _mix(old: Vector, new: Vector, share: float, most: int) -> dict[str, int]:
    mix = {word: weight * (1 - share) for word, weight in old.items()}
    for word, weight in new.items():
        mix[word] = mix.get(word, 0.0) + weight * share
    kept = sorted(mix, key=lambda word: (-mix[word], word))[:most]
    return {word: weight for word in kept if (weight := round(mix[word]))}


def _cosines(one: Marks, other: Marks) -> tuple[float, float, float, float]:
    """Of everything, of the names, of the numbers, and of the other words alone."""
    words, names, numbers = _dot(one.words, other.words), _dot(one.names, other.names), _dot(one.numbers, other.numbers)
    whole = _cosine(words + names + numbers, sum(one.squares), sum(other.squares))
    by_words, by_names, by_numbers = map(_cosine, (words, names, numbers), one.squares, other.squares)
    return whole, by_names, by_numbers, by_words


def _cosine(dot: int, one: int, other: int) -> float:
    return dot / math.sqrt(one * other) if dot else 0.0


def _dot(one: Vector, other: Vector) -> int:
    # Whole numbers: their sum does not depend on the order of the set.
    return sum(one[word] * other[word] for word in one.keys() & other.keys())


@cache
def _weights() -> tuple[list[float], float]:
    """The weights in the order of FEATURES, and the bias."""
    lines = files("streams").joinpath("data", "stories.tsv").read_text("utf-8").splitlines()
    table = {name: float(weight) for name, weight in (line.split("\t") for line in lines if not line.startswith("#"))}
    return [table[name] for name in FEATURES], table["bias"]
