"""Data set -> predictions for the task `alerts`: the text is the body, the tag stage alone says what it would alert on.

`countries` stands best first also where nothing is raised; `types` are in the set's own coarse names where it has them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from streams.records import CleanArticle, EnrichedArticle, Event, Language, Place, Stamp
from streams.stages.clean.language import detect_language
from streams.stages.tag import tag
from streams.stages.tag.events import incident_in, unrest_in

THRESHOLD = 0.5  # the alert stage's default
_DISASTER = frozenset(
    "earthquake flood storm wildfire landslide volcano tsunami drought extreme_temperature industrial_accident "
    "transport_accident "
    "infrastructure_failure pollution food_crisis displacement".split()
)
_CONFLICT = frozenset("armed_conflict attack explosion abduction border_incident security_threat".split())
# What MUC calls an incident: a terrorist act that a text speaks of, also in passing, and no clash between armies and
# guerrillas. It asks for no alert, so that it is answered by the model of such acts and not by the score of an alert.
_INCIDENT = -0.4  # log odds
# GLOCON counts every contentious act that a text speaks of, in passing and abroad too: strikes and peaceful protest,
# for which the surest sentence is asked, as well as political violence.
_PROTEST, _VIOLENCE = -2.5, 0.88  # log odds; score of an alert
_MUC = {"attack": "ATTACK", "explosion": "BOMBING", "abduction": "KIDNAPPING"}


def predict_alerts(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction for each record of an alerts set."""
    for record in records:
        article = tag(article_of(record))
        raised = [event for event in article.events if event.score >= THRESHOLD]
        alert, where = bool(raised), None
        if record.get("src") == "muc4":
            odds, where = incident_in(article, article.countries)
            alert, raised = odds >= _INCIDENT, _attacks(article, where)
        yield {
            "id": record["id"],
            "alert": alert,
            "countries": [where] if where else _countries(article, raised),
            "types": _types(record, raised),
            "unrest": unrest_in(article) >= _PROTEST or any(_violent(event) for event in article.events),
            "alerts": [{"country": e.country, "type": e.type, "severity": e.severity} for e in _first_each(raised)],
        }


def _attacks(article: EnrichedArticle, where: str | None) -> list[Event]:
    """The attacks in the country where they most likely happened: the other countries of a text are seldom places."""
    return [event for event in article.events if event.type in _MUC and event.country == where]


def _violent(event: Event) -> bool:
    return event.type in _CONFLICT and event.score >= _VIOLENCE


def article_of(record: dict[str, Any]) -> CleanArticle:
    """A clean article of a record: no page was around it."""
    day = record.get("date")
    return CleanArticle(
        id=record["id"],
        content=record["id"],
        status="usable",
        title=record.get("title") or None,
        text=record["text"],
        published=Stamp(utc=f"{day}T00:00:00Z", raw=day, precision="day") if day else None,
        language=_language(record),
        raw=Place(topic="-", partition=0, offset=0, timestamp=0),
    )


def _language(record: dict[str, Any]) -> Language:
    """As the clean stage would tell it; texts in capitals are beyond it."""
    text: str = record["text"]
    guess = detect_language(text)
    return (
        guess
        if guess.code != "und" and not text[:400].isupper()
        else Language(code=record.get("lang") or "und", score=0.0)
    )


def _countries(article: EnrichedArticle, raised: list[Event]) -> list[str]:
    found = dict.fromkeys(event.country for event in raised)
    if not found:
        found = dict.fromkeys(event.country for event in article.events)
    return list(found) or [country.code for country in article.countries[:1]]


def _first_each(raised: list[Event]) -> list[Event]:
    best: dict[str, Event] = {}
    for event in raised:
        best.setdefault(event.country, event)
    return list(best.values())


def _types(record: dict[str, Any], raised: list[Event]) -> list[str]:
    source = record.get("src")
    if source == "muc4":
        return sorted({name for event in raised for name in _muc_types(event)}) or ["ATTACK"]
    if source is not None:
        return sorted({_coarse(event.type) for event in raised})
    return sorted({event.type for event in raised})


def _coarse(kind: str) -> str:
    if kind in {"epidemic", "animal_disease"}:
        return "health"
    if kind in _DISASTER:
        return "disaster"
    return "conflict" if kind in _CONFLICT else kind


def _muc_types(event: Event) -> set[str]:
    said = " ".join(evidence.text.lower() for evidence in event.evidence[:2])
    if event.type == "attack" and any(word in said for word in ("bomb", "explo", "dynamite")):
        return {"BOMBING"}
    return {_MUC[event.type]}
