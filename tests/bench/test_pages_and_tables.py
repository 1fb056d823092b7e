"""The parts of the benchmarks that need no Kafka."""

import os

import pytest

from bench.machine import Process, percentile
from bench.memory import _KINDS, _UNPACKED
from bench.pages import EVENTS, page
from bench.table import Table
from streams.records import Place, parse_raw
from streams.stages.clean import clean
from streams.stages.tag import mentions_of, tag

PLACE = Place(topic="raw", partition=0, offset=0, timestamp=1_790_000_000_000)


@pytest.mark.parametrize("form", ["text", "html"])
def test_most_event_pages_are_read_as_an_event_and_the_others_are_not(form: str) -> None:
    events = []
    for number in range(45):
        mentions = mentions_of(tag(clean(parse_raw(page(number).record(form)), PLACE)))
        events.append(any(event.score > 0.5 for mention in mentions for event in mention.events))
    others = [found for number, found in enumerate(events) if number % EVENTS]
    assert sum(events[::EVENTS]) >= 10
    assert not any(others)


def test_a_page_is_always_the_same_and_no_two_are_alike() -> None:
    pages = [page(number).flat() for number in range(200)]
    assert pages == [page(number).flat() for number in range(200)]
    assert len(set(pages)) == 200


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.name)
def test_the_largest_pages_are_as_large_as_enrich_takes_them(kind: object) -> None:
    size = len(kind.build(1))  # type: ignore[attr-defined]
    assert _UNPACKED / 2.2 < size <= _UNPACKED


def test_a_table_is_aligned_and_a_missing_value_is_a_dash() -> None:
    table = Table("speed", [{"by": "a", "pages": 1234.5}, {"by": "longer", "pages": None}], ["note"])
    assert table.text().splitlines() == [
        "speed", "", "by      pages", "------  -----", "a       1,234", "longer      -", "", "note"
    ]  # fmt: skip


def test_the_kernel_counts_our_own_process() -> None:
    own = Process(os.getpid())
    before = own.cpu_seconds()
    while own.cpu_seconds() == before:
        sum(range(10_000))
    assert 1 < own.resident_mib() <= own.peak_mib()


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([7.0], 0.99)) == (51.0, 100.0, 7.0)
