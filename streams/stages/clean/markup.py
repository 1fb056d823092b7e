"""Reads an HTML page: its text line by line with what the markup says of each, and its head."""

import re
from functools import lru_cache, reduce
from operator import or_

from ahocorasick_rs import AhoCorasick, MatchKind
from lxml import etree

from streams.stages.clean.page import MOST_LINES, Block, Page

# Bits of Block.own and Block.around.
GOOD, COMMENT, RELATED, SOCIAL, NAV, ADVERT, CAPTION, META, HIDDEN, TITLE, LIST, ARTICLE, ASIDE, FORM, BODY = (
    1 << bit for bit in range(15)
)
BITS = 15
# What class names and ids say; a hyphen stands for any boundary of a word.
_CLASS_WORDS = {
    GOOD: "article story content entry postbody post-body main body text paragraph prose richtext",
    COMMENT: "comment disqus respond reply replies discussion",
    RELATED: """relat recommend morefrom more-from moreon more-on morestories more-stories morenews more-news readmore
        read-more readnext read-next readalso read-also teaser promo trending popular outbrain taboola most- card
        carousel rail upnext up-next alsolike also-like seealso see-also widget latest inlinelink inline-link""",
    SOCIAL: "share sharing social follow facebook twitter whatsapp",
    NAV: """nav menu breadcrumb footer sidebar side-bar masthead siteheader site-header toolbar skip pagination pager
        toc tabs""",
    ADVERT: "-ad- -ads- advert sponsor newsletter subscri paywall signup sign-up donat promo cta banner",
    CAPTION: "caption credit figure photo image gallery video player media slideshow",
    META: "byline author date time tag- tags- meta bio kicker eyebrow label category topic dateline",
    HIDDEN: """hidden sr-only screenreader screen-reader modal popup pop-up overlay cookie consent gdpr tooltip
        noscript print-only""",
    TITLE: "headline title heading standfirst deck subhead summary lead intro excerpt",
    LIST: "list grid item- items- index",
    # What systems of many sites call the element that holds the article and nothing else.
    BODY: """articlebody article-body article--body articlecontent article-content article--content articletext
        article-text articlemaincontent story-body storybody story-content storycontent story-text entry-content
        entrycontent post-content postcontent post-body post-entry post-text body-content content-body bodytext
        body-text body-copy bodycopy page-content single-content td-post-content news-body news-text newstext
        text-content main-content-body richtext""",
}
_CLASS_BITS = [bit for bit, words in _CLASS_WORDS.items() for _ in words.split()]
_CLASSES = AhoCorasick(
    [word for words in _CLASS_WORDS.values() for word in words.split()], matchkind=MatchKind.Standard
)
_CLASS_CHARS = 300
_TAG_BITS = {
    "article": ARTICLE | GOOD, "main": GOOD, "aside": ASIDE, "nav": NAV, "footer": NAV, "header": TITLE,
    "figure": CAPTION, "figcaption": CAPTION, "form": FORM, "menu": NAV, "dialog": HIDDEN, "details": LIST,
}  # fmt: skip
_SKIPPED = frozenset(
    "script style noscript template svg iframe object embed select option textarea button head audio video canvas map "
    "math input datalist".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr amp-img img picture source".split()
)
_MOST_ELEMENTS = 100_000  # looked at
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def parse_html(html: str) -> etree._Element | None:
    """The tree, or None where there is nothing to parse. `html` need not be well-formed."""
    data = html.replace("\x00", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def read_tree(root: etree._Element) -> Page:
    """The lines of the page, as far as it is no larger than any article's."""
    walk = _Walk()
    blocks = walk.lines(root)
    return Page(blocks, marked_up=True, truncated=walk.truncated)


class _Walk:
    """One pass over the tree, without recursion: hostile pages nest deeper than any stack."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.links = 0
        self.link_depth = 0
        self.gap = False
        # Of the open block elements: tag, number, own bits, bits around, the numbers of the element that holds the
        # story, of the one around it, and of the one around that.
        self.open: list[tuple[str, int, int, int, int, int, int]] = [("body", 0, 0, 0, 0, 0, 0)]
        self.number = 0
        self.truncated = False

    def lines(self, root: etree._Element) -> list[Block]:
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped = False
        for event, element in walk:
            tag = element.tag
            if event == "start":
                self.number += 1
                if self.number > _MOST_ELEMENTS or len(self.blocks) >= MOST_LINES:
                    self.truncated = True
                    break
                if tag in _SKIPPED:
                    walk.skip_subtree()
                    skipped = True
                    continue
                if tag == "a":
                    self.link_depth += 1
                elif tag not in _INLINE:
                    self._start(element, tag)
                text = element.text
            else:
                if tag == "a":
                    self.link_depth -= 1
                elif not skipped and tag not in _INLINE:
                    self._end(tag)
                skipped = False
                text = element.tail
            if text:
                if self.link_depth:
                    self.links += len(text)
                if self.parts or not text.isspace():  # most are what indents the markup
                    self.parts.append(text)
        self._flush()
        return self.blocks

    def _start(self, element: etree._Element, tag: str) -> None:
        self._flush()
        if tag == "br":
            return
        _, parent, own, around, story, container, _ = self.open[-1]
        bits = self._bits_of(element, tag)
        story = self.number if bits & (ARTICLE | BODY) else story
        self.open.append((tag, self.number, bits, own | around, story, parent, container))

    def _end(self, tag: str) -> None:
        if tag != "br":
            self._flush()
            self.gap = True
            self.open.pop()

    def _flush(self) -> None:
        if self.parts:
            text = " ".join("".join(self.parts).split())
            tag, _, own, around, story, container, section = self.open[-1]
            self.blocks.append(Block(text, self.gap, 0, tag, self.links, container, section, story, own, around))
            self.parts.clear()
            self.gap = False
        self.links = 0

    def _bits_of(self, element: etree._Element, tag: str) -> int:
        bits = _TAG_BITS.get(tag, 0)
        if tag in ("body", "html"):
            return bits
        get = element.get
        if get("hidden") is not None or get("aria-hidden") == "true":
            bits |= HIDDEN
        style = get("style")
        if style and _HIDDEN_STYLE.search(style[:_CLASS_CHARS]):
            bits |= HIDDEN
        names = f"{get('class') or ''} {get('id') or ''} {get('role') or ''} {get('itemprop') or ''}"[:_CLASS_CHARS]
        for name in names.split():
            bits |= _bits_named(name)
        return bits


@lru_cache(maxsize=2048)  # pages share most of their names
def _bits_named(name: str) -> int:
    """What one of the names says that an element bears."""
    found = _CLASSES.find_matches_as_indexes(f"-{name.lower().replace('_', '-')}-", overlapping=True)
    return reduce(or_, (_CLASS_BITS[number] for number, _, _ in found), 0)
