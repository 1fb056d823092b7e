"""The loops that are compared do the same work, on a real Kafka."""

import os

import pytest

from bench.machine import House
from bench.wire import CLIENTS, backlog
from streams.kafka import jars

pytestmark = pytest.mark.kafka


@pytest.mark.timeout(120)
def test_every_client_sends_every_record_on_and_is_measured() -> None:
    if reason := jars.unavailable():
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with House() as house:
        table = backlog(house, list(CLIENTS), "zstd", records=6000, rounds=1)
        folder = house.folder
    assert [row["client"] for row in table.rows] == list(CLIENTS.values())
    assert all(row["CPU ms / 1,000"] > 0 and row["records / s"] > 0 for row in table.rows)
    assert not folder.exists()
