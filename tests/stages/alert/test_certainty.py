"""How sure an alert is: voices that stand for themselves, official ones, and denial."""

from typing import Any

import pytest

from streams.records import Alert, Certainty
from streams.stages.alert import Countries
from tests.stages.alert.build import HOUR, START, event, mention


def last(*records: Any) -> Alert:
    countries = Countries(late_limit_ms=48 * HOUR)
    messages = [item for offset, record in enumerate(records) for item in countries.apply(record, offset)]
    assert messages
    assert isinstance(messages[-1], Alert)
    return messages[-1]


def told(article: str, certainty: Certainty = "Possible", **more: Any) -> Any:
    return mention(article, START + ord(article) * HOUR, [event(certainty=certainty)], **more)


def test_one_report_is_enough_for_an_alert() -> None:
    assert last(told("a")).certainty == "Possible"


def test_certainty_grows_with_independent_publishers() -> None:
    assert last(told("a"), told("b")).certainty == "Likely"
    four = last(*(told(name, "Likely") for name in "abcd"))
    assert four.certainty == "Observed"
    assert four.reasons["certainty"] == "4 independent reports"
    assert four.confidence > last(told("a")).confidence


def test_copies_of_one_text_are_one_voice() -> None:
    prints = list(range(100, 130))
    copies = last(*(told(name, fingerprints=prints) for name in "abcd"))
    assert copies.certainty == "Possible"
    assert copies.counts.articles == 1


def test_one_agency_in_many_papers_is_one_voice() -> None:
    printed = last(*(told(name, agency="Reuters") for name in "abcd"))
    assert printed.certainty == "Possible"
    assert printed.counts.publishers >= 2


@pytest.mark.parametrize("publisher", ["who.int", "earthquake.usgs.gov", "meteo.gov.ph", "interieur.gouv.fr"])
def test_an_official_source_is_an_observation(publisher: str) -> None:
    alert = last(told("a", publisher=publisher))
    assert alert.certainty == "Observed"
    assert publisher in alert.reasons["certainty"]


@pytest.mark.parametrize("publisher", ["gov.example", "whowhatwhy.org", "intl.example"])
def test_what_only_looks_official_is_not(publisher: str) -> None:
    assert last(told("a", publisher=publisher)).certainty == "Possible"


def test_a_denial_lowers_it() -> None:
    denied = last(told("a", "Observed"), told("b", "Unlikely"))
    assert denied.certainty == "Possible"
    assert "denies" in denied.reasons["certainty"]


def test_voices_that_were_dropped_for_room_still_count_once() -> None:
    many = [told(chr(ord("a") + n), publisher=f"paper{n % 5}.example") for n in range(26)]
    alert = last(*many)
    assert alert.counts.publishers == 5
    assert "5 independent" in alert.reasons["confidence"]
