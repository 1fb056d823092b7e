"""Reads who wrote the article from the lines around its start and end."""

import re

from streams.stages.clean.agencies import NAMES, agency_named
from streams.stages.clean.dates import find_dates

_LABEL = re.compile(
    r"^(?:(?:story|words|text|written|reported|report|posted|published|analysis|opinion)\s)?(?:by|von|par|por|oleh|di|door|av|af|autor|"
    r"autora|auteur|author|reporter|penulis|автор|авторы|текст|корреспондент|بقلم|كتب|نویسنده|muhabir|yazan|作者|文|記者|记者|撰文|글|"
    r"मूल लेखक|लेखक|द्वारा|na|mwandishi|imeandikwa na)\s?[:：/／]?\s(?P<names>.{2,120})$|"
    r"^(?:作者|文|記者|记者|撰文|글)\s?[:：/／]\s?(?P<east>.{2,30})$",
    re.IGNORECASE,
)
_KOREAN = re.compile(r"(?P<name>[가-힣]{2,4})\s?(?:기자|특파원)")
_END_CREDIT = re.compile(r"[(（]?\b(?:Reporting|Writing|Written|Report) by (?P<names>[^;.()]{3,120})", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s?(?:,|;|/|、|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\bта\b|\bve\b|\bdan\b|&|\bwith\b|\bin\b|\bfor\b)\s?"
)
_CUT = re.compile(r"\s?(?:[|•·–—]|\s-\s|\d|@|\b(?:published|updated|posted|on|at)\b)", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’·-]*")
_LOWER_PARTS = frozenset("de la van von der den del da dos das di bin al el ben ter le du y".split())
_AGENCY = re.compile(rf"(?:^|[\s(/|–—-])(?P<name>{NAMES})(?:$|[\s)/|,.–—-])")


def names_in(text: str) -> list[str]:
    """The names in a byline without its label."""
    text = _CUT.split(text, maxsplit=1)[0]
    found = [name for part in _SPLIT.split(text) if (name := _name(part))]
    return list(dict.fromkeys(found))


def byline_names(line: str) -> list[str]:
    """The names in a line that is a byline; empty for every other line."""
    if len(line) > 160:
        return []
    if match := _LABEL.match(line):
        return names_in(match["names"] or match["east"])
    if match := _KOREAN.search(line[:60]):
        return [match["name"]]
    return []


def credited(line: str) -> list[str]:
    """The names in a closing credit: `(Reporting by Jane Doe; editing by John Roe)`."""
    match = _END_CREDIT.search(line[:300])
    return names_in(match["names"]) if match else []


def byline_agency(line: str) -> str | None:
    """The agency that a short line near the start names."""
    if len(line) > 120:
        return None
    parts = re.split(r"\s?[|•·/,]\s?|\s-\s|\s?[–—]\s?", line)
    for part in parts:
        if name := agency_named(
            re.sub(r"^(?:by|source|with|from|via|par|von|por)\s?:?\s", "", part.strip(), flags=re.IGNORECASE)
        ):
            return name
    return None


def _name(part: str) -> str | None:
    part = part.strip(" .:*()[]\"'’")
    if not part or len(part) > 60 or agency_named(part) or find_dates(part):
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
