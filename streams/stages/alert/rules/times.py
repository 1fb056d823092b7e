"""How times are written in rule files and in cases: durations, hours of the day, zones, moments."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import yaml

from streams.stages.alert.rules.forms import Schema, scalar
from streams.stages.alert.rules.nodes import Faults, meant

_UNITS = {"s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_DURATION = re.compile(r"(\d{1,6})([smhd])")
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration such as 90s, 30m, 1h30m or 2d."""

    most_ms: int

    def read(self, node: yaml.Node, faults: Faults) -> int | None:
        """The duration in ms."""
        value = scalar(node, faults, "a duration is needed, such as 30m")
        if value is None:
            return None
        if not re.fullmatch(rf"(?:{_DURATION.pattern})+", value):
            faults.add(node, f"{value!r} is no duration: write 90s, 30m, 1h30m or 2d")
            return None
        total = sum(int(amount) * _UNITS[unit] for amount, unit in _DURATION.findall(value))
        if total > self.most_ms:
            faults.add(node, f"{value} is more than {self.most_ms // _UNITS['h']} hours")
            return None
        return total

    def schema(self) -> Schema:
        """A string such as 30m."""
        return {"type": "string", "pattern": r"^(\d{1,6}[smhd])+$"}


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of the day, 22:00-06:00; it may pass midnight."""

    def read(self, node: yaml.Node, faults: Faults) -> tuple[int, int] | None:
        """Its begin and end in minutes of the day."""
        value = scalar(node, faults, "hours are needed, such as 22:00-06:00")
        if value is None:
            return None
        match = _HOURS.fullmatch(value)
        if not match:
            faults.add(node, f"{value!r} are no hours: write 22:00-06:00")
            return None
        hour, minute, end_hour, end_minute = map(int, match.groups())
        begin, end = hour * 60 + minute, end_hour * 60 + end_minute
        if begin == end:
            faults.add(node, f"{value} begins when it ends")
            return None
        return begin, end

    def schema(self) -> Schema:
        """A string such as 22:00-06:00."""
        return {"type": "string", "pattern": f"^{_HOURS.pattern}$"}


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone by its name in the tz database."""

    def read(self, node: yaml.Node, faults: Faults) -> ZoneInfo | None:
        """The zone."""
        value = scalar(node, faults, "a time zone is needed, such as Europe/Berlin")
        if value is None:
            return None
        try:
            return ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            faults.add(node, f"there is no time zone {value!r}{meant(value, sorted(available_timezones()))}")
            return None

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Time:
    """A time such as 2026-03-12T09:00Z; without a zone it is UTC."""

    def read(self, node: yaml.Node, faults: Faults) -> int | None:
        """The time in ms since 1970."""
        value = scalar(node, faults, "a time is needed, such as 2026-03-12T09:00Z")
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            faults.add(node, f"{value!r} is no time: write 2026-03-12T09:00Z")
            return None
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string", "minLength": 4}
