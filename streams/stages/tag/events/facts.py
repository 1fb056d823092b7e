"""Figures that an article states: killed, injured, missing, displaced, cases, magnitude; in digits and in words."""

import re
from collections.abc import Sequence
from itertools import pairwise

from streams.records import Fact
from streams.stages.tag.events.counts import counted
from streams.stages.tag.events.numbers import Number, numbers
from streams.stages.tag.events.sentences import Sentence
from streams.stages.tag.events.words import counting_of

_PEOPLE = (
    r"(?: (?:other|others|more|people|persons|civilians|soldiers|police|policemen|officers|men|women|children"
    r"|girls|boys|teen"
    r"|teenagers|students|worshippers|passengers|workers|miners|villagers|residents|troops|militants"
    r"|insurgents|rebels|gunmen"
    r"|members|migrants|patients|victims|fighters|protesters|personnel|of|the|them|those|were|have|has|been"
    r"|had|are|was|is|also"
    r"|confirmed|and|reported|least|left|still|already|feared|guerrillas|peasants|\w+(?:ese|ian|ans|ish|i|an)s?)){0,6}"
)
_AFTER = {
    "killed": re.compile(
        r"^" + _PEOPLE + r" (?:killed|dead|died|deaths|fatalities|slain|shot dead|murdered|drowned"
        r"|perished|bodies|lives|corpses|martyred|executed|burned to death|froze to death|lost their lives"
        r"|die|dying|massacred)\b"
    ),
    "injured": re.compile(r"^" + _PEOPLE + r" (?:injured|wounded|hurt|injuries|hospitali[sz]ed)\b"),
    "missing": re.compile(r"^" + _PEOPLE + r" (?:missing|unaccounted for|trapped|disappeared)\b"),
    "displaced": re.compile(
        r"^" + _PEOPLE + r"(?: (?:families|refugees|homes|from))?(?: \w+)? ?(?:displaced|evacuated|fled|homeless|flee"
        r"|refugees|forced from|left their homes)\b"
    ),
    "cases": re.compile(r"^(?: (?:new|more|confirmed|suspected|probable|human|laboratory-confirmed|reported|additional"
        r"|total|\w+)){0,3} (?:cases|infections)\b"),
}  # fmt: skip
_MORE = (
    r"(?: (?:at least|more than|over|about|around|some|nearly|almost|up to|as many as|another"
    r"|an estimated|approximately|roughly|to|by|the|a|of|people|stands at|rises to|rose to|climbs to"
    r"|has risen to|reached|passes|exceeds|to at least|other|total)){0,4} ?$"
)
_BEFORE = {
    "killed": re.compile(
        (r"\b(?:killed|kills?|killing|death toll|toll|claimed|claiming|claims|massacred|murdered|slew"
        r"|bombs kill|deaths? of|bod(?:y|ies) of|remains of|drowned|drowning)") + _MORE
    ),
    "injured": re.compile(r"\b(?:injured|injuring|injures|wounded|wounding|wounds|hurts?|hurting)" + _MORE),
    "displaced": re.compile(r"\b(?:displaced|displacing|evacuated|evacuating|uprooted|homeless)" + _MORE),
    "magnitude": re.compile(
        r"\b(?:magnitude|measuring|measured|registered|registering|richter scale)(?: (?:of|a|preliminary|at|was))* ?$"
    ),
}  # fmt: skip
# The toll of a disaster that is told between the two: “the death toll from the flood in Wote has risen to 47”.
_TOLL = re.compile(
    r"\b(?:toll|number of (?:people |persons )?(?:killed|dead|deaths|fatalities|victims))\b[^.;:]{0,90}"
    r"\b(?:(?:rise[sn]?|rose|climb(?:s|ed)?|jump(?:s|ed)?|increased|grown|grew|stands|stood)(?: from [\d,]+)? (?:to|at)"
    r"|reach(?:es|ed)|hits?|pass(?:es|ed)|topped|tops|exceed(?:s|ed))(?: at least| more than| over| about| around)? $"
    r"|\b(?:put|puts|putting) (?:the (?:dead|toll|death toll)|the number of (?:dead|deaths|fatalities)) at $"
)
_TOLL_CHARS = 130
_MAGNITUDE = re.compile(r"^[- ](?:magnitude\b|on the (?:open-ended )?richter)")
_ANIMALS = re.compile(
    r"^(?: (?!people|and\b)[\w-]+){0,2} (?:animals|birds|hens|chickens?|ducks|geese|turkeys|poultry"
    r"|pigs|cattle|cows|sheep|goats|livestock|horses|camels|fish|swans)\b"
)
_RANGE = re.compile(r"^(?: to (?:as many as )?| or |[-–])$")
_BETWEEN = re.compile(r"\bbetween $")
_FORMER = re.compile(
    r"\b(?:from|earlier|previous|initial)(?: (?:an?|the|earlier|previous|initial|reported|toll|count|figure|estimate"
    r"|of|at|least|about|around|some)){0,6} $"
)
_GREW = re.compile(r"\b(?:up|rose|risen|rises|rising|climb\w*|jump\w*|increas\w+|revised)\b")
_OLD = re.compile(
    r"\b(?:earlier|previous(?:ly)?|up from|(?:since|in|of)(?: (?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december))? (?:19|20)\d\d|years? (?:ago|after|since|on)"
    r"|last (?:year|outbreak|time)|decades?)\b"
)


