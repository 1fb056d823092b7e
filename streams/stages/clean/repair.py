"""Repairs text: mojibake, entities, control and zero-width characters, ligatures, spaces, NFC."""

import html
import re
import unicodedata
from functools import cache

import ftfy
import numpy as np
import numpy.typing as npt

from streams.stages.clean.characters import code_points

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
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"} | dict.fromkeys(
    "\u00a0\u2007\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000\u205f", " "
)
# Pairs that UTF-8 read as Latin-1 or Windows-1252 leaves behind.
_MOJIBAKE = re.compile("[ÂÃÄÅÐÑØÙÎÏâãå][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\x80-\x84\x86-\x9f]")
_MOJIBAKE_LINES = 1000
_MOJIBAKE_CHARS = 20_000


# What a text must hold for a repair to be worth looking for.
_BROKEN, _BREAK, _MOJI, _UNSEEN, _LIGATURE, _MARK = (1 << bit for bit in range(6))


@cache
def _symptoms() -> npt.NDArray[np.uint8]:
    table = np.zeros(0x10000, np.uint8)
    for code in range(0x10000):
        char = chr(code)
        table[code] = (
            _BROKEN * bool(_SURROGATE.match(char))
            | _BREAK * bool(_BREAKS.match(char))
            | _MOJI * (char in "ÂÃÄÅÐÑØÙÎÏâãå" or "\x80" <= char <= "\x9f")
            | _UNSEEN * bool(_INVISIBLE.match(char))
            | _LIGATURE * (char in _LIGATURES)
            | _MARK * unicodedata.category(char).startswith("M")
        )
    return table


def repair(text: str) -> str:
    """The text as it was meant; line breaks stay, every other kind of space becomes a plain one."""
    seen = _seen(text)
    if seen & _BROKEN:
        text = _SURROGATE.sub("\ufffd", text)
    if seen & _BREAK:
        text = _BREAKS.sub("\n", text)
    if "&" in text and _ENTITY.search(text):
        text = _unescape(text)
        seen = _seen(text)
    if seen & _MOJI and _MOJIBAKE.search(text):
        text = _fix_encoding(text)
        seen = _seen(text)
    if seen & _UNSEEN:
        text = _INVISIBLE.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub("", text)
    if seen & _LIGATURE:
        for char, plain in _LIGATURES.items():
            text = text.replace(char, plain)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MARKS.sub(r"\1", text) if seen & _MARK else text)
    return text


def _seen(text: str) -> int:
    if text.isascii() and text.isprintable():
        return 0
    return int(np.bitwise_or.reduce(_symptoms()[code_points(text)])) if text else 0


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
