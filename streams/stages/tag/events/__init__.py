"""Events of an article: what happens now, of which type, in which country, how bad, and the sentences that say so.

Rules name and veto, a learnt sentence model weighs, title and lead count more than what follows. A score of 0.5 is the
point where a report is worth an alert. Pure: nothing is read but our own data files, once.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass

from streams.records import CleanArticle, Country, Entity, Event, EventType, Evidence, Fact
from streams.stages.tag.events.attacks import ATTACKS, incident
from streams.stages.tag.events.facts import facts_of
from streams.stages.tag.events.grades import grade
from streams.stages.tag.events.model import sentence_model
from streams.stages.tag.events.places import INHERITED, Located, by_sentence, places
from streams.stages.tag.events.reading import Reading, read, year_of
from streams.stages.tag.events.rules import LANGUAGES, Rules, rules_of
from streams.stages.tag.events.rules import version as rules_version
from streams.stages.tag.events.sentences import split
from streams.stages.tag.events.types import TypeInfo, event_types
from streams.stages.tag.events.where import ranks

__all__ = [
    "TypeInfo",
    "event_types",
    "explain_events",
    "find_events",
    "incident_in",
    "model_version",
    "rules_version",
    "supported",
]

FLOOR = 0.1  # events below it are not worth a line
TITLE, LEAD, BODY, TAIL = 0.6, 0.3, -0.4, -1.0  # added to a sentence's log odds by its place
LEAD_SENTENCES, TAIL_FROM = 4, 9
REPEATED = 0.5  # added for each e-fold of further sentences that say so
DENSE, USUAL, FIRST = 1.5, 0.3, 10  # times how far their share of the first ten sentences is from the usual
SALIENT = 2.5  # times how far the country's salience is from a half
BIAS = -1.6
ATTACK, SUREST_ATTACK = 0.5, 4.0  # times how much the article reads like the report of an attack on people, up to
ORDINARY = 6.0  # taken from an accident or crime with fewer dead than its type needs
MANY_DEAD = 5
RIVAL, NEAR, FAR = 1.3, 0.35, 3.0  # times how far a country ranks behind the likeliest, in log odds from near to far
TYPE_SHARE = 0.3  # of what it reads like an attack, in the choice between attack and battle
SECOND_TYPE = 0.55  # a further type needs this share of the first one's weight
MAX_EVIDENCE = 5
TITLE_VETO = 2  # what a title reads like, the article is
FEWEST_HITS = 2  # of a veto, where half of the article's sentences are fewer than the veto asks for
BRIEF, BRIEF_SENTENCES = 0.6, 3  # added for a text that has no room for a second sentence that says so


_COUNT = re.compile(r"(?<![\d.,:/-])\d{1,4}(?![\d.,:/%-])")  # no date, no share, no amount
_HURT = {"killed": 1.0, "missing": 0.5, "injured": 0.2}  # against the toll that an accident needs


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells of something in a country."""

    reading: Reading
    share: float  # how surely it is this country
    odds: float  # with the bonus of its place


def supported(language: str) -> bool:
    """Whether there are rules for the language; `und` is read as English."""
    return language == "und" or language in LANGUAGES


def model_version() -> str:
    """The version that the learnt model's file states."""
    return sentence_model().version


def incident_in(article: CleanArticle) -> float:
    """Log odds that an English text tells of an attack on people at all, current or not, in its lead or in passing."""
    return incident(_readings(article, rules_of("en"))[0])


def find_events(article: CleanArticle, countries: list[Country], names: list[Entity]) -> list[Event]:  # noqa: ARG001
    """The article's events, highest score first."""
    return [event for event, _ in _scored(article, countries)]


def explain_events(article: CleanArticle, countries: list[Country], names: list[Entity]) -> list[str]:  # noqa: ARG001
    """The arithmetic of each event's score, line by line."""
    if not supported(article.language.code):
        return [f"events: unsupported (no rules for language {article.language.code})"]
    lines: list[str] = []
    for event, steps in _scored(article, countries):
        lines += [f"{event.type} in {event.country}: {event.score:.2f}, {event.severity}", *(f"  {s}" for s in steps)]
    return lines or ["events: none"]


