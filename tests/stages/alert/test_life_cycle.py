"""What a country's stories come to, message by message."""

from typing import Any

from streams.records import Alert
from streams.stages.alert import Countries, Expired
from tests.stages.alert.build import HOUR, MINUTE, START, event, mention, notice, tick

DAY = 24 * HOUR


def run(*records: Any, **options: Any) -> list[Any]:
    countries = Countries(late_limit_ms=options.get("late_limit_ms", 48 * HOUR))
    return [item for offset, record in enumerate(records) for item in countries.apply(record, offset)]


def kinds(messages: list[Any]) -> list[str]:
    return [item.msg_type if isinstance(item, Alert) else "Expired" for item in messages]


def test_an_event_above_the_threshold_alerts_at_once_and_one_below_it_does_not() -> None:
    assert kinds(run(mention("a", START, [event()]))) == ["Alert"]
    assert run(mention("a", START, [event(score=0.4)])) == []


def test_the_same_article_again_changes_nothing() -> None:
    first = mention("a", START, [event()])
    assert kinds(run(first, first)) == ["Alert"]


def test_a_second_report_of_the_same_thing_joins_its_story() -> None:
    messages = run(mention("a", START, [event()]), mention("b", START + HOUR, [event()]))
    assert kinds(messages) == ["Alert", "Update"]
    assert messages[1].alert_id == messages[0].alert_id
    assert messages[1].version == 2
    assert {change.field for change in messages[1].change} >= {"counts.publishers"}


def test_an_update_waits_for_the_minimum_gap_unless_severity_rises() -> None:
    first = mention("a", START, [event(killed=2)])
    soon = mention("b", START + MINUTE, [event(killed=9)])
    assert kinds(run(first, soon)) == ["Alert"]
    assert kinds(run(first, soon, tick(START + 11 * MINUTE))) == ["Alert", "Update"]
    worse = mention("b", START + MINUTE, [event(killed=90, severity="Severe")])
    assert kinds(run(first, worse)) == ["Alert", "Update"]


def test_a_retraction_cancels_what_rests_on_it_alone() -> None:
    messages = run(mention("a", START, [event()]), notice("a", START + MINUTE))
    assert kinds(messages) == ["Alert", "Cancel"]
    assert messages[1].cancel_reason
    assert messages[1].alert_id == messages[0].alert_id


def test_a_retraction_that_overtakes_its_article_keeps_it_out() -> None:
    assert run(notice("a", START + MINUTE), mention("a", START, [event()])) == []


def test_a_retracted_report_among_others_does_not_cancel() -> None:
    messages = run(mention("a", START, [event()]), mention("b", START + HOUR, [event()]), notice("a", START + 2 * HOUR))
    assert "Cancel" not in kinds(messages)


def test_a_correction_that_names_another_country_cancels_here() -> None:
    messages = run(mention("a", START, [event()]), notice("a", START + MINUTE, "corrected", ("UG",)))
    assert kinds(messages) == ["Alert", "Cancel"]


def test_a_wrong_country_is_cancelled_there_and_raised_in_the_right_one() -> None:
    corrected = notice("a", START + MINUTE, "corrected", ("UG",))
    right = mention("a", START + MINUTE, [event(country="UG")], country="UG", content="other", status="corrected")
    messages = run(mention("a", START, [event()]), corrected, right)
    assert [(item.msg_type, item.country.alpha2) for item in messages] == [
        ("Alert", "KE"),
        ("Cancel", "KE"),
        ("Alert", "UG"),
    ]
    assert messages[1].references == [f"{messages[0].alert_id}#1"]


def test_a_cancel_shows_the_report_that_it_takes_back_and_what_does_not_suffice() -> None:
    faint = mention("b", START + HOUR, [event(score=0.4)])
    cancel = run(mention("a", START, [event()]), faint, notice("a", START + 2 * HOUR))[-1]
    assert cancel.msg_type == "Cancel"
    assert sorted(item.id for item in cancel.evidence) == ["a", "b"]


def test_a_newer_version_that_says_it_more_faintly_takes_it_back_once() -> None:
    fainter = mention("a", START + HOUR, [event(score=0.4)], content="newer")
    assert kinds(run(mention("a", START, [event()]), fainter, tick(START + 2 * HOUR))) == ["Alert", "Cancel"]


def test_a_newer_version_replaces_what_the_older_one_said() -> None:
    newer = mention("a", START + HOUR, [event(killed=3)], content="newer")
    messages = run(mention("a", START, [event(killed=30)]), newer)
    assert kinds(messages) == ["Alert", "Update"]
    assert messages[1].facts["killed"].value == 3
    assert messages[1].counts.articles == 1


def test_a_newer_version_without_the_event_takes_it_back() -> None:
    newer = mention("a", START + HOUR, [], content="newer")
    assert kinds(run(mention("a", START, [event()]), newer)) == ["Alert", "Cancel"]


def test_an_older_modified_date_is_ignored() -> None:
    first = mention("a", START, [event()], modified="2023-11-14T12:00:00Z")
    older = mention("a", START + HOUR, [], content="older", modified="2023-11-14T11:00:00Z")
    assert kinds(run(first, older)) == ["Alert"]


def test_an_alert_expires_in_silence_when_time_has_passed() -> None:
    messages = run(mention("a", START, [event()]), tick(START + 30 * DAY))
    assert kinds(messages) == ["Alert", "Expired"]
    assert messages[1] == Expired(messages[0].alert_id, "KE")


def test_what_was_published_long_before_it_came_opens_no_alert() -> None:
    late = mention("a", START, [event()], published="2023-11-01T00:00:00Z")
    assert run(late) == []
    assert kinds(run(late, late_limit_ms=None)) == ["Alert"]


def test_a_published_date_of_the_future_does_not_move_the_clock() -> None:
    ahead = mention("a", START, [event()], published="2099-01-01T00:00:00Z")
    messages = run(ahead, mention("b", START + 2 * HOUR, [event()]))
    assert all(item.updated < "2024" for item in messages)


def test_copies_of_one_text_count_as_one_article_and_are_no_news() -> None:
    prints = list(range(100, 130))
    copies = [mention(name, START + n * HOUR, [event()], fingerprints=prints) for n, name in enumerate("abcde")]
    assert kinds(run(*copies)) == ["Alert"]
    last = run(*copies, mention("f", START + 5 * HOUR, [event()]))[-1]
    assert (last.counts.articles, last.counts.publishers, last.counts.copies_folded) == (2, 2, 4)


def test_two_events_far_apart_are_two_alerts() -> None:
    other = mention("b", START + HOUR, [event("unrest")], words="students parliament march")
    messages = run(mention("a", START, [event()]), other)
    assert kinds(messages) == ["Alert", "Alert"]
    assert messages[0].alert_id != messages[1].alert_id


def test_countries_of_one_article_share_the_story_and_not_the_alert() -> None:
    messages = run(mention("a", START, [event()]), mention("a", START, [event(country="UG")], country="UG"))
    assert len({item.story_id for item in messages}) == 1
    assert len({item.alert_id for item in messages}) == 2
