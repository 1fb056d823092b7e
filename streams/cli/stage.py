"""dateline stage: one stage without Kafka, JSON lines in and JSON lines out."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click

from streams.cli.main import settings_of
from streams.errors import Refused
from streams.records import Alert, CleanArticle, Place, RawArticle, dump, load, parse, parse_mention, parse_raw
from streams.rules.folder import read_folder
from streams.stages.alert import Countries
from streams.stages.clean import clean as clean_article
from streams.stages.clean import explain
from streams.stages.tag import mentions_of, notice_of
from streams.stages.tag import tag as tag_article
from streams.taggers import load_tagger

OUTSIDE = Place(topic="-", partition=0, offset=0, timestamp=0)
_PROGRESS_LINES = 100


@click.group()
def command() -> None:
    """Run one stage without Kafka: JSON lines in, JSON lines out.

    A refused line becomes one JSON line {id, reason, message} on stderr; the exit code stays 0.
    """


@command.command()
@click.option("--lines", is_flag=True, help="Print each line of the page instead: kept or not, and why.")
def clean(lines: bool) -> None:
    """RawArticle lines into CleanArticle lines."""
    if lines:
        _run(lambda line, number: explain(parse_raw(line), replace(OUTSIDE, offset=number)))
    else:
        _run(lambda line, number: [clean_without_kafka(parse_raw(line), number)])


@command.command()
@click.option("--mentions", is_flag=True, help="Print what the alert stage reads: mentions and notices.")
@click.pass_context
def tag(ctx: click.Context, mentions: bool) -> None:
    """CleanArticle lines into EnrichedArticle lines."""
    tagger = load_tagger(settings_of(ctx))

    def run(line: bytes, _number: int) -> Iterable[Any]:
        tagged = tag_article(parse(line, CleanArticle), tagger)
        if not mentions:
            return [tagged]
        notice = notice_of(tagged)
        return [*mentions_of(tagged), *([notice] if notice else [])]

    _run(run)


@command.command()
@click.pass_context
def alert(ctx: click.Context) -> None:
    """CountryMention, notice and tick lines into Alert lines; the line's number stands for the offset."""
    settings = settings_of(ctx)
    limit = int(settings.late_limit * 1000) if settings.late_limit else None
    countries = Countries(late_limit_ms=limit, rules=read_folder(settings.rules))

    def run(line: bytes, number: int) -> Iterable[Alert]:
        return [item for item in countries.apply(parse_mention(line), number) if isinstance(item, Alert)]

    _run(run)


def clean_without_kafka(raw: RawArticle, number: int) -> CleanArticle:
    """The clean article of a page that never was in Kafka; `number` stands for the offset.

    The alert stage tells the time by when a record was received. Here that is the `fetched` date, or where there is
    none the published one: no page is received before it is published.
    """
    place = replace(OUTSIDE, offset=number)
    article = clean_article(raw, place)
    published = article.published.utc if article.published else None
    received = _milliseconds(raw.fetched) or _milliseconds(published)
    return replace(article, raw=replace(place, timestamp=received)) if received else article


def _milliseconds(date: str | None) -> int:
    try:
        moment = datetime.fromisoformat(date or "")
    except ValueError:
        return 0
    return max(0, int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000))


def _run(stage: Callable[[bytes, int], Iterable[Any]]) -> None:
    """Every line of stdin through the stage; empty lines are passed over."""
    refused = 0
    for number, line in enumerate(sys.stdin.buffer):
        if not line.strip():
            continue
        try:
            for record in stage(line, number):
                sys.stdout.buffer.write(dump(record) + b"\n")
        except Refused as error:
            refused += 1
            reason = {"id": _id(line), "reason": error.reason, "message": str(error)}
            click.echo(dump(reason), err=True)
        if sys.stderr.isatty() and number % _PROGRESS_LINES == 0:
            click.echo(f"\r{number + 1} lines, {refused} refused", nl=False, err=True)
    sys.stdout.buffer.flush()
    if sys.stderr.isatty():
        click.echo(err=True)


def _id(line: bytes) -> Any:
    """The record's own id, where it can be read."""
    try:
        value = load(line)
    except Refused:
        return None
    return (value.get("id") or value.get("article")) if isinstance(value, dict) else None
