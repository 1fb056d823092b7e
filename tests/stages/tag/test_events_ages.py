"""How old what a sentence tells is, by its dates and the article's day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.tag.events import incident_in
from streams.stages.tag.events.ages import ages
from streams.stages.tag.events.sentences import spans
from tests.stages.tag.events_help import article, countries

DAY = "2021-07-08T00:00:00Z"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("two men were shot on 6 july", ["=age now", "=recent"]),
        ("two men were shot on july 1st", ["=age week", "=recent"]),
        ("two men were shot on 24 may", ["=age two", "=recent"]),
        ("two men were shot in december", ["=age year", "=old"]),
        ("two men were shot on 6 july, 2019", ["=age year", "=old"]),
        ("two men were shot in 1989", ["=age year", "=old"]),
        ("the trial will open on 2 august", ["=age future", "=recent"]),
        ("two men were shot in june, as others had been in 1989", ["=age month", "=age year", "=recent"]),
    ],
)
def test_a_date_is_as_old_as_the_article_makes_it(sentence, found):
    assert ages(sentence, DAY) == found


@pytest.mark.parametrize("sentence", ["troops may march on the town", "1,989 people came", "in 2021 he won"])
def test_what_is_no_date_or_this_year_has_no_age(sentence):
    assert ages(sentence, DAY) == []


def test_the_day_of_the_dateline_is_the_articles_and_no_event_of_it():
    assert ages("lima, 8 july (efe) - two men were shot in june", DAY) == ["=age month", "=recent"]


def test_without_a_day_of_the_article_nothing_is_old():
    assert ages("two men were shot in 1989", None) == []


def test_a_murder_of_another_year_reads_less_like_an_attack_than_one_of_this_week():
    def odds(day: str) -> float:
        one = article(f"Gunmen shot dead a judge in Lima on {day}, police in Peru said.")
        return incident_in(one, countries(one))[0]

    assert odds("6 July") > odds("6 July 2019")


def test_the_end_of_a_line_behind_an_abbreviation_ends_no_sentence():
    assert len(spans("A bomb was found near the U.S.\nEmbassy. It was defused.")) == 2


def test_a_paragraph_ends_a_sentence_behind_an_abbreviation_too():
    assert len(spans("He lives in the U.S.\n\nHis wife does not.")) == 2


@given(st.text(alphabet="0123456789 .,'()-mayjuneofth", max_size=200))
def test_any_text_has_the_same_ages_each_time(text):
    assert ages(text, DAY) == ages(text, DAY)
    assert len(ages(text, DAY)) <= 8
