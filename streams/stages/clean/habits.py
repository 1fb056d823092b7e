"""Reads how a page writes dates: its country, and whether the day stands before the month."""

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from streams.records import RawArticle
from streams.stages.clean.dates import Found
from streams.stages.clean.page import Page
from streams.stages.clean.stamps import found_in
from streams.stages.clean.zones import country_of_domain, country_of_name, country_of_phone

_PHONE = re.compile(r"(?:\+|\b00)\s?(\d{2,3})[\s()-]{0,2}\d")
_PHONE_LINES, _LINE_CHARS = 60, 220
_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU"})


def source_country(raw: RawArticle, page: Page, url: str | None) -> str | None:
    """The source's country: given, or by its domain, its telephone number, its name."""
    if raw.source.country:
        return raw.source.country.upper()
    host = _host(url)
    for domain in (raw.source.domain, host):
        if country := country_of_domain(domain):
            return country
    for block in [*page.blocks[-_PHONE_LINES:], *page.blocks[:_PHONE_LINES]]:
        text = block.text
        if len(text) <= _LINE_CHARS and ("+" in text or "00" in text) and (match := _PHONE.search(text)):
            return country_of_phone(match[1])
    return country_of_name(" ".join(filter(None, (raw.source.name, page.declared.site, raw.source.domain or host))))


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def day_first(
    shown: Sequence[Found], page: Page, address: date | None, country: str | None, language: str
) -> bool | None:
    """Whether the day stands first in dates such as 08-07-2021: by agreement with a date that is certain."""
    declared = page.declared
    found = [
        *shown,
        *filter(None, map(found_in, (*declared.published[:8], *declared.modified[:8]))),
    ]
    doubtful = [one for one in found if one.other]
    if not doubtful:
        return None
    certain = {one.day for one in found if not one.other} | ({address} if address else set())
    for one in doubtful:
        if (one.day in certain) != (one.other in certain):
            return one.day in certain
    orders = {one.ordered for one in found if one.ordered is not None}
    if len(orders) == 1:
        return orders.pop()
    region = (declared.language or "").replace("_", "-").partition("-")[2].upper()
    if home := country or (region if len(region) == 2 else None):
        return home not in _MONTH_FIRST
    # English is written in countries of both habits; every other language of the news puts the day first.
    return None if language in ("en", "und") else True
