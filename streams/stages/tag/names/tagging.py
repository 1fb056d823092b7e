"""From a clean article and its countries to its names."""

from streams.records import CleanArticle, Country, Entity


def find_names(article: CleanArticle, countries: list[Country]) -> list[Entity]:
    """The names in the article's text, in order."""
    found = [
        Entity(start=item.start, end=item.end, text=item.text, type="LOC", score=0.8)
        for country in countries
        for item in country.mentions
        if item.field == "text" and item.kind in ("name", "capital", "city", "region")
    ]
    return sorted(found, key=lambda entity: entity.start)
