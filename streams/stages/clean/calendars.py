"""Turns days of the Persian solar calendar, and years of Japan and Taiwan, into the calendar that the records use."""

from datetime import date, timedelta

# Names of the Persian months (Dari uses the names of the zodiac).
_SOLAR = (
    "فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد اسد", "شهریور سنبله", "مهر میزان", "آبان عقرب",
    "آذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت",
)  # fmt: skip
SOLAR_MONTHS = {name: number for number, names in enumerate(_SOLAR, 1) for name in names.split()}
_FIRST, _LAST = 1349, 1425  # 1970 to 2047; later years of this form are the lunar calendar's
# 33 years hold 8 leap years, at these places of the cycle; right from 1343 to 1472 (Borkowski, Earth Moon Planets 74).
_LEAP = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911}


def from_solar(year: int, month: int, day: int) -> date | None:
    """The day of the Persian solar calendar; None where that calendar has no such day between 1970 and 2047."""
    if not (_FIRST <= year <= _LAST and 1 <= month <= 12):
        return None
    days = 31 if month <= 6 else 30 if month < 12 or year % 33 in _LEAP else 29
    if not 1 <= day <= days:
        return None
    passed = sum(366 if before % 33 in _LEAP else 365 for before in range(_FIRST, year))
    return date(1970, 3, 21) + timedelta(days=passed + 31 * (month - 1) - max(0, month - 7) + day - 1)


def from_era(era: str, number: str) -> int:
    """The year of an era: 令和5年 is 2023."""
    return _ERAS[era] + (1 if number == "元" else int(number))
