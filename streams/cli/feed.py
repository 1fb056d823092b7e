"""dateline feed: files into a raw topic, every record acknowledged."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import click

from streams.cli.main import settings_of
from streams.cli.terminal import safe
from streams.kafka.feed import Feed
from streams.sources.files import Skipped, read_files
from streams.sources.raw import RawRecord


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--topic", help="The raw topic (default: the first of DATELINE_RAW_TOPICS).")
@click.option("--pace", type=click.FloatRange(min=0, min_open=True), help="Records a second (default: all at once).")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], topic: str | None, pace: float | None) -> int:
    """Put files into a raw topic: .txt and .html (a page each), .json, .jsonl (an article a line), folders of them.

    Records are keyed by url, else id, else content. Exit code 1: some were not taken, with a line for each.
    """
    settings = settings_of(ctx)
    topic = topic or settings.raw_topics[0]
    troubles = 0
    with Feed(settings.servers, [topic]) as feed:
        for item in paced(read_files(list(paths)), pace):
            if isinstance(item, Skipped):
                click.echo(f"skipped {safe(item.name)}: {item.reason}", err=True)
                troubles += 1
                continue
            feed.send(topic, item.value, item.key, item.headers, item.name)
            if sys.stderr.isatty():
                click.echo(f"\r{feed.sent} records acknowledged", nl=False, err=True)
        feed.flush()
        sent, refused = feed.sent, feed.refused
    if sys.stderr.isatty():
        click.echo(err=True)
    for line in refused:
        click.echo(f"not taken {safe(line)}", err=True)
    click.echo(f"{sent} records in {topic}" + (f", {len(refused)} not taken" if refused else ""))
    return 1 if refused or troubles else 0


def paced(
    items: Iterator[RawRecord | Skipped], pace: float | None, stop: Event | None = None
) -> Iterator[RawRecord | Skipped]:
    """The items, at most `pace` a second; fewer when `stop` is set."""
    stop = stop or Event()
    due = time.monotonic()
    for item in items:
        if stop.is_set():
            return
        yield item
        if pace:
            due = max(due + 1 / pace, time.monotonic() - 1)
            stop.wait(max(0.0, due - time.monotonic()))
