"""dateline tail: watch a topic, a line for each record."""

import sys
from itertools import islice
from typing import Any

import click
from rich.text import Text

from streams.cli.main import settings_of
from streams.cli.terminal import clock, console, safe, severity
from streams.errors import Refused
from streams.kafka.readers import Record, follow
from streams.records import SEVERITIES, load
from streams.topology import CURRENT, ENRICHED, EVENTS, MENTIONS, RAW

SHORT = {"alerts": EVENTS, "current": CURRENT, "enriched": ENRICHED, "mentions": MENTIONS, "raw": RAW}


@click.command()
@click.argument("topic", default="alerts")
@click.option("--country", help="Only this country (ISO 3166-1 alpha-2, such as AF).")
@click.option("--severity", "least", type=click.Choice(SEVERITIES), help="Only this severity and worse.")
@click.option("--json", "as_json", is_flag=True, help="The records as they are, one line each.")
@click.option("--from-beginning", is_flag=True, help="First what the topic holds, then what comes.")
@click.option("-n", "--limit", type=click.IntRange(min=1), help="End after so many records.")
@click.pass_context
def command(
    ctx: click.Context,
    topic: str,
    country: str | None,
    least: str | None,
    as_json: bool,
    from_beginning: bool,
    limit: int | None,
) -> None:
    """Watch a topic until Ctrl-C: alerts (the default), current, enriched, mentions, raw, or any topic by its name."""
    out = console()
    records = follow(settings_of(ctx).servers, SHORT.get(topic, topic), from_beginning=from_beginning)
    chosen = ((record, value) for record in records if _is_wanted(value := _value(record), country, least))
    for record, value in islice(chosen, limit):
        if as_json:
            click.echo(b"null" if record.value is None else record.value.replace(b"\n", b" "))
        else:
            out.print(line(record, value), soft_wrap=True)
        sys.stdout.flush()


def line(record: Record, value: Any) -> Text:
    """One line about a record of any topic."""
    head = f"{clock(record.timestamp)}  "
    if record.value is None:
        return Text(f"{head}removed {safe((record.key or b'').decode('utf-8', 'replace'))}", style="dim")
    if not isinstance(value, dict):
        return Text(f"{head}{len(record.value)} bytes: {safe(record.value[:200].decode('utf-8', 'replace'))}")
    if "alert_id" in value:
        return alert_line(value, head)
    if value.get("kind") == "tick":
        return Text(f"{head}tick     {safe(str(value.get('topic')))}/{value.get('partition')}", style="dim")
    names = " ".join(safe(code) for code in _countries(value)) or "-"
    kind = safe(str(value.get("kind") or ("article" if "events" in value else "raw")))
    events = " ".join(f"{safe(e.get('type'))}:{safe(e.get('severity'))}" for e in _dicts(value.get("events")))
    about = safe(value.get("title") or value.get("url") or value.get("article") or str(value.get("text") or "")[:120])
    return Text(f"{head}{kind:8} {names:14} {about}" + (f"  [{events}]" if events else ""))


def alert_line(alert: dict[str, Any], head: str) -> Text:
    """One line about an alert: what is new, where, how bad, the headline, and why."""
    country = alert.get("country") or {}
    text = Text(head)
    text.append(f"{safe(alert.get('msg_type')):6} v{alert.get('version')} ")
    text.append_text(severity(str(alert.get("severity"))))
    text.append(f" {safe(country.get('alpha2')):2} {safe(country.get('name'))}: ", style="bold")
    text.append(f"{safe(alert.get('event_type'))}: {safe(alert.get('headline'))}")
    text.append(f"  [{why(alert)}]", style="dim")
    return text


def why(alert: dict[str, Any]) -> str:
    """What raised, changed or ended the alert, in a few words."""
    if alert.get("cancel_reason"):
        return safe(f"cancelled: {alert['cancel_reason']}")
    changes = [f"{c.get('field')}: {c.get('before')} → {c.get('after')}" for c in _dicts(alert.get("change"))]
    if changes:
        return safe("; ".join(changes))
    triggers = [
        f"{t.get('kind')} {t.get('id')} {t.get('score', 0):.2f} ≥ {t.get('threshold', 0):.2f}"
        + (f" ({', '.join(map(str, t['terms'][:4]))})" if t.get("terms") else "")
        for t in _dicts(alert.get("triggers"))
    ]
    return safe("; ".join(triggers))


def _value(record: Record) -> Any:
    try:
        return load(record.value) if record.value else None
    except Refused:
        return None


def _is_wanted(value: Any, country: str | None, least: str | None) -> bool:
    if not country and not least:
        return True
    if not isinstance(value, dict):
        return False
    if country and country.upper() not in _countries(value):
        return False
    if not least:
        return True
    found = [value.get("severity"), *(event.get("severity") for event in _dicts(value.get("events")))]
    return any(name in SEVERITIES[SEVERITIES.index(least) :] for name in found)


def _countries(value: dict[str, Any]) -> list[str]:
    """The countries that a record of any of our topics is about."""
    country = value.get("country")
    if isinstance(country, dict):
        return [str(country.get("alpha2"))]
    if isinstance(country, str):
        return [country]
    return [str(item["code"] if isinstance(item, dict) else item) for item in value.get("countries") or []]


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
