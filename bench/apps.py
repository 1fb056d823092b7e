"""Both apps end to end: what the machine can do, and how long an alert takes at half of that.

Raw pages are written to Kafka, a worker of each app (more of enrich on more cores) works on them, alerts are read back.
The capacity is that of the whole machine: broker, workers and this process share its cores.
"""

import os
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from threading import Event, Thread
from typing import Any

from bench.machine import Failed, House, Process, percentile
from bench.pages import page
from bench.table import Table, progress
from streams.kafka import admin
from streams.kafka.cluster import Cluster
from streams.records import load
from streams.settings import Settings, load_settings
from streams.topology import EVENTS, RAW, apps

_BACKLOG = 2400  # pages; after it begin the kinds of events that open stories in the paced run
_HTML = 3  # every so many pages, one as HTML
_WARM_SHARE = 0.1  # of the backlog, not counted
_WARM_SECONDS = 5.0  # of the paced run, not counted
_ENVIRON = {"DATELINE_LATE_LIMIT": "off"}  # the pages bear fixed dates


def run(quick: bool) -> list[Table]:
    """Capacity, then latency at half of it, with the same workers."""
    cores = os.cpu_count() or 2
    pages, seconds = (_BACKLOG // 2, 15.0) if quick else (_BACKLOG, 60.0)
    with House() as house, ExitStack() as stack:
        settings = load_settings(environ={}, bootstrap_servers=house.servers)
        admin.apply(settings)
        writer = _Writer(house.servers)
        progress(f"apps: writing a backlog of {pages} pages")
        writer.write(range(pages))
        names = ["alert", *(f"enrich {number + 1}" for number in range(max(1, cores - 1)))]
        workers = {name: stack.enter_context(house.worker(name.split()[0], _ENVIRON)) for name in names}
        counted = {"broker": house.broker, **workers}
        capacity, cost = _capacity(house, settings, pages, counted)
        reader = stack.enter_context(_Alerts(house.servers))
        table = _latency(
            house, settings, writer, reader, range(_BACKLOG, _BACKLOG + int(seconds * capacity / 2)), capacity / 2
        )
        peaks = {name: process.peak_mib() for name, process in counted.items()}
    used = [
        {"process": name, "CPU ms / article": cost[name], "peak MiB": peaks[name] if name != "broker" else None}
        for name in counted
    ]
    used.append({"process": "all", "CPU ms / article": sum(cost.values()), "peak MiB": None})
    title = f"apps: {capacity:,.0f} articles/s end to end on {cores} cores (backlog of {pages:,}, every third an event)"
    return [Table(title, used), table]


def _capacity(
    house: House, settings: Settings, pages: int, processes: Mapping[str, Process]
) -> tuple[float, dict[str, float]]:
    """Articles a second until both apps have no lag, and CPU milliseconds an article by process."""
    with Cluster(house.servers) as cluster:

        def done() -> int:
            return sum(cluster.committed(apps()["enrich"].group, [RAW])[RAW].values())

        house.wait_for(lambda: done() > pages * _WARM_SHARE, 120, "enrich begins")
        first, begun = done(), time.monotonic()
        cpu = {name: process.cpu_seconds() for name, process in processes.items()}
        while (now := done()) < pages:
            progress(f"apps: {now} of {pages} pages")
            house.wait_for(lambda at=now: done() > at, 60, "enrich goes on")  # type: ignore[misc]
        house.wait_for(lambda: not _lag(cluster, settings), 60, "alert has read everything")
        seconds = time.monotonic() - begun
    used = {name: process.cpu_seconds() - cpu[name] for name, process in processes.items()}
    return (pages - first) / seconds, {name: 1000 * value / (pages - first) for name, value in used.items()}


def _lag(cluster: Cluster, settings: Settings) -> int:
    return sum(
        sum(partitions.values())
        for app in apps(settings.raw_topics).values()
        for partitions in cluster.lag(app.group, app.reads).values()
    )


def _latency(
    house: House, settings: Settings, writer: "_Writer", reader: "_Alerts", numbers: range, per_second: float
) -> Table:
    """From the call that produces a page to the read of the alert that it opens."""
    pacer = Thread(target=writer.write, args=(numbers, per_second), daemon=True)
    progress(f"apps: {per_second:.0f} pages/s for {len(numbers) / per_second:.0f} s")
    pacer.start()
    begun = time.monotonic()
    house.wait_for(lambda: not pacer.is_alive(), 60 + 2 * len(numbers) / per_second, "the pages are written")
    with Cluster(house.servers) as cluster:
        house.wait_for(lambda: not _lag(cluster, settings), 60, "everything is processed")
    house.wait_for(reader.is_at_the_end, 30, "the alerts are read")
    warm = begun + _WARM_SECONDS
    found = [1000 * (read - at) for read, at in reader.latencies(writer.written) if at > warm]
    if not found:
        raise Failed("no page opened an alert")
    title = f"apps: page produced → alert read, at {per_second:.0f} articles/s, half of the capacity"
    row = {
        "p50 ms": percentile(found, 0.5),
        "p90 ms": percentile(found, 0.9),
        "p99 ms": percentile(found, 0.99),
        "max ms": max(found),
        "mean ms": statistics.fmean(found),
        "alerts": len(found),
    }
    return Table(title, [row])


class _Writer:
    """Writes pages, and keeps when each was written and where it came to lie."""

    def __init__(self, servers: str) -> None:
        from confluent_kafka import Producer

        self._producer = Producer(
            {"bootstrap.servers": servers, "linger.ms": 0, "acks": "all", "compression.type": "zstd"}
        )
        self.written: dict[tuple[int, int], float] = {}

    def write(self, numbers: range, per_second: float | None = None) -> None:
        """Write these pages, all at once or at a pace, and wait until Kafka has them."""
        begun = time.monotonic()
        for place, number in enumerate(numbers):
            value = page(number).record("html" if number % _HTML == 1 else "text")
            if per_second:
                time.sleep(max(0.0, begun + place / per_second - time.monotonic()))
            self._producer.produce(RAW, value, f"page-{number}", on_delivery=self._note(time.monotonic()))
            self._producer.poll(0)
        if self._producer.flush(60):
            raise Failed("the pages could not be written")

    def _note(self, at: float) -> Any:
        def delivered(error: Any, message: Any) -> None:
            if not error:
                self.written[message.partition(), message.offset()] = at

        return delivered


class _Alerts(Thread):
    """Reads alerts from now on, and keeps when each came; a context manager."""

    def __init__(self, servers: str) -> None:
        from confluent_kafka import Consumer, TopicPartition

        super().__init__(name="alerts", daemon=True)
        self._servers = servers
        with Cluster(servers) as cluster:
            ends = cluster.end_offsets(EVENTS)
        self._consumer = Consumer({"bootstrap.servers": servers, "group.id": "unused", "enable.auto.commit": False})
        self._consumer.assign([TopicPartition(EVENTS, partition, at) for partition, at in ends.items()])
        self._next = dict(ends)
        self._read: list[tuple[float, bytes]] = []
        self._over = Event()

    def run(self) -> None:
        """Read until told to stop."""
        while not self._over.is_set():
            message = self._consumer.poll(0.1)
            if message is not None and not message.error():
                self._read.append((time.monotonic(), message.value()))
                self._next[message.partition()] = message.offset() + 1
        self._consumer.close()

    def is_at_the_end(self) -> bool:
        """Whether everything in the topic was read."""
        with Cluster(self._servers) as cluster:
            return all(self._next[partition] >= end for partition, end in cluster.end_offsets(EVENTS).items())

    def latencies(self, written: Mapping[tuple[int, int], float]) -> Iterator[tuple[float, float]]:
        """Of each new alert: when it was read, and when the page that opened it, its newest evidence, was written."""
        for at, value in self._read:
            alert = load(value)
            if alert["msg_type"] == "Alert":
                places = [(article["raw"]["partition"], article["raw"]["offset"]) for article in alert["evidence"]]
                yield at, max(written[place] for place in places)

    def __enter__(self) -> "_Alerts":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()
