"""In which country the event of a sentence happens: the place it names, not who speaks of it or who is blamed."""

import re
from dataclasses import dataclass

from streams.records import Country, Mention
from streams.stages.tag.events.rules import Rules
from streams.stages.tag.events.sentences import Sentence

_BASE = {
    "city": 2.0, "region": 2.0, "capital": 1.6, "place": 2.0, "name": 1.5, "demonym": 1.3, "institution": 0.2,
    "organisation": 0.2,
}  # fmt: skip
_AT = re.compile(
    r"\b(?:in|at|near|across|inside|outside|off|around|throughout|within|over|hits?|hitting|strikes|struck"
    r"|rocks?|batters?"
    r"|southern|northern|eastern|western|central|northeastern|northwestern|southeastern|southwestern|north"
    r"|south|east|west"
    r"|nearby|town of|city of|province of|capital of|village of|state of|parts of|invades|invaded)"
    r"(?: (?:the|a|war-torn|neighbou?ring|central|northern|southern|eastern|western|\w+(?:ern|'s)))* $"
)
_TOWARDS = re.compile(r"\b(?:with|against|by|to|from|between|for|than|towards?|about)(?: the| neighbou?ring)* $")
_TOLD = re.compile(r"\baccording to (?:the |a |an )?$")
_ELSEWHERE = re.compile(
    r"\b(?:imported from|return(?:ed|ing)? (?:\w+ )?from|travel\w* (?:\w+ )?(?:to|in|from)|arriv\w+ from|came from"
    r"|native of|citizens? of|similar to|supported by|assist\w+ (?:by|from)|experts from|team from|based in"
    r"|frontières|borders|red cross|(?:institut|laborator|cent(?:er|re)|universit|headquarter)[\w ]{0,30} (?:in|at|of))"
    r"(?: the| neighbou?ring)*[ ,(/-]*$"
)
_SPEAKS = re.compile(
    r"^(?:['’]s)?(?: \w+){0,3}? (?:said|says|say|told|tells|announced|announces|urges?d?|condemn(?:s|ed)?"
    r"|called|calls|pledge[sd]?"
    r"|warn(?:s|ed)?|accuse[sd]?|deplored?|vow(?:s|ed)?|denounce[sd]?|offer(?:s|ed)?|promise[sd]?|want(?:s"
    r"|ed)?|reject(?:s|ed)?"
    r"|sen[dt]s?|donate[sd]?|expressed|expresses|agree[sd]?|believes?|thinks?|asked|asks)\b"
)
_ACTS = re.compile(
    r"^ (?:invade[sd]?|attack(?:s|ed)|bomb(?:s|ed)|shell(?:s|ed)|launch(?:es|ed)|deploy(?:s|ed)|strikes"
    r"|struck|fires|fired|kills|killed|seize[sd]"
    r"|withdraws|withdrew|blames?d?|bans|banned|imposes?|joins|joined|helps|helped|begins|began)\b"
)
_OFFICE = re.compile(
    r"^(?:['’]s)? (?:ambassador|foreign|president|prime minister|secretary|official|citizen|national"
    r"|tourist|journalist|senator|congress|representative|advis[eo]r|administration|secret service|investigator"
    r"|aid worker|state department|defen[cs]e|government|troops|forces|soldiers|military|army|warplane|jet"
    r"|diplomat|missionar|company)"
)
_MISSION = re.compile(r"^(?:['’]s)? (?:embass|consul|chancery|legation|ambassador's residence)")
_ADJECTIVES = frozenset({"u.s.", "us", "u.s", "u.k.", "uk", "u.n."})  # names that stand before a noun as demonyms do
_NOUN = re.compile(
    r"^ (?!(?:and|or|in|to|on|for|by|with|at|is|was|are|were|has|had|have|will|would|as|after|when)\b)\w"
)
_PERSON = re.compile(
    r"^ (?:\w+ )?(?:man|men|woman|women|chef|worker|nurse|doctor|tourist|student|player|singer|actor|engineer"
    r"|captain|journalist|reporter"
    r"|couple|family|girl|boy|businessman|priest|citizen|national|immigrant|migrant|expert|scientist|lawmaker"
    r"|politician|singer|leader)s?\b"
)
_BODY = re.compile(
    r"^(?:['’]s)?[ -](?:\w+ ){0,2}(?:centers?|centres?|agency|agencies|institut\w*|universit\w+|laborator\w+|foundation"
    r"|red cross|collaborating|experts?|donors?|epidemiologists?)\b"
)
_GROUND = re.compile(
    r"^(?:['’]s)? (?:capital|city|town|village|province|region|coast|border|territory|island|state|district"
    r"|port|resort|airport"
    r"|soil|authorities|police|\w+ (?:city|town|province|region|coast|village|state|capital|island|city of|district))\b"
)
INHERITED = 0.6  # a sentence that names no place happens where the one before did, with this much less certainty


