"""Is this many more articles than usual? A negative-binomial tail over a decaying level with a daily and weekly rhythm.

The usual count of a step is the level times the share of its hour of the day times the share of working or free days.
Level, shares and spread are all learnt from the steps themselves, in constant memory. A burst teaches them little, so
that they know what is usual; the variance, which it teaches in full, keeps those quiet who often have bursts. EARS,
rolling scores and CUSUM came out worse on simulated series of countries.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.stages.alert.state import Level

WINDOWS = (1, 3, 6, 12)  # steps that are judged together
THRESHOLD = 1e-4  # a window less likely than this is a volume of its own …
_DEVIATIONS = 4.0  # … where it is also so many standard deviations of past counts, bursts and all, above the usual
LEARNT = 0.2  # of a full picture, about two days of hours: enough to speak of a usual level

_PRIOR = 8.0  # articles' worth of belief that a slot is like all others
_SLOT_HALF_LIFE = 28.0  # visits, so four weeks of an hour of the day
_SPREAD_HALF_LIFE = 14 * 24.0  # steps
_FIRST_SPREAD, _SPREAD_PRIOR = 0.3, 20.0
_LEAST_SPREAD = 0.005
_FIRST_STEPS = 0.02  # of a full picture; before that there is no level to hold a slot against
_CLIP = 3.0  # standard deviations: a burst teaches no more than this
_LEAST_USUAL = 0.05  # articles in a window, for a country of which nearly nothing comes
_MOST_TERMS = 3000


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How the steps of a series repeat; steps are counted from 1970, and are hours where there are slots."""

    slots: int = 24  # hours of the day; 1 where a step is longer than a day
    half_life: float = 7 * 24.0  # of the level, in steps

    def slot(self, step: int) -> tuple[int, int]:
        """The hour of the day, and 1 on a free day."""
        free = (step // 24 + 3) % 7 >= 5  # 1970 began on a Thursday
        return step % self.slots, int(free and self.slots > 1)


HOURLY = Rhythm()


def expected(level: Level, step: int, rhythm: Rhythm = HOURLY) -> float:
    """How many articles this step usually brings."""
    if not level.slots_seen:
        return level.mean
    slot, free = rhythm.slot(step)
    return level.mean * _share(level.slots_seen, level.slots_due, slot) * _share(level.days_seen, level.days_due, free)


def spread(level: Level) -> float:
    """1/r of the negative binomial: how much more than chance the counts scatter."""
    return max(_LEAST_SPREAD, (level.excess + _SPREAD_PRIOR * _FIRST_SPREAD) / (level.square + _SPREAD_PRIOR))


def learn(level: Level, step: int, seen: int, rhythm: Rhythm = HOURLY) -> None:
    """Take a closed step into the level; what is far above the usual counts clipped."""
    if not level.slots_seen:
        level.slots_seen, level.slots_due = [0.0] * rhythm.slots, [0.0] * rhythm.slots
        level.days_seen, level.days_due = [0.0, 0.0], [0.0, 0.0]
    usual = expected(level, step, rhythm)
    share = usual / level.mean if level.mean else 1.0
    value = float(seen)
    if level.weight > LEARNT / 2:
        value = min(value, usual + _CLIP * math.sqrt(usual + usual * usual * spread(level)) + 1.0)
        kept = 0.5 ** (1.0 / _SPREAD_HALF_LIFE)
        level.excess = kept * level.excess + (value - usual) ** 2 - usual
        level.square = kept * level.square + usual * usual
    rate = 1.0 - 0.5 ** (1.0 / rhythm.half_life)
    level.weight += rate * (1.0 - level.weight)
    # Divided by what has been learnt, so that the first weeks are a plain mean.
    level.mean += rate / level.weight * (value / max(share, 0.05) - level.mean)
    level.variance += rate / level.weight * ((seen - usual) ** 2 - level.variance)
    if level.weight > _FIRST_STEPS:
        _learn_shares(level, rhythm.slot(step), value, rhythm)


def unusual(
    level: Level, step: int, counts: Sequence[int], times: float = 1.0, rhythm: Rhythm = HOURLY
) -> Iterator[tuple[int, int, float, float]]:
    """The windows that end with this step and hold far more than usual: steps, observed, expected, how likely.

    `counts` are those of the last steps, this one last; `times` is how much more than usual there is of all news.
    """
    if level.weight < LEARNT:
        return
    usual = [times * expected(level, step - back, rhythm) for back in range(min(len(counts), WINDOWS[-1]))]
    for steps in WINDOWS:
        if steps > len(usual):
            return
        observed, mean = sum(counts[-steps:]), sum(usual[:steps])
        # The steps of a window scatter each for itself, so that their sum scatters less.
        scatter = spread(level) * sum(u * u for u in usual[:steps]) / (mean * mean) if mean else 0.0
        mean = max(mean, _LEAST_USUAL)
        p = tail(observed, mean, scatter)
        if p < THRESHOLD and observed - mean > _DEVIATIONS * math.sqrt(steps * level.variance):
            yield steps, observed, mean, p


def _learn_shares(level: Level, slot: tuple[int, int], value: float, rhythm: Rhythm) -> None:
    hour, free = slot
    day = _share(level.days_seen, level.days_due, free)
    _add(level.slots_seen, level.slots_due, hour, value, level.mean * day, _SLOT_HALF_LIFE)
    share = _share(level.slots_seen, level.slots_due, hour)
    _add(level.days_seen, level.days_due, free, value, level.mean * share, _SLOT_HALF_LIFE * rhythm.slots)


def _share(seen: list[float], due: list[float], slot: int) -> float:
    return (seen[slot] + _PRIOR) / (due[slot] + _PRIOR)


def _add(seen: list[float], due: list[float], slot: int, value: float, usual: float, half_life: float) -> None:
    kept = 0.5 ** (1.0 / half_life)
    seen[slot] = kept * seen[slot] + value
    due[slot] = kept * due[slot] + usual


def tail(seen: int, usual: float, scatter: float) -> float:
    """P(X >= seen) for a negative binomial with this mean and 1/r; usual must be above 0."""
    if seen <= 0:
        return 1.0
    if seen <= usual:
        return 0.5  # nothing unusual; the exact figure is never needed
    r = 1.0 / max(scatter, 1e-4)
    log_term = (
        math.lgamma(seen + r) - math.lgamma(r) - math.lgamma(seen + 1)
        + r * math.log(r / (r + usual)) + seen * math.log(usual / (r + usual))
    )  # fmt: skip
    term = math.exp(log_term)
    total, share = 0.0, usual / (r + usual)
    for k in range(seen, seen + _MOST_TERMS):
        total += term
        term *= (k + r) / (k + 1) * share
        if term < 1e-4 * total:
            break
    return min(total, 1.0)
