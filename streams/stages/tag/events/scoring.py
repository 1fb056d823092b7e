"""Scores what the sentences of an article tell of one country: which types, how surely, and by what arithmetic."""

import math
import re
from dataclasses import dataclass

from streams.records import Country, Event, EventType, Evidence, Fact
from streams.stages.tag.events.attacks import ATTACKS
from streams.stages.tag.events.facts import facts_of
from streams.stages.tag.events.grades import grade
from streams.stages.tag.events.negation import harmed, helped
from streams.stages.tag.events.reading import HELPS, Reading
from streams.stages.tag.events.sentences import Sentence
from streams.stages.tag.events.types import event_types

FLOOR = 0.08  # events below it are not worth a line
REPEATED = 0.5  # added for each e-fold of further sentences that say so
SALIENT = 2.5  # times how far the country's salience is from a half
BIAS, BIAS_OF_LISTS = -1.8, -1.5  # the latter for languages that are read by word lists alone
ATTACK = 0.35  # times how much the article reads like the report of an attack on people
ORDINARY = 6.0  # taken from an accident or crime with fewer dead than its type needs
FELT = 5.0  # magnitude below which an earthquake that hurts nobody is no alert
MANY_DEAD = 5
UNTOLD = 1.5  # taken where nobody is hurt and nobody comes to help
BESIDE = 0.8  # added there for the dead of another sentence: as much as for those of its own
# What these words name happens to be said of prices, teams and parties as well; where they are meant, harm is told too.
FIGURES_OF_SPEECH: frozenset[EventType] = frozenset({
    "armed_conflict", "attack", "explosion", "earthquake", "flood", "storm", "wildfire", "landslide", "volcano",
    "tsunami", "drought", "epidemic", "extreme_temperature", "industrial_accident", "transport_accident",
})  # fmt: skip
_MEANT: frozenset[EventType] = frozenset({"epidemic"})  # in English, whose figure is “an epidemic of”: that is harmless
TYPE_SHARE = 0.3  # of what it reads like an attack, in the choice between attack and battle
# What sets houses on fire, breaks dams and drives people out: the report is of it, whatever else it tells.
PRIMARY: frozenset[EventType] = frozenset({"earthquake", "tsunami", "volcano", "storm"})
PRIMARY_SHARE = 1.4  # times how much it says of the type
TITLE_SHARE = 2.0  # times how much a title says of the type
SECOND_TYPE = 0.55  # a further type needs this share of the first one's weight
MAX_EVIDENCE = 5
_LIGHT = re.compile(r"\b(?:light|minor|slight|small|weak)(?: \w+)? (?:earth)?(?:quakes?|tremors?)\b")
_DAMAGE = re.compile(r"(?<!no )(?<!of )(?<!any )\bdamag\w+|\bcollaps\w+|\bcracks?\b|\bburied\b")
_HURT = {"killed": 1.0, "missing": 0.5, "injured": 0.2}  # against the toll that an accident needs


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells of something in a country."""

    reading: Reading
    share: float  # how surely it is this country
    odds: float  # with the bonus of its place


def events_of(
    code: str,
    told: list[Told],
    beside: list[Sentence],
    against: list[tuple[str, float]],
    countries: list[Country],
    attack: float,
    lead: list[Reading],
    *,
    floor: float = FLOOR,
) -> list[tuple[Event, list[str]]]:
    """The events of that score that the sentences tell of in a country, two at most, each with its arithmetic.

    `beside` are sentences about the place that name no event, `against` is what speaks against all events, `attack` the
    log odds that they are attacks on people; `lead` holds the article's first sentences, which in a language without a
    learnt model say what the sentences of the event leave out.
    """
    kinds = _kinds(told, attack)
    learnt = all(one.reading.sentence.language == "en" for one in told)
    salience = next((c.salience for c in countries if c.code == code), 0.0)
    found = []
    for kind in kinds:
        mine = sorted(
            (t for t in told if kind in t.reading.types), key=lambda t: (-t.odds * t.share, t.reading.sentence.index)
        )
        spoken = [t.reading.sentence for t in mine if t.odds > -1.0] or [mine[0].reading.sentence]
        others = [t.reading.sentence for t in told if kind not in t.reading.types]
        facts = facts_of(spoken, [*beside, *others])
        reads = [("reads like the report of an attack", -ATTACK * attack)] if kind in ATTACKS else []
        ordinary = _ordinary(kind, mine, facts, lead) if learnt else _ordinary_by_lists(kind, mine, facts, lead)
        speaks = [*_lessened(against, facts), *ordinary, *reads]
        score, steps = _score(mine, speaks, salience, BIAS if learnt else BIAS_OF_LISTS)
        if score >= floor:
            beyond = [c.code for c in countries if c.code != code and c.salience >= 0.3][:8]
            found.append((_event(kind, code, beyond, score, mine, facts, learnt=learnt), steps))
    return found


def _kinds(told: list[Told], attack: float) -> list[EventType]:
    """The types that the sentences speak for, two at most, the likeliest first."""
    weights: dict[EventType, float] = {}
    for one in told:
        sure = one.share / (1 + math.exp(-one.odds))
        sure *= TITLE_SHARE if one.reading.sentence.index == 0 else 1.0
        for kind, weight in one.reading.types.items():
            weights[kind] = weights.get(kind, 0.0) + sure * min(weight, 6.0)
    for kind in weights.keys() & PRIMARY:
        weights[kind] *= PRIMARY_SHARE
    for kind in weights.keys() & ATTACKS:
        weights[kind] *= math.exp(TYPE_SHARE * attack)
    least = SECOND_TYPE * max(weights.values(), default=0.0)
    return [kind for kind in sorted(weights, key=lambda k: (-weights[k], k)) if weights[kind] >= least][:2]


def _ordinary(
    kind: EventType, mine: list[Told], facts: dict[str, Fact], lead: list[Reading]
) -> list[tuple[str, float]]:
    """An attack, an accident or a crime of the ordinary kind is no alert."""
    info = event_types()[kind]
    first = [told.reading for told in mine[:3]]
    if kind == "earthquake" and _light(first, facts):
        return [("a light earthquake without harm", ORDINARY)]
    if kind in FIGURES_OF_SPEECH - _MEANT and not facts and not any(helped(r.sentence.lower) for r in [*first, *lead]):
        return [("nothing is told of harm or help", UNTOLD)]
    if _hurt(facts) >= info.toll or any(info.more_than_ordinary(r.sentence.lower) for r in first):
        return []
    return [(f"an ordinary {info.label}", ORDINARY)]


def _ordinary_by_lists(
    kind: EventType, mine: list[Told], facts: dict[str, Fact], lead: list[Reading]
) -> list[tuple[str, float]]:
    """Where nothing is learnt an attack is taken at its word, and a figure of speech is no alert either."""
    info = event_types()[kind]
    first = [told.reading for told in mine[:3]]
    if info.toll >= MANY_DEAD and _hurt(facts) < info.toll:
        return [(f"an ordinary {info.label}", ORDINARY)]
    if kind in FIGURES_OF_SPEECH and not facts and not any(_helped(r) for r in [*first, *lead]):
        return [("nothing is told of harm or help", UNTOLD)]
    if "killed" in facts and not any(name == "toll" for name, _, _ in first[0].vetoes):
        return [("a toll stands beside it", -BESIDE)]
    return []


def _hurt(facts: dict[str, Fact]) -> float:
    return sum(weight * facts[name].value for name, weight in _HURT.items() if name in facts)


def _helped(reading: Reading) -> bool:
    return any(name in HELPS for name, _, _ in reading.vetoes)


def _light(first: list[Reading], facts: dict[str, Fact]) -> bool:
    if facts.keys() & {"killed", "injured", "missing", "displaced"}:
        return False
    if any(harmed(r.sentence.lower) or _DAMAGE.search(r.sentence.lower) for r in first):
        return False
    if "magnitude" in facts:
        return facts["magnitude"].value < FELT
    return any(_LIGHT.search(r.sentence.lower) for r in first)


def _lessened(against: list[tuple[str, float]], facts: dict[str, Fact]) -> list[tuple[str, float]]:
    """Sport and business pages report disasters too: with many dead, what the article reads like counts for less."""
    if "killed" not in facts or facts["killed"].value < MANY_DEAD:
        return against
    return [(name, weight * 0.4 if weight > 0 else weight) for name, weight in against]


def _score(mine: list[Told], against: list[tuple[str, float]], salience: float, bias: float) -> tuple[float, list[str]]:
    best = mine[0]
    more = REPEATED * math.log1p(sum(t.odds > 0 for t in mine[1:]))
    place, room = SALIENT * (salience - 0.5), math.log(best.share)
    odds = best.odds + more + place + room + bias - sum(weight for _, weight in against)
    steps = [
        f"{best.odds:+.2f} best sentence: {_why(best.reading)}",
        f"{more:+.2f} other sentences",
        f"{place:+.2f} salience {salience:.2f}",
        f"{room:+.2f} place named in the sentence" if best.share == 1.0 else f"{room:+.2f} place less sure",
        *(f"{-weight:+.2f} {name}" for name, weight in against),
        f"{bias:+.2f} bias",
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
    mine: list[Told],
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
