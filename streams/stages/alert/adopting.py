"""A story out of its open alert, for a worker whose state has lost the story; the rest comes with the next reports."""

from streams.records import Alert, AlertArticle
from streams.stages.alert.members import milliseconds
from streams.stages.alert.state import Figure, Member, Ruling, Sent, Story


def story_of(alert: Alert) -> Story:
    """A story with what its alert says."""
    updated = milliseconds(alert.updated) or 0
    return Story(
        id=alert.story_id,
        type=alert.event_type,
        first_published=milliseconds(alert.first_published) or updated,
        first_dated=alert.first_published is not None,
        first_received=milliseconds(alert.first_received) or updated,
        touched=updated,
        members=[_member(alert, article, updated) for article in alert.evidence],
        alert_id=alert.alert_id,
        version=alert.version,
        open=True,
        expires=milliseconds(alert.expires) or updated,
        sent=_sent(alert, updated),
    )


def _member(alert: Alert, article: AlertArticle, updated: int) -> Member:
    facts = {name: fact for name, fact in alert.facts.items() if fact.article == article.id}
    return Member(
        id=article.id,
        content="",
        url=article.url,
        title=article.title,
        publisher=article.publisher,
        agency=article.agency,
        modified=None,
        published=milliseconds(article.published) or updated,
        dated=article.published is not None,
        received=article.raw.timestamp,
        raw=article.raw,
        type=alert.event_type,
        score=alert.triggers[0].score if alert.triggers else 1.0,
        severity=alert.severity,
        urgency=alert.urgency,
        certainty=alert.certainty,
        reasons=dict(alert.reasons),
        sentence=article.sentence,
        why="",
        figures={name: Figure(fact.value, fact.sentence) for name, fact in facts.items()},
        others=[other.alpha2 for other in alert.other_countries],
        prints=[],
        rule=_ruling(alert),
    )


def _sent(alert: Alert, updated: int) -> Sent:
    """The last message, for the next one to be compared with."""
    return Sent(
        at=updated,
        severity=alert.severity,
        certainty=alert.certainty,
        figures={name: fact.value for name, fact in alert.facts.items()},
        publishers=alert.counts.publishers,
        others=[other.alpha2 for other in alert.other_countries],
        rule=_ruling(alert),
    )


def _ruling(alert: Alert) -> Ruling:
    """The rule that raised an alert."""
    first = alert.triggers[0]
    return Ruling(first.id, first.version, first.threshold, first.terms, quotes=first.quotes)
