"""What the batch loop runs: an app, the records that it gets, and those that it sends. No Faust here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from streams import topology

Headers = Sequence[tuple[str, bytes]]

JSON: Headers = (("content-type", b"application/json"),)
OFFSET = "dateline-offset"  # a header: of the input record that a record reflects, or was caused by


class Received(Protocol):
    """A record as it comes from Kafka."""

    topic: str
    partition: int
    offset: int
    timestamp: int  # ms
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]]


@dataclass(frozen=True, slots=True)
class Output:
    """A record to send; without a partition the key chooses it, as every Kafka client does (murmur2)."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers = JSON
    partition: int | None = None


class App(Protocol):
    """What the batch loop runs."""

    name: str
    stage: str
    topology: topology.App
    poll_records: int  # in one fetch of one partition
    take_fetches: int  # in one batch
    take_seconds: float

    @property
    def prepare(self) -> Callable[[Sequence[Received]], None] | None:
        """Where an app works better on many records at once: called in a thread, before `handle` gets them one by one.

        What it fails on, `handle` must do by itself.
        """

    def before(self, record: Received) -> list[Output]:
        """What goes out for the record whether it is good or not."""

    def handle(self, record: Received) -> list[Output]:
        """What the record causes. Raises Refused."""


class StatefulApp(App, Protocol):
    """An app whose outputs depend on earlier records of the same partition."""

    def restore(self, partition: int, snapshots: Mapping[str, bytes], sent: int) -> int:
        """Continue a partition from its snapshots; returns the offset that they reflect, -1 if none.

        `sent` is the highest offset that an output is known of, -1 if none: a crash may have come after it was sent.
        """

    def adopt(self, partition: int, current: Iterable[bytes]) -> list[str]:
        """Take over open alerts that the state does not know; returns their ids."""

    def renew(self, partition: int, offset: int) -> bool:
        """Between two batches, `offset` comes next: change what the outputs depend on, if it has changed.

        True: the partition's snapshot must be safe before that record, and the loop sees to it.
        """

    def look(self) -> None:
        """Now and then, also while nothing comes: see what has changed."""

    def snapshots(self, partition: int) -> list[tuple[str, bytes]]:
        """What changed since the last call; the last one counts only when the others are safe."""

    def forget(self, partition: int | None = None) -> None:
        """Drop a partition, or all: somebody else may own them now."""
