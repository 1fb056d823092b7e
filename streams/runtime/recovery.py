"""What a partition's new owner reads before its first record: the snapshots, the open alerts, the ends.

A busy partition's state topic holds some hundred MB that compaction has not reached, and no recovery may wait for
that. So the record that seals a set of snapshots carries an index: for every other key the offset of its newest
snapshot. Read are the last records, of which the newest seal is one, and then what its index names. Where no seal is
found, or the index is not borne out, everything is read, the open alerts too. A seal may be that of a worker which was
frozen and woke when it was out: whoever takes it up sees that it reflects what is committed, and reads all if not.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.runtime.app import OFFSET
from streams.servers import Servers
from streams.topology import CURRENT, EVENTS

TOPIC_ID = "dateline-topic-id"  # of the input topic
INDEX = "dateline-index"  # of a seal: where the newest snapshots stand, by key

_TAIL_RECORDS = 64
_WAIT_MS = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest record of a key."""

    value: bytes | None
    at: int  # its own offset
    offset: int  # of the input record
    topic_id: str
    index: Mapping[str, int] | None  # of a seal


@dataclass(frozen=True, slots=True)
class Found:
    """What the topics hold for one partition."""

    end: int  # of the input partition
    sent: int  # the highest input offset of which an output is there, -1 if none
    snapshots: dict[str, Kept]
    current: dict[str, Kept] | None = None  # by alert id; None where a seal vouches for the snapshots


async def find(
    servers: Servers, topic: str, source: str, partitions: Iterable[int], *, whole: bool = False
) -> dict[int, Found]:
    """Read the partitions of the state `topic` for those of the input topic `source`, by number; or all of them."""
    # A question for offsets waits behind a fetch that finds nothing, so that fetch must not wait long.
    consumer = AIOKafkaConsumer(**servers.options(), group_id=None, enable_auto_commit=False, fetch_max_wait_ms=10)
    await consumer.start()
    try:
        numbers = sorted(partitions)
        wanted = [TopicPartition(name, number) for name in (topic, CURRENT, EVENTS) for number in numbers]
        consumer.assign(wanted)
        ends = await consumer.end_offsets([*wanted, *(TopicPartition(source, number) for number in numbers)])
        begins = await consumer.beginning_offsets(wanted)
        reader = _Reader(consumer, begins, ends)
        read = reader.all if whole else reader.find
        found = await asyncio.gather(*(read(topic, source, number) for number in numbers))
    finally:
        await consumer.stop()
    return dict(zip(numbers, found, strict=True))


class _Reader:
    """Reads partitions of one consumer, side by side."""

    def __init__(self, consumer: Any, begins: Mapping[Any, int], ends: Mapping[Any, int]) -> None:
        self._consumer, self._begins, self._ends = consumer, begins, ends

    async def find(self, topic: str, source: str, number: int) -> Found:
        snapshots = await self._sealed(TopicPartition(topic, number))
        if snapshots is None:
            return await self.all(topic, source, number)
        return Found(self._ends[TopicPartition(source, number)], await self._sent(number), snapshots)

    async def all(self, topic: str, source: str, number: int) -> Found:
        state, current = TopicPartition(topic, number), TopicPartition(CURRENT, number)
        return Found(
            self._ends[TopicPartition(source, number)],
            await self._sent(number),
            await self._newest(state, self._begins[state]),
            await self._newest(current, self._begins[current]),
        )

    async def _sent(self, number: int) -> int:
        """An alert goes to both topics, and after a crash one of them may have it alone."""
        outputs = [await self._tail(TopicPartition(name, number)) for name in (EVENTS, CURRENT)]
        return max((item.offset for newest in outputs for item in newest.values()), default=-1)

    async def _sealed(self, tp: Any) -> dict[str, Kept] | None:
        """The snapshots of the newest seal, and newer ones; None where the index is not borne out."""
        newest = await self._tail(tp)
        seal = next((item for item in newest.values() if item.index is not None), None)
        if seal is None or seal.index is None:
            return None
        for key, at in sorted(seal.index.items(), key=lambda entry: entry[1]):
            if key in newest and newest[key].at == at:
                continue
            if not self._begins[tp] <= at < self._ends[tp]:
                return None
            self._consumer.seek(tp, at)
            record = await self._consumer.getone(tp)
            if record.offset != at or record.key != key.encode():
                return None
            _keep(newest, key, _kept(record))
        return newest

    async def _tail(self, tp: Any) -> dict[str, Kept]:
        return await self._newest(tp, max(self._begins[tp], self._ends[tp] - _TAIL_RECORDS))

    async def _newest(self, tp: Any, begin: int) -> dict[str, Kept]:
        """From an offset to the end: of every key the record that reflects the highest input offset."""
        newest: dict[str, Kept] = {}
        self._consumer.seek(tp, begin)
        while await self._consumer.position(tp) < self._ends[tp]:
            for record in (await self._consumer.getmany(tp, timeout_ms=_WAIT_MS)).get(tp, ()):
                _keep(newest, (record.key or b"").decode(), _kept(record))
        return newest


def _keep(newest: dict[str, Kept], key: str, kept: Kept) -> None:
    if key not in newest or (kept.offset, kept.at) >= (newest[key].offset, newest[key].at):
        newest[key] = kept


def _kept(record: Any) -> Kept:
    headers = dict(record.headers)
    index = headers.get(INDEX)
    return Kept(
        value=record.value,
        at=record.offset,
        offset=int(headers.get(OFFSET, b"-1")),
        topic_id=headers.get(TOPIC_ID, b"").decode(),
        index=None if index is None else json.loads(index),
    )
