"""A page's section says what kind of article stands on it."""

import pytest

from streams.stages.sections import dated_section, genre, named_section, paid_label


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Opinion", "Opinion"),
        ("OPINION", "OPINION"),
        ("Home > Comment > Letters", "Letters"),
        ("The Harbour Times | Sport", "Sport"),
        ("Спорт", "Спорт"),
        ("World | Politics | Sport", None),
        ("Politics", None),
        ("Opinion polls close in Peru", None),
    ],
)
def test_a_section_is_named_alone_or_at_the_end_of_a_path(line, section):
    assert named_section(line) == section


def test_an_address_names_the_kind_of_page_by_its_folders_alone():
    assert genre(None, "https://news.example/2026/opinion/the-flood")[0] == "opinion"
    assert genre(None, "https://news.example/world/opinion") is None
    assert genre("Film", "https://news.example/world/x")[0] == "culture"
    assert genre(None, None) is None


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Tennis 9:15 PM ET, Sun 3 May 2026", "Tennis"),
        ("Opinion | 3 May 2026", "Opinion"),
        ("Sport", None),
        ("Golf course flooded on 3 May", None),
        ("3 May 2026", None),
    ],
)
def test_a_section_may_stand_before_a_day(line, section):
    assert dated_section(line) == section


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Paid post by Acme Roofs", None),
        ("By Acme Roofs | Sponsored content | May 2026", "Sponsored content"),
        ("ADVERTORIAL", "ADVERTORIAL"),
        ("На правах рекламы", "На правах рекламы"),
        ("Advertisement", None),
        ("Sport", None),
    ],
)
def test_an_article_that_was_paid_for_says_so(line, label):
    assert paid_label(line) == label


def test_the_label_of_a_place_for_advertisements_is_no_section():
    assert named_section("Advertisement") is None
