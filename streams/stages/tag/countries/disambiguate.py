"""Decide which country a candidate means, by what the rest of the article says; abstain where it says nothing.

In this order: blocks and media names are no places; a region behind a comma settles the town before it; names of one
country alone are sure, and give that country support; what is left is weighed with that support, the publisher's home
and its size.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from streams.stages.tag.countries.gazetteer import Gazetteer
from streams.stages.tag.countries.match import Hit
from streams.stages.tag.countries.persons import family_names, person_reason
from streams.stages.tag.countries.phrases import is_language, is_paper, is_street, is_thing, local_signs
from streams.stages.tag.countries.publishers import SPOKEN_IN
from streams.stages.tag.countries.towns import choose_town

Field = Literal["text", "title"]

# How much one sure mention speaks for its country.
WEIGHT = {"name": 3.0, "capital": 2.0, "demonym": 2.0, "metonym": 2.0, "region": 2.0, "institution": 1.0, "city": 1.0}
_QUALIFIER = re.compile(r",\s{1,2}((?:[A-Z][\w.]+)(?:[ ][A-Z][\w.]+){0,2})")


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
    language: str
    home: str | None  # the publisher's
    resolved: list[Resolved] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    support: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: Counter[str] = field(default_factory=Counter)
    family: frozenset[str] = frozenset()

    @property
    def is_english(self) -> bool:
        """Whether the text is English, as far as one can tell."""
        return self.language in ("en", "und")

    def accept(self, hit: Hit, kind: str, code: str, where: Field, why: str, weight: float | None = None) -> None:
        """Take the hit as this country, and let it speak for it."""
        self.resolved.append(Resolved(hit.start, hit.end, hit.text, kind, code, where, why))
        self.support[code] += WEIGHT.get(kind, 1.0) if weight is None else weight

    def reject(self, hit: Hit, where: Field, why: str) -> None:
        """Leave the hit out, and say why."""
        self.rejected.append(Rejected(hit.text, where, why))


class Candidate(NamedTuple):
    """A hit where it stands, with the sure places around it by where they start."""

    field: Field
    text: str
    hit: Hit
    sure: dict[int, Hit]


def disambiguate(
    parts: list[tuple[Field, str, list[Hit]]],
    words: Gazetteer,
    language: str,
    home: str | None = None,
    dateline: str | None = None,
) -> Scene:
    """All mentions of the parts (title, text) with their countries, and what was rejected."""
    scene = Scene(words, language, home)
    if dateline:
        scene.support[dateline] += 3.0
    scene.family = family_names("\n".join(text for _, text, _ in parts), scene.is_english)
    for _, text, _ in parts:
        signs = local_signs(text)
        scene.support["US"] += signs
        scene.regions["US"] += int(signs)
    later: list[Candidate] = []
    for where, text, hits in parts:
        sure = {hit.start: hit for hit in hits if _sure_code(hit) and hit.kind in ("name", "capital")}
        candidates = [Candidate(where, text, hit, sure) for hit in hits]
        later.extend(one for one in candidates if not _settle(scene, one))
    towns = [one for one in later if not (one.hit.readings and _choose_reading(scene, one))]
    # Large cities first: they are support for the towns around them.
    for one in sorted(towns, key=lambda one: -one.hit.towns[0].size):
        choose_town(scene, one)
    scene.resolved.sort(key=lambda item: (item.field != "title", item.start))
    return scene


def _sure_code(hit: Hit) -> str | None:
    codes = {item.code for item in hit.readings if item.kind not in ("block", "media", "town")}
    towns = any(item.kind == "town" for item in hit.readings)
    return next(iter(codes)) if len(codes) == 1 and not towns else None


def _settle(scene: Scene, one: Candidate) -> bool:
    """What can be said at once: True when the hit is decided."""
    hit, where = one.hit, one.field
    if hit.kind in ("block", "media"):
        scene.reject(hit, where, f"a {hit.kind} name")
        return True
    qualified = _qualified(scene.words, one)
    if qualified:
        settled, region, name = qualified
        scene.accept(hit, "city" if hit.towns or hit.kind != "region" else hit.kind, settled, where, f"before {name}")
        scene.regions[region] += 1
        return True
    reason = _other_meaning(one, scene.is_english)
    if reason:
        scene.reject(hit, where, reason)
        return True
    if hit.kind == "county":
        return False
    code = _sure_code(hit)
    if scene.words.is_everyday(hit.text):
        return False
    if code and hit.kind == "institution" and hit.text.isupper() and len(hit.text) < 6:
        return False
    if code and not (hit.towns and _rival_town(hit, code)):
        scene.accept(hit, hit.kind, code, where, f"{hit.kind} of one country")
        _note_region(scene, hit)
        return True
    return False


def _other_meaning(one: Candidate, english: bool) -> str | None:
    """Why this is a person, a street or a language, whatever place is called like it."""
    hit = one.hit
    if hit.kind in ("metonym", "institution"):
        return None
    if is_thing(one.text, hit.end):
        return "a thing that is called after it"
    if is_paper(one.text, hit.end):
        return "a newspaper"
    if hit.kind == "demonym":
        return "a language" if is_language(one.text, hit.start, hit.end) else None
    if is_street(one.text, hit.end):
        return "a street"
    return person_reason(one.text, hit, one.sure, english)


def _note_region(scene: Scene, hit: Hit) -> None:
    state = scene.words.region(hit.text)
    if state:
        scene.regions[state[1]] += 1


def _qualified(words: Gazetteer, one: Candidate) -> tuple[str, str, str] | None:
    """The region or country that stands behind the comma, where it makes sense: Paris, Texas; Tripoli, Lebanon."""
    hit = one.hit
    match = _QUALIFIER.match(one.text, hit.end)
    if not match or not hit.towns:
        return None
    codes = {town.code for town in hit.towns}
    parts = match.group(1).split(" ")
    for size in range(len(parts), 0, -1):
        tried = " ".join(parts[:size])
        state = words.region(tried)
        if state and state[0] in codes:
            return state[0], state[1], tried
    after = one.sure.get(match.start(1))
    code = _sure_code(after) if after and after.kind == "name" else None
    return (code, "-", after.text) if code and after and code in codes else None


def _rival_town(hit: Hit, code: str) -> bool:
    """Whether a name of a country or capital is also a town elsewhere."""
    if hit.kind not in ("capital", "region", "name", "city") or (hit.text.isupper() and len(hit.text) < 4):
        return False
    return any(town.code != code and town.main for town in hit.towns)


def _choose_reading(scene: Scene, one: Candidate) -> bool:
    """A listed name with several countries, or one that is also a town elsewhere. False: weigh it as a town."""
    hit, where = one.hit, one.field
    codes = list(dict.fromkeys(item.code for item in hit.readings if item.kind not in ("block", "media")))
    kinds = {item.code: item.kind for item in reversed(hit.readings)}
    if hit.kind == "institution":
        _choose_institution(scene, one, codes[0])
        return True
    if hit.kind == "county":
        _choose_county(scene, one, codes[0])
        return True
    best = max(codes, key=lambda code: (scene.support[code], kinds[code] == "name", -codes.index(code)))
    kind, supported = kinds[best], scene.support[best] > 0
    if scene.words.is_everyday(hit.text) and not supported:
        scene.reject(hit, where, "an everyday word, without support")
        return True
    town = None if supported else _nearer_town(scene, hit, best, kind)
    if town:
        scene.accept(hit, "city", town, where, "a town of a region that the article speaks of, or at home")
        return True
    if kind == "town" and not supported and best != SPOKEN_IN.get(scene.language):
        if hit.towns:
            return False
        scene.reject(hit, where, "a name that is also something else, without support")
        return True
    if kind == "region" and len(codes) > 1 and not supported:
        scene.reject(hit, where, "a region of several countries, without support")
        return True
    scene.accept(hit, "region" if kind == "town" else kind, best, where, "the best supported of its meanings")
    _note_region(scene, hit)
    return True


def _choose_institution(scene: Scene, one: Candidate, code: str) -> None:
    if scene.support[code] > 0:
        scene.accept(one.hit, "institution", code, one.field, "an abbreviation, with support")
    else:
        scene.reject(one.hit, one.field, "an abbreviation without support")


def _choose_county(scene: Scene, one: Candidate, code: str) -> None:
    if scene.support[code] > 0 and scene.support[code] >= max(scene.support.values()):
        scene.accept(one.hit, "region", code, one.field, "a county, in news of a country that has them", 0.0)
    else:
        scene.reject(one.hit, one.field, "a county of another country")


def _nearer_town(scene: Scene, hit: Hit, best: str, kind: str) -> str | None:
    """The country of a namesake (Paris, Lebanon) that the publisher or the article is nearer to."""
    for town in hit.towns:
        if town.code == best or not town.main:
            continue
        if town.code == scene.home:
            return town.code
        # A capital gives way to a town in the country's local news, all else to one in a state that is spoken of.
        near = scene.regions[town.region] + (scene.regions[town.code] if kind == "capital" else 0)
        elsewhere = any(value > 0 for code, value in scene.support.items() if code != town.code)
        if near and scene.support[town.code] > 0 and not (kind == "name" and elsewhere):
            return town.code
    return None
