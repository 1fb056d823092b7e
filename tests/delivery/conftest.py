"""A broker for each test that may break it, workers as processes, and a count of every single id."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition

from streams.kafka import jars
from streams.kafka.broker import LocalBroker
from streams.kafka.cluster import Cluster
from tests.delivery import echo

PARTITIONS = 8
SESSION_SECONDS = 6
ROOT = Path(__file__).parents[2]


def wait_for(done: Callable[[], Any], seconds: float, what: str) -> Any:
    """Poll until it is true. A condition, not a sleep: a faster machine waits less."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := done():
            return found
        time.sleep(0.05)
    pytest.fail(f"{what}: not within {seconds:.0f} s")


@dataclass
class Read:
    """A record as it was read back."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: dict[str, bytes]


@dataclass
class House:
    """A broker, topics, and the worker processes of one test."""

    broker: LocalBroker
    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    newest: tuple[tuple[str, ...], dict[str, str]] = ((), {})

    @property
    def faults(self) -> Path:
        path = self.folder / "faults"
        path.mkdir(exist_ok=True)
        return path

    def start(self, *command: str, **settings: str) -> subprocess.Popen[bytes]:
        """A worker: by default the echo, else `dateline` with the arguments given."""
        dateline = str(Path(sys.executable).with_name("dateline"))
        echoing = [sys.executable, "-m", "tests.delivery.echo", str(self.faults)]
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
            "DATELINE_BOOTSTRAP_SERVERS": self.broker.bootstrap,
            "DATELINE_PARTITIONS": str(PARTITIONS),
            "DATELINE_SESSION_TIMEOUT": str(SESSION_SECONDS),
            **{f"DATELINE_{name.upper()}": value for name, value in settings.items()},
        }
        with (self.folder / f"worker-{len(self.workers)}.log").open("wb") as log:
            worker = subprocess.Popen(
                [dateline, *command] if command else echoing, cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        self.workers.append(worker)
        self.newest = (command, settings)
        return worker

    def keep_running(self) -> None:
        """What whoever runs the workers does: one that ended by itself is started again."""
        if all(worker.poll() is not None for worker in self.workers):
            command, settings = self.newest
            self.start(*command, **settings)

    def log(self, worker: subprocess.Popen[bytes]) -> str:
        return (self.folder / f"worker-{self.workers.index(worker)}.log").read_text("utf-8", "replace")

    def produce(self, topic: str, records: list[tuple[bytes | None, bytes | None]], **more: Any) -> None:
        """Write all of it, and see every acknowledgement."""
        errors: list[Any] = []
        producer = Producer({"bootstrap.servers": self.broker.bootstrap, "linger.ms": 5, "enable.idempotence": True})
        for number, (key, value) in enumerate(records):
            where = {"partition": number % PARTITIONS} if key is None else {}
            producer.produce(
                topic, value, key, on_delivery=lambda error, _: error and errors.append(error), **where, **more
            )
            if number % 1000 == 0:
                producer.poll(0)
        assert producer.flush(60) == 0
        assert not errors

    def read(self, topic: str) -> list[Read]:
        """Everything in a topic."""
        with Cluster(self.broker.bootstrap) as cluster:
            ends, begins = cluster.end_offsets(topic), cluster.beginning_offsets(topic)
        consumer = Consumer(
            {"bootstrap.servers": self.broker.bootstrap, "group.id": "unused", "enable.auto.commit": False}
        )
        consumer.assign([TopicPartition(topic, partition, begins[partition]) for partition in ends])
        left = {partition for partition, end in ends.items() if end > begins[partition]}
        records: list[Read] = []
        deadline = time.monotonic() + 60
        while left and time.monotonic() < deadline:
            for message in consumer.consume(2000, 0.5):
                assert not message.error()
                headers = dict(message.headers() or [])
                where, offset = message.partition(), message.offset()
                records.append(Read(where, offset, message.key(), message.value(), headers))
                if offset >= ends[where] - 1:
                    left.discard(where)
        consumer.close()
        assert not left
        return records

    def committed(self, group: str, topic: str) -> int:
        with Cluster(self.broker.bootstrap) as cluster:
            return sum(cluster.committed(group, [topic]).get(topic, {}).values())

    def wait_until_done(
        self, total: int, seconds: float = 90, *, group: str = "test-echo", topic: str = echo.IN
    ) -> None:
        """Until the group has committed everything."""

        def done() -> bool:
            self.keep_running()
            try:
                return self.committed(group, topic) >= total
            except Exception:
                return False  # the broker is on its way back

        wait_for(done, seconds, f"{group} commits {total} of {topic}")

    def wait_until_begun(self, at_least: int = 1, seconds: float = 60) -> None:
        wait_for(lambda: self.committed("test-echo", echo.IN) >= at_least, seconds, "the work has begun")

    def wait_until_up(self, *workers: subprocess.Popen[bytes]) -> None:
        """Until each listens to signals: one that is still importing dies of SIGTERM as any process does."""
        for worker in workers:
            wait_for(lambda worker=worker: "Consumer]: Starting" in self.log(worker), 30, "the worker is up")

    def stop_all(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()


class Load:
    """A producer that goes on in the background, at a pace, until all of its ids are in."""

    def __init__(self, house: House, ids: int, per_second: int) -> None:
        self._house, self._ids, self._pace = house, ids, per_second
        self.done = Event()
        self.errors: list[Any] = []
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        producer = Producer(
            {
                "bootstrap.servers": self._house.broker.bootstrap, "enable.idempotence": True, "linger.ms": 5,
                "delivery.timeout.ms": 120_000, "log_level": 0,
            }
        )  # fmt: skip
        begun = time.monotonic()
        for number in range(self._ids):
            ahead = number / self._pace - (time.monotonic() - begun)
            if ahead > 0.01:
                producer.poll(ahead)
            producer.produce(
                echo.IN, *record(number)[::-1], on_delivery=lambda error, _: error and self.errors.append(error)
            )
        self.errors += ["unsent"] * producer.flush(120)
        self.done.set()

    def wait(self, seconds: float = 150) -> None:
        assert self.done.wait(seconds), "the load is not in"
        assert not self.errors


def record(number: int) -> tuple[bytes, bytes]:
    return f"id-{number:06d}".encode(), f"value of {number}".encode()


def count_ids(read: list[Read]) -> Counter[bytes | None]:
    return Counter(item.key for item in read)


def assert_all_there(house: House, ids: int, most_repeats: int) -> None:
    """Nothing is missing; what is repeated has the key, bytes and headers of the first, and is not much."""
    read = house.read(echo.OUT)
    counts = count_ids(read)
    missing = [number for number in range(ids) if record(number)[0] not in counts]
    assert not missing, f"{len(missing)} of {ids} are missing, the first is {missing[0]}"
    assert len(counts) == ids
    assert len(read) - ids <= most_repeats, f"{len(read) - ids} repeats"
    first: dict[bytes | None, Read] = {}
    for item in read:
        same = first.setdefault(item.key, item)
        assert (item.value, item.headers, item.partition) == (same.value, same.headers, same.partition)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A broker and topics of this test's own."""
    if reason := jars.unavailable():
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with LocalBroker() as broker:
        house = House(broker, tmp_path)
        with Cluster(broker.bootstrap) as cluster:
            cluster.create(echo.IN, PARTITIONS, {"message.timestamp.type": "LogAppendTime"})
            for name in (echo.OUT, echo.DEAD):
                cluster.create(name, PARTITIONS)
            cluster.create(echo.NARROW, 1, {"max.message.bytes": "10000"})
        try:
            yield house
        finally:
            house.stop_all()
