"""A dry run: what a rule set makes of articles, one after another, as an alert worker would."""

from collections import Counter
from dataclasses import dataclass, field

from streams.records import Alert, CountryMention, EnrichedArticle, Notice, Tick
from streams.stages.alert import Countries
from streams.stages.alert.rules import RuleSet, suppressing
from streams.stages.tag import mentions_of, notice_of

_MINUTE_MS = 60_000


@dataclass(slots=True)
class Tally:
    """What a dry run came to."""

    articles: int = 0
    events: int = 0
    first: int | None = None  # record time, ms
    last: int = 0
    messages: dict[str, Counter[str]] = field(default_factory=dict)  # rule -> Alert, Update, Cancel
    countries: dict[str, Counter[str]] = field(default_factory=dict)  # rule -> countries of its alerts
    severities: dict[str, Counter[str]] = field(default_factory=dict)  # rule -> severities of its alerts
    suppressed: dict[str, Counter[str]] = field(default_factory=dict)  # rule -> countries


class Trial:
    """Articles in, alerts out; nothing is sent anywhere."""

    def __init__(self, rules: RuleSet, late_limit_ms: int | None) -> None:
        self.rules = rules
        self.tally = Tally()
        self._countries = Countries(late_limit_ms=late_limit_ms, rules=rules)
        self._offset = 0
        self._minutes: dict[tuple[str, int], int] = {}

    def see(self, article: EnrichedArticle) -> list[Alert]:
        """The messages that an article causes."""
        now = article.raw.timestamp
        tally = self.tally
        tally.articles += 1
        tally.events += bool(article.events)
        tally.first, tally.last = (now if tally.first is None else min(tally.first, now)), max(tally.last, now)
        alerts = self._tick(article.raw.topic, article.raw.partition, now // _MINUTE_MS, article.raw.offset)
        for mention in mentions_of(article):
            for rule in suppressing(self.rules, mention, now):
                tally.suppressed.setdefault(rule, Counter())[mention.country] += 1
            alerts += self._apply(mention)
        notice = notice_of(article)
        return alerts + (self._apply(notice) if notice else [])

    def wait(self, until: int) -> list[Alert]:
        """The messages that time alone brings until then, minute by minute."""
        start = max(self._minutes.values(), default=until // _MINUTE_MS)
        return [
            alert for minute in range(start + 1, until // _MINUTE_MS + 1) for alert in self._tick("-", 0, minute, 0)
        ]

    def _tick(self, topic: str, partition: int, minute: int, offset: int) -> list[Alert]:
        """Time goes on as the enrich app says it does."""
        if minute <= self._minutes.get((topic, partition), -1):
            return []
        self._minutes[topic, partition] = minute
        return self._apply(Tick(topic=topic, partition=partition, minute=minute, offset=offset))

    def _apply(self, record: CountryMention | Notice | Tick) -> list[Alert]:
        messages = self._countries.apply(record, self._offset)
        self._offset += 1
        alerts = [item for item in messages if isinstance(item, Alert)]
        for alert in alerts:
            rule = next((trigger.id for trigger in alert.triggers if trigger.kind == "rule"), "-")
            self.tally.messages.setdefault(rule, Counter())[alert.msg_type] += 1
            if alert.msg_type == "Alert":
                self.tally.countries.setdefault(rule, Counter())[alert.country.alpha2] += 1
                self.tally.severities.setdefault(rule, Counter())[alert.severity] += 1
        return alerts
