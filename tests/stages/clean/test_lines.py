"""The numbers that describe lines, the odds that the model gives them, and the stretch that is taken."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.stages.clean import model
from streams.stages.clean.article import read_page
from streams.stages.clean.characters import Kind
from streams.stages.clean.fingerprints import fingerprints
from streams.stages.clean.flat import ends_sentence, read_text
from streams.stages.clean.glyphs import read_glyphs
from streams.stages.clean.markup import ADVERT
from streams.stages.clean.mend import mend_lines
from streams.stages.clean.page import Block, Page
from streams.stages.clean.repair import repair
from streams.stages.clean.select import keep_lines, observe

_PROSE = "Two ferries sank off Port Veld on Friday and nobody was hurt, the coast guard said on Sunday evening. " * 3
LINES = st.lists(st.text(max_size=60).map(lambda text: " ".join(repair(text).split())).filter(bool), min_size=1)


@given(st.lists(st.text("abcXYZé1.,!?:\"' ", max_size=60).map(lambda text: " ".join(text.split())).filter(bool)))
def test_words_and_sentence_ends_are_those_that_one_line_alone_shows(lines: list[str]) -> None:
    glyphs = read_glyphs(lines or ["x"])
    for at, line in enumerate(lines):
        assert glyphs.words[at] == len(line.split(" "))
        assert glyphs.counts[at, Kind.DIGIT] == line.count("1")
        assert glyphs.sizes[at] == len(line)
        if len(line) > 1 and line[-2] not in "\"'":
            assert glyphs.ends[at] == ends_sentence(line)


@given(LINES)
def test_a_long_word_has_the_same_number_in_every_line_and_in_every_case(lines: list[str]) -> None:
    glyphs = read_glyphs([*lines, "storm ferries", "FERRIES! storm"])
    first, second = (glyphs.long_words[glyphs.long_lines == len(lines) + at].tolist() for at in (0, 1))
    assert len(first) == 2
    assert first == second


def test_two_characters_count_as_a_word_where_a_script_has_no_spaces() -> None:
    assert read_glyphs(["港口星期五关闭"]).words[0] == 3.5
    assert read_glyphs(["порт закрыт"]).words[0] == 2


@settings(max_examples=50, deadline=None)
@given(LINES)
def test_every_page_is_described_in_finite_numbers(lines: list[str]) -> None:
    seen = observe(read_text("\n".join(lines)), None, None)
    assert np.isfinite(seen.rows).all()
    assert ((scores := model.score_lines(model.text_model(), seen.rows)) >= 0).all()
    assert (scores <= 1).all()


def test_a_line_of_a_long_page_has_the_odds_that_its_surroundings_give_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = observe(read_text(f"{_PROSE}\n\nMenu\n\nRead also\n\n" * 200), None, None).rows
    whole = model.score_lines(model.text_model(), rows)
    monkeypatch.setattr(model, "_MOST_LINES", 100)
    assert np.allclose(model.score_lines(model.text_model(), rows), whole, atol=1e-5)


@given(st.lists(st.tuples(st.floats(0, 1, width=32), st.integers(1, 200)), min_size=1))
def test_nothing_unlikely_is_kept_and_something_is_where_something_is_likely(
    lines: list[tuple[float, int]],
) -> None:
    scores, sizes = (np.array(column, np.float32) for column in zip(*lines, strict=True))
    kept = keep_lines(scores, sizes)
    assert all(score > 0.3 for score, keep in zip(scores, kept, strict=True) if keep)
    if scores.max() > 0.5:
        assert any(kept)


def test_of_two_stretches_the_one_that_speaks_more_for_an_article_is_taken() -> None:
    article, other = [(0.95, 40)] * 6, [(0.9, 30)] * 3
    furniture = [(0.02, 12)] * 60
    scores, sizes = (np.array(column, np.float32) for column in zip(*article, *furniture, *other, strict=True))
    assert keep_lines(scores, sizes) == [True] * 6 + [False] * 63


def test_a_copy_with_another_beginning_shares_most_fingerprints_and_another_text_none() -> None:
    text = " ".join(f"word{number}" for number in range(400))
    copy, other = f"PORT VELD (Wire) - {text}", " ".join(f"other{number}" for number in range(400))
    mine = fingerprints(text)
    assert 20 < len(mine) <= 128
    assert mine == sorted(set(mine))
    assert max(mine) < 2**53
    assert len(set(mine) & set(fingerprints(copy))) >= 0.9 * len(mine)
    assert not set(mine) & set(fingerprints(other))


def test_what_json_ld_holds_of_the_body_is_known_as_plain_text() -> None:
    page = """<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "A storm",
        "articleBody": "<p>Rain fell &amp; fell.</p>\\n <p>Then it stopped.</p>"}</script></head><body>x"""
    assert read_page(page, True).declared.body == "Rain fell & fell. Then it stopped."


def test_a_line_knows_the_nearest_element_that_says_it_holds_an_article() -> None:
    first = "<article><p>one</p><div class='entry-content'><p>two</p></div></article>"
    menu, one, two, three = read_page(f"<div>menu</div>{first}<article>three</article>", True).blocks
    assert menu.story == 0
    assert len({menu.story, one.story, two.story, three.story}) == 4
    assert (one.container, two.section) == (one.story, one.story)


@pytest.mark.parametrize("names", ["box ad", "box_ad", "ad\n\tbox", "Box-Ad"])
def test_the_words_of_a_class_count_however_they_are_parted(names: str) -> None:
    banner, loaded = read_page(f"<p class='{names}'>Buy</p><p class='loaded'>It rained.</p>", True).blocks
    assert banner.own & ADVERT
    assert not loaded.own & ADVERT


def test_a_few_short_lines_without_a_stop_are_neither_beginning_nor_end_and_many_are_a_list() -> None:
    prose = "The river rose by two metres in a night and took the old bridge with it, the mayor said."
    page = Page([Block(text) for text in ("Region", prose, prose, "Weather", *["Webcams"] * 3, prose)])
    sizes = np.array([len(block.text.split()) for block in page.blocks], np.float32)
    few = [True] * 4 + [False] * 4
    mend_lines(page, None, [0] * len(sizes), sizes, few)
    assert few == [False, True, True, False] + [False] * 4
    many = [False] + [True] * 6 + [False]
    mend_lines(page, None, [0] * len(sizes), sizes, many)
    assert many == [False] + [True] * 6 + [False]


def test_a_copy_of_the_whole_article_in_one_line_goes_and_a_long_paragraph_stays() -> None:
    parts = [f"On day {number} the river rose by two metres and took the old bridge with it." for number in range(9)]
    page = Page(
        [Block(text) for text in (*parts, " ".join(parts), " ".join(["Nobody was hurt."] * 40))], marked_up=True
    )
    sizes = np.array([len(block.text.split()) for block in page.blocks], np.float32)
    kept = [True] * len(sizes)
    mend_lines(page, None, [0] * len(sizes), sizes, kept)
    assert kept == [True] * 9 + [False, True]


def test_what_is_kept_above_the_title_of_a_marked_up_page_is_another_article() -> None:
    prose = "The river rose by two metres in a night and took the old bridge with it, the mayor said."
    page = Page([Block(text) for text in (prose, "The bridge is gone", prose, prose)], marked_up=True)
    sizes = np.array([len(block.text.split()) for block in page.blocks], np.float32)
    kept = [True, False, True, True]
    mend_lines(page, "The bridge is gone", [0] * len(sizes), sizes, kept)
    assert kept == [False, False, True, True]
    page.blocks[2:] = []
    alone = [True, False]  # the title stands at the end of the page: its article is above
    mend_lines(page, "The bridge is gone", [0, 0], sizes[:2], alone)
    assert alone == [True, False]


def test_a_heading_set_as_the_title_is_begins_another_article_and_one_inside_the_body_does_not() -> None:
    body = "<div class='entry-content'><p>{1}</p><h1>Why</h1><p>{1}</p></div>"
    story = f"<article><header><h1>{{0}}</h1></header>{body}</article>"
    prose = "The river rose by two metres in a night and took the old bridge with it, the mayor said."
    page = read_page(story.format("The bridge is gone", prose) + story.format("A dog was found", prose), True)
    kept = [False, True, True, True] * 2
    mend_lines(page, "The bridge is gone", [0] * 8, np.array([4, 17, 1, 17] * 2, np.float32), kept)
    assert kept == [False, True, True, True] + [False] * 4
