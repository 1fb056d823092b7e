"""Which town of a name an article means, and whether it means a town at all: by size, support, region and home."""

from __future__ import annotations

from math import log2

from streams.stages.tag.countries.folding import fold_word
from streams.stages.tag.countries.gazetteer import Town
from streams.stages.tag.countries.persons import in_longer_name
from streams.stages.tag.countries.scene import Candidate, Scene, Weighed

# log2 of inhabitants: a city of 200,000 is taken without support, a town needs its country in the article.
ENOUGH = 18.6
SUPPORTED = 7.0
HOME = 7.0
SAME_REGION = 3.0
LOCAL = 6.0
FAME = 2  # for each time that it has twice as many names in all languages as others: Venice, Ramallah
OTHER_NAME = -5.0  # not its main one
COMMON_WORD = -7.0
FAMILY_NAME = -3.0
LONGER_NAME = -5.0  # in English, where other nouns are small
LANGUAGE = 4.0  # of the country where the article's language is spoken
CAPITALS = -4.0  # MOCA, KOBE: rather an abbreviation, where the text is not in capitals


def choose_town(scene: Scene, one: Candidate) -> None:
    """Take the best town of a name, or reject the name."""
    hit, where = one.hit, one.field
    single = " " not in hit.text
    score, town = _best(scene, hit.towns)
    # An article that names no country at all is local news of its towns' own country.
    local = scene.is_english and not any(scene.support.values())
    enough = ENOUGH - LOCAL if local else ENOUGH
    if single and score >= enough:
        score += _penalty(scene, one)
    if score < enough:
        scene.reject(hit, where, Weighed(town, score, enough, taken=False))
        return
    if scene.words.is_everyday(hit.text) and not scene.support[town.code]:
        scene.reject(hit, where, "an everyday word, without support")
        return
    if single and scene.is_family_name(hit.text):
        scene.reject(hit, where, "the family name of a person in the article")
        return
    why = Weighed(town, score, enough, taken=True)
    scene.accept(hit, "city", town.code, where, why, min(1.0, town.size / 200))
    if town.region != "-":
        scene.regions[town.region] += 1


def _penalty(scene: Scene, one: Candidate) -> float:
    """What speaks against a town of one word, wherever it might be."""
    text, words = one.hit.text, scene.words
    penalty = 0.0
    if fold_word(text) in words.common_words:
        penalty += COMMON_WORD
    if text in words.family_names:
        penalty += FAMILY_NAME
    if scene.is_english and in_longer_name(one.text, one.hit, one.sure):
        penalty += LONGER_NAME
    if text.isupper() and len(text) < 6 and not one.text[one.hit.end : one.hit.end + 40].isupper():
        penalty += CAPITALS
    return penalty


def _best(scene: Scene, towns: tuple[Town, ...]) -> tuple[float, Town]:
    """The weight of the town that weighs most, and that town; of those alike the largest."""
    best, found = -100.0, towns[0]
    for town in towns:
        code, size, region, main, fame = town
        score = size / 10 + FAME * fame / 10
        support = scene.support[code]
        if support > 0:
            score += SUPPORTED * min(1.0, 0.4 + 0.3 * log2(1 + support))
        if scene.home == code:
            score += HOME
        elif code in scene.spoken_in:
            score += LANGUAGE
        if region != "-" and scene.regions[region]:
            score += SAME_REGION
        if not main:
            score += OTHER_NAME
        if score > best:
            best, found = score, town
    return best, found