@dataclass(frozen=True, slots=True)
class Located:
    """A mention with its country, and how well it names the place of its sentence's event."""

    country: Country
    mention: Mention
    fit: float


def by_sentence(sentences: list[Sentence], countries: list[Country], rules: Rules) -> list[list[Located]]:
    """For each sentence the mentions of countries in it, in order."""
    found: list[list[Located]] = [[] for _ in sentences]
    for where in ("title", "text"):
        here = [s for s in sentences if s.field == where]
        all_of = [(m.start, c.code, c, m) for c in countries for m in c.mentions if m.field == where]
        all_of.sort(key=lambda item: item[:2])
        at = 0
        for start, _, country, mention in all_of:
            while at < len(here) and here[at].end <= start:
                at += 1
            if at < len(here) and here[at].start <= start:
                found[here[at].index].append(Located(country, mention, _fit(here[at], country, mention, rules)))
    return found


def _fit(sentence: Sentence, country: Country, mention: Mention, rules: Rules) -> float:
    """How well a mention names the place of the event: above 1 it does, below it is a speaker or an actor."""
    start, end = mention.start - sentence.start, mention.end - sentence.start
    before, after = sentence.lower[max(0, start - 48) : start], sentence.lower[end : end + 48]
    adjective = mention.kind == "demonym" or (mention.text.lower() in _ADJECTIVES and bool(_NOUN.search(after)))
    value = _BASE.get("demonym" if adjective else mention.kind, 1.0) + 0.8 * country.salience
    value += {"location": 0.5, "actor": -0.4}.get(country.role, 0.0)
    if rules.language != "en":
        there = before.endswith(rules.places_after) or after.startswith(rules.places_before)
        acts = before.endswith(rules.actors_after) or after.startswith(rules.actors_before)
        return value + float(there) - float(acts)
    if _MISSION.search(after):
        value -= 1.5  # an embassy stands in another country
    elif _AT.search(before):
        value += 1.0
    elif _TOLD.search(before):
        value -= 2.0
    elif _TOWARDS.search(before):
        value -= 0.6
    if _ELSEWHERE.search(before) or _BODY.search(after):
        value -= 2.0
    if _GROUND.search(after):
        value += 0.8
    elif _OFFICE.search(after):
        value -= 1.0
    if mention.kind in {"name", "capital", "demonym"} and _ACTS.search(after) and not _AT.search(before):
        value -= 1.0
    if adjective and _PERSON.search(after):
        value -= 0.7
    if _SPEAKS.search(after) and not _AT.search(before):
        value -= 1.6
    return value


def places(located: list[Located]) -> dict[str, float]:
    """The countries where a sentence's event may happen, with shares of 1; empty where it names none."""
    best: dict[str, float] = {}
    for one in located:
        best[one.country.code] = max(best.get(one.country.code, -9.0), one.fit)
    if not best:
        return {}
    top = max(best.values())
    if top < 1.0:
        return {}
    return {code: 1.0 if value >= top - 0.35 else 0.5 for code, value in best.items() if value >= max(1.2, top - 0.7)}
