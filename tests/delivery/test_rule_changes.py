"""Alert rules change under a running worker, between two batches; what is wrong with them is told and stops nothing."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from streams import topology
from streams.kafka.admin import apply
from streams.records import dump
from streams.settings import load_settings
from tests.delivery.conftest import PARTITIONS, House, wait_for
from tests.stages.alert.build import MINUTE, START, event, mention

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(280)]

_moments = iter(range(1_000_000, 2_000_000))


def write_rules(folder: Path, text: str) -> None:
    """A file that was written some time ago: one of this moment may not be whole yet, so a worker lets it lie."""
    folder.mkdir(exist_ok=True)
    draft = folder / ".draft"
    draft.write_text(text, "utf-8")
    moment = next(_moments)
    os.utime(draft, (moment, moment))
    draft.replace(folder / "desk.yaml")


def alerts(house: House) -> dict[str, tuple[str, str]]:
    """Rule and version of the alert on each article."""
    found = (json.loads(item.value or b"") for item in house.read(topology.EVENTS))
    return {a["evidence"][0]["id"]: (a["triggers"][0]["id"], a["triggers"][0]["version"]) for a in found}


def see(house: House, article: str, number: int) -> tuple[str, str]:
    """Send an article about something new; the rule that raised it, and its version."""
    words = " ".join(f"{article}{n}" for n in range(12))
    one = mention(article, START + number * MINUTE, [event("flood", "KE")], words=words)
    house.produce(topology.MENTIONS, [(b"KE", dump(one))])
    return wait_for(lambda: alerts(house).get(article), 60, f"an alert on {article}")


def prepare(house: House) -> dict[str, Any]:
    apply(load_settings(environ={}, bootstrap_servers=house.broker.bootstrap, partitions=PARTITIONS))
    folder = house.folder / "rules"
    write_rules(folder, "version: one\nrules: [{id: first}]")
    return {"rules": str(folder)}


def test_new_rules_are_taken_without_a_restart_and_bad_ones_leave_the_last_good_ones(house: House) -> None:
    settings = prepare(house)
    folder = house.folder / "rules"
    worker = house.start("worker", "alert", **settings)
    rule, version = see(house, "a", 0)
    assert (rule, version.split("+")[0]) == ("first", "one")
    write_rules(folder, "version: two\nrules: [{id: second}]")
    assert see(house, "b", 1)[0] == "second"
    write_rules(folder, "version: three\nrules:\n  - id: third\n    math: {}\n")
    rule, version = see(house, "c", 2)
    assert (rule, version.split("+")[0]) == ("second", "two")
    assert f"{folder}/desk.yaml:4: there is no key 'math' here; did you mean match?" in house.log(worker)
    write_rules(folder, "version: four\nrules: [{id: fourth}]")
    assert see(house, "d", 3)[0] == "fourth"
    assert worker.poll() is None


@pytest.mark.long
def test_after_a_kill_new_rules_hold_for_what_is_new_and_bad_ones_let_no_worker_start(house: House) -> None:
    settings = prepare(house)
    folder = house.folder / "rules"
    worker = house.start("worker", "alert", **settings)
    assert see(house, "a", 0)[0] == "first"
    worker.kill()
    write_rules(folder, "version: two\nrules: [{id: second, gap: x}]")
    broken = house.start("worker", "alert", **settings)
    assert broken.wait(60) == 2
    assert f"dateline: {folder}/desk.yaml:2: 'x' is no duration" in house.log(broken)
    write_rules(folder, "version: two\nrules: [{id: second}]")
    house.start("worker", "alert", **settings)
    assert see(house, "b", 1)[0] == "second"
    assert alerts(house)["a"][0] == "first"
    assert len(house.read(topology.EVENTS)) == 2
