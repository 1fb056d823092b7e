"""Invented records: written all at once or at a steady pace, and read with the time at which each came."""

import json
import random
import time
from functools import cache
from threading import Event, Thread

from bench.machine import Failed
from streams.kafka.cluster import Cluster

PARTITIONS = 8
RECORD_BYTES = 2660
PER_SECOND = 200  # of the pacer
WARM_SECONDS = 3.0  # at its beginning, not counted
_TEXTS = 500  # different ones


def fill(servers: str, topic: str, records: int, codec: str) -> None:
    """Make the topic and write the records to it."""
    from confluent_kafka import Producer

    with Cluster(servers) as cluster:
        cluster.create(topic, PARTITIONS)
    producer = Producer({"bootstrap.servers": servers, "linger.ms": 20, "compression.type": codec})
    for number in range(records):
        producer.produce(topic, _record(number), f"id-{number:06d}", partition=number % PARTITIONS)
        if number % 1000 == 0:
            producer.poll(0)
    if producer.flush(60):
        raise Failed("the records could not be written")


@cache
def _text(number: int) -> str:
    """Invented words, which compress about as well as news does."""
    chance = random.Random(number)
    words = ["".join(chance.choices("aeinorstlkdmu", k=chance.randint(2, 9))) for _ in range(170)]
    return " ".join(chance.choices(words, k=RECORD_BYTES // 2))


def _record(number: int) -> bytes:
    """A JSON article."""
    head = {"id": f"id-{number:06d}", "url": f"https://news.example/{number}", "text": ""}
    head["text"] = _text(number % _TEXTS)[: RECORD_BYTES - len(json.dumps(head))]
    return json.dumps(head).encode()


class Pacer(Thread):
    """Writes records at a steady pace, and keeps when each was written."""

    def __init__(self, servers: str, topic: str, name: str, seconds: float) -> None:
        from confluent_kafka import Producer

        super().__init__(name="pacer", daemon=True)
        self._topic, self._prefix = topic, name
        self._producer = Producer({"bootstrap.servers": servers, "linger.ms": 0, "acks": "all"})
        self._count = int(seconds * PER_SECOND)
        self._written: dict[bytes, float] = {}
        self.over = Event()

    def knock(self) -> None:
        """Write one record before all others, which shows that somebody is at work."""
        self._producer.produce(self._topic, _record(0), f"{self._prefix}-first")
        self._producer.flush(30)

    def run(self) -> None:
        """Write all of them."""
        begun = time.monotonic()
        for number in range(self._count):
            if self.over.wait(max(0.0, begun + number / PER_SECOND - time.monotonic())):
                return
            key = f"{self._prefix}-{number:06d}".encode()
            self._written[key] = time.monotonic()
            self._producer.produce(self._topic, _record(number), key)
            self._producer.poll(0)
        self._producer.flush(30)

    def counted(self) -> dict[bytes, float]:
        """Key -> when it was written, without the first ones."""
        return dict(list(self._written.items())[int(WARM_SECONDS * PER_SECOND) :])


class Arrivals(Thread):
    """Reads a topic, and keeps when each key was first seen."""

    def __init__(self, servers: str, topic: str) -> None:
        super().__init__(name="reader", daemon=True)
        self._servers, self._topic = servers, topic
        self.seen: dict[bytes, float] = {}
        self.over = Event()

    def run(self) -> None:
        """Read until told to stop."""
        from confluent_kafka import Consumer, TopicPartition

        consumer = Consumer({"bootstrap.servers": self._servers, "group.id": "unused", "enable.auto.commit": False})
        consumer.assign([TopicPartition(self._topic, partition, 0) for partition in range(PARTITIONS)])
        while not self.over.is_set():
            message = consumer.poll(0.1)
            if message is not None and not message.error():
                self.seen.setdefault(message.key(), time.monotonic())
        consumer.close()
