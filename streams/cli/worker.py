"""dateline worker: one worker of one app; start more of them to go faster."""

import click

from streams.apps import build
from streams.cli.main import settings_of
from streams.kafka.admin import ensure_ready
from streams.runtime.worker import run_worker
from streams.topology import apps


@click.command()
@click.argument("app", type=click.Choice(list(apps())))
@click.pass_context
def command(ctx: click.Context, app: str) -> int:
    """Run one worker of an app, until SIGTERM or Ctrl-C.

    Start as many as there are partitions (12 by default), on one machine or many: Kafka shares the work among them.
    Exit code 0: it was asked to end. 2: it could not start, and says why. Any other: start it again.
    """
    settings = settings_of(ctx)
    ready = build(app, settings)
    return run_worker(ready, settings, ensure_ready(settings, ready.topology))
