"""Find every place in a text where a country might be named; which country it is, is decided later."""

import re
import string
from functools import lru_cache
from typing import NamedTuple

from streams.stages.tag.countries.endings import comes_after, ending_of, prefix_of
from streams.stages.tag.countries.folding import fold_word, lower
from streams.stages.tag.countries.gazetteer import Form, Gazetteer, Reading, Town, gazetteer
from streams.stages.tag.countries.runs import capital_runs
from streams.stages.tag.countries.spaced import squeeze

KIND_ORDER = (
    "block",
    "media",
    "name",
    "capital",
    "metonym",
    "demonym",
    "region",
    "institution",
    "town",
    "county",
    "city",
)
RANK = {kind: rank for rank, kind in enumerate(KIND_ORDER)}
LARGE = 200  # as towns are measured: a million inhabitants
_COUNTY = re.compile(
    r"\b(?:St\. )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? (?:County|Township|COUNTY|TOWNSHIP)\b(?! (?:Council|Cork))"
)
_OPENS = re.compile(r"(?:^|[.!?:;…\n«»„“”\"'(\[—–-])\s*$")
_FOREIGN = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff]")  # scripts other than Latin
SAMPLE = 400  # characters
SMALL = string.ascii_lowercase.encode()
LATIN = bytes(set(range(256)) - set(range(0xCD, 0xEE)) | {0xE2})  # in UTF-8; and, with E2, punctuation


class Hit(NamedTuple):
    """A stretch of text with what it might mean."""

    start: int
    end: int
    text: str
    kind: str  # the best of KIND_ORDER
    readings: tuple[Reading, ...]
    towns: tuple[Town, ...] = ()
    sure: str | None = None  # the one country that all its readings mean, towns aside


class Meant(NamedTuple):
    """A form as an article of some language may mean it."""

    form: Form
    kind: str  # the best of KIND_ORDER
    readings: tuple[Reading, ...]
    any_case: bool
    sure: str | None  # as in Hit


@lru_cache(maxsize=4)  # the tagger of names asks for the same text again
def find_hits(text: str, language: str, words: Gazetteer) -> list[Hit]:
    """All candidates in order of the text; of those that overlap the longest, of those alike the best kind."""
    foreign = _has_foreign(text)
    squeezed = squeeze(text) if foreign else None
    if squeezed:
        tight, places = squeezed
        hits = [
            hit._replace(start=places[hit.start], end=places[hit.end - 1] + 1)
            for hit in _listed(tight, language, words, foreign, False, tight=True)
            if hit.kind in ("name", "capital")
        ]
    else:
        hits = [
            *_listed(text, language, words, foreign, _is_shouting(text)),
            *_towns(text, language),
            *_counties(text),
        ]
    hits.sort(key=_order)
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif (hit.start, hit.end) == (kept[-1].start, kept[-1].end):
            last = kept[-1]
            readings = last.readings + hit.readings
            kept[-1] = last._replace(readings=readings, towns=last.towns or hit.towns, sure=_sure_code(readings))
        elif hit.end > kept[-1].end and hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return kept


def _order(hit: Hit) -> tuple[int, int, int]:
    return hit.start, -hit.end, RANK[hit.kind]


def _is_shouting(text: str) -> bool:
    """Whether the text is in capitals throughout, so that case says nothing."""
    sample = text[:SAMPLE]
    written = sample.encode(errors="replace")
    if 3 * (len(written) - len(written.translate(None, SMALL))) >= len(sample):
        return False  # so many small ASCII letters alone settle it, and quickly
    large = sum(map(str.isupper, sample))
    return large > 2 * sum(map(str.islower, sample)) and 2 * large > sum(map(str.isalpha, sample))


def _listed(
    text: str, language: str, words: Gazetteer, foreign: bool, shouting: bool, tight: bool = False
) -> list[Hit]:
    """Country words, demonyms, regions, institutions, media and blocks, by the automaton; `tight`: no blanks in it."""
    low = lower(text.replace("’", "'"))
    found: list[Hit] = []
    with_ending: list[Hit] = []
    english = language in ("en", "und") and not foreign
    for pattern, start, end in words.matches(low, english):
        prefix = "" if tight else prefix_of(low, start)
        if prefix is None:
            continue
        for form, kind, readings, any_case, sure in _forms(words, pattern, language):
            stop = end if tight else ending_of(low, end, form, language)
            if stop is None or text[stop : stop + 1] == "$":
                continue
            written = text[start:stop]
            if not any_case and not _case_fits(written, form, shouting):
                continue
            if not prefix or comes_after(prefix, form):
                (found if stop == end else with_ending).append(Hit(start, stop, written, kind, readings, (), sure))
    if with_ending:  # Samos is the island, where the tables have it, and no ending behind Samoa
        as_listed = {(hit.start, hit.end) for hit in found}
        found += [hit for hit in with_ending if (hit.start, hit.end) not in as_listed]
    return found


