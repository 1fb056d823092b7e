"""Examples for every topic, from one invented story: a flood, its update, and its retraction."""

from dataclasses import replace

from streams import __version__
from streams.identity import article_id, content_hash, digest
from streams.records import (
    Alert,
    AlertArticle,
    AlertCountry,
    AlertFact,
    Change,
    CleanArticle,
    Country,
    CountryMention,
    Counts,
    Dateline,
    EnrichedArticle,
    Entity,
    Event,
    Evidence,
    Fact,
    Language,
    Mention,
    Notice,
    PageClaims,
    Place,
    Quote,
    RawArticle,
    Source,
    Stamp,
    Tick,
    Trigger,
    Versions,
    Volume,
)
from streams.topology import CURRENT, ENRICHED, EVENTS, MENTIONS, RAW

_URL = "https://news.example/world/puerto-almendra-flood"
_LATER_URL = "https://wire.example/2026/03/almendra-toll"
_TITLE = "Seven dead as river floods Puerto Almendra"
_LEAD = "Seven people died when the Almendra river burst its banks in northern Uruguay, rescuers said."
_TEXT = f"{_LEAD}\n\nAbout 1,200 residents of Puerto Almendra were moved to schools, the Civil Guard said."
_PLACE = Place(topic=RAW, partition=4, offset=1812, timestamp=1772798520000)
_LATER_PLACE = Place(topic=RAW, partition=9, offset=1770, timestamp=1772812140000)
_ID, _LATER_ID = article_id(None, None, _URL, _TEXT), article_id(None, None, _LATER_URL, _TEXT)
_CONTENT = content_hash(_TITLE, _TEXT, "usable", None)
_VERSIONS = Versions(pipeline=__version__, rules="1", models="1")


def _span(part: str) -> tuple[int, int]:
    start = _TEXT.index(part)
    return start, start + len(part)


def _mention(part: str, kind: str) -> Mention:
    start, end = _span(part)
    return Mention(start=start, end=end, text=part, kind=kind)


def _entity(part: str, kind: str, score: float) -> Entity:
    start, end = _span(part)
    return Entity(start=start, end=end, text=part, type=kind, score=score)  # type: ignore[arg-type]


def _fact(words: str, value: float) -> Fact:
    start, end = _span(words)
    return Fact(value=value, start=start, end=end)


def _quote(term: str, part: str) -> Quote:
    start, end = _span(part)
    return Quote(term=term, article=_ID, start=start, end=end, text=part)


_RAW = RawArticle(
    text=f"Home\nWorld\nWeather\n{_TITLE}\n06/03/2026 11:58 UTC\n"
    f"PUERTO ALMENDRA, March 6 (Example Wire) - {_TEXT}\nShare",
    url=_URL,
    published="2026-03-06T11:58:00Z",
    source=Source(name="Example News", domain="news.example", country="UY"),
    transport={"format": "crawl", "feed": "world"},
)

_EVENT = Event(
    type="flood",
    country="UY",
    score=0.97,
    severity="Moderate",
    urgency="Immediate",
    certainty="Observed",
    reasons={
        "severity": "7 killed",
        "urgency": "it is going on, according to the lead",
        "certainty": "rescuers are named as the source",
    },
    evidence=[Evidence(start=_span(_LEAD)[0], end=_span(_LEAD)[1], text=_LEAD, why="burst its banks; died")],
    facts={"killed": _fact("Seven", 7), "displaced": _fact("1,200", 1200)},
)

_CLEAN = CleanArticle(
    id=_ID,
    content=_CONTENT,
    status="usable",
    title=_TITLE,
    text=_TEXT,
    url=_URL,
    dateline=Dateline(raw="PUERTO ALMENDRA, March 6 (Example Wire) -", place="Puerto Almendra", agency="Example Wire"),
    agency="Example Wire",
    published=Stamp(
        utc="2026-03-06T11:58:00Z", raw="2026-03-06T11:58:00Z", offset="+00:00", precision="second", zone_known=True
    ),
    language=Language(code="en", score=0.99),
    source=_RAW.source,
    page=PageClaims(section="World"),
    fingerprints=[81274419053, 5190237744121, 880172365590012],
    removed={"navigation": 3, "date": 1, "share": 1},
    raw=_PLACE,
)

_ENRICHED = EnrichedArticle(
    **{name: getattr(_CLEAN, name) for name in CleanArticle.__dataclass_fields__},
    countries=[
        Country(
            code="UY",
            salience=0.96,
            role="location",
            evidence=["lead"],
            mentions=[_mention("Uruguay", "name")],
        )
    ],
    entities=[
        _entity("Almendra river", "LOC", 0.91),
        _entity("Puerto Almendra", "LOC", 0.95),
        _entity("Civil Guard", "ORG", 0.93),
    ],
    events=[_EVENT],
    versions=_VERSIONS,
)

_COUNTRY_MENTION = CountryMention(
    country="UY",
    article=_ID,
    content=_CONTENT,
    status="usable",
    url=_URL,
    title=_TITLE,
    publisher="news.example",
    agency="Example Wire",
    language="en",
    published="2026-03-06T11:58:00Z",
    modified=None,
    salience=0.96,
    role="location",
    events=[_EVENT],
    names=["almendra river", "civil guard", "puerto almendra"],
    words=["banks", "burst", "flood", "residents", "river"],
    fingerprints=_CLEAN.fingerprints,
    raw=_PLACE,
)

