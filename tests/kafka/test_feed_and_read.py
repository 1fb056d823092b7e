"""What was fed is there, once, in order and byte for byte."""

from collections.abc import Callable
from itertools import islice
from random import Random

import pytest

from streams.errors import BrokerError, TopicsError
from streams.kafka.broker import LocalBroker
from streams.kafka.feed import Feed
from streams.kafka.readers import follow, read

pytestmark = pytest.mark.kafka


def test_every_record_is_read_back_byte_for_byte(broker: LocalBroker, new_topic: Callable[..., str]) -> None:
    topic = new_topic("fed", 3)
    sent = [(f"key {n}".encode(), bytes([n % 256, 0, 255]), [("h", b"\xff"), ("h", b"")]) for n in range(1000)]
    with Feed([broker.bootstrap], [topic]) as feed:
        for key, value, headers in sent:
            feed.send(topic, value, key, headers)
    assert feed.sent == 1000
    got = [(r.key, r.value, list(r.headers)) for r in read([broker.bootstrap], topic)]
    assert sorted(got) == sorted(sent)


def test_a_reader_starts_where_it_is_told_and_ends_at_the_end(
    broker: LocalBroker, new_topic: Callable[..., str]
) -> None:
    topic = new_topic("part", 2)
    with Feed([broker.bootstrap], [topic]) as feed:
        for number in range(10):
            feed.send(topic, str(number).encode(), None, partition=1)
    assert [r.offset for r in read([broker.bootstrap], topic, partition=1, start={1: 7})] == [7, 8, 9]
    assert list(read([broker.bootstrap], topic, partition=0)) == []
    assert next(follow([broker.bootstrap], topic, from_beginning=True)).value == b"0"


def test_a_follower_sees_what_the_topic_held_and_what_comes(broker: LocalBroker, new_topic: Callable[..., str]) -> None:
    topic = new_topic("followed")
    with Feed([broker.bootstrap], [topic]) as feed:
        feed.send(topic, b"before", None)
        feed.flush()
        follower = follow([broker.bootstrap], topic, from_beginning=True)
        assert next(follower).value == b"before"
        feed.send(topic, b"after", None)
        feed.flush()
        assert [r.value for r in islice(follower, 1)] == [b"after"]
        follower.close()


def test_what_the_topic_does_not_take_is_told_and_the_rest_is_stored(
    broker: LocalBroker, new_topic: Callable[..., str]
) -> None:
    topic = new_topic("small", 1, {"max.message.bytes": "2000"})
    noise = Random(1).randbytes(100_000)  # which no compression makes small
    with Feed([broker.bootstrap], [topic]) as feed:
        feed.send(topic, b"before", None, name="before")
        feed.flush()
        feed.send(topic, noise, None, name="the large one")
        feed.flush()
        feed.send(topic, b"after", None, name="after")
    assert feed.sent == 2
    assert feed.refused == ["the large one: larger than the topic takes (max.message.bytes is 2000)"]


def test_a_feed_to_a_topic_that_is_not_there_says_how_to_make_it(broker: LocalBroker) -> None:
    with pytest.raises(TopicsError, match=r"there is no topic nothing .*dateline topics apply"):
        Feed([broker.bootstrap], ["nothing"])


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1", "nonsense:port"])
def test_an_address_without_a_kafka_is_one_clear_error(address: str) -> None:
    with pytest.raises(BrokerError, match="no Kafka answers at"):
        Feed([address], ["any"])
