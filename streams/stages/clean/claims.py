"""Reads what the page says of itself: its country tag, its section, its topics."""

import re

from streams.records import PageClaims
from streams.stages.clean.page import Page
from streams.stages.sections import dated_section, named_section, paid_label

_COUNTRY = re.compile(
    r"^[•*\s]*(?:country|countries|pays|país|land|страна|країна|الدولة|البلد|کشور|ülke|देश|国家|國家|国|국가|negara|nchi)\s?[:：]\s?(?P<value>.{0,60})$",
    re.IGNORECASE,
)
_TOPICS = re.compile(
    r"^[•*\s]*(?:tags?|topics?|filed under|keywords|mots-clés|etiquetas|temas|schlagworte|schlagwörter|themen|"
    r"palavras-chave|assuntos|الكلمات المفتاحية|كلمات مفتاحية|وسوم|"
    r"برچسب\u200c?ها|کلیدواژه\u200c?ها|теги|темы|теми|etiketler|टैग|"
    r"关键词|标签|タグ|태그|topik|mada)\s?[:：]\s?(?P<value>.{2,200})$",
    re.IGNORECASE,
)
_AROUND, _INSIDE = 25, 12
_LINE_CHARS = 220
_ABOVE = 8  # lines above the article in which its title is looked for
_OVER = 3  # lines over the title
_LABEL_CHARS = 40  # of a line that may be an entry of a menu
_BULLET = "•*-–· "


def read_claims(page: Page, title: str | None, start: int, end: int) -> tuple[PageClaims, set[int]]:
    """The claims in the markup and in the lines around the article, and which lines those are."""
    first, last = max(0, start - _AROUND), min(len(page.blocks), end + _AROUND)
    countries: list[str] = []
    topics = list(page.declared.topics)
    rows: set[int] = set()
    for at in [*range(first, min(start + _INSIDE, last)), *range(max(start + _INSIDE, end - 3), last)]:
        line = page.blocks[at].text
        if len(line) > _LINE_CHARS or not (":" in line or "：" in line):
            continue
        if match := _COUNTRY.match(line):
            # The value stands on the same line or on the next ones, as bullets.
            below = [] if match["value"] else _bullets([block.text for block in page.blocks[at + 1 : at + 6]])
            values = [match["value"]] if match["value"] else below
            countries.extend(value.strip(_BULLET) for one in values for value in one.split(",") if value.strip(_BULLET))
            rows.update(range(at, at + 1 + len(below)))
        elif match := _TOPICS.match(line):
            topics.extend(word.strip(" #") for word in re.split(r"[,;|、，،؛]", match["value"]) if word.strip(" #"))
            rows.add(at)
    unique = list(dict.fromkeys(topics))[:50]
    section = page.declared.section or _kicker(page, title, start)
    return PageClaims(country=list(dict.fromkeys(countries)), section=section, topics=unique), rows


def _kicker(page: Page, title: str | None, start: int) -> str | None:
    """The section that stands above the title with no more above it than the site's name; else it may be a menu.

    A line with a day is none of a menu; and who paid for an article may also be said between its title and its text.
    """
    near = range(min(start, len(page.blocks) - 1), max(-1, start - _ABOVE), -1)
    at = next((at for at in near if page.blocks[at].text == title), None)
    if at is None:
        return None
    around = [block.text for block in page.blocks[max(0, at - _OVER) : start]]
    paid = map(paid_label, (line for line in around if len(line) <= _LINE_CHARS))
    if label := next(filter(None, paid), None):
        return label
    above = around[: min(at, _OVER)]
    if not above:
        return None
    kicker = above[-1]
    if len(kicker) > _LABEL_CHARS or (len(above) == _OVER and max(map(len, above)) <= _LABEL_CHARS):
        return dated_section(kicker)
    return named_section(kicker) or dated_section(kicker)


def _bullets(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if (line[0] not in "•*-–·" and found) or len(line) > 60:
            break
        found.append(line)
        if line[0] not in "•*-–·":
            break
    return found