def _scored(article: CleanArticle, countries: list[Country]) -> list[tuple[Event, list[str]]]:
    if not supported(article.language.code) or not countries:
        return []
    language = article.language.code if article.language.code in LANGUAGES else "en"
    rules = rules_of(language)
    readings, against = _readings(article, rules)
    located = by_sentence([r.sentence for r in readings], countries, rules)
    told = _by_country(readings, located, countries)
    rank = ranks(countries, located, [_chance(r) for r in readings])
    first = readings[:FIRST]
    dense = DENSE * (sum(r.odds > 0 for r in first) / len(first) - USUAL) if first else 0.0
    against.append(("share of sentences that tell of events", -dense))
    attack = max(-SUREST_ATTACK, min(SUREST_ATTACK, incident(readings))) if language == "en" else 0.0
    if len(readings) <= BRIEF_SENTENCES:
        against.append(("a brief, all lead", -BRIEF))
    found = []
    for code in told:
        rival = ("another country is likelier", RIVAL * (min(FAR, max(NEAR, -rank[code])) - NEAR))
        # What speaks for an attack speaks for it where the events most likely are; what speaks against it, everywhere.
        here = attack * math.exp(rank[code]) if attack > 0 else attack
        found += _events_of(code, told[code], [*against, rival], countries, here, learnt=language == "en")
    found.sort(key=lambda item: (-item[0].score, item[0].country, item[0].type))
    return found


