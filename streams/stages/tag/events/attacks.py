"""Whether an article tells of an attack on people, rather than of a battle, a speech or an old case."""

import math

from streams.records import EventType
from streams.stages.tag.events.reading import Reading

ATTACKS: frozenset[EventType] = frozenset({"attack", "explosion", "abduction"})
NONE = -9.0  # log odds of an article without a word of any event
ELSEWHEN = 2.0  # weight from which a veto says so much
SHARPNESS = 1.0  # of the soft maximum over sentences: towards 0 many count, towards infinity the surest alone


def incident(readings: list[Reading]) -> float:
    """Log odds that the article reports an incident: a soft maximum over the sentences that are read."""
    return together([reading.incident - _elsewhen(reading) for reading in readings if reading.types])


def together(scores: list[float]) -> float:
    """The soft maximum of the sentences' log odds."""
    if not scores:
        return NONE
    most = max(scores)
    return most + math.log(sum(math.exp(SHARPNESS * (score - most)) for score in scores)) / SHARPNESS


def _elsewhen(reading: Reading) -> float:
    """What history and drills take: their words say that nothing happens now."""
    return sum(weight for _, _, weight in reading.vetoes if weight >= ELSEWHEN)
