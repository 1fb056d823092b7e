"""What every test may use: one real Kafka for the whole session, and quick topics on it."""

import os
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from streams.kafka import jars
from streams.kafka.broker import LocalBroker
from streams.kafka.cluster import Cluster


@pytest.fixture(scope="session")
def broker() -> Iterator[LocalBroker]:
    """The session's broker; whoever kills or freezes it brings it back."""
    if reason := jars.unavailable():
        # A build that silently tests nothing is worse than one that fails.
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with LocalBroker() as running:
        yield running


@pytest.fixture
def cluster(broker: LocalBroker) -> Iterator[Cluster]:
    """A connection to the session's broker; one for each test, since some tests kill the broker."""
    with Cluster(broker.bootstrap) as connection:
        yield connection


_numbers = count(1)


@pytest.fixture
def new_topic(broker: LocalBroker) -> Callable[..., str]:
    """Makes a topic with a name of its own: new_topic("raw", 8, {"cleanup.policy": "compact"}) -> "raw-7"."""

    def make(stem: str, partitions: int = 1, configs: dict[str, str] | None = None) -> str:
        name = f"{stem}-{next(_numbers)}"
        with Cluster(broker.bootstrap) as connection:
            connection.create(name, partitions, configs)
        return name

    return make
