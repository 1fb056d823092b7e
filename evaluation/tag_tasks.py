"""Data set -> predictions for the tasks `countries` and `entities`."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from streams.records import CleanArticle, Country, Dateline, Language, Place, Source
from streams.settings import load_settings
from streams.stages.clean.datelines import lead_dateline
from streams.stages.clean.language import detect_language
from streams.stages.clean.repair import repair
from streams.stages.tag.countries import FILED, find_countries
from streams.stages.tag.names import merge_names
from streams.taggers import load_tagger


def predict_countries(records: Iterable[dict[str, Any]], address: str) -> Iterator[dict[str, Any]]:
    """By the record's task: every country named, or those that the article is filed under; the first is `primary`.

    The mentions are those that name a place or a nationality: the sets have no institutions among theirs.

    `address`: the field that holds the article's URL, which tells the publisher's home.
    """
    for record in records:
        countries = find_countries(article_of({**record, "url": record.get(address)}))
        prediction: dict[str, Any] = {
            "id": record["id"],
            "countries": _codes(record.get("task", "all-mentioned"), countries),
            "mentions": [
                {"start": mention.start, "end": mention.end, "country": country.code}
                for country in countries
                for mention in country.mentions
                if mention.field == "text" and mention.kind not in ("institution", "metonym")
            ],
        }
        if record.get("task") in ("focus", "event-location"):
            prediction["primary"] = [country.code for country in countries[:1]]
        yield prediction


def predict_entities(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The names in each record's text, by the tagger that DATELINE_TAGGER names.

    As in the stream, a text is mended before it is tagged; the names lie in the text as it is given.
    """
    tagger = load_tagger(load_settings())
    for record in records:
        text, places = mended(record["text"])
        article = article_of({"id": record["id"], "text": text})
        found = tagger.names([article.text], [article.language.code])[0]
        yield {
            "id": record["id"],
            "entities": [
                {
                    "start": places[entity.start][0],
                    "end": places[entity.end - 1][1],
                    "type": entity.type,
                    "score": entity.score,
                }
                for entity in merge_names(article, find_countries(article), found)
            ],
        }


def mended(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text as the clean stage repairs it, and where each of its characters begins and ends in the given one."""
    better = repair(text)
    lines, better_lines = text.split("\n"), better.split("\n")
    if better == text or len(lines) != len(better_lines):
        return text, [(place, place + 1) for place in range(len(text))]
    places: list[tuple[int, int]] = []
    begin = 0
    for line, better_line in zip(lines, better_lines, strict=True):
        for tag, start, end, first, last in SequenceMatcher(None, line, better_line, autojunk=False).get_opcodes():
            for step in range(last - first):
                one = (start + step, start + step + 1) if tag == "equal" else (start, end)
                places.append((begin + one[0], begin + one[1]))
        begin += len(line) + 1
        places.append((begin - 1, begin))
    return better, places[:-1]


def _codes(task: str, countries: list[Country]) -> list[str]:
    if task == "all-mentioned":
        return [country.code for country in countries if country.mentions]
    most = sorted(countries, key=lambda country: (-country.salience, country.code))[:1]
    return [country.code for country in countries if country.salience >= FILED] or [country.code for country in most]


def article_of(record: dict[str, Any]) -> CleanArticle:
    """A clean article of a record of these sets."""
    text: str = record["text"]
    written = record.get("dateline")
    if written:
        dateline = lead_dateline(f"{written.rstrip(' -')} - {text[:80]}") or _bare(written)
    else:
        dateline = lead_dateline(text.partition("\n")[0])
    return CleanArticle(
        id=record["id"],
        content=record["id"],
        status="usable",
        title=record.get("title") or None,
        text=text,
        url=record.get("url"),
        dateline=dateline,
        language=_language(text),
        source=Source(domain=record.get("domain")),
        raw=Place(topic="-", partition=0, offset=0, timestamp=0),
    )


def _bare(written: str) -> Dateline:
    """`HOUSTON, Feb 26 -`, which stands apart in some sets."""
    return Dateline(raw=written, place=written.partition(",")[0].strip())


def _language(text: str) -> Language:
    """The language of a text; those in capitals are beyond the detector, and in these sets English."""
    if text[:400].isupper() and text.isascii():
        return Language(code="en", score=0.0)
    return detect_language(text)
