"""A new owner finds the newest snapshots without reading all, and reads all where it must."""

import asyncio
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from confluent_kafka import Producer

from streams.kafka.broker import LocalBroker
from streams.runtime import recovery
from streams.runtime.app import OFFSET
from streams.runtime.recovery import INDEX, TOPIC_ID, Found
from streams.servers import Servers

pytestmark = pytest.mark.kafka


@dataclass
class Topics:
    """A state topic and its input, and what writes the state as the store does."""

    broker: LocalBroker
    state: str
    source: str
    partitions: int

    def write(self, partition: int, takes: list[list[str]], size: int = 100, first: int = 0) -> None:
        """Each take writes some keys' snapshots, then a seal; the input offset rises by one a take."""
        dice, places = random.Random(partition), dict[str, int]()
        producer = Producer({"bootstrap.servers": self.broker.bootstrap, "linger.ms": 20, "compression.type": "lz4"})
        at = 0
        for number, keys in enumerate(takes, first):
            for key in keys:
                self.put(producer, partition, key, b"%d " % number + dice.randbytes(size), number)
                places[key] = at
                at += 1
            self.put(producer, partition, "*", b"%d" % number, number, json.dumps(places).encode())
            at += 1
            producer.poll(0)
        assert producer.flush(60) == 0

    def put(
        self, producer: Producer, partition: int, key: str, value: bytes, offset: int, index: bytes | None = None
    ) -> None:
        headers = [(OFFSET, b"%d" % offset), (TOPIC_ID, b"id")] + ([(INDEX, index)] if index else [])
        while True:
            try:
                return producer.produce(self.state, value, key, partition, headers=headers)
            except BufferError:
                producer.poll(0.1)

    def find(self, *, whole: bool = False) -> dict[int, Found]:
        return asyncio.run(
            recovery.find(
                Servers([self.broker.bootstrap]), self.state, self.source, range(self.partitions), whole=whole
            )
        )


@pytest.fixture
def topics(broker: LocalBroker, new_topic: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Topics:
    for name in ("CURRENT", "EVENTS"):
        monkeypatch.setattr(recovery, name, new_topic(name.lower(), 12))
    return Topics(broker, new_topic("state", 12), new_topic("source", 12), 12)


def random_takes(dice: random.Random, takes: int, keys: int) -> list[list[str]]:
    names = [f"k{number}" for number in range(keys)]
    return [dice.sample(names, dice.randint(1, keys)) for _ in range(takes)]


def test_the_seal_leads_to_what_a_read_of_everything_finds(topics: Topics) -> None:
    dice = random.Random(5)
    for partition in range(topics.partitions):
        # Keys that were last written long before the tail, and partitions shorter than one.
        takes = [["old", "older"], *random_takes(dice, dice.choice((0, 3, 200)), 5)]
        topics.write(partition, takes)
    found, whole = topics.find(), topics.find(whole=True)
    assert {number: item.snapshots for number, item in found.items()} == {
        number: item.snapshots for number, item in whole.items()
    }
    assert all(item.current is None for item in found.values())
    assert all(item.current is not None for item in whole.values())


def test_an_empty_partition_has_nothing_and_the_open_alerts_are_asked(topics: Topics) -> None:
    assert topics.find() == {number: Found(0, -1, {}, {}) for number in range(topics.partitions)}


def test_a_snapshot_that_came_after_the_last_seal_counts(topics: Topics) -> None:
    topics.write(0, [["a", "b"], ["a"]])
    producer = Producer({"bootstrap.servers": topics.broker.bootstrap})
    topics.put(producer, 0, "b", b"newer", 2)
    producer.flush(30)
    assert topics.find()[0].snapshots["b"].value == b"newer"


def test_a_stale_snapshot_of_a_worker_that_was_out_hides_nothing(topics: Topics) -> None:
    topics.write(0, [["a", "b"], *[["b"]] * 100])
    producer = Producer({"bootstrap.servers": topics.broker.bootstrap})
    topics.put(producer, 0, "a", b"stale", -5)
    producer.flush(30)
    snapshot = topics.find()[0].snapshots["a"]
    assert snapshot.value
    assert snapshot.value.startswith(b"0 ")


def test_the_highest_offset_of_an_output_is_found_in_either_topic(topics: Topics) -> None:
    producer = Producer({"bootstrap.servers": topics.broker.bootstrap})
    for topic, partition, offset in ((recovery.EVENTS, 3, 7), (recovery.CURRENT, 3, 8), (recovery.EVENTS, 5, 9)):
        producer.produce(topic, b"{}", b"key", partition, headers=[(OFFSET, b"%d" % offset)])
    producer.flush(30)
    sent = {number: item.sent for number, item in topics.find().items()}
    assert sent == {number: {3: 8, 5: 9}.get(number, -1) for number in range(12)}


def test_everything_is_read_where_the_index_is_not_borne_out(topics: Topics) -> None:
    topics.write(0, [["a", "b"], *[["b"]] * 100])
    producer = Producer({"bootstrap.servers": topics.broker.bootstrap})
    topics.put(producer, 0, "*", b"101", 101, json.dumps({"a": 50, "b": 199}).encode())
    producer.flush(30)
    found = topics.find()[0]
    assert found.current is not None
    assert set(found.snapshots) == {"a", "b", "*"}


@pytest.mark.long
def test_250_countries_of_a_busy_hour_are_found_within_two_seconds(topics: Topics) -> None:
    """400 mentions a second write 430 kB of snapshots a second and partition; compaction lags by two minutes."""
    codes = [[f"{partition}-{number}" for number in range(21)] for partition in range(topics.partitions)]
    dice = random.Random(9)
    for partition, names in enumerate(codes):
        topics.write(partition, [names, *[dice.sample(names, 6) for _ in range(400)]], size=17_000)
    begun = time.monotonic()
    found = topics.find()
    seconds = time.monotonic() - begun
    assert sum(len(item.snapshots) - 1 for item in found.values()) == 252
    assert all(item.current is None for item in found.values())
    assert seconds < 2, f"{seconds:.1f} s"
