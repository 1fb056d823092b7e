"""Rules that can never decide, because an earlier one takes all that they would."""

from collections.abc import Iterator

from streams.records import SEVERITIES
from streams.stages.alert.rules.model import CERTAINTIES, VOLUME, Match, RuleSet
from streams.stages.alert.rules.phrases import Phrases


def shadowed(rules: RuleSet) -> Iterator[str]:
    """A line for each rule that another one leaves nothing to."""
    for number, rule in enumerate(rules.rules):
        if rule.suppress:
            continue
        for place, other in enumerate(rules.rules):
            earlier = place < number and (other.raises.type is None) == (rule.raises.type is None)
            if (other.suppress or earlier) and covers(other.match, rule.match):
                what = "suppresses" if other.suppress else "decides before it on"
                where = f"{rule.file}:{rule.line}"
                yield f"{where}: {rule.id} never raises: {other.id} (line {other.line}) {what} all of it"
                break


def covers(wide: Match, narrow: Match) -> bool:
    """Whether all that a match takes is taken by another one, too. False where that is not plain to see."""
    return (
        _among(narrow.countries, wide.countries)
        and set(wide.exclude) <= set(narrow.exclude)
        and (_among(narrow.types, wide.types) and (bool(wide.types) or VOLUME not in narrow.types))
        and _at_most(wide.severity, narrow.severity, SEVERITIES)
        and _at_most(wide.certainty, narrow.certainty, CERTAINTIES)
        and (wide.score or 0) <= (narrow.score or 0)
        and (wide.salience or 0) <= (narrow.salience or 0)
        and all(least <= narrow.figures.get(name, -1) for name, least in wide.figures.items())
        and _among(_phrases(narrow.terms), _phrases(wide.terms))
        and _among(_phrases(narrow.names), _phrases(wide.names))
        and set(_phrases(wide.without)) <= set(_phrases(narrow.without))
        and _among(narrow.sources, wide.sources)
        and _among(narrow.languages, wide.languages)
    )


def _among(narrow: tuple[str, ...], wide: tuple[str, ...]) -> bool:
    return not wide or (bool(narrow) and set(narrow) <= set(wide))


def _at_most(wide: str | None, narrow: str | None, rising: tuple[str, ...]) -> bool:
    return wide is None or (narrow is not None and rising.index(wide) <= rising.index(narrow))


def _phrases(phrases: Phrases | None) -> tuple[str, ...]:
    return phrases.phrases if phrases else ()
