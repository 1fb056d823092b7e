"""What becomes of a story: Alert, Update on a material change, Cancel, expiry: CAP's life cycle, with no timed hold."""

from dataclasses import dataclass

from streams.records import SEVERITIES, Alert, Change, Place
from streams.stages.alert.grading import CASUALTIES, CERTAINTIES, Grades, grade
from streams.stages.alert.rules.model import MIN_GAP, RulesInForce
from streams.stages.alert.state import HOUR, Sent, Story
from streams.stages.alert.stories import LASTING
from streams.stages.alert.writing import alert_id, write

PUBLISHER_STEPS = (2, 5, 10, 25)
_CHANGED = 0.5  # a casualty figure that moved by more than this share is news
_DAY = 24 * HOUR
# How long an alert stands after its last report, and how long the story is then remembered.
_TTL = {
    "armed_conflict": 3 * _DAY, "unrest": 2 * _DAY, "political_crisis": 3 * _DAY, "abduction": 3 * _DAY,
    "earthquake": 2 * _DAY, "flood": 4 * _DAY, "storm": 2 * _DAY, "wildfire": 3 * _DAY, "volcano": 7 * _DAY,
    "drought": 14 * _DAY, "extreme_temperature": 3 * _DAY, "epidemic": 7 * _DAY, "animal_disease": 7 * _DAY,
    "displacement": 7 * _DAY, "food_crisis": 14 * _DAY, "volume": 6 * HOUR,
}  # fmt: skip
_LONG_MEMORY = 180 * _DAY
_DEADLY_MEMORY = 21 * _DAY  # tolls are mended for weeks
_CANDIDATE = 2 * _DAY


@dataclass(frozen=True, slots=True)
class Expired:
    """An open alert's time ran out: no message, its record among the current ones goes."""

    alert_id: str
    country: str


def ttl(kind: str) -> int:
    """How long an alert stands after its last report, in ms."""
    return _TTL.get(kind, _DAY)


def forgotten(story: Story, now: int) -> bool:
    """Whether a story without an open alert is no longer remembered."""
    if story.open:
        return False
    if story.alert_id is None:
        return now - story.touched > _CANDIDATE
    return now - story.touched > _memory(story)


def _memory(story: Story) -> int:
    if story.type in LASTING:
        return _LONG_MEMORY
    usual = 3 * ttl(story.type) + 4 * _DAY
    deadly = story.sent is not None and bool(story.sent.figures.get("killed"))
    return max(usual, _DEADLY_MEMORY) if deadly else usual


def due(story: Story) -> int | None:
    """When time alone changes something: also for an alert that waits for quiet hours to end."""
    if not story.open:
        return story.owing
    return story.expires if story.owing is None else min(story.owing, story.expires)


class Lifecycle:
    """Decides for the stories of one country; remembers nothing itself."""

    def __init__(self, country: str, rules: RulesInForce) -> None:
        self.country = country
        self.rules = rules

    def current(self, story: Story) -> Alert:
        """An open story as it would be sent now."""
        grades = grade(story)
        at = story.sent.at if story.sent else story.touched
        kind = "Alert" if story.version == 1 else "Update"
        return write(self.country, story, grades, at, self.rules.current.version, kind)  # type: ignore[arg-type]

    def consider(self, story: Story, now: int, cause: Place, *, may_open: bool, news: bool) -> list[Alert]:
        """The message that a story's new state calls for, if any; `news`: a report of it came."""
        grades = grade(story)
        if story.sent is None:
            if not grades.rule or not may_open or self._must_wait(story, grades, now):
                return []
            story.alert_id = alert_id(self.country, story, cause)
            return [self._send(story, grades, now, [])]
        changes = material(story.sent, grades)
        if not story.open:
            if not news or not may_open or self._must_wait(story, grades, now):
                return []
            return [
                self._send(story, grades, now, [Change(field="status", before="expired", after="active"), *changes])
            ]
        if not changes:
            story.owing = None
            return []
        return [] if self._must_wait(story, grades, now) else [self._send(story, grades, now, changes)]

    def on_time(self, story: Story, now: int) -> list[Alert | Expired]:
        """What a due story's time brings: an Update that had to wait, a longer life, or its end."""
        if not story.open or now < story.expires:
            story.owing = None
            return list(self.consider(story, now, story.members[0].raw, may_open=True, news=True))
        grades = grade(story)
        changes = material(story.sent, grades) if story.sent else []
        alive = story.touched + ttl(story.type) > now
        if not alive:
            story.open, story.owing = False, None
            return [Expired(story.alert_id or "", self.country)]
        longer = Change(field="expires", before=None, after=None)
        return [self._send(story, grades, now, [*changes, longer])]

    def cancel(self, story: Story, now: int, reason: str) -> Alert:
        """Take an open alert back; the story must then be dropped."""
        story.version += 1
        story.open = False
        return write(self.country, story, grade(story), now, self.rules.current.version, "Cancel", cancel_reason=reason)

    def _must_wait(self, story: Story, grades: Grades, now: int) -> bool:
        """Whether the rule's gap or its quiet hours hold a message back; then it is owed when they are over."""
        worse = story.sent is None or SEVERITIES.index(grades.severity) > SEVERITIES.index(story.sent.severity)
        rule = self.rules.current.get(grades.rule.id) if grades.rule else None
        at = now if story.sent is None or worse else story.sent.at + (rule.gap if rule else MIN_GAP)
        if rule and rule.quiet:
            at = max(at, rule.quiet.until(max(at, now), grades.severity))
        story.owing = at if at > now else None
        return at > now

    def _send(self, story: Story, grades: Grades, now: int, changes: list[Change]) -> Alert:
        story.version += 1
        story.open, story.owing = True, None
        story.expires = story.touched + ttl(story.type)
        if story.expires <= now:
            story.expires = now + ttl(story.type)
        story.sent = Sent(
            at=now,
            severity=grades.severity,
            certainty=grades.certainty,
            figures={name: value for name, (value, _) in grades.figures.items()},
            publishers=grades.publishers,
            others=grades.others,
            rule=grades.rule,
        )
        kind = "Alert" if story.version == 1 else "Update"
        return write(self.country, story, grades, now, self.rules.current.version, kind, changes)  # type: ignore[arg-type]


def material(sent: Sent, grades: Grades) -> list[Change]:
    """What is worth an Update: severity, a step of certainty, casualties, a new country, many more publishers."""
    changes = []
    if sent.severity != grades.severity:
        changes.append(Change(field="severity", before=sent.severity, after=grades.severity))
    if CERTAINTIES.index(sent.certainty) != CERTAINTIES.index(grades.certainty):
        changes.append(Change(field="certainty", before=sent.certainty, after=grades.certainty))
    for name, (value, _) in grades.figures.items():
        if name not in CASUALTIES:
            continue
        before = sent.figures.get(name)
        if before is None or abs(value - before) > _CHANGED * max(abs(before), 1e-9):
            changes.append(
                Change(field=f"facts.{name}", before=None if before is None else f"{before:g}", after=f"{value:g}")
            )
    new = [code for code in grades.others if code not in sent.others]
    if new:
        changes.append(Change(field="other_countries", before=None, after=", ".join(new)))
    if any(sent.publishers < step <= grades.publishers for step in PUBLISHER_STEPS):
        changes.append(Change(field="counts.publishers", before=str(sent.publishers), after=str(grades.publishers)))
    return changes
