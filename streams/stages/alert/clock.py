"""The partition's own state: record time, ticks and total flow, and what was retracted before it came."""

from streams.records import RETRACTED, CountryMention, Notice, Place, Tick
from streams.stages.alert.state import HOUR, Minute, PartitionState, Withdrawn
from streams.stages.alert.volume import expected, learn

MAX_WITHDRAWN = 1000
MAX_RAW_PARTITIONS = 500
FLOW_HOURS = 24 * 8
_WITHDRAWN_FOR = 48 * HOUR  # where the late limit is switched off
_DEAD = 0.1  # of the usual flow: the feed is out
_LEARNT = 0.2  # of a full picture: enough to speak of a usual flow
_MOST_HOURS = 24 * 14  # a gap longer than this teaches nothing more


class Clock:
    """Moves with the records and never back."""

    def __init__(self, state: PartitionState, late_limit_ms: int | None) -> None:
        self.state = state
        self._keep = late_limit_ms or _WITHDRAWN_FOR

    @property
    def now(self) -> int:
        """Record time, in ms since 1970."""
        return self.state.now

    def see(self, record: CountryMention | Notice | Tick) -> None:
        """Take over what a record says of time, flow and retractions."""
        if isinstance(record, Tick):
            self._tick(record)
        else:
            self._advance(record.raw.timestamp)
            if isinstance(record, Notice):
                self._withdraw(record)

    def superseded(self, mention: CountryMention) -> bool:
        """Whether a retraction or correction of this version overtook it."""
        gone = self.state.withdrawn.get(mention.article)
        if gone is None or not not_after(mention.raw, gone.raw):
            return False
        return gone.retracted or gone.content != mention.content

    def rise(self) -> float:
        """How many times the usual flow there is in this hour, as far as it has gone; at least 1."""
        state, hour = self.state, self.now // HOUR
        if state.flow.weight < _LEARNT:
            return 1.0
        usual = expected(state.flow, hour) * max(0.25, (self.now % HOUR) / HOUR)
        last = state.hours.get(str(hour - 1), 0) / max(1.0, expected(state.flow, hour - 1))
        return max(1.0, state.hours.get(str(hour), 0) / max(1.0, usual), last)

    def outage(self, hour: int) -> bool:
        """Whether the feed as a whole was out in an hour, so that its counts say nothing of any country."""
        state = self.state
        if state.first_hour < 0 or hour <= state.first_hour or state.flow.weight < _LEARNT:
            return False
        return hour < self.now // HOUR and state.hours.get(str(hour), 0) < _DEAD * expected(state.flow, hour)

    def _tick(self, tick: Tick) -> None:
        state, name = self.state, f"{tick.topic}/{tick.partition}"
        before = state.minutes.get(name)
        if before is not None and tick.minute <= before.minute:
            return
        state.minutes[name] = Minute(tick.minute, tick.offset)
        if before is None and len(state.minutes) > MAX_RAW_PARTITIONS:
            del state.minutes[next(iter(state.minutes))]
        if before is not None:
            # What came since the last tick belongs to the minutes before this one.
            hour = str((tick.minute - 1) // 60)
            state.hours[hour] = state.hours.get(hour, 0) + max(0, tick.offset - before.offset)
        self._advance(tick.minute * 60_000)

    def _advance(self, timestamp: int) -> None:
        state = self.state
        before, state.now = state.now // HOUR, max(state.now, timestamp)
        hour = state.now // HOUR
        if hour == before:
            return
        if state.first_hour < 0 or not before:
            state.first_hour = hour
            return
        for closed in range(max(before, state.first_hour, hour - _MOST_HOURS), hour):
            # The first hour was seen in part only; a dead hour is no news about what is usual.
            seen = state.hours.get(str(closed), 0)
            if closed > state.first_hour and seen:
                learn(state.flow, closed, seen)
        for old in [name for name in state.hours if int(name) < hour - FLOW_HOURS]:
            del state.hours[old]
        for article in [a for a, gone in state.withdrawn.items() if gone.at < state.now - self._keep]:
            del state.withdrawn[article]

    def _withdraw(self, notice: Notice) -> None:
        known = self.state.withdrawn.get(notice.article)
        if known is not None:
            if not_after(notice.raw, known.raw):
                return
            del self.state.withdrawn[notice.article]
        self.state.withdrawn[notice.article] = Withdrawn(
            notice.content, notice.status in RETRACTED, self.now, notice.raw
        )
        if len(self.state.withdrawn) > MAX_WITHDRAWN:
            del self.state.withdrawn[next(iter(self.state.withdrawn))]


def not_after(one: Place, other: Place) -> bool:
    """Whether a raw record stands at or before another: by offset in one partition, else by Kafka's time."""
    if (one.topic, one.partition) == (other.topic, other.partition):
        return one.offset <= other.offset
    return one.timestamp <= other.timestamp