def facts_of(sentences: list[Sentence], beside: Sequence[Sentence] = ()) -> dict[str, Fact]:
    """The figures of an event's sentences; of several tolls the highest that is not called old.

    `beside` are sentences of the same place that do not name the event: “Eleven people died.” What they call old is
    the figure of something else.
    """
    found: dict[str, Fact] = {}
    for sentence in [*sentences, *(one for one in beside if not _is_stale(one))]:
        stale = _is_stale(sentence)
        for kind, fact in figures(sentence) if sentence.language == "en" else counted(sentence):
            known = found.get(kind)
            if known is None or (not stale and fact.value > known.value):
                found[kind] = fact
    return found


def _is_stale(sentence: Sentence) -> bool:
    """Whether it calls its figures old ones."""
    old = _OLD if sentence.language == "en" else counting_of(sentence.language).old
    return old.search(sentence.lower) is not None


def figures(sentence: Sentence) -> list[tuple[str, Fact]]:
    """Every figure in an English sentence that says what it counts."""
    found: list[tuple[str, Fact]] = []
    low = sentence.lower
    upto = -1
    for number, following in pairwise([*numbers(low), None]):
        if number is None or number.start < upto or _superseded(low, number) or _nobody(low, number):
            continue
        end = number.end
        if following is not None and _ranges(low, number, following) and number.value < following.value:
            end = upto = following.end
        kind = None if _ANIMALS.search(low[end : end + 50]) else _kind(low, number.start, end)
        if kind is None or (kind == "magnitude") != (0 < number.value < 10 and kind == "magnitude"):
            continue
        if kind != "magnitude" and (number.value != int(number.value) or number.year):
            continue
        at = sentence.start + number.start
        fact = Fact(value=number.value, start=at, end=at + number.end - number.start, field=sentence.field)
        found.append((kind, fact))
    return found


def _ranges(low: str, first: Number, second: Number) -> bool:
    """Whether two numbers are the bounds of one figure, for which the lower stands."""
    if _GREW.search(low[max(0, first.start - 30) : first.start]):
        return False  # from one toll to the next
    between = low[first.end : second.start]
    return bool(_RANGE.match(between)) or (between == " and " and bool(_BETWEEN.search(low[: first.start][-10:])))


def _superseded(low: str, number: Number) -> bool:
    """Whether a newer toll stands beside this one: “rose to 47 from 31”, “up from an earlier count of 31”."""
    before = low[max(0, number.start - 60) : number.start]
    return bool(_FORMER.search(before) and _GREW.search(before))


def _nobody(low: str, number: Number) -> bool:
    return number.text == "one" and low[: number.start][-3:] == "no "


def _kind(low: str, start: int, end: int) -> str | None:
    """What the number from start to end counts: the words after it say so, or a verb or a noun before it."""
    before, after = _BETWEEN.sub("", low[max(0, start - 60) : start]), low[end : end + 70]
    if _MAGNITUDE.search(after):
        return "magnitude"
    for kind, pattern in _BEFORE.items():
        if pattern.search(before):
            hurt = _AFTER["injured"].search(after) if kind == "killed" else None
            return "injured" if hurt and " and " not in hurt.group() else kind
    for kind, pattern in _AFTER.items():
        if pattern.search(after):
            return kind
    return "killed" if _TOLL.search(low[max(0, start - _TOLL_CHARS) : start]) else None
