"""What a rule is, once it has been read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from streams.identity import digest
from streams.records import SEVERITIES, Certainty, EventType, Severity
from streams.stages.alert.rules.phrases import Phrases
from streams.stages.tag.countries import country_table
from streams.stages.tag.names.organisations import members

CERTAINTIES: tuple[Certainty, ...] = ("Unknown", "Unlikely", "Possible", "Likely", "Observed")  # rising
VOLUME = "volume"  # the type of an alert on the number of articles alone
MIN_GAP = 10 * 60_000  # ms between two messages of an alert, where its rule says nothing


@dataclass(frozen=True, slots=True)
class Grade:
    """How a rule grades: exactly so, or no lower or higher than so."""

    how: Literal["is", "at least", "at most"]
    word: str

    def of(self, word: str, rising: tuple[str, ...]) -> str:
        """What the rule makes of a grade."""
        if self.how == "is":
            return self.word
        choose = max if self.how == "at least" else min
        return choose(word, self.word, key=rising.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a rule asks for: all of it, and of each list one entry. What is empty asks nothing."""

    countries: tuple[str, ...] = ()  # alpha-2 codes and ids of organisations, in capitals
    exclude: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    severity: Severity | None = None
    certainty: Certainty | None = None
    score: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    salience: float | None = None
    terms: Phrases | None = None
    without: Phrases | None = None
    names: Phrases | None = None
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def asks_of_events(self) -> bool:
        """Whether something is asked that only an event can answer."""
        return any((self.types, self.severity, self.certainty, self.score is not None, self.figures))


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """How an alert of the rule looks; what is not given stays as the article has it."""

    type: EventType | None = None  # the rule reads articles in which no event raised anything
    severity: Grade | None = None
    certainty: Grade | None = None
    headline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which an alert waits for their end."""

    hours: tuple[int, int]  # minutes of the day, in the zone
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    unless: Severity | Literal["never"] = "Extreme"  # this severity and worse does not wait

    def until(self, now: int, severity: Severity) -> int:
        """When what is due now may go out, in ms; now itself outside of the hours."""
        if self.unless != "never" and SEVERITIES.index(severity) >= SEVERITIES.index(self.unless):
            return now
        begin, end = self.hours
        local = datetime.fromtimestamp(now / 1000, self.zone)
        minute = local.hour * 60 + local.minute
        within = begin <= minute < end if begin < end else minute >= begin or minute < end
        if not within:
            return now
        day = local.replace(second=0, microsecond=0) + timedelta(days=minute >= end)
        over = day.replace(hour=end // 60, minute=end % 60)
        # Where the clocks change, the hour may lie behind us by a moment: then a minute more is enough.
        return max(int(over.timestamp() * 1000), now + 60_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. It raises, or it suppresses and says why."""

    id: str
    match: Match = Match()
    raises: Raise = Raise()
    suppress: str | None = None
    quiet: Quiet | None = None
    gap: int = MIN_GAP  # ms
    version: str = ""  # of its file
    file: str = ""
    line: int = 0


class RuleSet:
    """All rules of a folder. Of the rules that raise, the first one that matches decides: files by name, then lines."""

    def __init__(self, rules: tuple[Rule, ...], files: Mapping[str, str], version: str) -> None:
        self.rules = rules
        self.files = files  # name -> text: what a snapshot keeps
        self.version = version
        self._by_id = {rule.id: rule for rule in rules}
        self._by_country: dict[tuple[str, int], tuple[Rule, ...]] = {}

    def get(self, rule: str) -> Rule | None:
        """The rule of an id, if there still is one."""
        return self._by_id.get(rule)

    def in_country(self, code: str, now: int) -> tuple[Rule, ...]:
        """The rules whose countries include this one in the year of a time (ms)."""
        key = code, datetime.fromtimestamp(now / 1000, UTC).year
        if key not in self._by_country:
            self._by_country[key] = tuple(rule for rule in self.rules if includes(rule.match, *key))
        return self._by_country[key]


class RulesInForce:
    """The rule set that holds now, for all countries of a partition."""

    def __init__(self, current: RuleSet) -> None:
        self.current = current


def includes(match: Match, code: str, year: int) -> bool:
    """Whether a country is among those that are asked for, by itself or as a member of a group in a year."""
    wanted = not match.countries or any(code in group(word, year) for word in match.countries)
    return wanted and not any(code in group(word, year) for word in match.exclude)


@cache
def group(word: str, year: int) -> frozenset[str]:
    """The countries that a code, or the id of an organisation in capitals, stands for."""
    return frozenset((word,)) if word in country_table() else frozenset(members(word.lower(), year))


def version_of(stated: str, files: Mapping[str, str]) -> str:
    """What the writer calls a version, and a digest of what really stands there."""
    parts = [part for name in sorted(files) for part in (name, files[name])]
    return f"{stated}+{digest('rules', *parts)[:8]}"
