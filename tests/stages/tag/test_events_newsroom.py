"""Texts in the manner of newspapers, written for this test: what of them would raise an alert, and where, and how bad.

Half are reports of every type of event, half use their words for something else. The floors lie a few texts under what
was measured when they were set. All but `fifth` took part in choosing terms, most of them once measured unread.
"""

from functools import cache
from pathlib import Path

import pytest
import yaml

from streams.records import SEVERITIES, CleanArticle, Language, Place, Stamp
from streams.stages.tag import tag

FOLDER = Path(__file__).with_name("newsroom")
THRESHOLD = 0.5  # the alert stage's default


@cache
def texts() -> list[dict]:
    return [one for path in sorted(FOLDER.glob("*.yaml")) for one in yaml.safe_load(path.read_text("utf-8"))]


@cache
def raised() -> dict[str, dict[str, tuple[str, str]]]:
    """Of each text the countries that it would alert, with type and severity."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for one in texts():
        article = CleanArticle(
            id=one["id"],
            content=one["id"],
            status="usable",
            title=one["title"],
            text=one["text"],
            published=Stamp(utc=f"{one['date']}T00:00:00Z", raw=str(one["date"])),
            language=Language(code="en", score=1.0),
            raw=Place(topic="-", partition=0, offset=0, timestamp=0),
        )
        best = found.setdefault(one["id"], {})
        for event in tag(article).events:
            if event.score >= THRESHOLD:
                best.setdefault(event.country, (event.type, event.severity))
    return found


def wanted(one: dict) -> dict[str, tuple[str, str]]:
    return {a["country"]: (a["type"], a["severity"]) for a in one.get("alerts", ()) if not a.get("optional")}


def both() -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Wanted and raised type and severity, where the country is right."""
    return [
        (want, raised()[one["id"]][country])
        for one in texts()
        for country, want in wanted(one).items()
        if country in raised()[one["id"]]
    ]


def test_every_type_of_event_has_a_report():
    types = {kind for one in texts() for kind, _ in wanted(one).values()}
    assert len(types) == 27


@pytest.mark.parametrize("floor", [0.92])
def test_reports_raise_an_alert_in_the_country_where_it_happens(floor):
    reports = [one for one in texts() if wanted(one)]
    right = [one["id"] for one in reports if wanted(one).keys() <= raised()[one["id"]].keys()]
    assert len(right) / len(reports) >= floor, sorted({one["id"] for one in reports} - {*right})


@pytest.mark.parametrize("ceiling", [0.03])
def test_texts_that_borrow_the_words_raise_nothing(ceiling):
    quiet = [one["id"] for one in texts() if not wanted(one)]
    alarms = [name for name in quiet if raised()[name]]
    assert len(alarms) / len(quiet) <= ceiling, alarms


def test_a_text_raises_no_country_that_it_only_names():
    wrong = [
        (one["id"], code)
        for one in texts()
        if wanted(one)
        for code in raised()[one["id"]]
        if code not in {a["country"] for a in one["alerts"]}
    ]
    assert len(wrong) <= 4, wrong


def test_types_and_severities_are_right_where_the_country_is():
    pairs = both()
    steps = [abs(SEVERITIES.index(want[1]) - SEVERITIES.index(got[1])) for want, got in pairs]
    assert sum(want[0] == got[0] for want, got in pairs) / len(pairs) >= 0.84
    assert steps.count(0) / len(steps) >= 0.8
    assert sum(step <= 1 for step in steps) / len(steps) >= 0.93
