"""The clean stage takes the article out of a page, and survives every page."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.errors import Refused
from streams.records import CleanArticle, Place, RawArticle, Status
from streams.stages.clean import clean, explain, read_raw

HERE = Place(topic="-", partition=0, offset=1, timestamp=0)

PAGE = """ date 2022-03-04 Left Menu

Harbour of Port Veld closed after storm sinks two ferries

Port authorities in Port Veld closed the harbour on Friday after a storm sank two ferries and damaged the main pier.

Reuters | Port Veld | Updated: 04-03-2022 18:10 IST | Created: 04-03-2022 17:45 IST
Harbour of Port Veld closed after storm sinks two ferries
  • Country:
  • Norway

Port authorities in Port Veld closed the harbour on Friday after a storm sank two ferries and damaged the main pier. \
Nobody was hurt, the coast guard said, because both ships lay empty at their moorings for the night.

The storm came from the north and reached wind speeds of more than 140 kilometres an hour, the weather service said. \
It warned that a second one was likely to follow by Sunday, and asked people to stay away from the shore.

"We will not open the harbour before we have looked at every wall of it," the harbour master told reporters.

(This story has not been edited by our staff and is auto-generated from a syndicated feed.)

TRENDING

1
Two cricketers fined for late arrival at training

Two cricketers fined for late arr...

 India

Latest News

Email: desk@example.org
Phone: +91-130-0000000

Disclaimer | Terms of use | Privacy Policy

© Copyright 2022"""


def test_the_page_of_a_syndicated_feed_comes_out_as_its_article() -> None:
    article = clean(RawArticle(text=PAGE), HERE)
    assert article.title == "Harbour of Port Veld closed after storm sinks two ferries"
    assert article.text.startswith("Port authorities in Port Veld closed the harbour")
    assert article.text.endswith("the harbour master told reporters.")
    assert article.text.count("\n\n") == 2
    assert article.dateline is not None
    assert (article.dateline.place, article.agency) == ("Port Veld", "Reuters")
    assert article.page.country == ["Norway"]
    assert article.language.code == "en"


def test_an_ambiguous_zone_and_day_are_read_by_what_the_page_says_of_its_home() -> None:
    article = clean(RawArticle(text=PAGE), HERE)
    assert article.published is not None
    assert article.modified is not None
    assert (article.published.utc, article.published.zone_known) == ("2022-03-04T12:15:00Z", True)
    assert article.modified.utc == "2022-03-04T12:40:00Z"


def test_every_line_is_explained_in_order() -> None:
    lines = explain(RawArticle(text=PAGE), HERE)
    assert "TRENDING" in [line.text for line in lines if not line.kept and line.reason == "trending"]
    assert "\n\n".join(line.text for line in lines if line.kept) == clean(RawArticle(text=PAGE), HERE).text


def test_a_flash_of_one_sentence_is_an_article() -> None:
    flash = "Officials said on Monday that a bridge over the river fell and cut off two villages."
    assert clean(RawArticle(text=flash), HERE).text == flash


def test_a_retraction_needs_no_text() -> None:
    for value in (
        b'{"id":"x","source_id":"y","status":"canceled"}',
        b'{"id":"x","source_id":"y","status":"withdrawn","text":""}',
        b'{"id":"x","source_id":"y","status":"canceled","html":"<p> </p>"}',
    ):
        raw = read_raw(value, None)
        assert clean(raw, HERE).text == ""
        assert explain(raw, HERE) == []


def test_a_tombstone_a_foreign_type_and_an_oversized_value_are_refused() -> None:
    for value, kind, reason in (
        (None, None, "tombstone"),
        (b"x", "image/png", "unknown-content-type"),
        (b"x" * (2 * 1024 * 1024 + 1), "text/plain", "too-large"),
        (b"\xff\xfe", "text/plain", "not-utf8"),
        (b" ", "text/html; charset=UTF-8", "empty"),
    ):
        with pytest.raises(Refused) as refused:
            read_raw(value, kind)
        assert refused.value.reason == reason


@pytest.mark.parametrize(
    "page",
    [
        "\x00" * 1000,
        "<div>" * 100_000 + "x",
        "<time datetime=99999-01-01>",
        "<b>" * 50_000,
        "<!--" * 9000,
        "&#x0;",
        "\ud800",
        "Ã©Ã\n" * 300_000,
        "<p>a" * 400_000,
    ],
)
def test_a_hostile_page_ends_as_an_article_or_as_a_named_refusal(page: str) -> None:
    for raw in (RawArticle(html=page), RawArticle(text=page)):
        assert _outcome(raw) in {"article", "empty", "no-article"}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.booleans(), st.sampled_from(["usable", "canceled"]))
def test_any_text_gives_the_same_result_twice_or_a_named_refusal(page: str, marked_up: bool, status: Status) -> None:
    raw = replace(RawArticle(html=page) if marked_up else RawArticle(text=page), status=status)
    first = _outcome(raw)
    assert first in {"article", "empty", "no-article"}
    if first == "article":
        assert clean(raw, HERE) == clean(raw, HERE)


def test_of_a_page_longer_than_any_article_the_beginning_is_read_and_the_record_says_so() -> None:
    line = "The harbour master said on Monday that it was so."
    for raw in (RawArticle(text=f"{line}\n\n" * 30_000), RawArticle(html=f"<p>{line}" * 30_000)):
        article = clean(raw, HERE)
        assert article.truncated
        assert article.text.startswith(line)


def _outcome(raw: RawArticle) -> str:
    try:
        clean(raw, HERE)
    except Refused as refused:
        return refused.reason
    return "article"


_SUNK = (
    "Two ferries sank off Port Veld on Friday and nobody was hurt, the coast guard said on Sunday evening.\n"
    "Divers looked for the log of the second ship, which had left the harbour an hour late because of fog.\n"
    "The owner, who has six more of them, said that he would wait for the report of the harbour master."
)


def _plain(text: str) -> CleanArticle:
    return clean(RawArticle(text=text, url="https://veld.example/ferries"), HERE)


def test_an_article_does_not_begin_with_the_line_that_tells_its_date() -> None:
    article = _plain(f"City Journal\nCulture & History\nTwo ferries sink off Port Veld\nNov. 21, 2026\n{_SUNK}")
    assert article.text.startswith("Two ferries sank off Port Veld on Friday")
    assert article.published is not None
    assert article.published.utc == "2026-11-21T00:00:00Z"


def test_a_page_whose_only_furniture_are_the_names_above_its_title_loses_them() -> None:
    article = _plain(f"Veld Courier\nShipping\nTwo ferries sink off Port Veld\n{_SUNK}")
    assert article.title == "Two ferries sink off Port Veld"
    assert article.text == _SUNK.replace("\n", "\n\n")


def test_a_text_that_is_an_article_comes_out_as_it_went_in_with_its_short_lines() -> None:
    text = f"{_SUNK}\nThe ships\nMaria of Veld\nSanta Rosa"
    assert _plain(text).text == text.replace("\n", "\n\n")
