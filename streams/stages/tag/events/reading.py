"""What one sentence says: which types its words name, and the log odds that it reports a current event."""

import re
from collections import Counter
from dataclasses import dataclass

from streams.records import EventType
from streams.stages.tag.events.ages import ages
from streams.stages.tag.events.model import features, incident_model, kinds, sentence_model
from streams.stages.tag.events.negation import called_off, harmed, negated
from streams.stages.tag.events.roles import roles
from streams.stages.tag.events.rules import Hit, Rules
from streams.stages.tag.events.sentences import Sentence

NAMED = 2.5  # words of this weight name a type
HINTED, HINT_SHARE = 1.0, 0.8  # below HINTED nothing is read; between the two each missing point costs this much
MODEL_SHARE, RULE_SHARE = 0.8, 0.35  # of the log odds: the learnt model's, the rules' (chosen on the given sentences)
# Log odds from which the model calls a sentence the report of an attack whose terms name a battle or a crime.
ATTACK_READ = 1.0
STEP, STEPS = 1.5, 4  # of the log odds of a current event, as the model of attacks is told of them; how many each way
RULES_ALONE = 0.4  # log odds of a named event in a language without a learnt model
HINT_ALONE = 0.8  # taken there from words that nearly name an event (a border, a protest) where nobody is hurt
HELPS = frozenset({"toll", "response"})  # words in such a language that tell of harm, or of those who come to help
LIMIT = 5.0  # no sentence is surer than this, so that one odd word cannot outweigh the rules
ALL_CLEAR = 5.0  # taken from a sentence that gives the all-clear
NOTHING = "nothing"  # counted beside the vetoes: the sentence says that nothing happens, or that it is over
OLD_YEAR = 2.0  # taken from a sentence that tells of an earlier year

