"""The topics as they should be against the topics as they are: plan, apply, and the check before a worker starts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.errors import TopicsError
from streams.kafka.cluster import Cluster, Found
from streams.settings import Settings
from streams.topology import App, Topic, topics

# A worker does not start where one of these differs: time would be the producers', snapshots or open alerts would be
# deleted, or a record that we may write would be refused.
_VITAL = frozenset({"message.timestamp.type", "cleanup.policy", "max.message.bytes"})
_REPLICATION = 3
_KEYED = "the records are keyed, and another count would send a key to another partition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One way in which a topic is not as it should be."""

    topic: str
    text: str  # one line
    missing: bool = False
    vital: bool = False  # a worker refuses to start
    configs: dict[str, str] = field(default_factory=dict)  # what `apply` would set
    hint: str | None = None  # why `apply` does not mend it, and who can

    def __str__(self) -> str:
        return f"{self.topic}: {self.text}" + (f" ({self.hint})" if self.hint else "")


def plan(settings: Settings) -> list[Difference]:
    """Every difference between the cluster and the topology, in the topology's order."""
    with Cluster(settings.servers) as cluster:
        return _compare(cluster, settings, topics(settings.raw_topics, settings.partitions))


def apply(settings: Settings) -> tuple[list[Difference], list[Difference]]:
    """Create what is missing and set what differs. Returns what was mended, and what cannot be mended here."""
    wanted = {topic.name: topic for topic in topics(settings.raw_topics, settings.partitions)}
    mended: list[Difference] = []
    left: list[Difference] = []
    with Cluster(settings.servers) as cluster:
        replication = _replication(cluster.brokers())
        for difference in _compare(cluster, settings, tuple(wanted.values())):
            if difference.missing:
                topic = wanted[difference.topic]
                cluster.create(topic.name, topic.partitions, topic.config(replication), replication)
            elif difference.configs:
                cluster.configure(difference.topic, difference.configs)
            (left if difference.hint else mended).append(difference)
    return mended, left


def ensure_ready(settings: Settings, app: App) -> dict[str, str]:
    """Kafka's ids of the app's input topics, if it can start. Raises BrokerError or TopicsError with one clear line."""
    names = {*app.reads, *app.writes, app.dead, *([app.state] if app.state else [])}
    wanted = [topic for topic in topics(settings.raw_topics, settings.partitions) if topic.name in names]
    with Cluster(settings.servers) as cluster:
        vital = [difference for difference in _compare(cluster, settings, wanted) if difference.vital]
        ids = {name: cluster.topic_id(name) for name in app.reads} if not vital else {}
    missing = [difference.topic for difference in vital if difference.missing]
    if missing:
        what = "is no topic" if len(missing) == 1 else "are no topics"
        servers = ",".join(settings.bootstrap_servers)
        raise TopicsError(f"there {what} {', '.join(missing)} at {servers}: run `dateline topics apply`")
    if vital:
        mend = "" if any(difference.hint for difference in vital) else ": run `dateline topics apply`"
        raise TopicsError("; ".join(map(str, vital)) + mend)
    return ids


def _replication(brokers: int) -> int:
    return _REPLICATION if brokers >= _REPLICATION else 1


def _compare(cluster: Cluster, settings: Settings, wanted: Sequence[Topic]) -> list[Difference]:
    found = cluster.find([topic.name for topic in wanted])
    replication = _replication(cluster.brokers())
    differences = []
    for topic in wanted:
        if topic.name in found:
            differences += _compare_one(topic, found[topic.name], replication, raw=topic.name in settings.raw_topics)
        else:
            text = f"missing; {topic.partitions} partitions, replication {replication}"
            differences.append(Difference(topic=topic.name, text=text, missing=True, vital=True))
    return differences


def _compare_one(topic: Topic, found: Found, replication: int, raw: bool) -> list[Difference]:
    differences = []
    # Any number of partitions serves for raw articles, which may come from somebody else's topic.
    if found.partitions != topic.partitions and not raw:
        text = f"{found.partitions} partitions, not {topic.partitions}"
        hint = f"{_KEYED}: set DATELINE_PARTITIONS={found.partitions}, or delete the topics and make all of them anew"
        differences.append(Difference(topic=topic.name, text=text, vital=True, hint=hint))
    if found.replication < replication:
        text = f"replication {found.replication}, not {replication}"
        hint = "an administrator can move it: kafka-reassign-partitions"
        differences.append(Difference(topic=topic.name, text=text, hint=hint))
    for name, value in topic.config(found.replication).items():
        is_value = found.configs.get(name, "unset")
        if is_value != value and not (name == "max.message.bytes" and int(is_value) > int(value)):
            text = f"{name} is {is_value}, not {value}"
            vital = name in _VITAL
            differences.append(Difference(topic=topic.name, text=text, vital=vital, configs={name: value}))
    return differences
