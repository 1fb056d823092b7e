"""Cases beside the rules: articles as people write them down, and the alerts that they expect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from streams.errors import RulesError
from streams.records import SEVERITIES, Alert, EnrichedArticle, Place, RawArticle, Source, parse
from streams.rules.trial import Trial
from streams.stages.alert.rules import RuleSet
from streams.stages.alert.rules.forms import Choice, Field, Many, Mapped, Number, Text
from streams.stages.alert.rules.keys import Countries
from streams.stages.alert.rules.model import CERTAINTIES
from streams.stages.alert.rules.nodes import Fault, Faults, compose
from streams.stages.alert.rules.shipped import CASES
from streams.stages.alert.rules.times import Time
from streams.stages.clean import clean
from streams.stages.tag import tag

_START = 1_767_225_600_000  # 2026-01-01, where a case says nothing of time
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An article of a case."""

    text: str | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None
    published: int | None = None
    received: int | None = None
    enriched: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is to come of some articles."""

    name: str
    articles: tuple[Given, ...]
    until: int | None = None
    expect: tuple[Mapping[str, object], ...] = ()
    file: Path = Path()
    line: int = 0


def _wrong_article(values: Mapping[str, object]) -> str | None:
    if ("text" in values) == ("enriched" in values):
        return "an article needs text, or enriched (and not both)"
    return None


ARTICLE: Mapping[str, Field] = {
    "text": Field(Text(50_000), "the article's text, as it would stand on its page"),
    "title": Field(Text(300), "its title"),
    "url": Field(Text(1000), "its address: an article with the same one is a newer version"),
    "source": Field(Text(100), "the domain or name of its publisher"),
    "language": Field(
        Text(3, pattern="[a-z]{2,3}", example="en"), "its language, where it is not to be told from the text"
    ),
    "published": Field(Time(), "when it says it was published (when received, where not given)"),
    "received": Field(Time(), "when it came (when published, else a minute after the one before)"),
    "enriched": Field(Text(200), "instead of a text: a file beside this one with an enriched article, or one a line"),
}
EXPECT: Mapping[str, Field] = {
    "rule": Field(Text(60), "the rule that raised it"),
    "country": Field(Countries(), "alpha-2 code"),
    "type": Field(Text(40), "event type, or volume"),
    "severity": Field(Choice(SEVERITIES, "severity"), "its severity"),
    "certainty": Field(Choice(CERTAINTIES, "certainty"), "its certainty"),
    "headline": Field(Text(300), "its headline"),
    "message": Field(Choice(("Alert", "Update", "Cancel"), "message"), "which message (Alert where not given)"),
    "at": Field(Time(), "when it went out"),
    "version": Field(Number(1, 1e6), "its number within the alert"),
}
CASE: Mapping[str, Field] = {
    "name": Field(Text(200), "what the case shows, as a sentence", required=True),
    "articles": Field(Many(Mapped(ARTICLE, Given, _wrong_article)), "what comes, in order", required=True),
    "until": Field(Time(), "let the clock run until then, so that what waits goes out"),
    "expect": Field(
        Many(Mapped(EXPECT, dict), least=0),
        "every message that comes of it, in order; of each what is to be so; an empty list: nothing",
        required=True,
    ),
}
CASES_FILE: Mapping[str, Field] = {
    "cases": Field(Many(Mapped(CASE, Case, lined=True)), "each case begins with an empty state", required=True)
}


def case_files(folder: Path) -> list[Path]:
    """The files with cases in a folder, or beside one rule file."""
    if folder.is_file():
        beside = folder.with_suffix("").with_suffix(CASES)
        return [beside] if beside.is_file() else []
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name.endswith(CASES) and path.is_file())


def read_cases(folder: Path) -> list[Case]:
    """The cases of a folder, or beside one rule file. Raises RulesError with every fault."""
    cases: list[Case] = []
    found: list[object] = []
    for path in case_files(folder):
        faults = Faults(str(path))
        try:
            node = compose(path.read_text("utf-8"), faults)
        except (OSError, UnicodeDecodeError) as error:
            raise RulesError([f"{path}:1: cannot be read: {error}"]) from error
        if node is None:
            found += faults.found or [Fault(faults.file, 1, "the file is empty: cases are needed")]
            continue
        values = Mapped(CASES_FILE, dict).read(node, faults)
        found += faults.found
        cases += [replace(case, file=path) for case in values["cases"]] if values else []
    if found:
        raise RulesError(found)
    return cases


def run_case(case: Case, rules: RuleSet, late_limit_ms: int | None) -> list[str]:
    """What is otherwise than the case expects, a line each; nothing where all is as expected. Raises Refused."""
    trial = Trial(rules, late_limit_ms)
    alerts = [alert for article in _articles(case) for alert in trial.see(article)]
    if case.until is not None:
        alerts += trial.wait(case.until)
    lines = []
    for number in range(max(len(alerts), len(case.expect))):
        wanted = case.expect[number] if number < len(case.expect) else None
        if number >= len(alerts):
            lines.append(f"expected {_short(wanted)}, got nothing")
        elif wanted is None:
            lines.append(f"expected nothing more, got {_short(facts_of(alerts[number]))}")
        else:
            found = facts_of(alerts[number])
            wrong = {
                name: found[name] for name, value in {"message": "Alert", **wanted}.items() if found[name] != value
            }
            if wrong:
                lines.append(f"expected {_short(wanted)}, got {_short(wrong)}")
    return lines


def facts_of(alert: Alert) -> dict[str, object]:
    """An alert in the words of a case."""
    return {
        "rule": next((trigger.id for trigger in alert.triggers if trigger.kind == "rule"), None),
        "country": alert.country.alpha2,
        "type": alert.event_type,
        "severity": alert.severity,
        "certainty": alert.certainty,
        "headline": alert.headline,
        "message": alert.msg_type,
        "at": int(datetime.fromisoformat(alert.updated).timestamp() * 1000),
        "version": float(alert.version),
    }


def _short(facts: Mapping[str, object] | None) -> str:
    return ", ".join(f"{name} {_said(name, value)}" for name, value in (facts or {}).items()) or "an alert"


def _said(name: str, value: object) -> object:
    if name == "at" and isinstance(value, int):
        return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="minutes").replace("+00:00", "Z")
    return f"{value:g}" if isinstance(value, float) else value


def _articles(case: Case) -> Iterator[EnrichedArticle]:
    now = _START - _MINUTE_MS
    for number, given in enumerate(case.articles):
        now = given.received or given.published or now + _MINUTE_MS
        if given.enriched is not None:
            yield from _enriched(case.file.parent / given.enriched)
            continue
        raw = RawArticle(
            text=given.text,
            title=given.title,
            url=given.url,
            source=Source(domain=given.source) if "." in (given.source or "") else Source(name=given.source),
            language=given.language,
            published=datetime.fromtimestamp((given.published or now) / 1000, UTC).isoformat(),
        )
        yield tag(clean(raw, Place(topic="-", partition=0, offset=number, timestamp=now)))


def _enriched(path: Path) -> Iterator[EnrichedArticle]:
    """The articles of a file: one of JSON, or one a line."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RulesError([f"{path}:1: cannot be read: {error.strerror}"]) from error
    if path.suffix == ".json":
        yield parse(data, EnrichedArticle)
    else:
        yield from (parse(line, EnrichedArticle) for line in data.splitlines() if line.strip())
