"""The volume side of a country: arrivals by the hour, copies folded, held against what is usual."""

from streams.records import CountryMention
from streams.stages.alert.clock import Clock
from streams.stages.alert.folding import same_text
from streams.stages.alert.members import arrival_of
from streams.stages.alert.state import HOUR, Counting, Reading
from streams.stages.alert.volume import WINDOWS, learn, unusual

MAX_ARRIVALS = 12
LEAST_ARTICLES, LEAST_PUBLISHERS = 3, 2
_MOST_HOURS = 24 * 8


def count(counting: Counting, mention: CountryMention, clock: Clock) -> Reading | None:
    """Take an article in; the reading where its window is far above the usual."""
    hour = clock.now // HOUR
    _close_hours(counting, hour, clock)
    arrival = arrival_of(mention, clock.now)
    counting.arrivals = [a for a in counting.arrivals if a.hour > hour - WINDOWS[-1] and a.id != arrival.id]
    if any(same_text(arrival.prints, other.prints) for other in counting.arrivals):
        return None
    counting.arrivals = [*counting.arrivals, arrival][-MAX_ARRIVALS:]
    counting.counts[-1] += 1
    return _judge(counting, hour, clock)


def _close_hours(counting: Counting, hour: int, clock: Clock) -> None:
    if counting.hour < 0:
        counting.hour, counting.counts = hour, [0]
    for closed in range(max(counting.hour, hour - _MOST_HOURS), hour):
        seen = counting.counts[-1] if closed == counting.hour else 0
        if not clock.outage(closed):
            learn(counting.level, closed, seen)
    gap = hour - counting.hour
    if gap > 0:
        counting.counts = [*counting.counts, *[0] * min(gap, WINDOWS[-1])][-WINDOWS[-1] :]
        counting.hour = hour


def _judge(counting: Counting, hour: int, clock: Clock) -> Reading | None:
    # A rise of all news together is no news of this country.
    for hours, observed, usual, p in unusual(counting.level, hour, counting.counts, clock.rise()):
        publishers = {a.publisher for a in counting.arrivals if a.hour > hour - hours and a.publisher}
        if observed >= LEAST_ARTICLES and len(publishers) >= LEAST_PUBLISHERS:
            return Reading(window=f"PT{hours}H", observed=observed, expected=round(usual, 3), p=float(f"{p:.3g}"))
    return None
