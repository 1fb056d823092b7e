"""What the alert app needs of an article: a small record for each country that counts, and a notice of retractions."""

import re
from collections import Counter
from dataclasses import dataclass

from streams.records import (
    RETRACTED,
    CleanArticle,
    Country,
    CountryMention,
    EnrichedArticle,
    Event,
    EventType,
    Notice,
    Status,
)
from streams.stages.tag.corrections import taken_back
from streams.stages.tag.diseases import disease_of
from streams.stages.tag.telling import READ, fold, telling_words

SALIENT = 0.3  # an editor may file the article there
MAX_COUNTRIES = 12
MAX_NAMES = 40
MAX_OTHERS = 12
MAX_LEAD = 600  # characters
PLACES = frozenset({"city", "region", "capital", "place"})
OF_DISEASE: frozenset[EventType] = frozenset({"epidemic", "animal_disease"})

_SENTENCE_END = re.compile(r"[.!?。！？।؟]+[\"'”’»)]*(?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells an article's story from others, whatever the country."""

    words: dict[str, int]  # with their weights
    names: list[str]
    disease: str | None


def mentions_of(article: EnrichedArticle, status: Status | None = None) -> list[CountryMention]:
    """One record for each country that is salient or has an event, most salient first.

    None for a retraction, by the status or by the article's own words: what it takes back is told as if it were so.
    `status` is what `status_of` says, where it has been asked.
    """
    if (status or status_of(article)) in RETRACTED:
        return []
    eventful = {event.country for event in article.events}
    countries = [c for c in article.countries if c.salience >= SALIENT or c.code in eventful][:MAX_COUNTRIES]
    marks = mark_article(article) if countries else Marks({}, [], None)
    return [mention_of(article, country, marks) for country in countries]


def mention_of(article: EnrichedArticle, country: Country, marks: Marks) -> CountryMention:
    """The record of an article for one of its countries."""
    events = [event for event in article.events if event.country == country.code]
    return CountryMention(
        country=country.code,
        article=article.id,
        content=article.content,
        status=article.status,
        url=article.url,
        title=article.title,
        publisher=article.source.domain or article.source.name,
        agency=article.agency,
        language=article.language.code,
        published=article.published.utc if article.published else None,
        modified=article.modified.utc if article.modified else None,
        salience=country.salience,
        role=country.role,
        events=events,
        other_countries=[c.code for c in article.countries if c.code != country.code][:MAX_OTHERS],
        place=place_of(events[0], country) if events else None,
        names=marks.names,
        words=list(marks.words),
        weights=list(marks.words.values()),
        disease=marks.disease,
        lead=lead_of(article.text),
        events_status=article.events_status,
        fingerprints=article.fingerprints,
        raw=article.raw,
    )


def mark_article(article: EnrichedArticle) -> Marks:
    """The article's telling words, its names, and the disease that it reports of."""
    folded = fold(f"{article.title or ''}\n{article.text[:READ]}")
    names = _names(article)
    sick = any(event.type in OF_DISEASE for event in article.events)
    return Marks(
        words=telling_words(folded, names, article.language.code),
        names=names[:MAX_NAMES],
        disease=disease_of(folded) if sick else None,
    )


def place_of(event: Event, country: Country) -> str | None:
    """The town or region of the country that the event's sentences name, the strongest sentence first."""
    for evidence in event.evidence:
        for mention in country.mentions:
            inside = mention.field == evidence.field and evidence.start <= mention.start < evidence.end
            if inside and mention.kind in PLACES:
                return mention.text
    return None


def notice_of(article: CleanArticle, status: Status | None = None) -> Notice | None:
    """A notice where the status, or the article's own words, retract or correct; `status` as in `mentions_of`."""
    status = status or status_of(article)
    if status == "usable":
        return None
    countries = [country.code for country in article.countries] if isinstance(article, EnrichedArticle) else []
    return Notice(article=article.id, content=article.content, status=status, countries=countries, raw=article.raw)


def status_of(article: CleanArticle) -> Status:
    """The status that the producer gave or, where it gave none, what the article says of itself."""
    if article.status != "usable":
        return article.status
    # Corrections stand in the headline, in the first lines or in the last ones.
    for part in (article.title or "", article.text[:300], article.text[-600:]):
        for line in part.splitlines():
            if said := taken_back(line):
                return said
    return "usable"


def lead_of(text: str) -> str:
    """The beginning of a text, cut after a sentence, else after a word."""
    if len(text) <= MAX_LEAD:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, MAX_LEAD)]
    return text[: ends[-1]] if ends and ends[-1] > MAX_LEAD // 2 else text[:MAX_LEAD].rpartition(" ")[0]


def _names(article: EnrichedArticle) -> list[str]:
    counts = Counter(fold(" ".join(entity.text.split())) for entity in article.entities)
    return sorted(counts, key=lambda name: (-counts[name], name))
