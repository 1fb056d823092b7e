"""The state of an app, per input partition: snapshots in a compacted topic, in the partition of the same number."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.errors import StateError
from streams.runtime.app import App, Output, StatefulApp
from streams.settings import Settings
from streams.topology import CURRENT

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


class StateStore:
    """Takes up a partition's state from its topic, and says what is to be written."""

    def __init__(self, app: App, settings: Settings, topic_ids: Mapping[str, str]) -> None:
        self._app = cast("StatefulApp", app)
        self._topic = cast("str", app.topology.state)
        self._servers = settings.bootstrap_servers
        self._topic_ids = topic_ids

    def forget(self, partition: int | None = None) -> None:
        """Drop a partition's state, or all."""
        self._app.forget(partition)

    def renew(self, partition: int, offset: int) -> bool:
        """Whether something new holds from this offset on, and must be in a snapshot before."""
        return self._app.renew(partition, offset)

    def look(self) -> None:
        """Let the app see what has changed."""
        self._app.look()

    def is_doubtful(self, seconds_since_commit: float) -> bool:
        """Whether so much time went by that the group may have given the partition away."""
        return seconds_since_commit > _DOUBTFUL_SECONDS

    async def restore(self, topic: str, partition: int, first: int) -> None:
        """Read the snapshots to their end, and adopt open alerts that they do not know.

        `first` is the offset at which the partition goes on. An alert whose cause lies at or after that and after the
        snapshots comes again by itself. Raises StateError.
        """
        kept, end = await self._read(self._topic, partition, topic)
        for key, item in kept.items():
            self._check(key, item, topic, partition, end)
        values = {key: item.value for key, item in kept.items() if item.value is not None}
        current, _ = await self._read(CURRENT, partition, topic)
        sent = max((item.offset for item in current.values()), default=-1)
        reflected = self._app.restore(partition, values, sent)
        known_until = max(reflected, first - 1)
        lost = [item.value for item in current.values() if item.value is not None and item.offset <= known_until]
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

    async def _read(self, topic: str, partition: int, source: str) -> tuple[dict[str, Kept], int]:
        """The newest record of every key, by the input offset that it reflects; and the end of the input partition."""
        # A question for offsets waits behind a fetch that finds nothing, so that fetch must not wait long.
        consumer = AIOKafkaConsumer(
            bootstrap_servers=list(self._servers), group_id=None, enable_auto_commit=False, fetch_max_wait_ms=10
        )
        await consumer.start()
        try:
            tp, origin = TopicPartition(topic, partition), TopicPartition(source, partition)
            consumer.assign([tp])
            ends = await consumer.end_offsets([tp, origin])
            await consumer.seek_to_beginning(tp)
            newest: dict[str, Kept] = {}
            while await consumer.position(tp) < ends[tp]:
                for record in (await consumer.getmany(tp, timeout_ms=200)).get(tp, ()):
                    headers = dict(record.headers)
                    kept = Kept(record.value, int(headers.get(_OFFSET, b"-1")), headers.get(_TOPIC_ID, b"").decode())
                    key = (record.key or b"").decode()
                    if key not in newest or kept.offset >= newest[key].offset:
                        newest[key] = kept
            return newest, ends[origin]
        finally:
            await consumer.stop()
