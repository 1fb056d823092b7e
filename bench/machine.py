"""What a measurement stands on: a broker of its own, child processes, and what the kernel counts of them (Linux)."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from streams.kafka.broker import LocalBroker
from streams.kafka.child import Child

_TICKS = os.sysconf("SC_CLK_TCK")  # a second
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.02
ROOT = Path(__file__).parents[1]


class Failed(Exception):
    """A measurement cannot be made, in one line."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process by its id."""

    pid: int

    def cpu_seconds(self) -> float:
        """CPU time that it has used, in user and kernel mode, all of its threads."""
        # The name, in brackets, may hold spaces.
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii", "replace").rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident_mib(self) -> float:
        """Memory that it holds now."""
        return self._status("VmRSS")

    def peak_mib(self) -> float:
        """The most that it ever held."""
        return self._status("VmHWM")

    def _status(self, name: str) -> float:
        for line in Path(f"/proc/{self.pid}/status").read_text("utf-8").splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
        raise Failed(f"process {self.pid} has ended")


class House:
    """A broker and the processes around it, in one temporary folder; a context manager that ends all of them."""

    def __init__(self) -> None:
        if not Path("/proc/self/stat").exists():
            raise Failed("the measurements read /proc, which is Linux's")
        self._temporary = tempfile.TemporaryDirectory(prefix="dateline-bench-")
        self.folder = Path(self._temporary.name)
        self._broker = LocalBroker(self.folder / "kafka")
        self._running: list[Child] = []

    @property
    def servers(self) -> str:
        """host:port of the broker."""
        return self._broker.bootstrap

    @property
    def broker(self) -> Process:
        """The broker's process."""
        return Process(self._broker.pid)

    @contextmanager
    def child(self, name: str, *arguments: str, environ: Mapping[str, str] | None = None) -> Iterator[Process]:
        """A Python process with these arguments; it is ended when the context is left."""
        ours = {key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")}
        child = Child(
            (sys.executable, *arguments),
            log=self.folder / f"{name}.log",
            environ={**ours, "PYTHONPATH": str(ROOT), **(environ or {})},
        )
        self._running.append(child)
        try:
            yield Process(child.pid)
        finally:
            child.stop(_STOP_SECONDS)
            self._running.remove(child)

    @contextmanager
    def worker(self, app: str, environ: Mapping[str, str]) -> Iterator[Process]:
        """A worker of an app."""
        program = "from streams.cli.main import main; main()"
        settings = {"DATELINE_BOOTSTRAP_SERVERS": self.servers, **environ}
        with self.child(f"worker-{app}", "-c", program, "worker", app, environ=settings) as process:
            yield process

    def wait_for(self, done: Callable[[], bool], seconds: float, what: str) -> None:
        """Return when it is true. Raises Failed after so many seconds, or when a child has ended."""
        deadline = time.monotonic() + seconds
        while not done():
            for child in self._running:
                if child.returncode is not None:
                    lines = child.log.read_text("utf-8", "replace").splitlines()[-8:]
                    raise Failed("\n".join([f"{child.log.stem} ended with code {child.returncode}:", *lines]))
            if time.monotonic() > deadline:
                raise Failed(f"{what}: not within {seconds:.0f} s")
            time.sleep(_POLL_SECONDS)

    def __enter__(self) -> Self:
        try:
            self._broker.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._broker.stop()
        self._temporary.cleanup()


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
