"""An app is its stages and its topics: the one place where they meet. Bytes in, bytes out; no Kafka client, no clock.

The runtime hands each record of the input to `handle` and sends what it returns. A record at fault raises Refused.
"""

import contextlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from streams import topology
from streams.errors import Refused
from streams.records import (
    RETRACTED,
    Alert,
    CleanArticle,
    EnrichedArticle,
    Place,
    Tick,
    dump,
    parse,
    parse_mention,
)
from streams.rules.folder import Watched
from streams.runtime.app import JSON, OFFSET, App, Headers, Output, Received
from streams.settings import Settings
from streams.stages.alert import Countries, Expired
from streams.stages.clean import clean, read_raw
from streams.stages.tag import LINEAR, Span, mentions_of, notice_of, status_of, tag
from streams.taggers import load_tagger

log = logging.getLogger(__name__)

_MINUTE_MS = 60_000
# Longer articles are cut at a paragraph: tagging takes time with the length, and the record must fit its topic.
_MAX_TEXT = 200_000
_MAX_ENRICHED_BYTES = 2 * topology.MIB - 16_384


class Enrich:
    """Raw pages into enriched articles and what they mean for each country; no state but the last minute seen."""

    name, stage = "enrich", "clean+tag"
    # What is fetched and not yet worked off: nine times 8 records at most, each of 2 MiB unpacked.
    poll_records, take_fetches = 8, 4

    def __init__(self, settings: Settings) -> None:
        self.topology = topology.apps(settings.raw_topics)[self.name]
        self.take_seconds = 0.005 if settings.take_seconds is None else settings.take_seconds
        self._partitions = range(settings.partitions)
        self._max_bytes = settings.max_record_bytes
        self._minutes: dict[tuple[str, int], int] = {}
        self._tagger = load_tagger(settings)
        # The built-in tagger gains nothing from company.
        self.prepare = None if self._tagger.name == LINEAR.name else self._prepare
        self._prepared: dict[Place, tuple[CleanArticle, list[Span]]] = {}

    def before(self, record: Received) -> list[Output]:
        """A tick to every partition when this raw partition's clock has reached another minute."""
        minute, source = record.timestamp // _MINUTE_MS, (record.topic, record.partition)
        if minute <= self._minutes.get(source, -1):
            return []
        self._minutes[source] = minute
        tick = Tick(topic=record.topic, partition=record.partition, minute=minute, offset=record.offset)
        return self._to_all(b"tick", dump(tick))

    def handle(self, record: Received) -> list[Output]:
        """Clean, tag, and say what it means for whom."""
        article, found = self._prepared.pop(_place(record), None) or (self._clean(record), None)
        tagged = tag(article, self._tagger, found)
        status = status_of(tagged)
        outputs = [Output(topology.ENRICHED, tagged.id.encode(), _fitted(tagged))]
        outputs += [
            Output(topology.MENTIONS, mention.country.encode(), dump(mention))
            for mention in mentions_of(tagged, status)
        ]
        notice = notice_of(tagged, status)
        return outputs + (self._to_all(b"notice", dump(notice)) if notice else [])

    def _prepare(self, records: Sequence[Received]) -> None:
        """Clean some records, and have the tagger find the names in all of them at once."""
        self._prepared.clear()
        articles = {}
        for record in records:
            with contextlib.suppress(Refused):  # `handle` will say so
                articles[_place(record)] = self._clean(record)
        told = {place: article for place, article in articles.items() if article.status not in RETRACTED}
        found = self._tagger.names(
            [article.text for article in told.values()], [article.language.code for article in told.values()]
        )
        for (place, article), spans in zip(told.items(), found, strict=True):
            self._prepared[place] = article, spans

    def _clean(self, record: Received) -> CleanArticle:
        size = len(record.value or b"")
        if size > self._max_bytes:
            raise Refused("too-large", f"{size} bytes unpacked; {self._max_bytes} is the limit")
        raw = read_raw(record.value, _header(record, "content-type"))
        article = clean(raw, _place(record))
        if len(article.text) > _MAX_TEXT:
            end = article.text.rfind("\n\n", 0, _MAX_TEXT)
            article = replace(article, text=article.text[: end if end > 0 else _MAX_TEXT], truncated=True)
        return article

    def _to_all(self, key: bytes, value: bytes) -> list[Output]:
        return [Output(topology.MENTIONS, key, value, partition=number) for number in self._partitions]


