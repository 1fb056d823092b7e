"""dateline topics plan | apply | check: the topics as they should be against the topics as they are."""

import click

from streams.cli.main import settings_of
from streams.kafka import admin
from streams.topology import topics


@click.group()
def command() -> None:
    """Plan, apply or check the topics."""


@command.command()
@click.pass_context
def plan(ctx: click.Context) -> None:
    """Show what `apply` would do, and do nothing."""
    differences = admin.plan(settings_of(ctx))
    for difference in differences:
        verb = "leave" if difference.hint else "create" if difference.missing else "set"
        click.echo(f"{verb:6} {difference}")
    if not differences:
        click.echo("nothing to do: every topic is as it should be")


@command.command()
@click.pass_context
def apply(ctx: click.Context) -> int:
    """Create missing topics and set what differs; never touches data or partition counts. Exit code 1: some is left."""
    settings = settings_of(ctx)
    mended, left = admin.apply(settings)
    for difference in mended:
        click.echo(f"{'created' if difference.missing else 'set':7} {difference}")
    for difference in left:
        click.echo(f"left    {difference}")
    total = len(topics(settings.raw_topics, settings.partitions))
    click.echo(f"{total} topics, {len(mended)} changes" + (f", {len(left)} left to you" if left else ""))
    return 1 if left else 0


@command.command()
@click.pass_context
def check(ctx: click.Context) -> int:
    """Exit code 0 when every topic is as it should be, else 1 with one line for each difference."""
    differences = admin.plan(settings_of(ctx))
    for difference in differences:
        click.echo(str(difference))
    if not differences:
        click.echo("every topic is as it should be")
    return 1 if differences else 0
