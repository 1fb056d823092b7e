"""How what a tagger finds and what the lists know become one: one span, one meaning."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.records import CleanArticle, Country, Language, Mention, Place
from streams.stages.tag import Span, tag
from streams.stages.tag.names import merge_names

TEXT = "NATO and Georgia Brandt met in Georgia. Later on Brandt left the Red Cross of Norway and Brandt Street."


def article(text):
    return CleanArticle(
        id="a",
        content="c",
        status="usable",
        title=None,
        text=text,
        language=Language(code="en", score=1.0),
        raw=Place(topic="-", partition=0, offset=0, timestamp=0),
    )


def country(text, code, name, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    mention = Mention(start=start, end=start + len(name), text=name, kind="name", field="text")
    return Country(code=code, salience=0.5, role="mentioned", evidence=["body"], mentions=[mention])


def span(text, name, kind, score=0.8, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Span(start, start + len(name), kind, score)


def merged(text, countries, spans):
    return [(item.text, item.type, item.id) for item in merge_names(article(text), countries, spans)]


def test_lists_add_what_the_tagger_missed_with_their_ids():
    found = merged(TEXT, [country(TEXT, "GE", "Georgia", nth=1)], [])
    assert found == [("NATO", "ORG", "nato"), ("Georgia", "LOC", "GE"), ("Red Cross", "ORG", "icrc")]


def test_a_name_within_a_longer_one_is_none_of_its_own():
    found = merged(TEXT, [country(TEXT, "NO", "Norway")], [span(TEXT, "Red Cross of Norway", "ORG")])
    assert ("Red Cross of Norway", "ORG", None) in found
    assert not {"Red Cross", "Norway"} & {name for name, _, _ in found}


@pytest.mark.parametrize(("score", "kind", "known"), [(0.6, "LOC", "GE"), (0.95, "PER", None)])
def test_a_listed_place_is_one_unless_the_tagger_is_sure_that_it_is_not(score, kind, known):
    found = merged(TEXT, [country(TEXT, "GE", "Georgia", nth=1)], [span(TEXT, "Georgia", "PER", score, nth=1)])
    assert ("Georgia", kind, known) in found


def test_a_listed_organisation_is_one_whatever_the_tagger_says():
    assert ("NATO", "ORG", "nato") in merged(TEXT, [], [span(TEXT, "NATO", "LOC", 1.0)])


def test_a_family_name_alone_takes_the_type_of_the_full_name():
    full = span(TEXT, "Georgia Brandt", "PER", 0.9)
    assert [item for item in merged(TEXT, [], [full]) if item[0] == "Brandt"] == [("Brandt", "PER", None)]
    wrong = span(TEXT, "Brandt", "LOC", 0.9, nth=1)
    assert [item for item in merged(TEXT, [], [full, wrong]) if item[0] == "Brandt"] == [("Brandt", "PER", None)]


def test_a_name_has_the_type_in_all_its_places_that_they_are_surest_of():
    text = "Brasso bought Lume. Later Brasso sold it, and Brasso closed in Lume."
    spans = [span(text, "Brasso", "ORG", 0.9), span(text, "Brasso", "PER", 0.6, nth=1), span(text, "Lume", "ORG", 0.5)]
    found = merged(text, [], [*spans, span(text, "Brasso", "ORG", 0.8, nth=2), span(text, "Lume", "LOC", 0.9, nth=1)])
    assert {(name, kind) for name, kind, _ in found} == {("Brasso", "ORG"), ("Lume", "LOC")}


def test_a_listed_country_keeps_its_type_beside_a_person_of_that_name():
    text = "Georgia slept. Georgia woke. Tbilisi is the capital of Georgia."
    persons = [span(text, "Georgia", "PER", 0.9), span(text, "Georgia", "PER", 0.9, nth=1)]
    found = merged(text, [country(text, "GE", "Georgia", nth=2)], persons)
    assert [kind for name, kind, _ in found if name == "Georgia"] == ["PER", "PER", "LOC"]


def test_a_family_name_within_a_longer_name_stays_part_of_that():
    found = merged(TEXT, [], [span(TEXT, "Georgia Brandt", "PER"), span(TEXT, "Brandt Street", "LOC")])
    assert ("Brandt Street", "LOC", None) in found


def test_a_listed_place_with_the_name_of_a_person_stays_a_place():
    text = "Paul Norway spoke. He has not been to Norway."
    found = merged(text, [country(text, "NO", "Norway", nth=1)], [span(text, "Paul Norway", "PER")])
    assert found == [("Paul Norway", "PER", None), ("Norway", "LOC", "NO")]


def test_what_a_retracted_article_names_is_not_said():
    from dataclasses import replace

    assert tag(replace(article(TEXT), status="withdrawn")).entities == []


@given(
    st.lists(
        st.tuples(
            st.integers(0, 90), st.integers(1, 30), st.sampled_from(["PER", "ORG", "LOC", "MISC"]), st.floats(0, 1)
        ),
        max_size=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_merged_names_lie_in_the_text_in_order_and_apart(drawn):
    spans = [Span(start, min(start + size, len(TEXT)), kind, score) for start, size, kind, score in drawn]
    countries = [country(TEXT, "GE", "Georgia", nth=1), country(TEXT, "NO", "Norway")]
    found = merge_names(article(TEXT), countries, spans)
    assert all(TEXT[item.start : item.end] == item.text for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ("L’ONU a voté.", "ONU", "un"),
        ("Страны НАТО и ЕС.", "НАТО", "nato"),
        ("وقالت الأمم المتحدة", "الأمم المتحدة", "un"),
        ("والأمم المتحدة", "الأمم المتحدة", "un"),
        ("中国加入世界贸易组织。", "世界贸易组织", "wto"),
        ("유엔은 성명을 냈다.", "유엔", "un"),
    ],
)
def test_organisations_are_known_by_their_names_in_other_languages(text, name, known):
    assert (name, "ORG", known) in merged(text, [], [])


@pytest.mark.parametrize("text", ["The UNESCO list", "In Euros", "a natonal day", "BRICSA"])
def test_part_of_a_word_is_no_organisation(text):
    assert merged(text, [], []) == []
