"""A record for a raw topic, before it is sent, and its key."""

from dataclasses import dataclass
from hashlib import blake2b

from streams.errors import Refused
from streams.identity import canonical_url
from streams.records import load


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One record for a raw topic."""

    name: str  # where it came from, for people
    key: bytes
    value: bytes | None  # None is a tombstone
    headers: tuple[tuple[str, bytes], ...] = ()


def key_of(value: bytes) -> bytes:
    """The record's key: url, else id, else a hash; versions and retractions of an article so keep their order."""
    try:
        article = load(value)
    except Refused:
        return content_key(value)
    if isinstance(article, dict):
        url, own = article.get("url"), article.get("id")
        if isinstance(url, str) and url.strip():
            return _utf8(canonical_url(url))
        if isinstance(own, str) and own:
            return _utf8(f"{article.get('source_id') or ''}:{own}")
    return content_key(value)


def content_key(value: bytes) -> bytes:
    """The key of a record that says nothing about itself."""
    return blake2b(value, digest_size=12).hexdigest().encode()


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")