class Alerts:
    """Mentions into alerts; one state per country, kept by input partition."""

    name, stage = "alert", "alert"
    poll_records, take_fetches = 256, 16
    prepare = None

    def __init__(self, settings: Settings) -> None:
        self.topology = topology.apps(settings.raw_topics)[self.name]
        self.take_seconds = 0.25 if settings.take_seconds is None else settings.take_seconds
        self._late_limit_ms = int(settings.late_limit * 1000) if settings.late_limit else None
        self._rules = Watched(settings.rules)
        self._countries: dict[int, Countries] = {}

    def before(self, record: Received) -> list[Output]:
        """Nothing: a mention that cannot be read says nothing."""
        del record
        return []

    def handle(self, record: Received) -> list[Output]:
        """Feed one mention, notice or tick to its partition's countries."""
        if record.value is None:
            raise Refused("tombstone", "a mention needs a value")
        mention = parse_mention(record.value)
        outputs: list[Output] = []
        for item in self._countries[record.partition].apply(mention, record.offset):
            outputs += _alert_outputs(item, record)
        return outputs

    def restore(self, partition: int, snapshots: Mapping[str, bytes], sent: int) -> int:
        """Continue a partition from its snapshots."""
        countries = Countries(late_limit_ms=self._late_limit_ms, rules=self._rules.newest)
        countries.restore(snapshots, sent)
        self._countries[partition] = countries
        return countries.offset

    def adopt(self, partition: int, current: Iterable[bytes]) -> list[str]:
        """Take over the open alerts that a lost state no longer knows."""
        countries = self._countries[partition]
        known = countries.open_alerts()
        lost = [alert for alert in (parse(value, Alert) for value in current) if alert.alert_id not in known]
        for alert in lost:
            countries.adopt(alert)
        return [alert.alert_id for alert in lost]

    def renew(self, partition: int, offset: int) -> bool:
        """Between two batches: take new alert rules, if there are any that can be read."""
        rules = self._rules.look()
        renewed = self._countries[partition].renew(rules, offset)
        if renewed:
            log.info("partition %d: alert rules %s from offset %d on", partition, rules.version, offset)
        return renewed

    def look(self) -> None:
        """Say in the log what is wrong with changed rules, also while nothing comes."""
        self._rules.look()

    def snapshots(self, partition: int) -> list[tuple[str, bytes]]:
        """What changed, countries first, the partition's own record last."""
        return self._countries[partition].snapshots() if partition in self._countries else []

    def forget(self, partition: int | None = None) -> None:
        """Drop a partition, or all."""
        if partition is None:
            self._countries.clear()
        else:
            self._countries.pop(partition, None)


def build(name: str, settings: Settings) -> App:
    """The app by its name."""
    return Alerts(settings) if name == "alert" else Enrich(settings)


def _place(record: Received) -> Place:
    return Place(
        topic=record.topic, partition=record.partition, offset=record.offset, timestamp=max(0, record.timestamp)
    )


def _header(record: Received, name: str) -> str | None:
    for key, value in record.headers:
        if key.lower() == name and value is not None:
            return value.decode("utf-8", "replace")
    return None


def _fitted(article: EnrichedArticle) -> bytes:
    """The article's bytes; what the producer added, then the names, then half of the text go where they do not fit."""
    data = dump(article)
    while len(data) > _MAX_ENRICHED_BYTES:
        if article.extra:
            article = replace(article, extra={}, truncated=True)
        elif article.entities:
            article = replace(article, entities=[], truncated=True)
        else:
            article = _halved(article)
        data = dump(article)
    return data


def _halved(article: EnrichedArticle) -> EnrichedArticle:
    end = len(article.text) // 2
    countries = [
        replace(country, mentions=[item for item in country.mentions if item.field == "title" or item.end <= end])
        for country in article.countries
    ]
    return replace(
        article, text=article.text[:end], summary=None, authors=[], events=[], countries=countries, truncated=True
    )


def _alert_outputs(item: Alert | Expired, record: Received) -> list[Output]:
    """The event, and the picture of now: its alert, or a tombstone when it is over."""
    key = item.alert_id.encode()
    # Lets a new owner of the partition tell an alert that a replay brings again from one that the state has lost.
    cause: Headers = ((OFFSET, str(record.offset).encode()),)
    if isinstance(item, Expired):
        return [Output(topology.CURRENT, key, None, cause, record.partition)]
    value = dump(item)
    now = None if item.msg_type == "Cancel" else value
    return [
        Output(topology.EVENTS, item.country.alpha2.encode(), value, (*_cloud_event(item), *cause), record.partition),
        Output(topology.CURRENT, key, now, (*JSON, *cause), record.partition),
    ]


def _cloud_event(alert: Alert) -> Headers:
    """CloudEvents 1.0, binary mode."""
    attributes = {
        "specversion": "1.0",
        "id": f"{alert.alert_id}#{alert.version}",
        "type": "dateline.alert.v1",
        "source": "/dateline/alert",
        "subject": alert.country.alpha2,
        "time": alert.updated,
        "dataschema": "alerts.events.v1.schema.json",
        "partitionkey": alert.country.alpha2,
        "sequence": f"{alert.version:06d}",
        "correlationid": alert.story_id,
        "expirytime": alert.expires,
        "severitytext": alert.severity,
    }
    return (*JSON, *((f"ce_{name}", value.encode()) for name, value in attributes.items()))
