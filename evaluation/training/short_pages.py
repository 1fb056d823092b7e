"""Makes a short page of a long one, in the furniture and the script of some language, for the line model to learn from.

The sets hold long pages, nearly all of them in Latin script. A feed's page may be a title, three paragraphs and two
headings in any script, with a line of advertising between. What such a page is made of is known: paragraphs and
furniture of the long page, and the phrases of streams/data/furniture.txt. Scripts are put on letter by letter, since
the model sees classes of characters and no words.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np

from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import KINDS, furniture_bits
from streams.stages.clean.page import Block, Page

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC, _ARABIC, _HINDI = "абцдефгхийклмнопярстувшжыз", "ابجدهفقحيكلمنوپرستثعغخشزطص", "अबचदएफगहइजकलमनओपतरसटउवथखयझ"
_HAN_LANGUAGE = "Chinese"
_LETTERS = {"Russian": _CYRILLIC, "Arabic": _ARABIC, "Hindi": _HINDI}
_MARKS = {
    "Arabic": str.maketrans(",;?", "،؛؟"),
    "Hindi": str.maketrans(".", "।"),
    _HAN_LANGUAGE: str.maketrans(".,?!:;", "。，？！：；"),
}
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_HAN, _HAN_COUNT, _HAN_LETTERS = 0x4E00, 5000, 3  # the first, how many are used, letters for which one stands
_WORD = re.compile(r"[^\W\d_]+")
_NO_LANGUAGE = "Vietnamese"  # too many scripts in one
_ABOVE, _INSIDE, _BELOW = (
    ("share", "dates", "comment", "navigation"),
    ("advert", "related", "newsletter"),
    ("related", "trending", "comment", "tags", "share", "newsletter"),
)
_FEWEST_LINES = 3
_ANYWHERE = "anywhere"
# How often: a paragraph is one or two of its sentences, a paragraph says what furniture says, something stands between
# two paragraphs, another article follows; the article is a flash of one paragraph, nothing stands around it.
_CUT, _SAYS, _PARTED, _FOLLOWED, _FLASH, _BARE = 0.4, 0.06, 0.2, 0.1, 0.1, 0.15
_HEADING_WORDS = range(4, 15)

Phrases = dict[str, list[str]]


@cache
def _phrases() -> dict[str, Phrases]:
    """The phrases of each group of languages by kind; those that do not begin a line apart."""
    groups: dict[str, Phrases] = {}
    for line in files("streams.data").joinpath("furniture.txt").read_text("utf-8").splitlines():
        if line.startswith("# ") and len(line) < 80 and not line.endswith("."):
            group = groups.setdefault(re.split(r"[ ,]", line[2:])[0], {})
        elif "\t" in line:
            kind, _, listed = line.partition("\t")
            for phrase in filter(None, listed.split("|")):
                marked = phrase[0] in "^="
                group.setdefault(kind if marked else _ANYWHERE, []).append(phrase[marked:])
    return {name: phrases for name, phrases in groups.items() if name != _NO_LANGUAGE}


@dataclass
class _Writer:
    """Puts a page together, line by line."""

    language: str
    random: np.random.Generator
    headings: list[str]
    lines: list[str] = field(default_factory=list)
    labels: list[float] = field(default_factory=list)

    def add(self, text: str, label: float = 0.0) -> None:
        self.lines.append(text)
        self.labels.append(label)

    def phrase(self, kind: str) -> str | None:
        known = _phrases()[self.language].get(kind) or []
        return _capital(str(self.random.choice(known))) if known else None

    def heading(self) -> str | None:
        return in_script(str(self.random.choice(self.headings)), self.language) if self.headings else None

    def some(self, most: int) -> int:
        return int(self.random.integers(0, most + 1))

    def own(self, text: str, bits: int) -> None:
        """A line of the page's own furniture; another script has its own words for it."""
        kind = KINDS[(bits & -bits).bit_length() - 1] if bits and self.language in (*_LETTERS, _HAN_LANGUAGE) else None
        if text := (kind and self.phrase(kind)) or in_script(text, self.language):
            self.add(text)

    def furniture(self, kinds: tuple[str, ...], most: int) -> None:
        for _ in range(self.some(most)):
            if text := self.phrase(str(self.random.choice(kinds))):
                self.add(text)

    def scraps(self, most: int) -> None:
        """Short lines that no list knows."""
        for _ in range(self.some(most)):
            if words := (self.heading() or "").split():
                self.add(_capital(" ".join(words[: 1 + self.some(2)])))

    def insert(self) -> None:
        """What stands between two paragraphs: advertising, or a link to another article in one line or two."""
        kind = str(self.random.choice(_INSIDE))
        if not (phrase := self.phrase(kind)):
            return
        heading = self.heading() if kind == "related" else None
        if heading and self.random.random() < 0.6:
            self.add(f"{phrase}: {heading}")
            return
        self.add(phrase)
        if heading:
            self.add(heading)
        elif kind == "newsletter":
            self.scraps(3)

    def paragraph(self, text: str, label: float) -> None:
        """Some or all sentences of a paragraph."""
        sentences = _SENTENCES.split(text)
        if self.random.random() < _CUT:
            first = self.some(len(sentences) - 1)
            sentences = sentences[first : first + 1 + self.some(1)]
        known = _phrases()[self.language].get(_ANYWHERE) or []
        parts = [in_script(sentence, self.language) for sentence in sentences]
        if known and self.random.random() < _SAYS:
            place = self.some(len(parts[0]) - 1)
            words = parts[0][:place].rstrip(), str(self.random.choice(known)), parts[0][place:].lstrip()
            parts[0] = ("" if self.language == _HAN_LANGUAGE else " ").join(words).strip()
        self.add(("" if self.language == _HAN_LANGUAGE else " ").join(parts), label)


