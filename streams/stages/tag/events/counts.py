"""Figures in languages without a learnt model: each number goes to the nearest word that says what it counts."""

import re
from bisect import bisect_left

from streams.records import Fact
from streams.stages.tag.events.sentences import Sentence
from streams.stages.tag.events.words import Counting, counting_of

_WORDS_BETWEEN, _LETTERS_BETWEEN = 4, 8  # that may stand between a number and what it counts
_JOINED = 3  # as many words an “and” counts: what stands behind it is mostly told of another number
_COMMA = 2  # and a comma: “48 aboard, all killed”
_RISEN = 90  # letters in which a toll may stand before what it has risen to
_NEAREST = 3  # words of each kind that are tried on either side of a number
_PARTED = re.compile(r"[.;:!?؛。；]")
_COMMAS = re.compile(r"[,،、，]")
_STRENGTH = range(3, 10)  # whole numbers of a magnitude
_HAN = {"十": 10, "百": 100, "千": 1000}


def counted(sentence: Sentence) -> list[tuple[str, Fact]]:
    """Every figure in a sentence that says what it counts, in order."""
    words = counting_of(sentence.language)
    numbers = [(m, value) for m in words.number.finditer(sentence.lower) if (value := _value(m, words)) is not None]
    if not numbers:
        return []
    pairs = sorted(_pairs(sentence.lower, numbers, words))
    used: set[int] = set()
    named: set[tuple[int, int]] = set()
    found: list[tuple[str, Fact]] = []
    for _, _, at, span, kind in pairs:
        if at in used or span in named:
            continue
        used.add(at)
        named.add(span)
        match, value = numbers[at]
        end = max(match.end(part) for part in ("digits", "word", "more", "scale"))
        fact = Fact(value=value, start=sentence.start + match.start(), end=sentence.start + end, field=sentence.field)
        found.append((kind, fact))
    return sorted(found, key=lambda item: item[1].start)


def _pairs(
    lower: str, numbers: list[tuple[re.Match[str], float]], words: Counting
) -> list[tuple[int, int, int, tuple[int, int], str]]:
    """Numbers with words that they may count: distance, whether the word stands first, number, word, kind."""
    found = []
    for kind, pattern in words.kinds.items():
        spans = [match.span() for match in pattern.finditer(lower)]
        starts = [start for start, _ in spans]
        for at, (match, value) in enumerate(numbers):
            if not _counts(kind, match, value, words):
                continue
            middle = bisect_left(starts, match.start())
            for start, end in spans[max(0, middle - _NEAREST) : middle + _NEAREST]:
                before = start < match.start()
                between = lower[end : match.start()] if before else lower[match.end() : start]
                distance = _distance(between, words)
                if distance is not None:
                    found.append((distance, int(before), at, (start, end), kind))
                elif kind == "killed" and before and _risen(lower, end, match.start(), words):
                    found.append((_WORDS_BETWEEN, 1, at, (start, end), kind))
    return found


def _risen(lower: str, toll: int, number: int, words: Counting) -> bool:
    """Whether the sentence says between a toll and a number that the one has come to the other."""
    return number - toll <= _RISEN and bool(words.risen.search(lower[toll:number]))


def _counts(kind: str, match: re.Match[str], value: float, words: Counting) -> bool:
    """Whether a number can be of the kind: people are whole, in scripts without spaces they are counted by a word."""
    if kind == "magnitude":
        return 2 < value < 10 and match["digits"] is not None and (value != int(value) or value in _STRENGTH)
    if value != int(value) or not value:
        return False
    if match["counter"] is None and not words.spaced:
        return False
    return not (match["digits"] and not match["scale"] and re.fullmatch(r"(?:19|20)\d\d", match["digits"]))


def _distance(between: str, words: Counting) -> int | None:
    """Words, or letters where words are not parted, between a number and a word; None where they are too far."""
    if _PARTED.search(between):
        return None
    if words.spaced:
        length = len(between.split()) + _JOINED * bool(words.joined.search(between))
        length += _COMMA * len(_COMMAS.findall(between))
    else:
        length = len(between.strip()) + _LETTERS_BETWEEN * bool(_COMMAS.search(between))
    return length if length <= (_WORDS_BETWEEN if words.spaced else _LETTERS_BETWEEN) else None


def _value(match: re.Match[str], words: Counting) -> float | None:
    scale = words.scales.get(match["scale"] or "", 1)
    if match["digits"] is not None:
        rest = 0 if words.spaced or not match["more"] else int(match["more"]) * words.scales.get(match["thousand"], 1)
        return _figures(match["digits"]) * scale + rest  # 3만7천 is 37,000
    if not words.spaced:
        value = _han(match["word"], words)
        return None if value is None else float(value * scale)
    number = words.numbers[match["word"]]
    ones = words.numbers.get(match["more"] or "", 0) if number % 10 == 0 else 0  # twenty-five, but no five-three
    return float((number + ones) * scale)


def _figures(digits: str) -> float:
    """1.200 and 1 200 are thousands, 7,2 is seven and two tenths, whatever the country."""
    parts = re.split(r"[.,٬٫ ]", digits)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        return float("".join(parts))
    return float(".".join(parts))


def _han(word: str, words: Counting) -> int | None:
    """A number in Chinese characters: 三十二 is 32; other words (수십) as the list has them."""
    if word in words.numbers:
        return words.numbers[word]
    total = digit = 0
    for letter in word:
        unit = _HAN.get(letter)
        if unit:
            total += (digit or 1) * unit
            digit = 0
        elif letter in words.numbers and not digit:
            digit = words.numbers[letter]
        else:
            return None
    return total + digit
