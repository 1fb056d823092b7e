"""What both readers of pages make: the page as lines, and what its markup says of the article."""

from dataclasses import dataclass, field

MOST_LINES = 10_000  # looked at; no article stands deeper, and the time that a page may take is bounded by it


@dataclass(slots=True)
class Block:
    """A line of the page. The markup's part is empty for a page that came as text."""

    text: str
    gap: bool = False  # a blank line stands before it
    indent: int = 0
    tag: str = ""  # the nearest block element
    links: int = 0  # characters inside links
    container: int = -1  # number of the element that holds the nearest block element
    section: int = -1  # number of the element that holds the container
    story: int = -1  # number of the nearest element that says it holds an article
    own: int = 0  # bits of the element's own class and id, see markup.py
    around: int = 0  # bits of the elements around it


@dataclass(slots=True)
class Declared:
    """What the markup (JSON-LD, meta tags, time elements) declares; each list in the order of trust."""

    titles: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    times: list[tuple[str, str]] = field(default_factory=list)  # time elements: the value, and the text that is shown
    authors: list[str] = field(default_factory=list)
    summary: str | None = None
    body: str = ""  # JSON-LD's articleBody: the article, or the beginning of it
    language: str | None = None
    site: str | None = None
    url: str | None = None
    section: str | None = None
    topics: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)  # JSON-LD types and og:type, lower-case


@dataclass(slots=True)
class Page:
    """A page as lines, top to bottom."""

    blocks: list[Block]
    declared: Declared = field(default_factory=Declared)
    marked_up: bool = False
    truncated: bool = False  # there is more of the page than was looked at
