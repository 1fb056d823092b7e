"""The same article has the same id wherever and however often it comes, and two articles never share one."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from streams.identity import article_id, canonical_url, content_hash, digest

words = st.text("ab:/?&=%#. é\x00\ud800", max_size=12)
hosts = st.sampled_from(["a.example", "www.www.a.example", "www.", "news.b.example", "xn--bcher-kva.example"])
paths = st.lists(st.sampled_from(["", "world", "a b", "c ", " ", "\u3000", "%7Ex", "é", ".."]), max_size=3).map(
    lambda parts: "/".join(parts)
)
queries = st.lists(
    st.tuples(st.sampled_from(["id", "utm_source", "p", "fbclid"]), st.text("ab&=+é", max_size=3)), max_size=3
)


@st.composite
def urls(draw: st.DrawFn) -> str:
    query = "&".join(f"{name}={value}" for name, value in draw(queries))
    return f"https://{draw(hosts)}/{draw(paths)}" + (f"?{query}" if query else "")


@settings(deadline=None)
@given(words | urls())
def test_a_canonical_url_is_its_own_canonical_url(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


@settings(deadline=None)
@given(urls(), st.sampled_from(["utm_campaign=x", "fbclid=1", "gclid=2", "UTM_Medium=m", "_ga=9"]))
def test_tracking_changes_no_identity(url: str, tracking: str) -> None:
    tracked = f"{url}{'&' if '?' in url else '?'}{tracking}"
    assert canonical_url(tracked) == canonical_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/world/1",
        "HTTPS://A.Example/world/1",
        "https://www.a.example/world/1",
        "https://www.WWW.a.example/world/1",
        "https://a.example/world/1 /",
        "https://a.example/world/1/ / \u00a0#comments",
        "https://a.example/world/1 ?utm_source=feed",
        "https://a.example:443/world/1",
        "http://a.example:80/world/1",
        "https://a.example/world/1/",
        "https://a.example/world/1#comments",
        "  https://a.example/world/1\n",
        "https://a.example/world/1?utm_source=feed&utm_medium=rss",
    ],
)
def test_forms_of_one_address_are_one_address(url: str) -> None:
    assert canonical_url(url) == "https://a.example/world/1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://a.example/1", "https://a.example/2"),
        ("https://a.example/A", "https://a.example/a"),
        ("https://a.example/?id=1", "https://a.example/?id=2"),
        ("https://a.example/", "https://b.example/"),
        ("https://a.example/", "https://a.example:8080/"),
        ("https://a.example/", "https://news.a.example/"),
    ],
)
def test_other_pages_are_other_addresses(first: str, second: str) -> None:
    assert canonical_url(first) != canonical_url(second)


def test_a_host_is_never_empty_and_a_path_neither() -> None:
    assert canonical_url("https://www./") == "https://www./"
    assert canonical_url("https://a.example/ /") == "https://a.example/"


@pytest.mark.timeout(20)
def test_an_endless_address_takes_no_endless_time() -> None:
    assert canonical_url("https://" + "www." * 250_000 + "a.example" + "/ " * 500_000) == "https://a.example/"


def test_the_order_of_a_query_names_no_other_page() -> None:
    assert canonical_url("https://a.example/?b=2&a=1") == canonical_url("https://a.example/?a=1&b=2")


@pytest.mark.parametrize(
    "url", ["", "no url", "urn:news:1", "ftp://a.example/x", "https://", "https://a:b:c/", "https://[::1"]
)
def test_what_is_no_web_address_stays_as_it_is(url: str) -> None:
    assert canonical_url(url) == url


@settings(deadline=None)
@given(st.lists(words, max_size=3), st.lists(words, max_size=3))
def test_two_lists_of_parts_never_run_together(first: list[str], second: list[str]) -> None:
    assume(first != second)
    assert digest("kind", *first) != digest("kind", *second)


@settings(deadline=None)
@given(st.lists(words, max_size=3))
def test_a_digest_is_twenty_characters_and_belongs_to_its_kind(parts: list[str]) -> None:
    assert re.fullmatch(r"[a-z2-7]{20}", digest("article", *parts))
    assert digest("article", *parts) != digest("alert", *parts)


def test_a_digest_is_the_same_in_every_process_and_release() -> None:
    assert digest("article", "url", "https://a.example/1") == "i2cwfr52j2hn6ywbmghl"


def test_the_producers_two_ids_come_before_the_address_and_the_address_before_the_text() -> None:
    assert article_id("feed", "7", "https://a.example/1", "text") == article_id("feed", "7", None, "other")
    assert article_id(None, "7", "https://a.example/1", "text") == article_id(
        "feed", None, "http://a.example/1", "other"
    )
    assert article_id(None, "7", None, "text") == article_id(None, "7", None, "other")
    assert article_id("feed", None, None, "text") == article_id(None, None, None, "text")


def test_an_id_of_one_way_is_never_an_id_of_another() -> None:
    ways = [article_id("a", "a", None, "a"), article_id(None, "a", None, "a"), article_id(None, None, "a", "a")]
    assert len({*ways, article_id(None, None, None, "a")}) == 4


def test_two_sources_may_use_the_same_id() -> None:
    assert article_id("feed one", "7", None, "") != article_id("feed two", "7", None, "")


def test_the_content_changes_with_what_is_said_and_with_the_status() -> None:
    base = content_hash("title", "text", "usable", None)
    others = [
        content_hash("other", "text", "usable", None),
        content_hash("title", "other", "usable", None),
        content_hash("title", "text", "withdrawn", None),
        content_hash("title", "text", "usable", "2026-01-01"),
        content_hash("titletext", "", "usable", None),
    ]
    assert len({base, *others}) == 6
    assert content_hash(None, "text", "usable", None) == content_hash("", "text", "usable", None)
