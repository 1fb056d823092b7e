"""dateline dead-letters list | show | replay: what could not be processed, why, and once more."""

from collections.abc import Callable
from datetime import UTC
from itertools import islice
from typing import Any, TypeVar

import click

from streams.cli.main import settings_of
from streams.cli.terminal import clock, safe
from streams.errors import REASONS, UserError
from streams.kafka.dead_letters import DeadLetter, Wanted, find, replay
from streams.topology import apps

_SHOWN_BYTES = 4000
_DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])
_WHICH = {
    "--reason": {"type": click.Choice(REASONS), "metavar": "CODE", "help": "Only those with this reason code."},
    "--partition": {"type": click.IntRange(min=0), "help": "Only this partition of the dead-letter topic."},
    "--offset": {"type": click.IntRange(min=0), "help": "Only this offset of it (needs --partition)."},
    "--since": {"type": _DAY, "metavar": "DATE[THH:MM:SS]", "help": "Only records that came then (UTC) or later."},
    "--until": {"type": _DAY, "metavar": "DATE[THH:MM:SS]", "help": "Only records that came before then (UTC)."},
}
_Command = TypeVar("_Command", bound=Callable[..., Any])


def _which(function: _Command) -> _Command:
    """The options that choose letters, alike for `list` and `replay`."""
    for name, option in reversed(_WHICH.items()):
        function = click.option(name, **option)(function)  # type: ignore[arg-type]
    return function


_app = click.option("--app", type=click.Choice(list(apps())), default="enrich", show_default=True, help="Whose.")


@click.group()
def command() -> None:
    """List, show or replay what could not be processed."""


@command.command(name="list")
@_app
@_which
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="Show at most so many.")
@click.pass_context
def list_(ctx: click.Context, /, app: str, limit: int, **which: Any) -> None:
    """One line for each: place in the dead-letter topic, time, reason, where it came from, what is wrong."""
    letters = _find(ctx, app, which)
    count = 0
    for letter in islice(letters, limit):
        count += 1
        source = f"{letter.topic}/{letter.partition}/{letter.offset}"
        again = f" (replayed {letter.replays} times)" if letter.replays else ""
        click.echo(
            f"{letter.at.partition}/{letter.at.offset:<8} {clock(letter.timestamp)}  {letter.reason:14} "
            f"{safe(source)}  {safe(letter.message)}{again}"
        )
    if next(letters, None):
        click.echo(f"… and more: --limit is {limit}")
    elif not count:
        click.echo("no dead letters" + (" like that" if any(which.values()) else ""))


@command.command()
@_app
@click.argument("place", metavar="PARTITION/OFFSET")
@click.pass_context
def show(ctx: click.Context, app: str, place: str) -> None:
    """One dead letter with its headers and the start of its bytes; the place is what `list` prints first."""
    partition, _, offset = place.partition("/")
    if not (partition.isdecimal() and offset.isdecimal()):
        raise UserError(f"{place!r} is not PARTITION/OFFSET, as `dateline dead-letters list` prints it")
    letter = next(_find(ctx, app, {"partition": int(partition), "offset": int(offset)}), None)
    if not letter:
        raise UserError(f"there is no dead letter at {place} of {apps()[app].dead}")
    _show(letter)


@command.command(name="replay")
@_app
@_which
@click.option("--max", "most", type=click.IntRange(min=1), default=1000, show_default=True, help="Refuse above it.")
@click.option("--yes", is_flag=True, help="Do it; without this, only say what would be sent.")
@click.pass_context
def replay_(ctx: click.Context, /, app: str, most: int, yes: bool, **which: Any) -> int:
    """Send dead letters to where they came from, as they were; the header dead-replay-count counts it.

    They stay in the dead-letter topic: a second replay sends them again. Exit code 1: some could not be sent.
    """
    letters = list(islice(_find(ctx, app, which), most + 1))
    if len(letters) > most:
        raise UserError(f"more than {most} dead letters: choose fewer (--reason, --since …), or raise --max")
    targets = ", ".join(safe(topic) for topic in sorted({letter.topic for letter in letters}))
    if not yes:
        to = f" to {targets}; --yes does it" if letters else ""
        click.echo(f"would send {len(letters)} records{to}")
        return 0
    sent, unsendable = replay(settings_of(ctx).servers, letters)
    for line in unsendable:
        click.echo(f"not sent {safe(line)}", err=True)
    click.echo(f"sent {sent} records" + (f" to {targets}" if sent else ""))
    return 1 if unsendable else 0


def _find(ctx: click.Context, app: str, which: dict[str, Any]) -> Any:
    if which.get("offset") is not None and which.get("partition") is None:
        raise UserError("--offset needs --partition: offsets count within one partition")
    times = {name: which[name].replace(tzinfo=UTC) for name in ("since", "until") if which.get(name)}
    return find(settings_of(ctx).servers, apps()[app].dead, Wanted(**(which | times)))


def _show(letter: DeadLetter) -> None:
    rows = {
        "reason": letter.reason,
        "message": letter.message,
        "record": f"{letter.topic}/{letter.partition}/{letter.offset} of {clock(letter.timestamp)} UTC",
        "by": f"{letter.app} {letter.version}, stage {letter.stage}",
        "replayed": f"{letter.replays} times",
        "key": "none" if letter.at.key is None else letter.at.key.decode("utf-8", "backslashreplace"),
    }
    for name, value in rows.items():
        click.echo(f"{name:9} {safe(value)}")
    for header, content in letter.headers:
        click.echo(f"header    {safe(header)}: {safe((content or b'').decode('utf-8', 'backslashreplace'))}")
    body = letter.at.value
    click.echo(f"value     {'none (a tombstone)' if body is None else f'{len(body)} bytes'}")
    if body:
        shown = body[:_SHOWN_BYTES].decode("utf-8", "backslashreplace")
        click.echo("\n".join(f"  {safe(line)}" for line in shown.splitlines()))
        if len(body) > _SHOWN_BYTES:
            click.echo(f"  … and {len(body) - _SHOWN_BYTES} bytes more")
