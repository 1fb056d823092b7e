"""How a language without a learnt model denies, calls off, counts and grades: the lists of its words-XX.yaml, compiled.

English has patterns of its own beside the code that uses them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from streams.stages.tag.events.rules import LANGUAGES, folded
from streams.stages.tag.tables import read_table

_NEVER = re.compile(r"(?!)")
_MARKS = r"\w\u0300-\u036f\u0900-\u097f"  # letters with the signs that regular expressions do not count among them
_STOP = r"[^\s.,;:!?،؛]"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's lists."""

    spaced: bool
    no_before: re.Pattern[str]  # at the end of what stands before a word
    no_after: re.Pattern[str]  # at the beginning of what stands after it
    denied_before: re.Pattern[str]
    denied_after: re.Pattern[str]
    called_off: re.Pattern[str]
    old: re.Pattern[str]
    risen: re.Pattern[str]  # to what a toll has come, at the end of what stands before the number
    kinds: dict[str, re.Pattern[str]]  # of figures, by their names
    number: re.Pattern[str]
    numbers: dict[str, int]
    scales: dict[str, int]
    joined: re.Pattern[str]  # “and”
    grades: dict[str, re.Pattern[str]]  # Extreme, Severe, ahead, unsure, seen


class _Compiler:
    """Turns lists of terms into patterns, by the language's way of joining words."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.spaced: bool = table.get("spaced", True)
        clitics = sorted(map(folded, table.get("clitics", ())), key=len, reverse=True)
        joined = f"(?:{'|'.join(clitics)})?" if clitics else ""
        self.start = rf"(?<![{_MARKS}]){joined}" if self.spaced else ""
        self.end = rf"(?![{_MARKS}])" if self.spaced else ""

    def any_of(self, terms: Iterable[str]) -> str:
        """One of the terms, as words or as beginnings of words; a pattern that never matches where there is none."""
        found = [self._one(folded(str(term).lower())) for term in terms]
        return f"(?:{'|'.join(found)})" if found else _NEVER.pattern

    def _one(self, term: str) -> str:
        start = rf"(?<![{_MARKS}])[{_MARKS}]*" if term.startswith("*") and self.spaced else self.start
        end = rf"[{_MARKS}]*" if term.endswith("*") and self.spaced else self.end
        return start + rf"[{_MARKS}]*".join(map(re.escape, term.strip("*").split("*"))) + end

    def before(self, terms: Iterable[str], words: int, letters: int) -> re.Pattern[str]:
        """The terms at the end of a text, with so many words (or letters, where words are not parted) after them."""
        gap = rf"(?:\s+{_STOP}+){{0,{words}}}\s*$" if self.spaced else rf"[^\s。、，,；]{{0,{letters}}}$"
        return re.compile(self.any_of(terms) + gap)

    def after(self, terms: Iterable[str], words: int, letters: int) -> re.Pattern[str]:
        """The same at the beginning of a text."""
        gap = rf"^{_STOP}*(?:\s+{_STOP}+){{0,{words}}}?\s*" if self.spaced else rf"^[^\s。、，,；]{{0,{letters}}}?"
        return re.compile(gap + self.any_of(terms))

    def near(self, ones: Iterable[str], others: Iterable[str]) -> re.Pattern[str]:
        """One of each, in either order, in one clause."""
        one, other = self.any_of(ones), self.any_of(others)
        return re.compile(rf"{one}[^.;:。；]{{0,40}}?{other}|{other}[^.;:。；]{{0,40}}?{one}")


@cache
def words_of(language: str) -> Words:
    """The lists of a language of LANGUAGES other than English."""
    if language not in LANGUAGES or language == "en":
        raise KeyError(language)
    table = read_table("event_terms", f"words-{language}.yaml")
    make = _Compiler(table)
    no, over = table["negation"], table["over"]
    numbers = {folded(str(word)): int(value) for word, value in table["numbers"].items()}
    scales = {folded(str(word)): int(value) for word, value in table["scales"].items()}
    return Words(
        spaced=make.spaced,
        no_before=make.before(no.get("before", ()), 3, 5),
        no_after=make.after(no.get("after", ()), 2, 5),
        denied_before=make.before(no["denied"], 5, 12),
        denied_after=make.after(no["denied"], 4, 12),
        called_off=make.near(over["warnings"], over["lifted"]),
        old=re.compile(make.any_of(table["old"])),
        risen=make.before(table["risen"], 2, 4),
        kinds={kind: re.compile(make.any_of(terms)) for kind, terms in table["figures"].items()},
        number=_number(make, numbers, scales, table),
        numbers=numbers,
        scales=scales,
        joined=re.compile(make.any_of(table.get("and", ()))),
        grades={name: re.compile(make.any_of(terms)) for name, terms in table["grades"].items()},
    )


def _number(make: _Compiler, numbers: dict[str, int], scales: dict[str, int], table: dict[str, Any]) -> re.Pattern[str]:
    """A number in figures or words, with its scale, and the counting word after it where the language has such."""
    longest = sorted(numbers, key=len, reverse=True)
    words = "|".join(map(re.escape, longest)) or _NEVER.pattern
    scale = "|".join(re.escape(word) for word in sorted(scales, key=len, reverse=True))
    joined = "|".join(re.escape(folded(word)) for word in table.get("joiners", ()))
    figures = r"\d{1,3}(?:[.,٬](?:\d{3})(?!\d))+|\d{1,3}(?: \d{3}(?!\d))+|\d{1,7}(?:[.,٫]\d{1,2})?(?!\d)"
    # What is counted in figures may be anything: a unit of time, of money or of length says that it is no people.
    units = "|".join(re.escape(folded(unit)) for unit in table.get("units", ()))
    if make.spaced:
        ones = "|".join(re.escape(word) for word in longest if numbers[word] < 10)
        more = rf"(?:\s(?:(?:{joined})\s)?(?P<more>{ones}){make.end})?" if "joiners" in table else r"(?P<more>(?!))?"
        plain = rf"(?P<digits>{figures})|(?P<word>{words}){make.end}{more}"
        return re.compile(
            rf"(?<![\w.,])(?:{plain})(?:\s?(?P<scale>{scale}){make.end})?(?P<counter>(?!))?"
            rf"(?!\s?(?:{units}){make.end}|[-\w%])"
        )
    counters = "|".join(map(re.escape, table["counters"]))
    about = "|".join(map(re.escape, table["about"]))
    return re.compile(
        rf"(?<![\d.])(?:(?P<digits>{figures})|(?P<word>(?:{words})+))"
        rf"(?:(?:{about})?(?P<scale>{scale})(?:(?P<more>\d{{1,4}})(?P<thousand>{scale})?)?)?(?:{about})?"
        rf"\s?(?P<counter>{counters})?(?!{units}|[\d%])"
    )
