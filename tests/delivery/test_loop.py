"""The batch loop under each fault, on a real Kafka, with every single id counted."""

import signal
import time

import pytest
from kafka import KafkaAdminClient, TopicPartition

from streams.kafka.cluster import Cluster
from tests.delivery import echo
from tests.delivery.conftest import PARTITIONS, House, Load, assert_all_there, record, wait_for

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

IDS = 20_000
# The fetches that a worker may have in hand when it dies: what a crash may repeat.
IN_FLIGHT = echo.Echo.poll_records * echo.Echo.take_fetches


def test_nothing_is_lost_or_repeated_while_three_workers_join_and_leave(house: House) -> None:
    load = Load(house, IDS, 1500)
    workers = [house.start()]
    house.wait_until_begun()
    workers.append(house.start())
    house.wait_until_begun(4000)
    workers.append(house.start())
    house.wait_until_begun(8000)
    house.wait_until_up(*workers)
    for worker in workers[:2]:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(12) == 0, house.log(worker)
    load.wait()
    house.wait_until_done(IDS)
    assert_all_there(house, IDS, most_repeats=0)


def test_nothing_is_lost_when_a_worker_is_killed_five_times(house: House) -> None:
    load = Load(house, IDS, 1000)
    survivor = house.start()
    for kills in range(5):
        victim = house.start()
        house.wait_until_begun(1 + kills * 2000)
        victim.kill()
    load.wait()
    house.wait_until_done(IDS)
    assert survivor.poll() is None
    assert_all_there(house, IDS, most_repeats=5 * IN_FLIGHT)


def test_nothing_is_lost_when_the_broker_is_killed_under_load(house: House) -> None:
    load = Load(house, IDS, 1500)
    workers = [house.start(), house.start()]
    house.wait_until_begun(4000)
    house.broker.kill()
    time.sleep(2)  # how long the outage lasts, not a wait for anything
    house.broker.start()
    load.wait()
    for worker in workers:
        if worker.poll() is not None:
            house.start()
    house.wait_until_done(IDS)
    assert_all_there(house, IDS, most_repeats=2 * IN_FLIGHT)


def test_nothing_is_lost_when_the_broker_stands_still_for_twenty_seconds(house: House) -> None:
    load = Load(house, IDS, 1500)
    worker = house.start()
    house.wait_until_begun(4000)
    house.broker.pause()
    time.sleep(20)  # how long the outage lasts
    house.broker.resume()
    load.wait()
    if worker.poll() is not None:
        house.start()
    house.wait_until_done(IDS)
    assert_all_there(house, IDS, most_repeats=IN_FLIGHT)


def test_poison_and_bugs_end_as_dead_letters_byte_for_byte_and_stop_nothing(house: House) -> None:
    good = [record(number) for number in range(IDS)]
    bad = [(b"\xff\xfe key", b"poison \x00\xff %d" % number) for number in range(500)]
    bugs = [(None, b"bug %d" % number) for number in range(40)]
    mixed = [*good[:10_000], *bad, *bugs, *good[10_000:]]
    house.produce(echo.IN, mixed, headers=[("own", b"\xff"), ("own", b"twice")])
    house.start()
    house.wait_until_done(len(mixed))
    assert_all_there(house, IDS, most_repeats=0)
    letters = house.read(echo.DEAD)
    assert sorted((item.key or b"", item.value) for item in letters) == sorted(
        (key or b"", value) for key, value in bad + bugs
    )
    reasons = {item.headers["dead-reason"] for item in letters}
    assert reasons == {b"not-json", b"bug"}
    one = next(item for item in letters if item.value == bad[0][1])
    assert one.headers["own"] == b"twice"
    assert one.headers["dead-topic"] == echo.IN.encode()
    assert one.headers["dead-message"] == b"poisoned on purpose"
    assert one.headers["dead-replay-count"] == b"0"
    assert {"dead-partition", "dead-offset", "dead-timestamp", "dead-app", "dead-stage", "dead-version"} <= set(
        one.headers
    )


def test_twenty_thousand_broken_records_in_a_row_stop_nothing(house: House) -> None:
    house.produce(echo.IN, [(None, b"poison %d" % number) for number in range(IDS)])
    worker = house.start()
    house.wait_until_done(IDS)
    assert worker.poll() is None
    assert len(house.read(echo.DEAD)) == IDS


