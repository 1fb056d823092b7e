"""One spelling for matching: case, accents and separators folded; the builder and the matcher use the same rules."""

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\u0300-\u036f]")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
# One letter for those that writers of Arabic and Persian put for each other.
_ARABIC_LETTERS = str.maketrans("أإآٱىیکةۀ", "اااايي\u0643هه")


def lower(text: str) -> str:
    """Lower case with every character in its place (some, as İ, would become two); Arabic letters without variants."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.translate(_ARABIC_LETTERS) if not low.isascii() and _ARABIC.search(low) else low


def fold_word(word: str) -> str:
    """A word in lower case without accents: Bogotá and BOGOTA are one."""
    if word.isascii():
        return word.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", word.lower()))


def fold_name(name: str) -> str:
    """A name as its folded words with single blanks: St. Louis is `st louis`, Port-au-Prince `port au prince`."""
    return " ".join(fold_word(word) for word in WORD.findall(name))


def plain_name(name: str) -> str:
    """A name as its words in lower case with single blanks, accents and all."""
    return " ".join(word.lower() for word in WORD.findall(name))


def is_spaceless(char: str) -> bool:
    """Whether the script of this character writes words without spaces between them (Han, Kana, Thai, Lao, Khmer …)."""
    return (
        "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\u0e00" <= char <= "\u0eff"
        or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff"
    )
