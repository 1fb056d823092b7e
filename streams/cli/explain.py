"""dateline explain: what becomes of one article, stage by stage, and why."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from streams.cli.main import settings_of
from streams.cli.stage import OUTSIDE, clean_without_kafka
from streams.cli.tail import why
from streams.cli.terminal import console, safe, severity
from streams.errors import Refused, UserError
from streams.records import Alert, CleanArticle, EnrichedArticle, RawArticle, Stamp, dump, load
from streams.rules.folder import read_folder
from streams.sources.files import Skipped, read_file
from streams.sources.raw import RawRecord
from streams.stages.alert import Countries
from streams.stages.alert.rules import RuleSet
from streams.stages.alert.rules.explaining import explain_rules
from streams.stages.clean import explain as explain_lines
from streams.stages.clean import read_raw
from streams.stages.tag import Tagger, mentions_of, tag
from streams.stages.tag.countries import explain_countries
from streams.stages.tag.events import explain_events
from streams.taggers import load_tagger

_NAME_COLUMNS = 12
_MOST_REFUSALS = 8
_STYLES = {"location": "bold", "actor": "", "mentioned": "dim"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.pass_context
def command(ctx: click.Context, file: Path) -> int:
    """What becomes of one article (.txt, .html, .json, or `-` for text on stdin), and why.

    Shows the lines that were kept and removed, title and dates, countries, the arithmetic of the events' scores,
    which alert rules (DATELINE_RULES) raise them and why the others do not, and the alerts that it would raise by
    itself (at any age: the late limit is off). Exit code 1: the article is refused, with the reason.
    """
    out, settings = console(), settings_of(ctx)
    tagger, rules = load_tagger(settings), read_folder(settings.rules)
    if out.is_terminal:
        return _explain(out, _record(file), tagger, rules)
    with out.capture() as captured:
        code = _explain(out, _record(file), tagger, rules)
    # A grid fills its lines with blanks, which a file or a pipe has no use for.
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))
    return code


def _explain(out: Console, record: RawRecord, tagger: Tagger, rules: RuleSet) -> int:
    raw = tagged = None
    try:
        raw = read_raw(record.value, dict(record.headers).get("content-type", b"").decode())
        tagged = tag(clean_without_kafka(raw, 0), tagger)
    except Refused as error:
        refused = error
    if raw:
        _heading(out, "Lines", "+ kept, - removed")
        _print_lines(out, raw, tagged)
    if not tagged:
        out.print(f"\nrefused: {refused.reason}: {safe(str(refused))}", soft_wrap=True)
        return 1
    _heading(out, "Article")
    _print_article(out, tagged)
    _heading(out, "Countries", "most salient first; what was rejected, and why")
    _print_countries(out, tagged)
    _heading(out, "Events", "what adds to the log odds, and what speaks against")
    _print_events(out, tagged)
    _heading(out, "Rules", f"of {rules.version}; the first that raises decides")
    _print_rules(out, tagged, rules)
    _heading(out, "Alerts", "as the first report of its story, late limit off")
    _print_alerts(out, tagged, rules)
    return 0


def _record(file: Path) -> RawRecord:
    """The first record of the file."""
    if str(file) == "-":
        return RawRecord(name="-", key=b"", value=sys.stdin.buffer.read(), headers=(("content-type", b"text/plain"),))
    if not file.is_file():
        raise UserError(f"there is no file {file}")
    record = next(read_file(file), None)
    if record is None:
        raise UserError(f"{file} holds no article")
    if isinstance(record, Skipped):
        raise UserError(f"{file} is no article: {record.reason}")
    return record


def _heading(out: Console, name: str, note: str = "") -> None:
    text = Text(f"\n{name}", style="bold underline")
    if note:
        text.append(f"  {note}", style="not bold not underline dim")
    out.print(text)


def _rows(out: Console, rows: list[tuple[Text | str, Text | str]], indent: int = 2) -> None:
    """Two columns, the second one wrapped."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=_NAME_COLUMNS, no_wrap=True)
    table.add_column()
    for left, right in rows:
        table.add_row(left, right)
    out.print(Padding(table, (0, 0, 0, indent)))


def _print_lines(out: Console, raw: RawArticle, article: EnrichedArticle | None) -> None:
    """Every line with its reason; in the kept ones what names a country stands out."""
    try:
        lines = explain_lines(raw, OUTSIDE)
    except Refused:
        return  # the same reason as the article's, which is told below
    rows: list[tuple[Text | str, Text | str]] = []
    end = 0
    for line in lines:
        style = "" if line.kept else "dim"
        text = Text(safe(line.text), style=style)
        if article and line.kept and (start := article.text.find(line.text, end)) >= 0:
            end = start + len(line.text)
            for mention in (m for country in article.countries for m in country.mentions if m.field == "text"):
                if start <= mention.start and mention.end <= end and len(text) == len(line.text):
                    text.stylize("bold cyan", mention.start - start, mention.end - start)
        rows.append((Text(f"{'+' if line.kept else '-'} {safe(line.reason)}", style=style), text))
    _rows(out, rows)


