"""From an article, its countries and what a tagger found to its names: lists merged in, one span one meaning."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from streams.records import CleanArticle, Country, Entity
from streams.stages.tag.names.organisations import find_organisations, organisation_id
from streams.stages.tag.names.tagger import Span

LISTED = frozenset({"name", "capital", "city", "region", "misspelling"})
LISTED_SCORE = 0.7  # a list knows no context
_SURE = 0.7  # a tagger that is so sure is believed against a list of places
_SHORTEST = 3  # letters of a family name
_NEAR = 40  # characters in which the word before must stand
_MOST_FAMILIES = 100  # of one text
_BLANKS = (" ", "\u00a0")


def merge_names(article: CleanArticle, countries: list[Country], found: Sequence[Span]) -> list[Entity]:
    """What a tagger found and what our lists know, in order; a country's entity carries its code as id.

    A name within a longer one is not a name of its own, whoever found it. Where list and tagger name the same words,
    an organisation of ours is one, a place is one unless the tagger is sure that it is not; else the tagger is right.
    """
    text = article.text
    organisations = {(start, end): name for start, end, name in find_organisations(text)}
    places = {
        (item.start, item.end): country.code
        for country in countries
        for item in country.mentions
        if item.field == "text" and item.kind in LISTED and (item.start, item.end) not in organisations
    }
    spans = _longest(
        [
            *(Span(*place, "ORG", LISTED_SCORE) for place in organisations),
            *(Span(*place, "LOC", LISTED_SCORE) for place in places),
            *(span for span in found if (span.start, span.end) not in organisations),
        ],
        places,
    )
    spans = _longest([*spans, *_family_names(text, spans, places)], places)
    spans = _one_type(text, spans, places.keys() | organisations.keys())
    return [_entity(text, span, places, organisations) for span in spans]


def _longest(spans: Iterable[Span], places: dict[tuple[int, int], str]) -> list[Span]:
    """One meaning for each stretch of text: of spans that overlap the longer, of those alike the better founded."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif (span.start, span.end) == (kept[-1].start, kept[-1].end):
            kept[-1] = _better(kept[-1], span, listed=(span.start, span.end) in places)
        elif span.end - span.start > kept[-1].end - kept[-1].start:
            kept[-1] = span
    return kept


def _better(one: Span, other: Span, *, listed: bool) -> Span:
    """The later one, which is the tagger's, but where the list knows a place and the tagger is not sure."""
    if listed and other.type != "LOC" and other.score < _SURE:
        return one
    return other


def _family_names(text: str, spans: list[Span], places: dict[tuple[int, int], str]) -> list[Span]:
    """A family name by itself, where the text has the full name elsewhere: the same type, and as sure."""
    full: dict[str, Span] = {}
    for span in spans:
        before, _, last = text[span.start : span.end].rpartition(" ")
        if span.type == "PER" and before and len(last) >= _SHORTEST and last[0].isupper() and last.isalpha():
            full.setdefault(last, span)
    starts = [span.start for span in spans]
    found = []
    for name, known in list(full.items())[:_MOST_FAMILIES]:
        start = text.find(name)
        while start >= 0:
            place = start, start + len(name)
            number = bisect_left(starts, place[1]) - 1
            alone = number < 0 or spans[number].end <= start
            if place not in places and (spans[number][:2] == place or (alone and _stands_alone(text, *place))):
                found.append(Span(*place, "PER", known.score))
            start = text.find(name, place[1])
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether this is a whole word, and no capitalised one right before or after makes the name longer or another."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + 2]
    if before[-1:].isalnum() or after[:1].isalnum() or "-" in (before[-1:], after[:1]):
        return False
    last = before.split()[-1] if before[-1:] in _BLANKS and before.strip() else ""
    return not (last[:1].isupper() and last[-1].isalpha()) and not (after[:1] in _BLANKS and after[1:].isupper())


def _one_type(text: str, spans: list[Span], listed: Set[tuple[int, int]]) -> list[Span]:
    """One name, one type in a text: the one that its places together are surest of. What a list knows keeps its own."""
    sure: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in spans:
        sure[text[span.start : span.end]][span.type] += span.score
    kinds = {name: max(types, key=types.__getitem__) for name, types in sure.items()}
    return [span if span[:2] in listed else span._replace(type=kinds[text[span.start : span.end]]) for span in spans]


def _entity(
    text: str, span: Span, places: dict[tuple[int, int], str], organisations: dict[tuple[int, int], str]
) -> Entity:
    place, name = (span.start, span.end), text[span.start : span.end]
    known = places.get(place) if span.type == "LOC" else None
    if span.type == "ORG":
        known = organisations.get(place) or organisation_id(name)
    return Entity(start=span.start, end=span.end, text=name, type=span.type, score=span.score, id=known)  # type: ignore[arg-type]
