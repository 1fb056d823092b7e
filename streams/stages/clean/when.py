"""Chooses when the article was published and modified, out of all dates that the page gives."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from streams.records import RawArticle, Stamp
from streams.stages.clean.dates import Found, Habits, find_dates, read_date, to_stamp
from streams.stages.clean.page import Page
from streams.stages.clean.zones import country_of_domain, country_of_phone

_PHONE = re.compile(r"(?:\+|\b00)\s?(\d{2,3})[\s()-]{0,2}\d")
_URL_DAY = re.compile(r"(?P<y>20[0-3]\d)[/-]?(?P<m>0?[1-9]|1[0-2]|[a-z]{3})[/-]?(?P<d>[0-3]?\d)(?=\D|$)")
_MODIFIED = re.compile(
    r"(?:updated|modified|last update|mis à jour|modifié|actualizado|aktualisiert|stand|atualizad[oa]|"
    r"обновлено|оновлено|تحديث|"
    r"به‌روز|güncelle\w*|son güncelleme|अपडेट\w*|更新|수정|최종수정|diperbarui|imesasishwa|iliboreshwa|"
    r"aggiornato|bijgewerkt|uppdaterad)"
    r"[^\d]{0,40}$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:published|posted|created|first published|publié|publicado|veröffentlicht|erstellt|publicad[oa]|"
    r"опубликовано|опубліковано|"
    r"نشر|منتشر|انتشار|yayınlanma|प्रकाशित|发布|發布|公開|配信|입력|등록|송고|diterbitkan|tayang|ilichapishwa|imechapishwa|pubblicato)[^\d]{0,40}$",
    re.IGNORECASE,
)
_BEFORE, _INSIDE, _AFTER = 40, 4, 6
_LINE_CHARS = 220
_PHONE_LINES = 60


@dataclass(frozen=True, slots=True)
class When:
    """The two dates of an article, and the country whose habits they were read by."""

    published: Stamp | None
    modified: Stamp | None
    habits: Habits


@dataclass(frozen=True, slots=True)
class _Seen:
    found: Found
    line: int
    label: str


def read_when(raw: RawArticle, page: Page, start: int, end: int, language: str) -> When:
    """The producer's dates first, then the markup's, then the page's own lines, then the address."""
    url = raw.url or page.declared.url
    seen = _dates_around(page, start, end)
    declared = [*([raw.published] if raw.published else []), *page.declared.published]
    url_day = _day_in(url)
    country = _country(raw, page, url)
    habits = Habits(country, _day_first(seen, declared, url_day, country, language))
    published = _first_read(raw.published, page.declared.published, habits)
    modified = _first_read(raw.modified, page.declared.modified, habits)
    shown = _best(seen, start, "published") or (_best(seen, start, "") if published is None else None)
    if published is None or (published.precision == "day" and shown):
        published = _finer(published, to_stamp(shown.found, habits) if shown else None)
    if modified is None and (line := _best(seen, start, "modified")):
        modified = to_stamp(line.found, habits)
        if published is None and modified.utc:
            published = modified
    if published is None and url_day:
        published = Stamp(utc=f"{url_day.isoformat()}T00:00:00Z", raw=url_day.isoformat(), precision="day")
    return When(published, modified, habits)


def _first_read(given: str | None, declared: list[str], habits: Habits) -> Stamp | None:
    """The first that can be read; of the markup's, one with a zone goes before one without."""
    unread: Stamp | None = None
    best: Stamp | None = None
    for raw in [*([given] if given else []), *declared[:8]]:
        stamp = read_date(raw, habits)
        if stamp.utc is None:
            unread = unread or (stamp if raw == given else None)
        elif best is None or (stamp.zone_known and stamp.utc[:10] == (best.utc or "")[:10]):
            best = stamp
        if best and best.zone_known:
            break
    return best or unread


def _finer(known: Stamp | None, shown: Stamp | None) -> Stamp | None:
    if known is None or known.utc is None:
        return shown or known
    same_day = (
        shown is not None and shown.utc is not None and shown.precision != "day" and shown.utc[:10] == known.utc[:10]
    )
    return shown if same_day else known


def _dates_around(page: Page, start: int, end: int) -> list[_Seen]:
    blocks = page.blocks
    lines = [*range(min(3, len(blocks))), *range(max(3, start - _BEFORE), min(len(blocks), start + _INSIDE))]
    lines += range(max(start + _INSIDE, end), min(len(blocks), end + _AFTER))
    seen: list[_Seen] = []
    for line in dict.fromkeys(lines):
        text = blocks[line].text
        if len(text) > _LINE_CHARS:
            continue
        label_before = blocks[line - 1].text[-30:] if line and len(blocks[line - 1].text) < 40 else ""
        position = 0
        for found in find_dates(text):
            lead = text[position : found.start]
            words = lead if lead.strip(" |,-–—•·") else label_before
            label = "modified" if _MODIFIED.search(words) else "published" if _PUBLISHED.search(words) else ""
            seen.append(_Seen(found, line, label))
            position = found.end
    return seen


def _best(seen: list[_Seen], start: int, label: str) -> _Seen | None:
    """The date with that label which stands nearest before the article, one with a clock time first."""
    fitting = [one for one in seen if one.label == label]
    if not fitting:
        return None
    return min(
        fitting,
        key=lambda one: abs(one.line - start) + (30 if one.line > start + 3 else 0) - (8 if one.found.time else 0),
    )


def _country(raw: RawArticle, page: Page, url: str | None) -> str | None:
    if raw.source.country:
        return raw.source.country.upper()
    for domain in (raw.source.domain, _host(url)):
        if country := country_of_domain(domain):
            return country
    for block in [*page.blocks[-_PHONE_LINES:], *page.blocks[:_PHONE_LINES]]:
        if len(block.text) <= _LINE_CHARS and (match := _PHONE.search(block.text)):
            return country_of_phone(match[1])
    return None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _day_in(url: str | None) -> date | None:
    match = _URL_DAY.search((url or "")[:500].lower())
    if not match:
        return None
    found = find_dates(f"{match['y']}-{match['m']}-{match['d']}") or find_dates(
        f"{match['d']} {match['m']} {match['y']}"
    )
    return found[0].day if found else None


_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU"})


def _day_first(
    seen: list[_Seen], declared: list[str], url_day: date | None, country: str | None, language: str
) -> bool | None:
    """Whether the day stands first in dates such as 08-07-2021: by agreement with a date that is certain."""
    doubtful = [one.found for one in seen if one.found.other]
    parsed = [found for raw in declared[:8] for found in find_dates(raw[:100])]
    doubtful += [found for found in parsed if found.other]
    if not doubtful:
        return None
    certain = {one.found.day for one in seen if not one.found.other} | {
        found.day for found in parsed if not found.other
    }
    if url_day:
        certain.add(url_day)
    for found in doubtful:
        if found.day in certain and found.other not in certain:
            return True
        if found.other in certain and found.day not in certain:
            return False
    if country is None:
        # English is written in countries of both habits; every other language of the news puts the day first.
        return None if language in ("en", "und") else True
    return country not in _MONTH_FIRST
