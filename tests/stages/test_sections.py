"""A page's section says what kind of article stands on it."""

import pytest

from streams.stages.sections import genre, named_section


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
