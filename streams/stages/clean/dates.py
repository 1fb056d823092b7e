"""Finds dates as pages write them, in some 70 languages, without judging yet what they mean in UTC (see stamps.py)."""

import re
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from streams.stages.clean.calendars import SOLAR_MONTHS, from_era, from_solar
from streams.stages.clean.zones import WORDS

_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_LINE_CHARS = 400
_FEW_WORDS, _FEW_TIMED = 2, 6  # beside a date, or one with a time of day, of a line that tells the date
_WORD = re.compile(r"\w+")

Clock = tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text, not yet judged: where day and month could change places, `other` holds the second reading."""

    raw: str
    start: int
    end: int
    day: date
    other: date | None = None
    time: Clock | None = None
    zone: str = ""  # +05:30, Z or a word
    ordered: bool | None = None  # a date in digits alone whose day can only stand first (True) or second (False)


def _names() -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    """The names of the months and of the days of the week with their numbers, and what may stand between a date and its
    time of day."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    between: set[str] = set()
    text = files("streams.data").joinpath("months.txt").read_text("utf-8")
    for line in text.splitlines():
        number, _, listed = line.partition(" ")
        words = listed.split("|")
        if number.isdigit():
            months.update(dict.fromkeys(words, int(number)))
        elif number.startswith(("weekday", "between")):
            between.update(words)
            if (day := number.removeprefix("weekday")).isdigit():
                weekdays.update(dict.fromkeys(words, int(day)))
    return months, weekdays, frozenset(between)


MONTHS, _WEEKDAYS, _BETWEEN = _names()


def _month(name: str) -> int:
    # Turkish capitals: the small form of İ is an i with a dot that no table holds.
    month = MONTHS.get(" ".join(name.lower().replace("i̇", "i").split()), 0)
    if not month and (glued := _GLUED.search(name)):
        month = MONTHS.get(glued.group().lower(), 0)  # a flattener glued a name to it: Jane DoeDec
    return month


def is_month(word: str) -> bool:
    """Whether the word names a month, in any of the languages."""
    return _month(word) > 0


