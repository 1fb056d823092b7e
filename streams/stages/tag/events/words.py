"""How a language denies, calls off, counts and grades: the lists of its words-XX.yaml, compiled.

What is counted in English is read by patterns of their own (facts.py, numbers.py).
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
    """How one language denies, calls off and grades."""

    no_before: re.Pattern[str]  # at the end of what stands before a word
    no_after: re.Pattern[str]  # at the beginning of what stands after it
    denied_before: re.Pattern[str]
    denied_after: re.Pattern[str]
    called_off: re.Pattern[str]  # a warning, a strike
    ended: re.Pattern[str]  # an epidemic, of which the toll is told with its end
    since: re.Pattern[str]  # at the end of what stands before such an end that is the background of something new
    harm: re.Pattern[str]
    unharmed: re.Pattern[str]  # what looks like harm and says that there is none
    help: re.Pattern[str]  # those who come to help, or to look
    grades: dict[str, re.Pattern[str]]  # Extreme, Severe, Moderate, harmless, unhurt, ahead, unsure, seen


@dataclass(frozen=True, slots=True)
class Counting:
    """How one language other than English counts."""

    spaced: bool
    old: re.Pattern[str]
    risen: re.Pattern[str]  # to what a toll has come, at the end of what stands before the number
    kinds: dict[str, re.Pattern[str]]  # of figures, by their names
    number: re.Pattern[str]
    numbers: dict[str, int]
    scales: dict[str, int]
    joined: re.Pattern[str]  # “and”


class _Compiler:
    """Turns lists of terms into patterns, by the language's way of joining words."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.spaced: bool = table.get("spaced", True)
        clitics = sorted(map(folded, table.get("clitics", ())), key=len, reverse=True)
        joined = f"(?:{'|'.join(clitics)})?" if clitics else ""
        self.start = rf"(?<![{_MARKS}]){joined}" if self.spaced else ""
        self.end = rf"(?![{_MARKS}])" if self.spaced else ""

    def any_of(self, terms: Iterable[str]) -> str:
        """One of the terms, the longest first; a pattern that never matches where there is none.

        Where a word may begin is asked once for all terms, which is several times as fast as asking for each.
        """
        ordered = sorted((folded(str(term).lower()) for term in terms), key=lambda term: (-len(term), term))
        whole = [self._rest(term) for term in ordered if not term.startswith("*")]
        endings = [self._rest(term) for term in ordered if term.startswith("*")]
        found = [f"{self.start}(?:{'|'.join(whole)})"] if whole else []
        if endings:
            inside = rf"(?<![{_MARKS}])[{_MARKS}]*" if self.spaced else self.start
            found.append(f"{inside}(?:{'|'.join(endings)})")
        return f"(?:{'|'.join(found)})" if found else _NEVER.pattern

    def _rest(self, term: str) -> str:
        """The term from its first letter on; ` ... ` stands for two words at most, `*` for the rest of a word."""
        end = rf"[{_MARKS}]*" if term.endswith("*") and self.spaced else self.end
        written = rf"[{_MARKS}]*".join(map(re.escape, term.strip("*").split("*")))
        return written.replace(r"\ \.\.\.\ ", rf"(?: [{_MARKS}]+){{0,2}} ") + end

    def pattern(self, terms: Iterable[str]) -> re.Pattern[str]:
        """One of the terms anywhere."""
        return re.compile(self.any_of(terms))

    def before(self, terms: Iterable[str], words: int, letters: int, between: Iterable[str] = ()) -> re.Pattern[str]:
        """The terms at the end of a text, with so many words (or letters, where words are not parted) after them."""
        word = self._between(between)
        gap = rf"(?:\s+{word}){{0,{words}}}\s*$" if self.spaced else rf"[^\s。、，,；]{{0,{letters}}}$"
        return re.compile(self.any_of(terms) + gap)

    def after(self, terms: Iterable[str], words: int, letters: int, between: Iterable[str] = ()) -> re.Pattern[str]:
        """The same at the beginning of a text."""
        word = self._between(between)
        gap = rf"^{_STOP}*(?:\s+{word}){{0,{words}}}?\s*" if self.spaced else rf"^[^\s。、，,；]{{0,{letters}}}?"
        return re.compile(gap + self.any_of(terms))

    def _between(self, words: Iterable[str]) -> str:
        """A word that may stand between: any, where none are listed."""
        return self.any_of(words) if words else rf"{_STOP}+"

    def over(self, table: dict[str, list[str]], what: str) -> re.Pattern[str]:
        """What is over, and a word that says so, in one clause; or a phrase that says both."""
        named, lifted = self.any_of(table.get(what, ())), self.any_of(table.get("lifted", ()))
        lifts = self.any_of(table["lifts"]) if "lifts" in table else lifted
        gap = r"[^.,;:。；]{0,40}?"
        return re.compile(rf"{lifts}{gap}{named}|{named}{gap}{lifted}|{self.any_of(table.get('phrases', ()))}")


@cache
def words_of(language: str) -> Words:
    """How a language of LANGUAGES denies, calls off and grades."""
    table, make = _table(language)
    no, harm = table["negation"], table.get("harm", {})
    between = no.get("between", ())
    return Words(
        no_before=make.before(no.get("before", ()), 3, 5, between),
        no_after=make.after(no.get("after", ()), 2, 5, between),
        denied_before=make.before(no["denied"], 5, 12, between),
        denied_after=make.after(no["denied"], 4, 12, between),
        called_off=make.over(table["over"], "warnings"),
        ended=make.over(table.get("ended", {}), "what"),
        since=make.before(table.get("since", ()), 8, 0),
        harm=make.pattern(harm.get("told", ())),
        unharmed=make.pattern(harm.get("none", ())),
        help=make.pattern(harm.get("help", ())),
        grades={name: make.pattern(terms) for name, terms in table["grades"].items()},
    )


@cache
def counting_of(language: str) -> Counting:
    """How a language of LANGUAGES other than English counts."""
    table, make = _table(language)
    numbers = {folded(str(word)): int(value) for word, value in table["numbers"].items()}
    scales = {folded(str(word)): int(value) for word, value in table["scales"].items()}
    return Counting(
        spaced=make.spaced,
        old=make.pattern(table["old"]),
        risen=make.before(table["risen"], 2, 4),
        kinds={kind: make.pattern(terms) for kind, terms in table["figures"].items()},
        number=_number(make, numbers, scales, table),
        numbers=numbers,
        scales=scales,
        joined=make.pattern(table.get("and", ())),
    )


def _table(language: str) -> tuple[dict[str, Any], _Compiler]:
    if language not in LANGUAGES:
        raise KeyError(language)
    table = read_table("event_terms", f"words-{language}.yaml")
    return table, _Compiler(table)


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
