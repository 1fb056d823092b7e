"""Events of an article: what happens now, of which type, in which country, how bad, and the sentences that say so.

Rules name and veto, a learnt sentence model weighs, title and lead count more than what follows. A score of 0.5 is the
point where a report is worth an alert. Pure: nothing is read but our own data files, once.
"""

import math
from collections import Counter
from dataclasses import replace

from streams.records import CleanArticle, Country, Entity, Event
from streams.stages.sections import genre
from streams.stages.tag.events.attacks import NONE, incident, shares
from streams.stages.tag.events.model import sentence_model
from streams.stages.tag.events.places import INHERITED, Located, by_sentence, places
from streams.stages.tag.events.reading import ALL_CLEAR, NOTHING, Reading, read, year_of
from streams.stages.tag.events.rules import LANGUAGES, Rules, rules_of
from streams.stages.tag.events.rules import version as rules_version
from streams.stages.tag.events.scoring import FLOOR, Told, events_of
from streams.stages.tag.events.sentences import Sentence, split
from streams.stages.tag.events.types import TypeInfo, event_types
from streams.stages.tag.events.where import EVENT, INCIDENT, ranks

__all__ = [
    "TypeInfo",
    "event_types",
    "explain_events",
    "find_events",
    "incident_in",
    "model_version",
    "rules_version",
    "supported",
    "unrest_in",
]

TITLE, LEAD, BODY, TAIL = 0.6, 0.3, -0.4, -1.0  # added to a sentence's log odds by its place
HEAD_SENTENCES, LEAD_SENTENCES, TAIL_FROM = 3, 4, 9
DENSE, USUAL, FIRST = 1.5, 0.3, 10  # times how far their share of the first ten sentences is from the usual
SUREST_ATTACK = 4.0  # log odds: an article reads no more like the report of an attack than so
RIVAL, NEAR, FAR = 1.3, 0.35, 3.0  # times how far a country ranks behind the likeliest, in log odds from near to far
TITLE_VETO = 2  # what a title reads like, the article is
FEWEST_HITS = 2  # of a veto, where half of the article's sentences are fewer than the veto asks for
DEEP = 1.0  # taken where, in a language without a learnt model, no word of an event stands in title and lead
BRIEF, BRIEF_SENTENCES = 0.6, 3  # added for a text that has no room for a second sentence that says so


def supported(language: str) -> bool:
    """Whether there are rules for the language; `und` is read as English."""
    return language == "und" or language in LANGUAGES


def model_version() -> str:
    """The version that the learnt model's file states."""
    return sentence_model().version


def incident_in(article: CleanArticle, countries: list[Country]) -> tuple[float, str | None]:
    """Log odds that an English text tells of an attack on people at all, current or not, and the likeliest country."""
    rules = rules_of("en")
    readings, _ = _readings(article, rules)
    located = by_sentence([r.sentence for r in readings], countries, rules)
    rank = ranks(countries, located, shares(readings), INCIDENT) if countries else {}
    return incident(readings), max(rank, key=lambda code: rank[code], default=None)


def unrest_in(article: CleanArticle) -> float:
    """Log odds of the surest sentence of an English text that names a protest, a strike or a riot, wherever it is."""
    readings, _ = _readings(article, rules_of("en"))
    return max((reading.odds for reading in readings if "unrest" in reading.types), default=NONE)


def find_events(article: CleanArticle, countries: list[Country], names: list[Entity]) -> list[Event]:  # noqa: ARG001
    """The article's events, highest score first."""
    return [event for event, _ in _scored(article, countries)]


def explain_events(article: CleanArticle, countries: list[Country], names: list[Entity]) -> list[str]:  # noqa: ARG001
    """The arithmetic of each event's score, line by line."""
    if not supported(article.language.code):
        return [f"events: unsupported (no rules for language {article.language.code})"]
    scored = _scored(article, countries, floor=0.0)
    if not scored:
        return ["events: none (no sentence names one)" if countries else "events: none (no country is named)"]
    found = [item for item in scored if item[0].score >= FLOOR]
    lines = [] if found else [f"events: none; the likeliest is below {FLOOR:g}"]
    for event, steps in found or scored[:1]:
        lines += [f"{event.type} in {event.country}: {event.score:.2f}, {event.severity}", *(f"  {s}" for s in steps)]
    return lines


