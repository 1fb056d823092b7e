"""From a clean article to its countries: the parts, the mentions, then role and salience of each country."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from streams.records import CleanArticle, Country, Mention
from streams.stages.tag.countries.datelines import dateline_country
from streams.stages.tag.countries.disambiguate import disambiguate
from streams.stages.tag.countries.fuzzy import is_sure
from streams.stages.tag.countries.gazetteer import gazetteer
from streams.stages.tag.countries.match import Hit, find_hits
from streams.stages.tag.countries.picture import Picture, pictures_of
from streams.stages.tag.countries.publishers import publisher_home
from streams.stages.tag.countries.runs import capital_runs
from streams.stages.tag.countries.salience import FILED, explain, place_of, role_of, salience_of
from streams.stages.tag.countries.scene import Field, Rejected, Resolved, Scene

READ = 10_000  # characters: what comes later is a transcript or an appendix, and this bounds the record


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that is known of an article's countries."""

    scene: Scene
    dateline: str | None
    pictures: dict[str, Picture]
    mentions: dict[str, list[Resolved]]


def analyse(article: CleanArticle) -> Analysis:
    """Find and weigh."""
    words = gazetteer()
    language = article.language.code
    home = publisher_home(article.source, article.url)
    dateline = dateline_country(article)
    written: tuple[tuple[Field, str], ...] = (("title", article.title or ""), ("text", article.text))
    parts = [(where, text[:READ], find_hits(text[:READ], language, words)) for where, text in written if text]
    scene = disambiguate(parts, words, language, home, dateline)
    for where, text, hits in parts if scene.is_english else ():
        scene.resolved.extend(_misspelt(text, where, hits, scene))
    scene.resolved.sort(key=lambda item: (item.field != "title", item.start))
    grouped: dict[str, list[Resolved]] = defaultdict(list)
    for item in scene.resolved:
        grouped[item.code].append(item)
    if dateline:
        grouped.setdefault(dateline, [])  # also where the text does not name it
    pictures = pictures_of(grouped, article, dateline, home)
    return Analysis(scene, dateline, pictures, dict(grouped))


def _misspelt(text: str, where: Field, hits: list[Hit], scene: Scene) -> Iterator[Resolved]:
    """Misspelt names in an English text that no other candidate covers."""
    for run, places in capital_runs(text):
        for offset, word, code, slip in run.guesses:
            for start in (at + offset for at in places):
                end = start + len(word)
                covered = any(hit.start <= start < hit.end for hit in hits)
                # A digit that touches it is no letter to a run.
                touched = _is_of_words(text[start - 1 : start]) or _is_of_words(text[end : end + 1])
                if not touched and not covered and (is_sure(word, slip) or scene.support[code] > 0):
                    yield Resolved(start, end, word, "misspelling", code, where, "one edit away")


def _is_of_words(char: str) -> bool:
    return char.isalnum() or char == "_"


def find_countries(article: CleanArticle) -> list[Country]:
    """The countries that an article is about or names: where it happens, who acts, then who is only named."""
    found = analyse(article)
    ranked = []
    for code, picture in found.pictures.items():
        salience, place = round(salience_of(picture), 3), place_of(picture)
        country = Country(
            code=code,
            salience=salience,
            role=role_of(picture, salience),
            evidence=picture.evidence,
            mentions=[
                Mention(start=item.start, end=item.end, text=item.text, kind=item.kind, field=item.field)
                for item in found.mentions.get(code, [])
            ],
        )
        ranked.append((_rank(country, place), country))
    return [country for _, country in sorted(ranked, key=lambda item: item[0])]


def _rank(country: Country, place: float) -> tuple[bool, bool, float, str]:
    """Those that it is filed under, places before actors, by how surely it happens there; then the rest by salience."""
    filed = country.salience >= FILED
    return not filed, filed and country.role != "location", -place if filed else -country.salience, country.code


def is_named(country: Country) -> bool:
    """Whether it is known by more than misspelt names: a guess alone is no ground for an alert."""
    return "dateline" in country.evidence or any(mention.kind != "misspelling" for mention in country.mentions)


def explain_countries(article: CleanArticle) -> list[str]:
    """A line for each country: why it is in and in which role; and for each candidate that was rejected, why."""
    found = analyse(article)
    lines: list[str] = []
    for country in find_countries(article):
        named = _in_short((item, str(item.why)) for item in found.mentions.get(country.code, []))
        lines.append(f"{country.code} {country.role}: {'; '.join(named) or 'the dateline alone'}")
        lines.extend(f"   {line}" for line in explain(found.pictures[country.code]))
    lines.extend(f"rejected {line}" for line in _in_short((item, str(item.why)) for item in found.scene.rejected))
    return lines


def _in_short(items: Iterable[tuple[Resolved | Rejected, str]]) -> list[str]:
    """The same words for the same reason once, with the first place where they stand and how often they do."""
    first: dict[tuple[str, str], Resolved | Rejected] = {}
    times: Counter[tuple[str, str]] = Counter()
    for item, why in items:
        first.setdefault((item.text, why), item)
        times[item.text, why] += 1
    return [
        f"{text!r} ({item.field} {item.start}{f', {times[text, why]} times' if times[text, why] > 1 else ''}): {why}"
        for (text, why), item in first.items()
    ]


def country_of_text(text: str, language: str = "en") -> list[tuple[int, int, str, str]]:
    """The resolved country mentions of a short text: start, end, alpha-2 code, kind."""
    words = gazetteer()
    scene = disambiguate([("text", text, find_hits(text, language, words))], words, language)
    return [(item.start, item.end, item.code, item.kind) for item in scene.resolved]
