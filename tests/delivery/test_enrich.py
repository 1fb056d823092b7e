"""The enrich app itself on a real Kafka: whatever a producer sends ends as an article or as a dead letter."""

import json
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Producer
from kafka import KafkaProducer

from streams import topology
from streams.kafka.admin import apply
from streams.settings import load_settings
from tests.delivery.conftest import PARTITIONS, House, wait_for

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(280)]

GROUP = "dateline-enrich"
BODY = (
    "NAIROBI, March 3 (Northline) - A flood swept through the market town of Wote in Kenya on Tuesday, killing four "
    "people, the county's commissioner said.\n\nRescue workers searched the river banks through the night, and two "
    "schools were opened for those who had lost their homes.\n\nMore rain is expected on Thursday, the weather office "
    "said in a statement, and people near the river were told to move to higher ground."
)


class RawName(str):
    """A header's name that goes out as these bytes, which no client would send on purpose."""

    __slots__ = ()

    def encode(self, *_: Any, **__: Any) -> bytes:
        return b"trace\xff\xfe"


def page(**fields: Any) -> bytes:
    return json.dumps({"text": BODY, **fields}).encode()


Record = tuple[bytes | None, bytes | None, list[tuple[str, bytes | None]]]


def send(house: House, records: list[Record]) -> int:
    """Each record in a batch of its own, compressed, to the raw topic."""
    settings = load_settings(environ={}, bootstrap_servers=house.broker.bootstrap, partitions=PARTITIONS)
    apply(settings)
    errors: list[Any] = []
    producer = Producer(
        {
            "bootstrap.servers": house.broker.bootstrap, "compression.type": "zstd", "message.max.bytes": 1 << 28,
            "on_delivery": lambda error, _: error and errors.append(error),
        }
    )  # fmt: skip
    for key, value, headers in records:
        if any(isinstance(name, RawName) for name, _ in headers):
            send_raw_names(house, (key, value, headers))
        else:
            producer.produce(topology.RAW, value, key, headers=headers)
            assert producer.flush(30) == 0
    assert not errors
    return len(records)


def send_raw_names(house: House, record: Record) -> None:
    """Through the one client whose encoder can be told what bytes a name has."""
    key, value, headers = record
    with KafkaProducer(bootstrap_servers=house.broker.bootstrap) as producer:
        producer.send(topology.RAW, value, key, headers).get(30)


def enrich(house: House, total: int, seconds: float = 120) -> None:
    house.start("worker", "enrich")
    house.wait_until_done(total, seconds, group=GROUP, topic=topology.RAW)


# What a producer can put on the topic, and what becomes of it: a reason, or None for an article.
BAD = {
    "not json": (b"{", [], "not-json"),
    "wrong type": (b'{"text": 5}', [], "invalid-field"),
    "no object": (b"[1, 2]", [], "not-an-object"),
    "text and html": (page(html=f"<html><body><article><p>{BODY}</p></article></body></html>"), [], None),
    "neither text nor html": (b'{"title": "only"}', [], "no-content"),
    "two MiB of one character": (b"x" * (2 << 20), [("content-type", b"text/plain")], None),
    "more than two MiB": (b"x" * (3 << 20), [("content-type", b"text/plain")], "too-large"),
    "deep json": (b"[" * 200_000 + b"]" * 200_000, [], "not-json"),
    "deep json field": (page(extra={"a": json.loads("[" * 120 + "]" * 120)}), [], "invalid-field"),
    "deep html": (b"<div>" * 100_000 + BODY.encode(), [("content-type", b"text/html")], "empty"),
    "not utf-8": (b'{"text": "\xff\xfe"}', [], "not-utf8"),
    "control characters": (page(text=BODY.replace("Wote", "Wo\x00te\x1b[31m")), [], None),
    "half surrogates": (page().replace(b"Wote", b"Wo\\ud800te"), [], "not-json"),
    "duplicate keys": (page().replace(b'{"text"', b'{"text": "first", "text"'), [], None),
    "a batch of a hundred times its size": (page(text=BODY + "\n\n" + " " * 1_900_000), [], None),
    "dates out of this world": (page(published="0000-00-00", modified="99999-12-31T00:00:00Z"), [], None),
    "date far away": (page(published="+99999-12-31T00:00:00Z", fetched="-1"), [], None),
    "header without a value": (page(), [("content-type", None)], None),
    "unknown content type": (page(), [("content-type", b"image/png")], "unknown-content-type"),
    "broken content type": (page(), [("content-type", b"\xff\xfe;;=")], "unknown-content-type"),
    "header name not utf-8": (page(), [(RawName("trace"), b"\xff")], None),
    "null value": (None, [], "tombstone"),
    "empty value": (b"", [], "not-json"),
    "empty text": (page(text="  "), [], "empty"),
}  # fmt: skip