def short_page(page: Page, labels: list[float], name: str, other: list[str]) -> tuple[Page, list[float]] | None:
    """A page of some of the lines, and its labels; the name draws which. None where the article is too short. `other`
    are paragraphs of another article, which may follow."""
    texts = [block.text for block in page.blocks]
    body = [at for at, label in enumerate(labels) if label > 0.5]
    if len(body) < _FEWEST_LINES:
        return None
    random = np.random.default_rng(crc32(name.encode()))
    bits = furniture_bits([text.lower() for text in texts]).tolist()
    headings = [
        text
        for text, label, flags in zip(texts, labels, bits, strict=True)
        if label < 0.1 and not flags and text.count(" ") + 1 in _HEADING_WORDS and not ends_sentence(text)
    ]
    writer = _Writer(str(random.choice(list(_phrases()))), random, headings)
    own = list(zip(texts, bits, strict=True))
    bare, flash = random.random() < _BARE, random.random() < _FLASH
    if not bare:
        _above(writer, own[: body[0]])
    # The real beginning and the real end, without what stands between.
    chosen = {*body[: 1 + writer.some(7)], *body[-1 - writer.some(3) :]}
    for number, at in enumerate(sorted(chosen)[: 1 if flash else None]):
        if number and not bare and random.random() < _PARTED:
            writer.insert()
        writer.paragraph(texts[at], 1.0)
    if not bare:
        _below(writer, own[body[-1] + 1 :], other)
    apart = random.random() < 0.4
    return Page([Block(text, apart) for text in writer.lines]), writer.labels


def _above(writer: _Writer, own: list[tuple[str, int]]) -> None:
    """What precedes the article."""
    writer.furniture(("navigation",), 6)
    for text, bits in own[max(0, len(own) - writer.some(8)) :]:
        writer.own(text, bits)
    writer.furniture(_ABOVE, 2)
    writer.scraps(2)


def _below(writer: _Writer, own: list[tuple[str, int]], other: list[str]) -> None:
    """What follows the article."""
    if other and writer.random.random() < _FOLLOWED:
        writer.furniture(("related", "tags", "comment"), 1)
        if heading := writer.heading():
            writer.add(heading)
        for text in other[: 1 + writer.some(2)]:
            writer.paragraph(text, 0.0)
    for text, bits in own[: writer.some(8)]:
        writer.own(text, bits)
    for _ in range(writer.some(2)):
        writer.furniture(_BELOW, 1)
        if writer.some(1) and (heading := writer.heading()):
            writer.add(heading)
    writer.scraps(1)
    writer.furniture(("legal", "navigation", "share"), 2)


def in_script(text: str, language: str) -> str:
    """The text in letters of the language's script; Latin stays as it is."""
    if language in _LETTERS or language == _HAN_LANGUAGE:
        text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    if language == _HAN_LANGUAGE:
        text = _WORD.sub(_in_han, text).replace(" ", "")
    elif letters := _LETTERS.get(language):
        text = text.translate(str.maketrans(_LATIN + _LATIN.upper(), letters + letters.upper()))
    return text.translate(_MARKS[language]) if language in _MARKS else text


def _in_han(word: re.Match[str]) -> str:
    small = word[0].lower()
    parts = [small[at : at + _HAN_LETTERS] for at in range(0, len(small), _HAN_LETTERS)]
    return "".join(chr(_HAN + crc32(part.encode()) % _HAN_COUNT) for part in parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
