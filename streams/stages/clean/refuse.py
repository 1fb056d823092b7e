"""Tells pages that hold no article: index pages, consent and error pages, pay walls, empty shells."""

import re

from streams.stages.clean.byline import byline_names
from streams.stages.clean.candidates import fold, telling_words
from streams.stages.clean.datelines import lead_dateline, line_dateline
from streams.stages.clean.dates import find_dates
from streams.stages.clean.features import words_in
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.listings import is_brief, is_sentence, is_stamped, is_teasers
from streams.stages.clean.notices import names_nothing, speaks_of_itself
from streams.stages.clean.page import Page
from streams.stages.clean.select import Judged
from streams.stages.clean.verdicts import BYLINE_BEFORE

_CONSENT, _PAYWALL, _ERROR = (1 << KINDS.index(kind) for kind in ("consent", "paywall", "error"))
_SIGNATURES = 1 << KINDS.index("byline") | 1 << KINDS.index("dates")
_STUB_WORDS = 80
_FEW_WORDS = 25
_MANY_LINES = 12
_LIST_LINES = 4
_TOLD_WORDS = 12  # fewer tell nothing: a short list may open with a line about itself
_ERROR_WORDS = 15  # a longer line that says "not found" reports on something that was not
_SOUND_SHARE = 0.7
_RETRACTS = re.compile(
    r"\b(?:withdr[ae]wn?|retract|correct(?:ion|ed|s)\b|disregard|rétract|prière de ne pas|annule et remplace"
    r"|kill(?: advisory| notice|:)|(?:mandatory|bulletin|please) kill\b"
    r"|anulad|rectifica|fe de errat|fe de error|errata\b|zurückgezogen|berichtig|korrektur|correção|отозван|аннулир"
    r"|опроверж|исправлен|відкликан|спростув|виправлен|geri çek|düzeltme|ralat|koreksi|ditarik|dicabut|marekebisho"
    r"|imeondolewa|imefutwa)|retirad|retirée?\b|سحب|تصحيح|تکذیب|اصلاحیه|वापस ले|भूल सुधार|撤回|撤销|撤銷|撤稿|更正"
    r"|取り消|訂正|철회|취소|정정|바로잡",
    re.IGNORECASE,
)
_FRONT_WORDS = 300
_STEM, _WIDE_STEM = 5, 2  # letters
_ROW = re.compile(r"\S\s?[|·•]\s?\S|\s[–-]\s|©")  # links side by side
_WALL_AFTER = 2  # lines after the article where a pay wall cuts it off


def why_no_article(page: Page, judged: Judged, text: str) -> str | None:
    """Why the page is no article, or None."""
    paragraphs = text.split("\n\n") if text else []
    words = sum(words_in(paragraph) for paragraph in paragraphs)
    if words < _STUB_WORDS and _retracts(page):
        return None
    if not words:
        return f"no line of {len(page.blocks)} reads as an article"
    if words < _STUB_WORDS and _has_stub_phrases(page, judged) and not _is_report(page, judged):
        return f"{words} words and the phrases of a consent, error or pay-wall page"
    if names_nothing(page) and not _is_signed(page, judged):
        return f"{words} words that name nobody, no place and no figure"
    if speaks_of_itself(page, judged):
        return f"{words} words that a site says to its reader"
    listed = not page.declared.published and not any(map(lead_dateline, paragraphs))
    if listed and words < _FRONT_WORDS and not judged.bare and is_teasers(page, judged):
        return "headlines, and a sentence or two below each"
    if listed and is_stamped(page, judged):
        return f"{len(paragraphs)} lines, most with a time or a day"
    if words < _FEW_WORDS and len(page.blocks) >= _MANY_LINES and not _tells_its_title(judged, paragraphs):
        return f"{words} words of prose in {len(page.blocks)} lines"
    told = sum(words_in(paragraph) for paragraph in paragraphs if is_sentence(paragraph))
    enough = min(_TOLD_WORDS, words / 2) if words < _STUB_WORDS else 1
    if len(page.blocks) >= _LIST_LINES and told < enough and not is_brief(paragraphs):
        return f"{told} words of whole sentences in {len(page.blocks)} lines"
    return None


def _tells_its_title(judged: Judged, paragraphs: list[str]) -> bool:
    """Whether the few words are whole sentences that take up words of the title, their endings left aside."""
    told = fold(" ".join(paragraphs))
    stems = {word[:_STEM] if word < "\u2e80" else word[:_WIDE_STEM] for word in telling_words(fold(judged.title or ""))}
    return all(map(is_sentence, paragraphs)) and any(stem in told for stem in stems)


def _has_stub_phrases(page: Page, judged: Judged) -> bool:
    """Whether the page speaks of consent, payment or errors, its footer left aside: nearly every footer has a link."""
    last = judged.end + _WALL_AFTER
    return any(
        (bits & (_CONSENT | _PAYWALL) or (bits & _ERROR and words_in(block.text) < _ERROR_WORDS))
        and (at < judged.end or is_sentence(block.text) or (at < last and not _ROW.search(block.text)))
        for at, (block, bits) in enumerate(zip(page.blocks, judged.bits, strict=True))
    )


def _retracts(page: Page) -> bool:
    """Whether a short page takes an article back: that must reach whoever has read it, however little it says."""
    lines = [block.text for block in page.blocks]
    return sum(map(words_in, lines)) < _STUB_WORDS and any(map(_RETRACTS.search, lines))


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
    near = slice(max(0, judged.start - BYLINE_BEFORE), judged.end)
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
        if is_sentence(block.text) and not bits & (_CONSENT | _PAYWALL):
            sound += words
    return sound >= _FEW_WORDS and sound >= _SOUND_SHARE * total
