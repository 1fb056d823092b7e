"""The loops that `wire` compares, each a process: ours, and plain ones that give the same guarantees.

All of them send a record on as it came, with acks=all and an idempotent producer, and commit offsets only after every
send was acknowledged. `python -m bench.clients NAME SERVERS GROUP SOURCE TARGET CODEC` runs one until it is ended.
"""

import asyncio
import sys
from dataclasses import dataclass
from typing import Any

from streams import topology

BATCH = 256  # records
_LINGER_MS = 5
_WAIT_SECONDS = 0.005  # for more records, as ours
_PRODUCER_BATCH_BYTES = 256 << 10


@dataclass(frozen=True, slots=True)
class Job:
    """What a loop is to do."""

    servers: str
    group: str
    source: str
    target: str
    codec: str  # none or zstd


class Echo:
    """The app of our loop."""

    name = stage = "echo"
    poll_records, take_fetches, take_seconds = BATCH, 16, _WAIT_SECONDS
    prepare = None

    def __init__(self, job: Job) -> None:
        from streams.runtime.app import Output

        self._output, self._target = Output, job.target
        self.topology = topology.App(
            name="echo", group=job.group, reads=(job.source,), writes=(job.target,), dead=job.target
        )

    def before(self, record: Any) -> list[Any]:
        """Nothing."""
        del record
        return []

    def handle(self, record: Any) -> list[Any]:
        """The record as it is."""
        return [self._output(self._target, record.key, record.value, ())]


def run_ours(job: Job) -> None:
    """The batch loop of streams/runtime, with the settings of every app."""
    from streams.runtime import factory, worker
    from streams.settings import load_settings

    def create_app(*arguments: Any) -> Any:
        faust_app, loop = factory.create_app(*arguments)
        faust_app.conf.producer_compression_type = None if job.codec == "none" else job.codec
        return faust_app, loop

    worker.create_app = create_app
    sys.exit(worker.run_worker(Echo(job), load_settings(environ={}, bootstrap_servers=job.servers), {}))


async def run_aiokafka(job: Job) -> None:
    """The client that Faust stands on, alone."""
    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

    consumer = AIOKafkaConsumer(
        job.source, bootstrap_servers=job.servers, group_id=job.group, enable_auto_commit=False,
        auto_offset_reset="earliest",
    )  # fmt: skip
    producer = AIOKafkaProducer(
        bootstrap_servers=job.servers, acks="all", enable_idempotence=True, linger_ms=_LINGER_MS,
        max_batch_size=_PRODUCER_BATCH_BYTES, compression_type=None if job.codec == "none" else job.codec,
    )  # fmt: skip
    await producer.start()
    await consumer.start()
    while True:
        fetched = await consumer.getmany(timeout_ms=100, max_records=BATCH)
        sent = [
            await producer.send(job.target, record.value, record.key)
            for records in fetched.values()
            for record in records
        ]
        if sent:
            await asyncio.gather(*sent)
            await consumer.commit({tp: records[-1].offset + 1 for tp, records in fetched.items()})


def run_confluent(job: Job) -> None:
    """The client in C."""
    from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

    where = {"bootstrap.servers": job.servers}
    consumer = Consumer({**where, "group.id": job.group, "enable.auto.commit": False, "auto.offset.reset": "earliest"})
    producer = Producer(
        {**where, "acks": "all", "enable.idempotence": True, "linger.ms": _LINGER_MS, "compression.type": job.codec,
         "batch.size": _PRODUCER_BATCH_BYTES, "partitioner": "murmur2_random"}
    )  # fmt: skip

    def raise_error(error: Any, _message: Any) -> None:
        if error:
            raise KafkaException(error)

    consumer.subscribe([job.source])
    while True:
        messages = consumer.consume(BATCH, _WAIT_SECONDS)
        offsets = {}
        for message in messages:
            if message.error():
                raise KafkaException(message.error())
            producer.produce(job.target, message.value(), message.key(), on_delivery=raise_error)
            offsets[message.partition()] = message.offset() + 1
        if offsets:
            producer.flush()
            consumer.commit(
                offsets=[TopicPartition(job.source, partition, at) for partition, at in offsets.items()],
                asynchronous=False,
            )


def main() -> None:
    """Run the loop that the command line names."""
    name, *job = sys.argv[1:]
    if name == "ours":
        run_ours(Job(*job))
    elif name == "aiokafka":
        asyncio.run(run_aiokafka(Job(*job)))
    else:
        run_confluent(Job(*job))


if __name__ == "__main__":
    main()
