"""Phrases are whole words, in any case, with or without accents, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.alert.rules.phrases import Phrases, fold, wrong


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("flood", "A FLOOD."),
        ("flood*", "flooding"),
        ("red cross", "the Red\n Cross"),
        ("élection", "ELECTION"),
        ("straße", "STRASSE"),
        ("洪水", "昨日の洪水で"),
        ("наводнен*", "о наводнении"),
        ("بمب", "انفجار بمب در"),
        ("u.n.", "the U.N. said"),
        ("covid-19", "COVID-19"),
        ("홍수", "큰 홍수 발생"),
    ],
)
def test_it_is_found(phrase: str, text: str) -> None:
    assert Phrases([phrase]).find(fold(text)) == [phrase]


@pytest.mark.parametrize(("phrase", "text"), [("flood", "flooding"), ("flood", "reflood"), ("flood*", "a reflooding")])
def test_a_part_of_a_word_is_not_it(phrase: str, text: str) -> None:
    assert Phrases([phrase]).find(fold(text)) == []


@given(
    st.lists(st.text("ab *é洪", min_size=1, max_size=4).filter(lambda p: not wrong(p)), min_size=1), st.text("ab é洪")
)
def test_what_stands_alone_between_spaces_is_found_and_what_is_found_stands_there(
    phrases: list[str], text: str
) -> None:
    finder = Phrases(phrases)
    for phrase in phrases:
        assert phrase in finder.find(fold(f"x {phrase.removesuffix('*')} x"))
    for phrase in finder.find(fold(text)):
        assert fold(phrase.removesuffix("*")) in fold(text)


@pytest.mark.parametrize("phrase", ["", "*", "-", "a*b", "a**", " . "])
def test_a_phrase_that_finds_nothing_or_everything_is_refused(phrase: str) -> None:
    assert wrong(phrase)


@pytest.mark.parametrize(
    ("phrase", "text", "quoted"),
    [
        ("flood", "No FLOOD yet", "FLOOD"),
        ("evacuat*", "They evacuated it", "evacuated"),
        ("red cross", "the Red\n  Cross came", "Red\n  Cross"),
        ("straße", "die STRASSE dort", "STRASSE"),
        ("strasse", "die Straße dort", "Straße"),
        ("election", "une e\u0301lection", "e\u0301lection"),
        ("洪水", "昨日の洪水で", "洪水"),
    ],
)
def test_a_span_is_what_the_writer_wrote(phrase: str, text: str, quoted: str) -> None:
    start, end = Phrases([phrase]).spans(text)[phrase]
    assert text[start:end] == quoted


@given(st.sampled_from(["flood", "flood*", "é", "ab c"]), st.text("flodabcé \u0301\nß洪", max_size=30))
def test_what_a_span_holds_is_the_phrase(phrase: str, text: str) -> None:
    for start, end in Phrases([phrase]).spans(text).values():
        assert Phrases([phrase]).find(fold(text[start:end])) == [phrase]
