"""Numbers in a sentence in lower case: digits, words, and both with a scale (“two dozen”, “1.2 million”)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
# An uncertain plural stands for the least that one would call so.
_PLURALS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000}
_FEW = {"a couple of": 2, "several": 3, "a few": 3, "half a": 0.5, "a": 1, "an": 1}
_WORDS = {**_UNITS, **_TENS}
_PLURAL_SCALE = re.compile(r"(tens|hundreds) of (thousands|millions)|" + "|".join(_PLURALS))
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_DIGITS = r"\d{1,3}(?:,\d{2,3})+|\d{1,7}"
# A number is digits with a scale or none, a plural such as “scores”, or words: “two hundred and twenty-one”.
_NUMBER = re.compile(
    rf"(?<![\w.,$£€])(?:(?P<digits>{_DIGITS})(?:\.(?P<decimals>\d{{1,2}}))?(?: (?P<scale>{_SCALE})\b)?"
    rf"|(?P<plural>{_PLURAL_SCALE.pattern})"
    rf"|(?<!\d )(?P<words>(?:(?:{_WORD}|{_SCALE})\b|(?:{'|'.join(_FEW)}) (?:{_SCALE})\b)"
    rf"(?:(?:[- ]| and (?=(?:{_WORD})\b))(?:{_WORD}|{_SCALE})\b)*))(?![\w%]|,\d)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands."""

    start: int
    end: int
    text: str
    value: float

    @property
    def year(self) -> bool:
        """Whether it looks like one."""
        return len(self.text) == 4 and self.text.isdigit() and 1900 <= self.value <= 2100


def numbers(lower: str) -> Iterator[Number]:
    """The numbers of a sentence, in order; of words that make no number together, the part that does."""
    for match in _NUMBER.finditer(lower):
        if match["digits"] is not None:
            value = float(match["digits"].replace(",", "") + "." + (match["decimals"] or "0"))
            yield Number(match.start(), match.end(), match.group(), value * _SCALES.get(match["scale"] or "", 1))
        elif match["plural"] is not None:
            yield Number(match.start(), match.end(), match.group(), _plural(match["plural"]))
        else:
            yield from _spelled(match)


def _plural(words: str) -> float:
    first, _, second = words.partition(" of ")
    return (
        {"tens": 20, "hundreds": 200}[first] * (1000 if second == "thousands" else 1e6) if second else _PLURALS[first]
    )


def _spelled(match: re.Match[str]) -> Iterator[Number]:
    """Words that follow each other: one number where each adds to the one before, else several (“nine two”)."""
    start = match.start()
    total, part, least = 0.0, 0.0, 1e9  # of whole thousands, what is below, and the smallest that still may follow
    end = start
    for token in re.finditer(rf"(?:{'|'.join(_FEW)}) (?={_SCALE})|{_WORD}|{_SCALE}", match.group()):
        word = token.group().strip()
        if word in _SCALES:
            scale = _SCALES[word]
            part = (part or 1) * scale
            least = scale
            if scale >= 1000:
                total, part = total + part, 0.0
        else:
            value = float(_FEW[word] if word in _FEW else _WORDS[word])
            if value >= least:
                yield Number(start, end, match.string[start:end], total + part)
                start, total, part = match.start() + token.start(), 0.0, 0.0
            part += value
            least = 10 if word in _TENS else (1 if word in _UNITS else 1e9)
        end = match.start() + token.start() + len(word)
    yield Number(start, end, match.string[start:end], total + part)
