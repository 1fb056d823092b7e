"""Chooses when the article was published and modified, out of all dates that the page gives."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from streams.records import RawArticle, Stamp
from streams.stages.clean.dates import Found, find_dates, make_day
from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.habits import day_first, source_country
from streams.stages.clean.page import Page
from streams.stages.clean.stamps import Habits, day_stamp, found_in, moments_of, read_date, to_stamp

_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>20[0-3]\d)(?P<s>[-/_]?)(?P<m>0[1-9]|1[0-2]|[1-9](?=[-/_])|[a-z]{3}(?=[-/]))(?P=s)"
    r"(?P<d>0[1-9]|[12]\d|3[01]|[1-9])(?!\d)|(?<!\d)(?P<y8>20[0-3]\d)(?P<m8>0[1-9]|1[0-2])(?P<d8>0[1-9]|[12]\d|3[01])"
)
_MODIFIED = re.compile(
    r"(?:updated?|modified|revised|mis(?:e)? à jour|modifié|actualizad[oa]|aktualisiert|geändert|stand|atualizad[oa]|"
    r"обновлен\w*|оновлен\w*|изменен\w*|تحديث|به‌?روز\w*|بروزرسانی|güncelle\w*|अपडेट\w*|更新|수정|최종수정|diperbarui|"
    r"imesasishwa|iliboreshwa|aggiornat[oa]|bijgewerkt|uppdatera[dt])[^\d]{0,40}$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:published|posted|created|publié|publication|publicad[oa]|veröffentlicht|erstellt|erschienen|опубликован\w*|"
    r"опубліковано|дата публикации|نشر|منتشر|انتشار|yayın\w*|giriş|eklenme|प्रकाशित|发布|發布|發佈|公開|配信|"
    r"입력|등록|송고|기사입력|diterbitkan|tayang|ilichapishwa|imechapishwa|pubblicat[oa]|gepubliceerd|publicerad)[^\d]{0,40}$",
    re.IGNORECASE,
)
_TOP, _BEFORE, _INSIDE, _AFTER = 3, 40, 4, 10
_CLOSE = 4  # lines above the title that are as good as those below
_LINE_CHARS, _PROSE_CHARS = 220, 60


@dataclass(frozen=True, slots=True)
class When:
    """The two dates of an article, and the country whose habits they were read by."""

    published: Stamp | None
    modified: Stamp | None
    habits: Habits


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date in a line of the page: how far its place speaks for it (less is better), and what it says it is."""

    found: Found
    place: tuple[int, int]
    label: str  # published, modified or empty


def read_when(raw: RawArticle, page: Page, body: tuple[int, int], title: str | None, language: str) -> When:
    """The producer's dates first, then the markup's, then those of the page's own lines, then the address's."""
    url = raw.url or page.declared.url
    seen = _dates_around(page, body, title)
    address = _day_in(url)
    country = source_country(raw, page, url)
    order = day_first([one.found for one in seen], page, address[0] if address else None, country, language)
    habits = Habits(country, order)
    declared = [read_date(value, habits) for value in (*page.declared.published[:8], *page.declared.modified[:8])]
    habits = replace(habits, moments=moments_of(declared))
    published = _first_read(raw.published, page.declared.published, habits)
    modified = _first_read(raw.modified, page.declared.modified, habits)
    # Far above the title stands the day on which the page was fetched.
    shown = [one for one in seen if one.label != "modified" and (one.label or one.place[0] < 3)]
    if published is None or published.utc is None:
        published = _shown_or_address(shown, address, habits) or _elsewhere(page, habits) or published
    if modified is None:
        updated = min((one for one in seen if one.label == "modified"), key=lambda one: one.place, default=None)
        modified = to_stamp(updated.found, habits) if updated else None
    if (published is None or published.utc is None) and modified and modified.utc:
        published = modified
    if published and published.utc:
        published = _finer(published, [*(to_stamp(one.found, habits) for one in shown), *declared])
        close = [one.found for one in shown if one.place[0] <= 1]
        published = _as_shown(published, close, address)
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


def _shown_or_address(shown: list[_Seen], address: tuple[date, bool] | None, habits: Habits) -> Stamp | None:
    """The date that says it is the publication's, else the one at the best place; a clear address overrules a date
    that is farther off or does not agree with it."""
    ranked = sorted(shown, key=lambda one: (one.label != "published", one.place))
    first = ranked[0] if ranked else None
    if address:
        day, clear = address
        exact = [one for one in ranked if day in _readings(one.found)]
        beside = [one for one in ranked if one.place[0] <= 1 and _apart(one.found, day) <= 1]
        near = next(iter([*exact, *beside]), None)
        trusted = first if first and (first.label or (not clear and first.place[0] <= 1)) else None
        if not near and not trusted:
            return day_stamp(day, day.isoformat())
        first = near or trusted
    return to_stamp(first.found, habits) if first else None


def _apart(found: Found, day: date) -> int:
    return min(abs((one - day).days) for one in _readings(found))


