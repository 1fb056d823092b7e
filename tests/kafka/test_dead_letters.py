"""Dead letters are found by what is known of them, and sent again as they were."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from streams.errors import UserError
from streams.kafka.broker import LocalBroker
from streams.kafka.dead_letters import Wanted, find, replay
from streams.kafka.feed import Feed
from streams.kafka.readers import read

pytestmark = pytest.mark.kafka

_OWN = [("trace", b"\x00\xff"), ("trace", b"twice"), ("dead-line", b"the producer's own")]


def _dead(topic: str, reason: str, partition: int = 0, timestamp: int = 1_700_000_000_000) -> list[tuple[str, bytes]]:
    ours = {
        "topic": topic, "partition": partition, "offset": 7, "timestamp": timestamp, "app": "enrich", "stage": "clean",
        "version": "0.1.0", "reason": reason, "message": "byte 3 is not UTF-8", "replay-count": 0,
    }  # fmt: skip
    return [(f"dead-{name}", str(value).encode()) for name, value in ours.items()]


@pytest.fixture
def dead(broker: LocalBroker, new_topic: Callable[..., str]) -> tuple[str, str]:
    """A raw topic of three partitions, and a dead-letter topic with three letters from it."""
    raw, dead = new_topic("raw", 3), new_topic("dead", 2)
    with Feed([broker.bootstrap], [dead]) as feed:
        feed.send(dead, b"\xff\xfe", b"\xf0key", _OWN + _dead(raw, "not-utf8", 2), partition=0)
        feed.send(dead, b"[]", None, _dead(raw, "not-an-object", timestamp=1_800_000_000_000), partition=1)
        feed.send(dead, b"", b"k", _dead(raw, "empty"), partition=1)
    return raw, dead


@pytest.mark.parametrize(
    ("wanted", "reasons"),
    [
        (Wanted(), ["not-utf8", "not-an-object", "empty"]),
        (Wanted(reason="empty"), ["empty"]),
        (Wanted(partition=1), ["not-an-object", "empty"]),
        (Wanted(partition=1, offset=1), ["empty"]),
        (Wanted(since=datetime(2025, 1, 1, tzinfo=UTC)), ["not-an-object"]),
        (Wanted(until=datetime(2025, 1, 1, tzinfo=UTC)), ["not-utf8", "empty"]),
        (Wanted(reason="tombstone"), []),
    ],
)
def test_letters_are_found_by_reason_place_and_time(
    broker: LocalBroker, dead: tuple[str, str], wanted: Wanted, reasons: list[str]
) -> None:
    found = sorted(
        find([broker.bootstrap], dead[1], wanted), key=lambda letter: (letter.at.partition, letter.at.offset)
    )
    assert [letter.reason for letter in found] == reasons


def test_a_replayed_record_is_the_original_and_counts_its_replays(broker: LocalBroker, dead: tuple[str, str]) -> None:
    raw, topic = dead
    letters = list(find([broker.bootstrap], topic, Wanted(reason="not-utf8")))
    assert replay([broker.bootstrap], letters) == (1, [])
    (again,) = read([broker.bootstrap], raw)
    assert (again.partition, again.key, again.value) == (2, b"\xf0key", b"\xff\xfe")
    assert list(again.headers) == [*_OWN, ("dead-replay-count", b"1")]


def test_a_record_that_dies_again_counts_on(broker: LocalBroker, new_topic: Callable[..., str]) -> None:
    raw, topic = new_topic("raw"), new_topic("dead")
    died_again = [("dead-replay-count", b"1"), *_dead(raw, "bug")[:-1], ("dead-replay-count", b"1")]
    with Feed([broker.bootstrap], [topic]) as feed:
        feed.send(topic, b"x", None, died_again)
    replay([broker.bootstrap], list(find([broker.bootstrap], topic, Wanted())))
    (again,) = read([broker.bootstrap], raw)
    assert list(again.headers) == [("dead-replay-count", b"2")]


def test_a_record_that_is_no_dead_letter_is_never_sent(broker: LocalBroker, new_topic: Callable[..., str]) -> None:
    topic = new_topic("dead")
    with Feed([broker.bootstrap], [topic]) as feed:
        feed.send(topic, b"somebody wrote here by hand", None)
    letters = list(find([broker.bootstrap], topic, Wanted()))
    with pytest.raises(UserError, match="does not say which topic it came from; nothing was sent"):
        replay([broker.bootstrap], letters)


def test_what_the_client_cannot_write_is_told(broker: LocalBroker, new_topic: Callable[..., str]) -> None:
    raw, topic = new_topic("raw"), new_topic("dead")
    with Feed([broker.bootstrap], [topic]) as feed:
        feed.send(topic, b"", None, _dead(raw, "tombstone"))
    (letter,) = find([broker.bootstrap], topic, Wanted())
    tombstone = dataclasses.replace(letter, at=dataclasses.replace(letter.at, value=None))
    headless = dataclasses.replace(letter, headers=(("trace", None),))
    sent, unsendable = replay([broker.bootstrap], [tombstone, headless])
    assert sent == 0
    assert [line.partition(": ")[2] for line in unsendable] == [
        "neither key nor value, which the client cannot write",
        "a header without a value, which the client cannot write",
    ]
