"""The words of a text as numbers."""

import re

from hypothesis import given
from hypothesis import strategies as st

from streams.stages.clean.characters import read_kinds
from streams.stages.clean.tokens import number_of, read_words


def _numbers(text: str) -> list[int]:
    found: list[int] = read_words(*read_kinds(f"{text}\n")).numbers.tolist()
    return found


@given(st.text("abYZ09é .,-'\n", max_size=80))
def test_words_are_the_runs_of_letters_and_digits_whatever_their_case(text: str) -> None:
    assert _numbers(text) == [number_of(word.lower()) for word in re.findall(r"[^\W_]+", text)]


@given(st.text("港口ab 。", max_size=40))
def test_each_letter_of_a_script_without_spaces_is_a_word(text: str) -> None:
    assert _numbers(text) == [number_of(word) for word in re.findall(r"[港口]|[ab]+", text)]


def test_a_word_has_its_number_deep_in_a_long_page_too() -> None:
    assert _numbers(f"{'ship, ' * 20_000}harbour")[-2:] == [number_of("ship"), number_of("harbour")]
