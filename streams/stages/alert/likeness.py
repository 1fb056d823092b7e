"""How likely an article and a story tell of one thing: their words, names and numbers, held against each other.

The weights of the features were fitted on stories that people put together (`python -m evaluation.training.stories`).
"""

import math
import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from streams.records import CountryMention
from streams.stages.alert.state import Marks, Story
from streams.stages.tag.countries import country_table
from streams.stages.tag.telling import fold

FEATURES = (
    "all", "numbers", "nearest", "cohesion", "reports", "no_numbers",
    "known", "kept", "head_known", "head_kept",
    "brief", "brief_all",
)  # fmt: skip
TOO_UNLIKE = 0.04  # of a cosine: nothing in common but some word
MAX_STORY_WORDS, MAX_STORY_NAMES, MAX_STORY_NUMBERS, MAX_STORY_HEAD = 50, 30, 15, 30
_HEAD = 200  # characters of title and text, which say what the article is about
_FULL = 60  # words
_BRIEF = 0.8  # of them: where there are fewer, their parts tell nothing, and the whole alone counts
# A short report has few words, which name now a town, now a people: its countries and what goes on there count too.
_COUNTRIES, _TOLD = 4, 300  # how many countries; the weight of such a word
# What happens at one spot: a country may have two of a kind at a time.
AT_ONE_SPOT = frozenset(
    "earthquake flood landslide wildfire attack explosion crime abduction industrial_accident "
    "transport_accident".split()
)
_LAST = 6.0  # reports whose likeness to their story makes its cohesion
_REMEMBERED = 12.0  # reports after which a story follows its newest turn
_SHORT, _LONG = 4, 5  # letters: what is shorter is no name of a country, and a longer one may lose its last vowel
_TOKEN = re.compile(r"[^\W\d_]+|\d+")

Vector = Mapping[str, int]


def marks_of(mention: CountryMention) -> Marks:
    """What the article is known by: its words in three parts, those of its head again."""
    named = {token for name in mention.names for token in _TOKEN.findall(name)}
    # Mentions of before there were weights have their words in the same order.
    weights = mention.weights or [round(1000 / math.sqrt(1 + rank / 4)) for rank in range(len(mention.words))]
    own = _own_name(mention.country)
    pairs = zip(mention.words, weights, strict=False)
    telling = {word: weight for word, weight in pairs if not word.startswith(own)}
    words: dict[str, int] = {}
    names: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for word, weight in telling.items():
        part = numbers if word.isdigit() else names if word in named else words
        part[word] = weight
    share = min(1.0, len(mention.words) / _FULL)
    if share < _BRIEF:
        spread = [f"{event.country} {event.type}" for event in mention.events if event.type not in AT_ONE_SPOT]
        names |= dict.fromkeys([*mention.other_countries[:_COUNTRIES], *spread], _TOLD)
    head = fold(f"{mention.title or ''}\n{mention.lead}"[:_HEAD])
    return Marks(
        words=words,
        names=names,
        numbers=numbers,
        head={word: weight for word, weight in telling.items() if word in head},
        share=share,
    )


def join_odds(article: Marks, story: Story) -> float:
    """Log odds that the article belongs to the story; minus infinity where they have nothing in common."""
    found = features(article, story)
    if found is None:
        return -math.inf
    weights, bias = _weights()
    return bias + sum(weight * value for weight, value in zip(weights, found, strict=True))


def features(article: Marks, story: Story) -> list[float] | None:
    """The features in the order of FEATURES; None where they have nothing in common."""
    marks = story.marks
    whole = _likeness(article, marks)
    if whole < TOO_UNLIKE:
        return None
    if article.share < _BRIEF:
        return [*[0.0] * (len(FEATURES) - 2), 1.0, whole]
    return [
        whole,
        _cosine(_dot(article.numbers, marks.numbers), article.square_of_numbers, marks.square_of_numbers),
        max((_likeness(article, member.marks) for member in story.members), default=whole),
        story.cohesion,
        math.log(max(1, len(story.members))),
        float(not article.numbers or not marks.numbers),
        _share_in((article.names, article.numbers), (marks.names, marks.numbers)),
        _share_in((marks.names, marks.numbers), (article.names, article.numbers)),
        _share_in((article.head,), (marks.words, marks.names, marks.numbers)),
        _share_in((marks.head,), (article.words, article.names, article.numbers)),
        0.0,
        0.0,
    ]


def grow(story: Story, article: Marks) -> None:
    """Let a report's words count for the story; it is not among its members yet."""
    before = len(story.members) + story.tail.articles
    if before:
        story.cohesion += (_likeness(article, story.marks) - story.cohesion) / min(before + 1, _LAST)
    share = 1.0 / min(before + 1, _REMEMBERED)
    old = story.marks
    story.marks = Marks(
        words=_mix(old.words, article.words, share, MAX_STORY_WORDS),
        names=_mix(old.names, article.names, share, MAX_STORY_NAMES),
        numbers=_mix(old.numbers, article.numbers, share, MAX_STORY_NUMBERS),
        head=_mix(old.head, article.head, share, MAX_STORY_HEAD),
    )


def names_place(marks: Marks, place: str) -> bool:
    """Whether the words hold all of a place's name."""
    return all(part in marks.names or part in marks.words for part in _TOKEN.findall(fold(place)))


@cache
def _own_name(code: str) -> tuple[str, ...]:
    """How the name of a country begins, which all its reports tell of: Peru and Peruvian, Ukraine and Ukrainian."""
    row = country_table().get(code)
    parts = _TOKEN.findall(fold(row.name)) if row else []
    return tuple(
        part[:-1] if len(part) > _LONG and part[-1] in "aeoy" else part for part in parts if len(part) >= _SHORT
    )


def _mix(old: Vector, new: Vector, share: float, most: int) -> dict[str, int]:
    mix = {word: weight * (1 - share) for word, weight in old.items()}
    for word, weight in new.items():
        mix[word] = mix.get(word, 0.0) + weight * share
    kept = sorted(mix, key=lambda word: (-mix[word], word))[:most]
    return {word: weight for word in kept if (weight := round(mix[word]))}


def _likeness(one: Marks, other: Marks) -> float:
    """The cosine of everything."""
    dot = _dot(one.words, other.words) + _dot(one.names, other.names) + _dot(one.numbers, other.numbers)
    return _cosine(dot, one.square, other.square)


def _cosine(dot: int, one: int, other: int) -> float:
    return dot / math.sqrt(one * other) if dot else 0.0


def _share_in(mine: Collection[Vector], theirs: Collection[Vector]) -> float:
    """Which share of the weight of some words stands in others; 0 where there are none."""
    held = sum(weight for part in mine for word, weight in part.items() if any(word in other for other in theirs))
    return held / (sum(sum(part.values()) for part in mine) or 1)


def _dot(one: Vector, other: Vector) -> int:
    # Whole numbers: their sum does not depend on the order of the set.
    return sum(one[word] * other[word] for word in one.keys() & other.keys())


@cache
def _weights() -> tuple[list[float], float]:
    """The weights in the order of FEATURES, and the bias."""
    lines = files("streams").joinpath("data", "stories.tsv").read_text("utf-8").splitlines()
    table = {name: float(weight) for name, weight in (line.split("\t") for line in lines if not line.startswith("#"))}
    return [table[name] for name in FEATURES], table["bias"]
