"""Which rule fires for an article and which do not, each with the first condition that fails."""

from streams.records import CountryMention, Event
from streams.stages.alert.rules.matching import Subject, decide, refusal
from streams.stages.alert.rules.model import Rule, RuleSet

Verdicts = list[tuple[str, str]]  # rule, what it says


def explain_rules(rules: RuleSet, mention: CountryMention, now: int) -> list[tuple[str, Verdicts]]:
    """For each event of an article in a country, every rule's verdict.

    Where no event is raised, also those of the rules that read the article by itself; they may be none.
    """
    asked: list[tuple[str, Event | None]] = [
        (f"{event.type.replace('_', ' ')} in {mention.country}, score {event.score:.2f}, {event.severity}", event)
        for event in sorted(mention.events, key=lambda event: (-event.score, event.type))
    ]
    raised = {decision.rule.id for decision in decide(rules, mention, now) if decision.rule}
    if not any(rule.id in raised and not rule.raises.type for rule in rules.rules):
        asked.append((f"the article by itself in {mention.country}, salience {mention.salience:.2f}", None))
    return [(what, _verdicts(rules, mention, event, now)) for what, event in asked]


def _verdicts(rules: RuleSet, mention: CountryMention, event: Event | None, now: int) -> Verdicts:
    subject, here = Subject(mention), {rule.id for rule in rules.in_country(mention.country, now)}
    asked = [rule for rule in rules.rules if _is_asked(rule, event)]
    against = {
        rule.id: refusal(rule, subject, event) if rule.id in here else f"{mention.country} is not its country"
        for rule in asked
    }
    hits = [rule for rule in asked if against[rule.id] is None]
    dropped = next((rule for rule in hits if rule.suppress), None)
    first = next((rule for rule in hits if not rule.suppress), None)
    found: Verdicts = []
    for rule in asked:
        if reason := against[rule.id]:
            found.append((rule.id, f"no: {reason}"))
        elif rule.suppress:
            found.append((rule.id, f"suppresses it: {rule.suppress}"))
        elif dropped:
            found.append((rule.id, f"would raise it, but {dropped.id} suppresses it"))
        elif first and rule is not first:
            found.append((rule.id, f"would raise it, but {first.id} comes first"))
        else:
            found.append((rule.id, "raises it"))
    return found


def _is_asked(rule: Rule, event: Event | None) -> bool:
    if event is None:
        return bool(rule.raises.type or (rule.suppress and not rule.match.asks_of_events))
    return not rule.raises.type
