"""Figures: killed, injured, missing, displaced, cases, magnitude; in digits and in words."""

import pytest

from streams.stages.tag.events import find_events
from streams.stages.tag.events.facts import facts_of
from streams.stages.tag.events.sentences import split
from tests.stages.tag.events_help import article, countries


def values(text: str) -> dict[str, float]:
    return {kind: fact.value for kind, fact in facts_of(split(article(text))).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 39 people were killed and dozens were injured.", {"killed": 39, "injured": 24}),
        ("The blast killed twenty-two people, wounding 5 others.", {"killed": 22, "injured": 5}),
        ("A total of 39 are confirmed dead.", {"killed": 39}),
        ("The death toll rose to 1,204.", {"killed": 1204}),
        ("Three soldiers died in the clash.", {"killed": 3}),
        ("The quake of magnitude 6.3 struck at noon.", {"magnitude": 6.3}),
        ("A 7.1-magnitude earthquake struck.", {"magnitude": 7.1}),
        ("Some 5,000 people were displaced.", {"displaced": 5000}),
        ("The ministry reported 200 new cases.", {"cases": 200}),
        ("Eleven people are still missing.", {"missing": 11}),
        ("Two hundred people fled.", {"displaced": 200}),
        ("Between 20 and 30 people were killed.", {"killed": 20}),
        ("The blast killed between 20 and 30 people.", {"killed": 20}),
        ("20 to 30 people were killed.", {"killed": 20}),
        ("Some 20-30 people were injured.", {"injured": 20}),
        ("A dozen people were killed.", {"killed": 12}),
        ("Twenty-one people were killed.", {"killed": 21}),
        ("More than 300 people were displaced.", {"displaced": 300}),
        ("The flood displaced 2.4 million people.", {"displaced": 2_400_000}),
        ("1,204,500 people were displaced.", {"displaced": 1_204_500}),
        ("The death toll rose to 47 from 31.", {"killed": 47}),
        ("The death toll rose to 47, rising from an earlier 31 dead.", {"killed": 47}),
        ("The quake killed 30 people, up from an earlier count of 41 dead.", {"killed": 30}),
        ("The death toll from the flood in Wote has risen to 47, police said.", {"killed": 47}),
        ("The number of people killed when a ferry sank off Lamu rose from 31 to at least 47.", {"killed": 47}),
        ("One hundred and twenty people were killed.", {"killed": 120}),
        ("A hundred and twenty people were killed.", {"killed": 120}),
        ("Two dozen people were injured.", {"injured": 24}),
        ("More than 1,200 people were killed.", {"killed": 1200}),
        ("Some 1.2 million people were displaced.", {"displaced": 1_200_000}),
        ("Half a million people fled.", {"displaced": 500_000}),
        ("Scores of people were killed.", {"killed": 40}),
        ("Tens of thousands of people fled.", {"displaced": 20_000}),
        ("Several hundred people were injured.", {"injured": 300}),
        ("Twelve hundred and five people are missing.", {"missing": 1205}),
        ("The crash killed at least 288 people and hurt 900.", {"killed": 288, "injured": 900}),
        ("The death toll from the rains in the south reached 75.", {"killed": 75}),
        ("The interior ministry put the dead at 632.", {"killed": 632}),
        ("The remains of 12 people were found in the forest.", {"killed": 12}),
        ("Workers killed 40,000 laying hens.", {}),
        ("The storm left 5,000 homeless.", {"displaced": 5000}),
        ("No one was killed.", {}),
        ("Two people were killed and three injured.", {"killed": 2, "injured": 3}),
        ("From 10 to 15 people were missing.", {"missing": 10}),
        ("It cost $40 million in 2019.", {}),
        ("Shares fell 12 percent.", {}),
    ],
)
def test_a_figure_is_read_with_what_it_counts(text, expected):
    assert values(text) == expected


def test_the_newer_toll_wins_over_the_one_that_is_called_earlier():
    assert values("The toll rose to 14. The earlier report said that 20 people were killed.") == {"killed": 14}


def test_a_toll_stands_in_another_sentence_than_the_word_for_the_event():
    one = article("A passenger plane crashed near Kathmandu on Monday. Eighteen people died, officials in Nepal said.")
    [event, *_] = find_events(one, countries(one), [])
    assert (event.facts["killed"].value, event.severity) == (18, "Severe")


def test_the_toll_of_an_earlier_disaster_is_not_that_of_this_one():
    one = article("A plane crashed near Kathmandu on Monday. In 2018, 51 people died at the same airport in Nepal.")
    assert all("killed" not in event.facts for event in find_events(one, countries(one), []))


def test_a_span_cuts_the_number_from_the_text():
    text = "Police said at least 12 people were killed."
    fact = facts_of(split(article(text)))["killed"]
    assert text[fact.start : fact.end] == "12"
