"""What a dry run of the rules came to, as a table by rule and country."""

from collections import Counter

import click
from rich.console import Console
from rich.table import Table

from streams.cli.terminal import clock
from streams.records import SEVERITIES
from streams.rules.trial import Tally
from streams.stages.alert.rules import RuleSet

_MOST_COUNTRIES = 12


def print_tally(out: Console, rules: RuleSet, tally: Tally) -> None:
    """The table, and under it what was suppressed."""
    if tally.first is None:
        click.echo("no articles in that time")
        return
    click.echo(
        f"{tally.articles} articles, {tally.events} with an event, "
        f"{clock(tally.first)} to {clock(tally.last)} UTC; rules {rules.version}"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("rule", no_wrap=True)
    for name in ("alerts", "updates", "cancels"):
        table.add_column(name, justify="right")
    table.add_column("severities")
    table.add_column("countries")
    for rule in rules.rules:
        sent = tally.messages.get(rule.id, Counter())
        if rule.suppress:
            dropped = tally.suppressed.get(rule.id, Counter())
            table.add_row(rule.id, "-", "-", "-", f"suppressed {dropped.total()}", _countries(dropped))
        else:
            worst_first = [name for name in reversed(SEVERITIES) if tally.severities.get(rule.id, Counter())[name]]
            severities = ", ".join(f"{tally.severities[rule.id][name]} {name}" for name in worst_first)
            counts = (str(sent[name]) for name in ("Alert", "Update", "Cancel"))
            table.add_row(rule.id, *counts, severities, _countries(tally.countries.get(rule.id, Counter())))
    total = sum(tally.messages.values(), Counter[str]())
    table.add_row("all", *(str(total[name]) for name in ("Alert", "Update", "Cancel")), "", "", style="bold")
    with out.capture() as captured:
        out.print(table)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _countries(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f" and {len(ranked) - _MOST_COUNTRIES} more" if len(ranked) > _MOST_COUNTRIES else ""
    return ", ".join(f"{code} {number}" for code, number in ranked[:_MOST_COUNTRIES]) + more
