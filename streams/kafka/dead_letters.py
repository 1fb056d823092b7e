"""Dead letters: what could not be processed, byte for byte, with the reason; found, shown and sent again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from streams.errors import UserError
from streams.kafka.feed import Feed
from streams.kafka.readers import Record, read

_REPLAYS = "dead-replay-count"
# Written by the runtime after the record's own headers.
_HEADERS = frozenset(
    {"dead-topic", "dead-partition", "dead-offset", "dead-timestamp", "dead-app", "dead-stage", "dead-version",
     "dead-reason", "dead-message", _REPLAYS}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A record that died, and where it lies now."""

    at: Record  # the record in the dead-letter topic
    headers: tuple[tuple[str, bytes | None], ...]  # the record's own
    topic: str
    partition: int
    offset: int
    timestamp: int
    app: str
    stage: str
    version: str
    reason: str
    message: str
    replays: int

    @property
    def name(self) -> str:
        """Where it lies, for people."""
        return f"{self.at.topic}/{self.at.partition}/{self.at.offset}"

    @property
    def time(self) -> datetime:
        """When the record came to its topic."""
        return datetime.fromtimestamp(self.timestamp / 1000, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which dead letters; partition and offset are those in the dead-letter topic, times those of the record."""

    reason: str | None = None
    partition: int | None = None
    offset: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __contains__(self, letter: DeadLetter) -> bool:
        return (
            self.reason in (None, letter.reason)
            and self.offset in (None, letter.at.offset)
            and (self.since is None or letter.time >= self.since)
            and (self.until is None or letter.time < self.until)
        )


def find(servers: Sequence[str], topic: str, wanted: Wanted) -> Iterator[DeadLetter]:
    """The dead letters that are there now, partition by partition in their order."""
    start = {wanted.partition or 0: wanted.offset} if wanted.offset is not None else None
    for record in read(servers, topic, partition=wanted.partition, start=start):
        letter = parse(record)
        if letter in wanted:
            yield letter
        if wanted.offset is not None and wanted.partition is not None and record.offset >= wanted.offset:
            return


def parse(record: Record) -> DeadLetter:
    """A record of a dead-letter topic; what is missing in its headers is told as unknown."""
    own, ours = _split(record)
    return DeadLetter(
        at=record,
        headers=own,
        topic=ours.get("dead-topic", ""),
        partition=_number(ours.get("dead-partition")),
        offset=_number(ours.get("dead-offset")),
        timestamp=_number(ours.get("dead-timestamp"), record.timestamp),
        app=ours.get("dead-app", "unknown"),
        stage=ours.get("dead-stage", "unknown"),
        version=ours.get("dead-version", "unknown"),
        reason=ours.get("dead-reason", "unknown"),
        message=ours.get("dead-message", ""),
        replays=_number(ours.get(_REPLAYS), 0),
    )


def replay(servers: Sequence[str], letters: Sequence[DeadLetter]) -> tuple[int, list[str]]:
    """Send the records to where they came from. Returns how many Kafka acknowledged, and why others were not sent.

    Topic, partition, key, value and headers are the original ones (a notice goes to every partition without a key, so
    the key does not choose); the header dead-replay-count says how often the record was sent again.
    """
    lost = [letter for letter in letters if not letter.topic]
    if lost:
        at = lost[0].at
        raise UserError(
            f"{at.topic}/{at.partition}/{at.offset} does not say which topic it came from; nothing was sent"
        )
    if not letters:
        return 0, []
    unsendable: list[str] = []
    with Feed(servers, sorted({letter.topic for letter in letters})) as feed:
        for letter in letters:
            headers = [(header, value) for header, value in letter.headers if value is not None]
            if len(headers) < len(letter.headers):
                unsendable.append(f"{letter.name}: a header without a value, which the client cannot write")
            elif letter.at.value is None and letter.at.key is None:
                unsendable.append(f"{letter.name}: neither key nor value, which the client cannot write")
            else:
                again = [(header, value) for header, value in headers if header != _REPLAYS]
                again.append((_REPLAYS, str(letter.replays + 1).encode()))
                feed.send(letter.topic, letter.at.value, letter.at.key, again, letter.name, letter.partition)
        feed.flush()
        return feed.sent, unsendable + feed.refused


def _split(record: Record) -> tuple[tuple[tuple[str, bytes | None], ...], dict[str, str]]:
    """The record's own headers, and ours: the last ones with our names, each once."""
    ours: dict[str, str] = {}
    count = len(record.headers)
    while count and (name := record.headers[count - 1][0]) in _HEADERS and name not in ours:
        ours[name] = (record.headers[count - 1][1] or b"").decode("utf-8", "replace")
        count -= 1
    return record.headers[:count], ours


def _number(text: str | None, otherwise: int = -1) -> int:
    return int(text) if text and text.removeprefix("-").isdecimal() else otherwise
