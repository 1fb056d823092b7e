"""Time grows no faster than the page, and memory stays flat, whatever the page."""

import gc
import time
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.errors import Refused
from streams.records import CleanArticle, Place, RawArticle, dump, parse
from streams.stages.clean import clean, read_raw

HERE = Place(topic="-", partition=0, offset=1, timestamp=0)
SMALL, LARGE = 2**19, 2**21 - 2**10  # characters; a record holds 2 MiB
LINE = "The harbour master said on Monday that it was so, and nobody was hurt.\n"

TEXTS = {
    "one line": lambda size: "word " * (size // 5),
    "one word": lambda size: "a" * size,
    "prose": lambda size: LINE * (size // len(LINE)),
    "a line for every four characters": lambda size: "ab,\n" * (size // 4),
    "brackets": lambda size: "([{" * (size // 3),
    "bylines": lambda size: "By Jane Doe and John Roe\n" * (size // 25),
    "dates": lambda size: "Updated: 04-03-2022 18:10 IST, 4 March 2022\n" * (size // 44),
    "trending lists": lambda size: "TRENDING\n1\nRead also: it is so\n" * (size // 32),
    "different words": lambda size: " ".join(f"word{number}x" for number in range(size // 12)),
    "Chinese": lambda size: "港口星期五关闭。" * (size // 8),
    "marks": lambda size: "e\u0301\u0327" * (size // 3),
    "mojibake": lambda size: "Ã©Ã¨ " * (size // 5),
    "entities": lambda size: "&amp;amp;" * (size // 9),
    "blank lines": lambda size: "\n" * size,
    "questions": lambda size: "Who? Why?\n\n" * (size // 11),
}
MARKUP = {
    "nested tags": lambda size: "<div>" * (size // 5) + "x",
    "nested inline tags": lambda size: "<b>" * (size // 3) + "x",
    "nested lists": lambda size: "<ul><li>x" * (size // 9),
    "tables with absurd spans": lambda size: "<table><tr><td rowspan=9999999 colspan=9999999>x" * (size // 48),
    "paragraphs": lambda size: f"<p>{LINE}" * (size // (len(LINE) + 3)),
    "short paragraphs": lambda size: "<p>a" * (size // 4),
    "attributes": lambda size: f"<p class='{'related ' * (size // 8)}'>x</p>",
    "many attributes": lambda size: "<p " + "a=b " * (size // 4) + ">x",
    "comments": lambda size: "<!--" * (size // 4),
    "links": lambda size: "<a href='/'>x" * (size // 13),
    "meta tags": lambda size: "<meta name=author content='Jane Doe'>" * (size // 37),
    "JSON-LD": lambda size: f"<script type='application/ld+json'>{'[' * size}</script>",
}


def _seconds(raw: RawArticle) -> float:
    before = time.process_time()
    with suppress(Refused):
        clean(raw, HERE)
    return time.process_time() - before


@pytest.mark.parametrize("form", [f"text: {name}" for name in TEXTS] + [f"html: {name}" for name in MARKUP])
def test_four_times_the_page_takes_no_more_than_some_four_times_the_time(form: str) -> None:
    kind, _, name = form.partition(": ")
    small, large = ((TEXTS if kind == "text" else MARKUP)[name](size) for size in (SMALL, LARGE))
    raws = [RawArticle(text=page) if kind == "text" else RawArticle(html=page) for page in (small, large)]
    took = [min(_seconds(raw) for _ in range(2)) for raw in raws]
    # Twice what is linear, since other work disturbs the clock; quadratic would be four times.
    assert took[1] <= 8 * max(took[0], 0.05)
    assert took[1] < 5


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "text/plain", "text/html", "application/json; charset=utf-8"]))
def test_any_bytes_end_as_an_article_or_as_a_named_refusal(value: bytes, content_type: str | None) -> None:
    with suppress(Refused):
        article = clean(read_raw(value, content_type), HERE)
        assert parse(dump(article), CleanArticle) == article


_PARTS = [
    *("<p>", "</p>", "<div class='related'>", "</div>", "<a href='/'>", "</a>", "<script>", "<br>", "<h1>", "<!--"),
    *("<table><td colspan=999999999>", "<time datetime='", "<meta name='author' content='", "'>", "<![CDATA[", "&#0;"),
    *("&amp;#10;", "A storm sank two ferries on Monday. "),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PARTS) | st.text(max_size=20), max_size=30).map("".join))
def test_any_markup_gives_the_same_result_twice(page: str) -> None:
    def outcome() -> object:
        try:
            return clean(RawArticle(html=page), HERE)
        except Refused as refused:
            return refused.reason

    assert outcome() == outcome()


def test_memory_stays_flat_over_two_thousand_pages() -> None:
    def page(number: int) -> RawArticle:
        words = " ".join(f"w{number}x{word}" for word in range(40))
        if number % 2:
            return RawArticle(text=f"{LINE}{words}\n\n{LINE}")
        return RawArticle(html=f"<div class='c{number}'><p>{LINE}</p><p id='i{number}'>{words}</p></div>")

    for number in range(300):
        _seconds(page(number))
    gc.collect()
    tracemalloc.start()  # counts what is held from here on
    try:
        for number in range(300, 2300):
            _seconds(page(number))
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] < 300_000
    finally:
        tracemalloc.stop()
