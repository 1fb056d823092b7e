"""Where a publisher is at home: as the source says, by our table, by the domain's ending, or by its name.

Names of domains are read as local papers and stations choose theirs: a place beside words of the press
(timesofmalta.com, birminghammail.net), and the call letters of American stations (wxyz12.com).
"""

import re
from functools import cache, lru_cache

from streams.records import Source
from streams.stages.tag.countries.gazetteer import Gazetteer, country_table, gazetteer, table_rows
from streams.stages.tag.countries.match import find_hits

_ENDINGS = {"uk": "GB", "gov": "US", "mil": "US", "edu": "US"}
# Top-level domains of countries that are sold to everybody as words.
_SOLD = frozenset(
    "tv co me io ai fm am cc ws la ly to nu im gg ag bz dj gl gs ms sc sh so st sx tk vc vg pw as ac mu cx eu".split()
)
# Below a domain of the second level like these even a sold ending is its country's own.
_NATIONAL = frozenset("com co org net gov gob gouv edu ac".split())
_STATION = re.compile(r"[kw][a-z]{2,3}(?:tv|fm|am|radio|news|\d{1,2})|[kw][b-df-hj-np-tv-z][a-z]{2}")
_PRESS = re.compile(
    r"^(?:the|my|daily|news|timesof|this(?:is)?|live|visit|radio)|"
    r"(?:times|news|post|herald|tribune|gazette|journal|star|sun|press|courier|chronicle|observer|record|register|"
    r"reporter|dispatch|ledger|mirror|mail|telegraph|examiner|independent|sentinel|standard|bulletin|echo|express|"
    r"advertiser|advocate|argus|banner|beacon|citizen|democrat|republican|enquirer|inquirer|free|globe|guardian|leader|"
    r"messenger|monitor|nation|today|online|live|now|daily|evening|morning|sunday|weekly|review|voice|union|eagle|"
    r"patriot|pilot|pioneer|american|world|local|insider|magazine|media|net|tv|radio|fm)$"
)
_ENGLISH = frozenset("US GB CA AU NZ IE ZA IN PK NG KE GH JM SG".split())
SHORTEST_PLACE = 4  # letters
SMALLEST = 133  # 10,000 inhabitants, as towns are measured
# The languages that are spoken in one country above all.
SPOKEN_IN = dict(
    pair.split("=")
    for pair in (
        "sq=AL hy=AM az=AZ be=BY bg=BG my=MM km=KH hr=HR cs=CZ da=DK nl=NL et=EE fi=FI ka=GE el=GR he=IL hu=HU is=IS "
        "id=ID it=IT ja=JP kk=KZ ko=KR ky=KG lo=LA lv=LV lt=LT mk=MK mt=MT mn=MN ne=NP no=NO pl=PL ro=RO ru=RU sr=RS "
        "sk=SK sl=SI so=SO sv=SE tg=TJ th=TH tk=TM uk=UA uz=UZ vi=VN zh=CN tr=TR bn=BD"
    ).split()
)
# And those of few countries; what is spoken in twenty, as Spanish, says little of where a town is.
SPOKEN_AMONG = {"de": "DE AT CH LU", "fr": "FR BE CH LU", "nl": "NL BE", "pt": "PT BR AO MZ", "ro": "RO MD"}


@cache
def _homes() -> dict[str, str]:
    return {domain: code for code, domains in table_rows("publishers.tsv") for domain in domains.split(" ")}


def publisher_home(source: Source, url: str | None) -> str | None:
    """The publisher's country, or None where nothing tells it."""
    if source.country and source.country.upper() in country_table():
        return source.country.upper()
    return domain_home((source.domain or _host(url or "")).lower().removeprefix("www."))


@lru_cache(maxsize=4096)
def domain_home(domain: str) -> str | None:
    """The country of a domain (lower case, without www)."""
    parts = domain.split(".")
    for first in range(len(parts) - 1):
        home = _homes().get(".".join(parts[first:]))
        if home:
            return home
    if len(parts) < 2:
        return None
    ending = parts[-1]
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    national = ending not in _SOLD or (len(parts) > 2 and parts[-2] in _NATIONAL)
    if len(ending) == 2 and national and ending.upper() in country_table():
        return ending.upper()
    return _named_home(parts[-2], gazetteer())


def _named_home(label: str, words: Gazetteer) -> str | None:
    if _STATION.fullmatch(label) and label not in words.common_words:
        return "US"
    rest = label.replace("-", "")
    while match := _PRESS.search(rest):
        shorter = rest[: match.start()] + rest[match.end() :]
        if len(shorter) < SHORTEST_PLACE:
            break
        rest = shorter
    return _place_home(rest, words) if rest != label.replace("-", "") and rest.isascii() else None


def _place_home(joined: str, words: Gazetteer) -> str | None:
    """The country of a place that is written without blanks; None where a country and a town are called the same."""
    splits = [joined, *(f"{joined[:at]} {joined[at:]}" for at in range(3, len(joined) - 2))]
    for name in splits:
        hits = [hit for hit in find_hits(name.title(), "en", words) if hit.end - hit.start == len(name)]
        listed = {item.code for hit in hits for item in hit.readings if item.kind in ("name", "demonym", "region")}
        towns = [town.code for hit in hits for town in hit.towns if town.main and town.size >= SMALLEST]
        if listed:
            return listed.pop() if len(listed) == 1 and listed.issuperset(towns) else None
        if towns:
            # The words of the press are English: a namesake where that is spoken makes a foreign city doubtful.
            return towns[0] if towns[0] in _ENGLISH or _ENGLISH.isdisjoint(towns) else None
    return None


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
