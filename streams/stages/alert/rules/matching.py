"""Which rule an article's events fall under: what is dropped, what is raised and how, what stays a candidate."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from streams.records import SEVERITIES, Certainty, CountryMention, Event, EventType, Evidence, Severity
from streams.stages.alert.rules.keys import FIGURES, SCORE
from streams.stages.alert.rules.model import CERTAINTIES, VOLUME, Rule, RuleSet
from streams.stages.alert.rules.phrases import Phrases, fold
from streams.stages.alert.rules.quoting import quotes
from streams.stages.alert.state import Ruling
from streams.stages.tag.countries import country_table
from streams.stages.tag.events import event_types

_MAX_TERMS, _MAX_HEADLINE = 8, 240


class Subject:
    """What the rules ask of an article, folded when the first rule asks."""

    def __init__(self, mention: CountryMention) -> None:
        self.mention = mention

    @cached_property
    def text(self) -> str:
        """Title and lead."""
        return fold(f"{self.mention.title or ''} \n{self.mention.lead}")

    @cached_property
    def names(self) -> str:
        """The names, parted so that no phrase runs over two of them."""
        return " | ".join(map(fold, self.mention.names))

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """Publisher and agency."""
        return tuple(fold(name) for name in (self.mention.publisher, self.mention.agency) if name)

    def said(self, event: Event | None) -> str:
        """Where terms are sought: the title, the lead, the sentences of the event."""
        if event is None:
            return self.text
        return " | ".join((self.text, *(fold(evidence.text) for evidence in event.evidence)))


@dataclass(frozen=True, slots=True)
class Decision:
    """An event as its rule shapes it. Without a rule it is a candidate: support for a story, never its start."""

    event: Event
    rule: Ruling | None


def decide(rules: RuleSet, mention: CountryMention, now: int) -> list[Decision]:
    """What the rules make of an article, in the order in which it counts: what is raised first, then by score."""
    subject, here = Subject(mention), rules.in_country(mention.country, now)
    suppressing = [rule for rule in here if rule.suppress]
    if any(refusal(rule, subject, None) is None for rule in suppressing):
        return []
    found = []
    for event in sorted(mention.events, key=lambda event: (-event.score, event.type)):
        if any(refusal(rule, subject, event) is None for rule in suppressing):
            continue
        rule = next((rule for rule in here if _raises(rule) and refusal(rule, subject, event) is None), None)
        found.append(_shaped(rule, subject, event) if rule else Decision(event, None))
    if not any(decision.rule for decision in found):
        rule = next((rule for rule in here if rule.raises.type and refusal(rule, subject, None) is None), None)
        if rule:
            found.append(_shaped(rule, subject, _said_by_itself(rule, subject)))
    return sorted(found, key=lambda decision: decision.rule is None)


def decide_volume(rules: RuleSet, mention: CountryMention, now: int) -> Decision | None:
    """What the rules make of many more articles than usual, of which this one is the last; None: nothing."""
    subject, here, event = Subject(mention), rules.in_country(mention.country, now), volume_event(mention.country)
    hits = [rule for rule in here if refusal(rule, subject, event) is None]
    if not hits or any(rule.suppress for rule in hits):
        return None
    return _shaped(hits[0], subject, event)


def suppressing(rules: RuleSet, mention: CountryMention, now: int) -> list[str]:
    """The ids of the rules that drop an article or one of its events."""
    subject, asked = Subject(mention), (None, *mention.events)
    return [
        rule.id
        for rule in rules.in_country(mention.country, now)
        if rule.suppress and any(refusal(rule, subject, event) is None for event in asked)
    ]


def refusal(rule: Rule, subject: Subject, event: Event | None) -> str | None:
    """Why a rule does not apply to an event, or to an article as a whole; None where it does.

    The rule must be one of the country's: `RuleSet.in_country` has asked for that.
    """
    if event is None:
        if rule.match.asks_of_events:
            return "asks for an event"
    elif rule.raises.type:
        return "is for articles without an event"
    elif reason := _refused_event(rule, event):
        return reason
    return _refused_article(rule, subject, event)


def _refused_event(rule: Rule, event: Event) -> str | None:
    match = rule.match
    kind: str = event.type
    if match.types and kind not in match.types:
        return f"{kind} is not among its types"
    if kind == VOLUME and not match.types and not rule.suppress:
        return f"{VOLUME} is not named among its types"
    if match.score is not None and event.score < match.score:
        return f"score {event.score:.2f} is below {match.score:g}"
    if match.severity and SEVERITIES.index(event.severity) < SEVERITIES.index(match.severity):
        return f"{event.severity} is below {match.severity}"
    if match.certainty and CERTAINTIES.index(event.certainty) < CERTAINTIES.index(match.certainty):
        return f"{event.certainty} is below {match.certainty}"
    for name, least in match.figures.items():
        if name not in event.facts:
            return f"no figure of {name} is given"
        if event.facts[name].value < least:
            return f"{event.facts[name].value:g} {name} is below {least:g}"
    return None


def _refused_article(rule: Rule, subject: Subject, event: Event | None) -> str | None:
    match, mention = rule.match, subject.mention
    if match.salience is not None and mention.salience < match.salience:
        return f"salience {mention.salience:.2f} is below {match.salience:g}"
    if match.languages and mention.language not in match.languages:
        return f"language {mention.language} is not among its languages"
    if match.sources and not any(_is_from(source, subject) for source in match.sources):
        return f"{mention.publisher or 'an unknown publisher'} is not among its sources"
    if match.terms and not match.terms.find(subject.said(event)):
        return "none of its terms is said"
    if match.names and not match.names.find(subject.names):
        return "none of its names is named"
    if match.without and (found := match.without.find(subject.said(event))):
        return f"says “{found[0]}”, which must not be there"
    return None


def _is_from(source: str, subject: Subject) -> bool:
    wanted = fold(source)
    return any(name == wanted or name.endswith(f".{wanted}") for name in subject.publishers)


def _raises(rule: Rule) -> bool:
    return not rule.suppress and not rule.raises.type


def _shaped(rule: Rule, subject: Subject, event: Event) -> Decision:
    raises = rule.raises
    severity, certainty, reasons = event.severity, event.certainty, dict(event.reasons)
    if raises.severity and (graded := raises.severity.of(severity, SEVERITIES)) != severity:
        severity, reasons["severity"] = cast("Severity", graded), f"set by rule {rule.id}"
    if raises.certainty and (graded := raises.certainty.of(certainty, CERTAINTIES)) != certainty:
        certainty, reasons["certainty"] = cast("Certainty", graded), f"set by rule {rule.id}"
    event = replace(event, severity=severity, certainty=certainty, reasons=reasons)
    terms = _found(rule.match.terms, subject.said(event)) + _found(rule.match.names, subject.names)
    ruling = Ruling(
        id=rule.id,
        version=rule.version,
        threshold=SCORE if rule.match.score is None else rule.match.score,
        terms=terms[:_MAX_TERMS],
        headline=_headline(rule, subject.mention, event),
        quotes=quotes((rule.match.terms, rule.match.names), subject.mention, event)[:_MAX_TERMS],
    )
    return Decision(event, ruling)


def _found(phrases: Phrases | None, folded: str) -> list[str]:
    return phrases.find(folded) if phrases else []


def _headline(rule: Rule, mention: CountryMention, event: Event) -> str | None:
    template = rule.raises.headline
    if template is None:
        return None
    info = event_types().get(event.type)
    values = {
        "title": mention.title or "",
        "sentence": event.evidence[0].text if event.evidence else "",
        "country": country_table()[mention.country].name if mention.country in country_table() else mention.country,
        "code": mention.country,
        "type": info.label if info else str(event.type),
        "severity": event.severity,
        "publisher": mention.publisher or "",
        # A figure that the article does not give leaves nothing behind.
        **{name: f"{event.facts[name].value:g}" if name in event.facts else "" for name in FIGURES},
    }
    return " ".join(template.format_map(values).split())[:_MAX_HEADLINE] or None


def _said_by_itself(rule: Rule, subject: Subject) -> Event:
    """What a rule reads from an article in which no event raised anything: the sentence with its words."""
    mention, kind = subject.mention, cast("EventType", rule.raises.type)
    info = event_types()[kind]
    words = [*_found(rule.match.terms, subject.text), *_found(rule.match.names, subject.names)]
    return Event(
        type=kind,
        country=mention.country,
        other_countries=mention.other_countries[:8],
        score=SCORE,  # words alone: no more than what just suffices
        severity=info.severity,
        urgency="Unknown",
        certainty="Possible",
        reasons={"severity": f"usual for {info.label}", "certainty": f"words alone, by rule {rule.id}"},
        evidence=[_sentence(rule, mention, f"rule {rule.id}: {', '.join(words[:_MAX_TERMS])}")],
    )


def _sentence(rule: Rule, mention: CountryMention, why: str) -> Evidence:
    """The title or the first line of the lead in which a term stands; else the title."""
    title = mention.title or ""
    start = 0
    for line in mention.lead.split("\n"):
        phrases = rule.match.terms or rule.match.names
        if phrases and phrases.find(fold(line)):
            return Evidence(start=start, end=start + len(line), text=line, why=why)
        start += len(line) + 1
    return Evidence(start=0, end=len(title), text=title, why=why, field="title")


def volume_event(country: str) -> Event:
    """Many articles in the shape of an event, so that one way of asking serves both."""
    return Event(
        type=cast("EventType", VOLUME),
        country=country,
        score=1.0,
        severity="Minor",
        urgency="Unknown",
        certainty="Possible",
        evidence=[],
    )
