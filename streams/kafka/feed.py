"""Write records so that each is known to be stored: idempotent, acks from all replicas, every send awaited."""

from collections import deque
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError

from streams.errors import BrokerError, TopicsError
from streams.kafka.cluster import Cluster, connect, why

Headers = Sequence[tuple[str, bytes]]

_IN_FLIGHT = 500  # sends that may wait for their answer
_BATCH_BYTES = 64 << 10
_OVERHEAD_BYTES = 500  # of a batch around one record, headers aside
_MAX_REQUEST_BYTES = 64 << 20  # before compression; the topic's own limit decides, after it
_SEND_SECONDS = 130.0  # a little over the client's own deadline for a delivery


class Feed:
    """An open feed; a context manager. `sent` counts what Kafka has acknowledged."""

    def __init__(self, servers: Sequence[str], topics: Sequence[str]) -> None:
        """Raises BrokerError where no Kafka answers and TopicsError where a topic is missing."""
        self._servers = servers
        with Cluster(servers) as cluster:
            found = cluster.find(topics)
        missing = sorted(set(topics) - found.keys())
        if missing:
            raise TopicsError(f"there is no topic {missing[0]} at {','.join(servers)}: run `dateline topics apply`")
        self._limit_bytes = min(int(topic.configs["max.message.bytes"]) for topic in found.values())
        self._producer = self._open()
        self._waiting: deque[tuple[str, Any]] = deque()
        self.sent = 0
        self.refused: list[str] = []  # what the topic does not take, one line each

    def send(
        self,
        topic: str,
        value: bytes | None,
        key: bytes | None,
        headers: Headers = (),
        name: str = "a record",
        partition: int | None = None,
    ) -> None:
        """Hand over one record; `name` is how a refusal speaks of it. Raises BrokerError when an earlier one failed."""
        size = sum(len(part or b"") for part in (value, key, *(item for _, item in headers))) + _OVERHEAD_BYTES
        # The client gives up all that it holds when Kafka refuses a batch as too large, so such a record travels alone.
        alone = size > self._limit_bytes
        if alone:
            self.flush()
        try:
            self._waiting.append((name, self._producer.send(topic, value, key, list(headers), partition)))
        except MessageSizeTooLargeError as error:
            self.refused.append(f"{name}: {why(error)}")
        except (KafkaError, ValueError, TypeError) as error:
            raise BrokerError(f"{name} cannot be sent to {topic}: {why(error)}") from error
        if alone:
            self.flush()
        while self._waiting and (len(self._waiting) > _IN_FLIGHT or self._waiting[0][1].is_done):
            self._await_oldest()

    def flush(self) -> None:
        """Return when every record is acknowledged or refused. Raises BrokerError when one was lost."""
        self._producer.flush()
        while self._waiting:
            self._await_oldest()

    def close(self) -> None:
        """Close the connection; what was not flushed may be lost."""
        self._producer.close(timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self.flush()
        finally:
            self.close()

    def _open(self) -> Any:
        return connect(
            KafkaProducer,
            self._servers,
            acks="all",
            enable_idempotence=True,
            compression_type="zstd",
            linger_ms=5,
            batch_size=min(_BATCH_BYTES, self._limit_bytes),
            max_request_size=_MAX_REQUEST_BYTES,
        )

    def _await_oldest(self) -> None:
        name, future = self._waiting.popleft()
        try:
            future.get(timeout=_SEND_SECONDS)
            self.sent += 1
        except MessageSizeTooLargeError:
            self.refused.append(f"{name}: larger than the topic takes (max.message.bytes is {self._limit_bytes})")
            self.close()
            self._producer = self._open()
        except KafkaError as error:
            raise BrokerError(f"{name} was not stored by {','.join(self._servers)}: {why(error)}") from error
