"""Tells pages that hold no article: index pages, consent and error pages, pay walls, empty shells."""

from streams.stages.clean.features import words_in
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.page import Page
from streams.stages.clean.select import Judged

_STUB_WORDS = 80
_STUB_KINDS = sum(1 << KINDS.index(kind) for kind in ("consent", "paywall", "error"))
_FEW_WORDS = 25
_MANY_LINES = 12


def why_no_article(page: Page, judged: Judged, text: str) -> str | None:
    """Why the page is no article, or None."""
    words = sum(words_in(line) for line in text.split("\n\n")) if text else 0
    if not words:
        return f"no line of {len(page.blocks)} reads as an article"
    stub = [bits for bits in judged.bits if bits & _STUB_KINDS]
    if words < _STUB_WORDS and stub:
        return f"{words} words and the phrases of a consent, error or pay-wall page"
    if words < _FEW_WORDS and len(page.blocks) >= _MANY_LINES:
        return f"{words} words of prose in {len(page.blocks)} lines"
    return None
