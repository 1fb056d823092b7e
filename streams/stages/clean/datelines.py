"""Reads where and by whom a report was filed: `MOSCOW, July 8 (Reuters) - …`, `新华社北京7月8日电`."""

import re

from streams.records import Dateline
from streams.stages.clean.agencies import NAMES, agency_named
from streams.stages.clean.dates import find_dates, is_month

_HEAD_CHARS = 160
_AGENCY = rf"(?P<agency>(?i:{NAMES})(?:\s?[/,&]\s?[\w .-]{{2,20}})?)"
_MARKS = "\u0900-\u0963\u0966-\u0dff"  # with the vowel signs of India's scripts, which count as no letters in patterns
_WORD = rf"[^\W\d_][\w{_MARKS}.'’-]{{0,24}}"
_PLACE = rf"(?P<place>{_WORD}(?:[ /-]{_WORD}){{0,4}}(?:,\s{_WORD}(?:[ -]{_WORD}){{0,3}}){{0,2}}?)"
_DAY = (
    r"(?P<date>(?:[^\W\d_]{3,12}\.?\s\d{1,2}(?:,\s\d{4})?"
    rf"|\d{{1,2}}\.?(?:\sde)?\s[^\W\d_][\w{_MARKS}]{{1,11}}\.?(?:\s\d{{4}})?))"
)
_DASH = r"\s?(?:--|[-–—―:：.])\s?"
# With an agency in brackets the rest may take any form. Each form first looks whether its own mark stands in the line
# at all: few lines of prose have it, and it takes long to try every place that a line may begin with.
_WITH_AGENCY = re.compile(
    rf"(?=[^(\[（/]*+[(\[（/])(?:{_PLACE},?\s?)?(?:,?\s?{_DAY},?\s?)?[(\[（/]\s?{_AGENCY}\s?[)\]）/](?:{_DASH}|\s|,)"
)
_AGENCY_AFTER = re.compile(rf"(?=\D*+\d){_PLACE}[.,]\s{_DAY}\s?(?:[-–—]|[.,])\s?{_AGENCY}\.?\s?(?:[-–—.:])")
_AGENCY_BETWEEN = re.compile(rf"(?=[^–—-]*+[–—-]){_PLACE}\s[-–—]\s{_AGENCY}\s?[-–—:]\s")
_UPPER = r"[^\W\d_a-zß-öø-ÿа-я][^\W\d_a-zß-öø-ÿа-яё]+"
_CITY = re.compile(
    rf"(?P<place>{_UPPER}(?:[ .'’-]{{1,2}}{_UPPER}){{0,3}}(?:,\s[^\W\d_][\w.]{{1,20}}(?:\s[^\W\d_][\w.]{{1,20}})?)?)"
    rf"(?:,\s{_DAY})?(?:,\s\d{{4}})?\s?(?:--|[-–—:])\s"
)
_CHINESE = re.compile(
    r"[（(【]?(?P<agency>新华社|新華社|中新社|中新网|中央社|路透社|法新社|美联社|人民网)(?:[记記]者[\u3400-\u9fff]{3})?"
    r"(?P<place>[\u3400-\u9fff·]{2,12}?)?(?P<date>(?:\d{1,2}月)?\d{1,2}日)?(?:电|電|讯|訊)[）)】]?"
)
_BRACKETED = re.compile(
    r"[(【\[［](?P<place>[^\s=()【】]{1,12})(?:=|＝|／|/)(?P<agency>[^()\]】［］\s]{2,10})(?:[^)\]】］]{0,30})[)\]】］]"
)
_JAPANESE = re.compile(
    r"[【\[［（(](?P<place>[^\s=()【】\d]{1,10}?)\s?(?P<date>\d{1,2}日)?\s?(?P<agency>共同|時事|ロイター)(?:通信)?[】\]］）)]"
)


def lead_dateline(lead: str) -> Dateline | None:
    """The dateline that opens the first paragraph, if one does."""
    head = lead[:_HEAD_CHARS]
    for pattern in (_CHINESE, _BRACKETED, _JAPANESE, _WITH_AGENCY, _AGENCY_AFTER, _AGENCY_BETWEEN):
        if match := pattern.match(head):
            parts = match.groupdict()
            agency = agency_named(re.split(r"[/,&]", parts["agency"])[0]) or parts["agency"]
            return _dateline(match, parts.get("place"), agency, parts.get("date"))
    match = _CITY.match(head)
    if match and len(match["place"]) <= 40 and any(one.isalpha() and one.isupper() for one in match["place"][:2]):
        return _dateline(match, match["place"], None, match["date"])
    return None


def _dateline(match: re.Match[str], place: str | None, agency: str | None, day: str | None) -> Dateline | None:
    place = (place or "").strip(" ,.") or None
    if place and _names_month(place.rpartition(",")[2]):  # a day in words
        place, _, day = (part.strip() for part in place.rpartition(","))
    if day and not re.search(r"\d[月日]", day) and not _names_month(day):
        day = None
    if place and agency_named(place) and agency is None:
        return None
    return Dateline(
        raw=match.group().strip(" -–—―:："), place=place, agency=agency, date=day.rstrip(".") if day else None
    )


def _names_month(words: str) -> bool:
    return any(map(is_month, re.findall(rf"[^\W\d_][\w{_MARKS}]*", words)))


def line_dateline(line: str) -> Dateline | None:
    """The dateline of a byline row: `Reuters | Moscow | Updated: 08-07-2021 19:25 IST`."""
    parts = [part.strip() for part in line[:_HEAD_CHARS].split("|")]
    if len(parts) < 2 or (agency := agency_named(parts[0])) is None:
        return None
    dates = find_dates(line)
    place = parts[1]
    if not place or ":" in place or any(one.isdigit() for one in place) or len(place) > 40:
        return Dateline(raw=parts[0], agency=agency, date=dates[0].raw if dates else None)
    return Dateline(raw=" | ".join(parts[:2]), place=place, agency=agency, date=dates[0].raw if dates else None)