def _scored(article: CleanArticle, countries: list[Country], floor: float = FLOOR) -> list[tuple[Event, list[str]]]:
    if not supported(article.language.code) or not countries:
        return []
    language = article.language.code if article.language.code in LANGUAGES else "en"
    rules, learnt = rules_of(language), language == "en"
    readings, against = _readings(article, rules)
    located, rank = _placed(readings, countries, rules)
    told, beside = _by_country(readings, located, countries)
    first = readings[:FIRST]
    dense = DENSE * (sum(r.odds > 0 for r in first) / len(first) - USUAL) if first else 0.0
    against.append(("share of sentences that tell of events", -dense))
    attack = max(-SUREST_ATTACK, min(SUREST_ATTACK, incident(readings))) if learnt else 0.0
    if stands_under := genre(article.page.section, article.url):
        against.append((f"the page is one of {stands_under[0]}", stands_under[1]))
    if len(readings) <= BRIEF_SENTENCES:
        against.append(("a brief, all lead", -BRIEF))
    lead = readings[:LEAD_SENTENCES]
    titled = bool(lead) and lead[0].sentence.field == "title"
    if titled and not learnt and not any(reading.types for reading in lead):
        against.append(("neither title nor lead tells of it", DEEP))
    found = []
    for code in told:
        rival = ("another country is likelier", RIVAL * (min(FAR, max(NEAR, -rank[code])) - NEAR))
        # What speaks for an attack speaks for it where the events most likely are; what speaks against it, everywhere.
        here = attack * math.exp(rank[code]) if attack > 0 else attack
        rest = beside.get(code, []) if learnt else [reading.sentence for reading in lead if not reading.types]
        found += events_of(code, told[code], rest, [*against, rival], countries, here, lead, floor=floor)
    found.sort(key=lambda item: (-item[0].score, item[0].country))  # of equals the type with more words stays first
    return found


def _readings(article: CleanArticle, rules: Rules) -> tuple[list[Reading], list[tuple[str, float]]]:
    """Every sentence's reading, and what the whole article speaks against."""
    sentences = split(article, rules.language)
    published = article.published.utc if article.published else None
    now_year = year_of(published, [s.text for s in sentences])
    seen: Counter[str] = Counter()
    readings = []
    denied = False
    for sentence in sentences:
        reading, vetoed = read(sentence, rules, published, now_year, learnt=rules.language == "en")
        readings.append(reading)
        denied = denied or (sentence.field == "title" and NOTHING in vetoed)
        for name, times in vetoed.items():
            seen[name] += times * (TITLE_VETO if sentence.field == "title" else 1)
    against = []
    readings = _of_one_head(readings, rules, denied=denied)
    for name, veto in rules.vetoes.items():
        hits = min(veto.hits, max(FEWEST_HITS, 1 + len(sentences) // 2))
        if veto.scope == "article" and seen[name] >= hits:
            against.append((f"the article reads like {name}", veto.weight * min(1.0, seen[name] / (2 * hits))))
    return readings, against


def _of_one_head(readings: list[Reading], rules: Rules, *, denied: bool) -> list[Reading]:
    """The readings, each less what title or first sentence say of the whole article: a drill, an anniversary."""
    said = {
        name: (name, f"above: {term}", weight)
        for reading in readings[:HEAD_SENTENCES]
        for name, term, weight in reading.vetoes
        if rules.vetoes.get(name) and rules.vetoes[name].scope in {"head", "title"}
    }
    if denied:
        said[NOTHING] = (NOTHING, "says the title", ALL_CLEAR)
    found = []
    for reading in readings:
        known = {name for name, _, _ in reading.vetoes}
        new = tuple(veto for name, veto in said.items() if name not in known) if reading.types else ()
        less = sum(weight for _, _, weight in new)
        found.append(replace(reading, odds=reading.odds - less, vetoes=reading.vetoes + new) if new else reading)
    return found


def _placed(
    readings: list[Reading], countries: list[Country], rules: Rules
) -> tuple[list[list[Located]], dict[str, float]]:
    """Where each sentence plays, and how likely each country is the one of the events, in log odds."""
    located = by_sentence([r.sentence for r in readings], countries, rules)
    return located, ranks(countries, located, [_chance(r) for r in readings], EVENT) if countries else {}


def _chance(reading: Reading) -> float:
    return 1 / (1 + math.exp(-reading.odds - _bonus(reading))) if reading.types else 0.0


def _by_country(
    readings: list[Reading], named: list[list[Located]], countries: list[Country]
) -> tuple[dict[str, list[Told]], dict[str, list[Sentence]]]:
    """What is told of each country, and the other sentences of the article's beginning that are about it."""
    fallback = {countries[0].code: INHERITED} if countries else {}
    last: dict[str, float] = {}
    told: dict[str, list[Told]] = {}
    beside: dict[str, list[Sentence]] = {}
    for reading, located in zip(readings, named, strict=True):
        here = places(located)
        if here:
            last = here
        for code, share in (here or {c: min(s, INHERITED) for c, s in (last or fallback).items()}).items():
            if reading.types:
                told.setdefault(code, []).append(Told(reading, share, reading.odds + _bonus(reading)))
            elif reading.sentence.index < FIRST:
                beside.setdefault(code, []).append(reading.sentence)
    return told, beside


def _bonus(reading: Reading) -> float:
    index = reading.sentence.index
    if index == 0:
        return TITLE
    return LEAD if index < LEAD_SENTENCES else TAIL if index >= TAIL_FROM else BODY
