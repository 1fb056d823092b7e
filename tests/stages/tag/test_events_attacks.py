"""An attack on people is told from a battle, from a speech, and from an ordinary crime."""

import pytest

from streams.stages.tag.events import explain_events, find_events, incident_in
from streams.stages.tag.events.places import by_sentence
from streams.stages.tag.events.rules import rules_of
from streams.stages.tag.events.sentences import split
from tests.stages.tag.events_help import article, countries

MURDER = (
    "LIMA, 9 MAR 89 -- [TEXT] THREE MASKED MEN KIDNAPPED AND MURDERED THE MAYOR OF CUSCO LAST NIGHT, POLICE REPORTED "
    "TODAY. A BOMB EXPLODED AT HIS HOUSE HOURS LATER AND DESTROYED THE DOOR.\n\n"
    "THE TERRORISTS FLED IN A TRUCK, LEAVING LEAFLETS."
)
SPEECH = (
    "LIMA, 9 MAR 89 -- [TEXT] THE MINISTER SAID TODAY THAT THE GOVERNMENT WANTS PEACE TALKS AND THAT TERRORISM CANNOT "
    "BE DEFEATED BY WAR ALONE.\n\nHE RECALLED THE VIOLENCE OF THE PAST AND PRAISED THE ARMY."
)


SKIRMISH = (
    "LIMA, 9 MAR 89 -- [TEXT] ARMY TROOPS CLASHED WITH GUERRILLAS NEAR CUSCO LAST NIGHT. TWO SOLDIERS AND FIVE REBELS "
    "WERE KILLED IN THE FIGHTING, THE MILITARY REPORTED.\n\nA PATROL OF THE BATTALION WAS AMBUSHED, AND A LIEUTENANT "
    "WAS WOUNDED."
)


def odds(text: str) -> float:
    one = article(text)
    return incident_in(one, countries(one))[0]


def attacks(text: str, title: str | None = None) -> list[tuple[str, float]]:
    one = article(text, title)
    return [(e.type, e.score) for e in find_events(one, countries(one), []) if e.type in {"attack", "abduction"}]


def test_a_murder_in_capitals_reads_like_an_attack_and_a_speech_does_not():
    assert odds(MURDER) > 1 > -1 > odds(SPEECH)


def test_who_is_hit_tells_an_attack_on_people_from_a_battle_between_armies():
    assert odds(MURDER) > 1 > -1 > odds(SKIRMISH)


def test_an_attack_happened_where_its_places_are_and_not_where_somebody_speaks_of_it():
    one = article("Gunmen shot dead a judge in Lima on Monday, police in Peru said. Spain condemned the attack.")
    assert incident_in(one, countries(one))[1] == "PE"


def test_a_text_that_names_no_country_has_no_country_of_its_attack():
    assert incident_in(article("Gunmen shot dead a judge at his home on Monday."), [])[1] is None


def test_a_text_without_a_word_of_any_event_tells_of_no_incident():
    assert odds("The bakery opens at nine.") < -5


def test_what_reads_like_an_attack_stands_in_the_arithmetic():
    one = article("Three masked men murdered the mayor of Cusco in Peru last night. A bomb exploded at his house.")
    assert any("reads like the report of an attack" in line for line in explain_events(one, countries(one), []))


@pytest.mark.parametrize(
    "text",
    [
        "A man was stabbed by a neighbour in his house in Lima on Monday, police in Peru said.",
        "A 20-year-old woman was shot in the thigh outside a studio in London on Friday, police in Britain said.",
    ],
)
def test_an_ordinary_assault_is_no_alert(text):
    assert all(score < 0.5 for _, score in attacks(text))


def test_an_assault_on_many_or_on_an_office_is_one():
    assert any(s >= 0.5 for _, s in attacks("Gunmen shot dead the governor of Cusco in Peru on Monday, police said."))
    assert any(
        s >= 0.5 for _, s in attacks("A man stabbed nine people in Lima, Peru, on Monday, killing four of them.")
    )


def test_a_car_accident_is_no_attack_however_violent_its_words():
    text = "Two people were killed when their car crashed into a bridge in Lima, Peru, and burst into flames."
    assert attacks(text) == []


def test_an_embassy_stands_in_another_country_than_its_own():
    one = article("Gunmen attacked the Russian embassy on Monday. Two guards from Lima were killed.")
    found = {here.country.code: here.fit for here in by_sentence(split(one), countries(one), rules_of("en"))[0]}
    other = article("Gunmen attacked the Russian bakery on Monday. Two guards from Lima were killed.")
    assert found["RU"] < 1 < by_sentence(split(other), countries(other), rules_of("en"))[0][0].fit


@pytest.mark.parametrize(
    "text",
    [
        "Two rockets fired at the port were intercepted over Kunduz in Afghanistan early on Monday, the army said.",
        "Militants have blown up an ancient temple near Kunduz in Afghanistan, the ministry said on Monday.",
    ],
)
def test_rockets_shot_down_and_heritage_blown_up_are_told_of_a_war(text):
    one = article(text)
    assert "armed_conflict" in {event.type for event in find_events(one, countries(one), [])}
