"""The picture is whole: every topic is there, with the settings that delivery rests on."""

import re

import pytest

from streams import topology
from streams.topology import MIB, Topic, apps, raw_topic, topics

BY_NAME = {topic.name: topic for topic in topics()}
DAY_MS = 86_400_000


def test_these_are_the_topics() -> None:
    assert list(BY_NAME) == [
        "articles.raw.v1",
        "articles.enriched.v1",
        "countries.mentions.v1",
        "alerts.events.v1",
        "alerts.current.v1",
        "dateline.alert.state.v1",
        "dateline.enrich.dead.v1",
        "dateline.alert.dead.v1",
    ]


@pytest.mark.parametrize("topic", BY_NAME.values(), ids=lambda topic: topic.name)
def test_a_topic_has_a_title_a_version_and_twelve_partitions(topic: Topic) -> None:
    assert topic.title
    assert re.fullmatch(r"[a-z]+(\.[a-z]+)+\.v1", topic.name)
    assert topic.partitions == 12


@pytest.mark.parametrize("topic", BY_NAME.values(), ids=lambda topic: topic.name)
def test_every_setting_is_a_text_as_kafka_wants_it(topic: Topic) -> None:
    for replication in (1, 3):
        assert all(isinstance(value, str) for value in topic.config(replication).values())


@pytest.mark.parametrize(("replication", "insync"), [(1, "1"), (2, "1"), (3, "2"), (5, "2")])
def test_with_three_copies_two_must_have_a_record_before_it_counts(replication: int, insync: str) -> None:
    assert {topic.config(replication)["min.insync.replicas"] for topic in topics()} == {insync}


@pytest.mark.parametrize(
    ("name", "days"),
    [("articles.raw.v1", 14), ("articles.enriched.v1", 14), ("countries.mentions.v1", 7), ("alerts.events.v1", 90)],
)
def test_a_log_is_kept_for_so_many_days(name: str, days: int) -> None:
    config = BY_NAME[name].config(1)
    assert config["cleanup.policy"] == "delete"
    assert int(config["retention.ms"]) == days * DAY_MS


@pytest.mark.parametrize("name", ["alerts.current.v1", "dateline.alert.state.v1"])
def test_a_picture_of_now_is_compacted_and_kept_for_ever(name: str) -> None:
    config = BY_NAME[name].config(1)
    assert config["cleanup.policy"] == "compact"
    assert config["retention.ms"] == "-1"


@pytest.mark.parametrize("name", ["dateline.enrich.dead.v1", "dateline.alert.dead.v1"])
def test_a_dead_letter_is_never_deleted_and_never_compacted_away(name: str) -> None:
    config = BY_NAME[name].config(1)
    assert config["cleanup.policy"] == "delete"
    assert config["retention.ms"] == "-1"


def test_snapshots_have_small_segments_and_a_compaction_lag() -> None:
    config = BY_NAME["dateline.alert.state.v1"].config(1)
    assert int(config["segment.bytes"]) == 16 * MIB
    assert config["min.compaction.lag.ms"] == "120000"


def test_the_clock_of_the_alerts_is_the_brokers_on_every_raw_topic() -> None:
    raw = [topic for topic in topics(("one", "two")) if topic.name in {"one", "two"}]
    assert [topic.config(1)["message.timestamp.type"] for topic in raw] == ["LogAppendTime", "LogAppendTime"]


def test_what_a_topic_takes_in_fits_where_it_goes() -> None:
    raw, mentions = BY_NAME[topology.RAW], BY_NAME[topology.MENTIONS]
    assert BY_NAME[topology.ENRICH_DEAD].max_bytes > raw.max_bytes
    assert BY_NAME[topology.ALERT_DEAD].max_bytes > mentions.max_bytes
    assert BY_NAME[topology.ENRICHED].max_bytes > raw.max_bytes


def test_the_number_of_partitions_holds_for_all() -> None:
    assert {topic.partitions for topic in topics(partitions=3)} == {3}


def test_a_raw_topic_of_ones_own_stands_in_the_place_of_ours() -> None:
    names = [topic.name for topic in topics(("feeds", "crawl"))]
    assert names[:2] == ["feeds", "crawl"]
    assert topology.RAW not in names
    assert apps(("feeds", "crawl"))["enrich"].reads == ("feeds", "crawl")
    assert raw_topic("feeds").max_bytes == MIB


def test_every_topic_is_written_or_read_by_an_app_and_every_app_uses_topics_that_are_there() -> None:
    used = {
        name for app in apps().values() for name in (*app.reads, *app.writes, app.dead, app.state) if name is not None
    }
    assert used == BY_NAME.keys()


def test_apps_share_nothing_that_must_be_their_own() -> None:
    parts = list(apps().values())
    assert len({app.group for app in parts}) == len(parts)
    assert len({app.dead for app in parts}) == len(parts)
    assert all(app.group == f"dateline-{app.name}" for app in parts)


def test_the_state_has_a_partition_for_each_partition_of_its_input() -> None:
    for app in apps().values():
        if app.state:
            assert {BY_NAME[name].partitions for name in app.reads} == {BY_NAME[app.state].partitions}


def test_the_picture_in_the_docstring_names_every_topic() -> None:
    assert topology.__doc__
    assert all(name in topology.__doc__ for name in BY_NAME if name != topology.RAW)