def _has_foreign(text: str) -> bool:
    """Whether there are letters of other scripts than Latin; most texts have none of the bytes that begin them."""
    if text.isascii() or not text.encode(errors="replace").translate(None, LATIN):
        return False
    return bool(_FOREIGN.search(text))


@lru_cache(maxsize=16384)
def _forms(words: Gazetteer, pattern: int, language: str) -> tuple[Meant, ...]:
    """The forms of a spelling that an article of this language may mean."""
    found = []
    for form in words.forms(pattern):
        readings = tuple(item for item in form.readings if _language_fits(item, language, form.text))
        if readings:
            kind = min((item.kind for item in readings), key=KIND_ORDER.index)
            # The tables write nationalities large; most languages write them small.
            small = all(item.kind == "demonym" and item.language not in ("en", "tr") for item in readings)
            any_case = not form.exact and (small or not form.text[0].isupper())
            found.append(Meant(form, kind, readings, any_case, _sure_code(readings)))
    return tuple(found)


def _sure_code(readings: tuple[Reading, ...]) -> str | None:
    codes = {item.code for item in readings if item.kind not in ("block", "media", "town")}
    if len(codes) != 1 or any(item.kind == "town" for item in readings):
        return None
    return next(iter(codes))


def _case_fits(written: str, form: Form, shouting: bool) -> bool:
    """A proper name wants its capital; an abbreviation wants all of them and is no word in a text of capitals."""
    if form.exact:
        return written[: len(form.text)] == form.text and (not shouting or "." in written)
    return shouting or written[0].isupper()


def _language_fits(item: Reading, language: str, form: str) -> bool:
    if item.language in ("*", language):
        return True
    if form[0] > "\u0370" and not "\u1e00" <= form[0] <= "\u1fff":
        # Scripts of few languages: the language detector is wrong more often than a foreign name is.
        if "\u0600" <= form[0] <= "\u06ff" and language in ("ar", "fa", "ur"):
            return False
        return not (item.kind == "demonym" and language in ("ru", "uk", "bg"))
    if item.language == "en":  # Jordan and Chad are persons where the countries are called otherwise
        person = item.kind == "name" and form in gazetteer().given_names_by_hand
        return language == "und" or (item.kind in ("name", "capital", "media", "region", "metonym") and not person)
    return False


def _towns(text: str, language: str) -> list[Hit]:
    """Names of towns, but for words that the text writes small as well, and that open sentences alone.

    English has lists of words: only these are looked for in small letters, and may open sentences.
    """
    english = language in ("en", "und")
    common = gazetteer().common_words
    found = []
    is_word: dict[str, bool] = {}
    for run, places in capital_runs(text):
        for start, end, key, towns in run.towns:
            if key not in is_word:
                asked = " " not in key and (not english or fold_word(key) in common)
                is_word[key] = asked and _is_written_small(text, key)
            if not is_word[key]:
                name = run.text[start:end]
                found += [Hit(at + start, at + end, name, "city", (), towns) for at in places]
    return found if english else _without_openers(text, found)


def _is_written_small(text: str, word: str) -> bool:
    """Whether the text has this word in small letters as well: then it is a word."""
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalpha() and not text[at + len(word) : at + len(word) + 1].isalpha():
            return True
        at = text.find(word, at + 1)
    return False


def _counties(text: str) -> list[Hit]:
    """Counties and townships, most of which are American, in no list."""
    if not any(run.local for run, _ in capital_runs(text)):
        return []  # what the look at all runs costs, the searches below cost many times
    if not any(word in text for word in ("County", "Township", "COUNTY", "TOWNSHIP")):
        return []
    county = (Reading("*", "county", "US"),)
    return [Hit(*match.span(), match.group(), "county", county, (), "US") for match in _COUNTY.finditer(text)]


def _without_openers(text: str, hits: list[Hit]) -> list[Hit]:
    """Without words that have their capital from the sentence alone, but for large cities; English has a word list."""
    inside = {hit.text for hit in hits if not _OPENS.search(text, max(0, hit.start - 4), hit.start)}
    return [hit for hit in hits if " " in hit.text or hit.text in inside or hit.towns[0].size >= LARGE]
