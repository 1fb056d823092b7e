"""Everything that the alert app knows of the countries of one input partition, and how it is taken up again.

What a record does depends on the records before it and on the rules in force, and on nothing else: not on how they
are cut into batches, nor on when a snapshot is taken. Which rules are in force the partition's own snapshot says. A
country's snapshot is sent before that, so it may be the newer one: then what lies between the two offsets is done for
the partition, and not again for the country.
"""

from collections.abc import Mapping

from streams.records import Alert, CountryMention, Notice, Tick
from streams.stages.alert.adopting import story_of
from streams.stages.alert.clock import Clock
from streams.stages.alert.country import Country, Message
from streams.stages.alert.rules import RuleSet, RulesInForce, restored_rules, shipped_rules
from streams.stages.alert.snapshot import freeze, thaw
from streams.stages.alert.state import CountryState, Known, PartitionState, RuleFiles

PARTITION = "*"  # the key of the partition's own snapshot; a country's key is its code
RULES = "*rules"  # the key of the rule files that the partition's own snapshot names


class Countries:
    """The countries of one input partition."""

    def __init__(self, *, late_limit_ms: int | None, rules: RuleSet | None = None) -> None:
        self._late_limit_ms = late_limit_ms
        self._rules = RulesInForce(rules or shipped_rules())
        self._rule_files = RuleFiles({})
        self._new_rules = False
        self._settled = -1  # up to there the rules of the snapshot hold
        self._clock = Clock(PartitionState(), late_limit_ms)
        self._countries: dict[str, Country] = {}
        self._due: dict[str, int] = {}
        self._dirty: set[str] = set()

    @property
    def offset(self) -> int:
        """The highest input offset that everything reflects; -1 if none."""
        return self._clock.state.offset

    @property
    def rules(self) -> RuleSet:
        """The rules in force."""
        return self._rules.current

    def restore(self, snapshots: Mapping[str, bytes], sent: int = -1) -> None:
        """Continue from snapshots, by key; `sent` is the highest offset of which something may have been sent."""
        self._settled = sent
        for key in sorted(snapshots):
            if key == PARTITION:
                self._clock = Clock(thaw(snapshots[key], PartitionState), self._late_limit_ms)
            elif key == RULES:
                self._rule_files = thaw(snapshots[key], RuleFiles)
            else:
                country = Country(key, thaw(snapshots[key], CountryState), self._rules)
                self._countries[key] = country
                self._settled = max(self._settled, country.state.offset)
                self._note_due(key)
        if files := self._rule_files.sets.get(self._clock.state.rules):
            self._rules.current = restored_rules(files) or self._rules.current

    def renew(self, rules: RuleSet, offset: int) -> bool:
        """Take new rules before the record at `offset`; true where a snapshot must be safe before that record.

        Called between two batches, when all that was done before `offset` is safe. A partition's snapshot names the
        rule set that holds after it, so that what a crash interrupts is done again under the same rules, and the same
        alerts come again byte for byte. New rules wait until the partition has passed every record of which
        something had been sent before the crash; open alerts go on as they were raised.
        """
        state = self._clock.state
        if state.rules == rules.version or (state.rules and offset <= self._settled):
            return False
        kept = {version: files for version, files in self._rule_files.sets.items() if version == state.rules}
        self._rule_files = RuleFiles({**kept, rules.version: dict(rules.files)})
        self._rules.current, state.rules = rules, rules.version
        self._new_rules = True
        return True

    def snapshots(self) -> list[tuple[str, bytes]]:
        """What changed since the last call: countries by code, the partition's own last."""
        frozen = []
        for code in sorted(self._dirty):
            state = self._countries[code].state
            state.offset = max(state.offset, self.offset)
            frozen.append((code, freeze(state)))
        self._dirty.clear()
        if self._new_rules:
            frozen.append((RULES, freeze(self._rule_files)))
            self._new_rules = False
        return [*frozen, (PARTITION, freeze(self._clock.state))]

    def apply(self, record: CountryMention | Notice | Tick, offset: int) -> list[Message]:
        """What a record causes, in order."""
        if offset <= self.offset:
            return []
        self._clock.see(record)
        messages = self._run_due(offset)
        if isinstance(record, CountryMention):
            messages += self._mention(record, offset)
        elif isinstance(record, Notice):
            messages += self._notice(record, offset)
        self._clock.state.offset = offset
        return messages

    def open_alerts(self) -> dict[str, Alert]:
        """The open alerts, by id."""
        alerts = (alert for code in sorted(self._countries) for alert in self._countries[code].open_alerts())
        return {alert.alert_id: alert for alert in alerts}

    def adopt(self, alert: Alert) -> None:
        """Continue an open alert that the state has lost."""
        code = alert.country.alpha2
        country = self._country(code)
        country.state.stories.append(story_of(alert))
        for article in alert.evidence:
            country.state.known.setdefault(article.id, Known("", None))
        self._mark(code)

    def _run_due(self, offset: int) -> list[Message]:
        messages: list[Message] = []
        now = self._clock.now
        for code in sorted(code for code, at in self._due.items() if at <= now):
            country = self._countries[code]
            if offset > country.state.offset:
                messages += country.on_time(now)
                self._mark(code)
        return messages

    def _mention(self, mention: CountryMention, offset: int) -> list[Message]:
        country = self._country(mention.country)
        if offset <= country.state.offset or self._clock.superseded(mention):
            return []
        messages = country.on_mention(mention, self._clock, self._late_limit_ms)
        self._mark(mention.country)
        return messages

    def _notice(self, notice: Notice, offset: int) -> list[Message]:
        messages: list[Message] = []
        for code in sorted(self._countries):
            country = self._countries[code]
            if offset > country.state.offset and country.holds(notice.article):
                messages += country.on_notice(notice, self._clock.now)
                self._mark(code)
        return messages

    def _country(self, code: str) -> Country:
        if code not in self._countries:
            self._countries[code] = Country(code, CountryState(), self._rules)
        return self._countries[code]

    def _mark(self, code: str) -> None:
        self._dirty.add(code)
        self._note_due(code)

    def _note_due(self, code: str) -> None:
        at = self._countries[code].due()
        if at is None:
            self._due.pop(code, None)
        else:
            self._due[code] = at
