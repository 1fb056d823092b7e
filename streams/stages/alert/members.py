"""One article's part in a story: what is kept of it, clipped, so that state and alerts stay small."""

import re
from datetime import UTC, datetime

from streams.records import CountryMention, Event
from streams.stages.alert.folding import sketch
from streams.stages.alert.likeness import marks_of
from streams.stages.alert.rules import Decision
from streams.stages.alert.state import Arrival, Figure, Member

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
MAX_TITLE, MAX_SENTENCE, MAX_URL, MAX_NAME, MAX_WHY = 240, 400, 1000, 100, 120
UNREAD = "no events are read in its language"
_FIRST, _LAST = -62_135_596_800, 253_402_300_799  # the years 1 and 9999
MAX_FIGURES, MAX_OTHERS = 8, 8


def clip(text: str, most: int) -> str:
    """At most so many characters, without control characters; a cut sentence gets nothing in its place."""
    return _CONTROL.sub(" ", text[:most]).strip()


def milliseconds(stamp: str | None) -> int | None:
    """An RFC 3339 time as ms since 1970; None where it is none."""
    if not stamp:
        return None
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int(moment.timestamp() * 1000)


def stamp(moment: int) -> str:
    """Milliseconds since 1970 as RFC 3339, in whole seconds."""
    seconds = min(max(moment // 1000, _FIRST), _LAST)
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def published_at(mention: CountryMention, now: int) -> tuple[int, bool]:
    """When the article says it was published, never after its receipt; the receipt itself where it says nothing."""
    said = milliseconds(mention.published)
    received = min(mention.raw.timestamp, now)
    return (min(said, received), True) if said is not None else (received, False)


def member_of(mention: CountryMention, event: Event, now: int) -> Member:
    """What a story keeps of an article and the event in it."""
    arrival = arrival_of(mention, now)
    evidence = next((e for e in event.evidence if e.field == "text"), None)
    evidence = evidence or (event.evidence[0] if event.evidence else None)
    sentences = {(e.field, e.start, e.end): e.text for e in event.evidence}
    figures = {}
    for name, fact in list(event.facts.items())[:MAX_FIGURES]:
        within = (t for (part, start, end), t in sentences.items() if part == fact.field and start <= fact.start < end)
        figures[clip(name, 40)] = Figure(fact.value, clip(next(within, evidence.text if evidence else ""), 300))
    member = Member(
        id=arrival.id,
        content=arrival.content,
        url=arrival.url,
        title=arrival.title,
        publisher=arrival.publisher,
        agency=arrival.agency,
        modified=mention.modified,
        published=arrival.published,
        dated=arrival.dated,
        received=arrival.received,
        raw=arrival.raw,
        type=event.type,
        score=event.score,
        severity=event.severity,
        urgency=event.urgency,
        certainty=event.certainty,
        reasons={name: clip(event.reasons.get(name, ""), MAX_WHY) for name in ("severity", "urgency", "certainty")},
        sentence=clip(evidence.text, MAX_SENTENCE) if evidence else arrival.title or "",
        why=clip(evidence.why, MAX_WHY) if evidence else "",
        figures=figures,
        others=event.other_countries[:MAX_OTHERS],
        prints=arrival.prints,
        marks=marks_of(mention),
        place=clip(mention.place, MAX_NAME) if mention.place else None,
    )
    member.size = _size(member)
    return member


def _size(member: Member) -> int:
    texts = [member.url, member.title, member.sentence, member.why, *member.reasons.values()]
    texts += [figure.sentence for figure in member.figures.values()]
    marks = member.marks
    # A text that stands there twice takes no room when it is compressed.
    return sum(len(text.encode()) for text in {*texts, *marks.words, *marks.names, *marks.numbers} if text)


def arrival_of(mention: CountryMention, now: int) -> Arrival:
    """What the counting keeps of an article."""
    published, dated = published_at(mention, now)
    fits = mention.url is not None and len(mention.url.encode("utf-8", "replace")) <= MAX_URL
    return Arrival(
        id=mention.article,
        content=mention.content,
        hour=now // 3_600_000,
        url=mention.url if fits else None,
        title=clip(mention.title, MAX_TITLE) if mention.title else None,
        publisher=clip(mention.publisher, MAX_NAME) if mention.publisher else None,
        agency=clip(mention.agency, MAX_NAME) if mention.agency else None,
        published=published,
        dated=dated,
        received=min(mention.raw.timestamp, now),
        raw=mention.raw,
        prints=sketch(mention.fingerprints),
        unread=mention.events_status == "unsupported",
    )


def member_of_arrival(arrival: Arrival, decision: Decision) -> Member:
    """An article as evidence that there are many of them, and of nothing else."""
    return Member(
        id=arrival.id,
        content=arrival.content,
        url=arrival.url,
        title=arrival.title,
        publisher=arrival.publisher,
        agency=arrival.agency,
        modified=None,
        published=arrival.published,
        dated=arrival.dated,
        received=arrival.received,
        raw=arrival.raw,
        type=decision.event.type,
        score=decision.event.score,
        severity=decision.event.severity,
        urgency=decision.event.urgency,
        certainty=decision.event.certainty,
        reasons=decision.event.reasons,
        sentence=arrival.title or "",
        why=UNREAD if arrival.unread else "",
        figures={},
        others=[],
        prints=[],
        rule=decision.rule,
    )
