"""dateline health: one line and an exit code about the worker on this machine, from the file that it writes."""

import json
import os
import time
from pathlib import Path
from typing import Any

import click

from streams.cli.main import settings_of
from streams.errors import UserError


@click.command()
@click.pass_context
def command(ctx: click.Context) -> int:
    """Say whether the worker that writes DATELINE_HEALTH_FILE makes progress. Exit code 0: it does. 1: it does not."""
    settings = settings_of(ctx)
    if not settings.health_file:
        raise UserError("set DATELINE_HEALTH_FILE to the same path for the worker and for this command")
    healthy, line = judge(settings.health_file, settings.stall_seconds, time.time())
    click.echo(line)
    return 0 if healthy else 1


def judge(path: Path, stall_seconds: float, now: float) -> tuple[bool, str]:
    """Whether the worker is well, and why; `now` in seconds since 1970, as the file counts them."""
    try:
        state: Any = json.loads(path.read_text("utf-8"))
        app, pid, phase = str(state["app"]), int(state["pid"]), str(state["state"])
        silent, assigned = now - float(state["last_progress"]), int(state["assigned"])
    except FileNotFoundError:
        return False, f"no worker has written {path}"
    except (OSError, ValueError, TypeError, KeyError) as error:
        return False, f"{path} cannot be read: {type(error).__name__}"
    who = f"{app} worker {pid} ({phase}, {assigned} partitions)"
    if not _alive(pid):
        return False, f"{who} is gone"
    if silent > stall_seconds:
        return False, f"{who} has made no progress for {silent:.0f} s"
    return True, f"{who} is well; last progress {max(0.0, silent):.1f} s ago"


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is somebody else's, but there
        return True
    return True
