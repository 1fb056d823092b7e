"""The state of an app, per input partition: snapshots in a compacted topic, in the partition of the same number."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.errors import StateError
from streams.runtime.app import App, Output, StatefulApp
from streams.settings import Settings
from streams.topology import CURRENT, EVENTS

log = logging.getLogger(__name__)

_OFFSET = "dateline-offset"
_TOPIC_ID = "dateline-topic-id"
_DOUBTFUL_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest record of a key."""

    value: bytes | None
    offset: int  # of the input record that caused it
    topic_id: str  # of the input topic


@dataclass(frozen=True, slots=True)
class Found:
    """What the topics hold for one partition."""

    snapshots: dict[str, Kept]
    current: dict[str, Kept]  # by alert id
    events: dict[str, Kept]  # the last record of the alerts' topic
    end: int  # of the input partition

    @property
    def sent(self) -> int:
        """The highest input offset of which an output is there; an alert goes to both topics, and one may have it."""
        return max((item.offset for item in (*self.current.values(), *self.events.values())), default=-1)


class StateStore:
    """Takes up a partition's state from its topic, and says what is to be written."""

    def __init__(self, app: App, settings: Settings, topic_ids: Mapping[str, str]) -> None:
        self._app = cast("StatefulApp", app)
        self._topic = cast("str", app.topology.state)
        self._servers = settings.bootstrap_servers
        self._topic_ids = topic_ids
        self._found: dict[int, Found] = {}  # read ahead, not yet taken up
        self._restored: set[int] = set()

    def forget(self, partition: int | None = None) -> None:
        """Drop a partition's state, or all."""
        self._app.forget(partition)
        if partition is None:
            self._found.clear()
            self._restored.clear()
        else:
            self._restored.discard(partition)

    def renew(self, partition: int, offset: int) -> bool:
        """Whether something new holds from this offset on, and must be in a snapshot before."""
        return self._app.renew(partition, offset)

    def look(self) -> None:
        """Let the app see what has changed."""
        self._app.look()

    def is_doubtful(self, seconds_since_commit: float) -> bool:
        """Whether so much time went by that the group may have given the partition away."""
        return seconds_since_commit > _DOUBTFUL_SECONDS

    async def restore(self, topic: str, partition: int, first: int, owned: Iterable[int]) -> None:
        """Take up the snapshots, and adopt open alerts that they do not know.

        `first` is the offset at which the partition goes on. An alert whose cause lies at or after that and after the
        snapshots comes again by itself. The first partition after a rebalance has all of the `owned` ones read at once:
        what takes time is to connect and to ask, not to read. Raises StateError.
        """
        if partition not in self._found:
            self._found |= await self._read(topic, {partition, *owned} - self._restored)
        found = self._found.pop(partition)
        self._restored.add(partition)
        for key, item in found.snapshots.items():
            self._check(key, item, topic, partition, found.end)
        values = {key: item.value for key, item in found.snapshots.items() if item.value is not None}
        reflected = self._app.restore(partition, values, found.sent)
        known_until = max(reflected, first - 1)
        lost = [item.value for item in found.current.values() if item.value is not None and item.offset <= known_until]
        adopted = self._app.adopt(partition, lost)
        if adopted:
            log.warning("%s[%d]: adopted %d open alerts that the state did not know", topic, partition, len(adopted))
        log.info("%s[%d]: state of %d keys, up to offset %d", topic, partition, len(values), reflected)

    def snapshots(self, topic: str, partition: int, offset: int) -> tuple[list[Output], list[Output]]:
        """What changed: the countries' records, and the partition's own, which must be sent after them."""
        headers = ((_OFFSET, str(offset).encode()), (_TOPIC_ID, self._topic_ids[topic].encode()))
        outputs = [
            Output(self._topic, key.encode(), value, headers, partition)
            for key, value in self._app.snapshots(partition)
        ]
        return outputs[:-1], outputs[-1:]

    def _check(self, key: str, item: Kept, topic: str, partition: int, end: int) -> None:
        if item.topic_id != self._topic_ids[topic]:
            raise StateError(
                f"{self._topic}[{partition}] key {key} was made from another topic of the name {topic}: it was deleted "
                f"and made anew. Delete {self._topic} and run `dateline topics apply` to start from nothing"
            )
        if item.offset >= end:
            raise StateError(
                f"{self._topic}[{partition}] key {key} reflects offset {item.offset}, but {topic}[{partition}] ends at "
                f"{end}: the topic has lost records. Delete {self._topic} to start from nothing"
            )

    async def _read(self, source: str, partitions: set[int]) -> dict[int, Found]:
        """What the topics hold for each partition: of every key the record that reflects the highest input offset."""
        # A question for offsets waits behind a fetch that finds nothing, so that fetch must not wait long.
        consumer = AIOKafkaConsumer(
            bootstrap_servers=list(self._servers), group_id=None, enable_auto_commit=False, fetch_max_wait_ms=10
        )
        await consumer.start()
        try:
            tps = [TopicPartition(topic, number) for topic in (self._topic, CURRENT) for number in partitions]
            inputs = [TopicPartition(source, number) for number in partitions]
            tails = [TopicPartition(EVENTS, number) for number in partitions]
            consumer.assign([*tps, *tails])
            ends = await consumer.end_offsets([*tps, *tails, *inputs])
            await consumer.seek_to_beginning(*tps)
            for tp in tails:
                consumer.seek(tp, max(0, ends[tp] - 1))
            newest = await _newest(consumer, {tp: ends[tp] for tp in (*tps, *tails)})
        finally:
            await consumer.stop()
        return {
            number: Found(
                newest[TopicPartition(self._topic, number)],
                newest[TopicPartition(CURRENT, number)],
                newest[TopicPartition(EVENTS, number)],
                ends[TopicPartition(source, number)],
            )
            for number in partitions
        }


async def _newest(consumer: Any, ends: Mapping[Any, int]) -> dict[Any, dict[str, Kept]]:
    """Read the partitions from where they stand to their ends: the newest record of every key of each."""
    newest: dict[Any, dict[str, Kept]] = {tp: {} for tp in ends}
    left = set(ends)
    while left := {tp for tp in left if await consumer.position(tp) < ends[tp]}:
        for tp, records in (await consumer.getmany(*left, timeout_ms=200)).items():
            for record in records:
                headers = dict(record.headers)
                kept = Kept(record.value, int(headers.get(_OFFSET, b"-1")), headers.get(_TOPIC_ID, b"").decode())
                key = (record.key or b"").decode()
                if key not in newest[tp] or kept.offset >= newest[tp][key].offset:
                    newest[tp][key] = kept
    return newest