def test_whatever_a_producer_sends_ends_as_an_article_or_as_a_dead_letter_with_its_reason(house: House) -> None:
    # The name stands in the key, with bytes that are not UTF-8; and in the id, so that no two articles are one.
    records: list[Record] = []
    for name, (value, headers, _) in BAD.items():
        if value and value.startswith(b'{"text": "NAIROBI'):
            value = value.replace(b"{", b'{"source_id": "t", "id": "%s", ' % name.encode(), 1)
        records.append((name.encode() + b"\xff", value, headers))
    total = send(house, records)
    enrich(house, total)
    read = house.read(topology.ENRICH_DEAD)
    letters = {(item.key or b"")[:-1].decode(): item for item in read}
    assert len(read) == len(letters)
    outcome = {name: item.headers["dead-reason"].decode() for name, item in letters.items()}
    assert outcome == {name: reason for name, (_, _, reason) in BAD.items() if reason}
    assert len(house.read(topology.ENRICHED)) == total - len(letters)
    assert all(item.value == sent for item in letters.values() for key, sent, _ in records if key == item.key)


def test_a_dead_letter_keeps_headers_whose_names_are_not_utf8_and_spells_the_names_out(house: House) -> None:
    send(house, [(b"key", b"no json", [(RawName("trace"), b"\xff"), ("own", b"1")])])
    enrich(house, 1)
    (letter,) = house.read(topology.ENRICH_DEAD)
    assert (letter.key, letter.value) == (b"key", b"no json")
    assert letter.headers["own"] == b"1"
    assert letter.headers["trace\\xff\\xfe"] == b"\xff"


def test_pages_of_several_raw_topics_come_together_with_their_place_and_a_tick_from_each(house: House) -> None:
    settings = load_settings(
        environ={}, bootstrap_servers=house.broker.bootstrap, partitions=PARTITIONS, raw_topics="wire.raw, web.raw"
    )
    apply(settings)
    for topic in settings.raw_topics:
        house.produce(topic, [(topic.encode(), page(id=topic, source_id="t"))])
    house.start("worker", "enrich", raw_topics="wire.raw,web.raw")
    wait_for(lambda: len(house.read(topology.ENRICHED)) == 2, 60, "two articles")
    articles = [json.loads(item.value or b"") for item in house.read(topology.ENRICHED)]
    assert {item["raw"]["topic"] for item in articles} == {"wire.raw", "web.raw"}
    mentions = [json.loads(item.value or b"") for item in house.read(topology.MENTIONS)]
    ticks = [(item["topic"], item["partition"]) for item in mentions if item["kind"] == "tick"]
    assert {topic for topic, _ in ticks} == {"wire.raw", "web.raw"}
    assert len(ticks) == 2 * PARTITIONS  # to every partition of the mentions, from the one that a page came to


@pytest.mark.long
def test_no_page_is_lost_when_the_enrich_worker_is_killed_five_times(house: House) -> None:
    ids = 20_000
    settings = load_settings(environ={}, bootstrap_servers=house.broker.bootstrap, partitions=PARTITIONS)
    apply(settings)
    text = "A flood hit Kenya on Tuesday, killing four people, officials said."
    pages = [
        (b"%d" % number, json.dumps({"id": str(number), "source_id": "t", "text": text}).encode())
        for number in range(ids)
    ]
    house.produce(topology.RAW, [*pages, (b"poison", b"{")])
    for kill in range(5):
        house.start("worker", "enrich")
        wait_for(lambda at=1 + kill * 2000: house.committed(GROUP, topology.RAW) >= at, 90, "progress")
        house.workers[-1].kill()
    house.start("worker", "enrich")
    house.wait_until_done(ids + 1, 240, group=GROUP, topic=topology.RAW)
    origin: dict[Any, set[bytes | None]] = {}
    read = house.read(topology.ENRICHED)
    for item in read:
        origin.setdefault(json.loads(item.value or b"")["origin"]["id"], set()).add(item.value)
    assert set(origin) == {str(number) for number in range(ids)}
    assert all(len(values) == 1 for values in origin.values())  # what is repeated has the bytes of the first
    assert len(read) - ids <= 5 * 64 * 4
    assert {item.value for item in house.read(topology.ENRICH_DEAD)} == {b"{"}


SAMPLE = Path(__file__).parents[3] / "shared" / "seed" / "000_017209d9a1e91163.txt"


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample page lies outside the repository")
@pytest.mark.parametrize(
    "form",
    ["text", pytest.param("json", marks=pytest.mark.long), pytest.param("another tag", marks=pytest.mark.long)],
)
def test_the_sample_page_raises_alerts_where_the_danger_is_and_nowhere_else(house: House, form: str) -> None:
    text = SAMPLE.read_text("utf-8")
    if form == "another tag":
        tag = "• Country:\n  • Russia\n"
        assert tag in text
        text = text.replace(tag, tag.replace("Russia", "Brazil"))
    value, headers = (
        (json.dumps({"text": text}).encode(), [])
        if form == "json"
        else (text.encode(), [("content-type", b"text/plain")])
    )
    send(house, [(b"sample", value, headers)])
    house.start("worker", "alert", late_limit="off")
    enrich(house, 1)
    wait_for(lambda: len(house.read(topology.EVENTS)) >= 2, 60, "two alerts")
    raised = {(item.key or b"").decode() for item in house.read(topology.EVENTS)}
    assert {"AF", "TJ"} <= raised <= {"AF", "TJ", "KG", "UZ"}
