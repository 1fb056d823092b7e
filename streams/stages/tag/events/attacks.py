"""Whether an article tells of an attack on people, rather than of a battle, a speech or an old case."""

import math

from streams.records import EventType
from streams.stages.tag.events.reading import Reading

ATTACKS: frozenset[EventType] = frozenset({"attack", "explosion", "abduction"})
NONE = -9.0  # log odds of an article without a word of any event
SHARPNESS = 1.0  # of the soft maximum over sentences: towards 0 many count, towards infinity the surest alone


def incident(readings: list[Reading]) -> float:
    """Log odds that the article reports an incident: a soft maximum over the sentences that are asked."""
    return together([reading.incident for reading in readings if reading.incident is not None])


def shares(readings: list[Reading]) -> list[float]:
    """The part that each sentence has in that soft maximum, 1 in all; 0 of sentences that are not asked."""
    total = incident(readings)
    scores = [reading.incident for reading in readings]
    return [0.0 if score is None else math.exp(SHARPNESS * (score - total)) for score in scores]


def together(scores: list[float]) -> float:
    """The soft maximum of the sentences' log odds."""
    if not scores:
        return NONE
    most = max(scores)
    return most + math.log(sum(math.exp(SHARPNESS * (score - most)) for score in scores)) / SHARPNESS
