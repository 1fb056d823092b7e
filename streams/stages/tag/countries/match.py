"""Find every place in a text where a country might be named; which country it is, is decided later."""

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import xxhash

from streams.stages.tag.countries.folding import WORD, fold_word, is_spaceless, lower
from streams.stages.tag.countries.gazetteer import Form, Gazetteer, Reading, Town

# How much ending a stem may take, by language; agglutinating languages take more.
LONGEST_ENDING = {"en": 5, "fi": 8, "hu": 7, "tr": 8, "ko": 5, "et": 6, "am": 5, "so": 6}
ENGLISH_ENDINGS = frozenset({"", "s", "man", "men", "woman", "women", "er", "ers", "i", "is", "n"})
ARABIC_PREFIXES = frozenset("و ب ل ف ك ال وال بال لل فال كال ول وب".split())
AMHARIC_PREFIXES = frozenset("የ በ ከ ለ ስለ እና የነ ወደ እንደ በየ".split())
HEBREW_PREFIXES = frozenset("ב ל מ ה ו ש כ וה וב ול שב מה".split())
_PREFIXES = ARABIC_PREFIXES | AMHARIC_PREFIXES | HEBREW_PREFIXES
CONNECTORS = frozenset("of the de la le les del da do dos das di du el al upon on sur am an der den y".split())
KIND_ORDER = ("block", "media", "name", "capital", "metonym", "demonym", "region", "institution", "town", "city")
_SEPARATOR = re.compile(r"[ \-'’.‑]{1,2}")


class Hit(NamedTuple):
    """A stretch of text with what it might mean."""

    start: int
    end: int
    text: str
    kind: str  # the best of KIND_ORDER
    readings: tuple[Reading, ...]
    towns: tuple[Town, ...] = ()


@lru_cache(maxsize=4)  # the tagger of names asks for the same text again
def find_hits(text: str, language: str, words: Gazetteer) -> list[Hit]:
    """All candidates in order of the text; of those that overlap the longest, of those alike the best kind."""
    shouting = _is_shouting(text)
    hits = [*_listed(text, language, words, shouting), *_towns(text, words)]
    hits.sort(key=lambda hit: (hit.start, -hit.end, KIND_ORDER.index(hit.kind)))
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif (hit.start, hit.end) == (kept[-1].start, kept[-1].end):
            last = kept[-1]
            kept[-1] = last._replace(readings=last.readings + hit.readings, towns=last.towns or hit.towns)
        elif hit.end > kept[-1].end and hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return kept


def _is_shouting(text: str) -> bool:
    """Whether the text is in capitals throughout, so that case says nothing."""
    sample = text[:2000]
    return sum(map(str.isupper, sample)) > 2 * sum(map(str.islower, sample))


def _listed(text: str, language: str, words: Gazetteer, shouting: bool) -> list[Hit]:
    """Country words, demonyms, regions, institutions, media and blocks, by the automaton."""
    low = lower(text.replace("’", "'"))
    found = []
    for pattern, start, end in words.automaton.find_matches_as_indexes(low, overlapping=True):
        if not _starts_word(low, start):
            continue
        for number in words.by_pattern[pattern]:
            form = words.forms[number]
            stop = _ending(low, end, form, language)
            if stop is None or not _case_fits(text[start:end], form, shouting) or text[stop : stop + 1] == "$":
                continue
            readings = tuple(item for item in form.readings if _language_fits(item, language, form.text))
            if readings:
                kind = min((item.kind for item in readings), key=KIND_ORDER.index)
                found.append(Hit(start, stop, text[start:stop], kind, readings))
    return found


def _starts_word(low: str, start: int) -> bool:
    char = low[start]
    if start == 0 or is_spaceless(char):
        return True
    before = low[start - 1]
    if not (before.isalnum() or before == "_"):
        return True
    if char < "\u0590" or "\uac00" <= char <= "\ud7af":
        return False
    begin = start
    while begin > 0 and start - begin < 4 and low[begin - 1].isalpha():
        begin -= 1
    return low[begin:start] in _PREFIXES


