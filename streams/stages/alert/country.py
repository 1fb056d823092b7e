"""One country: what a mention, a notice or the time does to its stories."""

from streams.identity import digest
from streams.records import RETRACTED, Alert, CountryMention, Notice, Place
from streams.stages.alert.clock import Clock, not_after
from streams.stages.alert.counting import count
from streams.stages.alert.lifecycle import Expired, Lifecycle, due, forgotten
from streams.stages.alert.members import member_of, member_of_arrival, published_at
from streams.stages.alert.rules import RulesInForce, decide, decide_volume
from streams.stages.alert.state import CountryState, Known, Member, Reading, Story
from streams.stages.alert.stories import LASTING, disease_in, drop_member, join, new_story, stub

# Together these keep a snapshot under 64 kB compressed; a test fills a country to all of them.
MAX_STORIES = 24
MAX_STUBS = 12  # of them those that are over and may return
MAX_MEMBERS = 60  # of all stories together
MAX_KNOWN = 300
FAINT = 0.3  # a score that no rule asked for, and below which it is no evidence of anything
_UNSAID = "another version of the article no longer says it"

Message = Alert | Expired


class Country:
    """Applies records to one country's state, in the order in which they come."""

    def __init__(self, code: str, state: CountryState, rules: RulesInForce) -> None:
        self.state = state
        self._code = code
        self._rules = rules
        self._lifecycle = Lifecycle(code, rules)

    def due(self) -> int | None:
        """When time alone changes something."""
        return min((at for at in map(due, self.state.stories) if at is not None), default=None)

    def on_time(self, now: int) -> list[Message]:
        """What is due brings: expiry, or an Update that had to wait."""
        messages: list[Message] = []
        for story in self.state.stories:
            at = due(story)
            if at is not None and at <= now:
                messages += self._lifecycle.on_time(story, now)
            if story.type in LASTING and story.alert_id and not story.open and story.owing is None:
                stub(story)
        return messages

    def open_alerts(self) -> list[Alert]:
        """The open stories as they would be sent now."""
        return [self._lifecycle.current(story) for story in self.state.stories if story.open]

    def on_mention(self, mention: CountryMention, clock: Clock, late_limit_ms: int | None) -> list[Message]:
        """An article names this country: a repeat, another version, or news."""
        known = self.state.known.get(mention.article)
        if known is not None and (known.content == mention.content or _is_older(mention, known)):
            return []
        self.state.stories = [story for story in self.state.stories if not forgotten(story, clock.now)]
        published, _ = published_at(mention, clock.now)
        late = late_limit_ms is not None and published < clock.now - late_limit_ms
        shrunk = self._remove(mention.article, mention.raw) if known is not None else []
        self._remember(mention)
        messages: list[Message] = []
        grown: list[Story] = []
        for decision in decide(self._rules.current, mention, clock.now):
            event = decision.event
            if decision.rule is None and event.score < FAINT:
                continue
            member = member_of(mention, event, clock.now)
            member.rule = decision.rule
            story = join(self.state.stories, member, disease_in(mention, event.type))
            if story not in grown:
                grown.append(story)
        for story in grown:
            newest = story.members[-1]
            news = newest.rule is not None and not newest.copy
            if story.open and not _supported(story):
                messages.append(self._cancel(story, clock.now, _UNSAID))
            else:
                messages += self._lifecycle.consider(story, clock.now, mention.raw, may_open=not late, news=news)
        shrunk = [(story, gone) for story, gone in shrunk if story not in grown]
        messages += self._settle(shrunk, clock.now, mention.raw, _UNSAID)
        reading = None if late or known is not None else count(self.state.counting, mention, clock)
        if reading is not None:
            messages += self._on_reading(reading, mention, clock.now)
        return messages + self._make_room()

    def on_notice(self, notice: Notice, now: int) -> list[Message]:
        """A retraction, or a correction that may no longer name this country."""
        known = self.state.known.get(notice.article)
        if known is None or (notice.status not in RETRACTED and self._code in notice.countries):
            return []
        if known.content == notice.content and notice.status not in RETRACTED:
            return []
        del self.state.known[notice.article]
        reason = notice.status if notice.status in RETRACTED else "corrected: it is not about this country"
        return self._settle(self._remove(notice.article, notice.raw), now, notice.raw, reason)

    def holds(self, article: str) -> bool:
        """Whether the article was counted here."""
        return article in self.state.known

    def _remove(self, article: str, until: Place) -> list[tuple[Story, Member]]:
        """Take out what the article contributed up to a raw record; returns the stories that lost it, and what."""
        shrunk = []
        for story in self.state.stories:
            gone = next((m for m in story.members if m.id == article and not_after(m.raw, until)), None)
            if gone is not None:
                story.members.remove(gone)
                shrunk.append((story, gone))
        return shrunk

    def _settle(self, shrunk: list[tuple[Story, Member]], now: int, cause: Place, reason: str) -> list[Message]:
        """Stories that lost a report: cancelled where what is left does not support them, else graded anew."""
        messages: list[Message] = []
        for story, gone in shrunk:
            if story.open and not _supported(story):
                story.members.append(gone)  # a Cancel shows what it takes back, beside what does not suffice
                messages.append(self._cancel(story, now, reason))
            elif story.members:
                messages += self._lifecycle.consider(story, now, cause, may_open=False, news=False)
            elif story.alert_id is None:
                self.state.stories.remove(story)
        return messages

    def _cancel(self, story: Story, now: int, reason: str) -> Alert:
        self.state.stories.remove(story)
        return self._lifecycle.cancel(story, now, reason)

    def _on_reading(self, reading: Reading, mention: CountryMention, now: int) -> list[Message]:
        """Many more articles than usual: support for an open alert, else an alert of its own."""
        open_stories = [story for story in self.state.stories if story.open and story.type != "volume"]
        if open_stories:
            max(open_stories, key=lambda story: story.touched).volume = reading
            return []
        decision = decide_volume(self._rules.current, mention, now)
        if decision is None:
            return []
        arrivals = self.state.counting.arrivals
        story = next((s for s in self.state.stories if s.type == "volume" and s.open), None)
        if story is None:
            member = member_of_arrival(arrivals[-1], decision)
            story = new_story(self.state.stories, digest("volume", mention.article), member)
        story.members = [member_of_arrival(arrival, decision) for arrival in arrivals]
        story.volume, story.touched = reading, now
        return list(self._lifecycle.consider(story, now, mention.raw, may_open=True, news=True))

    def _remember(self, mention: CountryMention) -> None:
        known = self.state.known
        known.pop(mention.article, None)
        known[mention.article] = Known(mention.content, mention.modified)
        if len(known) > MAX_KNOWN:
            del known[next(iter(known))]

    def _make_room(self) -> list[Message]:
        """Keep to the bounds, oldest first; an open alert that must go expires."""
        stories = self.state.stories
        messages: list[Message] = []
        while len(stories) > MAX_STORIES:
            stubs = [story for story in stories if not story.members]
            oldest = min(stubs if len(stubs) > MAX_STUBS else stories, key=_spared)
            stories.remove(oldest)
            if oldest.open:
                messages.append(Expired(oldest.alert_id or "", self._code))
        while sum(len(story.members) for story in stories) > MAX_MEMBERS:
            drop_member(min((s for s in stories if len(s.members) > 1), key=lambda story: story.touched))
        return messages


def _spared(story: Story) -> tuple[bool, bool, bool, int]:
    """What must go first stands lowest: over, then may return, then waits, then open."""
    return story.open, story.owing is not None, not story.members, story.touched


def _supported(story: Story) -> bool:
    """Whether a rule still raises one of the reports."""
    return any(member.rule for member in story.members)


def _is_older(mention: CountryMention, known: Known) -> bool:
    return bool(mention.modified and known.modified and mention.modified < known.modified)
