"""Reads dates as pages write them, in some 70 languages, and tells what they mean in UTC."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files

from streams.records import Stamp
from streams.stages.clean.zones import WORDS, in_utc, zone_offset

_FIRST_YEAR, _LAST_YEAR = 1970, 2100


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text, not yet judged: where day and month could change places, `other` holds the second reading."""

    raw: str
    start: int
    end: int
    day: date
    other: date | None = None
    time: tuple[int, int, int | None] | None = None
    zone: str = ""  # +05:30, Z or a word


@dataclass(frozen=True, slots=True)
class Habits:
    """How this page writes dates, as far as it shows."""

    country: str | None = None  # of the source
    day_first: bool | None = None


def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    text = files("streams.data").joinpath("months.txt").read_text("utf-8")
    for line in text.splitlines():
        number, _, words = line.partition(" ")
        if number.isdigit():
            names.update(dict.fromkeys(words.split("|"), int(number)))
    return names


MONTHS = _month_names()


def is_month(word: str) -> bool:
    """Whether the word names a month, in any of the languages."""
    return word.lower() in MONTHS


_TIME = (
    r"(?P<hour>[012]?\d)(?:\s?[:.hH]\s?(?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?)?"
    r"\s?(?P<half>[aApP]\.?\s?[mM]\b\.?)?"
)
_ZONE_WORDS = "|".join(sorted(map(re.escape, WORDS), key=lambda word: (-len(word), word)))
_ZONE = rf"(?P<zone>Z\b|(?:(?:UTC|GMT)\s?)?[+-]\s?\d\d?:?(?:\d\d)?\b|\(?(?:{_ZONE_WORDS})\b)"
_CLOCK = re.compile(
    rf"(?:T|\s{{0,3}}(?:[,|@•·–—-]|at|um|à|a las|às|kl\.?|om|alle|ore|в|о|saat|pukul|klo|"
    rf"o godz\.?)?\s{{0,3}}(?:at\s)?){_TIME}"
    rf"\s?(?:Uhr|hrs?\b|h\b)?\s?{_ZONE}?"
)
_CLOCK_BEFORE = re.compile(
    rf"\b{_TIME}\s?(?:Uhr|hrs?)?\s?{_ZONE}?[\s,|•·–—-]{{1,4}}(?:on\s)?(?:[^\W\d_]{{2,12}},?\s)?$"
)
_ISO = re.compile(r"(?<![\d/.-])(?P<y>\d{4})(?P<s>[-/.])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<d>\d{1,2})(?![\d/]|[-.]\d)")
_NUMBERS = re.compile(
    r"(?<![\d/.:-])(?P<a>\d{1,2})(?P<s>[-/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>\d{4}|\d{2})(?![\d/:]|[-.]\d)"
)
_EAST = re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]")
_EAST_CLOCK = re.compile(
    r"\s?(?:\([^)]{1,4}\)\s?)?(?P<half>午前|午後|오전|오후|上午|下午)?\s?(?P<hour>\d{1,2})[時时시:](?P<minute>\d{1,2})?"
)
_NAME = r"(?P<name>[^\W\d_](?:[^\W\d_]|['’\u0300-\u036f\u064b-\u065f\u0900-\u0dff]){1,17})"
_DAY_NAME = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.|-го)?[\s-]{{0,2}}(?:de\s|of\s|d['’]|di\s)?{_NAME}\.?,?[\s-]{{0,2}}"
    r"(?:de\s|del\s|of\s)?(?P<y>\d{4}|['’]\d{2})(?!\d)"
)
_NAME_DAY = re.compile(rf"(?<![^\W\d_]){_NAME}\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})(?!\d)")
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d{4})?)?(?!\d)"
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯", "0123456789" * 4)
_HAS_YEAR = re.compile(r"\d{4}|\d[-/.]\s?\d\d(?!\d)|['’]\d\d")
_LINE_CHARS = 400


def find_dates(text: str) -> list[Found]:
    """Every full date in the text (its first 400 characters), left to right."""
    text = text[:_LINE_CHARS].translate(_DIGITS)
    if not _HAS_YEAR.search(text):
        return []
    found: list[Found] = []
    for pattern in (_ISO, _EAST, _NUMBERS, _DAY_NAME, _NAME_DAY):
        for match in pattern.finditer(text):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            if one := _found(text, match, pattern):
                found.append(one)
    found.sort(key=lambda one: one.start)
    return found


