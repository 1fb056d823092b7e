"""dateline rules check | test | try | init: the rules that people write, before a worker runs them."""

import heapq
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from streams.cli.main import settings_of
from streams.cli.rules_view import print_tally
from streams.cli.tail import alert_line
from streams.cli.terminal import clock, console, safe
from streams.errors import Refused, RulesError, UserError
from streams.kafka.cluster import Cluster
from streams.kafka.readers import read
from streams.records import EnrichedArticle, dump, load, parse
from streams.rules.cases import case_files, read_cases, run_case
from streams.rules.folder import read_folder, rule_files
from streams.rules.trial import Trial
from streams.settings import Settings
from streams.stages.alert.rules.shadows import shadowed
from streams.stages.alert.rules.shipped import FOLDER
from streams.topology import ENRICHED

_PATH = click.Path(path_type=Path)
_AGO = re.compile(r"(\d{1,5})([mhd])")
_PROGRESS_ARTICLES = 500
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
SETS = ("default", "humanitarian", "travel", "election")


@click.group()
def command() -> None:
    """Check, test and try the alert rules; copy a set to begin with.

    PATH is a folder of rules or one rule file: by default DATELINE_RULES, else the shipped rules.
    """


@command.command()
@click.argument("path", required=False, type=_PATH)
@click.pass_context
def check(ctx: click.Context, path: Path | None) -> int:
    """Say whether the rules and their cases can be read; a line for each fault, with file and line. Exit code 1: no."""
    folder = _folder(ctx, path)
    files = rule_files(folder)
    faults: list[object] = []
    rules, cases = None, []
    try:
        rules = read_folder(folder)
    except RulesError as error:
        faults += error.faults
    try:
        cases = read_cases(folder)
    except RulesError as error:
        faults += error.faults
    for fault in dict.fromkeys(map(str, faults)):
        click.echo(safe(fault))
    if rules is None or faults:
        return 1
    for note in shadowed(rules):
        click.echo(f"note: {safe(note)}")
    click.echo(
        f"{_many(len(files), 'file')}, {_many(len(rules.rules), 'rule')}, {_many(len(cases), 'case')}: all can be read"
    )
    click.echo(f"version {rules.version}")
    return 0


@command.command()
@click.argument("path", required=False, type=_PATH)
@click.option("-k", "words", help="Only cases whose name holds this.")
@click.pass_context
def test(ctx: click.Context, path: Path | None, words: str | None) -> int:
    """Run the cases beside the rules (NAME.cases.yaml) through the real stages. Exit code 1: one came out otherwise."""
    folder = _folder(ctx, path)
    rules, cases = read_folder(folder), read_cases(folder)
    if not case_files(folder):
        raise UserError(f"there are no cases beside the rules: write them to NAME.cases.yaml in {folder}")
    chosen = [case for case in cases if not words or words.casefold() in case.name.casefold()]
    failed = 0
    for case in chosen:
        try:
            lines = run_case(case, rules, _late_limit(settings_of(ctx)))
        except Refused as error:
            lines = [f"an article of the case is refused: {error.reason}: {error}"]
        failed += bool(lines)
        click.echo(f"{'failed' if lines else 'passed'}  {safe(case.name)}")
        for line in lines:
            click.echo(f"        {case.file}:{case.line}: {safe(line)}")
    click.echo(f"{len(chosen) - failed} of {_many(len(chosen), 'case')} passed")
    return 1 if failed else 0


