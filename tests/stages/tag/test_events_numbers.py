"""Numbers in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.tag.events.numbers import numbers

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(value: int) -> str:
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    for scale, word in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            rest = value % scale
            joint = " and " if rest and scale == 100 else " "
            return spelled(value // scale) + f" {word}" + (joint + spelled(rest) if rest else "")
    raise AssertionError


@given(st.integers(1, 9_999_999))
def test_a_number_in_words_is_the_number_in_digits(value):
    assert [number.value for number in numbers(f"some {spelled(value)} people")] == [value]
    assert [number.value for number in numbers(f"some {value:,} people")] == [value]


@given(st.text(alphabet="a 1,.-%$", max_size=40), st.lists(st.sampled_from([*ONES, *TENS[2:], "hundred", "and", "a"])))
def test_numbers_stand_in_order_and_where_they_say(noise, words):
    text = f"{noise} {' '.join(words)}"
    end = 0
    for number in numbers(text):
        assert end <= number.start < number.end
        assert text[number.start : number.end] == number.text
        end = number.end


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two or three people", [2, 3]),
        ("between twenty and thirty people", [20, 30]),
        ("tens of thousands", [20_000]),
        ("a few dozen", [36]),
        ("$40 million", []),
        ("12% of 1.5 million", [1_500_000]),
    ],
)
def test_numbers_beside_each_other_stay_apart_and_amounts_and_shares_are_none(text, values):
    assert [number.value for number in numbers(text)] == values