_STORY = digest("example", "story")
_ALERT = Alert(
    alert_id=digest("example", "alert"),
    version=1,
    msg_type="Alert",
    story_id=_STORY,
    event_type="flood",
    category="Met",
    plover=None,
    medtop="20000151",
    headline=_TITLE,
    summary=_LEAD,
    facts={"killed": AlertFact(value=7, article=_ID, sentence=_LEAD)},
    country=AlertCountry(alpha2="UY", alpha3="URY", name="Uruguay"),
    other_countries=[],
    place="Puerto Almendra",
    first_published="2026-03-06T11:58:00Z",
    first_received="2026-03-06T12:02:00Z",
    updated="2026-03-06T12:02:00Z",
    expires="2026-03-09T12:02:00Z",
    severity="Moderate",
    urgency="Immediate",
    certainty="Observed",
    confidence=0.97,
    reasons={**_EVENT.reasons, "confidence": "one report, score 0.97"},
    triggers=[
        Trigger(
            kind="rule",
            id="flood",
            version="1",
            score=0.97,
            threshold=0.5,
            terms=["burst its bank*", "died"],
            quotes=[_quote("burst its bank*", "burst its banks"), _quote("died", "died")],
        )
    ],
    evidence=[
        AlertArticle(
            id=_ID,
            url=_URL,
            publisher="news.example",
            agency="Example Wire",
            published="2026-03-06T11:58:00Z",
            title=_TITLE,
            sentence=_LEAD,
            raw=_PLACE,
        )
    ],
    counts=Counts(articles=1, publishers=1, agencies=1, copies_folded=0),
    versions=_VERSIONS,
)

_LATER_SENTENCE = "The toll of the flood in Puerto Almendra rose to 31, the Civil Guard said on Friday."
_UPDATE = replace(
    _ALERT,
    version=2,
    msg_type="Update",
    references=[f"{_ALERT.alert_id}#1"],
    headline="Toll of Uruguay flood rises to 31",
    summary=_LATER_SENTENCE,
    facts={"killed": AlertFact(value=31, article=_LATER_ID, sentence=_LATER_SENTENCE)},
    updated="2026-03-06T15:49:00Z",
    expires="2026-03-09T15:49:00Z",
    severity="Severe",
    reasons={**_ALERT.reasons, "severity": "31 killed", "confidence": "two reports of two agencies"},
    evidence=[
        *_ALERT.evidence,
        AlertArticle(
            id=_LATER_ID,
            url=_LATER_URL,
            publisher="wire.example",
            agency="Second Wire",
            published="2026-03-06T15:44:00Z",
            title="Toll of Uruguay flood rises to 31",
            sentence=_LATER_SENTENCE,
            raw=_LATER_PLACE,
        ),
    ],
    counts=Counts(articles=2, publishers=2, agencies=2, copies_folded=1),
    change=[
        Change(field="severity", before="Moderate", after="Severe"),
        Change(field="facts.killed", before="7", after="31"),
    ],
)

_CANCEL = replace(
    _UPDATE,
    version=3,
    msg_type="Cancel",
    references=[f"{_ALERT.alert_id}#2"],
    updated="2026-03-06T16:10:00Z",
    change=[],
    cancel_reason="both articles were withdrawn by their publishers",
)

_VOLUME = replace(
    _ALERT,
    alert_id=digest("example", "volume"),
    story_id=digest("example", "volume story"),
    event_type="volume",
    category="Other",
    medtop=None,
    headline="Many more articles than usual about Uruguay",
    facts={},
    place=None,
    severity="Minor",
    urgency="Unknown",
    certainty="Possible",
    confidence=0.8,
    reasons={"severity": "volume alone says nothing about harm", "certainty": "no event was read from the articles"},
    triggers=[Trigger(kind="volume", id="volume", version="1", score=0.9999, threshold=0.999)],
    counts=Counts(articles=24, publishers=11, agencies=3, copies_folded=9),
    volume=Volume(window="PT1H", observed=24, expected=3.2, p=0.0001),
)

# (topic, name of the example) -> the record. Raw articles stand as producers write them, without what they leave out.
EXAMPLES: dict[tuple[str, str], object] = {
    (RAW, "page-as-text"): {
        "text": _RAW.text,
        "url": _RAW.url,
        "published": _RAW.published,
        "source": {"name": "Example News", "domain": "news.example", "country": "UY"},
        "transport": _RAW.transport,
    },
    (RAW, "page-as-html"): {
        "html": f"<html><head><title>{_TITLE}</title></head><body><nav>Home</nav><article><h1>{_TITLE}</h1>"
        f"<p>{_LEAD}</p></article></body></html>",
        "url": _URL,
    },
    (RAW, "text-alone"): {"text": _TEXT},
    (RAW, "with-own-fields"): {
        "id": "4711",
        "source_id": "example-news",
        "title": _TITLE,
        "text": _TEXT,
        "authors": ["A. Reporter"],
        "language": "en",
        "topics": ["weather"],
        "desk": "Americas",
    },
    (RAW, "correction"): {
        "id": "4711",
        "source_id": "example-news",
        "title": _TITLE,
        "text": _TEXT.replace("1,200", "1,020"),
        "modified": "2026-03-06T14:00:00Z",
        "status": "corrected",
    },
    (RAW, "retraction"): {"id": "4711", "source_id": "example-news", "status": "withdrawn"},
    (ENRICHED, "flood"): _ENRICHED,
    (MENTIONS, "mention"): _COUNTRY_MENTION,
    (MENTIONS, "notice"): Notice(article=_ID, content=_CONTENT, status="withdrawn", countries=[], raw=_PLACE),
    (MENTIONS, "tick"): Tick(topic=RAW, partition=4, minute=29546642, offset=1812),
    (EVENTS, "alert"): _ALERT,
    (EVENTS, "update"): _UPDATE,
    (EVENTS, "cancel"): _CANCEL,
    (EVENTS, "volume"): _VOLUME,
    (CURRENT, "update"): _UPDATE,
}
