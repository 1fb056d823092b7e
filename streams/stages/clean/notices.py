"""Tells what a site says to its reader (sign in, not found, one moment) from what it reports."""

import re

from streams.stages.clean.byline import byline_names
from streams.stages.clean.datelines import lead_dateline, line_dateline
from streams.stages.clean.features import words_in
from streams.stages.clean.listings import is_sentence
from streams.stages.clean.page import Page
from streams.stages.clean.select import Judged
from streams.stages.clean.words import REPORTING

_UPPER = "A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я"
_CASED = re.compile(f"[{_UPPER}]")
# A capital inside a sentence, pronouns left aside.
_NAMES = re.compile(rf"(?<![.!?…:;] )(?<!^)(?<!\w)(?!(?:I|Anda)\b)[{_UPPER}]")
# What a site says of itself takes a word to its reader (none that may mean others too) and a word for itself.
_READER = re.compile(
    r"\b(?:you|your|please|sorry|thank|oops|vous|votre|vos|veuillez|désolés?|merci|usted|lo sentimos|disculpe"
    r"|gracias|bitte|leider|ihr browser|(?-i:Sie) (?:werden|können|haben|müssen)|você|desculpe"
    r"|вы|вас|ваше?г?о?|пожалуйста|подождите|извините|ви"
    r"|ваш|будь ласка|вибачте|anda|maaf|silakan|mohon|lütfen|üzgünüz|samahani|tafadhali|cliquez|clique|klik)\b"
    r"|\w(?:ınız|iniz|unuz|ünüz)\b|يرجى|عذرا|عفوا|لديك|متصفحك|شما|لطفا|متاسف|کنید|आप|कृपया|क्षमा|您|你|请|請|抱歉"
    r"|ください|お客様|ご利用|申し訳|하세요|십시오|귀하|죄송",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\b(?:page|(?:web)?site|browser|redirect\w*|javascript|cookies?|maintenance|captcha|robots?|bots?|server|account"
    r"|log ?in|sign (?:in|up)|subscri\w+|register|search|url|error|loading|navigateur|redirigée?|compte|connexion"
    r"|abonn\w+|inscri\w+|página|sitio|navegador|cuenta|suscri\w+|redirigid\w|inicie|seite|weitergeleitet|konto|anmelden"
    r"|wartung|assin\w+|conta|cadastr\w+|страниц\w*|сайт\w*|браузер\w*|аккаунт\w*|подпис\w+|войдите|сторінк\w*|передплат\w+"
    r"|sayfa\w*|tarayıcı\w*|abone|giriş|hesa[bp]\w*|halaman|situs|peramban|akun|langganan|berlangganan|ukurasa|tovuti"
    r"|akaunti)\b|صفحة|الموقع|متصفح|حساب|اشتراك|صفحه|سایت|مرورگر|पेज|पृष्ठ|वेबसाइट|ब्राउज़र|खाता|页面|網頁|网页|网站|浏览器"
    r"|登录|账号|ページ|サイト|ブラウザ|ログイン|会員|페이지|사이트|브라우저|로그인|계정",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\W*(?:http\W*)?(?:erro\w*\W*|fehler\W*|ошибка\W*)?[45]\d\d\b(?!\s+\d)(?:\W|$)", re.IGNORECASE)
_NOTICE_LINES, _NOTICE_WORDS, _BUTTON_WORDS, _STATUS_WORDS = 10, 60, 4, 4


def names_nothing(page: Page) -> bool:
    """Whether the whole page is what a site says to its reader: a line or two, and a button such as Sign in.

    News names somebody, some place or a figure, even in a flash; what a site says of itself names nothing. In scripts
    without capitals only figures tell, so that less is taken for a notice there.
    """
    lines = [block.text for block in page.blocks]
    words = sum(map(words_in, lines))
    text = "".join(lines)
    if len(lines) == 1 or words >= _NOTICE_WORDS or any(map(str.isdigit, text)):
        return False
    if is_sentence(lines[-1]) and not (_READER.search(text) or _SITE.search(text)):
        return False  # no button either
    if _CASED.search(text):
        return not _NAMES.search(" ".join(filter(is_sentence, lines)))
    return words < _NOTICE_WORDS // 2 and words_in(lines[-1]) <= _BUTTON_WORDS and not is_sentence(lines[-1])


def speaks_of_itself(page: Page, judged: Judged) -> bool:
    """Whether a short page, which nobody signed and where nobody says anything, tells the reader about the site."""
    lines = [block.text for block in page.blocks]
    if len(lines) > _NOTICE_LINES or sum(map(words_in, lines)) >= _NOTICE_WORDS or page.declared.published:
        return False
    # The links of a footer speak of the site on every page.
    text = " ".join(line for at, line in enumerate(lines) if at < judged.end or is_sentence(line))
    status = _STATUS.match(lines[0]) and words_in(lines[0]) <= _STATUS_WORDS
    if not (_SITE.search(text) and (status or _READER.search(text))):
        return False
    signed = any(lead_dateline(line) or line_dateline(line) or byline_names(line) for line in lines)
    return not signed and REPORTING.isdisjoint(text.lower().split())
