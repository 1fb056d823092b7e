"""The demo's screen: counters, lag, rate and the alerts as they come; on a pipe, plain lines."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from streams.cli.tail import why
from streams.cli.terminal import console, safe, severity
from streams.errors import Refused
from streams.kafka.dead_letters import parse as parse_dead_letter
from streams.kafka.readers import Record
from streams.records import load
from streams.topology import ENRICHED, EVENTS

_RATE_SECONDS = 5.0
_KEPT_ALERTS = 200
_FRAMES_A_SECOND = 5
_PROGRESS_SECONDS = 5.0


@dataclass
class Tally:
    """What the demo has seen so far."""

    address: str
    kept: Path | None
    fed: int = 0
    refused: list[str] = field(default_factory=list)
    articles: int = 0
    lag: dict[str, int] = field(default_factory=lambda: {"enrich": 1, "alert": 1})  # until the first look, not 0
    messages: Counter[str] = field(default_factory=Counter)  # Alert, Update, Cancel
    countries: set[str] = field(default_factory=set)
    dead: Counter[str] = field(default_factory=Counter)  # by reason
    alerts: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_KEPT_ALERTS))
    fresh: deque[Text] = field(default_factory=deque)  # lines that a pipe has yet to get
    arrivals: deque[float] = field(default_factory=deque)
    started: float = field(default_factory=time.monotonic)
    restarts: int = 0  # of workers that died
    done: bool = False
    interrupted: bool = False

    def see(self, record: Record) -> None:
        """Count one record of a watched topic."""
        self.arrivals.append(time.monotonic())
        if record.topic == ENRICHED:
            self.articles += 1
        elif record.topic == EVENTS:
            self._see_alert(record)
        else:
            letter = parse_dead_letter(record)
            self.dead[letter.reason] += 1
            self.fresh.append(Text(f"dead letter: {safe(letter.reason)}: {safe(letter.message)}"))

    def rate(self) -> float:
        """Records out per second, over the last seconds."""
        now = time.monotonic()
        while self.arrivals and now - self.arrivals[0] > _RATE_SECONDS:
            self.arrivals.popleft()
        return len(self.arrivals) / min(_RATE_SECONDS, max(now - self.started, 1.0))

    def numbers(self) -> dict[str, str]:
        """The counters, as they are shown."""
        lag = sum(self.lag.values())
        return {
            "pages in": str(self.fed),
            "articles out": str(self.articles),
            "dead letters": str(sum(self.dead.values())),
            "alerts": str(self.messages["Alert"]),
            "updates": str(self.messages["Update"]),
            "cancelled": str(self.messages["Cancel"]),
            "lag": str(lag),
            "records/s": f"{self.rate():.1f}",
            "seconds": f"{time.monotonic() - self.started:.0f}",
        }

    def summary(self) -> str:
        """The closing lines."""
        dead = ", ".join(f"{count} {reason}" for reason, count in self.dead.most_common())
        letters = f"{sum(self.dead.values())} dead letters" + (f" ({dead})" if dead else "")
        count = self.messages
        alerts = f"{count['Alert']} alerts in {len(self.countries)} countries"
        lines = [
            f"{self.fed} pages in, {self.articles} articles out, {letters}",
            f"{alerts}, {count['Update']} updates, {count['Cancel']} cancelled",
        ]
        if self.restarts:
            lines.append(f"workers were started again {self.restarts} times")
        lines += [f"Kafka did not take {safe(line)}" for line in self.refused]
        if self.kept:
            lines.append(f"Kafka's data and the workers' logs are in {self.kept}")
        if self.interrupted and not self.done:
            lines.append("stopped before all was processed")
        return "\n".join(lines) + "\n"

    def _see_alert(self, record: Record) -> None:
        try:
            alert = load(record.value or b"")
        except Refused:
            alert = None
        if not isinstance(alert, dict):
            return  # nothing of ours
        self.messages[str(alert.get("msg_type"))] += 1
        self.countries.add(str((alert.get("country") or {}).get("alpha2")))
        self.alerts.append(alert)
        self.fresh.append(_headline(alert))
        self.fresh.append(Text(f"{'':18}{why(alert)}", style="dim"))


@contextmanager
def view(tally: Tally) -> Iterator[Callable[[], None]]:
    """Yields what is to be called several times a second."""
    out = console()
    if not out.is_terminal:
        yield _lines(out, tally)
        return
    with Live(_screen(tally, out), console=out, screen=True, auto_refresh=False) as live:

        def show() -> None:
            live.update(_screen(tally, out), refresh=True)

        yield show


def _lines(out: Console, tally: Tally) -> Callable[[], None]:
    """What a pipe gets: every alert and dead letter as it comes, and the counters now and then."""
    out.print(_title(tally))
    last = tally.started

    def show() -> None:
        nonlocal last
        while tally.fresh:
            out.print(tally.fresh.popleft(), soft_wrap=True)
        if time.monotonic() - last > _PROGRESS_SECONDS:
            last = time.monotonic()
            out.print(Text(" · ".join(f"{name} {value}" for name, value in tally.numbers().items())), soft_wrap=True)
        out.file.flush()

    return show


def _title(tally: Tally) -> Text:
    return Text(f"dateline demo · Kafka at {tally.address} · late limit off: old pages raise alerts here")


def _screen(tally: Tally, out: Console) -> Group:
    counters = Table.grid(expand=True, padding=(0, 1))
    numbers = tally.numbers()
    for _ in numbers:
        counters.add_column(justify="center")
    counters.add_row(*(Text(value, style="bold") for value in numbers.values()))
    counters.add_row(*(Text(name, style="dim") for name in numbers))
    dead = " · ".join(f"{safe(reason)} {count}" for reason, count in tally.dead.most_common())
    room = max(1, (out.size.height - 10) // 2)
    rows: list[Text] = []
    for alert in list(tally.alerts)[-room:][::-1]:
        rows += [_headline(alert), Text(f"{'':18}{why(alert)}", style="dim")]
    for row in rows:
        row.no_wrap, row.overflow = True, "ellipsis"
    state = "all is processed; Ctrl-C ends the demo" if tally.done else "Ctrl-C stops all of it"
    tail = f"dateline --bootstrap-servers {tally.address} tail"
    return Group(
        Text(_title(tally).plain, style="bold", no_wrap=True, overflow="ellipsis"),
        Text(""),
        counters,
        Text(""),
        Text(f"dead letters: {dead or 'none'}", style="dim", no_wrap=True, overflow="ellipsis"),
        Text("alerts, the newest first:" if rows else "no alerts yet: the workers are starting", style="bold"),
        *rows,
        Text(""),
        Text(f"{state} · in another terminal: {tail}", style="dim", no_wrap=True, overflow="ellipsis"),
    )


def _headline(alert: dict[str, Any]) -> Text:
    country = alert.get("country") or {}
    text = Text(f"{safe(alert.get('msg_type')):6} ")
    text.append_text(severity(str(alert.get("severity"))))
    text.append(f" {safe(country.get('alpha2'))} {safe(country.get('name'))}: ", style="bold")
    text.append(safe(alert.get("headline")))
    text.append(f" ({safe(str(alert.get('event_type')).replace('_', ' '))})", style="dim")
    return text
