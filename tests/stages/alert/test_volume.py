"""Many more articles than usual in one country, and what only looks like it."""

from collections.abc import Iterator
from typing import Any

from streams.records import Alert
from streams.stages.alert import Countries
from tests.stages.alert.build import HOUR, START, mention, tick

DAYS_BEFORE = 14
FIRST = START - START % HOUR


class Feed:
    """A country's articles hour by hour, with ticks that say how many raw records there were of all news."""

    def __init__(self) -> None:
        self.countries = Countries(late_limit_ms=48 * HOUR)
        self.hour = 0
        self.written = 0
        self.raw_offset = 0
        self.records = 0

    def hours(self, count: int, articles: int, *, of_all: int, **more: Any) -> list[Alert]:
        """So many hours with so many articles of Kenya each, among so many of all countries."""
        return [item for _ in range(count) for item in self._one(articles, of_all, **more)]

    def _one(self, articles: int, of_all: int, **more: Any) -> Iterator[Alert]:
        at = FIRST + self.hour * HOUR
        yield from self._apply(tick(at, self.raw_offset))
        for number in range(articles):
            self.written += 1
            record = mention(
                f"a{self.written}",
                at + (number + 1) * HOUR // (articles + 1),
                [],
                **{"fingerprints": [self.written * 1000 + n for n in range(20)], **more},
            )
            yield from self._apply(record)
        self.raw_offset += of_all
        self.hour += 1

    def _apply(self, record: Any) -> list[Alert]:
        self.records += 1
        return [item for item in self.countries.apply(record, self.records) if isinstance(item, Alert)]


def usual() -> Feed:
    feed = Feed()
    assert feed.hours(24 * DAYS_BEFORE, 2, of_all=200) == []
    return feed


def test_many_more_articles_than_usual_are_an_alert_that_says_how_many_and_why() -> None:
    first = usual().hours(1, 30, of_all=230)[0]
    assert (first.event_type, first.msg_type, first.certainty) == ("volume", "Alert", "Possible")
    assert first.volume is not None
    assert first.volume.observed > 3 * first.volume.expected
    assert first.volume.p < 1e-4
    assert len(first.evidence) >= 3


def test_the_usual_number_is_no_alert_at_any_hour() -> None:
    assert usual().hours(48, 3, of_all=200) == []


def test_a_general_rise_of_all_news_alerts_nowhere() -> None:
    feed = usual()
    feed.hours(1, 2, of_all=3000)
    assert feed.hours(3, 20, of_all=3000) == []


def test_copies_of_one_text_are_one_article() -> None:
    assert usual().hours(1, 30, of_all=230, fingerprints=list(range(20))) == []


def test_articles_of_one_publisher_alone_are_no_alert() -> None:
    assert usual().hours(1, 30, of_all=230, publisher="one.example") == []


def test_an_outage_of_the_whole_feed_teaches_nothing_about_a_country() -> None:
    held, silent = usual(), usual()
    held.hours(24 * 7, 0, of_all=0)
    silent.hours(24 * 7, 0, of_all=200)
    # After a week without any news the old level still holds; a week in which Kenya alone was silent lowers it.
    assert held.hours(1, 9, of_all=200) == []
    assert [alert.event_type for alert in silent.hours(1, 9, of_all=200)[:1]] == ["volume"]


def test_a_country_of_which_nothing_was_known_alerts_on_no_number() -> None:
    assert Feed().hours(3, 30, of_all=230) == []


def test_languages_whose_events_are_not_read_count_for_volume_and_the_alert_says_so() -> None:
    first = usual().hours(1, 30, of_all=230, language="ka", events_status="unsupported")[0]
    assert first.event_type == "volume"
    # The hour before brought two in English.
    assert "in the languages of 10 of 12 no events are read" in first.reasons["certainty"]
    assert "no events are read" not in usual().hours(1, 30, of_all=230)[0].reasons["certainty"]


def test_after_a_great_burst_a_small_one_is_no_alert() -> None:
    calm, stirred = usual(), usual()
    calm.hours(1, 2, of_all=200)
    assert stirred.hours(1, 200, of_all=400) != []
    for feed in (calm, stirred):
        feed.hours(71, 2, of_all=200)
    assert [alert.event_type for alert in calm.hours(1, 20, of_all=220)[:1]] == ["volume"]
    assert stirred.hours(1, 20, of_all=220) == []
