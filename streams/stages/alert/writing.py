"""The alert record of a story. Its words are titles and sentences of the articles, and nothing else."""

from typing import Literal

from streams import __version__
from streams.identity import digest
from streams.records import (
    Alert,
    AlertArticle,
    AlertCountry,
    AlertFact,
    Change,
    Counts,
    OtherCountry,
    Place,
    Trigger,
    Versions,
    Volume,
)
from streams.stages.alert.grading import Grades
from streams.stages.alert.members import clip, stamp
from streams.stages.alert.state import Member, Story
from streams.stages.tag.countries import country_table
from streams.stages.tag.events import event_types

MAX_EVIDENCE = 10
STAGE = "alert-1"  # the version of how events and volumes are weighed here


def alert_id(country: str, story: Story, cause: Place) -> str:
    """Never used twice: one raw record opens at most one alert of a story in a country."""
    return digest("alert", country, story.id, f"{cause.topic}/{cause.partition}/{cause.offset}")


def write(
    country: str,
    story: Story,
    grades: Grades,
    now: int,
    rules: str,
    msg_type: Literal["Alert", "Update", "Cancel"],
    change: list[Change] | None = None,
    cancel_reason: str | None = None,
) -> Alert:
    """The message that a story has come to."""
    row = event_types().get(story.type)
    lead, alert = grades.lead, story.alert_id or ""
    return Alert(
        alert_id=alert,
        version=story.version,
        msg_type=msg_type,
        references=[f"{alert}#{story.version - 1}"] if story.version > 1 else [],
        story_id=story.id,
        event_type=story.type,
        category=row.category if row else "Other",
        plover=row.plover if row else None,
        medtop=row.medtop if row else None,
        headline=(lead.rule and lead.rule.headline) or lead.title or lead.sentence,
        summary=lead.sentence or lead.title or "",
        facts=_facts(grades),
        country=_country(country),
        other_countries=[OtherCountry(alpha2=code, role="mentioned") for code in grades.others],
        place=lead.place or next((m.place for m in story.members if m.place), None),
        first_published=stamp(story.first_published) if story.first_dated else None,
        first_received=stamp(story.first_received),
        updated=stamp(now),
        expires=stamp(story.expires),
        severity=grades.severity,
        urgency=grades.urgency,
        certainty=grades.certainty,
        confidence=grades.confidence,
        reasons=grades.reasons,
        triggers=_triggers(story, grades),
        evidence=[_evidence(member) for member in _chosen(story.members)],
        counts=_counts(grades),
        volume=_volume(story),
        change=change or [],
        cancel_reason=cancel_reason,
        versions=Versions(pipeline=__version__, rules=rules, models="-"),
    )


def _country(code: str) -> AlertCountry:
    row = country_table().get(code)
    return AlertCountry(alpha2=code, alpha3=row.alpha3 if row else "", name=row.name if row else code)


def _facts(grades: Grades) -> dict[str, AlertFact]:
    return {
        name: AlertFact(value=value, article=member.id, sentence=member.figures[name].sentence)
        for name, (value, member) in grades.figures.items()
    }


def _counts(grades: Grades) -> Counts:
    return Counts(
        articles=grades.articles,
        publishers=grades.publishers,
        agencies=grades.agencies,
        copies_folded=grades.copies,
    )


def _triggers(story: Story, grades: Grades) -> list[Trigger]:
    """The rule first, as it stood when it raised the lead; then what it was asked about.

    What a Cancel takes back may have lost the report that was raised: then the rule is that of the last message.
    """
    rule = grades.rule or (story.sent.rule if story.sent else None)
    found, score = [], grades.score
    if rule:
        found.append(
            Trigger(
                kind="rule",
                id=rule.id,
                version=rule.version,
                score=score,
                threshold=rule.threshold,
                terms=rule.terms,
                quotes=rule.quotes,
            )
        )
    if story.type != "volume":
        terms = [clip(m.why, 120) for m in (grades.lead,) if m.why]
        asked = rule.threshold if rule else 0.0
        kind = f"event.{story.type}"
        found.append(Trigger(kind="model", id=kind, version=STAGE, score=score, threshold=asked, terms=terms))
    if story.volume is not None:
        score = round(1 - story.volume.p, 6)
        found.append(Trigger(kind="volume", id="volume.hours", version=STAGE, score=score, threshold=0.9999))
    return found


def _chosen(members: list[Member]) -> list[Member]:
    """The first report and the newest ones; a copy only where there is room."""
    if len(members) <= MAX_EVIDENCE:
        return members
    originals = [m for m in members if not m.copy]
    kept = originals if len(originals) >= MAX_EVIDENCE else members
    return [kept[0], *kept[1 - MAX_EVIDENCE :]]


def _evidence(member: Member) -> AlertArticle:
    return AlertArticle(
        id=member.id,
        url=member.url,
        publisher=member.publisher,
        agency=member.agency,
        published=stamp(member.published) if member.dated else None,
        title=member.title,
        sentence=member.sentence,
        raw=member.raw,
    )


def _volume(story: Story) -> Volume | None:
    reading = story.volume
    if reading is None:
        return None
    return Volume(window=reading.window, observed=reading.observed, expected=reading.expected, p=reading.p)
