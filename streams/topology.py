"""The whole picture on one page: the topics, and the apps between them.

raw topics ─ enrich ─┬─ articles.enriched.v1
                     └─ countries.mentions.v1 ─ alert ─┬─ alerts.events.v1
                                                       ├─ alerts.current.v1
                                                       └─ dateline.alert.state.v1 (its own snapshots)
dead letters: dateline.enrich.dead.v1, dateline.alert.dead.v1
"""

from dataclasses import dataclass, field
from typing import Any

MIB = 1 << 20
_DAY_MS = 24 * 60 * 60 * 1000
_KEEP = -1  # retention.ms: for ever

RAW = "articles.raw.v1"
ENRICHED = "articles.enriched.v1"
MENTIONS = "countries.mentions.v1"
EVENTS = "alerts.events.v1"
CURRENT = "alerts.current.v1"
STATE = "dateline.alert.state.v1"
ENRICH_DEAD = "dateline.enrich.dead.v1"
ALERT_DEAD = "dateline.alert.dead.v1"

PARTITIONS = 12

# Small segments let compaction keep up; the lag keeps a frozen worker's stale snapshot from hiding the newer one.
_SMALL_SEGMENTS = {"segment.bytes": str(16 * MIB)}
_STATE_CONFIGS = {**_SMALL_SEGMENTS, "min.compaction.lag.ms": "120000"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic as it should be; replication is chosen when it is applied (3 where there are 3 brokers, else 1)."""

    name: str
    title: str
    retention_ms: int
    max_bytes: int = MIB  # of a batch as the producer sent it, so of a record too
    compacted: bool = False
    partitions: int = PARTITIONS
    configs: dict[str, str] = field(default_factory=dict)

    def config(self, replication: int) -> dict[str, str]:
        """The topic's settings in Kafka's own words."""
        return {
            "cleanup.policy": "compact" if self.compacted else "delete",
            "retention.ms": str(self.retention_ms),
            "max.message.bytes": str(self.max_bytes),
            "min.insync.replicas": str(2 if replication >= 3 else 1),
            **self.configs,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A consumer group: what it reads, what it writes, where its dead letters go."""

    name: str
    group: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    dead: str
    state: str | None = None  # partition n holds the snapshots of input partition n


def raw_topic(name: str, partitions: int = PARTITIONS) -> Topic:
    """A topic that producers write pages to. LogAppendTime, because the records' time is the alerts' clock."""
    return Topic(
        name=name,
        title="Raw articles, as feeds and crawlers publish them",
        retention_ms=14 * _DAY_MS,
        partitions=partitions,
        configs={"message.timestamp.type": "LogAppendTime"},
    )


def topics(raw: tuple[str, ...] = (RAW,), partitions: int = PARTITIONS) -> tuple[Topic, ...]:
    """Every topic of the system."""
    # A dead letter is the record and its headers; an enriched article is the article and what was found in it.
    with_headers = MIB + MIB // 4
    rest: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
        (ENRICHED, "Clean articles with countries, names and events", 14 * _DAY_MS, {"max_bytes": 2 * MIB}),
        (MENTIONS, "What each article means for each country; notices and ticks", 7 * _DAY_MS, {}),
        (EVENTS, "Alerts as they came, in order per country", 90 * _DAY_MS, {}),
        (CURRENT, "The open alerts, one record each", _KEEP, {"compacted": True, "configs": _SMALL_SEGMENTS}),
        (STATE, "Snapshots of the alert app, one per country", _KEEP, {"compacted": True, "configs": _STATE_CONFIGS}),
        (ENRICH_DEAD, "Raw records that could not be processed, byte for byte", _KEEP, {"max_bytes": with_headers}),
        (ALERT_DEAD, "Mentions that could not be processed, byte for byte", _KEEP, {"max_bytes": with_headers}),
    )
    ours = (
        Topic(name=name, title=title, retention_ms=keep, partitions=partitions, **more)
        for name, title, keep, more in rest
    )
    return (*(raw_topic(name, partitions) for name in raw), *ours)


def apps(raw: tuple[str, ...] = (RAW,)) -> dict[str, App]:
    """The apps by name."""
    return {
        "enrich": App(name="enrich", group="dateline-enrich", reads=raw, writes=(ENRICHED, MENTIONS), dead=ENRICH_DEAD),
        "alert": App(
            name="alert",
            group="dateline-alert",
            reads=(MENTIONS,),
            writes=(EVENTS, CURRENT),
            dead=ALERT_DEAD,
            state=STATE,
        ),
    }
