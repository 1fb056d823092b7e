"""From a clean article to its countries: the parts, the mentions, then role and salience of each country."""

from collections import defaultdict
from dataclasses import dataclass

from streams.records import CleanArticle, Country, Mention
from streams.stages.tag.countries.datelines import dateline_country
from streams.stages.tag.countries.disambiguate import Field, Resolved, Scene, disambiguate
from streams.stages.tag.countries.fuzzy import find_misspelt
from streams.stages.tag.countries.gazetteer import gazetteer
from streams.stages.tag.countries.match import find_hits
from streams.stages.tag.countries.picture import Picture, picture_of
from streams.stages.tag.countries.publishers import publisher_home
from streams.stages.tag.countries.salience import FILED, place_of, role_of, salience_of

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
    for where, text, hits in parts:
        scene.resolved.extend(find_misspelt(text, where, hits, scene, language))
    scene.resolved.sort(key=lambda item: (item.field != "title", item.start))
    grouped: dict[str, list[Resolved]] = defaultdict(list)
    for item in scene.resolved:
        grouped[item.code].append(item)
    pictures = {}
    codes = list(grouped) + ([dateline] if dateline and dateline not in grouped else [])
    for code in codes:
        pictures[code] = picture_of(code, grouped[code], scene, article, dateline, home)
    return Analysis(scene, dateline, pictures, dict(grouped))


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
    """One line per candidate: why it is in and in which role, and what was rejected and why."""
    found = analyse(article)
    lines = []
    for country in find_countries(article):
        picture = found.pictures[country.code]
        why = "; ".join(
            f"{item.text} ({item.field} {item.start}, {item.why})" for item in found.mentions.get(country.code, [])
        )
        lines.append(
            f"{country.code} {country.role} salience {country.salience:.3f} {picture}: {why or 'the dateline'}"
        )
    lines.extend(f"rejected {item.text!r} in {item.field}: {item.why}" for item in found.scene.rejected)
    return lines


def country_of_text(text: str, language: str = "en") -> list[tuple[int, int, str, str]]:
    """The resolved country mentions of a short text: start, end, alpha-2 code, kind."""
    words = gazetteer()
    scene = disambiguate([("text", text, find_hits(text, language, words))], words, language)
    return [(item.start, item.end, item.code, item.kind) for item in scene.resolved]
