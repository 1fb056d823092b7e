"""The state of an app, per input partition: snapshots in a compacted topic, in the partition of the same number."""

import json
import logging
from collections.abc import Iterable, Mapping
from typing import cast

from streams.errors import StateError
from streams.runtime.app import OFFSET, App, Headers, Output, StatefulApp
from streams.runtime.recovery import INDEX, TOPIC_ID, Found, Kept, find
from streams.runtime.sender import Sender
from streams.settings import Settings

log = logging.getLogger(__name__)

_DOUBTFUL_SECONDS = 3.0


class StateStore:
    """Takes up a partition's state from its topic, and says what is to be written."""

    def __init__(self, app: App, settings: Settings, topic_ids: Mapping[str, str]) -> None:
        self._app = cast("StatefulApp", app)
        self._topic = cast("str", app.topology.state)
        self._servers = settings.servers
        self._topic_ids = topic_ids
        self._found: dict[int, Found] = {}  # read ahead, not yet taken up
        self._restored: set[int] = set()
        self._places: dict[int, dict[str, int]] = {}  # of each key's newest snapshot, by partition

    def forget(self, partition: int | None = None) -> None:
        """Drop a partition's state, or all."""
        self._app.forget(partition)
        if partition is None:
            self._found.clear()
            self._restored.clear()
        else:
            self._restored.discard(partition)

    def renew(self, partition: int, offset: int) -> bool:
        """Whether something new holds from this offset on, and must be in a snapshot before."""
        return self._app.renew(partition, offset)

    def look(self) -> None:
        """Let the app see what has changed."""
        self._app.look()

    def is_doubtful(self, seconds_since_commit: float) -> bool:
        """Whether so much time went by that the group may have given the partition away."""
        return seconds_since_commit > _DOUBTFUL_SECONDS

    async def restore(self, topic: str, partition: int, first: int, owned: Iterable[int]) -> None:
        """Take up the snapshots, and adopt open alerts that they do not know.

        `first` is the offset at which the partition goes on. An alert whose cause lies at or after that and after the
        snapshots comes again by itself. The first partition after a rebalance has all of the `owned` ones read at once:
        what takes time is to connect and to ask, not to read. Raises StateError.
        """
        if partition not in self._found:
            self._found |= await self._find(topic, {partition, *owned} - self._restored)
        found = self._found.pop(partition)
        if found.current is None and max(item.offset for item in found.snapshots.values()) < first - 1:
            found = (await self._find(topic, {partition}, whole=True))[partition]
        self._restored.add(partition)
        for key, item in found.snapshots.items():
            self._check(key, item, topic, partition, found.end)
        self._places[partition] = {key: item.at for key, item in found.snapshots.items() if item.index is None}
        values = {key: item.value for key, item in found.snapshots.items() if item.value is not None}
        reflected = self._app.restore(partition, values, found.sent)
        if found.current is not None:
            self._adopt(topic, partition, found.current, max(reflected, first - 1))
        log.info("%s[%d]: state of %d keys, up to offset %d", topic, partition, len(values), reflected)

    async def save(self, sender: Sender, topic: str, partition: int, offset: int) -> None:
        """Send what changed up to an offset and see it stored; the partition's own record goes last and seals it."""
        headers: Headers = ((OFFSET, str(offset).encode()), (TOPIC_ID, self._topic_ids[topic].encode()))
        *changed, (seal, whole) = self._app.snapshots(partition)
        places = self._places[partition]
        outputs = [Output(self._topic, key.encode(), value, headers, partition) for key, value in changed]
        stored = await sender.send_to(self._topic, partition, outputs)
        places |= {key: at for (key, _), at in zip(changed, stored, strict=True)}
        headers = (*headers, (INDEX, json.dumps(places).encode()))
        await sender.send_to(self._topic, partition, [Output(self._topic, seal.encode(), whole, headers, partition)])

    async def _find(self, topic: str, partitions: set[int], *, whole: bool = False) -> dict[int, Found]:
        return await find(self._servers, self._topic, topic, partitions, whole=whole)

    def _adopt(self, topic: str, partition: int, current: Mapping[str, Kept], known_until: int) -> None:
        lost = [item.value for item in current.values() if item.value is not None and item.offset <= known_until]
        if adopted := self._app.adopt(partition, lost):
            log.warning("%s[%d]: adopted %d open alerts that the state did not know", topic, partition, len(adopted))

    def _check(self, key: str, item: Kept, topic: str, partition: int, end: int) -> None:
        if item.topic_id != self._topic_ids[topic]:
            raise StateError(
                f"{self._topic}[{partition}] key {key} was made from another topic of the name {topic}: it was deleted "
                f"and made anew. Delete {self._topic} and run `dateline topics apply` to start from nothing"
            )
        if item.offset >= end:
            raise StateError(
                f"{self._topic}[{partition}] key {key} reflects offset {item.offset}, but {topic}[{partition}] ends at "
                f"{end}: the topic has lost records. Delete {self._topic} to start from nothing"
            )
