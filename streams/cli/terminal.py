"""What commands share when they write for people: consoles, times, and text that cannot drive the terminal."""

import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from streams.records import SEVERITIES

PIPE_WIDTH = 100  # columns, where the output is no terminal
STYLES = {"Extreme": "bold white on red", "Severe": "bold red", "Moderate": "yellow", "Minor": "cyan"}
# Pages are written by strangers: escape sequences, other controls and marks that turn the reading direction go.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def console(stderr: bool = False) -> Console:
    """A console for stdout or stderr: colours on a terminal, plain lines of 100 columns in a pipe."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else PIPE_WIDTH, highlight=False, markup=False)


def safe(text: str | None) -> str:
    """The text in one line, without anything that a terminal would obey."""
    return _CONTROLS.sub(" ", text or "")


def severity(name: str) -> Text:
    """The severity, padded to one width and coloured; its rank is also told by bars, for those who see no colours."""
    rank = SEVERITIES.index(name) + 1 if name in SEVERITIES else 0
    return Text(f"{'▮' * rank}{'▯' * (len(SEVERITIES) - rank)} {safe(name):8}", style=STYLES.get(name, ""))


def clock(timestamp_ms: int) -> str:
    """A Kafka timestamp as people read it, in UTC."""
    try:
        return f"{datetime.fromtimestamp(timestamp_ms / 1000, UTC):%Y-%m-%d %H:%M:%S}"
    except (OverflowError, OSError, ValueError):
        return "unknown time"


def follow_signals() -> None:
    """Let SIGTERM end a command the way Ctrl-C does: what was started is stopped in order."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


@contextmanager
def interrupts() -> Iterator[threading.Event]:
    """Here Ctrl-C and SIGTERM set the event: raised inside a Kafka client, they would leave it waiting for itself."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
