"""The alert app from a fixed mentions log: however it is disturbed, the same alerts, versions, counts and bytes."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from streams import topology
from streams.kafka.admin import apply
from streams.records import dump
from streams.settings import load_settings
from tests.delivery.conftest import PARTITIONS, House, Read, wait_for
from tests.stages.alert.build import MINUTE, START, event, mention, notice, tick

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(280)]

RECORDS = 20_000
CODES = ("KE", "UG", "TZ", "ET", "SO", "RW", "SD", "SS", "MZ", "MW", "ZM", "CD", "BI", "DJ", "ER", "MG")
TYPES = ("flood", "unrest", "earthquake", "attack")


def fixed_log() -> list[tuple[bytes | None, bytes]]:
    """Sixteen countries over some weeks: new stories, follow-ups, copies, newer versions, retractions, ticks."""
    dice = random.Random(7)
    log: list[tuple[bytes | None, bytes]] = []
    while len(log) < RECORDS:
        number = len(log)
        at = START + number * 2 * MINUTE
        code = dice.choice(CODES)
        if number % 200 == 0:
            # The same to every partition; here as the enrich app sends it, one after another.
            record: Any = notice(f"a{number - dice.randint(1, 400)}", at) if number % 400 else tick(at, number)
            log += [(None, dump(record))] * PARTITIONS
            continue
        article = f"a{number}" if dice.random() > 0.05 else f"a{max(1, number - 50)}"
        happened = event(
            dice.choice(TYPES), code, killed=dice.choice((None, 1.0, 12.0, 40.0)), score=dice.choice((0.3, 0.9))
        )
        words = " ".join(f"word{dice.randint(0, 400)}" for _ in range(15))
        events = [happened] if dice.random() < 0.3 else []
        log.append((code.encode(), dump(mention(article, at, events, country=code, words=words))))
    return log[:RECORDS]


def fill(house: House) -> None:
    settings = load_settings(
        environ={}, bootstrap_servers=house.broker.bootstrap, partitions=PARTITIONS
    )  # fmt: skip
    apply(settings)
    house.produce(topology.MENTIONS, fixed_log())


def run_until_done(house: House, disturb: Callable[[], None] | None = None) -> None:
    house.start("worker", "alert")
    if disturb:
        disturb()
    house.wait_until_done(RECORDS, 200, group="dateline-alert", topic=topology.MENTIONS)


def outcome(house: House) -> tuple[list[tuple[Any, ...]], dict[bytes | None, bytes | None]]:
    """Every alert event once, by country in order; and the open alerts."""
    seen: dict[tuple[Any, ...], Read] = {}
    for item in house.read(topology.EVENTS):
        seen.setdefault((item.key, item.value, tuple(sorted(item.headers.items()))), item)
    events = sorted(seen, key=lambda one: (one[0], seen[one].partition, seen[one].offset))
    current: dict[bytes | None, bytes | None] = {}
    for item in sorted(house.read(topology.CURRENT), key=lambda one: (one.partition, one.offset)):
        current[item.key] = item.value
    return events, {key: value for key, value in current.items() if value is not None}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What comes out when nothing happens; once for all tests of this file."""
    from streams.kafka.broker import LocalBroker

    with LocalBroker() as broker:
        house = House(broker, tmp_path_factory.mktemp("undisturbed"))
        try:
            fill(house)
            run_until_done(house)
            return outcome(house)
        finally:
            house.stop_all()


def assert_same(house: House, undisturbed: Any) -> None:
    events, current = outcome(house)
    expected_events, expected_current = undisturbed
    assert len(expected_events) > 500
    assert events == expected_events
    assert current == expected_current


def test_killing_it_five_times_changes_no_alert(house: House, undisturbed: Any) -> None:
    fill(house)

    def disturb() -> None:
        for kill in range(5):
            wait_for(
                lambda at=1 + kill * 2500: house.committed("dateline-alert", topology.MENTIONS) >= at, 60, "progress"
            )
            house.workers[-1].kill()
            house.start("worker", "alert")

    run_until_done(house, disturb)
    assert_same(house, undisturbed)
