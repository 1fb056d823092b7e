"""Finds the phrases of page furniture (share, related, newsletter, legal …) in the lines of a page, in 17 languages."""

from bisect import bisect_right
from functools import cache
from importlib.resources import files
from itertools import accumulate

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

KINDS = (
    "share", "comment", "related", "trending", "newsletter", "legal", "disclaimer", "caption", "advert", "navigation",
    "author", "credits", "dates", "byline", "consent", "paywall", "error", "contact", "tags",
)  # fmt: skip
_HEAD_CHARS = 240  # where a phrase may stand in a line; a long paragraph that mentions one deep inside is prose
_ANYWHERE, _START, _WHOLE = 0, 1, 2
MENU_WORDS, MENU_SHARE = 4, 0.75
NAVIGATION = 1 << KINDS.index("navigation")


@cache
def menu_words() -> frozenset[str]:
    """The items of menus that are one word."""
    text = files("streams.data").joinpath("furniture.txt").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines())
    listed = (phrase for kind, _, phrases in rows if kind == "navigation" for phrase in phrases.split("|"))
    return frozenset(phrase[1:] for phrase in listed if phrase.startswith("=") and " " not in phrase)


@cache
def _automaton() -> tuple[AhoCorasick, list[tuple[int, int]]]:
    phrases: dict[str, tuple[int, int]] = {}
    text = files("streams.data").joinpath("furniture.txt").read_text("utf-8")
    for line in text.splitlines():
        kind, tab, listed = line.partition("\t")
        if not tab:
            continue
        for phrase in listed.split("|"):
            if not phrase:
                continue
            form = _WHOLE if phrase[0] == "=" else _START if phrase[0] == "^" else _ANYWHERE
            bare = phrase if form == _ANYWHERE else phrase[1:]
            pattern = bare if form == _ANYWHERE else f"\n{bare}\n" if form == _WHOLE else f"\n{bare}"
            phrases.setdefault(pattern, (1 << KINDS.index(kind), form))
    # The table of a DFA is so large that each page finds it cold.
    automaton = AhoCorasick(list(phrases), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
    return automaton, list(phrases.values())


def furniture_bits(lines: list[str]) -> npt.NDArray[np.int64]:
    """For each line, given in lower case, one bit for each kind whose phrases stand in it."""
    heads = [line[:_HEAD_CHARS].lstrip("•*+-–—·>»▶►| ").rstrip(": ") for line in lines]
    # Whole-line phrases need a break of their own on both sides.
    text = "\n" + "\n\n".join(heads) + "\n"
    automaton, phrases = _automaton()
    ends = list(accumulate(len(head) + 2 for head in heads))
    bits = [0] * len(heads)
    for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        bit, form = phrases[number]
        if form == _WHOLE or _bounded(text, start if form == _ANYWHERE else start + 1, end):
            bits[bisect_right(ends, start)] |= bit
    return np.array(bits)


def is_menu(line: str) -> bool:
    """Whether three words of four, of a line in lower case, are items of menus."""
    known = sum(map(menu_words().__contains__, words := line.split()))
    return len(words) >= MENU_WORDS and known >= MENU_SHARE * len(words)


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether the match is made of whole words (in scripts without spaces every character is one)."""
    before, first, last, after = text[start - 1], text[start], text[end - 1], text[end : end + 1]
    if before.isalnum() and first.isalnum() and first < "\u0e00":
        return False
    return not (last.isalnum() and after.isalnum() and last < "\u0e00")
