"""Sends outputs in whole batches: aiokafka's own `send` pays a future, a task switch and three look-ups a record."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from aiokafka.partitioner import DefaultPartitioner

from streams.runtime.app import Output


class Sender:
    """Sends through Faust's producer, whose aiokafka producer lives as long as Faust's app runs."""

    def __init__(self, faust_app: Any) -> None:
        self._faust = faust_app
        self._partitioner = DefaultPartitioner()

    async def send(self, outputs: Iterable[Output]) -> None:
        """Send all of them, in their order within a partition, and return when all are acknowledged.

        Raises what the first batch failed with; the others may still arrive.
        """
        producer = self._faust.producer._ensure_producer()  # noqa: SLF001
        partitions: dict[str, list[int]] = {}
        by_partition: dict[tuple[str, int], list[Output]] = defaultdict(list)
        for item in outputs:
            if item.topic not in partitions:
                partitions[item.topic] = sorted(await producer.partitions_for(item.topic))
            partition = item.partition
            if partition is None:
                everywhere = partitions[item.topic]
                partition = self._partitioner(item.key, everywhere, everywhere)
            by_partition[item.topic, partition].append(item)
        await asyncio.gather(*(self.send_to(*at, items) for at, items in by_partition.items()))

    async def send_to(self, topic: str, partition: int, items: list[Output]) -> list[int]:
        """Send to one partition; returns the offsets, in order (-1 where the broker had the batch already)."""
        producer = self._faust.producer._ensure_producer()  # noqa: SLF001
        batches = []
        batch = producer.create_batch()
        for item in items:
            if not _append(batch, item):
                batches.append((await _submit(producer, batch, topic, partition), batch.record_count()))
                batch = producer.create_batch()
                _append(batch, item)  # an empty batch takes a record of any size
        if items:
            batches.append((await _submit(producer, batch, topic, partition), batch.record_count()))
        stored = await asyncio.gather(*(sent for sent, _ in batches))
        firsts = [(metadata.offset, count) for metadata, (_, count) in zip(stored, batches, strict=True)]
        return [first + number if first >= 0 else -1 for first, count in firsts for number in range(count)]


def _append(batch: Any, item: Output) -> bool:
    """Whether there was room for it."""
    return batch.append(timestamp=None, key=item.key, value=item.value, headers=list(item.headers)) is not None


async def _submit(producer: Any, batch: Any, topic: str, partition: int) -> Any:
    batch.close()  # one that is open waits for more until its linger is over
    return await producer.send_batch(batch, topic, partition=partition)
