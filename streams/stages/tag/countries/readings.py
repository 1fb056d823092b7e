"""Which of its meanings a listed name has: one of several countries, a namesake town, or none at all."""

from __future__ import annotations

from streams.stages.tag.countries.match import Hit
from streams.stages.tag.countries.publishers import SPOKEN_IN
from streams.stages.tag.countries.scene import Candidate, Scene


def choose_reading(scene: Scene, one: Candidate) -> bool:
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
    likely = _likely(scene, hit, codes) if len(codes) > 1 or hit.kind == "town" else None
    best = max(
        codes,
        key=lambda code: (scene.support[code], code == likely, kinds[code] == "name", -codes.index(code)),
    )
    kind, supported = kinds[best], scene.support[best] > 0 or best == likely
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
    scene.note_region(hit)
    return True


def _likely(scene: Scene, hit: Hit, codes: list[str]) -> str | None:
    """Which of several countries the towns speak for that are still open: those of the region first."""
    region = scene.words.region(hit.text)
    if region and scene.likely[region[1]] and region[0] in codes:
        return region[0]
    return max((code for code in codes if scene.likely[code]), key=scene.likely.__getitem__, default=None)


def _choose_institution(scene: Scene, one: Candidate, code: str) -> None:
    if scene.support[code] > 0:
        kind = "region" if scene.words.region(one.hit.text) else "institution"  # BC, or a body
        scene.accept(one.hit, kind, code, one.field, "an abbreviation, with support")
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
        if near and scene.support[town.code] > 0 and not (kind == "name" and _is_elsewhere(scene, town.code)):
            return town.code
    return None


def _is_elsewhere(scene: Scene, code: str) -> bool:
    """Whether the article speaks of another country as well."""
    return any(value > 0 for other, value in scene.support.items() if other != code)
