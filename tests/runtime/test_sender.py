"""The sender, on a real Kafka: everything arrives, in order, where every other client would have put it."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError
from confluent_kafka import Producer

from streams.kafka.broker import LocalBroker
from streams.kafka.readers import Record, read
from streams.runtime.app import Output
from streams.runtime.sender import Sender

pytestmark = pytest.mark.kafka
PARTITIONS = 4


def send(broker: LocalBroker, outputs: list[Output]) -> None:
    """As a worker does, with small batches."""

    async def run() -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=broker.bootstrap, acks="all", enable_idempotence=True, max_batch_size=2000
        )
        await producer.start()
        try:
            await Sender(SimpleNamespace(producer=SimpleNamespace(_ensure_producer=lambda: producer))).send(outputs)
        finally:
            await producer.stop()

    asyncio.run(run())


def records(broker: LocalBroker, topic: str) -> list[Record]:
    return list(read([broker.bootstrap], topic))


def test_everything_is_there_when_send_returns_in_its_order_within_a_partition(
    broker: LocalBroker, new_topic: Callable[..., str]
) -> None:
    topics = [new_topic("sent", PARTITIONS), new_topic("sent", 1)]
    outputs = [
        Output(topics[n % 2], f"key-{n % 17}".encode(), f"value {n} ".encode() * 20, [("n", str(n).encode())])
        for n in range(600)
    ]
    send(broker, outputs)
    for topic in topics:
        arrived: dict[int, list[Any]] = {}
        for record in records(broker, topic):
            arrived.setdefault(record.partition, []).append((record.key, record.value, record.headers))
        sent = [(item.key, item.value, tuple(item.headers)) for item in outputs if item.topic == topic]
        assert sum(map(len, arrived.values())) == len(sent)
        for found in arrived.values():
            keys = {key for key, _, _ in found}
            assert found == [item for item in sent if item[0] in keys]


def test_a_key_lies_in_the_partition_of_every_other_client_unless_the_output_names_one(
    broker: LocalBroker, new_topic: Callable[..., str]
) -> None:
    ours, theirs = new_topic("ours", PARTITIONS), new_topic("theirs", PARTITIONS)
    keys = [f"key {n}".encode() for n in range(100)]
    send(broker, [Output(ours, key, b"v") for key in keys])
    producer = Producer({"bootstrap.servers": broker.bootstrap, "partitioner": "murmur2_random"})
    for key in keys:
        producer.produce(theirs, b"v", key)
    assert producer.flush(30) == 0
    where = [{r.key: r.partition for r in records(broker, topic)} for topic in (ours, theirs)]
    assert where[0] == where[1]
    named = new_topic("named", PARTITIONS)
    send(broker, [Output(named, b"key", b"v", partition=number) for number in range(PARTITIONS)])
    assert sorted(r.partition for r in records(broker, named)) == list(range(PARTITIONS))


def test_a_record_without_key_and_value_and_one_larger_than_a_batch_arrive(
    broker: LocalBroker, new_topic: Callable[..., str]
) -> None:
    topic = new_topic("odd")
    large = b"x" * 100_000
    send(broker, [Output(topic, None, None), Output(topic, b"k", large), Output(topic, b"k", None)])
    assert [(r.key, r.value) for r in records(broker, topic)] == [(None, None), (b"k", large), (b"k", None)]


def test_a_record_that_the_broker_refuses_raises(broker: LocalBroker, new_topic: Callable[..., str]) -> None:
    topic = new_topic("narrow", 1, {"max.message.bytes": "1000"})
    with pytest.raises(MessageSizeTooLargeError):
        send(broker, [Output(topic, b"k", b"small"), Output(topic, b"k", bytes(5000))])


def test_nothing_to_send_is_no_work(broker: LocalBroker) -> None:
    send(broker, [])