def _found(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> Found | None:
    parts = match.groupdict()
    year = _year(parts["y"])
    other = None
    if pattern is _NUMBERS:
        first, second = int(parts["a"]), int(parts["b"])
        day, other = _date(year, second, first), _date(year, first, second)
        if day is None or other is None or day == other:
            day, other = day or other, None
        if parts["s"] == ".":
            day, other = _date(year, second, first), None
    elif "name" in parts:
        day = _date(year, MONTHS.get(parts["name"].lower(), 0), int(parts["d"]))
    else:
        day = _date(year, int(parts["m"]), int(parts["d"]))
    if day is None:
        return None
    clock, end = _clock_after(text, match.end(), pattern)
    start = match.start()
    if clock is None and (before := _CLOCK_BEFORE.search(text[max(0, start - 40) : start])):
        clock = _clock(before)
        start = max(0, start - 40) + before.start() if clock else start
    time, zone = clock or (None, "")
    return Found(text[start:end].strip(" ,|"), start, end, day, other, time, zone)


_Clock = tuple[tuple[int, int, int | None], str]


def _clock_after(text: str, at: int, pattern: re.Pattern[str]) -> tuple[_Clock | None, int]:
    match = (_EAST_CLOCK if pattern is _EAST else _CLOCK).match(text, at)
    clock = _clock(match) if match else None
    return (clock, match.end()) if match and clock else (None, at)


def _clock(match: re.Match[str]) -> _Clock | None:
    parts = match.groupdict()
    half = (parts.get("half") or "").lower().replace(".", "").replace(" ", "")
    if parts.get("minute") is None and not half:
        return None
    hour, minute = int(parts["hour"]), int(parts.get("minute") or 0)
    second = int(parts["second"]) if parts.get("second") else None
    if half in {"pm", "午後", "오후", "下午"} and hour < 12:
        hour += 12
    elif half in {"am", "午前", "오전", "上午"} and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    return (hour, minute, second), (parts.get("zone") or "").strip("( ")


def _year(digits: str) -> int:
    year = int(digits.lstrip("'’"))
    return year + 2000 if year < 100 else year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def to_stamp(found: Found, habits: Habits) -> Stamp:
    """What the date means; without `utc` where day and month could change places and nothing tells."""
    day = found.day
    if found.other:
        if habits.day_first is None:
            return Stamp(utc=None, raw=found.raw)
        day = found.day if habits.day_first else found.other
    if found.time is None:
        return Stamp(utc=f"{day.isoformat()}T00:00:00Z", raw=found.raw, precision="day")
    hour, minute, second = found.time
    local = datetime(day.year, day.month, day.day, hour, minute, second or 0)  # noqa: DTZ001 (the zone comes next)
    offset = _offset(found.zone, local, habits.country) if found.zone else None
    if found.zone and offset is None:
        # An ambiguous zone: the hour would be a guess, the day is not.
        return Stamp(utc=f"{day.isoformat()}T00:00:00Z", raw=found.raw, precision="day")
    utc = in_utc(local, offset or timedelta(0))
    return Stamp(
        utc=utc.strftime("%Y-%m-%dT%H:%M:%SZ") if utc else None,
        raw=found.raw,
        offset=_offset_text(offset) if offset is not None else None,
        precision="minute" if second is None else "second",
        zone_known=offset is not None,
    )


_SIGNED = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+-])\s?(?P<h>\d\d?):?(?P<m>\d\d)?$")


def _offset(zone: str, local: datetime, country: str | None) -> timedelta | None:
    if signed := _SIGNED.match(zone):
        minutes = int(signed["h"]) * 60 + int(signed["m"] or 0)
        return timedelta(minutes=-minutes if signed["sign"] == "-" else minutes) if minutes <= 14 * 60 else None
    return zone_offset(zone, local, country)


def _offset_text(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


_STRICT = re.compile(
    r"\s*(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?\s*$"
)


def read_date(raw: str, habits: Habits) -> Stamp:
    """A date that stands alone, as meta tags and producers give it."""
    raw = raw.strip()[:100]
    if match := _STRICT.match(raw) or _COMPACT.match(raw):
        parts = match.groupdict()
        day = _date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        if day is None:
            return Stamp(utc=None, raw=raw)
        time = _clock(match) if parts["hour"] else None
        return to_stamp(Found(raw, 0, len(raw), day, None, *(time or (None, ""))), habits)
    found = find_dates(raw)
    if not found:
        return Stamp(utc=None, raw=raw)
    first = found[0]
    return to_stamp(Found(raw, 0, len(raw), first.day, first.other, first.time, first.zone), habits)


def local_day(stamp: Stamp) -> str | None:
    """The day as the source wrote it."""
    if stamp.utc is None:
        return None
    moment = datetime.strptime(stamp.utc, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 (shifted by its own offset)
    if stamp.offset:
        hours, minutes = stamp.offset[1:].split(":")
        shift = timedelta(hours=int(hours), minutes=int(minutes))
        moment = moment - shift if stamp.offset[0] == "-" else moment + shift
    return moment.date().isoformat()
