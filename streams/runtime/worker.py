"""One worker process: the Faust app, the watchdog beside it, signals and exit codes."""

import asyncio
import ctypes
import logging
import sys
from collections.abc import Mapping
from typing import Any

import faust

from streams.errors import Fatal
from streams.runtime.app import App
from streams.runtime.factory import create_app
from streams.runtime.watchdog import Watchdog
from streams.settings import Settings

log = logging.getLogger(__name__)

EXIT_CRASHED = 1
_M_MMAP_THRESHOLD, _LARGE_BYTES = -3, 256 << 10  # malloc.h


class Worker(faust.Worker):  # type: ignore[misc]
    """Faust's worker, without its debugger on SIGUSR2: nobody sits at a worker's terminal."""

    def _enter_debugger(self) -> None:
        self._on_sigusr1()  # the stacks of all tasks, on stderr

    def _shutdown_loop(self) -> None:
        """Cancel what is left and close the loop, where Faust waits for two seconds more: all services have stopped."""
        left = asyncio.all_tasks(self.loop)
        for task in left:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self.loop.close()
        if self.crash_reason:
            raise self.crash_reason


def run_worker(app: App, settings: Settings, topic_ids: Mapping[str, str]) -> int:
    """Run until SIGTERM or SIGINT (0) or until it cannot go on (1; 70 no progress; 75 the stop took too long).

    `topic_ids` are Kafka's ids of the input topics: a snapshot of a topic that was made anew is refused.
    """
    _set_up_logging()
    _give_memory_back()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    faust_app, batch_loop = create_app(app, settings, topic_ids)
    worker = Worker(
        faust_app, loop=loop, loglevel="INFO", quiet=True, override_logging=False, redirect_stdouts=False
    )  # fmt: skip
    Watchdog(
        app=app.name,
        stall_seconds=settings.stall_seconds,
        stop_seconds=settings.stop_seconds,
        health_file=settings.health_file,
        last_progress=lambda: batch_loop.last_progress,
        assigned=lambda: batch_loop.assigned,
        should_stop=lambda: worker.should_stop or faust_app.should_stop,
    ).start()
    return _execute(worker)


def _execute(worker: Any) -> int:
    try:
        worker.execute_from_commandline()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else EXIT_CRASHED
        return EXIT_CRASHED if worker.crash_reason else code
    except Fatal as error:
        log.critical("%s", error)
    except Exception:
        log.exception("the worker crashed")
    return EXIT_CRASHED


def _give_memory_back() -> None:
    """Have glibc return every large buffer to the system; by itself it learns to keep those of the largest pages."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def _set_up_logging() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    # At DEBUG every send builds a log record; at INFO every rebalance draws tables.
    for name in ("faust", "mode", "aiokafka", "kafka"):
        logging.getLogger(name).setLevel(logging.WARNING)
