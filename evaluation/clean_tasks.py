"""Predictions of the clean stage for the data sets html, text, language and duplicates."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from streams.errors import Refused
from streams.records import CleanArticle, Place, RawArticle
from streams.stages.clean import clean
from streams.stages.clean.fingerprints import fingerprints
from streams.stages.clean.language import guess_language
from streams.stages.clean.stamps import local_day

_PLACE = Place(topic="-", partition=0, offset=0, timestamp=0)


def predict_html(records: Iterable[dict[str, Any]], field: str | None = None) -> Iterator[dict[str, Any]]:
    """Body, title and day of each page, from its HTML."""
    for record in records:
        yield _prediction(record, RawArticle(html=record[field or "html"], url=record.get("url")))


def predict_text(records: Iterable[dict[str, Any]], field: str | None = None) -> Iterator[dict[str, Any]]:
    """Body, title and day of each page, from its flattened text."""
    for record in records:
        yield _prediction(record, RawArticle(text=record[field or "flat_text_inscriptis"], url=record.get("url")))


def _prediction(record: dict[str, Any], raw: RawArticle) -> dict[str, Any]:
    try:
        article = clean(raw, _PLACE)
    except Refused:
        return {"id": record["id"], "body": ""}
    return {"id": record["id"], "body": article.text, "title": article.title, "date": _day(article)}


def _day(article: CleanArticle) -> str | None:
    stamps = (article.published, article.modified)
    return next((day for stamp in stamps if stamp and (day := local_day(stamp))), None)


def predict_language(records: Iterable[dict[str, Any]], field: str | None = None) -> Iterator[dict[str, Any]]:
    """The best guess for each text, even where an article would say `und`."""
    for record in records:
        yield {"id": record["id"], "lang": guess_language(record[field or "text"]).code}


def predict_duplicates(records: Iterable[dict[str, Any]], field: str | None = None) -> Iterator[dict[str, Any]]:
    """Clusters of copies, in one pass; for a pair of articles, whether they are copies. Texts are cleaned first."""
    stream = _Stream()
    for record in records:
        if "a" in record:
            pair = [_Copy.of(record[side]["text"]) for side in ("a", "b")]
            yield {"id": record["id"], "duplicate": _alike(pair[0], pair[1], set())}
        else:
            text = record[field or "text"]
            yield {"id": record["id"], "cluster": stream.cluster(record["id"], _Copy.of(_cleaned(text)))}


def _cleaned(text: str) -> str:
    try:
        return clean(RawArticle(text=text), _PLACE).text
    except Refused:
        return text


_NUMBER = re.compile(r"\d+")
_HOT = 12  # documents that share a fingerprint before it counts as a template's
_FEWEST_SHARED = 3
_CONTAINED = 0.6


@dataclass(slots=True)
class _Copy:
    keys: set[int]
    numbers: set[str]

    @classmethod
    def of(cls, text: str) -> "_Copy":
        return cls(set(fingerprints(text)), set(_NUMBER.findall(text)))


def _alike(one: _Copy, other: _Copy, hot: set[int]) -> bool:
    shared = len((one.keys & other.keys) - hot)
    smaller = min(len(one.keys - hot), len(other.keys - hot))
    if shared < _FEWEST_SHARED or shared < _CONTAINED * smaller:
        return False
    fewer, more = sorted((one.numbers, other.numbers), key=len)
    return len(fewer) < 2 or len(fewer & more) >= 0.6 * len(fewer)


class _Stream:
    """The documents so far, by fingerprint."""

    def __init__(self) -> None:
        self.copies: list[_Copy] = []
        self.labels: list[str] = []
        self.holders: dict[int, list[int]] = defaultdict(list)
        self.hot: set[int] = set()

    def cluster(self, name: str, copy: _Copy) -> str:
        shared: dict[int, int] = defaultdict(int)
        for key in sorted(copy.keys):
            for holder in self.holders[key]:
                shared[holder] += 1
        nearest = sorted(shared, key=lambda number: (-shared[number], number))[:20]
        twin = next((number for number in nearest if _alike(copy, self.copies[number], self.hot)), None)
        label = name if twin is None else self.labels[twin]
        for key in copy.keys:
            self.holders[key].append(len(self.copies))
            if len(self.holders[key]) > _HOT:
                self.hot.add(key)
        self.copies.append(copy)
        self.labels.append(label)
        return label