_YEAR = re.compile(r"(?<![\w.,$£€-])(1[6-9]\d\d|20\d\d)(?![\w%]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read."""

    sentence: Sentence
    types: dict[EventType, float]  # weight of the words that name each
    odds: float  # log odds of a current event
    terms: tuple[Hit, ...]  # that speak for it
    vetoes: tuple[tuple[str, str, float], ...]  # name, the words, what was taken
    model: float  # the learnt part of the odds
    incident: float | None = None  # log odds that it is a part of the report of an attack on people, where it was asked


def read(
    sentence: Sentence, rules: Rules, published: str | None, now_year: int | None, *, learnt: bool
) -> tuple[Reading, Counter[str]]:
    """A sentence's reading, and how often words of each veto stand in it."""
    found = rules.find(sentence.lower)
    hits = [h for h in found if not (_tells(h, learnt=learnt) and negated(sentence.lower, h, rules.language))]
    vetoed = Counter(name for hit in found for name in hit.meaning.vetoes)
    types = _types(sentence.lower, hits, rules)
    strength = max(types.values(), default=0.0)
    taken = _taken(hits, rules, sentence)
    current, asked = deeds_in(sentence.lower, found, published) if learnt else (0.0, [])
    incident = incident_model().score(asked) if asked else None
    unnamed = Reading(sentence, {}, -9.0, (), tuple(taken), 0.0, incident)
    if strength < HINTED and sentence.field != "title":
        return unnamed, vetoed  # that nothing happens is asked of titles and of what names an event
    harm = harmed(sentence.lower) if learnt else any("toll" in hit.meaning.vetoes for hit in hits)
    over = called_off(sentence.lower, rules.language, harm=harm)
    none = not types and len(hits) < len(found) and not harm
    if over or none:
        vetoed[NOTHING] += 1
    if strength < HINTED:
        return unnamed, vetoed
    if learnt and (not asked or len(hits) < len(found)):
        current = sentence_model().score(features(sentence.lower, hits))
    model = max(-LIMIT, min(LIMIT, current))
    if incident is not None and incident >= ATTACK_READ and types.keys() & {"armed_conflict", "crime"}:
        types["attack"] = max(NAMED, types.get("attack", 0.0))
    old = _old_year(sentence.text, now_year)
    if old:
        taken.append(("history", old, OLD_YEAR))
    if over:
        taken.append(("all clear", over, ALL_CLEAR))
    alone = RULES_ALONE if strength >= NAMED or harm else RULES_ALONE - HINT_ALONE
    base = MODEL_SHARE * model if learnt else alone
    named = RULE_SHARE * min(strength - NAMED, 4.0) if strength >= NAMED else HINT_SHARE * (strength - NAMED)
    odds = base + named - sum(weight for _, _, weight in taken)
    terms = tuple(hit for hit in hits if hit.meaning.weights) or tuple(hit for hit in hits if hit.meaning.groups)
    return Reading(sentence, types, odds, terms, tuple(taken), model, incident), vetoed


def deeds_in(lower: str, found: list[Hit], published: str | None) -> tuple[float, list[str]]:
    """The log odds that a sentence of a deed, denied terms and all, is current; what the model of attacks is asked.

    It is asked about words, their kinds and roles, how old the deed is, and how far it reads like a current event.
    Nothing where no word names an event or none names a deed.
    """
    if not any(weight >= HINTED for hit in found for _, weight in hit.meaning.weights) or not (told := roles(lower)):
        return 0.0, []
    names = features(lower, found)
    current = sentence_model().score(names)
    step = max(-STEPS, min(STEPS, round(current / STEP)))
    return current, [*names, *kinds(names), *told, *ages(lower, published), f"=event {step}"]


def _tells(hit: Hit, *, learnt: bool) -> bool:
    """Whether a word tells of an event or, where nothing was learnt, of victims: what a negation can take away."""
    return bool(hit.meaning.weights) or (not learnt and not HELPS.isdisjoint(hit.meaning.vetoes))


def _types(lower: str, hits: list[Hit], rules: Rules) -> dict[EventType, float]:
    found: dict[EventType, float] = {}
    told: set[EventType] = set()  # by one word that nearly names them, or by a pair
    seen: set[str] = set()
    for hit in hits:
        if hit.term not in seen:
            seen.add(hit.term)
            for kind, weight in hit.meaning.weights:
                found[kind] = found.get(kind, 0.0) + weight
                if weight >= 2:
                    told.add(kind)
    grouped = [hit for hit in hits if hit.meaning.groups]
    here = {group for hit in grouped for group in hit.meaning.groups}
    for pair in rules.pairs:
        if here.issuperset(pair.groups) and _near(lower, grouped, pair.groups, pair.within, spaced=rules.whole_words):
            found[pair.type] = found.get(pair.type, 0.0) + pair.weight
            told.add(pair.type)
    least = NAMED if max(found.values(), default=0.0) >= NAMED else HINTED
    return {kind: weight for kind, weight in found.items() if weight >= (least if kind in told else NAMED)}


def _near(lower: str, hits: list[Hit], groups: tuple[str, str], within: int, *, spaced: bool) -> bool:
    """Whether words of both groups stand so near each other; where words are not parted, a word is two letters."""
    last: dict[str, Hit] = {}
    for hit in hits:
        for group, other in (groups, groups[::-1]):
            before = last.get(other)
            if group not in hit.meaning.groups or not before:
                continue
            between = lower.count(" ", before.end, hit.start) if spaced else (hit.start - before.end) // 2
            if between <= within:
                return True
        last.update(dict.fromkeys(hit.meaning.groups, hit))
    return False


def _taken(hits: list[Hit], rules: Rules, sentence: Sentence) -> list[tuple[str, str, float]]:
    taken: dict[str, tuple[str, str, float]] = {}
    for hit in hits:
        for name in hit.meaning.vetoes:
            veto = rules.vetoes[name]
            counts = veto.scope != "article" and (veto.scope != "title" or sentence.field == "title")
            if counts and name not in taken:
                taken[name] = (name, hit.term, veto.weight)
    return list(taken.values())


def _old_year(text: str, now_year: int | None) -> str | None:
    years = [m.group() for m in _YEAR.finditer(text)]
    if now_year is None or not years or any(int(year) >= now_year - 1 for year in years):
        return None
    return years[0]


def year_of(published: str | None, texts: list[str]) -> int | None:
    """The year that counts as now: of the publication, else the latest that the text names."""
    if published:
        return int(published[:4])
    years = [int(m.group()) for text in texts for m in _YEAR.finditer(text) if int(m.group()) < 2100]
    return max(years, default=None)
