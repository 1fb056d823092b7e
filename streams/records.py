"""The records on the wire, their parsing and their dumping; the only user of orjson and msgspec.

Every record is a frozen, slotted dataclass. Times are RFC 3339 UTC strings (`2021-07-08T13:55:00Z`); `timestamp` is
Kafka's, in milliseconds since 1970. Offsets into text are Unicode code points, end exclusive, into the record's own
`text` (or `title`, where `field` says so). `parse` checks types and gives the path of what is wrong; `dump` gives the
same bytes for equal records. A field added later has a default, and a type never changes within a version.
"""

from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar

import msgspec
import orjson

from streams.errors import Refused

Status = Literal["usable", "corrected", "canceled", "withdrawn"]
RETRACTED: frozenset[str] = frozenset({"canceled", "withdrawn"})
Role = Literal["location", "actor", "mentioned"]
Severity = Literal["Extreme", "Severe", "Moderate", "Minor"]
Urgency = Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
SEVERITIES: tuple[Severity, ...] = ("Minor", "Moderate", "Severe", "Extreme")  # rising
EventType = Literal[
    "armed_conflict", "attack", "explosion", "abduction", "unrest", "political_crisis", "border_incident",
    "security_threat", "crime", "earthquake", "flood", "storm", "wildfire", "landslide", "volcano", "tsunami",
    "drought", "extreme_temperature", "epidemic", "animal_disease", "industrial_accident", "transport_accident",
    "infrastructure_failure", "displacement", "food_crisis", "cyber_attack", "pollution",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a raw record stands in Kafka; outside Kafka the topic is `-` and the offset the line's number."""

    topic: str
    partition: int
    offset: int
    timestamp: int  # ms since 1970; 0 where it is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published, as far as the producer or the page says."""

    name: str | None = None
    domain: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2 of the publisher's home


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """What a producer publishes. One of text and html is required, unless the status retracts: then id or url is."""

    text: str | None = None
    html: str | None = None  # where both are given, the article is taken from the html
    id: str | None = None  # the producer's own id, unique within source_id
    source_id: str | None = None
    url: str | None = None
    title: str | None = None
    summary: str | None = None
    authors: list[str] = field(default_factory=list)
    published: str | None = None  # dates as the source wrote them
    modified: str | None = None
    fetched: str | None = None
    language: str | None = None
    source: Source = field(default_factory=Source)
    topics: list[str] = field(default_factory=list)
    status: Status = "usable"
    transport: dict[str, Any] = field(default_factory=dict)  # format, feed, …: how it came
    extra: dict[str, Any] = field(default_factory=dict)  # every field that is not listed here


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date as it was found, and what it means."""

    utc: str | None  # None where the raw string cannot be read without guessing
    raw: str
    offset: str | None = None  # +05:30: the zone that was used
    precision: Literal["second", "minute", "hour", "day", "month", "year"] | None = None
    zone_known: bool = False  # False: UTC was assumed


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and by whom a report was filed, as the article says: `MOSCOW, July 8 (Reuters) -`."""

    raw: str
    place: str | None = None
    agency: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """ISO 639-1 code of the body, or `und`."""

    code: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageClaims:
    """What the page says of itself: kept, and never taken as proof."""

    country: list[str] = field(default_factory=list)  # as written
    section: str | None = None
    topics: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The producer's own ids."""

    source_id: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """The article without the page around it."""

    id: str
    content: str  # hash of what the article says: another content under the same id is another version
    status: Status
    title: str | None
    text: str  # paragraphs parted by a blank line; empty for a retraction
    url: str | None = None
    summary: str | None = None
    authors: list[str] = field(default_factory=list)
    dateline: Dateline | None = None
    agency: str | None = None  # the wire that wrote it
    published: Stamp | None = None
    modified: Stamp | None = None
    language: Language = field(default_factory=lambda: Language(code="und", score=0.0))
    source: Source = field(default_factory=Source)
    page: PageClaims = field(default_factory=PageClaims)
    origin: Origin = field(default_factory=Origin)
    fingerprints: list[int] = field(default_factory=list)  # sampled hashes of five words, below 2^53, rising
    removed: dict[str, int] = field(default_factory=dict)  # reason -> lines taken out
    truncated: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
    raw: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a country is named."""

    start: int
    end: int
    text: str
    kind: str  # name, demonym, city, region, capital, institution, organisation, …
    field: Literal["text", "title"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country that the article is about or names."""

    code: str  # ISO 3166-1 alpha-2, XK for Kosovo
    salience: float  # 0 to 1: would an editor file this article under that country?
    role: Role
    evidence: list[str]  # dateline, headline, lead, body, publisher
    mentions: list[Mention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A name in the text."""

    start: int
    end: int
    text: str
    type: Literal["PER", "ORG", "LOC", "MISC"]
    score: float
    id: str | None = None  # the organisation or place in our tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that an event was read from."""

    start: int
    end: int
    text: str
    why: str  # the words and rules that matched
    field: Literal["text", "title"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure that the article states."""

    value: float
    start: int
    end: int
    field: Literal["text", "title"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens in one country, according to this article."""

    type: EventType
    country: str
    other_countries: list[str] = field(default_factory=list)
    score: float
    severity: Severity
    urgency: Urgency
    certainty: Certainty
    reasons: dict[str, str] = field(default_factory=dict)  # severity, urgency, certainty -> one line why
    evidence: list[Evidence]
    facts: dict[str, Fact] = field(default_factory=dict)  # killed, injured, missing, displaced, magnitude, cases, …


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What made this record."""

    pipeline: str
    rules: str
    models: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichedArticle(CleanArticle):
    """A clean article with countries, names and events."""

    countries: list[Country]  # most salient first
    entities: list[Entity]
    # Found by a tagger that learnt the language, by one that learnt others, or, in a script without capitals, by lists.
    entities_status: Literal["learnt", "transferred", "lists"] = "learnt"  # what the tagger knows of the language
    events: list[Event]
    events_status: Literal["read", "unsupported"] = "read"  # unsupported: no rules for its language
    versions: Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryMention:
    """What the alert app needs of one article for one country."""

    kind: Literal["mention"] = "mention"
    country: str
    article: str
    content: str
    status: Status
    url: str | None
    title: str | None
    publisher: str | None  # domain, else name
    agency: str | None
    language: str
    published: str | None  # UTC
    modified: str | None
    salience: float
    role: Role
    events: list[Event]  # of this country alone; evidence and facts point into the enriched article's text
    other_countries: list[str] = field(default_factory=list)  # the article's others, most salient first
    names: list[str] = field(default_factory=list)  # persons, organisations and places, folded
    place: str | None = None  # the town or region of this country that the first event's sentences name
    words: list[str] = field(default_factory=list)  # that tell this story from others, most telling first; folded
    weights: list[int] = field(default_factory=list)  # how much each of the words tells, in thousandths
    disease: str | None = None  # where an event is of a disease: its usual English name, if we know it
    lead: str = ""  # how the text begins: what alert rules look for words in, beside title and sentences
    events_status: Literal["read", "unsupported"] = "read"  # unsupported: the article counts for volume alone
    fingerprints: list[int] = field(default_factory=list)
    raw: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A retraction or correction, sent to every partition: whoever holds the article as evidence acts."""

    kind: Literal["notice"] = "notice"
    article: str
    content: str
    status: Status
    countries: list[str]  # those that this version names; evidence elsewhere falls away
    raw: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A raw partition's clock moved to another minute; sent to every partition."""

    kind: Literal["tick"] = "tick"
    topic: str
    partition: int
    minute: int  # minutes since 1970
    offset: int  # of the first record of that minute


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCountry:
    """A country as people and machines name it."""

    alpha2: str
    alpha3: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCountry:
    """Another country of the same story."""

    alpha2: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFact:
    """A figure, with where it comes from."""

    value: float
    article: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Where an article says what a rule asks for; offsets into the enriched article's own text or title."""

    term: str  # as the rule has it
    article: str
    start: int
    end: int
    text: str  # as the article has it
    field: Literal["text", "title"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Why an alert went out."""

    kind: Literal["rule", "model", "volume"]
    id: str
    version: str
    score: float
    threshold: float
    terms: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)  # where a rule's terms stand, as far as title and sentences go


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertArticle:
    """An article that an alert rests on."""

    id: str
    url: str | None
    publisher: str | None
    agency: str | None
    published: str | None
    title: str | None
    sentence: str
    raw: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many reports an alert rests on; copies of one wire story count once."""

    articles: int
    publishers: int
    agencies: int
    copies_folded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The number of articles against what is usual."""

    window: str  # ISO 8601 duration
    observed: int
    expected: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that an update changes."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something is happening in one country: how bad, how sure, why, and what we have read (in CAP 1.2's words)."""

    alert_id: str
    version: int  # from 1
    msg_type: Literal["Alert", "Update", "Cancel"]
    status: Literal["Actual", "Exercise", "Test"] = "Actual"
    references: list[str] = field(default_factory=list)  # alert_id#version of what this message replaces
    story_id: str
    event_type: str  # an EventType, or volume
    category: str  # CAP
    plover: str | None
    medtop: str | None
    headline: str
    summary: str
    facts: dict[str, AlertFact]
    country: AlertCountry
    other_countries: list[OtherCountry]
    place: str | None = None
    first_published: str | None
    first_received: str
    updated: str
    expires: str
    severity: Severity
    urgency: Urgency
    certainty: Certainty
    confidence: float
    reasons: dict[str, str]  # severity, urgency, certainty, confidence -> one line why
    triggers: list[Trigger]
    evidence: list[AlertArticle]  # ten at most; in a Cancel with what it takes back
    counts: Counts
    volume: Volume | None = None
    change: list[Change] = field(default_factory=list)  # on Update
    cancel_reason: str | None = None  # on Cancel
    versions: Versions


Record = TypeVar("Record")


def load(data: bytes | str) -> Any:
    """JSON into dicts and lists. Raises Refused (not-utf8, not-json)."""
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Refused("not-utf8", f"byte {error.start} is not UTF-8: {error.reason}") from error
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Refused("not-json", str(error)) from error


def convert(value: Any, kind: type[Record]) -> Record:
    """Dicts and lists into a record. Raises Refused (not-an-object, invalid-field)."""
    if not isinstance(value, dict):
        raise Refused("not-an-object", f"a JSON object is needed, this is {type(value).__name__}")
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise Refused("invalid-field", str(error)) from error


def parse(data: bytes | str, kind: type[Record]) -> Record:
    """The bytes of a record into the record. Raises Refused."""
    return convert(load(data), kind)


def parse_mention(data: bytes | str) -> CountryMention | Notice | Tick:
    """A record of the mentions topic, told apart by `kind`. Raises Refused."""
    value = load(data)
    kinds: dict[Any, type[CountryMention | Notice | Tick]] = {"mention": CountryMention, "notice": Notice, "tick": Tick}
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind is not None and (not isinstance(kind, str) or kind not in kinds):
        raise Refused("invalid-field", f"kind is {kind!r}, not one of {', '.join(kinds)}")
    return convert(value, kinds[kind or "mention"])


_RAW_FIELDS = frozenset(item.name for item in fields(RawArticle))
# JSON is read to a depth of 1024 but written to one of 254: what is taken in must be able to go out.
_MAX_DEPTH = 100


def parse_raw(data: bytes | str) -> RawArticle:
    """A JSON raw article; fields that we do not know go into `extra`. Raises Refused."""
    value = load(data)
    _check_depth(value)
    if isinstance(value, dict):
        unknown = {name: value.pop(name) for name in list(value) if name not in _RAW_FIELDS}
        # null means the same as not given, as most producers write it.
        value = {name: item for name, item in value.items() if item is not None}
        if unknown and isinstance(value.get("extra", {}), dict):
            value["extra"] = {**unknown, **value.get("extra", {})}
    return check_raw(convert(value, RawArticle))


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(_MAX_DEPTH):
        inner = [item.values() if isinstance(item, dict) else item for item in level if isinstance(item, dict | list)]
        if not inner:
            return
        level = [item for items in inner for item in items]
    raise Refused("invalid-field", f"arrays and objects stand in one another more than {_MAX_DEPTH} deep")


def check_raw(raw: RawArticle) -> RawArticle:
    """The rules between the fields. Raises Refused (no-content, no-identity, empty)."""
    if raw.status in RETRACTED:
        if not raw.id and not raw.url:
            raise Refused("no-identity", "a retraction needs the id or the url of what it retracts")
        return raw
    if raw.text is None and raw.html is None:
        raise Refused("no-content", "neither text nor html is given")
    if not (raw.text or "").strip() and not (raw.html or "").strip():
        raise Refused("empty", "text and html are empty")
    return raw


def dump(record: Any) -> bytes:
    """A record as JSON bytes; lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    try:
        return orjson.dumps(record)
    except orjson.JSONEncodeError:
        return orjson.dumps(_without_surrogates(msgspec.to_builtins(record)))


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    return value
