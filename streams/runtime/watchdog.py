"""A thread that ends the process when it has work and makes no progress, or cannot stop; and writes the health file.

A thread, because the event loop may be what hangs; and `os._exit`, because a normal exit waits for the hung task.
"""

import faulthandler
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

EXIT_STALLED = 70
EXIT_STUCK_STOP = 75
_BEAT_SECONDS = 0.5


class Watchdog(threading.Thread):
    """Watches one worker from start to end."""

    def __init__(
        self,
        *,
        app: str,
        stall_seconds: float,
        stop_seconds: float,
        health_file: Path | None,
        last_progress: Callable[[], float],
        assigned: Callable[[], int],
        should_stop: Callable[[], bool],
    ) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._app, self._health_file = app, health_file
        self._stall_seconds, self._stop_seconds = stall_seconds, stop_seconds
        self._last_progress, self._assigned, self._should_stop = last_progress, assigned, should_stop

    def run(self) -> None:
        """Look twice a second."""
        stopping_since: float | None = None
        while True:
            now = time.monotonic()
            if stopping_since is None and self._should_stop():
                stopping_since = now
            silent = now - self._last_progress()
            self._note("stopping" if stopping_since else "running" if self._assigned() else "joining", silent)
            if stopping_since is not None and now - stopping_since > self._stop_seconds:
                self._end(EXIT_STUCK_STOP, f"the stop took more than {self._stop_seconds:.0f} s")
            if stopping_since is None and silent > self._stall_seconds:
                self._end(EXIT_STALLED, f"no progress for {silent:.0f} s")
            time.sleep(_BEAT_SECONDS)

    def _note(self, state: str, silent: float) -> None:
        if self._health_file is None:
            return
        facts = {
            "app": self._app,
            "pid": os.getpid(),
            "state": state,
            "assigned": self._assigned(),
            "last_progress": time.time() - silent,
        }
        draft = self._health_file.with_suffix(f".{os.getpid()}")
        try:
            draft.write_text(json.dumps(facts), "utf-8")
            draft.replace(self._health_file)
        except OSError as error:
            print(f"dateline: the health file cannot be written: {error}", file=sys.__stderr__)

    def _end(self, code: int, why: str) -> None:
        print(f"dateline {self._app}: {why}: ending with code {code}; what hangs:", file=sys.__stderr__, flush=True)
        # By number: Faust may have put a log proxy without one in the place of sys.stderr.
        faulthandler.dump_traceback(file=2)
        os._exit(code)
