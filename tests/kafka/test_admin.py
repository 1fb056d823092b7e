"""Topics: planned, applied and checked against a real Kafka."""

from collections.abc import Callable, Iterator

import pytest

from streams.errors import BrokerError, TopicsError
from streams.kafka import admin
from streams.kafka.broker import LocalBroker
from streams.kafka.cluster import Cluster
from streams.settings import Settings
from streams.topology import CURRENT, MENTIONS, RAW, apps, topics

pytestmark = pytest.mark.kafka


@pytest.fixture
def settings(broker: LocalBroker, cluster: Cluster) -> Iterator[Settings]:
    """Settings for two partitions; the topology's topics are gone before and after."""
    names = [topic.name for topic in topics()]
    cluster.delete(list(cluster.find(names)))
    yield Settings(bootstrap_servers=(broker.bootstrap,), partitions=2)
    cluster.delete(list(cluster.find(names)))


def test_apply_makes_every_topic_and_a_second_apply_finds_nothing_to_do(settings: Settings) -> None:
    assert [difference.topic for difference in admin.plan(settings)] == [topic.name for topic in topics()]
    mended, left = admin.apply(settings)
    assert (len(mended), left) == (len(topics()), [])
    assert admin.plan(settings) == []


def test_apply_sets_what_differs_and_leaves_the_rest(settings: Settings, cluster: Cluster) -> None:
    admin.apply(settings)
    cluster.configure(CURRENT, {"retention.ms": "1000", "segment.ms": "60000"})
    (difference,) = admin.plan(settings)
    assert str(difference) == f"{CURRENT}: retention.ms is 1000, not -1"
    admin.apply(settings)
    assert cluster.find([CURRENT])[CURRENT].configs["segment.ms"] == "60000"
    assert admin.plan(settings) == []


def test_apply_never_changes_a_partition_count_and_says_why(settings: Settings, cluster: Cluster) -> None:
    admin.apply(settings)
    wider = settings.model_copy(update={"partitions": 3})
    _, left = admin.apply(wider)
    assert "2 partitions, not 3 (the records are keyed" in str(left[0])
    assert cluster.find([MENTIONS])[MENTIONS].partitions == 2


def test_a_raw_topic_may_have_any_number_of_partitions(settings: Settings, cluster: Cluster) -> None:
    cluster.create(RAW, 5)
    admin.apply(settings)
    assert admin.plan(settings) == []
    assert admin.ensure_ready(settings, apps()["enrich"]) == {RAW: cluster.topic_id(RAW)}


def test_a_worker_is_refused_without_its_topics(settings: Settings) -> None:
    with pytest.raises(TopicsError, match=r"there are no topics .* run `dateline topics apply`"):
        admin.ensure_ready(settings, apps()["enrich"])


def test_a_worker_is_refused_on_a_wrong_partition_count(settings: Settings) -> None:
    admin.apply(settings)
    with pytest.raises(TopicsError, match=r"2 partitions, not 4.*DATELINE_PARTITIONS=2"):
        admin.ensure_ready(settings.model_copy(update={"partitions": 4}), apps()["alert"])


def test_a_worker_is_refused_when_raw_records_carry_the_producers_time(settings: Settings, cluster: Cluster) -> None:
    admin.apply(settings)
    cluster.configure(RAW, {"message.timestamp.type": "CreateTime"})
    with pytest.raises(TopicsError, match=r"message\.timestamp\.type is CreateTime, not LogAppendTime"):
        admin.ensure_ready(settings, apps()["enrich"])
    admin.ensure_ready(settings, apps()["alert"])  # which reads no raw topic


def test_a_worker_is_refused_when_no_kafka_answers() -> None:
    nowhere = Settings(bootstrap_servers=("127.0.0.1:1",))
    with pytest.raises(BrokerError, match=r"no Kafka answers at 127\.0\.0\.1:1 .*dateline broker"):
        admin.ensure_ready(nowhere, apps()["enrich"])


def test_a_topic_made_anew_has_another_id(cluster: Cluster) -> None:
    cluster.create("made-anew", 1)
    first = cluster.topic_id("made-anew")
    cluster.delete(["made-anew"])
    cluster.create("made-anew", 1)
    assert cluster.topic_id("made-anew") != first


def test_a_group_that_has_read_nothing_lags_by_everything(cluster: Cluster, new_topic: Callable[..., str]) -> None:
    name = new_topic("unread", 2)
    assert cluster.committed("nobody", [name]) == {name: {}}
    assert cluster.lag("nobody", [name]) == {name: {0: 0, 1: 0}}
    assert cluster.end_offsets(name) == cluster.beginning_offsets(name) == {0: 0, 1: 0}
