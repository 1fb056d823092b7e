"""topics, feed, tail and dead-letters against a real Kafka."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.kafka.broker import LocalBroker
from streams.kafka.cluster import Cluster
from streams.kafka.feed import Feed
from streams.topology import ENRICH_DEAD, ENRICHED, EVENTS, RAW, topics
from tests.cli.conftest import Run
from tests.cli.test_rules import archive

pytestmark = pytest.mark.kafka


@pytest.fixture(autouse=True)
def kafka(broker: LocalBroker, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The environment of a user whose Kafka is the session's, without our topics."""
    names = [topic.name for topic in topics()]
    cluster.delete(list(cluster.find(names)))
    monkeypatch.setenv("DATELINE_BOOTSTRAP_SERVERS", broker.bootstrap)
    monkeypatch.setenv("DATELINE_PARTITIONS", "2")
    yield broker.bootstrap
    cluster.delete(list(cluster.find(names)))


def test_topics_are_planned_made_and_found_right(dateline: Run) -> None:
    plan = dateline("topics", "plan")
    assert plan.out.count("create ") == len(topics())
    assert dateline("topics", "check").code == 1
    assert "8 topics, 8 changes" in dateline("topics", "apply").out
    assert dateline("topics", "check") == (0, "every topic is as it should be\n", "")
    assert dateline("topics", "plan").out == "nothing to do: every topic is as it should be\n"


def test_apply_says_what_it_leaves_and_why(dateline: Run) -> None:
    dateline("topics", "apply")
    result = dateline("topics", "apply", DATELINE_PARTITIONS="3")
    assert result.code == 1
    assert "left    countries.mentions.v1: 2 partitions, not 3 (the records are keyed" in result.out


def test_files_are_fed_and_what_is_no_article_is_told(dateline: Run, tmp_path: Path) -> None:
    dateline("topics", "apply")
    (tmp_path / "page.txt").write_text("a page")
    (tmp_path / "list.jsonl").write_text('{"text": "one", "url": "https://example.org/1"}\n{"text": "two"}\n')
    (tmp_path / "image.png").write_bytes(b"x")
    result = dateline("feed", str(tmp_path))
    assert (result.code, result.out) == (1, f"3 records in {RAW}\n")
    assert "image.png: the suffix is none of" in result.err
    tail = dateline("tail", "raw", "--from-beginning", "--limit", "3")
    assert min(line.rpartition("  ")[2] for line in tail.out.splitlines()) == "6 bytes: a page"


def test_feeding_before_the_topics_are_there_says_how_to_make_them(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("a page")
    assert f"there is no topic {RAW}" in dateline("feed", str(tmp_path)).err


def _alert(country: str, severity: str, **more: object) -> bytes:
    alert = {
        "alert_id": "a1", "version": 1, "msg_type": "Alert", "event_type": "flood", "headline": "Water\x1b[31m rises",
        "country": {"alpha2": country, "alpha3": "XXX", "name": "Somewhere"}, "severity": severity,
        "triggers": [{"kind": "rule", "id": "flood-deaths", "score": 0.9, "threshold": 0.5, "terms": ["flood"]}],
    }  # fmt: skip
    return json.dumps(alert | more).encode()


def test_alerts_are_tailed_by_country_and_severity(dateline: Run, kafka: str) -> None:
    dateline("topics", "apply")
    with Feed([kafka], [EVENTS]) as feed:
        for country, severity in (("AF", "Minor"), ("AF", "Severe"), ("TJ", "Extreme")):
            feed.send(EVENTS, _alert(country, severity), country.encode(), partition=0)
    worse = dateline("tail", "--from-beginning", "--country", "af", "--severity", "Moderate", "-n", "1").out
    assert "Alert  v1 ▮▮▮▯ Severe   AF Somewhere: flood: Water [31m rises" in worse
    assert "[rule flood-deaths 0.90 ≥ 0.50 (flood)]" in worse
    assert "\x1b" not in worse
    lines = dateline("tail", "alerts", "--from-beginning", "--json", "-n", "3").out.splitlines()
    assert [json.loads(line)["country"]["alpha2"] for line in lines] == ["AF", "AF", "TJ"]


def test_dead_letters_are_listed_shown_and_replayed_only_when_told(dateline: Run, kafka: str) -> None:
    dateline("topics", "apply")
    headers = {
        "topic": RAW, "partition": 1, "offset": 41, "timestamp": 1_700_000_000_000, "app": "enrich", "stage": "clean",
        "version": "0.1.0", "reason": "not-utf8", "message": "byte 0 is not UTF-8", "replay-count": 0,
    }  # fmt: skip
    dead = [(f"dead-{name}", str(value).encode()) for name, value in headers.items()]
    with Feed([kafka], [ENRICH_DEAD]) as feed:
        feed.send(ENRICH_DEAD, b"\xff\x1b[0m", b"key", [("trace", b"7"), *dead], partition=1)
    listed = dateline("dead-letters", "list").out
    assert listed.split() == [
        "1/0", "2023-11-14", "22:13:20", "not-utf8", f"{RAW}/1/41", *"byte 0 is not UTF-8".split()
    ]  # fmt: skip
    shown = dateline("dead-letters", "show", "1/0").out
    assert "header    trace: 7\n" in shown
    assert "\\xff [0m" in shown
    assert dateline("dead-letters", "replay").out == f"would send 1 records to {RAW}; --yes does it\n"
    assert dateline("dead-letters", "replay", "--reason", "empty", "--yes").out == "sent 0 records\n"
    assert dateline("dead-letters", "replay", "--yes").out == f"sent 1 records to {RAW}\n"
    with Cluster(kafka) as cluster:
        assert cluster.end_offsets(RAW) == {0: 0, 1: 1}


def test_a_replay_of_more_than_was_allowed_is_refused(dateline: Run, kafka: str) -> None:
    dateline("topics", "apply")
    with Feed([kafka], [ENRICH_DEAD]) as feed:
        for _ in range(3):
            feed.send(ENRICH_DEAD, b"x", None, [("dead-topic", RAW.encode())])
    result = dateline("dead-letters", "replay", "--max", "2", "--yes")
    assert result.code == 2
    assert "more than 2 dead letters" in result.err


@pytest.mark.parametrize("arguments", [["show", "7"], ["show", "0/99"], ["list", "--offset", "3"]])
def test_a_place_that_is_none_is_the_users_error(dateline: Run, arguments: list[str]) -> None:
    dateline("topics", "apply")
    assert dateline("dead-letters", *arguments).code == 2


def test_rules_are_tried_on_the_articles_of_all_partitions_in_the_order_of_their_times(
    dateline: Run, kafka: str, tmp_path: Path
) -> None:
    dateline("topics", "apply")
    lines = archive(tmp_path / "old.jsonl", begin=int(time.time() * 1000) - 6 * 3_600_000).read_bytes().splitlines()
    with Feed([kafka], [ENRICHED]) as feed:
        for number, line in enumerate(lines):
            feed.send(ENRICHED, line, f"a{number}".encode(), (), str(number))
        feed.flush()
    assert dateline("rules", "try").out.startswith("6 articles, 4 with an event")
    of_kafka = dateline("rules", "try", "--json").out
    assert of_kafka.count("\n") == 4
    assert of_kafka == dateline("rules", "try", "--json", "--from", str(tmp_path / "old.jsonl")).out
    assert dateline("rules", "try", "--since", "150m").out.startswith("2 articles")
