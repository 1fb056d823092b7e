"""The alert app from a fixed mentions log: however it is disturbed, the same alerts, versions, counts and bytes."""

import random
import signal
from collections.abc import Callable
from typing import Any

import pytest

from streams import topology
from streams.kafka.admin import apply
from streams.kafka.broker import LocalBroker
from streams.kafka.cluster import Cluster
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
            progress(house, 1 + kill * 2500)
            house.workers[-1].kill()
            house.start("worker", "alert")

    run_until_done(house, disturb)
    assert_same(house, undisturbed)


def progress(house: House, at: int) -> None:
    wait_for(lambda: house.committed("dateline-alert", topology.MENTIONS) >= at, 90, f"{at} mentions committed")


@pytest.mark.long
def test_workers_that_join_and_leave_change_no_alert(house: House, undisturbed: Any) -> None:
    fill(house)

    def disturb() -> None:
        progress(house, 1)
        house.start("worker", "alert")
        progress(house, 5000)
        house.start("worker", "alert")
        progress(house, 9000)
        house.wait_until_up(*house.workers)
        for worker in house.workers[:2]:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(12) == 0, house.log(worker)

    run_until_done(house, disturb)
    assert_same(house, undisturbed)


@pytest.mark.long
def test_a_broker_killed_and_started_again_changes_no_alert(house: House, undisturbed: Any) -> None:
    fill(house)

    def disturb() -> None:
        progress(house, 4000)
        house.broker.kill()
        house.broker.start()

    run_until_done(house, disturb)
    assert_same(house, undisturbed)


@pytest.mark.long
def test_a_worker_frozen_past_its_session_and_woken_changes_no_alert(house: House, undisturbed: Any) -> None:
    fill(house)

    def disturb() -> None:
        progress(house, 3000)
        frozen = house.workers[0]
        frozen.send_signal(signal.SIGSTOP)
        house.start("worker", "alert")
        progress(house, 9000)
        frozen.send_signal(signal.SIGCONT)

    run_until_done(house, disturb)
    assert_same(house, undisturbed)


def test_a_mentions_topic_made_anew_is_refused_by_a_state_of_the_old_one(house: House) -> None:
    fill(house)
    worker = house.start("worker", "alert")
    progress(house, 2000)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(12) == 0, house.log(worker)
    with Cluster(house.broker.bootstrap) as cluster:
        cluster.delete([topology.MENTIONS])
        wait_for(lambda: not cluster.find([topology.MENTIONS]), 30, "the topic is gone")
    fill(house)
    worker = house.start("worker", "alert")
    assert worker.wait(60) == 1, house.log(worker)
    assert "was deleted and made anew" in house.log(worker)
