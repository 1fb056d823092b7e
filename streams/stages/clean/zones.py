"""What a zone word in a date means, by the country of the source where one word names several zones."""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Words with one meaning in the news: minutes from UTC.
_FIXED = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "МСК": 180, "TRT": 180, "SAST": 120, "EAT": 180, "WAT": 60, "CAT": 120, "IRST": 210,
    "GET": 240, "AZT": 240, "AFT": 270, "PKT": 300, "UZT": 300, "MVT": 300, "NPT": 345, "BTT": 360, "MMT": 390,
    "ICT": 420, "WIB": 420, "WITA": 480, "WIT": 540, "SGT": 480, "HKT": 480, "MYT": 480, "PHT": 480, "JST": 540,
    "KST": 540, "AWST": 480, "ACST": 570, "AEST": 600, "ACDT": 630, "AEDT": 660, "NZST": 720, "NZDT": 780, "IDT": 180,
    "BRT": -180, "ART": -180, "UYT": -180, "CLT": -240, "BOT": -240, "VET": -240, "COT": -300, "PET": -300,
    "NDT": -150, "NST": -210, "EDT": -240, "CDT": -300, "MDT": -360, "PDT": -420, "AKDT": -480, "AKST": -540,
    "HST": -600, "MOSCOW TIME": 180, "BEIJING TIME": 480, "INDIA STANDARD TIME": 330, "INDIAN STANDARD TIME": 330,
    "JAPAN STANDARD TIME": 540,
}  # fmt: skip
# Words with several meanings, by country.
_BY_COUNTRY = {
    "IST": {"IN": 330, "LK": 330, "IE": 60, "IL": 120},
    "BST": {"GB": 60, "IM": 60, "JE": 60, "GG": 60, "BD": 360},
    "CST": {"US": -360, "CA": -360, "MX": -360, "CR": -360, "GT": -360, "SV": -360, "HN": -360, "NI": -360,
            "CN": 480, "TW": 480, "CU": -300},
    "EST": {"US": -300, "CA": -300, "JM": -300, "PA": -300, "AU": 600},
    "AST": {"CA": -240, "PR": -240, "TT": -240, "BB": -240, "DO": -240, "BM": -240, "SA": 180, "KW": 180, "IQ": 180,
            "QA": 180, "BH": 180, "YE": 180},
    "PST": {"US": -480, "CA": -480, "MX": -480, "PH": 480},
    "MST": {"US": -420, "CA": -420, "MX": -420, "MY": 480, "MM": 390},
    "GST": {"AE": 240, "OM": 240},
    "SST": {"SG": 480, "WS": -660, "AS": -660},
    "ADT": {"CA": -180, "BM": -180},
    "AMT": {"AM": 240, "BR": -240},
    "WST": {"AU": 480, "WS": 780},
}  # fmt: skip
# Words that follow summer time by themselves.
_REGIONS = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "EASTERN TIME": "America/New_York", "PACIFIC TIME": "America/Los_Angeles",
    "CENTRAL TIME": "America/Chicago", "UK TIME": "Europe/London", "ISRAEL TIME": "Asia/Jerusalem",
}  # fmt: skip
# Words of a publisher's name or domain that tell its country, where a zone word leaves several.
_NAMED = (
    ("IN", "india(?!na)|hindu|delhi|mumbai|bharat"), ("BD", "bangla|dhaka"), ("IE", "irish|ireland|dublin"),
    ("IL", "israel|jerusalem|haaretz"), ("CN", "chin(?:a|ese)|beijing|xinhua|shanghai"), ("TW", "taiwan|taipei"),
    ("PH", "philippine|manila|filipino"), ("AU", "austral|sydney|melbourne|brisbane"), ("KW", "kuwait"),
    ("SA", "saudi|riyadh"), ("IQ", "iraq|baghdad"), ("QA", "qatar|doha"), ("BH", "bahrain"),
    ("AE", "emirat|dubai|khaleej"),
    ("MY", "malaysia"), ("SG", "singapore"), ("CU", "cuba"), ("GB", "british|britain|london|scot(?:s|tish)|guardian"),
    ("CA", "canad|toronto|ottawa"), ("JM", "jamaica"), ("TT", "trinidad"), ("LK", "lanka"), ("MM", "myanmar"),
    ("US", r"usa\b|new ?york|washington|chicago|boston"),
)  # fmt: skip
_PHONE = {
    "91": "IN", "92": "PK", "880": "BD", "94": "LK", "977": "NP", "44": "GB", "353": "IE", "972": "IL",
    "86": "CN", "886": "TW",
    "61": "AU", "64": "NZ", "966": "SA", "965": "KW", "964": "IQ", "974": "QA", "973": "BH", "971": "AE", "968": "OM",
    "63": "PH", "60": "MY", "65": "SG", "62": "ID", "52": "MX", "53": "CU", "7": "RU", "49": "DE", "33": "FR",
    "34": "ES",
    "39": "IT", "351": "PT", "55": "BR", "90": "TR", "98": "IR", "380": "UA", "81": "JP", "82": "KR",
    "254": "KE", "255": "TZ", "234": "NG", "27": "ZA", "20": "EG", "263": "ZW", "233": "GH", "256": "UG", "251": "ET",
}  # fmt: skip


def country_of_phone(prefix: str) -> str | None:
    """The country whose telephone prefix the digits are; +1 is shared by too many to tell."""
    return next((_PHONE[prefix[:size]] for size in (3, 2, 1) if prefix[:size] in _PHONE), None)


def country_of_domain(domain: str | None) -> str | None:
    """The country of a two-letter top-level domain that is used at home."""
    last = (domain or "").rsplit(".", 1)[-1].upper()
    if (
        len(last) != 2
        or not last.isalpha()
        or last in {"IO", "TV", "CO", "ME", "AI", "FM", "LY", "CC", "WS", "GG", "TO", "EU", "AM"}
    ):
        return None
    return "GB" if last == "UK" else last


def country_of_name(name: str) -> str | None:
    """The country that a publisher's name or domain holds, if it is one alone."""
    found = {country for country, pattern in _PUBLISHERS if pattern.search(name.lower())}
    return found.pop() if len(found) == 1 else None


def zone_offset(word: str, local: datetime, country: str | None) -> timedelta | None:
    """How far the zone lies from UTC at that local time; None where the word is unknown or ambiguous here."""
    word = _plain(word)
    if word in _FIXED:
        return timedelta(minutes=_FIXED[word])
    if word in _REGIONS:
        return _regional(_REGIONS[word], local)
    minutes = _BY_COUNTRY.get(word, {}).get(country or "")
    return None if minutes is None else timedelta(minutes=minutes)


def meanings(word: str) -> frozenset[timedelta]:
    """What an ambiguous word can mean."""
    return frozenset(timedelta(minutes=minutes) for minutes in _BY_COUNTRY.get(_plain(word), {}).values())


def _plain(word: str) -> str:
    return " ".join(word.upper().replace(".", "").split())


def _regional(name: str, local: datetime) -> timedelta | None:
    try:
        return local.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OverflowError):
        return None


def in_utc(local: datetime, offset: timedelta) -> datetime | None:
    """The moment in UTC, or None outside of the years that a date can have."""
    try:
        return local.replace(tzinfo=timezone(offset)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


_PUBLISHERS = tuple((country, re.compile(words)) for country, words in _NAMED)
WORDS = frozenset(_FIXED) | frozenset(_BY_COUNTRY) | frozenset(_REGIONS)
