"""Tells pages that hold no article: index pages, consent and error pages, pay walls, empty shells."""

import re

from streams.stages.clean.byline import byline_names
from streams.stages.clean.datelines import lead_dateline, line_dateline
from streams.stages.clean.dates import find_dates
from streams.stages.clean.features import words_in
from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.page import Page
from streams.stages.clean.select import Judged
from streams.stages.clean.words import REPORTING

_CONSENT, _PAYWALL, _ERROR = (1 << KINDS.index(kind) for kind in ("consent", "paywall", "error"))
_SIGNATURES = 1 << KINDS.index("byline") | 1 << KINDS.index("dates")
_BESIDE = sum(1 << KINDS.index(kind) for kind in ("byline", "dates", "author", "caption", "share"))  # a headline
_STUB_WORDS = 80
_FEW_WORDS = 25
_MANY_LINES = 12
_LIST_LINES = 4
_TOLD_WORDS = 12  # fewer tell nothing: a short list may open with a line about itself
_ERROR_WORDS = 15  # a longer line that says "not found" reports on something that was not
_SENTENCE_WORDS = 6
_FIGURES_SHARE = 0.6
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\b")
_BRIEF_WORDS = 4
_SOUND_SHARE = 0.7
_BEFORE = 12  # lines before the article where its byline and date may stand
_NOTICE_WORDS, _BUTTON_WORDS = 60, 4
_UPPER = "A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я"
_CASED = re.compile(f"[{_UPPER}]")
# A capital inside a sentence, pronouns left aside.
_NAMES = re.compile(rf"(?<![.!?…:;] )(?<!^)(?<!\w)(?!(?:I|Anda)\b)[{_UPPER}]")
_RETRACTS = re.compile(
    r"\b(?:withdr[ae]wn?|retract|correct(?:ion|ed|s)\b|disregard|kill\b|rétract|prière de ne pas|annule et remplace"
    r"|anulad|rectifica|fe de errat|fe de error|errata\b|zurückgezogen|berichtig|korrektur|correção|отозван|аннулир"
    r"|опроверж|исправлен|відкликан|спростув|виправлен|geri çek|düzeltme|ralat|koreksi|ditarik|dicabut|marekebisho"
    r"|imeondolewa|imefutwa)|retirad|retirée?\b|سحب|تصحيح|تکذیب|اصلاحیه|वापस ले|भूल सुधार|撤回|撤销|撤銷|撤稿|更正"
    r"|取り消|訂正|철회|취소|정정|바로잡",
    re.IGNORECASE,
)
# What a site tells its reader of itself takes a word to him and a word for itself; a report has the one or the other.
_READER = re.compile(
    r"\b(?:you|your|please|sorry|thank|oops|vous|votre|vos|veuillez|désolés?|merci|tu|tus|usted|su|sus|lo sentimos"
    r"|gracias|sie|ihre?n?|ihr|bitte|leider|você|seu|sua|desculpe|вы|вас|ваше?г?о?|пожалуйста|подождите|извините|ви"
    r"|ваш|будь ласка|вибачте|anda|maaf|silakan|mohon|lütfen|üzgünüz|samahani|tafadhali|cliquez|clique|klik)\b"
    r"|\w(?:ınız|iniz|unuz|ünüz)\b|يرجى|عذرا|عفوا|لديك|متصفحك|شما|لطفا|متاسف|کنید|आप|कृपया|क्षमा|您|你|请|請|抱歉"
    r"|ください|お客様|ご利用|申し訳|하세요|십시오|귀하|죄송",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\b(?:page|(?:web)?site|browser|redirect\w*|javascript|cookies?|maintenance|captcha|robots?|server|account|log ?in"
    r"|sign (?:in|up)|subscri\w+|register|search|url|error|loading|navigateur|redirigée?|compte|abonn\w+|connexion"
    r"|inscri\w+|página|sitio|navegador|cuenta|suscri\w+|redirigid\w|inicie|seite|weitergeleitet|konto|anmelden|wartung"
    r"|assin\w+|conta|cadastr\w+|страниц\w*|сайт\w*|браузер\w*|аккаунт\w*|подпис\w+|войдите|сторінк\w*|передплат\w+"
    r"|sayfa\w*|tarayıcı\w*|abone|giriş|hesa[bp]\w*|halaman|situs|peramban|akun|langganan|berlangganan|ukurasa|tovuti"
    r"|akaunti)\b|صفحة|الموقع|متصفح|حساب|اشتراك|صفحه|سایت|مرورگر|पेज|पृष्ठ|वेबसाइट|ब्राउज़र|खाता|页面|網頁|网页|网站|浏览器"
    r"|登录|账号|ページ|サイト|ブラウザ|ログイン|会員|페이지|사이트|브라우저|로그인|계정",
    re.IGNORECASE,
)
_NOTICE_LINES = 10
_TEASERS, _TEASER_WORDS, _HEAD_WORDS, _FRONT_WORDS = 3, 45, 3, 300
_TABLE_SHARE = 0.4  # of the lines of a page with a table
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
    if _is_notice(page) and not _is_signed(page, judged):
        return f"{words} words that name nobody, no place and no figure"
    if _speaks_of_itself(page):
        return f"{words} words that a site says to its reader"
    if words < _FRONT_WORDS and not judged.bare and _is_teasers(page, judged):
        return "headlines, and a sentence or two below each"
    if words < _FEW_WORDS and len(page.blocks) >= _MANY_LINES:
        return f"{words} words of prose in {len(page.blocks)} lines"
    told = sum(words_in(paragraph) for paragraph in paragraphs if _is_sentence(paragraph))
    enough = min(_TOLD_WORDS, words / 2) if words < _STUB_WORDS else 1
    if len(page.blocks) >= _LIST_LINES and told < enough and not _is_brief(paragraphs):
        return f"{told} words of whole sentences in {len(page.blocks)} lines"
    return None


def _is_brief(paragraphs: list[str]) -> bool:
    """Whether the lines are a wire's brief: a dateline, or a table of results, with a figure in most lines."""
    if lead_dateline(paragraphs[0]):
        return True
    if sum(map(_is_row, paragraphs)) >= _TABLE_SHARE * len(paragraphs):
        return False  # prices, points
    figures = [words_in(line) for line in paragraphs if any(map(str.isdigit, line)) and not _CLOCK.match(line)]
    # The lines of a ticker are shorter (a name, a price, a change) or begin with a time of day.
    return len(figures) >= _FIGURES_SHARE * len(paragraphs) and sum(figures) >= _BRIEF_WORDS * len(figures)


def _is_row(line: str) -> bool:
    """Whether half of the line's words are figures."""
    words = [word.strip("+-−%()$€£").replace(".", "").replace(",", "") for word in line.split()]
    return len(words) > 1 and 2 * sum(map(str.isdigit, words)) >= len(words)


def _has_stub_phrases(page: Page, judged: Judged) -> bool:
    return any(
        bits & (_CONSENT | _PAYWALL) or (bits & _ERROR and words_in(block.text) < _ERROR_WORDS)
        for block, bits in zip(page.blocks, judged.bits, strict=True)
    )


def _retracts(page: Page) -> bool:
    """Whether a short page takes an article back: that must reach whoever has read it, however little it says."""
    lines = [block.text for block in page.blocks]
    return sum(map(words_in, lines)) < _STUB_WORDS and any(map(_RETRACTS.search, lines))


def _is_notice(page: Page) -> bool:
    """Whether the whole page is what a site says to its reader: a line or two, and a button such as Sign in.

    News names somebody, some place or a figure, even in a flash; what a site says of itself names nothing. In scripts
    without capitals only figures tell, so that less is taken for a notice there.
    """
    lines = [block.text for block in page.blocks]
    words = sum(map(words_in, lines))
    text = "".join(lines)
    if len(lines) == 1 or words >= _NOTICE_WORDS or any(map(str.isdigit, text)):
        return False
    if _CASED.search(text):
        return not _NAMES.search(" ".join(filter(_is_sentence, lines)))
    return words < _NOTICE_WORDS // 2 and words_in(lines[-1]) <= _BUTTON_WORDS and not _is_sentence(lines[-1])


def _speaks_of_itself(page: Page) -> bool:
    """Whether a short page, which nobody signed and where nobody says anything, tells the reader about the site."""
    lines = [block.text for block in page.blocks]
    if len(lines) > _NOTICE_LINES or sum(map(words_in, lines)) >= _NOTICE_WORDS:
        return False
    text = " ".join(lines)
    if not (_READER.search(text) and _SITE.search(text)):
        return False
    signed = any(lead_dateline(line) or line_dateline(line) or byline_names(line) for line in lines)
    return not signed and not page.declared.published and REPORTING.isdisjoint(text.lower().split())


def _is_teasers(page: Page, judged: Judged) -> bool:
    """Whether the page is a section's front: headlines with a sentence or two below each, and nowhere more."""
    teasers = run = 0
    headed = True  # the title stands above
    for at, (block, bits) in enumerate(zip(page.blocks, judged.bits, strict=True)):
        if _is_sentence(block.text):
            run += words_in(block.text)
            if run > _TEASER_WORDS and at >= judged.start:
                return False
            teasers += headed and at >= judged.start
            headed = False
        elif not bits & _BESIDE:
            run = 0
            headed |= not bits and words_in(block.text) >= _HEAD_WORDS
    return teasers >= _TEASERS


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
