"""Data set -> predictions for the tasks that need the alert stage: pages, lifecycle, clusters, spikes.

Each runs the stages as the apps do, over one state. Records go in the file's order, but for `lifecycle`, which goes by
date; an article is received on the date of its record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from evaluation.event_tasks import article_of
from streams.errors import Refused
from streams.records import Alert, Country, EnrichedArticle, Event, Place, RawArticle
from streams.stages.alert import Countries
from streams.stages.alert.counting import LEAST_ARTICLES
from streams.stages.alert.members import member_of
from streams.stages.alert.rules import RuleSet, read_rules
from streams.stages.alert.state import Level, Member, Story
from streams.stages.alert.stories import join
from streams.stages.alert.volume import HOURLY, WINDOWS, Rhythm, learn, unusual
from streams.stages.clean import clean
from streams.stages.tag import mentions_of, notice_of, tag
from streams.stages.tag.mentions import mark_article, mention_of

# The countries are counted by the hour; other series have steps of their own: their rhythm, and how many are a count.
_RHYTHMS = {
    "hour": (HOURLY, 1),
    "5min": (HOURLY, 12),
    "day": (Rhythm(slots=1, half_life=28.0), 1),
    "week": (Rhythm(slots=1, half_life=13.0), 1),
}
_LATE_LIMIT_MS = 48 * 3_600_000  # as DATELINE_LATE_LIMIT has it
_EVERYTHING = "version: all\nrules: [{id: event, match: {score: 0}}, {id: volume, match: {types: volume}}]"
Raised = dict[str, Alert]  # alert id -> its newest message


class _Stream:
    """The tag and alert stages over articles, and which alerts each article is evidence of."""

    def __init__(self, *, late_limit_ms: int | None, rules: RuleSet | None = None) -> None:
        self._countries = Countries(late_limit_ms=late_limit_ms, rules=rules)
        self._next = 0
        self.raised: dict[str, Raised] = {}

    def read(self, tagged: EnrichedArticle) -> list[Alert]:
        """What the article causes."""
        notice = notice_of(tagged)
        messages: list[Alert] = []
        for record in [*mentions_of(tagged), *([notice] if notice else [])]:
            messages += [m for m in self._countries.apply(record, self._next) if isinstance(m, Alert)]
            self._next += 1
        for alert in [*messages, *self._countries.open_alerts().values()]:
            for evidence in alert.evidence:
                # As it stood when the article came in, or when it first became evidence.
                self.raised.setdefault(evidence.id, {}).setdefault(alert.alert_id, alert)
        return messages


def predict_pages(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the whole chain raises for each page.

    Records with a title of their own are one stream; a bare page meets a fresh state. A page counts as an alert when it
    raised one or is evidence of one.
    """
    stream = _Stream(late_limit_ms=_LATE_LIMIT_MS)
    found: list[tuple[str, _Stream, str | None]] = []
    for number, record in enumerate(records):
        if "title" not in record:
            stream = _Stream(late_limit_ms=_LATE_LIMIT_MS)
        raw = RawArticle(text=record["text"], url=record.get("url"), title=record.get("title"))
        try:
            article = clean(raw, _received(record, number))
        except Refused:
            found.append((record["id"], stream, None))
            continue
        stream.read(tag(article))
        found.append((record["id"], stream, article.id))
    for name, its_stream, page in found:
        alerts = list(its_stream.raised.get(page, {}).values()) if page else []
        yield {
            "id": name,
            "alert": bool(alerts),
            "countries": list(dict.fromkeys(alert.country.alpha2 for alert in alerts)),
            "types": sorted({alert.event_type for alert in alerts}),
            "alerts": [{"country": a.country.alpha2, "type": a.event_type, "severity": a.severity} for a in alerts],
        }


def predict_lifecycle(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Whether a report continues an alert of the country that it is most of all about; if not, it is a new one.

    All of them are news of an outbreak, so nothing is too faint to be raised. A report in which no event is found
    continues nothing: as the scorer has it for what says nothing, it stands for itself.
    """
    stream = _Stream(late_limit_ms=None, rules=read_rules({"all.yaml": _EVERYTHING}))
    for number, record in enumerate(sorted(records, key=lambda record: str(record.get("date") or ""))):
        article = tag(replace(article_of(record), raw=_received(record, number)))
        messages = stream.read(article)
        first = article.events[0].country if article.events else None
        opened = any(m.msg_type == "Alert" and m.country.alpha2 == first for m in messages)
        yield {"id": record["id"], "msgType": "Alert" if opened or first is None else "Update"}


def predict_clusters(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The story that each text joins or opens, whatever it tells of and wherever: one list of stories for all."""
    stories: list[Story] = []
    for record in sorted(records, key=lambda record: int(record.get("seq", 0))):
        yield {"id": record["id"], "cluster": join(stories, report_of(record), None).id}


def report_of(record: dict[str, Any]) -> Member:
    """A record of a cluster set as the report that a story keeps, of one type and in no country: all share one list."""
    article = tag(replace(article_of(record), raw=_received(record, 0)))
    nowhere = Country(code="-", salience=0.0, role="mentioned", evidence=[], mentions=[])
    anything = Event(
        type="unrest", country="-", score=1.0, severity="Minor", urgency="Unknown", certainty="Unknown", evidence=[]
    )
    mention = replace(mention_of(article, nowhere, mark_article(article)), events=article.events)
    return member_of(mention, anything, article.raw.timestamp)


def predict_spikes(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The steps of each series at which the counting raises an alarm; shorter steps are counted by the hour."""
    for record in records:
        rhythm, an_hour = _RHYTHMS[record["step"]]
        start = record.get("start")  # years and weeks in some sets, which have no rhythm that we follow
        first = int(_moment(start).timestamp() // 3600) if isinstance(start, str) else 0
        level, alarms, counts = Level(), [], [0]
        for number, seen in enumerate(record["counts"]):
            step = first + number // an_hour
            counts[-1] += seen
            readings = unusual(level, step, counts, rhythm=rhythm)
            if seen and any(observed >= LEAST_ARTICLES for _, observed, _, _ in readings):
                alarms.append(number)
            if (number + 1) % an_hour == 0:
                learn(level, step, counts[-1], rhythm)
                counts = [*counts, 0][-WINDOWS[-1] :]
        yield {"id": record["id"], "alarms": alarms}


def _received(record: dict[str, Any], number: int) -> Place:
    day = record.get("date")
    return Place(topic="-", partition=0, offset=number, timestamp=int(_moment(day).timestamp() * 1000) if day else 0)


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)