_HALF_BEFORE = "午前|午後|오전|오후|上午|下午|凌晨|晚上|中午"
_TIME = (
    rf"(?P<early>{_HALF_BEFORE})?\s?(?P<hour>[012]?\d)"
    r"(?:\s?[:.hH時时시]\s?(?P<minute>[0-5]\d)(?:\s?[:.]\s?(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d))?"
    r"(?:\s?(?P<half>[aApP]\.?\s?[mM]\b\.?|[صم](?!\w)))?"
)
# `et` and `ist` are words of French and German: the short ones count in capitals alone.
_ZONE_WORDS = "|".join(
    rf"(?i:{re.escape(word)})" if " " in word else re.escape(word)
    for word in sorted(WORDS, key=lambda word: (-len(word), word))
)
# A sign alone may be a dash before the next time: it counts after seconds, after T, or before four digits.
_ZONE = (
    r"(?P<zone>Z\b|\(?(?:UTC|GMT)\s?[+−-]\s?\d\d?(?::?\d\d)?\b|(?<=:\d\d:\d\d)\s?[+-]\d\d:?\d\d\b|\s[+-]\d{4}\b|"
    rf"\(?(?:{_ZONE_WORDS})\b)"
)
_UNIT = r"(?:Uhr|hrs?\b|h\b|Hrs\b|ч\.?|分|분|น\.)"
_CLOCK = re.compile(
    rf"(?:T|(?:\s?[(（]\w{{1,3}}[)）])?[\s,.;|@•·–—/()-]{{0,5}}(?P<words>(?:(?!{_HALF_BEFORE})[^\W\d_][\w’'-]*[.,]?,?[\s|:–-]{{1,3}}){{0,4}}))\s?{_TIME}(?:\s?{_UNIT})?(?:\s?{_ZONE})?"
)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d:.]){_TIME}(?:\s?{_UNIT})?(?:\s?{_ZONE})?\)?[\s,|•·–—-]{{1,4}}(?:on\s)?(?P<words>(?:[^\W\d_]{{2,12}}\.?,?\s)?)$"
)
_ISO = re.compile(r"(?<![\d/.-])(?P<y>\d{4})(?P<s>[-/.])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<d>\d{1,2})(?![\d/]|[-.]\d)")
_NUMBERS = re.compile(
    r"(?<![\d/.:-])(?P<a>\d{1,2})(?P<s>[-/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>\d{4}|\d{2})(?![\d/:]|[-.]\d)"
)
_EAST = re.compile(
    r"(?:(?P<y>\d{4})\s?[年년]|(?P<era>令和|平成|昭和|民國)(?P<n>\d{1,3}|元)年)"
    r"\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]"
)
_LETTERS = r"[^\W\d_](?:[^\W\d_]|['’\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u200c]){1,17}"
_NAME = rf"(?P<name>(?:كانون|تشرين)\s\w+|{_LETTERS})"
_DAY_NAME = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.|-го)?[\s-]{{0,2}}(?:de\s|of\s|d['’]|di\s)?{_NAME}\.?,?"
    rf"(?:\s?/\s?(?:(?:كانون|تشرين)\s)?{_LETTERS})?[\s-]{{0,2}}(?:de\s|del\s|of\s)?(?P<y>\d{{4}}|['’]\d{{2}})(?!\d)"
)
_NAME_DAY = re.compile(rf"(?<![^\W\d_]){_NAME}\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?:de\s)?(?P<y>\d{{4}})(?!\d)")
_YEAR_NAME = re.compile(rf"(?<!\d)(?P<y>\d{{4}})[\s-]{_NAME}\.?[\s-](?P<d>\d{{1,2}})(?!\d)")
_GLUED = re.compile(r"(?<=[a-zA-Z])[A-Z][a-z]{2,8}$")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯", "0123456789" * 4)
# Written so that the first character alone rules most places out.
_HAS_YEAR = re.compile(r"[\d'’和成國](?:(?<=\d)(?:\d{3}|[-/.]\s?\d\d(?!\d))|(?<=['’])\d\d|(?<=[和成國])\w{1,3}年)")

_WEEKDAY = re.compile(r"([^\W\d_]{2,14})\.?,?\s$")
_TWO_NUMBERS = re.compile(r"\d\D+\d")  # a day beside the year


def find_dates(text: str) -> list[Found]:
    """Every full date in the text (its first 400 characters), left to right."""
    if not (_HAS_YEAR.search(text, 0, _LINE_CHARS) and _TWO_NUMBERS.search(text, 0, _LINE_CHARS)):
        return []
    text = text[:_LINE_CHARS]
    if not text.isascii():
        text = text.translate(_DIGITS)
    found: list[Found] = []
    for pattern in (_ISO, _EAST, _NUMBERS, _DAY_NAME, _NAME_DAY, _YEAR_NAME):
        for match in pattern.finditer(text):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            if one := _found(text, match, pattern):
                found.append(one)
    found.sort(key=lambda one: one.start)
    return found


def is_date_line(text: str) -> bool:
    """Whether the line tells when the page was published: hardly a word stands beside its date."""
    dates = find_dates(text)
    if not dates:
        return False
    beside = _WORD.findall(text[: dates[0].start] + text[dates[-1].end :])
    return len(beside) <= (_FEW_TIMED if any(one.time for one in dates) else _FEW_WORDS)


def _found(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> Found | None:
    parts = match.groupdict()
    other, ordered = None, None
    if pattern is _NUMBERS:
        day, other, ordered = _from_numbers(int(parts["a"]), int(parts["b"]), _year(parts["y"]), parts["s"])
        if day and other and (ruled := _by_weekday(text[: match.start()], day, other)):
            day, other, ordered = ruled, None, ruled == day
    elif "name" in parts:
        day = _from_name(parts["name"], int(parts["d"]), _year(parts["y"]))
    else:
        year = from_era(parts["era"], parts["n"]) if parts.get("era") else int(parts["y"])
        day = make_day(year, int(parts["m"]), int(parts["d"]))
    if day is None:
        return None
    start, end = match.span()
    clock = None
    if after := _CLOCK.match(text, end):
        clock = _clock_of(after)
        end = after.end() if clock else end
    if clock is None and (before := _CLOCK_BEFORE.search(text[max(0, start - 40) : start])):
        clock = _clock_of(before)
        start = max(0, start - 40) + before.start() if clock else start
    time, zone = clock or (None, "")
    return Found(text[start:end].strip(" ,|("), start, end, day, other, time, zone, ordered)


def _from_numbers(first: int, second: int, year: int, separator: str) -> tuple[date | None, date | None, bool | None]:
    """Day first, its second reading, and which order is certain. Points stand in languages that put the day first."""
    day, other = make_day(year, second, first), make_day(year, first, second)
    if separator == ".":
        return day, None, None
    if day and other:
        return day, None if day == other else other, None
    return day or other, None, day is not None


def _by_weekday(before: str, day: date, other: date) -> date | None:
    """The reading that falls on the day of the week that stands before the date; None where both or neither do."""
    named = _WEEKDAY.search(before[-20:])
    number = _WEEKDAYS.get(named[1].lower()) if named else None
    fits = [one for one in (day, other) if one.isoweekday() == number]
    return fits[0] if len(fits) == 1 else None


def _from_name(name: str, number: int, year: int) -> date | None:
    if month := _month(name):
        return make_day(year, month, number)
    solar = SOLAR_MONTHS.get(name.lower())
    return from_solar(year, solar, number) if solar else None


def _clock_of(match: re.Match[str]) -> tuple[Clock, str] | None:
    words = match["words"]
    if words and not all(word.strip(".,:|-–").lower() in _BETWEEN for word in words.split()):
        return None
    return read_clock(match.groupdict())


def read_clock(parts: dict[str, str | None]) -> tuple[Clock, str] | None:
    """Hour, minute and second (None where the text has none) with the zone's words; None where it is no time of day."""
    half = (parts.get("half") or parts.get("early") or "").lower().replace(".", "").replace(" ", "")
    if parts.get("minute") is None and (not half or half in "صم"):
        return None
    hour, minute = int(parts["hour"] or 0), int(parts.get("minute") or 0)
    second = int(parts["second"] or 0) if parts.get("second") else None
    if half in {"pm", "午後", "오후", "下午", "晚上", "م"} and hour < 12:
        hour += 12
    elif half in {"am", "午前", "오전", "上午", "凌晨", "ص"} and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    return (hour, minute, second), (parts.get("zone") or "").strip("( ")


def _year(digits: str) -> int:
    year = int(digits.lstrip("'’"))
    return year + 2000 if year < 100 else year


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, None where there is none; a year of the Persian calendar is turned into ours."""
    if solar := from_solar(year, month, day):
        return solar
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
