"""Dead letters: the record byte for byte, and headers that say whence, why and by whom."""

import logging
from importlib.metadata import version

import cramjam

from streams.errors import Reason
from streams.runtime.app import App, Output, Received
from streams.topology import MIB

log = logging.getLogger(__name__)

REPLAYS = "dead-replay-count"
_MAX_MESSAGE = 500  # characters
# The topic takes a quarter more than this, for headers and framing; what is smaller fits without compression.
_MAX_VALUE = MIB
_LEVEL = 3  # the producer's


def letter(app: App, record: Received, reason: Reason, message: str) -> Output:
    """The dead letter for a record. Its own headers come first, in their order."""
    own = [(name, value) for name, value in record.headers if name != REPLAYS]
    replays = next((value for name, value in record.headers if name == REPLAYS and value), b"0")
    facts = {
        "dead-topic": record.topic,
        "dead-partition": record.partition,
        "dead-offset": record.offset,
        "dead-timestamp": record.timestamp,
        "dead-app": app.name,
        "dead-stage": app.stage,
        "dead-version": version("dateline"),
        "dead-reason": reason,
        "dead-message": message[:_MAX_MESSAGE],
    }
    value = record.value
    if not _fits(value):
        value = None
        facts["dead-message"] = (
            f"{message[:_MAX_MESSAGE]} (the value is too large for the dead letters even when compressed: "
            f"read it at {record.topic}[{record.partition}] offset {record.offset})"
        )
        log.error("%s[%d] offset %d: dead letter without its value", record.topic, record.partition, record.offset)
    headers = [(name, str(fact).encode("utf-8", "replace")) for name, fact in facts.items()]
    return Output(app.topology.dead, record.key, value, (*own, *headers, (REPLAYS, replays)))  # type: ignore[arg-type]


def _fits(value: bytes | None) -> bool:
    """Whether the broker takes it. To be refused would end the idempotent producer, and the worker with it."""
    return value is None or len(value) <= _MAX_VALUE or len(cramjam.zstd.compress(value, level=_LEVEL)) <= _MAX_VALUE
