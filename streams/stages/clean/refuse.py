"""Tells pages that hold no article: index pages, consent and error pages, pay walls, empty shells."""

from streams.stages.clean.byline import byline_names
from streams.stages.clean.datelines import lead_dateline, line_dateline
from streams.stages.clean.dates import find_dates
from streams.stages.clean.features import words_in
from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.page import Page
from streams.stages.clean.select import Judged

_CONSENT, _PAYWALL, _ERROR = (1 << KINDS.index(kind) for kind in ("consent", "paywall", "error"))
_SIGNATURES = 1 << KINDS.index("byline") | 1 << KINDS.index("dates")
_STUB_WORDS = 80
_FEW_WORDS = 25
_MANY_LINES = 12
_LIST_LINES = 4
_ERROR_WORDS = 15  # a longer line that says "not found" reports on something that was not
_SENTENCE_WORDS = 6
_FIGURES_SHARE = 0.7
_BRIEF_WORDS = 5
_SOUND_SHARE = 0.7
_BEFORE = 12  # lines before the article where its byline and date may stand
_WALL_AFTER = 2  # lines after the article where a pay wall cuts it off


def why_no_article(page: Page, judged: Judged, text: str) -> str | None:
    """Why the page is no article, or None."""
    paragraphs = text.split("\n\n") if text else []
    words = sum(words_in(paragraph) for paragraph in paragraphs)
    if not words:
        return f"no line of {len(page.blocks)} reads as an article"
    if words < _STUB_WORDS and _has_stub_phrases(page, judged) and not _is_report(page, judged):
        return f"{words} words and the phrases of a consent, error or pay-wall page"
    if words < _FEW_WORDS and len(page.blocks) >= _MANY_LINES:
        return f"{words} words of prose in {len(page.blocks)} lines"
    if len(page.blocks) >= _LIST_LINES and not any(map(_is_sentence, paragraphs)) and not _is_brief(paragraphs):
        return f"not one whole sentence in {len(page.blocks)} lines"
    return None


def _is_brief(paragraphs: list[str]) -> bool:
    """Whether the lines are a wire's brief: a dateline, or a table of results, with a figure in most lines."""
    if lead_dateline(paragraphs[0]):
        return True
    figures = [words_in(line) for line in paragraphs if any(char.isdigit() for char in line)]
    # A ticker's lines are shorter: a name, a price, a change.
    return len(figures) >= _FIGURES_SHARE * len(paragraphs) and sum(figures) >= _BRIEF_WORDS * len(figures)


def _has_stub_phrases(page: Page, judged: Judged) -> bool:
    return any(
        bits & (_CONSENT | _PAYWALL) or (bits & _ERROR and words_in(block.text) < _ERROR_WORDS)
        for block, bits in zip(page.blocks, judged.bits, strict=True)
    )


def _is_report(page: Page, judged: Judged) -> bool:
    """Whether it bears a short report's marks; nearly every footer names cookies, so the phrases alone say little."""
    return not _is_cut_off(judged) and _is_signed(page, judged) and _is_prose(page, judged)


def _is_cut_off(judged: Judged) -> bool:
    """Whether a pay wall stands within the article or right after it."""
    return any(bits & _PAYWALL for bits in judged.bits[judged.start : judged.end + _WALL_AFTER])


def _is_signed(page: Page, judged: Judged) -> bool:
    """Whether a dateline, a byline or a date says who reported it, where or when."""
    if page.declared.published:
        return True
    near = slice(max(0, judged.start - _BEFORE), judged.end)
    if any(bits & _SIGNATURES for bits in judged.bits[near]):
        return True
    lines = [block.text for block in page.blocks[near]]
    return any(lead_dateline(line) or line_dateline(line) or byline_names(line) or find_dates(line) for line in lines)


def _is_prose(page: Page, judged: Judged) -> bool:
    """Whether nearly all that was kept is whole sentences, none of them a consent page's."""
    total = sound = 0
    for block, kept, bits in zip(page.blocks, judged.kept, judged.bits, strict=True):
        if not kept:
            continue
        words = words_in(block.text)
        total += words
        if _is_sentence(block.text) and not bits & (_CONSENT | _PAYWALL):
            sound += words
    return sound >= _FEW_WORDS and sound >= _SOUND_SHARE * total


def _is_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, or is too long for a headline: some scripts have no stops."""
    words = words_in(line)
    return words >= _FEW_WORDS or (words >= _SENTENCE_WORDS and ends_sentence(line))
