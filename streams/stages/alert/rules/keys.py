"""The keys of a rule file on one page, for the reader and for the schema alike."""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast, get_args

import yaml

from streams.records import SEVERITIES, EventType
from streams.stages.alert.rules.forms import Choice, Field, Many, Mapped, Number, Schema, Text
from streams.stages.alert.rules.model import CERTAINTIES, VOLUME, Grade, Match, Quiet, Raise, Rule
from streams.stages.alert.rules.nodes import Faults, meant
from streams.stages.alert.rules.phrases import Phrases, wrong
from streams.stages.alert.rules.times import Duration, Hours, Zone
from streams.stages.tag.countries import country_table
from streams.stages.tag.names.organisations import groups

SCORE = 0.5  # of an event that is worth an alert, where a rule says nothing else
SALIENCE = 0.5  # of a country that an article without an event is about, in the same way
_DAY_MS = 24 * 3_600_000
_GRADE = re.compile(r"(?:(at least|at most) )?(\w+)")
_ID = r"[a-z0-9]+(?:[-_.][a-z0-9]+)*"
FIGURES = ("killed", "injured", "missing", "displaced", "cases", "magnitude")
PLACEHOLDERS = ("title", "sentence", "country", "code", "type", "severity", "publisher", *FIGURES)


@dataclass(frozen=True, slots=True)
class Countries:
    """An alpha-2 code, or an organisation by its id in streams/data/organisations.yaml."""

    def read(self, node: yaml.Node, faults: Faults) -> str | None:
        """The code or id in capitals."""
        value = Text(60).read(node, faults)
        if value is None or value.upper() in _places():
            return value.upper() if value else None
        by_name = {row.name.casefold(): code for code, row in country_table().items()}
        by_name |= {row.alpha3.casefold(): code for code, row in country_table().items()}
        code = by_name.get(value.casefold())
        hint = (
            f": write {code}"
            if code
            else meant(value, [*map(str.upper, groups()), *by_name]) or ", such as KE, EU or CSTO"
        )
        faults.add(node, f"{value!r} is no country code and no group of countries{hint}")
        return None

    def schema(self) -> Schema:
        """An enum; capitals or not is the same to the reader, and capitals are what an editor offers."""
        return {"enum": list(_places())}


@dataclass(frozen=True, slots=True)
class Grades:
    """A word of a rising list: exactly that, or `at least` or `at most` that."""

    rising: tuple[str, ...]

    def read(self, node: yaml.Node, faults: Faults) -> Grade | None:
        """The grade."""
        value = Text().read(node, faults)
        if value is None:
            return None
        match = _GRADE.fullmatch(value)
        how, word = match.groups() if match else (None, value)
        if word not in self.rising:
            hint = meant(word, self.rising) or f": one of {', '.join(self.rising)}"
            faults.add(node, f"{value!r} is no grade{hint}, by itself or after `at least` or `at most`")
            return None
        return Grade(cast("Any", how or "is"), word)

    def schema(self) -> Schema:
        """An enum of them all."""
        return {"enum": [f"{how}{word}" for how in ("", "at least ", "at most ") for word in self.rising]}


@dataclass(frozen=True, slots=True)
class Search:
    """Phrases to look for."""

    def read(self, node: yaml.Node, faults: Faults) -> Phrases | None:
        """What finds them."""
        phrases = Many(Text(100, wrong)).read(node, faults)
        return Phrases(phrases) if phrases else None

    def schema(self) -> Schema:
        """A text or a list of texts."""
        return Many(Text(100)).schema()


def _wrong_headline(template: str) -> str | None:
    try:
        parts = [part[1:] for part in string.Formatter().parse(template) if part[1] is not None]
    except ValueError as error:
        return f"the headline cannot be read: {error}"
    for name, form, conversion in parts:
        if name not in PLACEHOLDERS or form or conversion:
            hint = meant(name or "", PLACEHOLDERS) or f": there are {', '.join(PLACEHOLDERS)}"
            return f"the headline cannot be filled with {{{name}}}{hint}"
    return None


def _wrong_rule(values: dict[str, Any]) -> str | None:
    match, raises = values.get("match", Match()), values.get("raise", Raise())
    if "suppress" in values:
        if others := [name for name in ("raise", "quiet", "gap") if name in values]:
            return f"a rule that suppresses raises nothing: take out {others[0]}, or suppress"
        return None if match != Match() else "this would suppress everything: say what, in match"
    if raises.type and match.asks_of_events:
        return "raise.type is for articles without an event: match types, severity, certainty, score or figures not"
    if raises.type and not (match.terms or match.names):
        return "raise.type is for articles without an event: match terms or names, or every article would raise"
    return None


