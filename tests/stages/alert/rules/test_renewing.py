"""New rules hold from one record on, and a crash around that moment changes no byte of what had been sent."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.records import Alert, dump
from streams.stages.alert import Countries
from streams.stages.alert.rules import RuleSet, read_rules
from tests.stages.alert.build import MINUTE, START, event, mention, notice, tick
from tests.stages.alert.test_replay import LATE_LIMIT, logs

TEXTS = {
    "all": "version: all\nrules: [{id: any}]",
    "severe": "version: severe\nrules: [{id: severe, match: {severity: Severe}}]",
    "kenya": "version: kenya\nrules: [{id: ke, match: {countries: KE, score: 0.2}, raise: {severity: Extreme}}]",
    "quiet": "version: quiet\nrules: [{id: calm, quiet: {hours: 00:00-12:00, unless: never}, gap: 5h}]",
}
SETS = {name: read_rules({f"{name}.yaml": text}) for name, text in TEXTS.items()}


class Worker:
    """What the loop does with one partition, with a topic of snapshots and a record of what was sent."""

    def __init__(self, log: list[Any]) -> None:
        self.log = log
        self.topic: dict[str, bytes] = {}
        self.sent: list[tuple[int, bytes]] = []  # offset of the cause, bytes
        self.in_force: dict[int, str] = {}  # offset -> version, as last worked on
        self.committed = 0

    def run(self, disk: list[str], cuts: list[int], crashes: list[tuple[str, int]]) -> None:
        """Until the log is done; the disk's rules change after every batch, and crashes come at given points."""
        changes, cut, crash = iter(disk), iter(cuts), iter(crashes)
        newest = SETS[next(changes, "all")]
        while self.committed < len(self.log):
            countries = Countries(late_limit_ms=LATE_LIMIT, rules=newest)
            countries.restore(self.topic, max((offset for offset, _ in self.sent), default=-1))
            while self.committed < len(self.log):
                newest = SETS[next(changes, "all")]
                where, part = next(crash, ("", 0))
                end = min(len(self.log), self.committed + next(cut, 3))
                if not self.batch(countries, newest, end, where, part):
                    break
                self.committed = end

    def batch(self, countries: Countries, newest: RuleSet, end: int, where: str, part: int) -> bool:
        """One batch; False where the process died at `where`, after `part` of the sends there."""
        if countries.renew(newest, self.committed) and not self.save(countries, where == "renewing", part):
            return False
        outputs = []
        for offset in range(self.committed, end):
            self.in_force[offset] = countries.rules.version
            outputs += [(offset, dump(item)) for item in countries.apply(self.log[offset], offset)]
        self.sent += outputs[:part] if where == "sending" else outputs
        return where != "sending" and self.save(countries, where == "saving", part)

    def save(self, countries: Countries, dies: bool, part: int) -> bool:
        snapshots = countries.snapshots()
        self.topic |= dict(snapshots[:part] if dies else snapshots)
        return not dies


def expected(log: list[Any], in_force: dict[int, str]) -> list[bytes]:
    """One process that never dies, with each record under the rules that it came under."""
    by_version = {rules.version: rules for rules in SETS.values()}
    countries = Countries(late_limit_ms=LATE_LIMIT)
    lines = []
    for offset, record in enumerate(log):
        countries.renew(by_version[in_force[offset]], offset)
        lines += [dump(item) for item in countries.apply(record, offset)]
    return lines


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    logs(),
    st.lists(st.sampled_from(sorted(SETS)), max_size=15),
    st.lists(st.integers(1, 6), max_size=20),
    st.lists(st.tuples(st.sampled_from(("", "renewing", "sending", "saving")), st.integers(0, 4)), max_size=10),
)
def test_rules_that_change_around_crashes_leave_one_history(
    log: list[Any], disk: list[str], cuts: list[int], crashes: list[tuple[str, int]]
) -> None:
    worker = Worker(log)
    worker.run(disk, cuts, crashes)
    lines = expected(log, worker.in_force)
    assert sorted(dict.fromkeys(line for _, line in worker.sent)) == sorted(dict.fromkeys(lines))


def small(number: int, **more: Any) -> Any:
    return mention(f"a{number}", START + number * MINUTE, [event(**more)], country="UG")


def test_a_batch_that_a_crash_interrupted_is_done_again_under_the_rules_that_it_began_under() -> None:
    worker = Worker([small(0), small(1, severity="Severe")])
    countries = Countries(late_limit_ms=LATE_LIMIT, rules=SETS["all"])
    worker.batch(countries, SETS["all"], 1, "saving", 0)  # the alert is out, its snapshot and commit are not
    again = Countries(late_limit_ms=LATE_LIMIT, rules=SETS["kenya"])
    again.restore(worker.topic, 0)
    assert not again.renew(SETS["kenya"], 0)
    assert [dump(item) for item in again.apply(worker.log[0], 0)] == [line for _, line in worker.sent]
    assert again.renew(SETS["kenya"], 1)


def test_after_a_clean_stop_new_rules_hold_from_the_first_record() -> None:
    worker = Worker([small(0), small(1)])
    worker.batch(Countries(late_limit_ms=LATE_LIMIT, rules=SETS["all"]), SETS["all"], 1, "", 0)
    again = Countries(late_limit_ms=LATE_LIMIT, rules=SETS["severe"])
    again.restore(worker.topic, 0)
    assert again.renew(SETS["severe"], 1)
    assert again.rules is SETS["severe"]


def test_the_same_rules_again_are_no_change() -> None:
    countries = Countries(late_limit_ms=LATE_LIMIT, rules=SETS["all"])
    assert countries.renew(SETS["all"], 0)  # the first snapshot says which rules hold
    assert not countries.renew(read_rules({"all.yaml": TEXTS["all"]}), 1)


def test_an_alert_of_a_rule_that_is_gone_runs_on_to_its_end() -> None:
    countries = Countries(late_limit_ms=LATE_LIMIT, rules=SETS["all"])
    (alert,) = countries.apply(small(0), 0)
    countries.renew(SETS["severe"], 1)
    follow_up = countries.apply(small(20), 1)
    assert [item.msg_type for item in follow_up if isinstance(item, Alert)] == ["Update"]
    over = countries.apply(tick(START + 40 * 24 * 60 * MINUTE), 2)
    assert isinstance(alert, Alert)
    assert [type(item).__name__ for item in over] == ["Expired"]
    assert [item.alert_id for item in over] == [alert.alert_id]


def test_every_alert_names_its_rule_and_the_version_of_the_whole_set() -> None:
    countries = Countries(late_limit_ms=LATE_LIMIT, rules=SETS["all"])
    (alert,) = countries.apply(small(0), 0)
    assert isinstance(alert, Alert)
    first = alert.triggers[0]
    assert (first.kind, first.id, first.version) == ("rule", "any", SETS["all"].rules[0].version)
    assert alert.versions.rules == SETS["all"].version


def test_a_cancel_names_the_rule_although_the_report_that_it_raised_is_gone() -> None:
    countries = Countries(late_limit_ms=LATE_LIMIT, rules=SETS["all"])
    countries.apply(small(0), 0)
    countries.apply(small(1, score=0.3), 1)  # supports the story, and would not have started it
    (cancel,) = countries.apply(notice("a0", START + 2 * MINUTE), 2)
    assert isinstance(cancel, Alert)
    assert (cancel.msg_type, cancel.triggers[0].kind, cancel.triggers[0].id) == ("Cancel", "rule", "any")
