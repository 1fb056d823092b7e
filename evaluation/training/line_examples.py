"""Pages with a known body, line by line, as the line model learns from them and is measured on them."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import numpy as np

from evaluation.training.short_pages import short_page
from streams.stages.clean.article import read_page
from streams.stages.clean.glyphs import Floats
from streams.stages.clean.page import Block, Page
from streams.stages.clean.select import Observed, observe

GIVEN = ("scrapinghub", "news424", "fundus80", "wcxb_articles")
PUBLIC = ("fundus", "parser", "readability", "trafilatura")  # what public_pages.py makes
_WORD = re.compile(r"\w+")
_SHINGLE = 4
_SHORT_PAGES, _SHORT_WEIGHT = 2, 0.5  # made of each; what their errors count beside those of real pages
_COUNTRY_SECOND = frozenset({"co", "com", "org", "gov", "ac", "net", "go", "or", "ne", "edu"})


@dataclass(slots=True)
class Example:
    """A page in one form, ready for training."""

    name: str  # set/id/form
    site: str
    page: Page
    seen: Observed
    labels: Floats
    weights: Floats
    gold: str

    @property
    def rows(self) -> Floats:
        """The features of its lines."""
        return self.seen.rows


def load(path: Path, marked_up: bool, every_form: bool) -> list[Example]:
    """The pages of one set: JSON lines with id, url, html, both flat texts and gold_body.

    As text a page comes in several forms; without `every_form`, in two that its id draws; and as a short page.
    """
    examples: list[Example] = []
    other: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            for form, page in _forms(record, marked_up, every_form):
                gold = record["gold_body"].lower() if form == "small" else record["gold_body"]
                name = f"{path.name.split('.')[0]}/{record['id'].replace('/', ' ')}/{form}"
                if one := _example(record, gold, name, page):
                    examples.append(one)
            if not marked_up:
                examples += _short_examples(record, path.name.split(".")[0], other)
                other = [line for line in record["gold_body"].split("\n") if line.strip()]
    return examples


def _forms(record: dict[str, Any], marked_up: bool, every_form: bool) -> Iterator[tuple[str, Page]]:
    turn = crc32(record["id"].encode()) % 4
    if marked_up:
        yield "html", read_page(record["html"], True)
        return
    if every_form or turn != 0:
        yield "naive", read_page(record["flat_text_naive"], False)
    if every_form or turn != 1:
        yield "inscriptis", read_page(record["flat_text_inscriptis"], False)
    if turn in ((0, 1, 2) if every_form else (0, 1)):
        blocks = read_page(record["html"], True).blocks
        yield "blocks", Page([Block(block.text, block.gap) for block in blocks])
    if every_form and turn == 3:
        yield "small", read_page(record["flat_text_naive"].lower(), False)
    if every_form:
        yield "bare", read_page(record["gold_body"], False)


def _short_examples(record: dict[str, Any], data: str, other: list[str]) -> list[Example]:
    """Short pages in some languages, made of the record's; `other` are paragraphs of another article."""
    page = read_page(record["flat_text_naive"], False)
    labels = label_lines([block.text for block in page.blocks], record["gold_body"]).tolist()
    examples: list[Example] = []
    for number in range(_SHORT_PAGES):
        name = f"{data}/{record['id'].replace('/', ' ')}/short{number}"
        if (found := short_page(page, labels, name, other)) is None:
            continue
        short, marks = found
        gold = "\n\n".join(block.text for block, mark in zip(short.blocks, marks, strict=True) if mark)
        if one := _example(record, gold, name, short, np.array(marks, np.float32)):
            one.weights *= _SHORT_WEIGHT
            examples.append(one)
    return examples


def _example(record: dict[str, Any], gold: str, name: str, page: Page, labels: Floats | None = None) -> Example | None:
    """The page with its labels, each line weighed by its share of the article."""
    if not page.blocks:
        return None
    url = record.get("url")
    # Producers do not always give the address.
    seen = observe(page, None, url if crc32(name.encode()) % 2 else None)
    texts = [block.text for block in page.blocks]
    wanted = max(30.0, len(_WORD.findall(gold)))
    weights = np.minimum((seen.sizes + 3) / wanted, 0.5)
    labels = label_lines(texts, gold) if labels is None else labels
    return Example(name, site_of(url) or name, page, seen, labels, weights, gold)


def site_of(url: str | None) -> str:
    """The registered domain, so that all hosts of a site fall into one fold."""
    parts = (urlsplit(url or "").hostname or "").lower().split(".")
    kept = 3 if len(parts) > 2 and parts[-2] in _COUNTRY_SECOND and len(parts[-1]) == 2 else 2
    return ".".join(parts[-kept:])


def label_lines(lines: list[str], gold: str) -> Floats:
    """For each line the share of its words that the gold body covers, as far as the gold has them."""
    left = Counter(_shingles(_WORD.findall(gold)))
    words: list[str] = []
    owners: list[int] = []
    for number, line in enumerate(lines):
        found = _WORD.findall(line)
        words += found
        owners += [number] * len(found)
    grams = [tuple(words[at : at + _SHINGLE]) for at in range(len(words))]
    covered = np.zeros(len(words), dtype=bool)
    # What stands in the densest stretch counts first; the rest only where the gold says it twice.
    for at in _dense_first([gram in left for gram in grams]):
        if left.get(grams[at], 0) > 0:
            left[grams[at]] -= 1
            covered[at : at + len(grams[at])] = True
    if not words:
        return np.zeros(len(lines), np.float32)
    sums = np.bincount(owners, weights=covered, minlength=len(lines))
    sizes = np.bincount(owners, minlength=len(lines))
    return (sums / np.maximum(sizes, 1)).astype(np.float32)


def _dense_first(known: list[bool]) -> list[int]:
    total, best, start, first, last = 0.0, 0.0, 0, 0, 0
    for at, hit in enumerate(known):
        if total <= 0:
            total, start = 0.0, at
        total += 1.0 if hit else -0.7
        if total > best:
            best, first, last = total, start, at + 1
    return [*range(first, last), *range(first), *range(last, len(known))]


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))] if words else []


def page_score(one: Example, kept: list[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the kept lines, as score.py counts."""
    got = "\n\n".join(block.text for block, keep in zip(one.page.blocks, kept, strict=True) if keep)
    f1, recall, precision = overlap(got, one.gold)
    return precision, recall, f1


def overlap(got: str, wanted: str) -> tuple[float, float, float]:
    """F1, recall and precision of the runs of four words."""
    found, gold = (Counter(_shingles(_WORD.findall(text))) for text in (got, wanted))
    common = (gold & found).total()
    both = gold.total() + found.total()
    return 2 * common / max(1, both), common / max(1, gold.total()), common / max(1, found.total())
