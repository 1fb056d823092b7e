"""Which story an article belongs to: type of event, words, names, time, and copies of the same text."""

import math
from collections.abc import Iterable

from streams.records import CountryMention
from streams.stages.alert.folding import same_text
from streams.stages.alert.state import HOUR, Story

# Types that reports of one thing may be filed under; one that stands in no row matches itself alone.
_FAMILIES = (
    "armed_conflict attack explosion abduction border_incident security_threat crime",
    "unrest political_crisis security_threat armed_conflict attack",
    "earthquake tsunami landslide volcano",
    "flood storm landslide infrastructure_failure displacement",
    "wildfire extreme_temperature drought",
    "explosion industrial_accident transport_accident infrastructure_failure pollution",
    "drought food_crisis displacement",
    "armed_conflict displacement border_incident",
    "attack crime transport_accident",
    "epidemic animal_disease",
)
_KIN: dict[str, frozenset[str]] = {}
for _row in _FAMILIES:
    for _type in _row.split():
        _KIN[_type] = _KIN.get(_type, frozenset()) | frozenset(_row.split())

MAX_WORDS, MAX_NAMES = 40, 20
JOIN = 0.22  # similarity from which an article belongs to a story
_NAMES_SHARE = 0.35
_OTHER_TYPE = 0.75  # of the similarity is left where the types differ
_FADES = 14 * 24 * HOUR  # similarity halves in about this time
# One disease in one country is one story for months, however differently it is told.
_LONG_JOIN = 0.10
_OF_DISEASE = frozenset({"epidemic", "animal_disease"})
_LONG = frozenset({"epidemic", "animal_disease", "drought", "food_crisis"})


def kin(one: str, other: str) -> bool:
    """Whether two types may be the same thing, seen by two reporters."""
    return one == other or other in _KIN.get(one, ())


def weights(terms: Iterable[str], most: int) -> dict[str, float]:
    """Terms that come most telling first, with the weight that their rank gives; of length 1 together."""
    found = {term: 1.0 / math.sqrt(1.0 + rank / 4) for rank, term in enumerate(list(dict.fromkeys(terms))[:most])}
    return _unit(found)


def best_story(stories: list[Story], mention: CountryMention, kind: str, prints: list[int], when: int) -> Story | None:
    """The story that the article continues, if any; of equals the newer one."""
    words, names = weights(mention.words, MAX_WORDS), weights(mention.names, MAX_NAMES)
    disease = disease_in(mention, kind)
    best, highest = None, 0.0
    for story in reversed(stories):
        if story.type == "volume":
            continue
        if any(same_text(prints, member.prints) for member in story.members):
            return story
        if not kin(story.type, kind) or (disease and story.disease and disease != story.disease):
            continue
        likeness = 1.0 if disease and disease == story.disease else similarity(story, words, names)
        if story.type != kind:
            likeness *= _OTHER_TYPE
        needed = _LONG_JOIN if kind in _LONG and story.type == kind else JOIN
        likeness *= 0.5 ** (max(0, when - story.touched) / _FADES) if kind not in _LONG else 1.0
        if likeness >= needed and likeness > highest:
            best, highest = story, likeness
    return best


def similarity(story: Story, words: dict[str, float], names: dict[str, float]) -> float:
    """How alike a story and an article are, from 0 to 1: by words, and by names where both have some."""
    by_words = _cosine(words, story.words)
    if not names or not story.names:
        return by_words
    return (1 - _NAMES_SHARE) * by_words + _NAMES_SHARE * _cosine(names, story.names)


def disease_in(mention: CountryMention, kind: str) -> str | None:
    """The disease that an event of this type is of, where the article names it."""
    return mention.disease if kind in _OF_DISEASE else None


def absorb(story: Story, mention: CountryMention, kind: str) -> None:
    """Let the article's words and names count for the story."""
    story.disease = story.disease or disease_in(mention, kind)
    n = len(story.members) + story.tail.articles
    share = 1.0 / min(max(n, 1), 6)  # a long story follows its newest turn
    story.words = _mix(story.words, weights(mention.words, MAX_WORDS), share, MAX_WORDS + 20)
    story.names = _mix(story.names, weights(mention.names, MAX_NAMES), share, MAX_NAMES + 10)


def _mix(old: dict[str, float], new: dict[str, float], share: float, most: int) -> dict[str, float]:
    if not old:
        return {term: round(weight, 4) for term, weight in new.items()}
    mixed = {term: weight * (1 - share) for term, weight in old.items()}
    for term, weight in new.items():
        mixed[term] = mixed.get(term, 0.0) + weight * share
    kept = dict(sorted(mixed.items(), key=lambda item: (-item[1], item[0]))[:most])
    return {term: round(weight, 4) for term, weight in _unit(kept).items()}


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else vector


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    get = other.get
    return sum(weight * get(term, 0.0) for term, weight in one.items())