def _print_article(out: Console, article: CleanArticle) -> None:
    dateline = article.dateline
    filed = f"{dateline.place or 'no place'} (as written: {dateline.raw})" if dateline else None
    rows: dict[str, str | None] = {
        "title": article.title,
        "dateline": filed,
        "agency": article.agency,
        "published": _stamp(article.published),
        "modified": _stamp(article.modified),
        "language": f"{article.language.code} ({article.language.score:.2f})",
        "authors": ", ".join(article.authors),
        "source": " ".join(filter(None, (article.source.name, article.source.domain, article.source.country))),
        "page's own": ", ".join(filter(None, (*article.page.country, article.page.section, *article.page.topics))),
        "url": article.url,
        "status": article.status if article.status != "usable" else None,
        "id": f"{article.id}, content {article.content}",
    }
    _rows(out, [(name, safe(value)) for name, value in rows.items() if value])


def _stamp(stamp: Stamp | None) -> str | None:
    if not stamp:
        return None
    zone = f"zone {stamp.offset or 'UTC'}" + ("" if stamp.zone_known else ", assumed")
    return (
        f"{stamp.utc or 'not to be read without guessing'} (as written: {stamp.raw}; {zone}; to the {stamp.precision})"
    )


def _print_countries(out: Console, article: EnrichedArticle) -> None:
    rows: list[tuple[Text | str, Text | str]] = []
    for country in article.countries:
        seen = ", ".join(dict.fromkeys(safe(mention.text) for mention in country.mentions))
        about = f"{country.role:9} salience {country.salience:.2f}  {', '.join(country.evidence)}: {seen}"
        rows.append((Text(country.code, style="bold"), Text(about, style=_STYLES[country.role])))
    _rows(out, rows or [("none", "")])
    out.print()
    for line in explain_countries(article):
        out.print(Padding(Text(safe(line), style="dim", overflow="fold"), (0, 0, 0, 2)))


def _print_events(out: Console, article: EnrichedArticle) -> None:
    for event in article.events:
        line = Text("  ")
        line.append_text(severity(event.severity))
        line.append(f" {event.type.replace('_', ' ')} in {event.country}", style="bold")
        line.append(f", score {event.score:.2f}, {event.urgency}, {event.certainty}")
        out.print(line)
        rows: list[tuple[Text | str, Text | str]] = []
        rows += [(name, safe(reason)) for name, reason in event.reasons.items()]
        rows += [(name, f"{fact.value:g}") for name, fact in event.facts.items()]
        rows += [(item.field, safe(f"“{item.text}” ({item.why})")) for item in event.evidence]
        _rows(out, rows, indent=4)
    out.print("  the arithmetic:", style="dim")
    for step in explain_events(article, article.countries, article.entities):
        out.print(Padding(Text(safe(step.strip()), style="dim"), (0, 0, 0, 4 if step[:1].strip() else 8)))


def _print_rules(out: Console, article: EnrichedArticle, rules: RuleSet) -> None:
    """What each rule says to each event; of many rules those alone that say more than `no`, or come near."""
    asked = [item for m in mentions_of(article) for item in explain_rules(rules, m, article.raw.timestamp)]
    for what, verdicts in asked:
        out.print(Text(f"  {safe(what)}", style="bold"))
        told = [verdict for verdict in verdicts if not verdict[1].startswith("no: ")]
        left = [verdict for verdict in verdicts if verdict[1].startswith("no: ")]
        for rule, said in [*told, *left[:_MOST_REFUSALS]]:
            line = Text(f"{rule}: {safe(said)}", style="dim" if said.startswith("no: ") else "")
            out.print(Padding(line, (0, 0, 0, 4)))
        if len(left) > _MOST_REFUSALS:
            out.print(f"    and {len(left) - _MOST_REFUSALS} more rules that do not apply", style="dim")
        if not verdicts:
            out.print("    no rule reads articles without an event", style="dim")
    if not asked:
        out.print("  no country that they could be asked of")


def _print_alerts(out: Console, article: EnrichedArticle, rules: RuleSet) -> None:
    countries = Countries(late_limit_ms=None, rules=rules)
    alerts: list[Alert] = []
    for number, mention in enumerate(mentions_of(article)):
        alerts += [item for item in countries.apply(mention, number) if isinstance(item, Alert)]
    for alert in alerts:
        line = severity(alert.severity)
        line.append(f" {alert.country.alpha2} {alert.country.name}: ", style="bold")
        line.append(f"{alert.event_type.replace('_', ' ')}: {safe(alert.headline)}")
        out.print(Padding(line, (0, 0, 0, 2)))
        rows: list[tuple[Text | str, Text | str]] = [("why", why(load(dump(alert))))]
        rows += [(t.kind, safe(f"{t.id}, version {t.version}")) for t in alert.triggers]
        rows += [
            (q.field, safe(f"“{q.text}” from {q.start} to {q.end}: term {q.term}"))
            for t in alert.triggers
            for q in t.quotes
        ]
        rows += [(name, safe(reason)) for name, reason in alert.reasons.items() if name != "confidence"]
        rows.append(("confidence", f"{alert.confidence:.2f}: {safe(alert.reasons['confidence'])}"))
        rows.append(("expires", alert.expires))
        _rows(out, rows, indent=4)
    if not alerts:
        out.print(Padding(Text(f"none: {_why_none(article)}"), (0, 0, 0, 2)))


def _why_none(article: EnrichedArticle) -> str:
    if not mentions_of(article):
        return "no country is salient, and none has an event"
    if article.events_status == "unsupported":
        return f"no events are read in {article.language.code}; the article counts for volume alone"
    if not article.events:
        return "no event; the article counts for volume alone"
    return "no rule raises an event of it; the article counts for volume, and supports a story that others raise"
