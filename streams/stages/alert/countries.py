"""Everything that the alert app knows of the countries of one input partition, and how it is taken up again.

What a record does depends on the records before it and on nothing else: not on how they are cut into batches, nor on
when a snapshot is taken. A snapshot of a country is sent before the partition's own, so a country's may be the newer
one: then what lies between the two offsets is done for the partition, and not again for the country.
"""

from collections.abc import Mapping

from streams.records import Alert, CountryMention, Notice, Tick
from streams.stages.alert.clock import Clock
from streams.stages.alert.country import Country, Message
from streams.stages.alert.members import milliseconds
from streams.stages.alert.snapshot import freeze, thaw
from streams.stages.alert.state import CountryState, Figure, Known, Member, PartitionState, Sent, Story

PARTITION = "*"  # the key of the partition's own snapshot; a country's key is its code


class Countries:
    """The countries of one input partition."""

    def __init__(self, *, late_limit_ms: int | None, threshold: float = 0.5) -> None:
        self._late_limit_ms = late_limit_ms
        self._threshold = threshold
        self._clock = Clock(PartitionState(), late_limit_ms)
        self._countries: dict[str, Country] = {}
        self._due: dict[str, int] = {}
        self._dirty: set[str] = set()

    @property
    def offset(self) -> int:
        """The highest input offset that everything reflects; -1 if none."""
        return self._clock.state.offset

    def restore(self, snapshots: Mapping[str, bytes]) -> None:
        """Continue from snapshots, by key."""
        for key in sorted(snapshots):
            if key == PARTITION:
                self._clock = Clock(thaw(snapshots[key], PartitionState), self._late_limit_ms)
            else:
                self._countries[key] = Country(key, thaw(snapshots[key], CountryState), self._threshold)
                self._note_due(key)

    def snapshots(self) -> list[tuple[str, bytes]]:
        """What changed since the last call: countries by code, the partition's own last."""
        frozen = []
        for code in sorted(self._dirty):
            state = self._countries[code].state
            state.offset = max(state.offset, self.offset)
            frozen.append((code, freeze(state)))
        self._dirty.clear()
        return [*frozen, (PARTITION, freeze(self._clock.state))]

    def apply(self, record: CountryMention | Notice | Tick, offset: int) -> list[Message]:
        """What a record causes, in order."""
        if offset <= self.offset:
            return []
        self._clock.see(record)
        messages = self._run_due(offset)
        if isinstance(record, CountryMention):
            messages += self._mention(record, offset)
        elif isinstance(record, Notice):
            messages += self._notice(record, offset)
        self._clock.state.offset = offset
        return messages

    def open_alerts(self) -> dict[str, Alert]:
        """The open alerts, by id."""
        alerts = (alert for code in sorted(self._countries) for alert in self._countries[code].open_alerts())
        return {alert.alert_id: alert for alert in alerts}

    def adopt(self, alert: Alert) -> None:
        """Continue an open alert that the state has lost."""
        code = alert.country.alpha2
        country = self._country(code)
        country.state.stories.append(_story_of(alert))
        for article in alert.evidence:
            country.state.known.setdefault(article.id, Known("", None))
        self._mark(code)

    def _run_due(self, offset: int) -> list[Message]:
        messages: list[Message] = []
        now = self._clock.now
        for code in sorted(code for code, at in self._due.items() if at <= now):
            country = self._countries[code]
            if offset > country.state.offset:
                messages += country.on_time(now)
                self._mark(code)
        return messages

    def _mention(self, mention: CountryMention, offset: int) -> list[Message]:
        country = self._country(mention.country)
        if offset <= country.state.offset or self._clock.superseded(mention):
            return []
        messages = country.on_mention(mention, self._clock, self._late_limit_ms)
        self._mark(mention.country)
        return messages

    def _notice(self, notice: Notice, offset: int) -> list[Message]:
        messages: list[Message] = []
        for code in sorted(self._countries):
            country = self._countries[code]
            if offset > country.state.offset and country.holds(notice.article):
                messages += country.on_notice(notice, self._clock.now)
                self._mark(code)
        return messages

    def _country(self, code: str) -> Country:
        if code not in self._countries:
            self._countries[code] = Country(code, CountryState(), self._threshold)
        return self._countries[code]

    def _mark(self, code: str) -> None:
        self._dirty.add(code)
        self._note_due(code)

    def _note_due(self, code: str) -> None:
        at = self._countries[code].due()
        if at is None:
            self._due.pop(code, None)
        else:
            self._due[code] = at


def _story_of(alert: Alert) -> Story:
    """A story with what its alert says; the rest comes with the next reports."""
    updated = milliseconds(alert.updated) or 0
    members = [
        Member(
            id=article.id,
            content="",
            url=article.url,
            title=article.title,
            publisher=article.publisher,
            agency=article.agency,
            modified=None,
            published=milliseconds(article.published) or updated,
            dated=article.published is not None,
            received=article.raw.timestamp,
            raw=article.raw,
            type=alert.event_type,
            score=alert.triggers[0].score if alert.triggers else 1.0,
            severity=alert.severity,
            urgency=alert.urgency,
            certainty=alert.certainty,
            reasons=dict(alert.reasons),
            sentence=article.sentence,
            why="",
            figures={
                name: Figure(fact.value, fact.sentence)
                for name, fact in alert.facts.items()
                if fact.article == article.id
            },
            others=[other.alpha2 for other in alert.other_countries],
            prints=[],
        )
        for article in alert.evidence
    ]
    return Story(
        id=alert.story_id,
        type=alert.event_type,
        first_published=milliseconds(alert.first_published) or updated,
        first_dated=alert.first_published is not None,
        first_received=milliseconds(alert.first_received) or updated,
        touched=updated,
        members=members,
        alert_id=alert.alert_id,
        version=alert.version,
        open=True,
        expires=milliseconds(alert.expires) or updated,
        sent=Sent(
            at=updated,
            severity=alert.severity,
            certainty=alert.certainty,
            figures={name: fact.value for name, fact in alert.facts.items()},
            publishers=alert.counts.publishers,
            others=[other.alpha2 for other in alert.other_countries],
        ),
    )
