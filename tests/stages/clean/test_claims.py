"""The section of a flat page is what stands at its title; a menu far above says nothing."""

import pytest

from streams.records import Place, RawArticle
from streams.stages.clean import clean
from tests.stages.clean.pages_help import BODY, TITLE

HERE = Place(topic="-", partition=0, offset=1, timestamp=0)
MENU = (
    "Home\nWorld\nSponsored content\nPolitics\nBusiness\nSport\nCulture\nScience\nHealth\nTravel\nVideo\nPodcasts\n"
    "Weather\nJobs\nContact\nNewsletters"
)
FOOT = "Share\nSubscribe to our newsletter\nPrivacy policy"


def section_of(head: str, title: str | None = None) -> str | None:
    return clean(RawArticle(text=f"{head}\n\n{BODY}\n\n{FOOT}", title=title), HERE).page.section


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (f"The Veld Courier\nOpinion\n{TITLE}\nBy Jane Doe", "Opinion"),
        (f"{MENU}\nTennis 9:15 PM ET, Sun 3 May 2026\n{TITLE}\nBy Jane Doe", "Tennis"),
        (f"{MENU}\n{TITLE}\nBy Acme Roofs | Sponsored content\n8 July 2021", "Sponsored content"),
        (f"{TITLE}\nSponsored content", "Sponsored content"),
        (f"{MENU}\nOpinion\n{TITLE}\nBy Jane Doe", None),
    ],
)
def test_a_section_is_read_at_the_title(head: str, section: str | None) -> None:
    assert section_of(head) == section


def test_a_menu_does_not_say_who_paid_for_an_article_whose_title_the_page_lacks() -> None:
    assert section_of(MENU, title="Two ferries lost") is None
