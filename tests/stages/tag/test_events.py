"""What raises an event, what does not, and where it is placed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.records import CleanArticle, Country, Event, Language, Place
from streams.stages.tag import tag
from streams.stages.tag.events import event_types, explain_events, find_events
from tests.stages.tag.events_help import article, countries


def events_of(one: CleanArticle) -> list[Event]:
    return find_events(one, countries(one), [])


def raised(one: CleanArticle) -> set[tuple[str, str]]:
    return {(event.type, event.country) for event in events_of(one) if event.score >= 0.5}


def test_a_bombing_with_a_toll_is_an_attack_where_it_happened():
    one = article(
        "A suicide bomber killed at least 14 people and wounded 30 others at a market in Kunduz on Tuesday, "
        "police said.\n\n"
        "Russia condemned the attack. The wounded were taken to hospitals in northern Afghanistan.",
        title="Suicide bombing kills 14 in northern Afghanistan",
    )
    [event, *_] = events_of(one)
    assert (event.type, event.country, event.severity) == ("attack", "AF", "Severe")
    assert (event.facts["killed"].value, event.facts["injured"].value) == (14, 30)
    assert "RU" not in {country for _, country in raised(one)}


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        (
            "earthquake",
            "Strong earthquake shakes southern Peru",
            "A magnitude 6.8 earthquake struck near Cusco in Peru on Monday, injuring 20.",
        ),
        (
            "flood",
            "Floods in Nepal leave 12 dead",
            "Heavy rains flooded villages across Nepal on Sunday and killed 12 people.",
        ),
        (
            "epidemic",
            "Cholera outbreak spreads in Nepal",
            "Health officials in Nepal reported 200 new cases of cholera in an outbreak.",
        ),
        (
            "unrest",
            "Protesters clash with police in Lima",
            "Police fired tear gas at protesters in Lima, Peru, on Friday as riots spread.",
        ),
        (
            "transport_accident",
            "Plane crash in Nepal kills 18",
            "A passenger plane crashed near Kathmandu in Nepal, killing all 18 people aboard.",
        ),
        (
            "abduction",
            "Gunmen kidnap aid workers in Afghanistan",
            "Gunmen kidnapped three aid workers in Kunduz, Afghanistan, on Monday.",
        ),
    ],
)  # fmt: skip
def test_a_plain_report_raises_its_type(kind, title, text):
    assert kind in {found for found, _ in raised(article(text, title))}


@pytest.mark.parametrize(
    "text",
    [
        (
            "The striker's shot was the first attack of the match in Paris. France battled back with two goals "
            "and the coach praised the defence. The league season ends in May."
        ),
        (
            "The film, shot in Peru, tells of an explosion. The actor plays a bomber and the director won an "
            "award. The movie opens in Paris with a concert of the band."
        ),
        "The minister faced a flood of doubts and a storm of criticism in London after a war of words in Britain.",
        (
            "France marked the anniversary of the battle, in which thousands of soldiers were killed in 1916, "
            "with a memorial in Paris."
        ),
        (
            "Fire crews in London held a drill that simulated an explosion in which 20 people were injured, and "
            "an exercise with mock attackers."
        ),
        "He died of a heart attack in Lima, Peru, his family said. He was 84.",
        "Tomorrow will be sunny in Paris, with scattered showers in the north of France.",
    ],
)
def test_sport_film_figures_of_speech_history_and_drills_raise_nothing(text):
    assert raised(article(text)) == set()


def test_an_ordinary_road_accident_is_no_alert():
    one = article("A man died when his car crashed into a truck near Lima on Monday, police in Peru said.")
    assert raised(one) == set()


SEED = article(
    "Russia said on Thursday it was ready to help Tajikistan deal with any fallout from the exit from Afghanistan. "
    "Tajikistan asked its allies on Wednesday to help it face threats from neighbouring Afghanistan, where "
    "the security "
    "situation has deteriorated rapidly.\n\n"
    "Foreign forces are withdrawing after almost 20 years of fighting, and the Taliban has gained ground. Hundreds of "
    "Afghan security personnel fled across the border into Tajikistan last week. Moscow, which has a base in "
    "Tajikistan, "
    "sees the region as its own.",
    title="Russia pledges help for Tajikistan amid growing Afghan insecurity",
)


def test_the_event_is_where_it_happens_and_not_where_the_speaker_is():
    assert {country for _, country in raised(SEED)} == {"AF", "TJ"}


def test_spans_of_evidence_and_facts_cut_the_very_text():
    for event in events_of(SEED):
        for evidence in event.evidence:
            source = SEED.title if evidence.field == "title" else SEED.text
            assert source is not None
            assert source[evidence.start : evidence.end] == evidence.text


def test_an_old_year_is_no_news():
    one = article(
        "A bomb killed 12 people in Lima in 1992. The attack in Peru wounded 40.", published="2021-07-08T00:00:00Z"
    )
    now = article("A bomb killed 12 people in Lima on Monday. The attack in Peru wounded 40.")
    assert events_of(now)[0].score > max((e.score for e in events_of(one)), default=0.0)


def test_a_fire_that_is_battled_is_no_war():
    one = article(
        "Wildfires killed four people near Lima in Peru. Firefighters with 14 aircraft were still battling three "
        "fronts on Thursday.\n\nCrews battled the flames above Cusco all night.",
        title="Wildfires kill four in Peru",
    )
    assert raised(one) == {("wildfire", "PE")}


def test_a_brief_in_the_present_tense_is_news_as_well():
    brief = article("Government forces capture a rebel-held town near Cusco in Peru, killing dozens of insurgents.")
    assert ("armed_conflict", "PE") in raised(brief)


@pytest.mark.parametrize(
    "text",
    [
        "Oil prices climbed above $43 a barrel on Monday as a hurricane disrupted supply, traders in London said.",
        "Lima hired the Peru offensive coordinator as head coach; the team plays its season opener on Saturday.",
        "Retailers in Britain launched a price offensive before Christmas and profits rose, analysts in London said.",
    ],
)
def test_a_brief_of_the_markets_or_of_sport_raises_nothing(text):
    assert raised(article(text)) == set()


def test_the_helper_and_the_laboratory_are_not_where_the_outbreak_is():
    one = article(
        "A cholera outbreak in Nepal has killed 30 people and 900 cases were reported.\n\n"
        "Médecins Sans Frontières-France and experts from Britain support the ministry. The French Institute of Health "
        "confirmed the cholera outbreak by tests. A traveller who returned from France was infected as well.",
        title="Cholera outbreak in Nepal",
    )
    assert {country for _, country in raised(one)} == {"NP"}


@pytest.mark.parametrize(
    ("language", "title", "text", "place"),
    [
        ("es", "Francia condena el atentado", "Un atentado con coche bomba mató a 12 personas el lunes en Peru.", "PE"),
        ("fr", "Attentat meurtrier", "La Russia a condamné l'attentat, qui a fait 12 morts lundi en France.", "FR"),
        ("de", "Viele Tote", "Russia verurteilte den Anschlag, bei dem am Montag in Nepal 12 Menschen starben.", "NP"),
    ],
)
def test_in_other_languages_too_the_place_is_where_a_preposition_says(language, title, text, place):
    assert events_of(article(text, title, language))[0].country == place


def test_other_languages_raise_by_word_lists_and_say_so():
    one = article("Un atentado con coche bomba dejó 12 muertos en Madrid el lunes.", "Atentado en Madrid", "es")
    [event, *_] = [e for e in events_of(one) if e.score >= 0.5]
    assert (event.type, event.country, event.certainty) == ("attack", "ES", "Possible")
    assert "word lists" in event.reasons["certainty"]


def test_certainty_is_one_step_lower_in_a_language_read_by_word_lists():
    said = {"Madrid": "Un atentado con coche bomba dejó 12 muertos en Madrid.", "Paris": "Attentat à Paris: 12 morts."}
    spanish = events_of(article(said["Madrid"], "Atentado en Madrid", "es"))[0]
    french = events_of(article(said["Paris"], "Attentat à Paris", "fr"))[0]
    english = events_of(article("A car bomb killed 12 people in Paris.", "Car bombing in Paris"))[0]
    assert [e.certainty for e in (english, spanish, french)] == ["Likely", "Possible", "Possible"]
    assert "one step lower" in french.reasons["certainty"]


def test_a_language_without_rules_is_said_to_be_unsupported():
    one = article("ভূমিকম্প", language="bn")
    assert tag(one).events_status == "unsupported"
    assert tag(article("Ein Erdbeben erschütterte Peru.", language="de")).events_status == "read"
    assert find_events(one, countries(one), []) == []
    assert explain_events(one, [], [])[0].startswith("events: unsupported")


def test_every_type_has_its_row_in_the_table():
    from typing import get_args

    from streams.records import EventType

    assert tuple(event_types()) == get_args(EventType)
    assert all(info.category and info.medtop.startswith("medtop:") for info in event_types().values())


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("wildfire", "Fire empties villages in Peru", "A forest fire near Cusco in Peru drove 3,000 from their homes."),
        (
            "landslide",
            "Slope buries hamlet in Nepal",
            "A rain-soaked hillside collapsed onto a hamlet in Nepal; 18 died.",
        ),
        ("earthquake", "Strong quake in Peru", "An earthquake brought down a hotel in Cusco, Peru, killing 12 people."),
    ],
)
def test_what_happened_goes_before_what_follows_from_it(kind, title, text):
    one = article(text, title)
    assert find_events(one, countries(one), [])[0].type == kind


def test_an_event_that_hurt_nobody_is_minor():
    one = article(
        "A landslide blocked a road near Cusco in Peru on Monday. Nobody was hurt by the landslide.", "Mud in Peru"
    )
    assert {event.severity for event in find_events(one, countries(one), [])} == {"Minor"}


def test_the_explanation_adds_up_to_the_score():
    import math

    lines = explain_events(SEED, countries(SEED), [])
    steps = [float(line.split()[0]) for line in lines[1:] if line.startswith("  ")]
    last = next(i for i, line in enumerate(lines[1:]) if line.endswith("log odds"))
    assert sum(steps[:last]) == pytest.approx(steps[last], abs=0.05)
    assert 1 / (1 + math.exp(-steps[last])) == pytest.approx(events_of(SEED)[0].score, abs=0.01)


@given(st.text(max_size=400), st.text(max_size=80), st.sampled_from(["en", "fr", "zh", "ar", "und", "xx"]))
def test_any_text_is_survived_and_the_same_text_gives_the_same_events(text, title, language):
    one = CleanArticle(
        id="a",
        content="c",
        status="usable",
        title=title,
        text=text,
        language=Language(code=language, score=1.0),
        raw=Place(topic="-", partition=0, offset=0, timestamp=0),
    )
    there = [Country(code="FR", salience=0.5, role="location", evidence=[], mentions=[])]
    assert find_events(one, there, []) == find_events(one, there, [])
    for event in find_events(one, there, []):
        assert 0 <= event.score <= 1
        for evidence in event.evidence:
            assert (title if evidence.field == "title" else text)[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Book review: 'The Siege of Lima' grips to the end",
            """Rebels bomb Lima, hundreds are killed and a battle rages for the port: the novelist's new thriller opens
            with a war in Peru.\n\nThe protagonist takes a minister hostage in chapter two.""",
        ),
        (
            "Lima bombard Cusco in football rout",
            """Striker attack left Cusco dead and buried in Lima on Sunday as the Peru champions won by five.\n\n
            The attack struck twice in the first half. The coach said his midfield had been under siege.""",
        ),
    ],
)
def test_a_short_review_or_match_report_in_warlike_words_is_no_alert(title, text):
    assert raised(article(text, title)) == set()


def test_a_strike_of_workers_is_unrest_and_neither_an_accident_of_theirs_nor_a_strike_from_the_air():
    one = article("The strike by miners in Cusco, Peru, spread on Monday and thousands joined it.")
    assert {event.type for event in events_of(one)} == {"unrest"}
    one = article("An air strike killed 12 workers at a factory near Kunduz, Afghanistan, on Monday.")
    assert "unrest" not in {event.type for event in events_of(one)}


def test_the_explanation_shows_the_arithmetic_of_the_likeliest_event_also_where_nothing_is_raised():
    one = article(
        "A jury in London convicted a man who pleaded guilty to the murder of his friend, who was stabbed years ago."
    )
    assert events_of(one) == []
    first, second, *steps = explain_events(one, countries(one), [])
    assert first.startswith("events: none; the likeliest is below")
    assert second.startswith("attack in GB")
    assert steps[-1].endswith("log odds")


def test_the_explanation_says_that_no_sentence_names_an_event():
    one = article("The band played in London until late.")
    assert explain_events(one, countries(one), []) == ["events: none (no sentence names one)"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("A flood hit Cusco in Peru, and the president declared a regional emergency.", "Severe"),
        ("A flood hit Cusco in Peru, and thousands of people were evacuated.", "Severe"),
        ("A flood hit Cusco in Peru, and the government spoke of a national disaster.", "Extreme"),
        ("A flood hit Cusco in Peru, the National Disaster Management Agency said.", "Moderate"),
    ],
)
def test_words_of_crisis_raise_the_severity_and_names_of_offices_do_not(text, severity):
    [event, *_] = events_of(article(text))
    assert event.severity == severity


def test_firefighters_are_no_soldiers_and_a_tanker_is_no_tank():
    collapse = article(
        "A five-storey block of flats in Lima collapsed early on Thursday, killing seven people, Peruvian firefighters "
        "said. Six others were thought to be under the rubble.",
    )
    crash = article(
        "A fuel tanker overturned near Kathmandu in Nepal on Monday and exploded, killing 26 people.",
    )
    for one in (collapse, crash):
        assert raised(one)
        assert "armed_conflict" not in {event.type for event in events_of(one)}


def test_an_earthquake_that_starts_a_fire_is_an_earthquake():
    one = article(
        "A quake of magnitude 7.6 hit the north of Peru on Friday, toppling houses in Piura and starting a fire in its "
        "market. Six people are known to have died.",
        title="North of Peru shaken",
    )
    assert events_of(one)[0].type == "earthquake"
