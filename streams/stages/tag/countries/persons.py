"""Tell persons, ships and firms that are called like places (Paris Hilton, HMS Belfast) from the places."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from streams.stages.tag.countries.gazetteer import gazetteer

if TYPE_CHECKING:
    from streams.stages.tag.countries.match import Hit

TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady judge justice sen sens rep reps gov lt sgt cpl capt col gen maj pvt officer "
    "detective deputy sheriff prof professor rev pastor father sister brother bishop coach actor actress singer st "
    "senator congressman congresswoman councilman councilwoman lawyer attorney "
    "mme mlle monsieur madame herr frau señor señora sra sr don doña signor signora".split()
) - {"st"}
# What may follow a place without making it a person: Paris Metro, London Police, Georgia Tech.
PLACE_WORDS = frozenset(
    "police county city town village university college school hospital airport bridge street road avenue court "
    "council parliament government state province region district times post herald news tribune gazette journal "
    "bank club fc united rangers stock exchange island islands river lake mountain mountains valley beach bay park "
    "house fire department office center centre metro summit conference agreement treaty accord protocol festival "
    "marathon olympics games cup open senate governor mayor sheriff national central north south east west northern "
    "southern eastern western republican republicans democrats democratic supreme high international energy power "
    "public health church cathedral mosque army navy air force guard minister president prime border coast square "
    "tower zoo museum library station hotel institute business chamber legislature general assembly monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december tech medical military".split()
)
# What may stand before a place with a capital: In Leeds, Greater Manchester, Near Basra.
BEFORE_PLACES = frozenset(
    "in at near from to of for and the a greater metro downtown inner outer upper lower old new by around outside "
    "across into via visit mayor bishop archbishop".split()
)
# What cities' teams are called: Boston Bruins, Brisbane Lions.
TEAMS = frozenset(
    "packers bears lions vikings cowboys giants eagles redskins commanders cardinals rams seahawks saints falcons "
    "panthers buccaneers patriots bills dolphins jets steelers ravens browns bengals colts texans titans jaguars "
    "chiefs broncos raiders chargers celtics knicks nets raptors sixers bulls cavaliers pistons pacers bucks hawks "
    "hornets heat magic wizards nuggets timberwolves thunder blazers jazz warriors lakers clippers suns mavericks "
    "spurs grizzlies pelicans rockets yankees mets orioles phillies braves marlins nationals cubs brewers pirates "
    "reds astros athletics mariners dodgers padres rockies diamondbacks twins royals guardians tigers bruins sabres "
    "canadiens senators leafs islanders devils flyers penguins capitals hurricanes blackhawks predators blues flames "
    "oilers canucks kraken sharks ducks galaxy sounders whitecaps swans bulldogs roosters crusaders highlanders "
    "wanderers rovers athletic albion argyle".split()
)
AFTER_PLACES = PLACE_WORDS | TEAMS
# Hotels and ships: HMS Belfast, Hotel Bristol.
CALLED_AFTER = frozenset("SS MV MS RMS USS USNS HMS HMAS HMCS HMNZS INS Hotel".split())
PERSON = ("a first name before", "an initial before", "a title before")
CITY = 176  # 200,000 inhabitants, as towns are measured
_BEFORE = re.compile(r"([^\W\d_]+)(\.?)[ ]$")
_PAIR = re.compile(r"([A-Z](?<!\w.)[a-zà-ÿ]+)(?: [A-Z]\.)? ([A-Z][^\W\d_]+)")
_AGED = re.compile(r" ([A-Z][\w'’-]+),? \(?\d{1,2}[,.;)]")  # Kenya Barlow, 34, and China Evans (19)
_AFTER = re.compile(r"(?:[ ](?:[A-Z]\.[ ])?)([^\W\d_]+)")


def bearer_reason(text: str, hit: Hit, places: Mapping[int, object], english: bool) -> str | None:
    """Why this hit is a person, a ship or a firm, or None.

    `places`: where sure places start; `english`: not all names are words.
    """
    given = gazetteer().given_names if english else gazetteer().given_names_by_hand
    before = _capital_before(text, hit.start)
    if before:
        reason = _told_before(text, hit, *before, start_is_place=before[2] in places, given=given)
        if reason:
            return reason
    following = text[hit.end + 1 : hit.end + 2]
    if following == "&" and _has_partner(text, hit.end) and hit.end + 3 not in places:
        return "a firm, with a partner after"
    return _told_after(text, hit, places, given) if following.isupper() else None


def _has_partner(text: str, end: int) -> bool:
    return text.startswith(" & ", end) and text[end + 3 : end + 4].isupper()


def _told_before(
    text: str, hit: Hit, word: str, dot: str, start: int, *, start_is_place: bool, given: Collection[str]
) -> str | None:
    if word in CALLED_AFTER:
        return "a ship or a hotel that is called after it"
    if word.lower() in TITLES and not (word == "Miss" and _is_pageant(hit)):
        return f"a title before: {word}"
    if dot and len(word) == 1 and not hit.text.isupper():
        compass = word in "NSEW" and not text[max(0, start - 2) : start].strip().isalpha()  # N. Korea, N.W. Rochester
        return None if compass else "an initial before"
    if not dot and word in given and not start_is_place and word.lower() not in PLACE_WORDS:
        return f"a first name before: {word}"
    return None


def _told_after(text: str, hit: Hit, places: Mapping[int, object], given: Collection[str]) -> str | None:
    words = gazetteer()
    aged = _AGED.match(text, hit.end)
    if aged and aged[1].lower() not in AFTER_PLACES and aged.start(1) not in places:
        return f"a first name, with an age after: {aged[1]}"
    # India and Virginia are names in the census too; what is no small town needs a name from our own list.
    listed = hit.readings or (hit.towns and hit.towns[0].size >= CITY)
    known = words.given_names_by_hand if listed else given
    after = _AFTER.match(text, hit.end) if hit.text in known and " " not in hit.text else None
    if not after or not after[1][0].isupper() or after.start(1) in places:
        return None
    low = after[1].lower()
    common = bool(hit.readings) and low in words.common_words
    return None if common or low in AFTER_PLACES else f"a first name, with a family name after: {after[1]}"


def _is_pageant(hit: Hit) -> bool:
    """Miss Venezuela is no lady of that name, where nobody is called so."""
    return hit.kind == "name" and hit.text not in gazetteer().family_names


def _capital_before(text: str, start: int) -> tuple[str, str, int] | None:
    """The word with a capital that ends one blank before this place, a dot behind it if any, and where it starts."""
    if text[start - 1 : start] != " ":
        return None
    least = max(0, start - 24)
    begin = text.rfind(" ", least, start - 1) + 1
    word = text[begin : start - 1]
    if begin and word.isalpha():
        return (word, "", begin) if word[0].isupper() else None
    match = _BEFORE.search(text, least, start)
    return (match[1], match[2], match.start(1)) if match and match[1][0].isupper() else None


def in_longer_name(text: str, hit: Hit, places: Mapping[int, object]) -> bool:
    """Whether a capitalised word that is no word of places stands right beside it: Nash Riad, Crown Victoria."""
    before = _capital_before(text, hit.start)
    if before and before[2] not in places:
        word, start = before[0].lower(), before[2]
        if (
            word not in PLACE_WORDS
            and word not in BEFORE_PLACES
            and not text[max(0, start - 40) : start].rstrip().endswith(".")
        ):
            return True
    after = _AFTER.match(text, hit.end)
    if not after or not after.group(1)[0].isupper() or after.start(1) in places:
        return False
    return after.group(1).lower() not in AFTER_PLACES and not text[hit.start : hit.end].isupper()


def pairs_in(run: str) -> tuple[tuple[int, str, bool], ...]:
    """Where a first name or an unknown word stands before another in a run of words: that other, and which it is."""
    found = []
    for match in _PAIR.finditer(run):
        first, last = match.groups()
        given = first in gazetteer().given_names
        if given or _unknown(first):
            found.append((match.start(), last, given))
    return tuple(found)


def _unknown(word: str) -> bool:
    low = word.lower()
    return low not in gazetteer().common_words and low not in PLACE_WORDS and low not in BEFORE_PLACES


def ends_sentence(text: str, start: int) -> bool:
    """Whether a sentence ends before this place, so that the next word has its capital from that."""
    return text[max(0, start - 3) : start].rstrip(" ”\"'")[-1:] in ("", ".", "\n", "!", "?", ":", "-", "—", ")")
