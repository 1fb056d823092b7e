"""dateline demo: a Kafka, one worker of each app, pages at a pace one can follow, and what becomes of them."""

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from typing import Self

import click

from streams.cli.demo_view import Tally, view
from streams.cli.feed import paced
from streams.cli.main import settings_of
from streams.cli.terminal import follow_signals, interrupts
from streams.errors import DatelineError, Fatal, UserError
from streams.kafka import admin
from streams.kafka.broker import LocalBroker
from streams.kafka.child import Child
from streams.kafka.cluster import Cluster
from streams.kafka.feed import Feed
from streams.kafka.readers import Reader
from streams.settings import Settings
from streams.sources.files import Skipped, read_files
from streams.topology import ALERT_DEAD, ENRICH_DEAD, ENRICHED, EVENTS, apps

_PAGES = Path(__file__).parents[2] / "demo"
_WATCHED = (ENRICHED, EVENTS, ENRICH_DEAD, ALERT_DEAD)
_POLL_SECONDS = 0.2
_LAG_SECONDS = 0.5  # between two looks at the lag
_QUIET_SECONDS = 1.5  # without lag and without a new record: all is processed
_WORKER_STOP_SECONDS = 5.0
_RESTARTS = 5
_CANNOT_START = 2  # a worker's exit code when its surroundings are wrong: another start would not help


@click.command()
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Keep Kafka's data and logs here.")
@click.option("--broker", metavar="HOST:PORT", help="Use this Kafka instead of one of our own.")
@click.option("--feed", "paths", multiple=True, type=click.Path(path_type=Path), help="Your pages instead of ours.")
@click.option(
    "--pace", type=click.FloatRange(min=0, min_open=True), default=4.0, show_default=True, help="Pages a second."
)
@click.option("--once", is_flag=True, help="End when all is processed, also on a terminal.")
@click.pass_context
def command(
    ctx: click.Context, keep: Path | None, broker: str | None, paths: tuple[Path, ...], pace: float, once: bool
) -> int:
    """The whole product on your screen: a real Kafka, a worker of each app, invented pages, and the alerts.

    Runs until Ctrl-C, and on a pipe until all is processed. Old articles raise alerts here (late limit off), since
    the pages of a demo are old.
    """
    if not paths and not _PAGES.is_dir():
        raise UserError("the demo's pages are not installed with the package: give your own with --feed PATH")
    follow_signals()
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-demo-")))
        folder.mkdir(parents=True, exist_ok=True)
        click.echo("Starting Kafka …" if not broker else f"Using Kafka at {broker} …", err=True)
        address = broker or stack.enter_context(LocalBroker(folder / "kafka")).bootstrap
        settings = settings_of(ctx).model_copy(update={"bootstrap_servers": tuple(address.split(","))})
        if not broker:
            settings = settings.model_copy(update={"security_protocol": "PLAINTEXT"})
        if not paths and not settings.rules:
            settings = settings.model_copy(update={"rules": _PAGES / "rules"})
        _make_topics(settings)
        tally = Tally(address=address, kept=keep)
        with _reader(settings) as reader:
            workers = stack.enter_context(_Workers(ctx, settings, folder, static=not broker))
            feeder = stack.enter_context(_Feeder(settings, list(paths) or [_PAGES], pace))
            _watch(settings, tally, reader, feeder, workers, once or not sys.stdout.isatty())
        click.echo(tally.summary(), nl=False)
    return 0


def _make_topics(settings: Settings) -> None:
    _, left = admin.apply(settings)
    if vital := [str(difference) for difference in left if difference.vital]:
        raise UserError("; ".join(vital))


def _reader(settings: Settings) -> Reader:
    """Reads what comes from now on."""
    with Cluster(settings.servers) as cluster:
        start = {topic: cluster.end_offsets(topic) for topic in _WATCHED}
    return Reader(settings.servers, start)


