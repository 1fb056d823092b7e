"""Repairs text: mojibake, entities, control and zero-width characters, ligatures, spaces, NFC."""

import html
import re
import unicodedata

import ftfy

# Characters that need mending are rare: a search for a class of them costs a tenth of a substitution.
_COMBINING = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1fff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e\ufe20-\ufe2f"
    "\U00010a00-\U0001e94a]"
)
# Longer runs of marks are hostile: normalising them is quadratic.
_MARKS = re.compile(r"([^\w\s\x00-\x7f]{48})[^\w\s\x00-\x7f]+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BREAKS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u180e\ufeff\ufff9-\ufffb]"
)
# Joiners shape Persian, Indic and emoji; after Latin, Greek and Cyrillic they are noise.
_JOINER = re.compile("(?<![\u0530-\uffff\U00010000-\U0010ffff])[\u200c\u200d]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\u00a0\u2007\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000\u205f"
_PLAIN = _LIGATURES | dict.fromkeys(_SPACES, " ")
_UNPLAIN = re.compile("[ﬀ-ﬆ\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Pairs that UTF-8 read as Latin-1 or Windows-1252 leaves behind, and the characters that such a pair begins with.
_SUSPECT = re.compile("[ÂÃÄÅÐÑØÙÎÏâãå\x80-\x9f]")
_MOJIBAKE = re.compile("[ÂÃÄÅÐÑØÙÎÏâãå][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\x80-\x84\x86-\x9f]")
_MOJIBAKE_LINES = 1000
_MOJIBAKE_CHARS = 20_000


def repair(text: str) -> str:
    """The text as it was meant; line breaks stay, every other kind of space becomes a plain one."""
    text = _with_breaks(_SURROGATE.sub("\ufffd", text))
    if "&" in text:
        text = _unescape(text)
    if _SUSPECT.search(text) and _MOJIBAKE.search(text):
        text = _fix_encoding(text)
    text = _INVISIBLE.sub("", text)
    if text.isascii():
        return text
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub("", text)
    if _UNPLAIN.search(text):
        for odd, plain in _PLAIN.items():
            text = text.replace(odd, plain)
    if _COMBINING.search(text):
        text = _MARKS.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def _with_breaks(text: str) -> str:
    for kind in _BREAKS:
        text = text.replace(kind, "\n")
    return text


def _unescape(text: str) -> str:
    # Twice: feeds often escape what was escaped already.
    for _ in range(2):
        text, found = _ENTITY.subn(lambda match: html.unescape(match.group()), text)
        if not found:
            break
    return _SURROGATE.sub("\ufffd", _with_breaks(text))


def _fix_encoding(text: str) -> str:
    """Line by line, so that one sound line does not keep another from being mended; bounded for hostile pages."""
    lines = text.split("\n")
    budget = _MOJIBAKE_LINES
    for index, line in enumerate(lines):
        if budget and len(line) <= _MOJIBAKE_CHARS and _MOJIBAKE.search(line):
            lines[index] = _with_breaks(ftfy.fix_encoding(line)).replace("\n", " ")
            budget -= 1
    return "\n".join(lines)
