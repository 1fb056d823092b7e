"""Reads what an HTML page declares of itself: JSON-LD, meta tags, time elements, the window's title."""

import re
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree

from streams.errors import Refused
from streams.records import load
from streams.stages.clean.page import Declared
from streams.stages.clean.repair import repair

_ARTICLE_KINDS = ("article", "newsarticle", "report", "blogposting", "posting")
_MOST_NODES = 3000
_MOST_SCRIPTS = 20
_MOST_META = 400
_MOST_TIMES = 50
_MOST_BODY = 30_000  # characters
_TAG = re.compile(r"<[^<>]{0,200}>")
_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "dc.date.issued", "dc.date", "dcterms.created",
    "dc.date.created", "date", "article.published", "cxenseparse:recs:publishtime", "article:published", "displaydate",
    "originalpublicationdate", "dcterms.date", "datecreated", "rnews:datepublished", "published-date", "cre_date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified", "dcterms.modified",
    "article:modified",
    "updated_time", "revision_date", "article.updated",
)  # fmt: skip
_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "article:author_name",
    "cxenseparse:author",
)
_TITLE = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title", "headline")
_SUMMARY = ("og:description", "description", "twitter:description", "dc.description")


def read_head(root: etree._Element) -> Declared:
    """Everything that the markup declares, each list in the order of trust."""
    declared = Declared()
    graph = _Graph()
    for number, script in enumerate(root.iter("script")):
        if "ld+json" in (script.get("type") or "") and script.text and number < 4000:
            graph.read(script.text)
    meta = _meta(root)
    graph.into(declared)
    _from_meta(declared, meta)
    _from_elements(declared, root)
    return declared


class _Graph:
    """The article's node in the JSON-LD of a page."""

    def __init__(self) -> None:
        self.articles: list[dict[str, Any]] = []
        self.scripts = 0

    def read(self, text: str) -> None:
        self.scripts += 1
        if self.scripts > _MOST_SCRIPTS:
            return
        try:
            # Many sites break lines inside of strings.
            value = load(" ".join(text.split()).removesuffix(";"))
        except Refused:
            return
        waiting, seen = [value], 0
        while waiting and seen < _MOST_NODES:
            node = waiting.pop(0) if len(waiting) < 50 else waiting.pop()
            seen += 1
            if isinstance(node, list):
                waiting.extend(node[:200])
            elif isinstance(node, dict):
                if any(kind.endswith(_ARTICLE_KINDS) for kind in _kinds(node)) and (
                    "headline" in node or "datePublished" in node
                ):
                    self.articles.append(node)
                waiting.extend(
                    value
                    for key, value in list(node.items())[:100]
                    if isinstance(value, dict | list) and key != "comment"
                )

    def into(self, declared: Declared) -> None:
        for node in self.articles[:1]:
            declared.kinds.update(_kinds(node))
            declared.titles.extend(_strings(node.get("headline")))
            declared.published.extend(_strings(node.get("datePublished")) or _strings(node.get("dateCreated")))
            declared.modified.extend(_strings(node.get("dateModified")))
            declared.authors.extend(_names(node.get("author") or node.get("creator")))
            declared.topics.extend(_keywords(node.get("keywords")))
            declared.section = next(iter(_strings(node.get("articleSection"))), None)
            declared.site = next(iter(_names(node.get("publisher"))), None)
            declared.summary = next(iter(_strings(node.get("description"))), None)
            declared.body = _plain(node.get("articleBody"))
            declared.language = next(iter(_strings(node.get("inLanguage"))), None)


def _kinds(node: dict[str, Any]) -> list[str]:
    return [kind.lower() for kind in _strings(node.get("@type"))]


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for one in values[:50] if isinstance(one, str) and (text := " ".join(repair(one[:1000]).split()))]


def _plain(value: Any) -> str:
    """The text in one line, tags taken out."""
    text = unescape(value[:_MOST_BODY]) if isinstance(value, str) else ""
    return " ".join(_TAG.sub(" ", text).split())


def _names(value: Any) -> list[str]:
    names: list[str] = []
    for one in value[:20] if isinstance(value, list) else [value]:
        names.extend(_strings(one.get("name") if isinstance(one, dict) else one))
    return names


def _keywords(value: Any) -> list[str]:
    return [word.strip() for text in _strings(value) for word in text.split(",") if word.strip()]


def _meta(root: etree._Element) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for number, element in enumerate(root.iter("meta")):
        if number >= _MOST_META:
            break
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and (value := " ".join(repair(content[:1000]).split())):
            meta.setdefault(name.strip().lower(), []).append(value)
    return meta


def _from_meta(declared: Declared, meta: dict[str, list[str]]) -> None:
    def every(names: tuple[str, ...]) -> list[str]:
        return [value for name in names for value in meta.get(name, ())]

    def first(*names: str) -> str | None:
        return next(iter(every(names)), None)

    declared.titles.extend(every(_TITLE))
    declared.published.extend(every(_PUBLISHED))
    declared.modified.extend(every(_MODIFIED))
    if not declared.authors:
        declared.authors.extend(value for value in every(_AUTHOR) if not value.startswith("http"))
    declared.summary = declared.summary or first(*_SUMMARY)
    declared.section = declared.section or first("article:section", "parsely-section", "section")
    declared.site = declared.site or first("og:site_name", "application-name")
    declared.url = first("og:url")
    declared.language = declared.language or first("og:locale", "content-language", "language")
    declared.kinds.update(value.lower() for value in meta.get("og:type", ()))
    declared.topics.extend(every(("article:tag",)))
    if not declared.topics:
        declared.topics.extend(_keywords(meta.get("news_keywords") or meta.get("keywords")))


def _from_elements(declared: Declared, root: etree._Element) -> None:
    declared.language = root.get("lang") or root.get("xml:lang") or declared.language
    title = next(root.iter("title"), None)
    if title is not None and title.text:
        declared.titles.append(" ".join(repair(title.text[:1000]).split()))
    for element in islice(root.iter("time"), _MOST_TIMES):
        shown = " ".join("".join(map(str, islice(element.itertext(), 10))).split())[:100]
        value = (element.get("datetime") or shown).strip()[:100]
        names = f"{element.get('class')} {element.get('itemprop')} {element.get('id')}".lower()
        if "modif" in names or "updat" in names:
            declared.modified.append(value)
        elif value:
            declared.times.append((value, shown))
    for element in root.iter("link"):
        if element.get("rel") == "canonical" and element.get("href"):
            declared.url = element.get("href")
            break
    declared.topics = list(dict.fromkeys(declared.topics))[:50]
