"""Figures that an article states: killed, injured, missing, displaced, cases, magnitude; in digits and in words."""

import re
from itertools import pairwise

from streams.records import Fact
from streams.stages.tag.events.counts import counted
from streams.stages.tag.events.sentences import Sentence
from streams.stages.tag.events.words import words_of

_UNITS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen"
        " eighteen nineteen".split()
    )
}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ROUND = {"dozen": 12, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000}
_SCALE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_NUMBER = re.compile(
    r"(?<![\w.,$£€])(?:(\d{1,3}(?:,\d{2,3})+|\d{1,7})(?:\.(\d{1,2}))?|("
    + "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True), *_ROUND, "a dozen", "hundred", "thousand"])
    + (
        r")(?:[- ](one|two|three|four|five|six|seven|eight|nine)\b)?)(?: (hundred|thousand|million"
        r"|dozen)\b)?(?![\w%]|,\d)"
    )
)
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
        r"|perished|bodies|lives"
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
        r"|bombs kill|deaths of|left)") + _MORE
    ),
    "injured": re.compile(r"\b(?:injured|injuring|injures|wounded|wounding|wounds|hurting)" + _MORE),
    "displaced": re.compile(r"\b(?:displaced|displacing|evacuated|evacuating|uprooted|homeless)" + _MORE),
    "magnitude": re.compile(
        r"\b(?:magnitude|measuring|measured|registered|registering|richter scale)(?: (?:of|a|preliminary|at|was))* ?$"
    ),
}  # fmt: skip
# The toll of a disaster that is told between the two: “the death toll from the flood in Wote has risen to 47”.
_TOLL = re.compile(
    r"\b(?:toll|number of (?:people |persons )?(?:killed|dead|deaths|fatalities|victims))\b[^.;:]{0,90}"
    r"\b(?:rise[sn]?|rose|climb(?:s|ed)?|jump(?:s|ed)?|increased|grown|grew|stands|stood)(?: from [\d,]+)? (?:to|at)"
    r"(?: at least| more than| over| about| around)? $"
)
_TOLL_CHARS = 130
_MAGNITUDE = re.compile(r"^[- ](?:magnitude\b|on the (?:open-ended )?richter)")
_RANGE = re.compile(r"^(?: to (?:as many as )?| or |[-–])$")
_BETWEEN = re.compile(r"\bbetween $")
_FORMER = re.compile(
    r"\b(?:from|earlier|previous|initial)(?: (?:an?|the|earlier|previous|initial|reported|toll|count|figure|estimate"
    r"|of|at|least|about|around|some)){0,6} $"
)
_GREW = re.compile(r"\b(?:up|rose|risen|rises|rising|climb\w*|jump\w*|increas\w+|revised)\b")
_OLD = re.compile(r"\b(?:earlier|previous(?:ly)?|up from|since (?:19|20)\d\d|in (?:19|20)\d\d|years? ago|last year)\b")


def facts_of(sentences: list[Sentence]) -> dict[str, Fact]:
    """The figures of an event's sentences; of several tolls the highest that is not called old."""
    found: dict[str, Fact] = {}
    for sentence in sentences:
        english = sentence.language == "en"
        stale = bool((_OLD if english else words_of(sentence.language).old).search(sentence.lower))
        for kind, fact in figures(sentence) if english else counted(sentence):
            known = found.get(kind)
            if known is None or (not stale and fact.value > known.value):
                found[kind] = fact
    return found


def figures(sentence: Sentence) -> list[tuple[str, Fact]]:
    """Every figure in an English sentence that says what it counts."""
    found: list[tuple[str, Fact]] = []
    low = sentence.lower
    upto = -1
    for match, following in pairwise([*_NUMBER.finditer(low), None]):
        if match is None or match.start() < upto or _superseded(low, match) or _nobody(low, match):
            continue
        value = _value(match)
        end = match.end()
        if following is not None and _ranges(low, match, following) and value < _value(following):
            end = upto = following.end()
        before = _BETWEEN.sub("", low[max(0, match.start() - 60) : match.start()])
        kind = _kind(before, low[end : end + 70])
        if kind is None and _TOLL.search(low[max(0, match.start() - _TOLL_CHARS) : match.start()]):
            kind = "killed"
        if kind is None or (kind == "magnitude") != (0 < value < 10 and kind == "magnitude"):
            continue
        if kind != "magnitude" and (value != int(value) or _is_year(match, value)):
            continue
        fact = Fact(
            value=value, start=sentence.start + match.start(), end=sentence.start + match.end(), field=sentence.field
        )
        found.append((kind, fact))
    return found


def _ranges(low: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two numbers are the bounds of one figure, for which the lower stands."""
    if _GREW.search(low[max(0, first.start() - 30) : first.start()]):
        return False  # from one toll to the next
    between = low[first.end() : second.start()]
    return bool(_RANGE.match(between)) or (between == " and " and bool(_BETWEEN.search(low[: first.start()][-10:])))


def _superseded(low: str, match: re.Match[str]) -> bool:
    """Whether a newer toll stands beside this one: “rose to 47 from 31”, “up from an earlier count of 31”."""
    before = low[max(0, match.start() - 60) : match.start()]
    return bool(_FORMER.search(before) and _GREW.search(before))


def _nobody(low: str, match: re.Match[str]) -> bool:
    return match.group() == "one" and low[: match.start()][-3:] == "no "


def _kind(before: str, after: str) -> str | None:
    if _MAGNITUDE.search(after):
        return "magnitude"
    for kind, pattern in _BEFORE.items():
        if pattern.search(before):
            return "injured" if kind == "killed" and _AFTER["injured"].search(after) else kind
    return next((kind for kind, pattern in _AFTER.items() if pattern.search(after)), None)


def _value(match: re.Match[str]) -> float:
    digits, decimals, word, unit, scale = match.groups()
    if digits is not None:
        value = float(digits.replace(",", "") + ("." + decimals if decimals else ""))
    elif word == "a dozen":
        value = 12.0
    else:
        value = float(
            _UNITS.get(word, _TENS.get(word, _ROUND.get(word, _SCALE.get(word, 0)))) + _UNITS.get(unit or "", 0)
        )
    if scale == "dozen":
        return value * 12
    return value * _SCALE[scale] if scale else value


def _is_year(match: re.Match[str], value: float) -> bool:
    return match.group(1) is not None and len(match.group(1)) == 4 and 1900 <= value <= 2100
