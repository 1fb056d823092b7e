"""Each stage alone, beside peers that do part of the same: pages a CPU second, in the same process and the same rounds.

The pages are real ones where the data sets are at hand (../shared/data), else the invented ones of `pages.py`.
"""

import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.machine import ROOT
from bench.pages import page
from bench.table import Table, progress
from streams.errors import Refused
from streams.records import CleanArticle, CountryMention, Place, RawArticle, parse_raw
from streams.stages.alert import Countries
from streams.stages.clean import clean
from streams.stages.tag import mentions_of, tag
from streams.stages.tag.countries import find_countries

_REAL = ROOT.parent / "shared" / "data" / "extraction" / "news424.jsonl.gz"


@dataclass(frozen=True, slots=True)
class _Racer:
    """One way to do one job, over all pages."""

    job: str
    name: str
    run: Callable[[], Any] | None  # None: a peer that is not installed


def run(quick: bool) -> list[Table]:
    """All jobs, round by round."""
    pages, rounds = (40, 2) if quick else (120, 3)
    flat, html, kind = _pages(pages)
    articles = [clean(raw, _place(number)) for number, raw in enumerate(flat)]
    enriched = [tag(article) for article in articles]
    mentions = [mention for article in enriched for mention in mentions_of(article)]
    racers = [
        _Racer("clean flat text", "dateline", lambda: [clean(raw, _place(0)) for raw in flat]),
        _Racer("clean HTML", "dateline", lambda: [clean(raw, _place(0)) for raw in html]),
        _Racer("clean HTML", "trafilatura", _trafilatura(html)),
        _Racer("tag", "dateline", lambda: [tag(article) for article in articles]),
        _Racer("countries alone", "dateline", lambda: [find_countries(article) for article in articles]),
        _Racer("countries alone", "geotext", _geotext(articles)),
        _Racer("alert, per mention", "dateline", lambda: _alert(mentions)),
    ]
    counts = {"alert, per mention": len(mentions)}
    taken: dict[int, list[float]] = {number: [] for number in range(len(racers))}
    for turn in range(rounds):
        for number, racer in enumerate(racers):
            if racer.run:
                progress(f"stages: {racer.job}, {racer.name}, round {turn + 1} of {rounds}")
                begun = time.process_time()
                racer.run()
                taken[number].append((time.process_time() - begun) / counts.get(racer.job, len(flat)))
    flat_size, html_size = (statistics.median(len(raw.text or raw.html or "") for raw in raws) for raws in (flat, html))
    notes = [
        f"{len(flat)} {kind}; median {flat_size:,.0f} characters, HTML {html_size:,.0f}; medians of {rounds} rounds",
        "× is pages per CPU second against the first of the job. trafilatura finds body, title, authors and date;",
        "geotext counts countries, nationalities and cities by a word list, without weighing them.",
        *(f"{item.name} is not installed: skipped (pip install 'dateline[bench]')" for item in racers if not item.run),
    ]
    return [Table("stages: one process, no Kafka", _rows(racers, taken), notes)]


def _rows(racers: Sequence[_Racer], taken: dict[int, list[float]]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    first: dict[str, list[float]] = {}
    for number, racer in enumerate(racers):
        times = taken[number]
        base = first.setdefault(racer.job, times)
        rows.append(
            {
                "job": racer.job,
                "by": racer.name,
                "pages / CPU s": 1 / statistics.median(times) if times else None,
                "CPU ms / page": 1000 * statistics.median(times) if times else None,
                "×": statistics.median(a / b for a, b in zip(base, times, strict=True)) if times else None,
            }
        )
    return rows


def _pages(count: int) -> tuple[list[RawArticle], list[RawArticle], str]:
    """The same pages flat and as HTML, and what they are."""
    if not _REAL.exists():
        invented = [page(number) for number in range(count)]
        return (
            [parse_raw(item.record("text")) for item in invented],
            [parse_raw(item.record("html")) for item in invented],
            "invented pages",
        )
    flat, html = [], []
    for item in _read(_REAL):
        pair = (
            RawArticle(text=item["flat_text_inscriptis"], url=item["url"]),
            RawArticle(html=item["html"], url=item["url"]),
        )
        if len(flat) < count and all(map(_is_article, pair)):
            flat.append(pair[0])
            html.append(pair[1])
    return flat, html, "pages of news424"


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _is_article(raw: RawArticle) -> bool:
    """Whether clean takes it; a consent page, for one, it refuses."""
    try:
        clean(raw, _place(0))
    except Refused:
        return False
    return True


def _place(offset: int) -> Place:
    return Place(topic="raw", partition=0, offset=offset, timestamp=1_790_000_000_000 + offset)


def _alert(mentions: list[CountryMention]) -> None:
    countries = Countries(late_limit_ms=None)
    for number, mention in enumerate(mentions):
        countries.apply(mention, number)


def _trafilatura(pages: list[RawArticle]) -> Callable[[], Any] | None:
    try:
        from trafilatura import bare_extraction
    except ImportError:
        return None
    return lambda: [bare_extraction(raw.html, url=raw.url, with_metadata=True) for raw in pages]


def _geotext(articles: list[CleanArticle]) -> Callable[[], Any] | None:
    try:
        from geotext import GeoText
    except ImportError:
        return None
    return lambda: [GeoText(f"{article.title}\n{article.text}").country_mentions for article in articles]
