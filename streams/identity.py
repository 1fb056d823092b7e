"""Who is who: article ids, content hashes, alert ids. Deterministic, so that a repeat is seen to be one.

All ids are lower-case base32 of a BLAKE2b digest (100 bits: no collision to be expected below 10^13 articles). Each
kind has its own prefix in the hashed bytes, so that equal inputs of two kinds never give the same id.
"""

import re
from base64 import b32encode
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = frozenset(
    "fbclid gclid dclid msclkid yclid igshid mc_cid mc_eid cmpid ns_campaign ns_mchannel ns_source ref_src ocid ito "
    "smid sref xtor wt_mc guccounter guce_referrer guce_referrer_sig _ga spm".split()
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"\A(?:www\.)+(?=.)")
# A slash and white space may alternate, and the last white space of an address is never part of it.
_PATH_END = "/" + "".join(character for character in map(chr, range(0x3001)) if character.isspace())


def digest(kind: str, *parts: str) -> str:
    """20 characters of base32 over the parts, each with its length before it, so that no two lists run together."""
    state = blake2b(digest_size=13, person=kind.encode()[:16])
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return b32encode(state.digest()).decode("ascii").lower()[:20]


def article_id(source_id: str | None, own_id: str | None, url: str | None, text: str) -> str:
    """The producer's own ids where it gives both, else the canonical address, else the repaired text."""
    if source_id and own_id:
        return digest("article", "own", source_id, own_id)
    if url:
        return digest("article", "url", canonical_url(url))
    if own_id:
        return digest("article", "id", own_id)
    return digest("article", "text", text)


def content_hash(title: str | None, text: str, status: str, modified: str | None) -> str:
    """What changes when an article says something new."""
    return digest("content", title or "", text, status, modified or "")


def canonical_url(url: str) -> str:
    """The address without what does not choose the page: scheme's case, default port, fragment, tracking parameters.

    http and https count as the same page, and so do a host with and without `www.`, however often. What is no URL
    comes back stripped.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if not host or parts.scheme.lower() not in _DEFAULT_PORTS:
        return url
    host = _WWW.sub("", host.lower())
    if port and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in _TRACKING and not name.lower().startswith("utm_")
    ]
    return urlunsplit(("https", host, parts.path.rstrip(_PATH_END) or "/", urlencode(sorted(query)), ""))
