"""Articles and countries made by hand, so that the tests of events need no gazetteer."""

import re

from streams.records import CleanArticle, Country, Language, Mention, Place, Role, Stamp

KINDS = {
    "AF": {"Afghanistan": "name", "Afghan": "demonym", "Kabul": "capital", "Kunduz": "city"},
    "TJ": {"Tajikistan": "name", "Tajik": "demonym", "Dushanbe": "capital"},
    "RU": {"Russia": "name", "Russian": "demonym", "Moscow": "capital"},
    "PE": {"Peru": "name", "Peruvian": "demonym", "Lima": "capital", "Cusco": "city"},
    "FR": {"France": "name", "French": "demonym", "Paris": "capital"},
    "ES": {"España": "name", "Madrid": "capital"},
    "NP": {"Nepal": "name", "Kathmandu": "capital"},
    "GB": {"Britain": "name", "British": "demonym", "London": "capital"},
}


def article(
    text: str, title: str | None = None, language: str = "en", published: str = "2021-07-08T00:00:00Z"
) -> CleanArticle:
    return CleanArticle(
        id="a",
        content="c",
        status="usable",
        title=title,
        text=text,
        published=Stamp(utc=published, raw=published),
        language=Language(code=language, score=1.0),
        raw=Place(topic="-", partition=0, offset=0, timestamp=0),
    )


def countries(of: CleanArticle, salience: float = 0.8, role: Role = "location") -> list[Country]:
    """The countries of the little gazetteer that the article names, the most named first."""
    found = []
    for code, names in KINDS.items():
        mentions = [
            Mention(start=m.start(), end=m.end(), text=m.group(), kind=kind, field=field)
            for field, part in (("title", of.title or ""), ("text", of.text))
            for name, kind in names.items()
            for m in re.finditer(rf"\b{name}\b", part)
        ]
        if mentions:
            found.append(Country(code=code, salience=salience, role=role, evidence=["body"], mentions=mentions))
    return sorted(found, key=lambda c: (-len(c.mentions), c.code))