def _ending(low: str, end: int, form: Form, language: str) -> int | None:
    """Where the word ends, or None where it goes on in a way that this form does not."""
    if is_spaceless(form.text[-1]):
        return None if _inside_katakana(low, end, form.text) else end
    stop = end
    while stop < len(low) and stop - end < 12 and (low[stop].isalpha() or "\u0900" <= low[stop] <= "\u0963"):
        stop += 1
    rest = low[end:stop]
    if not rest:
        return end
    if "\uac00" <= form.text[-1] <= "\ud7af":
        return end if len(rest) <= LONGEST_ENDING["ko"] else None
    if "\u1200" <= form.text[-1] <= "\u137f":
        return stop if len(rest) <= LONGEST_ENDING["am"] else None
    if not form.stem:
        return None
    if any(item.language == "en" for item in form.readings) and language in ("en", "und"):
        return stop if rest in ENGLISH_ENDINGS else None
    return stop if len(rest) <= LONGEST_ENDING.get(language, 5) else None


def _inside_katakana(low: str, end: int, name: str) -> bool:
    """A short name in katakana within a longer word: Thailand in the word for title, Rio in that for scenario."""
    if len(name) > 3 or not all(map(_is_katakana, name)):
        return False
    start = end - len(name)
    return _is_katakana(low[start - 1 : start]) or _is_katakana(low[end : end + 1])


def _is_katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30fe" and char != "・"


def _case_fits(written: str, form: Form, shouting: bool) -> bool:
    """A proper name wants its capital; an abbreviation wants all of them and is no word in a text of capitals."""
    if form.exact:
        return written == form.text and (not shouting or "." in written)
    if shouting or written[0].isupper() or not form.text[0].isupper():
        return True
    # The tables write nationalities large; most languages write them small.
    return all(item.kind == "demonym" and item.language != "en" for item in form.readings)


def _language_fits(item: Reading, language: str, form: str) -> bool:
    if item.language in ("*", language):
        return True
    if form[0] > "\u0370" and not "\u1e00" <= form[0] <= "\u1fff":
        # Scripts of few languages: the language detector is wrong more often than a foreign name is.
        return not (item.kind == "demonym" and language in ("ru", "uk", "bg", "ar", "fa"))
    if item.language == "en":
        return language == "und" or item.kind in ("name", "capital", "media", "region", "metonym")
    return False


def _towns(text: str, words: Gazetteer) -> list[Hit]:
    """Names of up to four words that begin with a capital, looked up by hash, all at once."""
    tokens = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
    folded = [fold_word(token) for _, _, token in tokens]
    spans: list[tuple[int, int]] = []
    keys: list[int] = []
    for first, (start, end, token) in enumerate(tokens):
        if not token[0].isupper() or (
            end - start < 3 and folded[first] not in ("st", "la", "el", "le", "al", "ho", "xi")
        ):
            continue
        key = folded[first]
        for last in range(first, min(first + 4, len(tokens))):
            if last > first:
                if not _SEPARATOR.fullmatch(text, tokens[last - 1][1], tokens[last][0]):
                    break
                key = f"{key} {folded[last]}"
                if not tokens[last][2][0].isupper():
                    if folded[last] not in CONNECTORS:
                        break
                    continue
            spans.append((start, tokens[last][1]))
            keys.append(xxhash.xxh3_64_intdigest(key.encode()))
    if not keys:
        return []
    wanted = np.array(keys, dtype=np.uint64)
    where = np.minimum(np.searchsorted(words.city_hash, wanted), len(words.city_hash) - 1)
    found = []
    for number in np.flatnonzero(words.city_hash[where] == wanted).tolist():
        start, end = spans[number]
        found.append(Hit(start, end, text[start:end], "city", (), words.towns(int(where[number]))))
    return found
