"""Files become raw records: each page, article and line once, in a fixed order."""

from pathlib import Path

import pytest

from streams.errors import UserError
from streams.records import parse_raw
from streams.sources.files import Skipped, read_files
from streams.sources.raw import RawRecord, key_of


def _records(*paths: Path) -> list[RawRecord]:
    return [item for item in read_files(list(paths)) if isinstance(item, RawRecord)]


def test_a_page_is_passed_on_byte_for_byte_with_its_content_type(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"Left Menu\r\n\xff")
    (tmp_path / "page.HTML").write_bytes(b"<p>x")
    html, text = _records(tmp_path)
    assert (text.value, text.headers) == (b"Left Menu\r\n\xff", (("content-type", b"text/plain"),))
    assert (html.value, html.headers) == (b"<p>x", (("content-type", b"text/html"),))


def test_each_line_of_jsonl_is_a_record_even_where_it_is_no_json(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "one"}\r\n\n  \n{broken\n{"text": "three"}')
    records = _records(tmp_path / "a.jsonl")
    assert [record.value for record in records] == [b'{"text": "one"}', b"{broken", b'{"text": "three"}']
    assert [record.name.rpartition(":")[2] for record in records] == ["1", "4", "5"]


def test_a_json_file_is_one_article_or_a_list_of_them(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text('[{"text": "one"}, {"text": "two"}]')
    (tmp_path / "one.json").write_text('{\n "text": "three"\n}')
    assert [parse_raw(record.value or b"").text for record in _records(tmp_path)] == ["one", "two", "three"]


def test_a_folder_is_read_sorted_and_what_is_no_article_is_reported(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "b/notes.docx", ".hidden/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    items = list(read_files([tmp_path]))
    assert [item.value for item in items if isinstance(item, RawRecord)] == [b"a.txt", b"b/1.txt", b"b/2.txt"]
    (skipped,) = [item for item in items if isinstance(item, Skipped)]
    assert skipped.name.endswith("notes.docx")
    assert "suffix is none of .txt" in skipped.reason


def test_a_path_that_is_not_there_is_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no file or folder"):
        _records(tmp_path / "nothing")


def test_versions_and_retractions_of_an_article_share_its_key() -> None:
    first = key_of(b'{"url": "http://www.example.org/a?utm_source=x", "text": "one"}')
    assert first == key_of(b'{"url": "https://example.org/a", "status": "canceled"}')
    assert key_of(b'{"id": "7", "source_id": "wire", "text": "one"}') == b"wire:7"
    assert key_of(b'{"text": "one"}') != key_of(b'{"text": "two"}')


@pytest.mark.parametrize("value", [b"", b"\xff", b"[1]", b'{"url": 7, "id": ["x"]}', b'{"url": "\\ud800"}'])
def test_every_value_has_a_key(value: bytes) -> None:
    assert key_of(value)
    assert key_of(value) == key_of(value)
