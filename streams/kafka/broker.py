"""A real Kafka on this machine: one node (KRaft), a child process on free ports of 127.0.0.1.

Made for the demo, the tests and a first look; never for production. Its folder holds server.properties, broker.log
(every start, one after the other) and the data, and can be kept and started again.
"""

import contextlib
import shutil
import socket
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from streams.errors import BrokerError
from streams.kafka import jars
from streams.kafka.child import Child
from streams.kafka.cluster import Cluster

_START_SECONDS = 60.0
_STOP_SECONDS = 4.0
_TRIES = 3  # a port that was free a moment ago may be taken now
_JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.slf4j.simpleLogger.showDateTime=true")  # fmt: skip
_PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs={logs}
auto.create.topics.enable=false
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
# After a kill -9 the next start waits until the dead broker's session is over; the default is 9 s.
broker.session.timeout.ms=4000
broker.heartbeat.interval.ms=1000
# A quarter of the default: the buffer is taken from a small heap.
log.cleaner.dedupe.buffer.size=33554432
"""


class LocalBroker:
    """One broker; `start` and `stop`, or a context manager. A restart keeps ports and data.

    Without `data` everything lies in a temporary folder that `stop` removes.
    """

    def __init__(self, data: Path | None = None, port: int | None = None, heap_mib: int = 256) -> None:
        self._temporary = None if data else tempfile.TemporaryDirectory(prefix="dateline-broker-")
        self.folder = Path(data or self._temporary.name).absolute()  # type: ignore[union-attr]
        self._wanted_port = port
        self._heap_mib = heap_mib
        self._ports: tuple[int, int] | None = None  # the broker's and the controller's, kept over restarts
        self._child: Child | None = None

    @property
    def bootstrap(self) -> str:
        """host:port of the broker."""
        if not self._ports:
            raise BrokerError("the local broker was not started")
        return f"127.0.0.1:{self._ports[0]}"

    @property
    def pid(self) -> int:
        """Process id of the running broker."""
        return self._running().pid

    def start(self) -> Self:
        """Start it and wait until it answers. Raises BrokerError with the end of its log."""
        if self._child and self._child.returncode is None:
            return self
        if self._wanted_port and not self._ports and not _is_free(self._wanted_port):
            raise BrokerError(f"port {self._wanted_port} is taken by another process: choose another one")
        self.folder.mkdir(parents=True, exist_ok=True)
        command = (jars.java(), *_JVM, "-cp", jars.class_path())
        for tries_left in reversed(range(_TRIES)):
            fresh = self._ports is None
            self._ports = self._ports or (self._wanted_port or _free_port(), _free_port())
            try:
                self._launch(command)
                return self
            except BrokerError:
                if not (fresh and tries_left and "Address already in use" in self._last_words()):
                    raise
                self._ports = None
        raise AssertionError("unreachable: the last try returns or raises")

    def wait(self, seconds: float) -> int | None:
        """Its exit code when it ends within so many seconds, else None."""
        return self._running().wait(seconds)

    def stop(self) -> None:
        """End it cleanly (killed when that takes longer than 4 s), and remove a temporary folder."""
        if self._child:
            self._child.stop(_STOP_SECONDS)
            self._child = None
        if self._temporary:
            self._temporary.cleanup()

    def kill(self) -> None:
        """End it at once (SIGKILL); `start` brings it back on the same ports and data."""
        self._running().kill()

    def terminate(self) -> None:
        """End it cleanly and keep everything for the next `start`."""
        self._running().stop(_STOP_SECONDS)

    def pause(self) -> None:
        """Freeze it (SIGSTOP)."""
        self._running().pause()

    def resume(self) -> None:
        """Wake it (SIGCONT)."""
        self._running().resume()

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def _log(self) -> Path:
        return self.folder / "broker.log"

    def _running(self) -> Child:
        if not self._child:
            raise BrokerError("the local broker was not started")
        return self._child

    def _launch(self, command: tuple[str, ...]) -> None:
        assert self._ports
        port, controller = self._ports
        logs = self.folder / "data"
        properties = self.folder / "server.properties"
        properties.write_text(_PROPERTIES.format(port=port, controller=controller, logs=logs), "utf-8")
        if not (logs / "meta.properties").exists():
            self._format(command, properties)
        self._child = Child(
            (*command[:1], f"-Xmx{self._heap_mib}m", "-Xms64m", *command[1:], "kafka.Kafka", str(properties)),
            log=self._log,
        )
        self._await_ready(self._child)

    def _format(self, command: tuple[str, ...], properties: Path) -> None:
        shutil.rmtree(self.folder / "data", ignore_errors=True)  # half of an earlier try
        cluster = uuid4().hex[:22]
        tool = (*command, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(properties))
        child = Child(tool, log=self._log)
        if child.finish(_START_SECONDS) != 0:
            raise BrokerError(f"the local broker's folder {self.folder} cannot be set up: {self._last_words()}")

    def _await_ready(self, child: Child) -> None:
        deadline = time.monotonic() + _START_SECONDS
        try:
            while time.monotonic() < deadline:
                if _answers(self.bootstrap):
                    return
                if child.wait(0.05) is not None:
                    raise BrokerError(f"the local broker ended at its start: {self._last_words()} (see {self._log})")
            raise BrokerError(f"the local broker did not answer within {_START_SECONDS:.0f} s (see {self._log})")
        except BaseException:
            child.kill()
            raise

    def _last_words(self) -> str:
        lines = self._log.read_text("utf-8", "replace").splitlines() if self._log.exists() else []
        errors = [line for line in lines[-60:] if "Exception" in line or "ERROR" in line]
        return (errors or lines or ["it left no message"])[-1].strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Kafka does, for a port used a moment ago
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _answers(bootstrap: str) -> bool:
    """Whether the broker takes connections and counts itself as alive."""
    host, port = bootstrap.split(":")
    with contextlib.suppress(OSError, BrokerError):
        socket.create_connection((host, int(port)), timeout=1).close()
        with Cluster(bootstrap) as cluster:
            return cluster.brokers() > 0
    return False
