"""The batch loop around an echo, beside plain loops with the same guarantees: CPU time, rate and latency.

Every client takes the same records from 8 partitions. A round runs each client once, in turn; what is counted begins
when the client has committed its first records and ends when it has committed all of them.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.machine import Failed, House, Process, percentile
from bench.table import Table, progress
from bench.traffic import PARTITIONS, PER_SECOND, RECORD_BYTES, WARM_SECONDS, Arrivals, Pacer, fill
from streams.kafka.cluster import Cluster

CLIENTS = {"ours": "our batch loop", "aiokafka": "aiokafka, plain loop", "confluent": "confluent-kafka, plain loop"}
_BACKLOG_SECONDS = 120.0


def run(quick: bool) -> list[Table]:
    """The backlog with both codecs, then the latency."""
    records, rounds, seconds = (10_000, 1, 5.0) if quick else (40_000, 3, 20.0)
    installed = _installed()
    with House() as house:
        speed = [backlog(house, installed, codec, records, rounds) for codec in ("none", "zstd")]
        return [*speed, _latencies(house, installed, seconds)]


@dataclass(slots=True)
class Drained:
    """What the rounds of one client gave."""

    cpu_ms: list[float] = field(default_factory=list)  # for 1,000 records
    rate: list[float] = field(default_factory=list)


def backlog(house: House, clients: list[str], codec: str, records: int, rounds: int) -> Table:
    """Every client works the same records off, in turn."""
    source = f"source-{codec}"
    progress(f"wire: writing {records} records ({codec})")
    fill(house.servers, source, records, codec)
    drained = {name: Drained() for name in clients}
    for number in range(rounds):
        for name in clients:
            progress(f"wire: {CLIENTS[name]}, {codec}, round {number + 1} of {rounds}")
            drain(house, name, source, codec, records, drained[name])
    rows = []
    for name in clients:
        ratio = {peer: _ratio(drained[peer].cpu_ms, drained[name].cpu_ms) for peer in clients[1:]}
        rows.append(
            {
                "client": CLIENTS[name],
                "CPU ms / 1,000": statistics.median(drained[name].cpu_ms),
                "records / CPU s": 1e6 / statistics.median(drained[name].cpu_ms),
                "records / s": statistics.median(drained[name].rate),
                **{f"× {peer}": value for peer, value in ratio.items()},
            }
        )
    title = f"wire: {records:,} records of {RECORD_BYTES} B, {PARTITIONS} partitions, compression {codec}"
    return Table(
        title, rows, [f"Medians of {rounds} interleaved rounds; × is records per CPU second against the peer."]
    )


def _ratio(peer: list[float], own: list[float]) -> float:
    """Of records per CPU second, round by round."""
    return statistics.median(a / b for a, b in zip(peer, own, strict=True))


def drain(house: House, name: str, source: str, codec: str, records: int, into: Drained) -> None:
    """Let one client work off the topic; its target is removed afterwards."""
    with Cluster(house.servers) as cluster, _client(house, cluster, name, source, codec) as (process, group, _):
        watch = _Committed(house.servers, group, source)
        house.wait_for(lambda: watch.total() > 0, 60, f"{name} begins")
        first, begun, cpu = watch.last, time.monotonic(), process.cpu_seconds()
        house.wait_for(lambda: watch.total() >= records, _BACKLOG_SECONDS, f"{name} commits {records} records")
        seconds, cpu = time.monotonic() - begun, process.cpu_seconds() - cpu
        watch.close()
    if first > records / 2:
        raise Failed(f"{name} was done before it could be measured: more records are needed")
    into.cpu_ms.append(1e6 * cpu / (records - first))
    into.rate.append((records - first) / seconds)


@contextmanager
def _client(house: House, cluster: Cluster, name: str, source: str, codec: str) -> Iterator[tuple[Process, str, str]]:
    """A running client with a group and a target topic of its own: process, group, target."""
    group = target = f"{name}-{time.time_ns()}"
    cluster.create(target, PARTITIONS)
    try:
        arguments = ("-m", "bench.clients", name, house.servers, group, source, target, codec)
        with house.child(name, *arguments) as process:
            yield process, group, target
    finally:
        cluster.delete([target])


class _Committed:
    """How many records a group has committed."""

    def __init__(self, servers: str, group: str, topic: str) -> None:
        from confluent_kafka import Consumer, TopicPartition

        self._consumer = Consumer(
            {"bootstrap.servers": servers, "group.id": group, "enable.auto.commit": False, "log_level": 0}
        )
        self._where = [TopicPartition(topic, partition) for partition in range(PARTITIONS)]
        self.last = 0

    def total(self) -> int:
        """Ask the broker; a coordinator that is just coming up knows of none."""
        from confluent_kafka import KafkaError, KafkaException

        coming = (
            KafkaError.NOT_COORDINATOR,
            KafkaError.COORDINATOR_NOT_AVAILABLE,
            KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
        )
        try:
            self.last = sum(max(0, at.offset) for at in self._consumer.committed(self._where, 10))
        except KafkaException as error:
            if error.args[0].code() not in coming:
                raise
        return self.last

    def close(self) -> None:
        """Close the connection."""
        self._consumer.close()


def _latencies(house: House, clients: list[str], seconds: float) -> Table:
    with Cluster(house.servers) as cluster:
        cluster.create("paced", PARTITIONS)
    rows = []
    for name in clients:
        progress(f"wire: latency of {CLIENTS[name]}")
        found = _latency(house, name, seconds)
        rows.append(
            {
                "client": CLIENTS[name],
                "p50 ms": percentile(found, 0.5),
                "p90 ms": percentile(found, 0.9),
                "p99 ms": percentile(found, 0.99),
                "max ms": max(found),
                "records": len(found),
            }
        )
    return Table(f"wire: latency at {PER_SECOND} records/s, produced → read from the output (zstd)", rows)


def _latency(house: House, name: str, seconds: float) -> list[float]:
    """Milliseconds from produce to read, of each record but the first ones."""
    with Cluster(house.servers) as cluster, _client(house, cluster, name, "paced", "zstd") as (_, _group, target):
        reader = Arrivals(house.servers, target)
        reader.start()
        pacer = Pacer(house.servers, "paced", name, WARM_SECONDS + seconds)
        try:
            pacer.knock()
            house.wait_for(lambda: bool(reader.seen), 60, f"{name} begins")
            pacer.start()
            house.wait_for(lambda: not pacer.is_alive(), 60 + seconds, "records are written")
            wanted = pacer.counted()
            house.wait_for(lambda: wanted.keys() <= reader.seen.keys(), 30, f"{name} sends every record on")
        finally:
            pacer.over.set()
            reader.over.set()
            reader.join()
        return [1000 * (reader.seen[key] - at) for key, at in wanted.items()]


def _installed() -> list[str]:
    try:
        import confluent_kafka  # noqa: F401
    except ImportError as error:
        raise Failed("the measurements need confluent-kafka: make dev") from error
    return list(CLIENTS)
