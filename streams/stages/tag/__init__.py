"""The tag stage: where, who and what. A clean article becomes an enriched one; pure, one pass, no state."""

from collections.abc import Sequence
from dataclasses import fields

from streams import __version__
from streams.records import RETRACTED, CleanArticle, EnrichedArticle, Versions
from streams.stages.tag.countries import find_countries, is_named
from streams.stages.tag.events import find_events, model_version, rules_version, supported
from streams.stages.tag.mentions import mentions_of, notice_of, status_of
from streams.stages.tag.names import LINEAR, LinearTagger, Span, Tagger, merge_names

__all__ = ["LINEAR", "Span", "Tagger", "mentions_of", "notice_of", "status_of", "tag"]

_CLEAN_FIELDS = tuple(field.name for field in fields(CleanArticle))


def tag(article: CleanArticle, tagger: Tagger = LINEAR, found: Sequence[Span] | None = None) -> EnrichedArticle:
    """The article with its countries, names and events; a retraction has none of them.

    `found` is what the tagger has found in the text already, where it was asked about many articles at once.
    """
    said = article.status not in RETRACTED
    if found is None and said:
        found = tagger.names([article.text], [article.language.code])[0]
    countries = find_countries(article) if said else []
    entities = merge_names(article, countries, found or ()) if said else []
    events = find_events(article, [c for c in countries if is_named(c)], entities) if said else []
    return EnrichedArticle(
        **{name: getattr(article, name) for name in _CLEAN_FIELDS},
        countries=countries,
        entities=entities,
        entities_status=tagger.status(article.language.code) if isinstance(tagger, LinearTagger) else "learnt",
        events=events,
        events_status="read" if supported(article.language.code) else "unsupported",
        versions=Versions(
            pipeline=__version__, rules=rules_version(), models=f"{model_version()}; {tagger.name} {tagger.version}"
        ),
    )
