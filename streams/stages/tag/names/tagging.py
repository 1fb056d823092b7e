"""From a clean article and its countries to its names: the model's, and those of the lists; one span, one meaning."""

from streams.records import CleanArticle, Country, Entity
from streams.stages.tag.names.linear import Span, linear_names
from streams.stages.tag.names.organisations import find_organisations, organisation_id

LISTED = frozenset({"name", "capital", "city", "region", "misspelling"})
LISTED_SCORE = 0.7  # a list knows no context
# The model learnt English; where a language writes every noun large, its capitals say too little.
CAPITALS_MEAN_LITTLE = frozenset({"de", "lb"})


def find_names(article: CleanArticle, countries: list[Country]) -> list[Entity]:
    """The names in the article's text, in order; a country's entity carries its code as id."""
    text = article.text
    places = {
        (item.start, item.end): country.code
        for country in countries
        for item in country.mentions
        if item.field == "text" and item.kind in LISTED
    }
    spans = linear_names(text, article.language.code)
    listed = [Span(start, end, "LOC", LISTED_SCORE) for start, end in places]
    listed += [Span(start, end, "ORG", LISTED_SCORE) for start, end, _ in find_organisations(text)]
    taken = sorted(spans)
    for span in sorted(listed, key=lambda item: (item.start, -item.end)):
        if not _overlaps(taken, span):
            taken.append(span)
            taken.sort()
    return [_entity(text, span, places) for span in taken]


def _overlaps(taken: list[Span], span: Span) -> bool:
    return any(item.start < span.end and span.start < item.end for item in taken)


def _entity(text: str, span: Span, places: dict[tuple[int, int], str]) -> Entity:
    name = text[span.start : span.end]
    known = places.get((span.start, span.end)) if span.type == "LOC" else None
    if span.type == "ORG":
        known = organisation_id(name)
    return Entity(start=span.start, end=span.end, text=name, type=span.type, score=span.score, id=known)  # type: ignore[arg-type]
