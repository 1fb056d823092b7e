"""What an article shows of one country: plain features of its mentions, from which salience and role are told.

Words around a mention are English; in other languages those features are 0, and place, count and kind must do.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import log

from streams.records import CleanArticle
from streams.stages.tag.countries.scene import Resolved

LEAD = 400  # characters: the first paragraph or two
OPENING = 150  # characters: the first sentence
NEAR = 80  # characters on each side of a mention: about its sentence
# The word before a place, with or without the article.
_IN = frozenset(
    "in at near from into across on through around outside inside within northern southern eastern western central "
    "downtown of".split()
)
_LAST_WORD = re.compile(r"\W")
_GROUND = re.compile(
    r"(?:'s|’s)? (?:border|territory|soil|capital|province|city|town|region|coast|security|insecurity|village|port|"
    r"island|district|people|police|authorities|hospital|airport)"
)
_ACTS = re.compile(
    r"(?:(?:'s?|’s?) (?:government|president|minister|prime|foreign|defen[cs]e|army|military|ambassador|parliament|"
    r"leader|side|forces|troops)\b| (?:said|says|sees|saw|asked|asks|will|would|has|had|was|is|pledge[sd]?|warn\w*|"
    r"accuse\w*|deni\w*|reject\w*|agree\w*|sign\w*|sent|sends|call\w*|plan\w*|want\w*|urge\w*|vow\w*|announce\w*|"
    r"condemn\w*|government|president|minister|officials?|troops|army|military|forces|ambassador|embassy|side|foreign|"
    r"prime|citizens?|nationals?|compan(?:y|ies))\b)"
)
# By first letters, so that most words are passed over at the first.
_HAPPENS = re.compile(
    r"\b(?:a(?:ttack|ssassin|bduct|rrest)|b(?:omb|last)|c(?:yclone|rash|ollaps|lash|ases\b|apsiz|oup\b)|"
    r"d(?:e(?:ad\b|ath|rail)|ie[ds]?\b)|e(?:xplo|arthquake|rupt|vacuat|lect)|f(?:lood|ight)|h(?:ostage|urricane)|"
    r"in(?:jur|fect)|ki(?:ll|dnap)|landslide|murder|outbreak|protest|quake|riot|s(?:ho(?:t\b|ot)|torm)|typhoon|"
    r"w(?:ound|ildfire))"
)
TOWNS = frozenset({"city", "region", "capital"})


@dataclass(frozen=True, slots=True)
class Picture:
    """What the article shows of one country."""

    features: dict[str, float]
    evidence: list[str]
    guessed: bool  # known by misspelt names alone


def pictures_of(
    mentions: Mapping[str, list[Resolved]], article: CleanArticle, dateline: str | None, home: str | None
) -> dict[str, Picture]:
    """The features of each country: shares between 0 and 1, and logs of counts. `mentions`: of each, none of others."""
    weights = {code: sum(map(_weight, items)) for code, items in mentions.items()}
    titled = {item.code for items in mentions.values() for item in items if item.field == "title"}
    whole = sum(weights.values())
    return {
        code: _picture_of(code, items, weights[code] / max(1.0, whole), titled, article, dateline, home)
        for code, items in mentions.items()
    }


def _picture_of(
    code: str,
    items: list[Resolved],
    share: float,
    titled: Collection[str],
    article: CleanArticle,
    dateline: str | None,
    home: str | None,
) -> Picture:
    body = [item.start for item in items if item.field == "text"]
    lead = sum(start < LEAD for start in body)
    evidence = {
        "dateline": dateline == code,
        "headline": code in titled,
        "lead": lead > 0,
        "body": len(body) > lead,
        "publisher": home == code,
    }
    features = {
        "bias": 1.0,
        "count": log(1 + len(items)),
        "share": share,
        "title": float(evidence["headline"]),
        "untitled": float(code not in titled and bool(titled)),
        "lead": float(evidence["lead"]),
        "opening": float(bool(body) and min(body) < OPENING),
        "dateline": float(evidence["dateline"]),
        # Where neither headline nor dateline name any country, its share is all that there is to go by.
        "bare": 0.0 if dateline or titled else share,
        **_ways(items, article),
    }
    guessed = not evidence["dateline"] and all(item.kind == "misspelling" for item in items)
    return Picture(features, [name for name, there in evidence.items() if there], guessed)


def _weight(item: Resolved) -> float:
    return 2.0 if item.field == "title" or item.start < LEAD else 1.0


def _ways(items: list[Resolved], article: CleanArticle) -> dict[str, float]:
    """In which ways a country is named: as a place, as one who acts, beside something that happens."""
    placed = there = acts = 0
    for item in items:
        text = (article.title or "") if item.field == "title" else article.text
        before, after = text[max(0, item.start - NEAR) : item.start].lower(), text[item.end : item.end + NEAR].lower()
        acts += bool(_ACTS.match(after))
        if _is_in(before) or _GROUND.match(after):
            placed += 1
            there += bool(_HAPPENS.search(before) or _HAPPENS.search(after))
    every = max(1, len(items))
    return {
        "demonyms": sum(item.kind == "demonym" for item in items) / every,
        "towns": sum(item.kind in TOWNS for item in items) / every,
        "placed": log(1 + placed),
        "there": log(1 + there),
        "acts": acts / every,
    }


def _is_in(before: str) -> bool:
    """Whether a text in lower case ends with a word of place and a blank, or these and an article."""
    if not before.endswith(" "):
        return False
    *_, first, last = ["", *before[-24:-1].split(" ")]
    word = first if last == "the" else last
    return word in _IN or (bool(word) and not word.isalpha() and _LAST_WORD.split(word)[-1] in _IN)
