"""The stage itself: a raw article in, the article without the page around it out; or the reason why there is none."""

from collections import Counter
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from streams.errors import Refused
from streams.identity import article_id, content_hash
from streams.records import RETRACTED, CleanArticle, Dateline, Origin, PageClaims, Place, RawArticle, Source
from streams.stages.clean.byline import byline_agency, credited, names_in
from streams.stages.clean.claims import read_claims
from streams.stages.clean.datelines import lead_dateline
from streams.stages.clean.fingerprints import fingerprints
from streams.stages.clean.flat import read_text
from streams.stages.clean.head import read_head
from streams.stages.clean.language import detect_language
from streams.stages.clean.markup import parse_html, read_tree
from streams.stages.clean.page import Page
from streams.stages.clean.raw import MOST_BYTES
from streams.stages.clean.refuse import why_no_article
from streams.stages.clean.repair import repair
from streams.stages.clean.select import Judged, judge
from streams.stages.clean.verdicts import BYLINE_BEFORE, Signatures, Verdict, find_signatures, say_why
from streams.stages.clean.when import When, read_when

_MOST_TEXT = 200_000
_BYLINE_AFTER = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the flattened page and what became of it."""

    text: str
    kept: bool
    reason: str


@dataclass(slots=True)
class _Reading:
    """What was found in one page."""

    page: Page
    judged: Judged
    title: str | None
    claims: PageClaims
    signatures: Signatures
    verdicts: list[Verdict]


def clean(raw: RawArticle, place: Place) -> CleanArticle:
    """The article of a page. Raises Refused (empty, no-article, too-large)."""
    reading = _read(raw)
    text, truncated = _text_of(reading)
    if raw.status not in RETRACTED:
        _refuse_what_is_none(reading, text)
    return _assemble(raw, place, reading, text, truncated)


def explain(raw: RawArticle, place: Place) -> list[Line]:  # noqa: ARG001 (the same form as clean)
    """Every line of the flattened page, in order: kept or not, and why."""
    reading = _read(raw)
    return [
        Line(block.text, kept, reason)
        for block, (kept, reason) in zip(reading.page.blocks, reading.verdicts, strict=True)
    ]


def _read(raw: RawArticle) -> _Reading:
    page = _page(raw)
    given = " ".join(repair(raw.title).split()) if raw.title else None
    judged = judge(page, given, raw.url)
    title = judged.title
    claims, rows = read_claims(page, title, judged.start, judged.end)
    signatures = find_signatures(page, judged)
    verdicts = say_why(page, judged, title, rows, signatures, bool(given))
    return _Reading(page, judged, title, claims, signatures, verdicts)


def _page(raw: RawArticle) -> Page:
    source = raw.html if raw.html and raw.html.strip() else raw.text or ""
    if len(source) > MOST_BYTES:
        raise Refused("too-large", f"{len(source)} characters, the limit is {MOST_BYTES}")
    if not source.strip() and raw.status not in RETRACTED:
        raise Refused("empty", "text and html are empty")
    return read_page(source, source is raw.html)


def read_page(source: str, marked_up: bool) -> Page:
    """The lines of a page and what its markup declares."""
    if not marked_up:
        return read_text(repair(source))
    root = parse_html(source)
    if root is None:
        return Page([], marked_up=True)
    page = read_tree(root)
    page.declared = read_head(root)
    _repair_blocks(page)
    return page


def _repair_blocks(page: Page) -> None:
    texts = [block.text for block in page.blocks]
    repaired = repair("\n".join(texts)).split("\n")
    if len(repaired) != len(texts):  # an entity was a line break
        repaired = [repair(text) for text in texts]
    for block, text in zip(page.blocks, repaired, strict=True):
        block.text = " ".join(text.split())
    page.blocks = [block for block in page.blocks if block.text]


def _text_of(reading: _Reading) -> tuple[str, bool]:
    kept: list[str] = []
    size = 0
    for block, (keep, _) in zip(reading.page.blocks, reading.verdicts, strict=True):
        if not keep:
            continue
        room = _MOST_TEXT - size
        if len(block.text) > room:
            kept.append(block.text[:room])
            return "\n\n".join(part for part in kept if part), True
        kept.append(block.text)
        size += len(block.text) + 2
    return "\n\n".join(kept), False


def _refuse_what_is_none(reading: _Reading, text: str) -> None:
    if not reading.page.blocks:
        raise Refused("empty", "the page holds no text")
    if why := why_no_article(reading.page, reading.judged, text):
        raise Refused("no-article", why)


def _assemble(raw: RawArticle, place: Place, reading: _Reading, text: str, truncated: bool) -> CleanArticle:
    page, judged = reading.page, reading.judged
    dateline = _dateline(reading, text)
    language = detect_language(text or reading.title or "")
    when = read_when(raw, page, (judged.start, judged.end), reading.title, language.code)
    modified = when.modified.utc if when.modified else None
    removed = Counter(reason for kept, reason in reading.verdicts if not kept)
    if language.code == "und" and raw.language:
        language = replace(language, code=raw.language.lower()[:2])
    return CleanArticle(
        id=article_id(raw.source_id, raw.id, raw.url, "\n".join(block.text for block in page.blocks)),
        content=content_hash(reading.title, text, raw.status, modified),
        status=raw.status,
        title=reading.title,
        text=text,
        url=raw.url or page.declared.url,
        summary=raw.summary or page.declared.summary,
        authors=_authors(raw, reading),
        dateline=dateline,
        agency=(dateline.agency if dateline else None) or _agency(page, judged),
        published=when.published,
        modified=when.modified,
        language=language,
        source=_source(raw, page, when),
        page=replace(reading.claims, topics=list(dict.fromkeys([*raw.topics, *reading.claims.topics]))),
        origin=Origin(source_id=raw.source_id, id=raw.id),
        fingerprints=fingerprints(text),
        removed=dict(sorted(removed.items())),
        truncated=truncated or page.truncated,
        extra=raw.extra,
        raw=place,
    )


def _dateline(reading: _Reading, text: str) -> Dateline | None:
    for paragraph in text.split("\n\n", 2)[:2]:
        if found := lead_dateline(paragraph):
            return found
    return next((found for at, found in reading.signatures.datelines.items() if at < reading.judged.start + 2), None)


def _agency(page: Page, judged: Judged) -> str | None:
    near = page.blocks[max(0, judged.start - BYLINE_BEFORE) : judged.start + 2]
    return next((name for block in reversed(near) if (name := byline_agency(block.text))), None)


def _authors(raw: RawArticle, reading: _Reading) -> list[str]:
    if raw.authors:
        return raw.authors
    page, judged = reading.page, reading.judged
    declared = [name for one in page.declared.authors for name in names_in(one)]
    if declared:
        return list(dict.fromkeys(declared))
    near = [name for at, names in reading.signatures.names.items() if at < judged.start + 2 for name in names]
    if not near:
        after = page.blocks[max(judged.start, judged.end - 2) : judged.end + _BYLINE_AFTER]
        near = [name for block in after for name in credited(block.text)]
    return list(dict.fromkeys(near))


def _source(raw: RawArticle, page: Page, when: When) -> Source:
    domain = raw.source.domain
    if domain is None and (url := raw.url or page.declared.url):
        try:
            domain = (urlsplit(url).hostname or "").removeprefix("www.") or None
        except ValueError:
            domain = None
    name = raw.source.name or page.declared.site
    return Source(name=name, domain=domain, country=raw.source.country or when.habits.country)
