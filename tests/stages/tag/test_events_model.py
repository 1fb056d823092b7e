"""What the learnt models of sentences are told of a word beside itself."""

from streams.stages.tag.events.model import kinds


def test_words_that_stand_where_others_do_are_of_one_kind():
    assert kinds(["mayor"]) == kinds(["governor"]) != kinds(["truck"])


def test_a_word_that_the_lexicon_does_not_have_is_of_no_kind():
    assert kinds(["qzxvwk", "~bishop", "=length 2", "the bishop"]) == []


def test_each_kind_is_named_once():
    found = kinds(["bishop", "priest", "bishops"])
    assert len(found) == len(set(found))