def _readings(found: Found) -> list[date]:
    return [found.day] if found.other is None else [found.day, found.other]


def _elsewhere(page: Page, habits: Habits) -> Stamp | None:
    """A time element far from the article: if all of the page's name one day."""
    stamps = [stamp for value, _ in page.declared.times[:20] if (stamp := read_date(value, habits)).utc]
    days = {stamp.utc[:10] for stamp in stamps if stamp.utc}
    return stamps[0] if len(days) == 1 else None


def _finer(known: Stamp, others: list[Stamp]) -> Stamp:
    """The same date with its time of day, or the same moment in the source's own zone."""
    for one in others:
        if one.utc is None or one.precision == "day":
            continue
        if known.precision == "day" and one.utc[:10] == (known.utc or "")[:10]:
            return one
        same = one.utc[:16] == (known.utc or "")[:16]
        if same and one.offset not in (None, "+00:00") and known.offset in (None, "+00:00"):
            return replace(known, offset=one.offset, zone_known=True)
    return known


def _as_shown(known: Stamp, shown: list[Found], address: tuple[date, bool] | None) -> Stamp:
    """A moment that the markup gives in UTC, under the day that the source's own clock had then, if the page shows it
    beside the title or in its address; how far that clock is off stays unknown."""
    if known.utc is None or known.offset != "+00:00" or known.precision == "day":
        return known
    moment = datetime.strptime(known.utc, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    days = [(one.day, one.raw) for one in shown if one.other is None]
    if address and address[1]:
        days.append((address[0], address[0].isoformat()))
    if any(day == moment.date() for day, _ in days):
        return known
    for day, raw in days:
        apart = (day - moment.date()).days
        # No clock is more than 12 hours behind UTC, or more than 14 before it.
        if (apart == -1 and moment.hour < 12) or (apart == 1 and moment.hour >= 10):
            return replace(known, raw=raw, offset=None)
    return known


def _dates_around(page: Page, body: tuple[int, int], title: str | None) -> list[_Seen]:
    blocks = page.blocks
    start, end = body
    titled = _title_line(page, start, end, title)
    lines = [*range(_TOP), *range(max(0, min(start, titled) - _BEFORE), max(end, titled + _INSIDE) + _AFTER)]
    seen: list[_Seen] = []
    for line in dict.fromkeys(at for at in lines if at < len(blocks)):
        text = blocks[line].text
        dates = find_dates(text) if len(text) <= _LINE_CHARS else []
        if not dates:
            continue
        beside = len(text) - sum(len(one.raw) for one in dates)
        before = blocks[line - 1].text if line else ""
        position = 0
        for found in dates:
            lead = text[position : found.start]
            words = lead if lead.strip(" |,-–—•·:()") else before[-30:] if len(before) < 40 else ""
            label = "modified" if _MODIFIED.search(words) else "published" if _PUBLISHED.search(words) else ""
            position = found.end
            # In a sentence, or in a longer line of the article, a date belongs to what is told there.
            told = beside > _PROSE_CHARS and ends_sentence(text)
            if not told and (label or line < start + _INSIDE or beside <= len(text) / 2):
                seen.append(_Seen(_timed(found, text, page), _place(line, titled, (start, end), found), label))
    return seen


def _title_line(page: Page, start: int, end: int, title: str | None) -> int:
    """The last line before the article that says its title, else the first one in it, else its start."""
    lines = [at for at, block in enumerate(page.blocks[:end]) if block.text == title]
    return max([at for at in lines if at < start + _INSIDE], default=lines[0] if lines else start)


def _place(line: int, titled: int, body: tuple[int, int], found: Found) -> tuple[int, int]:
    """Around the title and the first lines of the article, then farther above, then below, then the rest; there the
    nearest, one with a time of day first."""
    start, end = body
    away = abs(line - titled) - (3 if found.time else 0)
    if titled - _CLOSE <= line < titled + _INSIDE or start <= line < start + _INSIDE:
        return 0, away
    if line < max(titled, start):
        return (1 if titled - line <= 12 else 3), away
    return 2, abs(line - end) - (3 if found.time else 0)


def _timed(found: Found, text: str, page: Page) -> Found:
    """With the machine's form of the date, where a time element shows it."""
    for value, shown in page.declared.times:
        if shown and shown in text and (found.raw in shown or shown in found.raw) and (exact := found_in(value)):
            return exact if abs((exact.day - found.day).days) <= 1 and exact.time else found
    return found


def _day_in(url: str | None) -> tuple[date, bool] | None:
    """The day in an address, and whether it stands in parts of its own there: /2021/07/08/, not story-20210708."""
    match = _URL_DAY.search((url or "")[:500].lower())
    if not match:
        return None
    clear = bool(match["y"] and match["s"])
    year, month, day = (match["y"], match["m"], match["d"]) if match["y"] else (match["y8"], match["m8"], match["d8"])
    if month.isdigit():
        found = make_day(int(year), int(month), int(day))
    else:
        found = next((one.day for one in find_dates(f"{day} {month} {year}")), None)
    return (found, clear) if found else None
