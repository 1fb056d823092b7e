"""Where a publisher is at home, by its domain."""

from functools import cache

from streams.records import Source
from streams.stages.tag.countries.gazetteer import country_table, table_rows

# Top-level domains that are not their country's code, or are sold as words to everybody.
_ENDINGS = {"uk": "GB", "eu": None, "su": "RU", "gov": "US", "mil": "US", "edu": "US"}
_SOLD = frozenset("tv co me io ai fm am cc ws la ly to nu im gg".split())
# The languages that are spoken in one country above all.
SPOKEN_IN = dict(
    pair.split("=")
    for pair in (
        "sq=AL hy=AM az=AZ be=BY bg=BG my=MM km=KH hr=HR cs=CZ da=DK nl=NL et=EE fi=FI ka=GE el=GR he=IL hu=HU is=IS "
        "id=ID it=IT ja=JP kk=KZ ko=KR ky=KG lo=LA lv=LV lt=LT mk=MK mt=MT mn=MN ne=NP no=NO pl=PL ro=RO ru=RU sr=RS "
        "sk=SK sl=SI so=SO sv=SE tg=TJ th=TH tk=TM uk=UA uz=UZ vi=VN zh=CN tr=TR bn=BD"
    ).split()
)


@cache
def _homes() -> dict[str, str]:
    return dict(table_rows("publishers.tsv"))


def publisher_home(source: Source, url: str | None) -> str | None:
    """The publisher's country: as the source says, else by our table, else by the domain's ending."""
    if source.country and source.country.upper() in country_table():
        return source.country.upper()
    domain = (source.domain or _host(url or "")).lower().removeprefix("www.")
    parts = domain.split(".")
    for first in range(len(parts) - 1):
        home = _homes().get(".".join(parts[first:]))
        if home:
            return home
    ending = parts[-1] if len(parts) > 1 else ""
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    return ending.upper() if len(ending) == 2 and ending not in _SOLD and ending.upper() in country_table() else None


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
