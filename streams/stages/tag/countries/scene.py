"""What an article has said so far of where it happens: the mentions that are settled, and what they speak for."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from streams.stages.tag.countries.gazetteer import Gazetteer, Town
from streams.stages.tag.countries.match import Hit
from streams.stages.tag.countries.persons import ends_sentence, pairs_in
from streams.stages.tag.countries.publishers import SPOKEN_AMONG, SPOKEN_IN
from streams.stages.tag.countries.runs import capital_runs

Field = Literal["text", "title"]

# How much one sure mention speaks for its country.
WEIGHT = {"name": 3.0, "capital": 2.0, "demonym": 2.0, "metonym": 2.0, "region": 2.0, "institution": 1.0, "city": 1.0}


class Weighed(NamedTuple):
    """A town and its weight, as a reason; put into words only where somebody asks."""

    town: Town
    score: float
    enough: float
    taken: bool

    def __str__(self) -> str:
        people = round(2 ** (self.town.size / 10), -2)
        told = "weight" if self.taken else "without enough support: weight"
        comma = "," if self.taken else ""
        return f"a town of {self.town.code}, {people:,.0f} people{comma} {told} {self.score:.1f} of {self.enough:.1f}"


class Resolved(NamedTuple):
    """A mention whose country is known."""

    start: int
    end: int
    text: str
    kind: str
    code: str
    field: Field
    why: str | Weighed


class Rejected(NamedTuple):
    """A candidate that is none, or of which we cannot tell."""

    start: int
    text: str
    field: Field
    why: str | Weighed


@dataclass(slots=True)
class Scene:
    """What the article has said so far."""

    words: Gazetteer
    language: str
    home: str | None  # the publisher's
    resolved: list[Resolved] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    support: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: Counter[str] = field(default_factory=Counter)
    likely: Counter[str] = field(default_factory=Counter)  # countries and regions of towns that are not settled yet
    texts: list[str] = field(default_factory=list)
    is_english: bool = field(init=False)  # as far as one can tell
    spoken_in: frozenset[str] = field(init=False)  # the countries where the language is spoken above all

    def __post_init__(self) -> None:
        self.is_english = self.language in ("en", "und")
        among = SPOKEN_AMONG.get(self.language, "")
        self.spoken_in = frozenset([SPOKEN_IN.get(self.language, "-"), *among.split(" ")])

    def is_family_name(self, word: str) -> bool:
        """Whether a word stands behind a first name somewhere in the article: alone it is the same person.

        In English, where other nouns are small, behind any word with a capital that is unknown.
        """
        behind = " " + word
        return any(
            given or (self.is_english and not all(ends_sentence(text, at + offset) for at in places))
            for text in self.texts
            for run, places in capital_runs(text)
            if behind in run.text
            for offset, last, given in pairs_in(run.text)
            if last == word
        )

    def accept(
        self, hit: Hit, kind: str, code: str, where: Field, why: str | Weighed, weight: float | None = None
    ) -> None:
        """Take the hit as this country, and let it speak for it."""
        self.resolved.append(Resolved(hit.start, hit.end, hit.text, kind, code, where, why))
        self.support[code] += WEIGHT.get(kind, 1.0) if weight is None else weight

    def note_region(self, hit: Hit) -> None:
        """Remember the region that a hit names, for the towns in it."""
        state = self.words.region(hit.text)
        if state:
            self.regions[state[1]] += 1

    def reject(self, hit: Hit, where: Field, why: str | Weighed) -> None:
        """Leave the hit out, and say why."""
        self.rejected.append(Rejected(hit.start, hit.text, where, why))


class Candidate(NamedTuple):
    """A hit where it stands, with the sure places around it by where they start."""

    field: Field
    text: str
    hit: Hit
    sure: dict[int, Hit]
