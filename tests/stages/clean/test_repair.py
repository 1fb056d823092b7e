"""Texts are repaired to what was meant; what was sound stays as it was."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.clean.repair import repair


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("cafÃ© au lait", "café au lait"),
        ("Itâ€™s over", "It's over"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("ﬁre and eﬀort", "fire and effort"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("e\u0301te\u0301", "été"),
        ("bell\x07 and \ufeffmark", "bell and mark"),
        ("می\u200cروم", "می\u200cروم"),
        ("nai\u200dve", "naive"),
    ],
)
def test_what_is_broken_is_mended(broken: str, whole: str) -> None:
    assert repair(broken).replace("’", "'") == whole


@given(st.text(max_size=300))
def test_nothing_invisible_or_undecodable_is_left(text: str) -> None:
    repaired = repair(text)
    assert not set(repaired) & {*map(chr, range(9)), "\r", "\x0b", "\x0c", "\u00ad", "\u200b", "\ufeff", "\u00a0"}
    assert not any("\ud800" <= one <= "\udfff" for one in repaired)
    assert unicodedata.is_normalized("NFC", repaired)


@given(st.text(alphabet="abc XYZ éüßñ мир 東京 مرحبا \n.,;’“”—", max_size=300))
def test_a_sound_text_stays_as_it_was(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert repair(text) == text