@command.command("try")
@click.argument("path", required=False, type=_PATH)
@click.option("--since", metavar="TIME", help="From when on: 24h, 7d, or 2026-03-12T09:00Z (default: 24h).")
@click.option("--until", metavar="TIME", help="To when, in the same form (default: now).")
@click.option("--from", "file", type=click.Path(path_type=Path, allow_dash=True), help="Enriched articles of a file.")
@click.option("--list", "listed", is_flag=True, help="Every message, too.")
@click.option("--json", "as_json", is_flag=True, help="The messages alone, as records, one a line.")
@click.pass_context
def try_(
    ctx: click.Context,
    path: Path | None,
    since: str | None,
    until: str | None,
    file: Path | None,
    listed: bool,
    as_json: bool,
) -> None:
    """What would have fired: a dry run of the rules over past articles. Sends nothing.

    Reads the enriched articles of Kafka, or with --from those of a file with one a line (`dateline tail enriched
    --json`, `dateline stage tag`). Begins with an empty state, so that what is open now fires again, and volume alerts
    need some two days of articles to learn what is usual.
    """
    settings, now = settings_of(ctx), datetime.now(UTC)
    trial = Trial(read_folder(_folder(ctx, path)), _late_limit(settings))
    begin = _time(since, now) if since or not file else 0
    end = _time(until, now) if until else None
    articles = _counted(_of_file(file) if file else _of_kafka(settings, begin))
    out = console()
    for article in articles:
        if article.raw.timestamp < begin or (end is not None and article.raw.timestamp > end):
            continue
        for alert in trial.see(article):
            if as_json:
                click.echo(dump(alert))
            elif listed:
                moment = int(datetime.fromisoformat(alert.updated).timestamp() * 1000)
                out.print(alert_line(load(dump(alert)), f"{clock(moment)}  "), soft_wrap=True)
    if not as_json:
        print_tally(out, trial.rules, trial.tally)


@command.command()
@click.argument("folder", type=_PATH)
@click.option("--set", "name", type=click.Choice(SETS), default="default", show_default=True, help="Which set.")
def init(folder: Path, name: str) -> None:
    """Copy a shipped set of rules and its cases into a new folder, to make it yours."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is there already: name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    for item in sorted(FOLDER.joinpath(name).iterdir(), key=lambda item: item.name):
        (folder / item.name).write_text(item.read_text("utf-8"), "utf-8")
        click.echo(f"{folder / item.name}")
    click.echo(f"Edit them, run `dateline rules test {folder}`, and start the worker with DATELINE_RULES={folder}")


def _folder(ctx: click.Context, path: Path | None) -> Path:
    return path or settings_of(ctx).rules or Path(str(FOLDER.joinpath("default")))


def _late_limit(settings: Settings) -> int | None:
    return int(settings.late_limit * 1000) if settings.late_limit else None


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _time(text: str | None, now: datetime) -> int:
    """A time or a time ago, in ms."""
    ago = _AGO.fullmatch(text or "24h")
    try:
        moment = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])}) if ago else datetime.fromisoformat(text or "")
    except (ValueError, OverflowError) as error:
        raise UserError(f"{text!r} is no time: write 24h, 7d or 2026-03-12T09:00Z") from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _of_file(file: Path) -> Iterator[EnrichedArticle]:
    try:
        stream = click.open_file(str(file), "rb")
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}") from error
    with stream as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield parse(line, EnrichedArticle)
                except Refused as error:
                    raise UserError(f"{file}:{number}: this is no enriched article: {error}") from error


def _counted(articles: Iterator[EnrichedArticle]) -> Iterator[EnrichedArticle]:
    """The articles; a person at a terminal sees how far it is."""
    watched = sys.stderr.isatty()
    for number, article in enumerate(articles, 1):
        if watched and number % _PROGRESS_ARTICLES == 0:
            click.echo(f"\r{number} articles, {clock(article.raw.timestamp)}", nl=False, err=True)
        yield article
    if watched:
        click.echo("\r\x1b[K", nl=False, err=True)


def _of_kafka(settings: Settings, begin: int) -> Iterator[EnrichedArticle]:
    """The articles of all partitions in the order of their times: after a leap ahead the rest would be late."""
    servers = settings.servers
    with Cluster(servers) as cluster:
        start = cluster.offsets_at(ENRICHED, begin)
    parts = [read(servers, ENRICHED, partition=number, start=start) for number in start]
    articles = [(parse(record.value, EnrichedArticle) for record in part if record.value) for part in parts]
    yield from heapq.merge(*articles, key=lambda article: article.raw.timestamp)
