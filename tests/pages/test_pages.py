"""Whole flattened pages through all stages: title, day, body, and the alerts of a duty officer and no others.

Every page is invented, and what is expected of it was written before the program was asked. How many may be wrong is
what was measured: the program is not right everywhere, and does not get worse unseen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.errors import Refused
from streams.records import Alert, EnrichedArticle, Place
from streams.stages.alert import Countries
from streams.stages.clean import clean, read_raw
from streams.stages.tag import mentions_of, tag

HERE = Path(__file__).parent
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Read:
    """A page, what is expected of it, and what became of it."""

    name: str
    expected: dict[str, Any]
    article: EnrichedArticle | None
    alerts: list[Alert]


def _read(name: str) -> Read:
    return _through((HERE / "flat" / f"{name}.txt").read_bytes(), name, EXPECTED[name])


def _through(page: bytes, name: str, expected: dict[str, Any]) -> Read:
    place = Place(topic="-", partition=0, offset=0, timestamp=0)
    try:
        article = tag(clean(read_raw(page, "text/plain"), place))
    except Refused:
        return Read(name, expected, None, [])
    countries = Countries(late_limit_ms=None)
    messages = [m for number, mention in enumerate(mentions_of(article)) for m in countries.apply(mention, number)]
    return Read(name, expected, article, [m for m in messages if isinstance(m, Alert)])


@pytest.fixture(scope="module")
def pages() -> list[Read]:
    return [_read(name) for name in EXPECTED]


def _title(page: Read) -> bool:
    return page.article is not None and page.article.title == page.expected["title"]


def _day(page: Read) -> bool:
    published = page.article and page.article.published
    return bool(published) and published.utc.startswith(page.expected["published"])


def _body(page: Read) -> bool:
    text = page.article.text if page.article else ""
    left = any(words in text for words in page.expected.get("without", []))
    return text.startswith(page.expected["starts"]) and text.endswith(page.expected["ends"]) and not left


def _raises(page: Read) -> bool:
    """Each expected country is raised for a right reason."""
    right = page.expected["alerts"]
    return all(any(a.country.alpha2 == code and a.event_type in right[code] for a in page.alerts) for code in right)


def _silent(page: Read) -> bool:
    """No country is raised but those expected or allowed."""
    allowed = {*page.expected.get("alerts", {}), *page.expected.get("may", [])}
    return {alert.country.alpha2 for alert in page.alerts} <= allowed


# The last 63 pages were written by somebody who had not seen the program, and asked before anything was mended by them:
# 52 titles, 48 days, 29 of 34 alerts and 24 of 29 quiet pages were right. Their times of day are those of the
# publisher's clock, which a page need not tell.
# What is asked, by which function, of pages with which key, and how many may be wrong.
QUESTIONS: list[tuple[str, Callable[[Read], bool], str, int]] = [
    ("title", _title, "title", 8),
    ("day", _day, "published", 23),
    ("body", _body, "starts", 31),
    ("alerts", _raises, "alerts", 5),
    ("no false alarm", _silent, "", 7),
]


def test_every_page_is_expected_something_of() -> None:
    assert {path.stem for path in (HERE / "flat").iterdir()} == set(EXPECTED)


def test_pages_without_an_article_are_refused_and_no_others(pages: list[Read]) -> None:
    assert {p.name for p in pages if p.article is None} == {p.name for p in pages if p.expected.get("refused")}


@pytest.mark.parametrize(("what", "right", "asks", "most"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_most_pages_come_out_as_expected(
    pages: list[Read], what: str, right: Callable[[Read], bool], asks: str, most: int
) -> None:
    asked = [page for page in pages if not asks or asks in page.expected]
    wrong = [page.name for page in asked if not right(page)]
    assert len(wrong) <= most, f"{what}: {len(wrong)} of {len(asked)} wrong: {', '.join(wrong)}"


# Asked for the first time, 6 of 40 and 1 of 20 quiet pages raised, of the alerts 15 of 20 and 9 of 10 were right.
@pytest.mark.parametrize(("name", "missed", "false"), [("first", 4, 1), ("second", 1, 1)])
def test_of_short_pages_with_the_words_of_an_alert_few_are_misread(name: str, missed: int, false: int) -> None:
    listed = yaml.safe_load((HERE / "lists" / f"{name}.yaml").read_text(encoding="utf-8"))
    read = [_through(one["page"].encode(), one["page"].splitlines()[1], {"alerts": {}, **one}) for one in listed]
    assert sum(not _raises(page) for page in read) <= missed
    assert sum(not _silent(page) for page in read) <= false