def test_a_bad_deploy_stops_the_worker_instead_of_draining_the_topic(house: House) -> None:
    house.produce(echo.IN, [record(number) for number in range(IDS)])
    (house.faults / "broken").touch()
    worker = house.start()
    assert worker.wait(60) == 1, house.log(worker)
    assert "in a row" in house.log(worker)
    (house.faults / "broken").unlink()
    house.start()
    house.wait_until_done(IDS)
    assert_all_there(house, IDS, most_repeats=0)


def test_a_send_that_fails_stops_the_worker_and_nothing_is_lost(house: House) -> None:
    house.produce(echo.IN, [record(number) for number in range(IDS)])
    (house.faults / "unsendable").touch()
    worker = house.start(stall_seconds="10")
    assert worker.wait(60) != 0, house.log(worker)
    (house.faults / "unsendable").unlink()
    house.start()
    house.wait_until_done(IDS)
    assert_all_there(house, IDS, most_repeats=IN_FLIGHT)


def test_a_worker_that_hangs_is_ended_by_its_own_watchdog(house: House) -> None:
    house.produce(echo.IN, [record(number) for number in range(IDS)])
    (house.faults / "hang").touch()
    worker = house.start(stall_seconds="5")
    assert worker.wait(60) == 70, house.log(worker)
    assert "no progress" in house.log(worker)
    (house.faults / "hang").unlink()
    house.start()
    house.wait_until_done(IDS)
    assert_all_there(house, IDS, most_repeats=IN_FLIGHT)


def test_sigterm_ends_an_idle_and_a_loaded_worker_within_ten_seconds_with_the_batch_committed(house: House) -> None:
    idle = house.start()
    house.produce(echo.IN, [record(IDS)])
    house.wait_until_done(1)
    begun = time.monotonic()
    idle.send_signal(signal.SIGTERM)
    assert idle.wait(12) == 0, house.log(idle)
    assert time.monotonic() - begun < 10
    load = Load(house, IDS, 4000)
    loaded = house.start()
    house.wait_until_begun(3000)
    begun = time.monotonic()
    loaded.send_signal(signal.SIGTERM)
    assert loaded.wait(12) == 0, house.log(loaded)
    assert time.monotonic() - begun < 10
    load.wait()
    house.start()
    house.wait_until_done(IDS + 1)
    assert_all_there(house, IDS + 1, most_repeats=0)


@pytest.mark.long
def test_sigterm_ends_a_worker_within_its_stop_deadline_when_the_broker_is_down(house: House) -> None:
    load = Load(house, IDS, 4000)
    worker = house.start(stop_seconds="6")
    house.wait_until_begun(3000)
    house.broker.kill()
    begun = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    worker.wait(12)
    assert time.monotonic() - begun < 9
    house.broker.start()
    load.wait()
    house.start()
    house.wait_until_done(IDS)
    assert_all_there(house, IDS, most_repeats=IN_FLIGHT)


@pytest.mark.long
def test_a_worker_frozen_past_its_session_and_woken_spoils_nothing(house: House) -> None:
    load = Load(house, IDS, 1000)
    frozen = house.start()
    house.wait_until_begun(2000)
    frozen.send_signal(signal.SIGSTOP)
    house.start()
    load.wait()
    house.wait_until_done(IDS)
    frozen.send_signal(signal.SIGCONT)
    # It either learns that it is out and ends, or joins again; what it does then is work, and commits.
    house.produce(echo.IN, [record(IDS)])
    house.wait_until_done(IDS + 1)
    assert_all_there(house, IDS + 1, most_repeats=2 * IN_FLIGHT)


def test_records_that_retention_deleted_before_they_were_read_are_reported_with_their_number(house: House) -> None:
    house.produce(echo.IN, [record(number) for number in range(800)])
    first = house.start()
    house.wait_until_done(800)
    first.send_signal(signal.SIGTERM)
    assert first.wait(12) == 0, house.log(first)
    house.produce(echo.IN, [(None, b"value") for _ in range(8 * 50)])  # fifty to each partition
    with Cluster(house.broker.bootstrap) as cluster:
        ends = cluster.end_offsets(echo.IN)
    admin = KafkaAdminClient(bootstrap_servers=house.broker.bootstrap)
    admin.delete_records({TopicPartition(echo.IN, number): end - 20 for number, end in ends.items()})
    admin.close()
    second = house.start()
    wait_for(lambda: house.log(second).count("retention deleted 30 records") == PARTITIONS, 60, "the reports")
    wait_for(lambda: len(house.read(echo.OUT)) == 800 + 8 * 20, 30, "the rest is read")
