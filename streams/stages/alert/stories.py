"""Which story an article belongs to: copies of one text, type of event, disease, time, and what both tell."""

from streams.identity import digest
from streams.records import CountryMention
from streams.stages.alert.folding import same_text
from streams.stages.alert.likeness import AT_ONE_SPOT, grow, join_odds, names_place
from streams.stages.alert.state import HOUR, Member, Story

# Types that reports of one thing may be filed under; one that stands in no row matches itself alone.
_FAMILIES = (
    "armed_conflict attack explosion abduction border_incident security_threat crime",
    "unrest political_crisis security_threat armed_conflict attack",
    "earthquake tsunami landslide volcano",
    "flood storm landslide infrastructure_failure displacement",
    "wildfire extreme_temperature drought",
    "explosion industrial_accident transport_accident infrastructure_failure pollution",
    "drought food_crisis displacement",
    "armed_conflict displacement border_incident",
    "attack crime transport_accident",
    "epidemic animal_disease",
)
_KIN: dict[str, frozenset[str]] = {}
for _row in _FAMILIES:
    for _type in _row.split():
        _KIN[_type] = _KIN.get(_type, frozenset()) | frozenset(_row.split())

MAX_MEMBERS_OF_STORY = 12
MAX_TAIL_NAMES = 30
JOIN = -1.5  # log odds from which an article joins a story: a second alert of one thing costs more than a mix-up
_OTHER_TYPE = 1.0  # of the odds is taken where the types differ
_OTHER_PLACE = 1.0  # and where reports of what happens at one spot name two places, and neither the other's
_FADES = 30 * 24 * HOUR  # the odds fall by one in this time
# These go on for months, however differently they are told.
LASTING = frozenset({"epidemic", "animal_disease", "drought", "food_crisis"})
_OF_DISEASE = frozenset({"epidemic", "animal_disease"})
_LASTING = 3.5  # is added for them
_ONE_DISEASE = 100.0  # one disease in one country is one story, whatever else is told


def kin(one: str, other: str) -> bool:
    """Whether two types may be the same thing, seen by two reporters."""
    return one == other or other in _KIN.get(one, ())


def disease_in(mention: CountryMention, kind: str) -> str | None:
    """The disease that an event of this type is of, where the article names it."""
    return mention.disease if kind in _OF_DISEASE else None


def join(stories: list[Story], member: Member, disease: str | None) -> Story:
    """The story that a report continues, or a new one for it, with the report in it."""
    story = _continued(stories, member, disease)
    if story is None:
        story = new_story(stories, member.id, member)
    elif any(held.id == member.id for held in story.members):
        return story  # a second event of one article in one story: the stronger one stands
    elif (member.published, not member.dated) < (story.first_published, not story.first_dated):
        story.first_published, story.first_dated = member.published, member.dated
    member.copy = any(same_text(member.prints, held.prints) for held in story.members)
    grow(story, member.marks)
    story.disease = story.disease or disease
    story.members.append(member)
    story.touched = max(story.touched, member.received)
    if story.open:
        story.expires = max(story.expires, story.touched)
    if len(story.members) > MAX_MEMBERS_OF_STORY:
        drop_member(story)
    return story


def new_story(stories: list[Story], article: str, member: Member) -> Story:
    """A story without members, whose first report is this one."""
    # The countries of one article share the story's id, and two stories of one article in one country must not.
    identity = digest("story", article)
    if any(story.id == identity for story in stories):
        identity = digest("story", article, member.type)
    story = Story(
        id=identity,
        type=member.type,
        first_published=member.published,
        first_dated=member.dated,
        first_received=member.received,
        touched=member.received,
    )
    stories.append(story)
    return story


def drop_member(story: Story) -> Member:
    """One goes that raises nothing, else a copy, else the oldest but for the first; what it counts for stays."""
    places = range(1 if len(story.members) > 2 else 0, len(story.members))
    held = story.members
    member = held.pop(min(places, key=lambda place: (held[place].rule is not None, not held[place].copy, place)))
    story.tail.articles += not member.copy
    story.tail.copies += member.copy
    tail = story.tail
    named = [(member.agency, tail.agencies)]
    if not member.copy:
        named += [(member.publisher, tail.publishers), (voice_of(member), tail.voices)]
    for name, names in named:
        if name and name not in names and len(names) < MAX_TAIL_NAMES:
            names.append(name)
    return member


def stub(story: Story) -> None:
    """Leave of a story that is over only that by which its return is known."""
    while story.members:
        drop_member(story)
    story.volume = None


def voice_of(member: Member) -> str:
    """Who wrote a report: a wire that twenty papers print is one voice."""
    return member.agency or member.publisher or member.id


def _continued(stories: list[Story], member: Member, disease: str | None) -> Story | None:
    """The story that is most likely the report's; of equals the newer one."""
    best, highest = None, JOIN
    for story in reversed(stories):
        if story.type == "volume":
            continue
        if any(same_text(member.prints, held.prints) for held in story.members):
            return story
        if not kin(story.type, member.type) or (disease and story.disease and disease != story.disease):
            continue
        odds = _ONE_DISEASE if disease and disease == story.disease else _odds(story, member)
        if odds >= highest and (best is None or odds > highest):
            best, highest = story, odds
    return best


def _odds(story: Story, member: Member) -> float:
    odds = join_odds(member.marks, story)
    if story.type != member.type:
        odds -= _OTHER_TYPE
    if member.type in AT_ONE_SPOT and _elsewhere(story, member):
        odds -= _OTHER_PLACE
    if story.type in LASTING:
        return odds + _LASTING
    return odds - max(0, member.received - story.touched) / _FADES


def _elsewhere(story: Story, member: Member) -> bool:
    places = {held.place for held in story.members if held.place}
    if not places or not member.place or names_place(story.marks, member.place):
        return False
    return not any(names_place(member.marks, place) for place in places)
