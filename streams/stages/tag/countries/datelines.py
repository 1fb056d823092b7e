"""The country of a dateline's place: `SALEM, Va.`, `JERUSALEM (ISRAEL)`, `BOGOTA`, in capitals or not.

Wire style names the region or country behind a town that the reader may not know, and none behind a world city; so
what stands behind the comma decides, and a town that stands alone is the largest of its name.
"""

import re
from functools import lru_cache

from streams.records import CleanArticle
from streams.stages.tag.countries.disambiguate import disambiguate
from streams.stages.tag.countries.gazetteer import Gazetteer, gazetteer
from streams.stages.tag.countries.match import KIND_ORDER, find_hits

_PARTS = re.compile(r"\s*[,(/\[]\s*")


def dateline_country(article: CleanArticle) -> str | None:
    """The country of the place where the report was filed."""
    dateline = article.dateline
    if dateline is None or not dateline.place:
        return None
    # The place may have been cut before its region: `EVANDALE, Ohio, April, 13`.
    rest = dateline.raw.removeprefix(dateline.place)
    region = _PARTS.split(rest)[1:2] if rest.startswith(", ") else []
    parts = _PARTS.split(dateline.place)
    return _country_of((*parts, *region), article.language.code)


@lru_cache(maxsize=4096)
def _country_of(parts: tuple[str, ...], language: str) -> str | None:
    words = gazetteer()
    for part in reversed(parts[1:]):
        state = words.region(part.upper())
        code = state[0] if state else _named(part, language, words, ("name", "region"))
        if code:
            return code
    return _named(parts[0], language, words, KIND_ORDER)


def _named(place: str, language: str, words: Gazetteer, kinds: tuple[str, ...]) -> str | None:
    written = place.strip(" .)]")
    written = written.title() if written.isupper() and written.isascii() else written
    if written.isascii():
        language = "en"
    # Behind the comma a month or an agency may be called like a town.
    hits = [hit for hit in find_hits(written, language, words) if hit.kind in kinds]
    found = disambiguate([("text", written, hits)], words, language).resolved
    if found:
        return found[0].code
    # What opens a dateline is a place, be it a common word (Cologne) or a family name as well.
    return next((hit.towns[0].code for hit in hits if hit.towns and hit.start == 0), None)
