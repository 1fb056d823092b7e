"""dateline demo shows the product, ends by itself on a pipe, and on Ctrl-C leaves no process behind."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from streams.cli.demo_view import Tally
from streams.errors import REASONS
from streams.kafka import jars
from streams.kafka.readers import Record
from streams.topology import ENRICH_DEAD, ENRICHED, EVENTS
from tests.cli.test_kafka_commands import _alert

_DEMO = (sys.executable, "-c", "from streams.cli.main import main; main()", "demo")
_ENVIRON = {**os.environ, "DATELINE_PARTITIONS": "2"}


@pytest.fixture(autouse=True)
def local_kafka() -> None:
    if reason := jars.unavailable():
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


def _children(pid: int) -> dict[int, str]:
    """Process id and command of every living child of a process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if int(parent) == pid and state != "Z":
            found[int(folder.name)] = command
    return found


def _gone(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.kafka
def test_on_a_pipe_it_shows_the_alerts_and_ends_with_a_summary() -> None:
    done = subprocess.run([*_DEMO, "--pace", "40"], env=_ENVIRON, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr + done.stdout
    assert "late limit off" in done.stdout
    assert re.search(r"Alert  ▮+▯* (Minor|Moderate|Severe|Extreme) +BD Bangladesh: ", done.stdout)
    pages, articles, dead = map(int, re.findall(r"\n(\d+) pages in, (\d+) articles out, (\d+) dead", done.stdout)[0])
    assert pages == articles + dead
    reasons = {"not-json", "not-utf8", "empty", "too-large", "tombstone", "invalid-field", "no-article"}
    summary = done.stdout[done.stdout.rindex(" dead letters (") :]
    assert all(reason in summary for reason in reasons)
    assert " bug" not in summary
    alerts, countries = map(int, re.findall(r"\n(\d+) alerts in (\d+) countries", done.stdout)[0])
    assert alerts >= countries >= 20


@pytest.mark.kafka
def test_ctrl_c_stops_all_of_it_within_ten_seconds_and_leaves_no_process(tmp_path: Path) -> None:
    demo = subprocess.Popen(
        [*_DEMO, "--pace", "2", "--keep", str(tmp_path)], env=_ENVIRON, stdout=subprocess.PIPE, text=True
    )
    assert demo.stdout
    with demo:
        assert demo.stdout.readline().startswith("dateline demo")
        demo.stdout.readline()  # something was processed
        children = _children(demo.pid)
        commands = " ".join(children.values())
        assert "kafka.Kafka" in commands
        assert "worker enrich" in commands
        assert "worker alert" in commands
        started = time.monotonic()
        demo.send_signal(signal.SIGINT)
        rest = demo.stdout.read()
        assert demo.wait(15) == 0
        assert time.monotonic() - started < 10
    assert "stopped before all was processed" in rest
    assert f"are in {tmp_path}" in rest
    assert [command for pid, command in children.items() if not _gone(pid)] == []


def _record(topic: str, value: bytes, *headers: tuple[str, bytes]) -> Record:
    return Record(topic, 0, 0, 0, None, value, headers)


def test_what_is_seen_is_counted() -> None:
    tally = Tally(address="127.0.0.1:1", kept=None)
    tally.see(_record(ENRICHED, b"{}"))
    tally.see(_record(EVENTS, _alert("AF", "Severe")))
    tally.see(_record(EVENTS, _alert("AF", "Severe", msg_type="Update")))
    tally.see(_record(EVENTS, b"no alert at all"))
    for reason in REASONS:
        tally.see(_record(ENRICH_DEAD, b"", ("dead-reason", reason.encode())))
    numbers = tally.numbers()
    assert (numbers["articles out"], numbers["alerts"], numbers["updates"]) == ("1", "1", "1")
    assert numbers["dead letters"] == str(len(REASONS))
    assert "1 alerts in 1 countries, 1 updates, 0 cancelled" in tally.summary()


def test_the_screen_fits_a_small_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    from streams.cli.demo_view import _screen

    tally = Tally(address="127.0.0.1:1", kept=None)
    for _ in range(50):
        tally.see(_record(EVENTS, _alert("AF", "Severe", headline="A long headline " * 20)))
    out = Console(width=80, height=24, force_terminal=True)
    with out.capture() as captured:
        out.print(_screen(tally, out))
    assert len(captured.get().splitlines()) <= 24
