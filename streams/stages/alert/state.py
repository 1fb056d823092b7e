"""What is remembered of a country and of a partition: plain values that a snapshot holds whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from streams.records import Certainty, Place, Quote, Severity, Urgency

HOUR = 3_600_000  # ms


@dataclass(slots=True)
class Figure:
    """A number that a member states, with its sentence."""

    value: float
    sentence: str


@dataclass(slots=True)
class Ruling:
    """The rule that raised a report, as it stood when the report came."""

    id: str
    version: str
    threshold: float  # the score that it asked for
    terms: list[str] = field(default_factory=list)  # of the rule, that were found
    headline: str | None = None
    quotes: list[Quote] = field(default_factory=list)  # where the report says them


@dataclass(slots=True)
class Marks:
    """By what a story is known. Words have weights in thousandths; words, names and numbers are one vector."""

    words: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    square: int = 0  # of the length of the three together, and of the numbers alone: follow from the words
    square_of_numbers: int = 0
    head: dict[str, int] = field(default_factory=dict)  # those of them that stand in the first lines
    share: float = 1.0  # of a full set of words

    def __post_init__(self) -> None:
        self.square_of_numbers = square(self.numbers)
        self.square = square(self.words) + square(self.names) + self.square_of_numbers


def square(part: Mapping[str, int]) -> int:
    """The square of the length of some words, by their weights."""
    return sum(weight * weight for weight in part.values())


@dataclass(slots=True)
class Member:
    """One article's part in a story; all texts are clipped."""

    id: str
    content: str
    url: str | None
    title: str | None
    publisher: str | None
    agency: str | None
    modified: str | None
    published: int  # ms, never after it was received
    dated: bool  # whether the article gave the date itself
    received: int
    raw: Place
    type: str
    score: float
    severity: Severity
    urgency: Urgency
    certainty: Certainty
    reasons: dict[str, str]
    sentence: str
    why: str
    figures: dict[str, Figure]
    others: list[str]
    prints: list[int]
    marks: Marks = field(default_factory=Marks)
    place: str | None = None
    size: int = 0  # bytes of its texts
    copy: bool = False  # the same text as another member's
    rule: Ruling | None = None  # none: it supports a story, and starts none


@dataclass(slots=True)
class Tail:
    """What the members that were dropped for room leave behind."""

    articles: int = 0
    copies: int = 0
    publishers: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    voices: list[str] = field(default_factory=list)  # who wrote what was no copy: the agency, else the publisher


@dataclass(slots=True)
class Sent:
    """The last message about a story, as far as the next one is compared with it."""

    at: int
    severity: Severity
    certainty: Certainty
    figures: dict[str, float]
    publishers: int
    others: list[str]
    rule: Ruling | None = None


@dataclass(slots=True)
class Reading:
    """How many articles there were in a window, against what is usual."""

    window: str
    observed: int
    expected: float
    p: float


@dataclass(slots=True, eq=False)
class Story:
    """Reports of one thing that happens in this country."""

    id: str
    type: str
    first_published: int
    first_dated: bool
    first_received: int
    touched: int
    marks: Marks = field(default_factory=Marks)  # of the last reports together
    cohesion: float = 0.45  # how like their story its last reports were when they came; at first as usual
    members: list[Member] = field(default_factory=list)
    tail: Tail = field(default_factory=Tail)
    disease: str | None = None  # two diseases are two stories
    alert_id: str | None = None
    version: int = 0
    open: bool = False
    expires: int = 0
    sent: Sent | None = None
    owing: int | None = None  # a material change waits until then, for the minimum gap
    volume: Reading | None = None


@dataclass(slots=True)
class Known:
    """An article that was counted here."""

    content: str
    modified: str | None


@dataclass(slots=True)
class Level:
    """A decaying picture of how many articles are usual."""

    mean: float = 0.0
    weight: float = 0.0  # how much has been learnt, at most 1
    variance: float = 0.0  # mean square of what counts differed from the usual by, bursts and all
    excess: float = 0.0  # decayed: how much more than chance the counts scattered …
    square: float = 0.0  # … and the squares of the usual counts, against which that is held
    slots_seen: list[float] = field(default_factory=list)  # decayed counts of each hour of the day …
    slots_due: list[float] = field(default_factory=list)  # … and what the level alone would have brought it
    days_seen: list[float] = field(default_factory=list)  # so with working days and free ones
    days_due: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Arrival:
    """A report of the last hours, for counting: copies are told by their prints."""

    id: str
    content: str
    hour: int
    url: str | None
    title: str | None
    publisher: str | None
    agency: str | None
    published: int
    dated: bool
    received: int
    raw: Place
    prints: list[int]
    unread: bool = False  # no events are read in its language


@dataclass(slots=True)
class Counting:
    """The volume side of a country."""

    level: Level = field(default_factory=Level)
    hour: int = -1  # hours since 1970 of the slot that is being filled
    counts: list[int] = field(default_factory=list)  # the last hours; the last one is being filled
    arrivals: list[Arrival] = field(default_factory=list)


@dataclass(slots=True)
class CountryState:
    """Everything remembered of one country."""

    offset: int = -1
    stories: list[Story] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)  # oldest first
    counting: Counting = field(default_factory=Counting)


@dataclass(slots=True)
class Minute:
    """The last tick of a raw partition."""

    minute: int
    offset: int


@dataclass(slots=True)
class Withdrawn:
    """An article that was retracted or corrected, which may come before the article itself."""

    content: str
    retracted: bool
    at: int
    raw: Place


@dataclass(slots=True)
class PartitionState:
    """What belongs to no country."""

    offset: int = -1
    now: int = 0
    minutes: dict[str, Minute] = field(default_factory=dict)
    flow: Level = field(default_factory=Level)
    hours: dict[str, int] = field(default_factory=dict)  # hour since 1970 -> raw records, the last eight days
    first_hour: int = -1
    withdrawn: dict[str, Withdrawn] = field(default_factory=dict)  # oldest first
    rules: str = ""  # the version of the rule set that holds after `offset`


@dataclass(slots=True)
class RuleFiles:
    """The rule sets that a partition's own snapshot may name: the one in force, and the one before it."""

    sets: dict[str, dict[str, str]]  # version -> file -> text
