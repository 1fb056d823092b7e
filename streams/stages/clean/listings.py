"""Tells lists (a section's front, a ticker, a table, a calendar) from articles by the make of their lines."""

import re

from streams.stages.clean.datelines import lead_dateline
from streams.stages.clean.dates import is_date_line
from streams.stages.clean.features import words_in
from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.page import Page
from streams.stages.clean.select import Judged

_BESIDE = sum(1 << KINDS.index(kind) for kind in ("byline", "dates", "author", "caption", "share"))  # a headline
_SENTENCE_WORDS, _LONG_WORDS = 6, 25
_FIGURES_SHARE = 0.6
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\b")
_TWO_FIGURES = re.compile(r"\d(?:[.,]?\d)*[^\d.,].*?\d|\d[.,]\D.*?\d")
_BRIEF_WORDS, _RESULT_WORDS = 4, 8
_TEASERS, _TEASER_WORDS, _HEAD_WORDS, _ASKING_WORDS = 3, 45, 3, 12
_TABLE_SHARE = 0.4  # of the lines of a page with a table
_STAMPS, _STAMP_SHARE = 3, 0.3
_STAMP_CHARS = 90
_ITEM_WORDS = 6
# A year, a time of day or a length at the edge of the line, so long ago, a telephone number, a mail address.
_STAMP = re.compile(
    r"\b20\d\d$"
    r"|^\W*\d{1,2}[:.h]\d\d\b|\b\d{1,2}[:.h]\d\d$|\b\d+ ?(?:min(?:utes?|uten|utos|uti)?|h|std|мин|хв|dk|분|分)\b\.?\)?$"
    r"|\bago$|^il y a |^hace |^há |\bvor \d+ \w+$|назад$|тому$|^منذ|پیش$|önce$|पहले$|前$|전$|lalu$"
    r"|zilizopita$|iliyopita$"
    r"|\b\d{3}[- ]\d{4}\b|\w@\w",
    re.IGNORECASE,
)


def is_brief(paragraphs: list[str]) -> bool:
    """Whether the lines are a wire's brief: a dateline, or a table of results, with a figure in most lines."""
    if lead_dateline(paragraphs[0]):
        return True
    if sum(map(_is_row, paragraphs)) >= _TABLE_SHARE * len(paragraphs):
        return False  # prices, points
    # The lines of a ticker are shorter (a name, a price, a change) or begin with a time of day; those of a list that
    # is numbered bear one figure and are short.
    figures = [words_in(line) for line in paragraphs if any(map(str.isdigit, line)) and not _CLOCK.match(line)]
    told = [line for line in paragraphs if _TWO_FIGURES.search(line) or words_in(line) >= _RESULT_WORDS]
    if 2 * len(told) < len(figures):
        return False
    return len(figures) >= _FIGURES_SHARE * len(paragraphs) and sum(figures) >= _BRIEF_WORDS * len(figures)


def _is_row(line: str) -> bool:
    """Whether half of the line's words are figures."""
    words = [word.strip("+-−%()$€£").replace(".", "").replace(",", "") for word in line.split()]
    return len(words) > 1 and 2 * sum(map(str.isdigit, words)) >= len(words)


def is_teasers(page: Page, judged: Judged) -> bool:
    """Whether the page is a section's front: headlines with a sentence or two below each, and nowhere more.

    Where many of the headlines ask, they are an interview's questions.
    """
    teasers = run = asking = 0
    headed = True  # the title stands above
    for at, (block, bits) in enumerate(zip(page.blocks, judged.bits, strict=True)):
        if is_sentence(block.text) and not _asks(block.text):
            run += words_in(block.text)
            if run > _TEASER_WORDS and at >= judged.start:
                return False
            teasers += headed and not bits & ~_BESIDE and at >= judged.start
            headed = False
        elif not bits & _BESIDE:
            run = 0
            asking += _asks(block.text)
            headed |= not bits and words_in(block.text) >= _HEAD_WORDS
    return teasers >= _TEASERS and 2 * asking < teasers


def _asks(line: str) -> bool:
    """Whether it is a headline that asks."""
    return line[-1] in "?？؟" and words_in(line) <= _ASKING_WORDS


def is_stamped(page: Page, judged: Judged) -> bool:
    """Whether what was kept is a list each of whose items bears a time, a day, a length or a telephone number.

    One of the items may have been taken for the title, so that those around what was kept count too.
    """
    texts = [block.text for block in page.blocks]
    start, end = judged.start, judged.end
    while start > 0 and _is_item(texts[start - 1]):
        start -= 1
    while end < len(texts) and _is_item(texts[end]):
        end += 1
    stamps = sum(map(_is_stamp, texts[start:end]))
    sentences = sum(map(is_sentence, texts[start:end]))
    return stamps >= max(_STAMPS, sentences, _STAMP_SHARE * (end - start))


def _is_item(line: str) -> bool:
    """Whether a headline bears a stamp; a line of the day alone belongs to an article."""
    return words_in(line) >= _ITEM_WORDS and _is_stamp(line)


def _is_stamp(line: str) -> bool:
    return len(line) < _STAMP_CHARS and bool(_STAMP.search(line) or is_date_line(line))


def is_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, or is too long for a headline: some scripts have no stops."""
    words = words_in(line)
    return words >= _LONG_WORDS or (words >= _SENTENCE_WORDS and ends_sentence(line))
