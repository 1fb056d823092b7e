"""Tells what a date means in UTC, as far as the source's habits and the page's other dates allow; else it stays raw."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from streams.records import Stamp
from streams.stages.clean.dates import Found, find_dates, make_day, read_clock
from streams.stages.clean.zones import in_utc, meanings, zone_offset

_MOST_OFFSET = timedelta(hours=14)
_QUARTER = 15 * 60  # seconds; every zone of today lies a whole number of these from UTC


@dataclass(frozen=True, slots=True)
class Habits:
    """How this page writes dates, as far as it shows."""

    country: str | None = None  # of the source
    day_first: bool | None = None
    moments: tuple[datetime, ...] = ()  # in UTC: dates of the page whose zone is certain


def to_stamp(found: Found, habits: Habits) -> Stamp:
    """What the date means; without `utc` where day and month could change places and nothing tells."""
    day = day_of(found, habits.day_first)
    if day is None:
        return Stamp(utc=None, raw=found.raw)
    if found.time is None:
        return day_stamp(day, found.raw)
    hour, minute, second = found.time
    local = datetime(day.year, day.month, day.day, hour, minute, second or 0)  # noqa: DTZ001 (the zone comes next)
    offset = _offset(found.zone, local, habits)
    if found.zone and offset is None:
        return day_stamp(day, found.raw)  # an ambiguous zone: the hour would be a guess, the day is not
    utc = in_utc(local, offset or timedelta(0))
    return Stamp(
        utc=utc.strftime("%Y-%m-%dT%H:%M:%SZ") if utc else None,
        raw=found.raw,
        offset=_offset_text(offset) if offset is not None else None,
        precision="minute" if second is None else "second",
        zone_known=offset is not None,
    )


def day_of(found: Found, day_first: bool | None) -> date | None:
    """The day, None where its two readings are open."""
    if found.other is None or day_first:
        return found.day
    return None if day_first is None else found.other


def day_stamp(day: date, raw: str) -> Stamp:
    """A date without a time of day."""
    return Stamp(utc=f"{day.isoformat()}T00:00:00Z", raw=raw, precision="day")


_SIGNED = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+−-])\s?(?P<h>\d\d?):?(?P<m>\d\d)?$")


def _offset(zone: str, local: datetime, habits: Habits) -> timedelta | None:
    """By the zone's own digits, by its word, by the country, or by another date of the page that it agrees with."""
    if signed := _SIGNED.match(zone):
        offset = timedelta(hours=int(signed["h"]), minutes=int(signed["m"] or 0))
        return (-offset if signed["sign"] != "+" else offset) if offset <= _MOST_OFFSET else None
    if zone and (known := zone_offset(zone, local, habits.country)) is not None:
        return known
    agreed = {
        apart
        for moment in habits.moments
        if (apart := _between(local, moment)) is not None and (not zone or apart in meanings(zone))
    }
    return agreed.pop() if len(agreed) == 1 else None


def _between(local: datetime, moment: datetime) -> timedelta | None:
    """How far a zone with that local time at that moment lies from UTC, if there can be one."""
    apart = (local - moment.replace(tzinfo=None)).total_seconds()
    # The page shows minutes where the markup has seconds.
    offset = timedelta(seconds=round(apart / _QUARTER) * _QUARTER)
    seconds = 60 if local.second == 0 else 1
    return offset if 0 <= offset.total_seconds() - apart < seconds and abs(offset) <= _MOST_OFFSET else None


def _offset_text(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


_STRICT = re.compile(
    r"\s*(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:[T ]\s?(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<zone>Z|(?:UTC|GMT)|[+-]\d\d(?::?\d\d)?)?)?(?:\[[^\]]*\])?\s*$"
)
_COMPACT = re.compile(
    r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d{4})?)?$"
)
_EPOCH = re.compile(r"(?P<seconds>1\d{9})(?:\d{3})?$")
_WEEKDAY_MAIL = re.compile(
    r"[A-Za-z]{3} (?P<rest>[A-Za-z]{3} \d\d?) (?P<time>\d\d:\d\d:\d\d) (?P<zone>[A-Z]{3,4} |[+-]\d{4} )?(?P<y>\d{4})$"
)


def read_date(raw: str, habits: Habits) -> Stamp:
    """A date that stands alone, as meta tags and producers give it."""
    raw = raw.strip()[:100]
    found = found_in(raw)
    return to_stamp(found, habits) if found else Stamp(utc=None, raw=raw)


def found_in(raw: str) -> Found | None:
    """The date that a value is, not yet judged."""
    if match := _STRICT.match(raw) or _COMPACT.match(raw):
        parts = match.groupdict()
        day = make_day(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        clock = read_clock(parts) if parts["hour"] else None
        return Found(raw, 0, len(raw), day, None, *(clock or (None, ""))) if day else None
    if match := _EPOCH.match(raw):
        moment = datetime.fromtimestamp(int(match["seconds"]), UTC)
        return Found(raw, 0, len(raw), moment.date(), None, (moment.hour, moment.minute, moment.second), "Z")
    if match := _WEEKDAY_MAIL.match(raw):  # as C's ctime and JavaScript print it
        found = find_dates(f"{match['rest']} {match['y']} {match['time']} {match['zone'] or ''}".strip())
    else:
        found = find_dates(raw)
    return replace(found[0], raw=raw, start=0, end=len(raw)) if found else None


def moments_of(stamps: Iterable[Stamp]) -> tuple[datetime, ...]:
    """The moments among the stamps whose zone is certain."""
    known = (stamp.utc for stamp in stamps if stamp.zone_known and stamp.utc)
    return tuple(datetime.strptime(utc, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) for utc in dict.fromkeys(known))


def local_day(stamp: Stamp) -> str | None:
    """The day as the source wrote it: by its offset, or in the raw string where that shows a day beside the moment."""
    if stamp.utc is None:
        return None
    moment = datetime.strptime(stamp.utc, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if stamp.offset is None and stamp.zone_known and (shown := found_in(stamp.raw)):
        return shown.day.isoformat()
    if stamp.offset:
        hours, minutes = stamp.offset[1:].split(":")
        shift = timedelta(hours=int(hours), minutes=int(minutes))
        moment = moment - shift if stamp.offset[0] == "-" else moment + shift
    return moment.date().isoformat()
