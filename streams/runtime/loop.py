"""The one batch loop, which serves every app: nothing is committed before everything that it causes is safe."""

import asyncio
import contextlib
import logging
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from streams.errors import LostMembership, Refused, TooManyBugs
from streams.runtime import dead_letters
from streams.runtime.app import App, Output, Received
from streams.runtime.sender import Sender
from streams.runtime.state import StateStore
from streams.settings import Settings

log = logging.getLogger(__name__)

_PREPARED = 16  # records at once, so that a slow tagger stays far from the watchdog's limit


class Chunk:
    """What has been worked on and not yet sent, by partition."""

    def __init__(self) -> None:
        self.records: dict[Any, list[Received]] = defaultdict(list)
        self.outputs: dict[Any, list[Output]] = defaultdict(list)

    def first_offsets(self) -> dict[Any, int]:
        """Where we stand."""
        return {tp: records[0].offset for tp, records in self.records.items()}

    def next_offsets(self) -> dict[Any, int]:
        """Where we shall stand."""
        return {tp: records[-1].offset + 1 for tp, records in self.records.items()}


class BatchLoop:
    """Takes fetches, runs the app over their records, and commits; the order of the steps is the promise.

    1. take a batch: some fetches, each the records of one partition;
    2. run the app over the records, a record at fault becoming a dead letter;
    3. send every output and await every send;
    4. send the snapshots of what changed and await them (an app with state);
    5. commit the exact offsets, and stop if the commit is refused.

    An app with state may change between two batches of a partition (new alert rules): its snapshot is safe first.
    Steps 3 to 5 come every `batch_seconds` within a long batch, too. An exception stops the process, nothing of the
    chunk at hand is committed, and whoever runs the process starts it again.
    """

    def __init__(self, app: App, faust_app: Any, settings: Settings, topic_ids: Mapping[str, str]) -> None:
        self.app = app
        self.last_progress = time.monotonic()  # the watchdog reads this, and `assigned`
        self.assigned = 0  # input partitions that this worker owns
        self._faust = faust_app
        self._settings = settings
        self._store = StateStore(app, settings, topic_ids) if app.topology.state else None
        self._sender = Sender(faust_app)
        self._committing = asyncio.Lock()
        self._busy = False
        self._generation: int | None = None
        self._positions: dict[Any, int] = {}  # of every partition that we have begun: where we stand, safely
        self._expected: dict[Any, int] = {}  # and the offset that its next fetch should begin with
        self._poisoned: dict[tuple[str, int, int], str] = {}  # what an app with state failed on, and how
        self._bugs = 0  # in a row

    async def run(self, stream: Any) -> None:
        """The agent. Both noack calls are needed: one alone loses records when a batch raises."""
        batches = stream.noack().noack_take(self.app.take_fetches, within=self.app.take_seconds or 0.001)
        async for events in batches:
            self._busy = True
            try:
                await self._work(events)
            finally:
                # Says that we are done with the fetch, and nothing about offsets: see transport.Consumer.ack.
                for event in events:
                    event.ack()
                self._busy = False

    async def probe(self) -> None:
        """Show that the loop, the client's thread, the coordinator and the membership work, also where nothing comes.

        Committing where we stand is the one question that all four must answer; it keeps the offsets of idle
        partitions from expiring, too.
        """
        if self._busy:
            return
        if self._store:
            self._store.look()
        known = self._faust.consumer._committed_offset  # noqa: SLF001
        offsets = {}
        for tp in self._faust.consumer.assignment():
            position = self._positions.get(tp, known.get(tp))
            if position is not None:
                offsets[tp] = position
        async with self._committing:
            if self._busy or not offsets or await self._faust.consumer._commit(offsets):  # noqa: SLF001
                self.last_progress = time.monotonic()

    async def on_partitions_revoked(self, app: Any, revoked: Any, **options: Any) -> None:
        """Forget where we stood: somebody else may go on from there."""
        self._positions.clear()
        self.assigned = 0

    async def on_partitions_assigned(self, app: Any, assigned: Any, **options: Any) -> None:
        """Count them; the watchdog's thread must not ask Faust, which would make a consumer in that thread."""
        self.assigned = len(assigned)
        self.last_progress = time.monotonic()

    async def _work(self, events: list[Any]) -> None:
        generation = max(event.message.generation_id for event in events)
        if generation != self._generation:
            self._enter(generation)
        chunk, due = Chunk(), time.monotonic() + self._settings.batch_seconds
        for event in events:
            if event.message.generation_id != generation or self._leaving():
                continue  # of before a rebalance, or not begun before a stop: they come again, here or elsewhere
            tp = event.message.tp
            await self._arrive(tp, event.value[0].offset)
            if self._store and tp not in chunk.records and self._store.renew(tp.partition, event.value[0].offset):
                await self._store.save(self._sender, tp.topic, tp.partition, event.value[0].offset - 1)
            self._expected[tp] = event.message.offset + 1
            for number, record in enumerate(event.value):
                if self.app.prepare and number % _PREPARED == 0:
                    await self._prepare(event.value[number : number + _PREPARED])
                chunk.records[tp].append(record)
                await self._process(tp, record, chunk)
                if time.monotonic() > due:
                    await self._flush(chunk)
                    chunk, due = Chunk(), time.monotonic() + self._settings.batch_seconds
                    if self._leaving():
                        return
        await self._flush(chunk)

    def _leaving(self) -> bool:
        """Whether a stop or a rebalance waits for us to end the work at hand; the group waits with it."""
        return self._faust.should_stop or not self._faust.flow_control.is_active()

    def _enter(self, generation: int) -> None:
        """A rebalance: what we knew of any partition may be out of date."""
        self._generation = generation
        self._positions.clear()
        self._expected.clear()
        if self._store:
            self._store.forget()

    async def _arrive(self, tp: Any, offset: int) -> None:
        """Before a fetch: see what is missing before it, and take up the partition's state."""
        expected = self._expected.get(tp, self._faust.consumer._committed_offset.get(tp))  # noqa: SLF001
        if expected is not None and offset > expected:
            await self._report_lost(tp, expected)
        if tp not in self._positions:
            if self._store:
                await self._restore(tp, offset)
            self._positions[tp] = offset

    async def _restore(self, tp: Any, offset: int) -> None:
        assert self._store
        owned = {other.partition for other in self._faust.consumer.assignment() if other.topic == tp.topic}
        await self._store.restore(tp.topic, tp.partition, offset, owned)

    async def _report_lost(self, tp: Any, expected: int) -> None:
        earliest = (await self._faust.consumer.earliest_offsets(tp)).get(tp, expected)
        if earliest > expected:
            log.error(
                "%s[%d]: retention deleted %d records before this group read them (offsets %d to %d)",
                tp.topic, tp.partition, earliest - expected, expected, earliest - 1,
            )  # fmt: skip

    async def _prepare(self, records: list[Received]) -> None:
        """Off the event loop, which must go on answering Kafka."""
        assert self.app.prepare
        try:
            await asyncio.to_thread(self.app.prepare, records)
        except Exception:  # one record may have spoiled it for the others: each is worked on by itself
            log.exception("%d records could not be prepared together", len(records))

    async def _process(self, tp: Any, record: Received, chunk: Chunk) -> None:
        outputs = chunk.outputs[tp]
        outputs += self.app.before(record)
        if how := self._poisoned.get(_place(record)):
            self._count_bug(record)
            outputs.append(dead_letters.letter(self.app, record, "bug", how))
            return
        try:
            outputs += self.app.handle(record)
        except Refused as refused:
            self._bugs = 0
            outputs.append(dead_letters.letter(self.app, record, refused.reason, str(refused)))
        except Exception as error:  # what we did not foresee must not stop the topic, nor go unseen
            log.exception("%s[%d] offset %d: a bug of ours", record.topic, record.partition, record.offset)
            self._count_bug(record)
            how = f"{type(error).__name__}: {error}"
            outputs.append(dead_letters.letter(self.app, record, "bug", how))
            if self._store:
                self._poisoned[_place(record)] = how
                await self._rewind(tp, chunk)
        else:
            self._bugs = 0

    def _count_bug(self, record: Received) -> None:
        self._bugs += 1
        if self._bugs >= self._settings.bug_limit:
            raise TooManyBugs(
                f"{self._bugs} records in a row ended in a bug of ours, the last one {record.topic}"
                f"[{record.partition}] offset {record.offset}: nothing of this batch is committed; go back to the "
                "version before this one"
            )

    async def _rewind(self, tp: Any, chunk: Chunk) -> None:
        """A poisoned record may leave state half changed: go back to the snapshot, and on again without the record."""
        assert self._store
        records = chunk.records[tp]
        chunk.outputs[tp] = [item for item in chunk.outputs[tp] if item.topic == self.app.topology.dead]
        self._store.forget(tp.partition)
        await self._restore(tp, records[0].offset)
        for record in records:
            # What was refused has its letter already.
            if _place(record) not in self._poisoned:
                with contextlib.suppress(Refused):
                    chunk.outputs[tp] += self.app.handle(record)

    async def _flush(self, chunk: Chunk) -> None:
        if not chunk.records:
            return
        if self._store and self._store.is_doubtful(time.monotonic() - self.last_progress):
            await self._commit(chunk.first_offsets())  # a frozen worker learns here that it is out, before it writes
        await self._sender.send(output for outputs in chunk.outputs.values() for output in outputs)
        if self._store:
            for tp, offset in chunk.next_offsets().items():
                await self._store.save(self._sender, tp.topic, tp.partition, offset - 1)
        await self._commit(chunk.next_offsets())
        self._positions |= chunk.next_offsets()

    async def _commit(self, offsets: dict[Any, int]) -> None:
        async with self._committing:
            consumer = self._faust.consumer
            # A partition that is no longer ours would be left out of the commit, which would then succeed.
            if not offsets.keys() <= consumer.assignment() or not await consumer._commit(offsets):  # noqa: SLF001
                raise LostMembership("the consumer group went on without this worker: its commit was refused")
            self.last_progress = time.monotonic()


def _place(record: Received) -> tuple[str, int, int]:
    return record.topic, record.partition, record.offset
