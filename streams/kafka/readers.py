"""Read topics without a group: from the beginning, the end, or chosen offsets; nothing is committed."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from streams.errors import BrokerError
from streams.kafka.cluster import Cluster, connect, why

_FETCH_BYTES = 4 << 20
_PATIENCE_SECONDS = 30.0  # a bounded read that sees nothing for this long has lost its broker


@dataclass(frozen=True, slots=True)
class Record:
    """A record as Kafka holds it."""

    topic: str
    partition: int
    offset: int
    timestamp: int  # ms since 1970
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]


class Reader:
    """Follows topics from given offsets; a context manager."""

    def __init__(self, servers: Sequence[str], start: Mapping[str, Mapping[int, int]]) -> None:
        """`start` says for each topic and partition the first offset to read; other partitions are not read."""
        self._servers = servers
        self._consumer = connect(
            KafkaConsumer,
            servers,
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",  # for what retention removes while we read
            max_partition_fetch_bytes=_FETCH_BYTES,
        )
        where = {TopicPartition(topic, p): at for topic, places in start.items() for p, at in places.items()}
        self._consumer.assign(list(where))
        for partition, offset in where.items():
            self._consumer.seek(partition, offset)

    def poll(self, seconds: float) -> list[Record]:
        """What has come, in order per partition; waits up to so many seconds for the first. Raises BrokerError."""
        try:
            fetched = self._consumer.poll(timeout_ms=int(seconds * 1000))
        except KafkaError as error:
            raise BrokerError(f"reading from {','.join(self._servers)} failed: {why(error)}") from error
        return [
            Record(r.topic, r.partition, r.offset, r.timestamp, r.key, r.value, tuple(r.headers))
            for records in fetched.values()
            for r in records
        ]

    def position(self, topic: str, partition: int) -> int:
        """The offset that is read next; it also passes over what holds no record (compaction, transactions)."""
        return int(self._consumer.position(TopicPartition(topic, partition)))

    def close(self) -> None:
        """Close the connection."""
        self._consumer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def follow(servers: Sequence[str], topic: str, *, from_beginning: bool = False) -> Iterator[Record]:
    """Every record from now on, for ever; with `from_beginning` also what the topic holds."""
    with Cluster(servers) as cluster:
        start = cluster.beginning_offsets(topic) if from_beginning else cluster.end_offsets(topic)
    with Reader(servers, {topic: start}) as reader:
        while True:
            yield from reader.poll(0.5)


def read(
    servers: Sequence[str],
    topic: str,
    *,
    partition: int | None = None,
    start: Mapping[int, int] | None = None,
) -> Iterator[Record]:
    """What the topic holds now, then the end; `partition` and `start` (offset per partition) say less of it."""
    with Cluster(servers) as cluster:
        begin, ends = cluster.beginning_offsets(topic), cluster.end_offsets(topic)
    left = {
        p: (max(begin[p], (start or begin).get(p, begin[p])), end) for p, end in ends.items() if partition in (None, p)
    }
    left = {p: (first, end) for p, (first, end) in left.items() if first < end}
    with Reader(servers, {topic: {p: first for p, (first, _) in left.items()}}) as reader:
        last_news = time.monotonic()
        while left:
            records = reader.poll(0.5)
            if records:
                last_news = time.monotonic()
            elif time.monotonic() - last_news > _PATIENCE_SECONDS:
                raise BrokerError(f"{topic} at {','.join(servers)} stopped answering before its end")
            for record in records:
                if record.partition in left and record.offset < left[record.partition][1]:
                    yield record
            for p, (_, end) in list(left.items()):
                if reader.position(topic, p) >= end:
                    del left[p]
