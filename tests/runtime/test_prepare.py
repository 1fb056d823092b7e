"""Where an app prepares records together, the loop lets it do so off the event loop, and before it handles them."""

import asyncio
import threading
from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from streams import topology
from streams.runtime.app import Output, Received
from streams.runtime.loop import BatchLoop
from streams.settings import Settings

RECORDS = [
    SimpleNamespace(topic="raw", partition=0, offset=number, timestamp=0, key=None, value=b"x", headers=())
    for number in range(40)
]


class Preparing:
    """Notes what it is asked, and in which thread."""

    name = stage = "preparing"
    topology = topology.App(name="preparing", group="g", reads=("raw",), writes=("out",), dead="dead")
    poll_records, take_fetches, take_seconds = 64, 4, 0.005

    def __init__(self, broken: bool = False) -> None:
        self.broken = broken
        self.asked: list[tuple[str, list[int], bool]] = []

    def prepare(self, records: Sequence[Received]) -> None:
        self._note("prepare", records)
        if self.broken:
            raise ValueError("one of them is too much")

    def before(self, record: Received) -> list[Output]:
        return []

    def handle(self, record: Received) -> list[Output]:
        self._note("handle", [record])
        return []

    def _note(self, what: str, records: Sequence[Received]) -> None:
        here = threading.current_thread() is threading.main_thread()
        self.asked.append((what, [record.offset for record in records], here))


def worked(app: Preparing) -> list[tuple[str, list[int], bool]]:
    async def yes(_offsets: object) -> bool:
        return True

    consumer = SimpleNamespace(_committed_offset={}, assignment=lambda: {TP_KEY}, _commit=yes)
    producer = SimpleNamespace(_ensure_producer=lambda: None)
    faust = SimpleNamespace(consumer=consumer, producer=producer, should_stop=False)
    faust.flow_control = SimpleNamespace(is_active=lambda: True)
    message = SimpleNamespace(generation_id=1, tp=TP_KEY, offset=len(RECORDS) - 1)
    loop = BatchLoop(app, faust, Settings(batch_seconds=10), {})  # type: ignore[arg-type]
    asyncio.run(loop._work([SimpleNamespace(message=message, value=RECORDS)]))
    return app.asked


class _Partition:
    topic, partition = "raw", 0


TP_KEY = _Partition()


def test_records_are_prepared_in_small_batches_in_a_thread_and_then_handled_one_by_one() -> None:
    asked = worked(Preparing())
    prepared = [offsets for what, offsets, _ in asked if what == "prepare"]
    assert [offset for offsets in prepared for offset in offsets] == list(range(40))
    assert max(map(len, prepared)) == 16
    assert {here for what, _, here in asked if what == "prepare"} == {False}
    assert [offsets for what, offsets, _ in asked if what == "handle"] == [[number] for number in range(40)]
    seen: set[int] = set()
    for what, offsets, _ in asked:
        if what == "prepare":
            seen.update(offsets)
        else:
            assert seen.issuperset(offsets)


@pytest.mark.parametrize("broken", [True, False])
def test_what_cannot_be_prepared_together_is_handled_all_the_same(broken: bool) -> None:
    asked = worked(Preparing(broken))
    assert sum(what == "handle" for what, _, _ in asked) == 40
