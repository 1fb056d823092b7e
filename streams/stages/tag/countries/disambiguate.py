"""Decide which country a candidate means, by what the rest of the article says; abstain where it says nothing.

In this order: blocks and media names are no places; a region behind a comma settles the town before it; names of one
country alone are sure, and give that country support; what is left is weighed with that support, the publisher's home
and its size.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import log2
from typing import Literal

from streams.stages.tag.countries.folding import fold_word
from streams.stages.tag.countries.gazetteer import Gazetteer, Town
from streams.stages.tag.countries.match import Hit
from streams.stages.tag.countries.persons import family_names, person_reason

Field = Literal["text", "title"]

# How much one sure mention speaks for its country.
WEIGHT = {"name": 3.0, "capital": 2.0, "demonym": 2.0, "metonym": 2.0, "region": 2.0, "institution": 1.0, "city": 1.0}
# log2 of inhabitants: a city of 200,000 is taken without support, a town needs its country in the article.
ENOUGH = 17.6
SUPPORTED = 6.0
HOME = 7.0
SAME_REGION = 3.0
LOCAL = 4.0
OTHER_NAME = -3.0
COMMON_WORD = -7.0
FAMILY_NAME = -3.0
_QUALIFIER = re.compile(r",\s{1,2}((?:[A-Z][\w.]+)(?:[ ][A-Z][\w.]+){0,2})")
_COUNTY = re.compile(r"\b(?:[A-Z][\w.]+ ){1,2}Count(?:y|ies)\b(?! (?:Cork|Down|Clare|Council))")
_STREET = re.compile(r"[ ](?:Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Drive|Lane|Boulevard|Blvd\.?|Square|Way|Parkway)\b")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention whose country is known."""

    start: int
    end: int
    text: str
    kind: str
    code: str
    field: Field
    why: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that is none, or of which we cannot tell."""

    text: str
    field: Field
    why: str


@dataclass(slots=True)
class Scene:
    """What the article has said so far."""

    words: Gazetteer
    home: str | None
    resolved: list[Resolved] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    support: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: Counter[str] = field(default_factory=Counter)
    family: frozenset[str] = frozenset()

    def accept(self, hit: Hit, kind: str, code: str, where: Field, why: str, weight: float | None = None) -> None:
        """Take the hit as this country, and let it speak for it."""
        self.resolved.append(Resolved(hit.start, hit.end, hit.text, kind, code, where, why))
        self.support[code] += WEIGHT.get(kind, 1.0) if weight is None else weight

    def reject(self, hit: Hit, where: Field, why: str) -> None:
        """Leave the hit out, and say why."""
        self.rejected.append(Rejected(hit.text, where, why))


def disambiguate(
    parts: list[tuple[Field, str, list[Hit]]], words: Gazetteer, home: str | None, dateline: str | None
) -> Scene:
    """All mentions of the parts (title, text) with their countries, and what was rejected."""
    scene = Scene(words, home)
    if dateline:
        scene.support[dateline] += 3.0
    scene.family = family_names("\n".join(text for _, text, _ in parts))
    for _, text, _ in parts:
        _note_counties(scene, text)
    later: list[tuple[Field, Hit]] = []
    for where, text, hits in parts:
        starts = {hit.start: hit.end for hit in hits if _sure_code(hit) and hit.kind in ("name", "capital")}
        later.extend((where, hit) for hit in hits if not _settle(scene, where, text, hit, starts))
    undecided = []
    for where, hit in later:
        if hit.readings:
            _choose_reading(scene, where, hit)
        else:
            undecided.append((where, hit))
    # Large cities first: they are support for the towns around them.
    order = sorted(range(len(undecided)), key=lambda number: (-undecided[number][1].towns[0].size, number))
    for number in order:
        _choose_town(scene, *undecided[number])
    scene.resolved.sort(key=lambda item: (item.field != "title", item.start))
    return scene


def _note_counties(scene: Scene, text: str) -> None:
    """`Harris County` is how Americans speak; others say County Cork, or have few."""
    found = len(_COUNTY.findall(text))
    if found:
        scene.support["US"] += min(3.0, 1.5 * found)
        scene.regions["US"] += found


def _sure_code(hit: Hit) -> str | None:
    codes = {item.code for item in hit.readings if item.kind not in ("block", "media", "town")}
    towns = any(item.kind == "town" for item in hit.readings)
    return next(iter(codes)) if len(codes) == 1 and not towns else None


def _settle(scene: Scene, where: Field, text: str, hit: Hit, places: dict[int, int]) -> bool:
    """What can be said at once: True when the hit is decided."""
    if hit.kind in ("block", "media"):
        scene.reject(hit, where, f"a {hit.kind} name")
        return True
    qualified = _qualified(scene.words, text, hit)
    if qualified:
        settled, region, name = qualified
        scene.accept(hit, "city" if hit.towns or hit.kind != "region" else hit.kind, settled, where, f"before {name}")
        scene.regions[region] += 1
        return True
    reason = person_reason(text, hit, places)
    if reason and hit.kind not in ("demonym", "metonym", "institution"):
        scene.reject(hit, where, reason)
        return True
    if hit.kind in ("city", "region", "town", "capital") and _STREET.match(text, hit.end):
        scene.reject(hit, where, "a street")
        return True
    code = _sure_code(hit)
    if hit.text in scene.words.homographs:
        return False
    if code and hit.kind == "institution" and hit.text.isupper() and len(hit.text) < 6:
        return False
    if code and not (hit.towns and _rival_town(hit, code)):
        scene.accept(hit, hit.kind, code, where, f"{hit.kind} of one country")
        _note_region(scene, hit)
        return True
    return False


def _note_region(scene: Scene, hit: Hit) -> None:
    state = scene.words.region(hit.text)
    if state:
        scene.regions[state[1]] += 1


def _qualified(words: Gazetteer, text: str, hit: Hit) -> tuple[str, str, str] | None:
    """The region that stands behind the comma, where it makes sense: Paris, Texas."""
    match = _QUALIFIER.match(text, hit.end)
    if not match or hit.kind in ("demonym", "institution", "metonym"):
        return None
    name = match.group(1)
    parts = name.split(" ")
    for size in range(len(parts), 0, -1):
        tried = " ".join(parts[:size])
        state = words.region(tried)
        if state and any(town.code == state[0] for town in hit.towns):
            return state[0], state[1], tried
    return None


def _rival_town(hit: Hit, code: str) -> bool:
    """Whether a name of a country or capital is also a town elsewhere."""
    if hit.kind not in ("capital", "region", "name", "city") or (hit.text.isupper() and len(hit.text) < 4):
        return False
    return any(town.code != code and town.main for town in hit.towns)


def _choose_reading(scene: Scene, where: Field, hit: Hit) -> None:
    """A listed name with several countries, or one that is also a town elsewhere."""
    codes = list(dict.fromkeys(item.code for item in hit.readings if item.kind not in ("block", "media")))
    kinds = {item.code: item.kind for item in reversed(hit.readings)}
    if hit.kind == "institution":
        code = codes[0]
        if scene.support[code] > 0:
            scene.accept(hit, "institution", code, where, "an abbreviation, with support")
        else:
            scene.reject(hit, where, "an abbreviation without support")
        return
    best = max(codes, key=lambda code: (scene.support[code], kinds[code] == "name", -codes.index(code)))
    if hit.text in scene.words.homographs and scene.support[best] <= 0:
        scene.reject(hit, where, "an everyday word, without support")
        return
    rivals = [town for town in hit.towns if town.code not in codes and town.main]
    if rivals and scene.home and scene.support[best] <= 0:
        local = [town for town in rivals if town.code == scene.home]
        if local and scene.home != best:
            scene.accept(hit, "city", scene.home, where, "a town at the publisher's home, nothing speaks for another")
            return
    near = [town for town in rivals if scene.regions[town.region] or scene.regions[town.code]]
    if near and scene.support[best] <= 0 and scene.support[near[0].code] > 0:
        scene.accept(hit, "city", near[0].code, where, "a town of a region that the article speaks of")
        return
    if kinds[best] == "town" and scene.support[best] <= 0 and not _large(hit):
        scene.reject(hit, where, "a region's name that is also something else, without support")
        return
    if kinds[best] == "region" and len(codes) > 1 and scene.support[best] <= 0:
        scene.reject(hit, where, "a region of several countries, without support")
        return
    scene.accept(
        hit, kinds[best] if kinds[best] != "town" else "region", best, where, "the best supported of its meanings"
    )
    _note_region(scene, hit)


def _large(hit: Hit) -> bool:
    return bool(hit.towns) and hit.towns[0].size >= 10 * ENOUGH


def _choose_town(scene: Scene, where: Field, hit: Hit) -> None:
    """A town by its size and the support of its country."""
    penalty = 0.0
    single = " " not in hit.text
    if single and fold_word(hit.text) in scene.words.common_words:
        penalty += COMMON_WORD
    if single and hit.text in scene.family:
        scene.reject(hit, where, "the family name of a person in the article")
        return
    if single and hit.text in scene.words.family_names:
        penalty += FAMILY_NAME
    scored = [(_town_score(scene, town) + penalty, -number) for number, town in enumerate(hit.towns)]
    score, number = max(scored)
    town = hit.towns[-number]
    # An article that names no country at all is local news of its towns' own country.
    enough = ENOUGH if any(value > 0 for value in scene.support.values()) else ENOUGH - LOCAL
    if score < enough:
        scene.reject(hit, where, f"a town without enough support: {town.code} {score:.1f}")
        return
    scene.accept(hit, "city", town.code, where, f"a town, {score:.1f}", min(1.0, town.size / 200))
    if town.region != "-":
        scene.regions[town.region] += 1


def _town_score(scene: Scene, town: Town) -> float:
    score = town.size / 10
    support = scene.support[town.code]
    if support > 0:
        score += SUPPORTED * min(1.0, 0.4 + 0.3 * log2(1 + support))
    if scene.home == town.code:
        score += HOME
    if town.region != "-" and scene.regions[town.region]:
        score += SAME_REGION
    return score if town.main else score + OTHER_NAME
