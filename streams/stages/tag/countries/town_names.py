"""Names of towns in a text: up to four words that begin with a capital, looked up by hash, all of them at once."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from streams.stages.tag.countries.gazetteer import Gazetteer, Town

CONNECTORS = frozenset("of the de la le les del da do dos das di du el al upon on sur am an der den y".split())
LONGEST = 4  # words
SHORT_WORDS = frozenset({"st", "la", "el", "le", "al", "ho", "xi"})
_LETTERS = r"[^\W\d_]"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ɏ]"
# The look-behind stands after the capital: what begins with a set of letters is searched for many times faster.
_RUN = re.compile(
    rf"{_CAPITAL}(?<!{_LETTERS}.){_LETTERS}*"
    rf"(?:[ \-'’.‑]{{1,2}}(?:{_CAPITAL}{_LETTERS}*|(?:{'|'.join(sorted(CONNECTORS))})(?!{_LETTERS})))*"
)
_WORD = re.compile(rf"{_LETTERS}+")


def named_towns(text: str, words: Gazetteer) -> Iterator[tuple[int, int, tuple[Town, ...]]]:
    """Start and end of each name that towns have, with the towns; names overlap, and are not in order."""
    runs: dict[str, list[int]] = defaultdict(list)  # a name is often there several times
    for match in _RUN.finditer(text):
        runs[match.group()].append(match.start())
    names = [(run, *name) for run in runs for name in _parts(run, words.likely_town)]
    towns = words.find_towns({value for *_, value in names})
    is_word: dict[str, bool] = {}
    for run, start, end, key, value in names:
        if value not in towns or key in words.not_towns:
            continue
        if key not in is_word:
            is_word[key] = " " not in key and _is_written_small(text, key)
        if not is_word[key]:
            for at in runs[run]:
                yield at + start, at + end, towns[value]


def _parts(run: str, likely: Callable[[str], int]) -> list[tuple[int, int, str, int]]:
    """What may be a town in a run of words: start, end, the words in lower case with their accents, and their hash."""
    if run.isalpha():
        key = run.lower()
        short = len(run) < 3 and key not in SHORT_WORDS
        value = 0 if short or not run[0].isupper() else likely(key)
        return [(0, len(run), key, value)] if value else []
    found = []
    words = [(*word.span(), word.group()) for word in _WORD.finditer(run)]
    for number, (start, end, word) in enumerate(words):
        key = word.lower()
        if not word[0].isupper() or (end - start < 3 and key not in SHORT_WORDS):
            continue
        if value := likely(key):
            found.append((start, end, key, value))
        for _, last, further in words[number + 1 : number + LONGEST]:
            key = f"{key} {further.lower()}"
            if further[0].isupper():
                if value := likely(key):
                    found.append((start, last, key, value))
            elif further not in CONNECTORS:
                break
    return found


def _is_written_small(text: str, word: str) -> bool:
    """Whether the text has this word in small letters as well: then it is a word."""
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalpha() and not text[at + len(word) : at + len(word) + 1].isalpha():
            return True
        at = text.find(word, at + 1)
    return False
