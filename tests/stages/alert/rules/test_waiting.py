"""Quiet hours and gaps: when a message leaves, by the records' time and in the rule's zone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.records import Alert
from streams.stages.alert import Countries
from streams.stages.alert.rules import read_rules
from streams.stages.alert.rules.model import Quiet
from tests.stages.alert.build import HOUR, MINUTE, event, mention, notice, tick

MIDNIGHT = 1_704_153_600_000  # 2024-01-02 00:00 UTC
DAY = 24 * HOUR
RULES = "version: 1\nrules:\n  - id: calm\n    quiet: {hours: 22:00-06:00}\n    gap: 1h\n"


def run(*records: Any, rules: str = RULES) -> list[tuple[str, str]]:
    countries = Countries(late_limit_ms=None, rules=read_rules({"desk.yaml": rules}))
    found = []
    for offset, record in enumerate(records):
        for item in countries.apply(record, offset):
            assert isinstance(item, Alert)
            found.append((item.msg_type, item.updated[8:16].replace("T", " ")))
    return found


def minutes(start: int, end: int) -> list[Any]:
    return [tick(at) for at in range(start, end + 1, 10 * MINUTE)]


def test_an_alert_of_the_night_goes_out_in_the_morning() -> None:
    night = mention("a", MIDNIGHT - HOUR, [event()])
    assert run(night, *minutes(MIDNIGHT, MIDNIGHT + 8 * HOUR)) == [("Alert", "02 06:00")]


def test_by_day_it_goes_at_once() -> None:
    assert run(mention("a", MIDNIGHT + 6 * HOUR, [event()])) == [("Alert", "02 06:00")]


def test_the_worst_does_not_wait_and_never_means_never() -> None:
    worst = mention("a", MIDNIGHT, [event(severity="Extreme")])
    assert run(worst) == [("Alert", "02 00:00")]
    never = RULES.replace("06:00}", "06:00, unless: never}")
    assert run(worst, tick(MIDNIGHT + 6 * HOUR), rules=never) == [("Alert", "02 06:00")]


def test_an_update_waits_too_and_a_cancel_does_not() -> None:
    first = mention("a", MIDNIGHT - 3 * HOUR, [event()])
    more = mention("b", MIDNIGHT, [event(killed=5)])
    back = notice("a", MIDNIGHT + HOUR)
    assert run(first, more, *minutes(MIDNIGHT, MIDNIGHT + 7 * HOUR)) == [("Alert", "01 21:00"), ("Update", "02 06:00")]
    assert run(first, back) == [("Alert", "01 21:00"), ("Cancel", "02 01:00")]


def test_what_is_retracted_in_the_night_was_never_there() -> None:
    night = mention("a", MIDNIGHT, [event()])
    assert run(night, notice("a", MIDNIGHT + HOUR), *minutes(MIDNIGHT + HOUR, MIDNIGHT + 8 * HOUR)) == []


def test_the_gap_is_the_rules_own_and_what_gets_worse_does_not_wait_for_it() -> None:
    noon = MIDNIGHT + 12 * HOUR
    first, more = mention("a", noon, [event()]), mention("b", noon + 10 * MINUTE, [event(killed=5)])
    worse = mention("c", noon + 20 * MINUTE, [event(killed=50, severity="Severe")])
    assert run(first, more, *minutes(noon + 10 * MINUTE, noon + 2 * HOUR)) == [
        ("Alert", "02 12:00"),
        ("Update", "02 13:00"),
    ]
    assert run(first, more, worse) == [("Alert", "02 12:00"), ("Update", "02 12:20")]


def test_a_gap_that_ends_in_the_night_waits_for_the_morning() -> None:
    evening = MIDNIGHT - 150 * MINUTE  # 21:30
    first, more = mention("a", evening, [event()]), mention("b", evening + 10 * MINUTE, [event(killed=5)])
    ticks = minutes(evening + 10 * MINUTE, MIDNIGHT + 7 * HOUR)
    assert run(first, more, *ticks) == [("Alert", "01 21:30"), ("Update", "02 06:00")]


ZONES = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"]
minute_of_day = st.integers(0, 24 * 60 - 1)


@given(minute_of_day, minute_of_day, st.sampled_from(ZONES), st.integers(1_600_000_000, 1_800_000_000))
def test_after_the_wait_the_hours_are_over_in_every_zone_and_at_every_change_of_clocks(
    begin: int, end: int, zone: str, second: int
) -> None:
    if begin == end:
        return
    quiet = Quiet(hours=(begin, end), zone=ZoneInfo(zone))
    now = second * 1000
    until = quiet.until(now, "Minor")
    assert now <= until <= now + 25 * HOUR
    for _ in range(90):  # where clocks change, at most some further minutes
        if quiet.until(until, "Minor") == until:
            break
        until = quiet.until(until, "Minor")
    assert quiet.until(until, "Minor") == until


@pytest.mark.parametrize(
    ("zone", "local", "over"),
    [
        ("Europe/Berlin", "2024-01-02T23:30", "2024-01-03T06:00"),
        ("Europe/Berlin", "2024-03-30T23:30", "2024-03-31T06:00"),  # a night of seven hours
        ("America/New_York", "2024-11-03T05:59", "2024-11-03T06:00"),
    ],
)
def test_hours_are_those_of_the_clock_on_the_wall(zone: str, local: str, over: str) -> None:
    there = ZoneInfo(zone)
    now, then = (int(datetime.fromisoformat(at).replace(tzinfo=there).timestamp() * 1000) for at in (local, over))
    assert Quiet(hours=(22 * 60, 6 * 60), zone=there).until(now, "Minor") == then
