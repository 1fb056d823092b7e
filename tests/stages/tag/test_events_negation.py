"""What does not happen, or is over, is no alert; what happens beside it is."""

import pytest

from streams.stages.tag.events import find_events
from tests.stages.tag.events_help import article, countries


def raised(title: str, text: str) -> set[str]:
    one = article(text, title)
    return {event.type for event in find_events(one, countries(one), []) if event.score >= 0.5}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("No flood in western Nepal, officials say", "There was no flood in Nepal on Friday, officials said."),
        ("Peru government denies coup attempt", "The government in Lima denied a coup attempt on Monday."),
        ("Tsunami warning lifted in Peru", "Peru lifted a tsunami warning on Friday and people went home."),
        ("State of emergency ends in Nepal", "The state of emergency in Nepal ended on Monday."),
        (
            "Nepal declares end of cholera outbreak",
            "Nepal declared the end of its cholera outbreak on Monday. The epidemic had killed 55 people since March.",
        ),
        (
            "Cholera outbreak in Nepal is over, ministry says",
            "The cholera outbreak in western Nepal is over, the health ministry said on Monday.",
        ),
        (
            "Sirens wail along the coast of Peru",
            "Thousands of people in Peru took part in a tsunami exercise that assumed an earthquake of magnitude 8.8.",
        ),
        (
            "Lima remembers the bombing",
            "Peru marked the anniversary of the bombing, in which 25 people were killed, with a wreath in Lima.",
        ),
        (
            "Light quake felt in Nepal, no damage reported",
            "A light earthquake of magnitude 4.1 was felt near Kathmandu in Nepal. There were no reports of damage.",
        ),
    ],
)
def test_what_is_denied_over_or_harmless_is_no_alert(title, text):
    assert raised(title, text) == set()


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        (
            "landslide",
            "Hill buries hamlet in Peru",
            "A mountainside broke away above a hamlet near Cusco in Peru on Friday, and 20 people are missing.",
        ),
        ("flood", "No warning before floods kill 20 in Nepal", "Floods killed 20 people in Nepal on Friday."),
        ("earthquake", "Quake kills two in Nepal", "An earthquake of magnitude 4.6 killed two people in Nepal."),
        ("earthquake", "Strong quake in Peru", "An earthquake of magnitude 6.4 struck Peru. No damage was reported."),
        ("tsunami", "Tsunami warning issued for Peru", "A tsunami warning was issued for the coast of Peru on Friday."),
        (
            "attack",
            "Rebels deny bomb attack in Peru",
            "A bomb attack killed 12 people in Lima, Peru; rebels denied it.",
        ),
    ],
)
def test_what_happens_is_raised_whatever_else_is_denied(kind, title, text):
    assert kind in raised(title, text)


def test_what_comes_back_after_it_was_declared_over_is_raised():
    title = "Cholera returns to Nepal months after epidemic was declared over"
    text = (
        "Cholera has killed 14 people in western Nepal, four months after the country declared the end of the epidemic."
    )
    assert raised(title, text) == {"epidemic"}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Storm over pensions batters the cabinet in Peru",
            "The cabinet in Lima is in the storm. Deputies spoke of chaos. They vote on Tuesday. Its head will stay.",
        ),
        ("War of the ministers in Nepal", "Two ministers in Nepal bombarded each other with reproaches on Monday."),
        (
            "Earthquake in the politics of Peru",
            "An earthquake shook Lima on Sunday: the governing party lost every seat.",
        ),
    ],
)
def test_what_hurts_nobody_and_brings_nobody_to_help_is_a_figure_of_speech(title, text):
    assert raised(title, text) == set()
