"""Short pages made of long ones: their article is the long one's, in some script, and their name draws them."""

import pytest

from evaluation.training.short_pages import in_script, short_page
from streams.stages.clean.page import Block, Page

PARAGRAPHS = [f"The {word} bridge was closed on Monday. It opens again in spring." for word in ("old", "new", "long")]
LINES = [
    "Home",
    "Our town",
    "Why nobody wanted the bridge",
    *PARAGRAPHS,
    "Related",
    "Ten walks along the river",
    "About us",
]
PAGE = Page([Block(line) for line in LINES])
LABELS = [float(line in PARAGRAPHS) for line in LINES]
OTHER = ["A dog was found."]


def test_the_same_name_draws_the_same_page_and_other_names_draw_others() -> None:
    pages = [short_page(PAGE, LABELS, name, OTHER) for name in ("a", "a", "b", "c")]
    assert pages[0] == pages[1]
    assert len({str(page) for page in pages}) == 3


@pytest.mark.parametrize("number", range(40))
def test_the_lines_marked_as_the_article_are_in_its_order_and_no_other_line_is(number: int) -> None:
    made = short_page(PAGE, LABELS, str(number), OTHER)
    assert made is not None
    page, labels = made
    assert len(page.blocks) == len(labels)
    assert all(block.text.strip() for block in page.blocks)
    assert 1 <= sum(labels) <= len(PARAGRAPHS)


def test_a_page_with_hardly_any_article_makes_none() -> None:
    assert short_page(PAGE, [0.0] * len(LINES), "a", OTHER) is None


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("French", "Él y ella, 12."),
        ("Russian", "Ел ы елла, 12."),
        ("Hindi", "एल य एललअ, 12।"),
    ],
)
def test_a_script_is_put_on_letter_by_letter_and_marks_are_its_own(language: str, expected: str) -> None:
    assert in_script("Él y ella, 12.", language) == expected


def test_words_of_a_script_without_spaces_are_the_same_wherever_they_stand() -> None:
    one, two = in_script("Bridge closed, again.", "Chinese"), in_script("again closed bridge", "Chinese")
    assert " " not in one + two
    assert one.endswith("。")
    assert set(one) - set("，。") == set(two)
