"""The same log gives the same bytes, whatever the cuts into batches and the crashes; and state stays small."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.records import Alert, Evidence, Fact, dump
from streams.stages.alert import Countries
from tests.stages.alert.build import HOUR, START, event, mention, notice, tick

ARTICLES, CODES, TYPES = "abcdef", ("KE", "UG", "TZ"), ("flood", "unrest", "epidemic")
LATE_LIMIT = 48 * HOUR


@st.composite
def logs(draw: Any) -> list[Any]:
    records, at = [], START
    for number in range(draw(st.integers(1, 25))):
        at += draw(st.sampled_from((0, 60_000, HOUR, 30 * HOUR, 200 * HOUR)))
        kind = draw(st.sampled_from("mmmmnt"))
        article, code = draw(st.sampled_from(ARTICLES)), draw(st.sampled_from(CODES))
        if kind == "m":
            happened = event(
                draw(st.sampled_from(TYPES)),
                code,
                killed=draw(st.sampled_from((None, 1, 50))),
                score=draw(st.sampled_from((0.3, 0.9))),
            )
            content = draw(st.sampled_from(("one", "two")))
            words = draw(st.sampled_from(("river valley", "square march", "hills")))
            records.append(mention(article, at, [happened], country=code, content=content, words=words))
        elif kind == "n":
            status = draw(st.sampled_from(("canceled", "corrected")))
            records.append(notice(article, at, status, (draw(st.sampled_from(CODES)),)))
        else:
            records.append(tick(at, number * 10))
    return records


def wire(items: list[Any]) -> list[bytes]:
    return [dump(item) for item in items]


def crashing(log: list[Any], cuts: list[int], losses: list[int]) -> Iterator[bytes]:
    """Work in batches; after some of them only a part of the snapshots arrives, and a new owner takes over."""
    topic: dict[str, bytes] = {}
    committed, cut = 0, iter(cuts)
    loss = iter(losses)
    while committed < len(log):
        countries = Countries(late_limit_ms=LATE_LIMIT)
        countries.restore(topic)
        while committed < len(log):
            end = min(len(log), committed + next(cut, 3))
            for offset in range(committed, end):
                yield from wire(countries.apply(log[offset], offset))
            snapshots = countries.snapshots()
            arrived = next(loss, len(snapshots))
            topic |= dict(snapshots[:arrived])
            if arrived < len(snapshots):
                break
            committed = end


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(logs(), st.lists(st.integers(1, 6), max_size=20), st.lists(st.integers(0, 4), max_size=8))
def test_crashes_between_the_sends_change_no_byte(log: list[Any], cuts: list[int], losses: list[int]) -> None:
    undisturbed = Countries(late_limit_ms=LATE_LIMIT)
    expected = [line for offset, record in enumerate(log) for line in wire(undisturbed.apply(record, offset))]
    disturbed = list(dict.fromkeys(crashing(log, cuts, losses)))
    assert sorted(disturbed) == sorted(dict.fromkeys(expected))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(logs())
def test_taking_snapshots_changes_nothing(log: list[Any]) -> None:
    quiet, watched = Countries(late_limit_ms=LATE_LIMIT), Countries(late_limit_ms=LATE_LIMIT)
    for offset, record in enumerate(log):
        assert wire(quiet.apply(record, offset)) == wire(watched.apply(record, offset))
        watched.snapshots()
    assert quiet.open_alerts() == watched.open_alerts()


@st.composite
def interleaved(draw: Any) -> tuple[list[Any], list[Any]]:
    """The mentions of two raw partitions, each in its own order, merged in two ways; minutes apart, as feeds are."""
    stories = [("KE", "flood", "river valley dam"), ("KE", "unrest", "square march students"),
               ("UG", "flood", "lake shore rain"), ("TZ", "earthquake", "hills tremor houses")]  # fmt: skip
    parts: list[list[Any]] = [[], []]
    for number in range(draw(st.integers(2, 24))):
        code, kind, words = draw(st.sampled_from(stories))
        part = draw(st.integers(0, 1))
        killed = draw(st.sampled_from((None, 3.0, 12.0)))
        happened = event(kind, code, killed=killed, severity="Severe" if killed == 12.0 else "Moderate")
        record = mention(f"a{number}", START + number * 60_000, [happened], country=code, words=words)
        place = replace(record.raw, partition=part, offset=len(parts[part]))
        parts[part].append(replace(record, raw=place))
    merged = []
    for _ in range(2):
        left = [list(part) for part in parts]
        order = []
        while any(left):
            chosen = draw(st.sampled_from([part for part in left if part]))
            order.append(chosen.pop(0))
        merged.append(order)
    return merged[0], merged[1]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(interleaved())
def test_another_interleaving_of_raw_partitions_leaves_the_same_open_stories(logs: tuple[list[Any], list[Any]]) -> None:
    pictures = []
    for log in logs:
        countries = Countries(late_limit_ms=LATE_LIMIT)
        for offset, record in enumerate(log):
            countries.apply(record, offset)
        opened = countries.open_alerts().values()
        pictures.append(sorted((alert.country.alpha2, alert.event_type, alert.severity) for alert in opened))
    assert pictures[0] == pictures[1]


def test_a_year_of_a_busy_country_fits_a_snapshot_and_every_alert_its_record() -> None:
    countries = Countries(late_limit_ms=LATE_LIMIT)
    largest = 0
    for number in range(6000):
        at = START + number * 365 * 24 * HOUR // 6000
        words = " ".join(f"word{(number * 7919 + n * 104_729) % 20_011}" for n in range(60))
        prints = [(number * 1_000_003 + n * 7_368_787) ** 2 % (1 << 53) for n in range(40)]
        record = mention(
            f"{number:020d}",
            at,
            [event(TYPES[number % 3], killed=float(number % 50))],
            words=words,
            weights=[300 - (n * 7 + number) % 250 for n in range(60)],
            fingerprints=prints,
            names=words.split()[:20],
            disease=None if number % 3 < 2 else f"disease {number % 7}",
            content=f"{number * 7:020d}",
            title=f"{words[:200]}",
        )
        for item in countries.apply(record, number):
            if isinstance(item, Alert):
                assert len(dump(item)) < 64 * 1024
        if number % 100 == 99:
            largest = max(largest, *(len(data) for _, data in countries.snapshots()))
    assert largest < 64 * 1024


def test_texts_that_no_compression_shortens_fit_a_snapshot_too() -> None:
    dice = random.Random(3)

    def characters(count: int) -> str:
        return "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(count))

    countries = Countries(late_limit_ms=LATE_LIMIT)
    for number in range(400):
        told = characters(400)
        happened = event(
            TYPES[number % 3],
            evidence=[Evidence(start=0, end=400, text=told, why=characters(100))],
            facts={name: Fact(value=float(number), start=2, end=3) for name in ("killed", "injured", "missing")},
        )
        record = mention(
            f"{dice.getrandbits(100):020x}",
            START + number * HOUR,
            [happened],
            words=" ".join(characters(2) for _ in range(60)),
            weights=[dice.randrange(20, 300) for _ in range(60)],
            fingerprints=sorted(dice.randrange(1 << 53) for _ in range(40)),
            title=characters(240),
            url=f"https://news.example/{characters(200)}",
        )
        countries.apply(record, number)
    assert all(len(data) < 64 * 1024 for _, data in countries.snapshots())
