"""Reads who wrote the article from the lines around its start and end."""

import re

from streams.stages.clean.agencies import NAMES, agency_named
from streams.stages.clean.dates import find_dates

_BY = (
    "(?:(?:story|words|text|written|reported|report|posted|published|analysis|opinion)\\s)?by|von|par|por|oleh|di|door|av|af|na|"
    "imeandikwa na|autor|autora|auteur|author|reporter|penulis|автор|автори|авторы|текст|корреспондент|кореспондент|"
    "نویسنده|muhabir|yazan|मूल लेखक|लेखक|द्वारा|mwandishi"
)
_NOTED = "texto|texte|haber|گزارش|گزارشگر|تحریر|रिपोर्ट|रिपोर्टर|संवाददाता|ripoti"  # bylines only with a colon
_LABEL = re.compile(
    rf"^(?:(?:{_BY})\s?[:：/／]?\s|(?:{_NOTED})\s?[:：]\s)(?P<names>.{{2,120}})$"
    rf"|^(?:بقلم|كتب|كتبت)\s?[:：]?\s(?P<uncased>\S+(?:\s\S+){{1,2}})$"
    r"|^(?:作者|文|記者|记者|撰文|글|執筆|取材)\s?[:：/／・]\s?(?P<east>.{2,30})$"
    r"|^(?:作者|記者|记者)\s(?P<apart>[\u3400-\u9fff]{2,4})$|^[(（【](?:记者|記者)\s?(?P<enclosed>[\u3400-\u9fff]{2,4})[)）】]$",
    re.IGNORECASE,
)
_ROLE = (
    "(?:senior |chief )?(?:staff )?(?:writer|reporter|correspondent|editor)|correspondante?|corresponsal|redactora?|"
    "redakteur(?:in)?|корреспондент|кореспондент|журналіст|журналист|muhabir|संवाददाता|خبرنگار|مراسل|wartawan"
)
_WITH_ROLE = re.compile(rf"^(?P<names>[^,|/–—-]{{4,60}}?)\s?[,|/–—-]\s?(?:{_ROLE})$", re.IGNORECASE)
_IS_ROLE = re.compile(_ROLE, re.IGNORECASE)
_KOREAN = re.compile(r"(?P<name>[가-힣]{2,4})\s?(?:기자|특파원)")
_END_CREDIT = re.compile(r"[(（]?\b(?:Reporting|Writing|Written|Report) by (?P<names>[^;.()]{3,120})", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s?(?:,|;|/|、|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\bта\b|\bve\b|\bdan\b|&|\bwith\b|\bin\b|\bfor\b)\s?"
)
_CUT = re.compile(r"\s?(?:[|•·–—]|\s-\s|\d|@|\b(?:published|updated|posted|on|at)\b)", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w\u0900-\u0963\u0966-\u0dff.'’·-]*")  # with the vowel signs of India's scripts
_LOWER_PARTS = frozenset("de la van von der den del da dos das di bin al el ben ter le du y".split())
_AGENCY = re.compile(rf"(?:^|[\s(/|–—-])(?P<name>{NAMES})(?:$|[\s)/|,.–—-])")
_PARTS = re.compile(r"\s?[|•·/,]\s?|\s-\s|\s?[–—]\s?")
_SOURCE = re.compile(
    r"^(?:(?:by|source|with|from|via|par|avec|von|mit|por|com|con|fuente|fonte|quelle|источник|джерело|المصدر|منبع|kaynak|"
    r"स्रोत|sumber|chanzo|oleh|na)\s?[:：]?\s|(?:来源|來源|出典|출처|स्रोत|source)[:：]\s?|.{2,60}\s(?:with|avec|mit|con|com)\s)",
    re.IGNORECASE,
)


def names_in(text: str) -> list[str]:
    """The names in a byline without its label."""
    text = _CUT.split(text, maxsplit=1)[0]
    found = [name for part in _SPLIT.split(text) if (name := _name(part))]
    return list(dict.fromkeys(found))


def byline_names(line: str) -> list[str]:
    """The names in a line that is a byline; empty for every other line."""
    if len(line) > 160:
        return []
    if match := _KOREAN.search(line[:60]):
        return [match["name"]]
    if match := _LABEL.match(line) or _WITH_ROLE.match(line):
        return names_in(next(filter(None, match.groups())))
    return []


def credited(line: str) -> list[str]:
    """The names in a closing credit: `(Reporting by Jane Doe; editing by John Roe)`."""
    match = _END_CREDIT.search(line[:300])
    return names_in(match["names"]) if match else []


def byline_agency(line: str) -> str | None:
    """The agency that a short line near the start names."""
    if len(line) > 120:
        return None
    for part in _PARTS.split(line):
        if name := agency_named(_SOURCE.sub("", part.strip())):
            return name
    return None


def _name(part: str) -> str | None:
    part = part.strip(" .:*()[]\"'’")
    if not part or len(part) > 60 or agency_named(part) or _IS_ROLE.fullmatch(part) or find_dates(part):
        return None
    words = part.split()
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        return None
    if len(words) == 1:
        return part if 2 <= len(part) <= 4 and part > "\u3000" else None
    if len(words) > 5:
        return None
    cased = [word for word in words if word[0].isupper() or word[0].islower()]
    if any(word[0].islower() and word not in _LOWER_PARTS for word in cased):
        return None
    return part.title() if part.isupper() else part
