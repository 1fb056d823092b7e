"""Is this many more articles than usual? A negative-binomial tail over a decaying level with time slots."""

import math

from streams.stages.alert.state import Level

DAY_SLOTS = 24  # hours of the day; the weekend has 24 of its own
_HALF_LIFE = 7 * 24.0  # steps
_SLOT_RATE = 0.08  # how fast a slot's share moves, per visit
_SPREAD_RATE = 0.01
_FIRST_SPREAD = 0.3
_CLIP = 3.0  # standard deviations: a burst teaches no more than this
_MOST_TERMS = 3000


def hour_slot(hour: int) -> int:
    """The slot of an hour since 1970: its hour of the day, weekends apart."""
    day = (hour // 24 + 3) % 7  # 1970 began on a Thursday
    return hour % 24 + (DAY_SLOTS if day >= 5 else 0)


def expected(level: Level, hour: int) -> float:
    """How many articles this hour usually brings."""
    return level.mean * (level.slots[hour_slot(hour)] if level.slots else 1.0)


def learn(level: Level, hour: int, seen: int) -> None:
    """Take a closed hour into the level; what is far above the usual counts clipped."""
    learn_slot(level, hour_slot(hour), 2 * DAY_SLOTS, seen, _HALF_LIFE)


def learn_slot(level: Level, slot: int, slots: int, seen: int, half_life: float) -> None:
    """Take a closed step in a slot of its cycle into the level."""
    if not level.slots:
        level.slots = [1.0] * slots
        level.spread = _FIRST_SPREAD
    usual = level.mean * level.slots[slot]
    value = float(seen)
    if level.weight > 0.1:
        value = min(value, usual + _CLIP * math.sqrt(usual + usual * usual * level.spread) + 1.0)
        if usual > 0.2:
            excess = ((value - usual) ** 2 - usual) / (usual * usual)
            level.spread += _SPREAD_RATE * (min(max(excess, 0.0), 10.0) - level.spread)
            level.spread = max(level.spread, 0.01)
    rate = 1.0 - 0.5 ** (1.0 / half_life)
    level.weight += rate * (1.0 - level.weight)
    # Divided by what has been learnt, so that the first weeks are a plain mean.
    level.mean += rate / level.weight * (value / max(level.slots[slot], 0.05) - level.mean)
    if level.mean > 0:
        level.slots[slot] += _SLOT_RATE * (min(value / level.mean, 10.0) - level.slots[slot])


def tail(seen: int, usual: float, spread: float) -> float:
    """P(X >= seen) for a negative binomial with this mean and 1/r; usual must be above 0."""
    if seen <= 0:
        return 1.0
    if seen <= usual:
        return 0.5  # nothing unusual; the exact figure is never needed
    r = 1.0 / max(spread, 1e-4)
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
