"""Which rule fires for an article and which do not, each with the first condition that fails."""

from streams.records import CountryMention, Event
from streams.stages.alert.rules.matching import Subject, refusal
from streams.stages.alert.rules.model import RuleSet

Verdicts = list[tuple[str, str]]  # rule, what it says


def explain_rules(rules: RuleSet, mention: CountryMention, now: int) -> list[tuple[str, Verdicts]]:
    """For each event of an article in a country, and for the article without an event: every rule's verdict."""
    subject, here = Subject(mention), rules.in_country(mention.country, now)
    asked: list[tuple[str, Event | None]] = [
        (f"{event.type.replace('_', ' ')} in {mention.country}, score {event.score:.2f}, {event.severity}", event)
        for event in sorted(mention.events, key=lambda event: (-event.score, event.type))
    ]
    if not asked or any(rule.raises.type or not rule.match.asks_of_events for rule in here):
        asked.append((f"the article itself in {mention.country}, salience {mention.salience:.2f}", None))
    return [(what, _verdicts(rules, {rule.id for rule in here}, subject, event)) for what, event in asked]


def _verdicts(rules: RuleSet, here: set[str], subject: Subject, event: Event | None) -> Verdicts:
    against = {
        rule.id: refusal(rule, subject, event) if rule.id in here else f"{subject.mention.country} is not its country"
        for rule in rules.rules
    }
    hits = [rule for rule in rules.rules if against[rule.id] is None]
    dropped = next((rule for rule in hits if rule.suppress), None)
    first = next((rule for rule in hits if not rule.suppress and (event is not None or rule.raises.type)), None)
    found: Verdicts = []
    for rule in rules.rules:
        if reason := against[rule.id]:
            found.append((rule.id, f"no: {reason}"))
        elif rule.suppress:
            found.append((rule.id, f"suppresses it: {rule.suppress}"))
        elif dropped:
            found.append((rule.id, f"would raise it, but {dropped.id} suppresses it"))
        elif rule is first:
            found.append((rule.id, "raises it"))
        else:
            found.append((rule.id, f"would raise it, but {first.id if first else 'no rule'} comes first"))
    return found
