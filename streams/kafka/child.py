"""A child process that never outlives us: started, stopped, frozen and woken by its process id."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

# Holds a pipe to us. When we are gone, however that came, the read ends and the child is killed. (Linux's own
# parent-death signal is bound to the thread that started the child, and so kills children of short-lived threads.)
_GUARD = ("/bin/sh", "-c", 'read -r _; kill -9 "$1"', "guard")


class Child:
    """One child process in a session of its own, so that Ctrl-C reaches it only through us. Output goes to `log`."""

    def __init__(self, argv: Sequence[str], *, log: Path, environ: Mapping[str, str] | None = None) -> None:
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own command line
                argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environ,
                start_new_session=True,
            )
        self.log = log
        self._guard = subprocess.Popen(  # noqa: S603
            (*_GUARD, str(self.pid)),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._process.poll()

    def wait(self, seconds: float) -> int | None:
        """The exit code, or None when it still runs after so many seconds."""
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        self._dismiss_guard()
        return code

    def finish(self, seconds: float) -> int:
        """Its exit code; it is killed when it takes longer than so many seconds."""
        if self.wait(seconds) is None:
            self.kill()
        return self._process.wait()

    def pause(self) -> None:
        """Freeze it (SIGSTOP)."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Wake it (SIGCONT)."""
        self._signal(signal.SIGCONT)

    def terminate(self) -> None:
        """Ask it to end (SIGTERM), without waiting."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once (SIGKILL), and wait until it is gone."""
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._dismiss_guard()

    def stop(self, seconds: float) -> int:
        """Ask it to end; kill it when it takes longer than `seconds`. Returns its exit code."""
        self.resume()
        self.terminate()
        return self.finish(seconds)

    def _signal(self, number: int) -> None:
        if self._process.poll() is None:
            os.kill(self.pid, number)

    def _dismiss_guard(self) -> None:
        # Only once the child is reaped: its number may soon belong to another process, which the guard must not kill.
        self._guard.kill()
        self._guard.wait()
        if self._guard.stdin:
            with contextlib.suppress(OSError):
                self._guard.stdin.close()
