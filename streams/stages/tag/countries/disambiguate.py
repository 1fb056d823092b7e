"""Decide which country a candidate means, by what the rest of the article says; abstain where it says nothing.

In this order: blocks and media names are no places; a region behind a comma settles the town before it; names of one
country alone are sure, and give that country support; what is left is weighed with that support, the publisher's home
and its size.
"""

import re

from streams.stages.tag.countries.gazetteer import Gazetteer
from streams.stages.tag.countries.match import Hit
from streams.stages.tag.countries.persons import PERSON, bearer_reason
from streams.stages.tag.countries.phrases import (
    is_foreign_language,
    is_foreign_thing,
    is_language,
    named_after,
)
from streams.stages.tag.countries.readings import choose_reading
from streams.stages.tag.countries.runs import capital_runs
from streams.stages.tag.countries.scene import Candidate, Field, Rejected, Scene, Weighed
from streams.stages.tag.countries.towns import choose_town

SIGN = 1.5  # how much a sign of American local news speaks for the United States
MOST_SIGNS = 3.0
LARGE_CITY = 186  # 400,000 inhabitants, as towns are measured: taken without support
MIDDLE_TOWN = 156  # 50,000
_QUALIFIER = re.compile(r",\s{1,2}((?:[A-Z][\w.]+)(?:[ ][A-Z][\w.]+){0,2})")


def disambiguate(
    parts: list[tuple[Field, str, list[Hit]]],
    words: Gazetteer,
    language: str,
    home: str | None = None,
    dateline: str | None = None,
) -> Scene:
    """All mentions of the parts (title, text) with their countries, and what was rejected."""
    scene = Scene(words, language, home, texts=[text for _, text, _ in parts])
    if dateline:
        scene.support[dateline] += 3.0
    for _, text, _ in parts:
        signs = _local_signs(text)
        scene.support["US"] += signs
        scene.regions["US"] += int(signs)
    later: list[Candidate] = []
    for where, text, hits in parts:
        sure = {hit.start: hit for hit in hits if hit.sure and hit.kind in ("name", "capital")}
        candidates = [Candidate(where, text, hit, sure) for hit in hits]
        later.extend(one for one in candidates if not _settle(scene, one))
    for one in later:
        if not one.hit.readings:
            _note_likely(scene, one.hit)
    towns = [one for one in later if not (one.hit.readings and choose_reading(scene, one))]
    # Large cities first: they are support for the towns around them.
    for one in sorted(towns, key=lambda one: -one.hit.towns[0].size):
        choose_town(scene, one)
    _withdraw_namesakes(scene, {home, dateline})
    scene.resolved.sort(key=lambda item: (item.field != "title", item.start))
    return scene


def _note_likely(scene: Scene, hit: Hit) -> None:
    """Which Georgia it is, Atlanta says, and Savannah too: a large city its country, any one its region."""
    if hit.towns[0].size >= LARGE_CITY and hit.towns[0].main:
        scene.likely[hit.towns[0].code] += 1
    for town in hit.towns:
        if town.size >= MIDDLE_TOWN and town.main and town.region != "-":
            scene.likely[town.region] += 1


def _local_signs(text: str) -> float:
    """How much the text speaks as American local news does: Harris County, school districts, sheriffs."""
    signs = 0
    for run, places in capital_runs(text):
        if not run.local:
            continue
        signs += run.signs * len(places)
        if run.opens:
            signs += sum(text[at - 1 : at] == " " for at in places)
    return min(MOST_SIGNS, SIGN * signs)


def _withdraw_namesakes(scene: Scene, known: set[str | None]) -> None:
    """Take back names that are a person's elsewhere in the article, where nothing else speaks for the country."""
    persons = set()
    for item in scene.rejected:
        if isinstance(item.why, Weighed):
            continue
        if item.why.startswith(PERSON):
            persons.add(item.text)
        first, _, last = item.text.partition(" ")
        if last and first in scene.words.given_names_by_hand:  # a block, as Michael Jordan
            persons.add(last)
    if not persons:
        return
    for code in sorted({item.code for item in scene.resolved if item.text in persons} - known):
        items = [item for item in scene.resolved if item.code == code]
        if {item.text for item in items} <= persons:
            scene.resolved = [item for item in scene.resolved if item.code != code]
            why = "the family name of a person in the article"
            scene.rejected.extend(Rejected(item.start, item.text, item.field, why) for item in items)


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
    code = hit.sure
    if scene.words.is_everyday(hit.text):
        return False
    if code and hit.kind == "institution" and hit.text.isupper() and len(hit.text) < 6:
        return False
    if code and not (hit.towns and _rival_town(hit, code)):
        scene.accept(hit, hit.kind, code, where, f"{hit.kind} of one country")
        scene.note_region(hit)
        return True
    return False


def _other_meaning(one: Candidate, english: bool) -> str | None:
    """Why this is a person, a street or a language, whatever place is called like it."""
    hit = one.hit
    if hit.kind in ("metonym", "institution"):
        return None
    reason = named_after(one.text, hit.start, hit.end, hit.kind == "demonym")
    if reason:
        return reason
    # The dictionaries of other languages do not tell all nationalities from names.
    if not english and hit.kind in ("demonym", "name") and is_foreign_language(one.text, hit.start, hit.end):
        return "a language"
    if hit.kind == "demonym":
        if not english and is_foreign_thing(one.text, hit.start, hit.end):
            return "money or an illness that is called after it"
        return "a language" if is_language(one.text, hit.start, hit.end) else None
    return bearer_reason(one.text, hit, one.sure, english)


def _qualified(words: Gazetteer, one: Candidate) -> tuple[str, str, str] | None:
    """The region or country that stands behind the comma, where it makes sense: Paris, Texas; Tripoli, Lebanon."""
    hit = one.hit
    match = _QUALIFIER.match(one.text, hit.end) if hit.towns and one.text[hit.end : hit.end + 1] == "," else None
    if not match:
        return None
    codes = {town.code for town in hit.towns}
    parts = match.group(1).split(" ")
    for size in range(len(parts), 0, -1):
        tried = " ".join(parts[:size])
        state = words.region(tried)
        if state and state[0] in codes:
            return state[0], state[1], tried
    after = one.sure.get(match.start(1))
    code = after.sure if after and after.kind == "name" else None
    return (code, "-", after.text) if code and after and code in codes else None


def _rival_town(hit: Hit, code: str) -> bool:
    """Whether a name of a country or capital is also a town elsewhere."""
    if hit.kind not in ("capital", "region", "name", "city") or (hit.text.isupper() and len(hit.text) < 4):
        return False
    return any(town.code != code and town.main for town in hit.towns)