def _rule(line: int, match: Match = Match(), **values: Any) -> Rule:  # noqa: B008 - it is frozen
    raises = values.pop("raise", Raise())
    if raises.type:
        match = replace(match, salience=SALIENCE if match.salience is None else match.salience)
    elif "suppress" not in values:
        match = replace(match, score=SCORE if match.score is None else match.score)
    return Rule(**values, match=match, raises=raises, line=line)


_TYPES: tuple[str, ...] = get_args(EventType)
_SCORE = Number(0, 1)

MATCH: Mapping[str, Field] = {
    "countries": Field(Many(Countries()), "ISO 3166-1 alpha-2 codes, and groups of countries such as EU, NATO or CSTO"),
    "exclude": Field(Many(Countries()), "countries and groups to leave out"),
    "types": Field(
        Many(Choice((*_TYPES, VOLUME), "event type")),
        f"event types; every type where none is given, but {VOLUME} (many more articles than usual) only by its name",
    ),
    "severity": Field(Choice(SEVERITIES, "severity"), "at least this severe"),
    "certainty": Field(Choice(CERTAINTIES, "certainty"), "at least this certain"),
    "score": Field(_SCORE, "at least this score of the event, 0 to 1 (0.5 where a rule that raises says nothing)"),
    "figures": Field(
        Mapped({name: Field(Number(0, 1e9), f"at least so many: {name}") for name in FIGURES}, dict),
        "figures that the article must state, at least so high",
    ),
    "salience": Field(
        _SCORE, "at least this much the article's country, 0 to 1 (0.5 where raise.type is given and this is not)"
    ),
    "terms": Field(
        Search(),
        "words or phrases, one of which must stand in the title, the lead or a sentence of the event; whole words, "
        "capitals and accents alike, a * at the end for any ending",
    ),
    "without": Field(Search(), "words or phrases, none of which may stand there"),
    "names": Field(Search(), "persons, organisations or places, one of which the article must name"),
    "sources": Field(Many(Text(100)), "publishers (domain with its subdomains, or name) or agencies"),
    "languages": Field(
        Many(Text(3, pattern="[a-z]{2,3}", example="en")), "languages of the article, ISO 639-1, such as en"
    ),
}
RAISE: Mapping[str, Field] = {
    "type": Field(
        Choice(_TYPES, "event type"),
        "for articles in which no event raised anything: the type to raise where terms or names match",
    ),
    "severity": Field(Grades(SEVERITIES), "the severity, or `at least …` or `at most …` it; else the event's own"),
    "certainty": Field(Grades(CERTAINTIES), "the certainty, in the same way; else the event's own"),
    "headline": Field(
        Text(300, _wrong_headline),
        "the headline instead of the article's; to be filled: " + ", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
    ),
}
QUIET: Mapping[str, Field] = {
    "hours": Field(Hours(), "alerts wait from when to when, such as 22:00-06:00, by the records' time", required=True),
    "zone": Field(Zone(), "the time zone of the hours, such as Europe/Berlin (UTC where none is given)"),
    "unless": Field(
        Choice((*SEVERITIES, "never"), "severity"), "this severity and worse does not wait (Extreme where not given)"
    ),
}
RULE: Mapping[str, Field] = {
    "id": Field(
        Text(60, pattern=_ID, example="flood-in-kenya"),
        "unique within the folder; stands in every alert of the rule",
        required=True,
    ),
    "match": Field(Mapped(MATCH, Match), "what the rule is for; everything where nothing is asked"),
    "raise": Field(Mapped(RAISE, Raise), "how the alert looks"),
    "suppress": Field(Text(200), "raise nothing where this matches, whatever other rules say; and why"),
    "quiet": Field(Mapped(QUIET, Quiet), "hours in which alerts wait"),
    "gap": Field(Duration(7 * _DAY_MS), "the least time between two messages of an alert (10m where none is given)"),
}
FILE: Mapping[str, Field] = {
    "version": Field(
        Text(40, pattern=r"[\w.-]+", example="2026.11.1"),
        "what you call this version; stands in every alert",
        required=True,
    ),
    "rules": Field(
        Many(Mapped(RULE, _rule, _wrong_rule, lined=True)),
        "the rules; of those that raise, the first one that matches decides",
        required=True,
    ),
}


@cache
def _places() -> tuple[str, ...]:
    return (*sorted(country_table()), *sorted(name.upper() for name in groups()))
