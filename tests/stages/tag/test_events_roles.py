"""The classes of words of a sentence tell who does what to whom, and when."""

from hypothesis import given
from hypothesis import strategies as st

from streams.stages.tag.events.roles import ACTS, NEAR, roles

WORDS = st.sampled_from("gunmen soldiers murdered bombed a the judge army yesterday would bus in lima clash".split())


def test_a_deed_and_whom_it_hits_stand_in_their_order():
    found = roles("gunmen murdered the judge")
    assert "@kill>official" in found
    assert "@unknown>kill" in found
    assert "@official>kill" not in found


def test_soldiers_that_are_hit_are_told_from_people():
    assert "@kill=military" in roles("two soldiers were killed")
    assert "@kill=civilian" in roles("two teachers were killed")


def test_a_deed_that_is_feared_differs_from_one_of_last_night():
    assert "@bomb+now" in roles("a bomb exploded last night")
    assert "@bomb+supposed" in roles("a bomb could explode")


def test_words_far_apart_do_not_speak_of_the_same_deed():
    far = "murdered " + "very " * (NEAR + 1) + "judge"
    assert "@kill>official" not in roles(far)


def test_no_means_no_and_is_no_switch_of_the_file():
    assert "@denied" in roles("no bomb exploded")


def test_finer_classes_tell_which_people_and_which_property_are_hit():
    found = roles("a bomb destroyed two power lines")
    assert {"@lines", "@property", "@bomb>lines", "@damage>lines"} <= set(found)
    assert "@clergy" in roles("gunmen murdered the bishop")
    assert "@clergy" not in roles("gunmen murdered the mayor")


def test_a_plan_that_failed_is_told_from_a_deed():
    assert "@foiled>bomb" in roles("police foiled a bomb attack")
    assert "@foiled>bomb" not in roles("police heard a bomb explode")


def test_a_sentence_without_a_deed_has_no_roles():
    assert roles("the guerrillas and the army clashed near the bridge") == []
    assert roles("the minister spoke to the bishop yesterday") == []


@given(st.lists(WORDS, max_size=40))
def test_each_class_is_named_once_and_every_pair_has_a_deed(words: list[str]):
    found = roles(" ".join(words))
    assert len(found) == len(set(found))
    assert all(set(name[1:].replace(">>", ">").split(">")) & set(ACTS) for name in found if ">" in name)