class _Workers:
    """One worker process of each app, started again when it dies; a context manager that ends them."""

    def __init__(self, ctx: click.Context, settings: Settings, folder: Path, *, static: bool) -> None:
        self._folder = folder
        self._static = static
        self._environ = {
            **os.environ,
            "DATELINE_BOOTSTRAP_SERVERS": ",".join(settings.bootstrap_servers),
            "DATELINE_SECURITY_PROTOCOL": settings.security_protocol,
            "DATELINE_LATE_LIMIT": "off",
        }
        if settings.rules:
            self._environ["DATELINE_RULES"] = str(settings.rules)
        if ctx.obj[0]:
            self._environ["DATELINE_CONFIG"] = str(ctx.obj[0])
        self._running: dict[str, Child] = {}
        self.restarts = 0

    def check(self) -> None:
        """Start what has died; raise Fatal when it dies again and again."""
        for app, worker in self._running.items():
            if worker.returncode is None:
                continue
            if self.restarts >= _RESTARTS or worker.returncode == _CANNOT_START:
                end = "\n".join(worker.log.read_text("utf-8", "replace").splitlines()[-15:])
                raise Fatal(f"the {app} worker ended with code {worker.returncode}; the end of its log:\n{end}")
            self.restarts += 1
            self._running[app] = self._start(app)

    def __enter__(self) -> Self:
        for app in apps():
            self._running[app] = self._start(app)
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._running.values():  # all are told before any is waited for
            worker.terminate()
        for worker in self._running.values():
            worker.finish(_WORKER_STOP_SECONDS)

    def _start(self, app: str) -> Child:
        environ = dict(self._environ)
        if self._static:  # one that was killed and starts again need not wait until the group misses its former self
            environ["DATELINE_INSTANCE_ID"] = f"demo-{app}"
        program = (sys.executable, "-c", "from streams.cli.main import main; main()", "worker", app)
        return Child(program, log=self._folder / f"{app}.log", environ=environ)


class _Feeder(Thread):
    """Feeds the files in a thread of its own; a context manager that stops and joins it."""

    def __init__(self, settings: Settings, paths: list[Path], pace: float) -> None:
        super().__init__(name="feeder")
        self._settings = settings
        self._paths = paths
        self._pace = pace
        self._stop_feeding = Event()
        self._feed: Feed | None = None
        self.error: DatelineError | None = None

    @property
    def fed(self) -> int:
        """How many records Kafka has acknowledged."""
        return self._feed.sent if self._feed else 0

    @property
    def refused(self) -> list[str]:
        """What Kafka did not take."""
        return self._feed.refused if self._feed else []

    def run(self) -> None:
        """Feed until the end or until told to stop."""
        topic = self._settings.raw_topics[0]
        try:
            with Feed(self._settings.servers, [topic]) as self._feed:
                for item in paced(read_files(self._paths), self._pace, self._stop_feeding):
                    if not isinstance(item, Skipped):
                        self._feed.send(topic, item.value, item.key, item.headers, item.name)
        except DatelineError as error:
            self.error = error

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_feeding.set()
        self.join()


def _watch(settings: Settings, tally: Tally, reader: Reader, feeder: _Feeder, workers: _Workers, once: bool) -> None:
    """Show what comes until Ctrl-C, or until all is processed where `once` says so."""
    with view(tally) as show, Cluster(settings.servers) as cluster, interrupts() as interrupted:
        last_news = last_look = 0.0
        while not (tally.done and once) and not interrupted.is_set():
            now = time.monotonic()
            for record in reader.poll(_POLL_SECONDS):
                last_news = now
                tally.see(record)
            workers.check()
            if feeder.error:
                raise feeder.error
            if now - last_look > _LAG_SECONDS:
                last_look = now
                tally.lag = _lag(cluster, settings)
            tally.fed, tally.refused, tally.restarts = feeder.fed, feeder.refused, workers.restarts
            tally.done = not feeder.is_alive() and not any(tally.lag.values()) and now - last_news > _QUIET_SECONDS
            show()
        tally.interrupted = interrupted.is_set()


def _lag(cluster: Cluster, settings: Settings) -> dict[str, int]:
    """Per app, how many records it has yet to read."""
    return {
        app.name: sum(sum(partitions.values()) for partitions in cluster.lag(app.group, app.reads).values())
        for app in apps(settings.raw_topics).values()
    }
