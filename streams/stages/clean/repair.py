"""Repairs text: mojibake, entities, control and zero-width characters, ligatures, spaces, NFC."""

import html
import re
import unicodedata

import ftfy

# Longer runs of marks are hostile: normalising them is quadratic.
_MARKS = re.compile(r"([^\w\s\x00-\x7f]{48})[^\w\s\x00-\x7f]+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u180e\ufeff\ufff9-\ufffb]"
)
# Joiners shape Persian, Indic and emoji; after Latin, Greek and Cyrillic they are noise.
_JOINER = re.compile("(?<![\u0530-\uffff\U00010000-\U0010ffff])[\u200c\u200d]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\u00a0\u2007\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000\u205f", " ")
)
_HAS_LIGATURE = re.compile("[ﬀ-ﬆ\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Pairs that UTF-8 read as Latin-1 or Windows-1252 leaves behind.
_MOJIBAKE = re.compile("[ÂÃÄÅÐÑØÙÎÏâãå][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\x80-\x84\x86-\x9f]")
_MOJIBAKE_LINES = 1000
_MOJIBAKE_CHARS = 20_000


def repair(text: str) -> str:
    """The text as it was meant; line breaks stay, every other kind of space becomes a plain one."""
    text = _SURROGATE.sub("\ufffd", text)
    text = _BREAKS.sub("\n", text)
    if "&" in text:
        text = _unescape(text)
    if _MOJIBAKE.search(text):
        text = _fix_encoding(text)
    text = _INVISIBLE.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub("", text)
    if _HAS_LIGATURE.search(text):
        text = text.translate(_LIGATURES)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MARKS.sub(r"\1", text))
    return text


def _unescape(text: str) -> str:
    # Twice: feeds often escape what was escaped already.
    for _ in range(2):
        text, found = _ENTITY.subn(lambda match: html.unescape(match.group()), text)
        if not found:
            break
    return _SURROGATE.sub("\ufffd", _BREAKS.sub("\n", text))


def _fix_encoding(text: str) -> str:
    """Line by line, so that one sound line does not keep another from being mended; bounded for hostile pages."""
    lines = text.split("\n")
    budget = _MOJIBAKE_LINES
    for index, line in enumerate(lines):
        if budget and len(line) <= _MOJIBAKE_CHARS and _MOJIBAKE.search(line):
            lines[index] = _BREAKS.sub(" ", ftfy.fix_encoding(line))
            budget -= 1
    return "\n".join(lines)
