"""One Kafka cluster, looked at and changed: topics, their settings, offsets, lag."""

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewTopic, OffsetSpec
from kafka.errors import KafkaError, TopicAlreadyExistsError

from streams.errors import BrokerError, TopicsError
from streams.servers import Servers

_CONNECT_MS = 5_000
_REQUEST_MS = 15_000
_PATIENCE_SECONDS = 15.0  # a new cluster, for one, makes its offsets topic at the first question
_AGAIN_SECONDS = 0.1
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Found:
    """A topic as it stands in the cluster."""

    id: str  # a topic that is deleted and made anew gets another
    partitions: int
    replication: int
    configs: dict[str, str]


class Cluster:
    """A connection for questions and changes; a context manager."""

    def __init__(self, bootstrap_servers: Sequence[str] | str) -> None:
        servers = [bootstrap_servers] if isinstance(bootstrap_servers, str) else bootstrap_servers
        self.servers = ",".join(servers)
        self._admin = connect(KafkaAdminClient, servers, request_timeout_ms=_REQUEST_MS)

    def close(self) -> None:
        """Close the connection."""
        self._admin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def brokers(self) -> int:
        """How many brokers are alive."""
        return len(self._ask(self._admin.describe_cluster)["brokers"])

    def find(self, names: Iterable[str]) -> dict[str, Found]:
        """Those of the topics that exist, with all of their settings."""
        described = [t for t in self._ask(self._admin.describe_topics, list(names)) if t["error_code"] == 0]
        if not described:
            return {}
        resources = [ConfigResource(ConfigResourceType.TOPIC, topic["name"]) for topic in described]
        configs = self._ask(self._admin.describe_configs, resources, config_filter="all")["topic"]
        return {
            topic["name"]: Found(
                id=str(topic["topic_id"]),
                partitions=len(topic["partitions"]),
                replication=min((len(p["replica_nodes"]) for p in topic["partitions"]), default=0),
                configs={name: str(entry["value"]) for name, entry in configs[topic["name"]].items()},
            )
            for topic in described
        }

    def create(self, name: str, partitions: int, configs: dict[str, str] | None = None, replication: int = 1) -> None:
        """Make a topic and wait until it can be used; one that exists is left as it is."""
        new = NewTopic(name, num_partitions=partitions, replication_factor=replication, topic_configs=configs or {})
        try:
            self._ask(self._admin.create_topics, [new], wait_for_metadata=True)
        except BrokerError as error:
            if not isinstance(error.__cause__, TopicAlreadyExistsError):
                raise TopicsError(f"topic {name} cannot be created: {error}") from error

    def configure(self, name: str, configs: dict[str, str]) -> None:
        """Change these settings of a topic, and no other."""
        self._ask(self._admin.alter_configs, [ConfigResource(ConfigResourceType.TOPIC, name, configs=configs)])

    def delete(self, names: Sequence[str]) -> None:
        """Remove topics with all they hold."""
        self._ask(self._admin.delete_topics, list(names))

    def topic_id(self, name: str) -> str:
        """The topic's id, another after it was deleted and made anew."""
        return str(self._describe(name)["topic_id"])

    def end_offsets(self, name: str) -> dict[int, int]:
        """Per partition the offset that the next record will get."""
        return self._offsets(name, OffsetSpec.LATEST)

    def beginning_offsets(self, name: str) -> dict[int, int]:
        """Per partition the first offset that retention has left."""
        return self._offsets(name, OffsetSpec.EARLIEST)

    def offsets_at(self, name: str, timestamp_ms: int) -> dict[int, int]:
        """Per partition the first offset with this time or a later one; the end where there is none."""
        found = self._offsets(name, timestamp_ms)
        ends = self.end_offsets(name)
        return {partition: ends[partition] if at < 0 else at for partition, at in found.items()}

    def committed(self, group: str, topics: Iterable[str]) -> dict[str, dict[int, int]]:
        """Per topic and partition the group's committed offset; nothing where it has none."""
        wanted: dict[str, dict[int, int]] = {name: {} for name in topics}
        offsets = self._ask(self._admin.list_group_offsets, {group: None})[group]
        for at, committed in offsets.items():
            if at.topic in wanted and committed.offset >= 0:
                wanted[at.topic][at.partition] = committed.offset
        return wanted

    def lag(self, group: str, topics: Iterable[str]) -> dict[str, dict[int, int]]:
        """Per topic and partition how many records the group has yet to read."""
        committed = self.committed(group, topics)
        lags: dict[str, dict[int, int]] = {}
        for name, done in committed.items():
            begin, end = self.beginning_offsets(name), self.end_offsets(name)
            lags[name] = {p: max(0, end[p] - max(done.get(p, 0), begin[p])) for p in end}
        return lags

    def _offsets(self, name: str, spec: Any) -> dict[int, int]:
        where = [TopicPartition(name, p["partition_index"]) for p in self._describe(name)["partitions"]]
        found = self._ask(self._admin.list_partition_offsets, dict.fromkeys(where, spec))
        return {at.partition: found[at].offset for at in sorted(where)}

    def _describe(self, name: str) -> Any:
        (topic,) = self._ask(self._admin.describe_topics, [name])
        if topic["error_code"]:
            raise TopicsError(f"there is no topic {name} at {self.servers}: run `dateline topics apply`")
        return topic

    def _ask(self, question: Callable[..., _Answer], *args: Any, **options: Any) -> _Answer:
        """The answer; asked again while a broker, leader or coordinator is just coming up."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                return question(*args, **options)
            except KafkaError as error:
                if not error.retriable or time.monotonic() > deadline:
                    raise BrokerError(f"Kafka at {self.servers} did not do what we asked: {why(error)}") from error
            time.sleep(_AGAIN_SECONDS)


def connect(client: Callable[..., _Answer], servers: Sequence[str], **options: Any) -> _Answer:
    """A client of kafka-python that has reached the cluster. Raises BrokerError."""
    try:
        # Asked first, because the client tries a refused address for seconds, and leaks the sockets of its tries.
        _knock(servers)
        access = (servers if isinstance(servers, Servers) else Servers(servers)).options()
        return client(**access, bootstrap_timeout_ms=_CONNECT_MS, **options)
    except (KafkaError, ValueError, OSError) as error:
        raise BrokerError(
            f"no Kafka answers at {','.join(servers)} ({why(error)}): start one (`dateline broker`), "
            "or set DATELINE_BOOTSTRAP_SERVERS to the address of yours"
        ) from error


def why(error: Exception) -> str:
    """The error in one line."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (reason or type(error).__name__).splitlines()[0]


def _knock(servers: Sequence[str]) -> None:
    """Return when one address takes a connection; raise the last one's error otherwise."""
    refused: OSError | None = None
    for server in servers:
        host, _, port = server.rpartition(":")
        if not host or not port.isdecimal():
            raise ValueError(f"{server!r} is not host:port")
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECT_MS / 1000).close()
        except OSError as error:
            refused = error
        else:
            return
    if refused:
        raise refused
