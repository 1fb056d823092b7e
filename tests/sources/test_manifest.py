"""A manifest says what is fed, in which order, with which fields; and the demo's own shows what it should."""

from pathlib import Path

import pytest

from streams.errors import Refused, UserError
from streams.records import RawArticle, parse_raw
from streams.sources.files import read_files
from streams.sources.manifest import read_manifest
from streams.sources.raw import RawRecord

DEMO = Path(__file__).parents[2] / "demo"


def _articles(records: list[RawRecord]) -> list[RawArticle]:
    articles = []
    for record in records:
        if dict(record.headers).get("content-type") == b"application/json" and record.value:
            try:
                articles.append(parse_raw(record.value))
            except Refused:
                continue
    return articles


def test_pages_become_articles_with_the_fields_beside_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("page a")
    (tmp_path / "b.html").write_text("<p>page b")
    (tmp_path / "manifest.yaml").write_text(
        "- {file: b.html, url: 'https://example.org/b', status: corrected}\n"
        "- {file: a.txt, as: text/plain, repeat: 2}\n- {tombstone: 'https://www.example.org/c'}\n"
    )
    first, second, third = read_files([tmp_path])
    assert isinstance(first, RawRecord)
    article = parse_raw(first.value or b"")
    assert (article.html, article.text, article.status) == ("<p>page b", None, "corrected")
    assert isinstance(second, RawRecord)
    assert (second.value, second.headers) == (b"page apage a", (("content-type", b"text/plain"),))
    assert isinstance(third, RawRecord)
    assert (third.key, third.value) == (b"https://example.org/c", None)


@pytest.mark.parametrize("text", ["a: b", "- 7", "- {url: x}", "- {file: nothing.txt}", "[", "- {file: ../a\0.txt}"])
def test_a_manifest_that_cannot_be_followed_is_the_users_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.yaml").write_text(text)
    with pytest.raises(UserError, match=r"manifest\.yaml"):
        list(read_manifest(tmp_path))


def test_the_demo_has_pages_of_many_sites_and_languages() -> None:
    records = list(read_manifest(DEMO))
    articles = _articles(records)
    assert len(articles) >= 60
    assert len({article.source.domain for article in articles}) >= 8
    assert any(article.html for article in articles)
    used = {record.name for record in records}
    files = {f"{path.parent.name}/{path.name}" for path in DEMO.rglob("*.*") if path.name != "manifest.yaml"}
    assert files == used - {"a tombstone"} | {"rules/demo.yaml"}  # every page is fed; the rules are the alert worker's


def test_the_demo_has_every_kind_of_bad_record() -> None:
    records = list(read_manifest(DEMO))
    assert any(record.value is None for record in records)
    assert max(len(record.value or b"") for record in records) > 2 << 20
    reasons = set()
    for record in records:
        try:
            parse_raw(record.value or b"")
        except Refused as refused:
            if dict(record.headers).get("content-type") != b"text/plain":
                reasons.add(refused.reason)
    assert {"not-json", "empty", "invalid-field", "no-identity"} <= reasons


def test_the_demo_has_newer_versions_a_correction_and_a_retraction() -> None:
    articles = _articles(list(read_manifest(DEMO)))
    versions = [article.id for article in articles if article.id]
    assert len(versions) > len(set(versions))
    assert {article.status for article in articles} == {"usable", "corrected", "canceled"}
