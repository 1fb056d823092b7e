"""Sentences of an article, with their offsets: title first, then the body in order. Linear in the text's length."""

import re
from dataclasses import dataclass
from typing import Literal

from streams.records import CleanArticle
from streams.stages.tag.events.rules import folded

MAX_SENTENCES = 120  # what an alert desk needs to know stands above; very long pages are lists or transcripts
MAX_CHARS = 1200  # of one sentence; longer ones are tables that lost their lines

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]|[؟۔।።](?=\s|$)|\n\s*\n|(?<=[^\w\s,;])\n|\n(?=\s*[-–•*])")
_SPACES = str.maketrans("\n\t\r\xa0", "    ")  # phrases run over line ends
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\"'“])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Cmdr|Adm|Gov|Sen|Rep|Rev|Hon|Pres|St|Jr|Sr|Mt|Ft"
    r"|No|Nos|vs|etc|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|(?:[A-Za-z]\.)+[A-Za-z])$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `lower` has the same length as `text`, so that offsets fit both."""

    index: int  # 0 is the title where there is one
    start: int
    end: int
    text: str
    lower: str
    field: Literal["text", "title"]
    language: str = "en"  # whose words it is read by


def split(article: CleanArticle, language: str = "en") -> list[Sentence]:
    """The title and the sentences of the text, which will be read by the words of a language."""
    found: list[Sentence] = []
    if article.title and article.title.strip():
        found.append(_sentence(0, 0, article.title[:MAX_CHARS], "title", language))
    for start, end in spans(article.text):
        if len(found) >= MAX_SENTENCES:
            break
        found.append(_sentence(len(found), start, article.text[start : min(end, start + MAX_CHARS)], "text", language))
    return found


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        dot = match.start() - (match.group() == "\n")  # `U.S.` may end a line that was cut at its width
        if dot > start and text[dot] == "." and _ABBREVIATED.search(text, max(start, dot - 12), dot):
            continue
        _add(bounds, text, start, match.end())
        start = match.end()
    _add(bounds, text, start, len(text))
    return bounds


def _add(bounds: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    right = len(part.rstrip())
    if right > left:
        bounds.append((start + left, start + right))


def _sentence(index: int, start: int, text: str, where: Literal["text", "title"], language: str) -> Sentence:
    lower = plain(text)
    return Sentence(
        index, start, start + len(text), text, lower if language == "en" else folded(lower), where, language
    )


def plain(text: str) -> str:
    """As rules and models read a sentence: in lower case, one line, of the same length."""
    return lowered(text).translate(_SPACES)


def lowered(text: str) -> str:
    """Lower case at the same length: the few letters that grow when lowered stay as they are."""
    low = text.replace("İ", "i").lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
