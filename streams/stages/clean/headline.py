"""Finds the title of the article, once, and the lines that repeat it."""

import re
from collections import Counter
from urllib.parse import unquote, urlsplit

from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.page import Block, Page

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s[|•·»«:–—-]{1,2}\s|\s?\|\s?|\s?::\s?")
_MOST_CHARS = 300
_DATE_ROW = re.compile(r"\d\d[./-]\d\d[./-]\d\d|\d:\d\d|^(?:updated|published|posted|by)\b", re.IGNORECASE)
_ENOUGH = 1.0  # a title needs more evidence than this
_BEFORE, _AFTER = 60, 3  # lines around the start of the article where its title may stand


def fold(text: str) -> str:
    """The words alone, in lower case: titles are compared by it."""
    return " ".join(_WORD.findall(text.lower()))


def find_title(page: Page, start: int, url: str | None) -> str | None:
    """The title, from what the markup declares, the lines before the article's start, and the address."""
    declared = [fold(text) for text in page.declared.titles[:8]]
    slug = _slug_words(url)
    lead = [set(fold(block.text[:600]).split()) for block in page.blocks[start : start + 4]]
    counts = Counter(block.text.lower() for block in page.blocks if len(block.text) <= _MOST_CHARS)
    best, best_score = None, _ENOUGH
    opening = "\n".join(block.text for block in page.blocks[start : start + _AFTER])
    for text, trust, own_line in _candidates(page, start):
        if ends_sentence(text) and text in opening:
            continue  # a standfirst, which says the first paragraph again
        words = fold(text[: _MOST_CHARS + 1]).split()
        if not words or len(text) > _MOST_CHARS:
            continue
        known = set().union(*(line for at, line in enumerate(lead) if start + at != own_line))
        score = trust + _likeness(words, declared) + 3 * _overlap(slug, words) + 2 * _share(words, known)
        score += min(counts[text.lower()], 3) * 0.5 + _form(text, words)
        if score > best_score:
            best, best_score = text, score
    return best


def _candidates(page: Page, start: int) -> list[tuple[str, float, int]]:
    """Texts that may be the title, how far their place speaks for them, and their line (or -1)."""
    found: list[tuple[str, float, int]] = []
    for text in page.declared.titles[:8]:
        found.append((text, 0.5, -1))
        if len(cut := cut_title(text)) < len(text):
            found.append((cut, 0.5, -1))
    first = page.blocks[0].text if page.blocks and not page.marked_up and start else ""
    if len(first) <= _MOST_CHARS and len(cut := cut_title(first)) < len(first):
        found.append((cut, 0.5, -1))
    for index in range(max(0, start - _BEFORE), min(len(page.blocks), start + _AFTER)):
        block = page.blocks[index]
        if index >= start and block.tag not in ("h1", "h2") and (ends_sentence(block.text) or len(page.blocks) == 1):
            continue  # the article's first sentence
        near = max(0.0, 1.5 - abs(start - index) * 0.05)
        found.append((block.text, near + {"h1": 2.5, "h2": 0.8}.get(block.tag, 0.0), index))
    return found


def cut_title(text: str) -> str:
    """The longest part of a window title: what stands beside it names the site."""
    parts = _SEPARATOR.split(text)
    if len(parts) == 1:
        return text
    longest = max(parts, key=len)
    at = text.find(longest)
    if at == 0 or len(parts) == 2:
        return longest.strip()
    # The site's name is the last part; what comes before belongs to the title.
    tail = len(parts[-1])
    return text[: len(text) - tail].rstrip(" |•·»«:–—-").strip()


def _slug_words(url: str | None) -> set[str]:
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return set()
    last = max(path.split("/"), key=len, default="")
    return {
        word for word in fold(last.replace("-", " ").replace("_", " ")).split() if not word.isdigit() and len(word) > 2
    }


def _likeness(words: list[str], declared: list[str]) -> float:
    joined = " ".join(words)
    score = 0.0
    for text in declared:
        if text == joined:
            score += 1.2
        elif len(joined) > 15 and joined in text:
            score += 0.9
    return score


def _share(words: list[str], known: set[str]) -> float:
    long = [word for word in words if len(word) > 3]
    return sum(word in known for word in long) / len(long) if long else 0.0


def _overlap(slug: set[str], words: list[str]) -> float:
    if len(slug) < 3:
        return 0.0
    both = len(slug.intersection(words))
    return 2 * both / (len(slug) + len({word for word in words if len(word) > 2}) or 1)


def _form(text: str, words: list[str]) -> float:
    score = 0.0
    wide = len(text) > 12 and not text.isascii()
    if len(words) < 4 and not wide:
        score -= 1.5
    if len(words) > 25:
        score -= 1.5
    if ends_sentence(text) and not text.endswith(("?", "!", "…", "...")):
        score -= 1.0
    if text.count("|") > 1 or _DATE_ROW.search(text):
        score -= 1.5
    return score


def repeats_title(block: Block, folded_title: str) -> bool:
    """Whether the line says the title again, alone or with the site's name."""
    if not folded_title or len(block.text) > _MOST_CHARS * 2:
        return False
    folded = fold(block.text)
    if folded == folded_title:
        return True
    return len(folded_title) >= 20 and folded.startswith(folded_title) and len(folded) < len(folded_title) + 40
