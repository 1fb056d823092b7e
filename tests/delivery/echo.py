"""A worker for the tests of delivery: the real loop around a stage that is nothing but fast, and fails on demand.

    python -m tests.delivery.echo FAULTS        settings come from the environment, as for any worker

A file in the folder FAULTS switches a fault on: `hang` (a batch that never ends), `unsendable` (an output that the
broker refuses), `broken` (every record is a bug).
"""

import random
import sys
import time
from pathlib import Path

from streams import topology
from streams.errors import Refused
from streams.kafka.cluster import Cluster
from streams.runtime.app import Output, Received
from streams.runtime.worker import run_worker
from streams.settings import Settings, load_settings

IN, OUT, DEAD, NARROW = "test.in", "test.out", "test.dead", "test.narrow"
TOPOLOGY = topology.App(name="echo", group="test-echo", reads=(IN,), writes=(OUT, NARROW), dead=DEAD)


class Echo:
    """Every record goes on as it came, with its place in a header; `poison…` is refused and `bug…` raises."""

    name = stage = "echo"
    topology = TOPOLOGY
    poll_records, take_fetches = 256, 16
    prepare = None

    def __init__(self, settings: Settings, faults: Path) -> None:
        self.take_seconds = settings.take_seconds or 0.005
        self._faults = faults

    def before(self, record: Received) -> list[Output]:
        return []

    def handle(self, record: Received) -> list[Output]:
        value = record.value or b""
        if value.startswith(b"poison"):
            raise Refused("not-json", "poisoned on purpose")
        if value.startswith(b"bug") or self._is_on("broken"):
            raise ZeroDivisionError("a bug on purpose")
        while self._is_on("hang"):
            time.sleep(0.1)
        place = f"{record.partition}:{record.offset}".encode()
        outputs = [Output(OUT, record.key, value, [("place", place)])]
        if self._is_on("unsendable"):
            # Bytes of chance, since what compresses well is no longer too large.
            outputs.append(Output(NARROW, None, random.Random(1).randbytes(100_000)))
        return outputs

    def _is_on(self, fault: str) -> bool:
        return (self._faults / fault).exists()


def main() -> int:
    settings = load_settings()
    with Cluster(settings.bootstrap_servers) as cluster:
        ids = {IN: cluster.topic_id(IN)}
    return run_worker(Echo(settings, Path(sys.argv[1])), settings, ids)


if __name__ == "__main__":
    sys.exit(main())
