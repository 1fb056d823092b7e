"""How much memory a worker takes, and how long until its first article, in the face of the largest pages there can be.

A backlog of pages of one kind, as large as a raw topic takes them (1 MiB as stored, 2 MiB unpacked), is laid before a
fresh worker of enrich; then the mentions of all of them before one of alert. What counts is the kernel's peak.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import chain, count
from string import ascii_letters, digits

from bench.machine import Failed, House
from bench.pages import page
from bench.table import Table, progress
from streams.kafka import admin
from streams.kafka.cluster import Cluster
from streams.settings import Settings, load_settings
from streams.topology import MENTIONS, MIB, apps

LIMIT_MIB = 400
_ENVIRON = {"DATELINE_LATE_LIMIT": "off"}


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    content_type: str
    codec: str
    build: Callable[[int], bytes]  # from a number


def run(quick: bool) -> list[Table]:
    """One worker for each kind of page, then one for what came of them."""
    largest = 10 if quick else 40
    rows = []
    with House() as house:
        for kind, pages in ((_SMALL, 1), *((kind, largest) for kind in _KINDS)):
            topic = f"articles.raw.{kind.name.replace(' ', '-')}"
            settings = load_settings(environ={}, bootstrap_servers=house.servers, raw_topics=topic)
            admin.apply(settings)
            progress(f"memory: writing {pages} pages, {kind.name}")
            _write(house.servers, topic, kind, pages)
            rows.append(_measure(house, settings, "enrich", kind.name, {"DATELINE_RAW_TOPICS": topic}))
        rows.append(_measure(house, settings, "alert", "what came of them", {}))
    note = f"The limit is {LIMIT_MIB} MiB. The first article, and its CPU time, count from the start of the process."
    return [Table("memory: a fresh worker before a backlog of the largest pages", rows, [note])]


def _measure(house: House, settings: Settings, app: str, backlog: str, environ: dict[str, str]) -> dict[str, object]:
    """The row of one worker; it works until it has no lag."""
    group, topic = apps()[app].group, MENTIONS if app == "alert" else settings.raw_topics[0]
    with Cluster(house.servers) as cluster:
        total = sum(cluster.end_offsets(topic).values())

        def done() -> int:
            return sum(cluster.committed(group, [topic])[topic].values())

        begun = time.monotonic()
        with house.worker(app, {**_ENVIRON, **environ}) as process:
            house.wait_for(lambda: done() > 0, 60, f"{app} begins")
            first, first_cpu = time.monotonic() - begun, process.cpu_seconds()
            while (now := done()) < total:
                progress(f"memory: {app}, {backlog}: {now} of {total} records, {process.resident_mib():.0f} MiB")
                house.wait_for(lambda at=now: done() > at, 120, f"{app} goes on")  # type: ignore[misc]
            return {
                "worker": app,
                "backlog": backlog,
                "records": total,
                "first article s": first,
                "its CPU s": first_cpu,
                "CPU ms / record": 1000 * process.cpu_seconds() / total,
                "peak MiB": process.peak_mib(),
            }


def _write(servers: str, topic: str, kind: _Kind, pages: int) -> None:
    from confluent_kafka import Producer

    producer = Producer(
        {"bootstrap.servers": servers, "compression.type": kind.codec, "message.max.bytes": 4 * MIB, "linger.ms": 0}
    )
    headers = [("content-type", kind.content_type.encode())]
    for number in range(pages):
        producer.produce(topic, kind.build(number), f"{kind.name}-{number}", headers=headers)
        if producer.flush(30):  # each in a batch of its own: together they would be larger than the topic takes
            raise Failed("the pages could not be written")


def _news(number: int) -> Iterator[str]:
    """Many articles, one after the other."""
    return chain.from_iterable((page(n).headline, *page(n).paragraphs) for n in count(1000 * number))


def _noise(number: int) -> Iterator[str]:
    """Sentences of words of chance, which hardly compress."""
    chance = random.Random(number)
    while True:
        letters = "".join(chance.choices(ascii_letters + digits, k=400))
        yield " ".join(letters[at : at + 6] for at in range(0, 400, 6)) + "."


def _filled(number: int, paragraphs: Iterator[str], size: int, *, html: bool = False) -> bytes:
    """A page of as many paragraphs as fit; flat, each is a line, with nothing around, so that most of it is kept."""
    chosen, left = [], size - 2000 - len(page(number).html())
    for paragraph in paragraphs:
        left -= len(escape(paragraph)) + len("\n<p></p>")
        if left < 0:
            break
        chosen.append(paragraph)
    if html:
        return replace(page(number), paragraphs=chosen).html().encode()
    return "\n".join(chosen).encode()


_SMALL = _Kind("one small page", "text/plain", "none", lambda n: page(n).flat().encode())
_LARGEST, _UNPACKED = MIB - 4096, 2 * MIB  # the former with room for what surrounds a record
_KINDS = (
    _Kind("flat", "text/plain", "zstd", lambda n: _filled(n, _news(n), _UNPACKED)),
    _Kind("flat noise", "text/plain", "none", lambda n: _filled(n, _noise(n), _LARGEST)),
    _Kind("html", "text/html", "zstd", lambda n: _filled(n, _news(n), _UNPACKED, html=True)),
    _Kind("html noise", "text/html", "none", lambda n: _filled(n, _noise(n), _LARGEST, html=True)),
)
