"""What the alert app needs of an article: a small record for each country that counts, and a notice of retractions."""

import re
import unicodedata
from collections import Counter

from streams.records import RETRACTED, CleanArticle, CountryMention, EnrichedArticle, Notice, Status

SALIENT = 0.3  # an editor may file the article there
MAX_COUNTRIES = 12
MAX_NAMES, MAX_WORDS = 40, 40
MAX_OTHERS = 12
MAX_LEAD = 600  # characters

_WORD = re.compile(r"[^\W\d_]{3,24}|\d{2,9}")
_SENTENCE_END = re.compile(r"[.!?。！？।؟]+[\"'”’»)]*(?=\s)|\n")
_COMMON = frozenset(
    "the and for that with was were are has have had been this from its their they which after about into "
    "over under more than "
    "also said says say who will would could not but one two his her him she you our all out new other when "
    "what where there "
    "some any can may might should while during before between against because since until being did does "
    "made make many "
    "most much only per just like told according people year years day days week month monday tuesday "
    "wednesday thursday "
    "friday saturday sunday january february march april june july august september october november "
    "december today yesterday "
    "reported reports officials official government news first last now three four five them then these "
    "those such through".split()
)
_CORRECTED = re.compile(
    r"^\W*(?:correct(?:ion|ed|s)|kill|withdrawn|retract(?:ion|ed))\b\s*(?:[:—–(\-]|$)"
    r"|\(correct(?:s|ed|ion)\b|\bcorrection:|\bthis (?:story|article|report|version) (?:has been |was "
    r"|is )?(?:corrects|corrected|retracted|withdrawn)"
    r"|\b(?:an )?earlier version of this (?:story|article|report)\b[^.]{0,80}\b(?:misstated|incorrect(?:ly)?"
    r"|wrong(?:ly)?|error|mistaken(?:ly)?|said)"
    r"|\bhas (?:retracted|withdrawn) (?:this|the|its) (?:story|article|report)",
    re.IGNORECASE,
)
_RETRACTED = re.compile(r"^\W*(?:kill|withdrawn|retract)|\b(?:retracted|withdrawn|retraction)\b", re.IGNORECASE)


def mentions_of(article: EnrichedArticle) -> list[CountryMention]:
    """One record for each country that is salient or has an event, most salient first; none for a retraction."""
    if article.status in RETRACTED:
        return []
    eventful = {event.country for event in article.events}
    countries = [c for c in article.countries if c.salience >= SALIENT or c.code in eventful][:MAX_COUNTRIES]
    names, words, lead = _names(article), story_words(article.title, article.text), lead_of(article.text)
    return [
        CountryMention(
            country=country.code,
            article=article.id,
            content=article.content,
            status=article.status,
            url=article.url,
            title=article.title,
            publisher=article.source.domain or article.source.name,
            agency=article.agency,
            language=article.language.code,
            published=article.published.utc if article.published else None,
            modified=article.modified.utc if article.modified else None,
            salience=country.salience,
            role=country.role,
            events=[event for event in article.events if event.country == country.code],
            other_countries=[c.code for c in article.countries if c.code != country.code][:MAX_OTHERS],
            names=names,
            words=words,
            lead=lead,
            fingerprints=article.fingerprints,
            raw=article.raw,
        )
        for country in countries
    ]


def notice_of(article: CleanArticle) -> Notice | None:
    """A notice where the status, or the article's own words, retract or correct."""
    status = _status(article)
    if status == "usable":
        return None
    countries = [country.code for country in article.countries] if isinstance(article, EnrichedArticle) else []
    return Notice(article=article.id, content=article.content, status=status, countries=countries, raw=article.raw)


def _status(article: CleanArticle) -> Status:
    if article.status != "usable":
        return article.status
    # Corrections stand in the headline, in the first lines or in the last ones.
    for part in (article.title or "", article.text[:300], article.text[-600:]):
        for line in part.splitlines():
            if _CORRECTED.search(line):
                return "withdrawn" if _RETRACTED.search(line) else "corrected"
    return "usable"


def story_words(title: str | None, text: str) -> list[str]:
    """The words that tell this story from others: those of the title first, then frequent and early ones."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for weight, part in ((3, title or ""), (2, text[:600]), (1, text[600:4000])):
        for match in _WORD.finditer(fold(part)):
            word = match.group()
            if word not in _COMMON:
                counts[word] += weight
                first.setdefault(word, len(first))
    return sorted(counts, key=lambda word: (-counts[word], first[word]))[:MAX_WORDS]


def lead_of(text: str) -> str:
    """The beginning of a text, cut after a sentence, else after a word."""
    if len(text) <= MAX_LEAD:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, MAX_LEAD)]
    return text[: ends[-1]] if ends and ends[-1] > MAX_LEAD // 2 else text[:MAX_LEAD].rpartition(" ")[0]


def fold(text: str) -> str:
    """Lower case without accents, so that one name has one form."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _names(article: EnrichedArticle) -> list[str]:
    counts = Counter(fold(" ".join(entity.text.split())) for entity in article.entities)
    return sorted(counts, key=lambda name: (-counts[name], name))[:MAX_NAMES]