def _readings(article: CleanArticle, rules: Rules) -> tuple[list[Reading], list[tuple[str, float]]]:
    """Every sentence's reading, and what the whole article speaks against."""
    sentences = split(article)
    published = article.published.utc if article.published else None
    now_year = year_of(published, [s.text for s in sentences])
    seen: Counter[str] = Counter()
    readings = []
    for sentence in sentences:
        reading, vetoed = read(sentence, rules, now_year, learnt=rules.language == "en")
        readings.append(reading)
        for name, times in vetoed.items():
            seen[name] += times * (TITLE_VETO if sentence.field == "title" else 1)
    against = []
    for name, veto in rules.vetoes.items():
        hits = min(veto.hits, max(FEWEST_HITS, 1 + len(sentences) // 2))
        if veto.scope == "article" and seen[name] >= hits:
            against.append((f"the article reads like {name}", veto.weight * min(1.0, seen[name] / (2 * hits))))
    return readings, against


def _chance(reading: Reading) -> float:
    return 1 / (1 + math.exp(-reading.odds - _bonus(reading))) if reading.types else 0.0


def _by_country(
    readings: list[Reading], named: list[list[Located]], countries: list[Country]
) -> dict[str, list[_Told]]:
    fallback = {countries[0].code: INHERITED} if countries else {}
    last: dict[str, float] = {}
    told: dict[str, list[_Told]] = {}
    for reading, located in zip(readings, named, strict=True):
        here = places(located)
        if here:
            last = here
        if not reading.types:
            continue
        for code, share in (here or {c: min(s, INHERITED) for c, s in (last or fallback).items()}).items():
            told.setdefault(code, []).append(_Told(reading, share, reading.odds + _bonus(reading)))
    return told


def _bonus(reading: Reading) -> float:
    index = reading.sentence.index
    if index == 0:
        return TITLE
    return LEAD if index < LEAD_SENTENCES else TAIL if index >= TAIL_FROM else BODY


def _events_of(
    code: str,
    told: list[_Told],
    against: list[tuple[str, float]],
    countries: list[Country],
    attack: float,
    *,
    learnt: bool,
) -> list[tuple[Event, list[str]]]:
    weights: dict[EventType, float] = {}
    for one in told:
        sure = one.share / (1 + math.exp(-one.odds))
        for kind, weight in one.reading.types.items():
            weights[kind] = weights.get(kind, 0.0) + sure * min(weight, 6.0)
    if not weights:
        return []
    for kind in weights.keys() & ATTACKS:
        weights[kind] *= math.exp(TYPE_SHARE * attack)
    first = max(weights.values())
    kinds = [k for k in sorted(weights, key=lambda k: (-weights[k], k)) if weights[k] >= SECOND_TYPE * first][:2]
    salience = next((c.salience for c in countries if c.code == code), 0.0)
    found = []
    for kind in kinds:
        mine = sorted(
            (t for t in told if kind in t.reading.types), key=lambda t: (-t.odds * t.share, t.reading.sentence.index)
        )
        facts = facts_of([t.reading.sentence for t in mine if t.odds > -1.0] or [mine[0].reading.sentence])
        reads = [("reads like the report of an attack", -ATTACK * attack)] if kind in ATTACKS else []
        score, steps = _score(
            mine, [*_lessened(against, facts), *_ordinary(kind, mine, facts, learnt=learnt), *reads], salience
        )
        if score >= FLOOR:
            others = [c.code for c in countries if c.code != code and c.salience >= 0.3][:8]
            found.append((_event(kind, code, others, score, mine, facts, learnt=learnt), steps))
    return found


def _ordinary(kind: EventType, mine: list[_Told], facts: dict[str, Fact], *, learnt: bool) -> list[tuple[str, float]]:
    """An attack, an accident or a crime of the ordinary kind is no alert.

    Facts and the words of the table are English. Elsewhere an attack is taken at its word, and a toll is a number in a
    sentence that speaks of victims.
    """
    info = event_types()[kind]
    first = [told.reading for told in mine[:3]]
    if learnt:
        hurt = sum(weight * facts[name].value for name, weight in _HURT.items() if name in facts)
        told = hurt >= info.toll or any(info.more_than_ordinary(r.sentence.lower) for r in first)
    else:
        told = info.toll < MANY_DEAD or any(_victims(reading) >= info.toll for reading in first)
    return [] if told else [(f"an ordinary {info.label}", ORDINARY)]


def _victims(reading: Reading) -> int:
    if all(name != "toll" for name, _, _ in reading.vetoes):
        return 0
    return max((int(number) for number in _COUNT.findall(reading.sentence.text)), default=0)


def _lessened(against: list[tuple[str, float]], facts: dict[str, Fact]) -> list[tuple[str, float]]:
    """Sport and business pages report disasters too: with many dead, what the article reads like counts for less."""
    if "killed" not in facts or facts["killed"].value < MANY_DEAD:
        return against
    return [(name, weight * 0.4 if weight > 0 else weight) for name, weight in against]


def _score(mine: list[_Told], against: list[tuple[str, float]], salience: float) -> tuple[float, list[str]]:
    best = mine[0]
    more = REPEATED * math.log1p(sum(t.odds > 0 for t in mine[1:]))
    place, room = SALIENT * (salience - 0.5), math.log(best.share)
    odds = best.odds + more + place + room + BIAS - sum(weight for _, weight in against)
    steps = [
        f"{best.odds:+.2f} best sentence: {_why(best.reading)}",
        f"{more:+.2f} other sentences",
        f"{place:+.2f} salience {salience:.2f}",
        f"{room:+.2f} place named in the sentence" if best.share == 1.0 else f"{room:+.2f} place less sure",
        *(f"{-weight:+.2f} {name}" for name, weight in against),
        f"{BIAS:+.2f} bias",
        f"{odds:+.2f} log odds",
    ]
    return round(1 / (1 + math.exp(-odds)), 4), steps


def _why(reading: Reading) -> str:
    terms = ", ".join(dict.fromkeys(hit.term for hit in reading.terms))
    less = "".join(f"; {name} {-weight:+g} ({term})" for name, term, weight in reading.vetoes)
    return f"terms {terms}; model {reading.model:+.2f}{less}"


def _event(
    kind: EventType,
    code: str,
    others: list[str],
    score: float,
    mine: list[_Told],
    facts: dict[str, Fact],
    *,
    learnt: bool,
) -> Event:
    grades = grade(kind, [t.reading.sentence for t in mine], facts, known_language=learnt)
    return Event(
        type=kind,
        country=code,
        other_countries=others,
        score=score,
        severity=grades.severity,
        urgency=grades.urgency,
        certainty=grades.certainty,
        reasons=grades.reasons,
        evidence=[
            Evidence(
                start=t.reading.sentence.start,
                end=t.reading.sentence.end,
                text=t.reading.sentence.text,
                why=_why(t.reading),
                field=t.reading.sentence.field,
            )
            for t in mine[:MAX_EVIDENCE]
        ],
        facts=facts,
    )
