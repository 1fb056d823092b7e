"""The tag stage: where, who and what. A clean article becomes an enriched one; pure, one pass, no state."""

from dataclasses import fields

from streams import __version__
from streams.records import RETRACTED, CleanArticle, EnrichedArticle, Versions
from streams.stages.tag.countries import find_countries, is_named
from streams.stages.tag.events import find_events, model_version, rules_version, supported
from streams.stages.tag.mentions import mentions_of, notice_of
from streams.stages.tag.names import find_names

__all__ = ["mentions_of", "notice_of", "tag"]

_CLEAN_FIELDS = tuple(field.name for field in fields(CleanArticle))


def tag(article: CleanArticle) -> EnrichedArticle:
    """The article with its countries, names and events; a retraction has none of them."""
    said = article.status not in RETRACTED
    countries = find_countries(article) if said else []
    entities = find_names(article, countries) if said else []
    events = find_events(article, [c for c in countries if is_named(c)], entities) if said else []
    return EnrichedArticle(
        **{name: getattr(article, name) for name in _CLEAN_FIELDS},
        countries=countries,
        entities=entities,
        events=events,
        events_status="read" if supported(article.language.code) else "unsupported",
        versions=Versions(pipeline=__version__, rules=rules_version(), models=model_version()),
    )
