"""How much an article is about a country: a logistic model over a few plain features, its weights printed here.

The weights were set by hand and are not fitted: the dateline's was raised after reading errors on given-half Reuters.
"""

import re
from collections import Counter
from dataclasses import dataclass
from math import exp, log

from streams.records import CleanArticle
from streams.stages.tag.countries.disambiguate import Resolved, Scene

LEAD = 400  # characters: the first paragraph or two
WEIGHTS = {
    "bias": -2.6,
    "share": 2.6,  # of all mentions, lead and title doubled
    "count": 0.35,  # log of 1 + mentions
    "title": 1.9,
    "lead": 1.2,
    "dateline": 3.4,
    "home": 0.5,
    "first": 0.8,  # the first country of title and text
    "weak": -1.0,  # institutions and misspellings alone
    "places": 0.5,  # named after a preposition of place, or by a town
    "acts": -0.1,
    "only": 1.2,  # no other country
}
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|into|across|on|to|through|around|outside|inside|within|for|of|with|neighbou?ring|northern|"
    r"southern|eastern|western|central)(?: the)?[ ]$",
    re.IGNORECASE,
)
_BORDER_AFTER = re.compile(r"(?:'s)?[ ](?:border|territory|soil|capital|province|city|town|region|security|insecurity)")
_ACT_AFTER = re.compile(
    r"(?:'s (?:government|president|minister|prime|foreign|defen[cs]e|army|military|ambassador|parliament|leader)\b"
    r"|'s? (?:side|forces|troops)\b|[ ](?:said|says|sees|saw|asked|asks|will|would|has|had|was|is|pledge[sd]?|warn\w*|"
    r"accuse\w*|deni\w*|reject\w*|agree\w*|sign\w*|sent|sends|call\w*|plan\w*|want\w*|urge\w*|vow\w*|announce\w*|"
    r"government|president|minister|officials?|troops|army|military|forces|ambassador|side|side's|foreign|prime)\b)"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What the article shows of one country."""

    features: dict[str, float]
    places: int
    acts: int
    evidence: list[str]

    def __str__(self) -> str:
        return " ".join(f"{name}={value:.2f}" for name, value in self.features.items() if value)


def picture_of(
    code: str, items: list[Resolved], scene: Scene, article: CleanArticle, dateline: str | None, home: str | None
) -> Picture:
    """The features of one country."""
    title = [item for item in items if item.field == "title"]
    body = [item for item in items if item.field == "text"]
    lead = [item for item in body if item.start < LEAD]
    weight = sum(map(_weight, items))
    total = sum(map(_weight, scene.resolved)) or 1.0
    places = sum(_is_place(item, article) for item in items) + (1 if dateline == code else 0)
    acts = sum(_is_act(item, article) for item in items)
    evidence = [
        name
        for name, there in (
            ("dateline", dateline == code),
            ("headline", title),
            ("lead", lead),
            ("body", len(body) > len(lead)),
            ("publisher", home == code),
        )
        if there
    ]
    length = max(1, len(article.text))
    rest = [item for item in scene.resolved if item.code != code]
    features = {
        "share": weight / total,
        "count": log(1 + len(items)),
        "title": float(bool(title)),
        "title_first": float(bool(title) and scene.resolved[0].code == code),
        "lead": float(bool(lead)),
        "opening": float(any(item.start < 150 for item in body)),
        "early": 1.0 - min((item.start for item in body), default=length) / length,
        "dateline": float(dateline == code),
        "elsewhere": float(dateline is not None and dateline != code),
        "untitled": float(not title and any(item.field == "title" for item in rest)),
        "home": float(home == code),
        "first": float(bool(scene.resolved) and scene.resolved[0].code == code),
        "most": float(len(items) >= max(Counter(i.code for i in scene.resolved).values(), default=0)),
        "weak": float(all(item.kind in ("institution", "misspelling") for item in items)),
        "demonyms": sum(item.kind == "demonym" for item in items) / max(1, len(items)),
        "towns": sum(item.kind in ("city", "region", "capital") for item in items) / max(1, len(items)),
        "places": places / max(1, len(items)),
        "acts": acts / max(1, len(items)),
        "others": log(1 + len({item.code for item in rest})),
        "only": float(not rest),
    }
    return Picture(features, places, acts, evidence)


def salience_of(picture: Picture) -> float:
    """Between 0 and 1."""
    score = WEIGHTS["bias"] + sum(WEIGHTS.get(name,0) * value for name, value in picture.features.items())
    return 1 / (1 + exp(-score))


def _weight(item: Resolved) -> float:
    return 2.0 if item.field == "title" or item.start < LEAD else 1.0


def _around(item: Resolved, article: CleanArticle) -> str:
    return (article.title or "") if item.field == "title" else article.text


def _is_place(item: Resolved, article: CleanArticle) -> bool:
    text = _around(item, article)
    if item.kind in ("city", "region"):
        return True
    if item.kind == "metonym":
        return False
    before = _PLACE_BEFORE.search(text, max(0, item.start - 16), item.start)
    return bool(before) or bool(_BORDER_AFTER.match(text, item.end))


def _is_act(item: Resolved, article: CleanArticle) -> bool:
    return item.kind == "metonym" or bool(_ACT_AFTER.match(_around(item, article), item.end))
