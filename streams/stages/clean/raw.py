"""Reads the value of a raw record: a JSON object, or the bare text or page."""

from streams.errors import Refused
from streams.records import RawArticle, parse_raw

MOST_BYTES = 2 * 1024 * 1024


def read_raw(value: bytes | None, content_type: str | None) -> RawArticle:
    """The raw article of a record. Raises Refused."""
    if value is None:
        raise Refused("tombstone", "the record has no value")
    if len(value) > MOST_BYTES:
        raise Refused("too-large", f"{len(value)} bytes, the limit is {MOST_BYTES}")
    kind, charset = _content_type(content_type)
    if kind == "application/json":
        return parse_raw(value)
    if kind not in {"text/plain", "text/html"}:
        raise Refused("unknown-content-type", f"content-type is {kind[:80]!r}, not JSON, text/plain or text/html")
    if charset not in {"", "utf-8", "utf8", "us-ascii"}:
        raise Refused("unknown-content-type", f"charset is {charset[:40]!r}, not utf-8")
    try:
        page = value.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not-utf8", f"byte {error.start} is not UTF-8: {error.reason}") from error
    if not page.strip():
        raise Refused("empty", "the value is empty")
    return RawArticle(html=page) if kind == "text/html" else RawArticle(text=page)


def _content_type(header: str | None) -> tuple[str, str]:
    kind, _, parameters = (header or "application/json").partition(";")
    charset = ""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'").lower()
    return kind.strip().lower(), charset
