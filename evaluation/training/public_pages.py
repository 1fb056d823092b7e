"""Makes training pages of other projects' test pages: python -m evaluation.training.public_pages CLONES OUT.

CLONES holds git clones named fundus (flairNLP/fundus, MIT), parser (postlight/parser, MIT or Apache-2.0), readability
(mozilla/readability, Apache-2.0) and trafilatura (adbar/trafilatura, Apache-2.0). The bodies are fundus's and
readability's own expected ones; for the other two they are trafilatura's, kept where it agrees with itself (precision
against speed) and with the snippets that its authors list. None of it enters the repository: each page belongs to its
publisher. The publishers of fundus80 are left out, since half of that set is held out. Needs trafilatura,
inscriptis 2.7.6 and beautifulsoup4, which are no dependencies of dateline.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from bs4 import BeautifulSoup
from inscriptis import get_text

from evaluation.training.line_examples import overlap

Json = dict[str, Any]

_MEASURED = ("guardian", "theintercept", "foxnews", "freebeacon", "latimes", "reuters", "independent", "telegraph",
             "apnews", "cnbc", "occupydemocrats", "thenation", "gatewaypundit", "newyorker", "washingtontimes",
             "inews")  # fmt: skip
_FEWEST_CHARS = 300
_ON_PAGE = 0.9  # share of an expected body that its page must hold: some bodies belong to another version of the page
_AGREED = 0.87  # F1 between two extractors
_SPACES = re.compile(r"[ \t\xa0]+")
_ADDRESS = re.compile(r'(?:rel="canonical"[^>]*href|property="og:url"[^>]*content)="([^"]+)')


def fundus(clone: Path) -> Iterator[Json]:
    """Pages of more than 200 publishers, with bodies that selectors written for each have found."""
    folder = clone / "tests" / "resources" / "parser" / "test_data"
    for page in sorted(folder.glob("*/*.html.gz")):
        publisher = page.with_name(page.name.split("_")[0] + ".json")
        url = json.loads(page.with_name("meta.info").read_text("utf-8"))[page.name]["url"]
        if not publisher.is_file() or any(name in (urlsplit(url).hostname or "") for name in _MEASURED):
            continue
        html = _decoded(gzip.decompress(page.read_bytes()))
        bodies = [_body(version["body"]) for version in json.loads(publisher.read_text("utf-8")).values()
                  if version.get("body")]  # fmt: skip
        whole = get_text(html)
        covered = [overlap(whole, body)[1] for body in bodies]
        if bodies and max(covered) >= _ON_PAGE:
            yield _record(page.name, url, html, bodies[covered.index(max(covered))])


def _body(tree: Json) -> str:
    parts = list(tree["summary"])
    for section in tree["sections"]:
        parts += section["headline"] + section["paragraphs"]
    return "\n\n".join(parts)


def readability(clone: Path) -> Iterator[Json]:
    """Pages with the article that readability is to find, where trafilatura finds nearly the same."""
    for page in sorted((clone / "test" / "test-pages").glob("*/source.html")):
        html = _decoded(page.read_bytes())
        body = get_text(_decoded(page.with_name("expected.html").read_bytes()))
        if overlap(_extract(html, precise=True), body)[0] >= _AGREED:
            found = _ADDRESS.search(html)
            yield _record(page.parent.name, found[1] if found else f"http://{page.parent.name}.test", html, body)


def parser(clone: Path) -> Iterator[Json]:
    """Pages of American publishers."""
    for page in sorted((clone / "fixtures").rglob("*.html")):
        html = _decoded(page.read_bytes())
        body, agreed = _agreed(html)
        if agreed:
            yield _record(page.name, f"https://{page.name.split('--')[0].removesuffix('.html')}", html, body)


def trafilatura_pages(clone: Path) -> Iterator[Json]:
    """Pages, most of them German, with snippets that the body must and must not hold."""
    tests = clone / "tests"
    for url, wanted in json.loads((tests / "evaldata.json").read_text("utf-8")).items():
        page = next(
            (found for folder in ("cache", "eval") if (found := tests / folder / wanted["file"]).is_file()), None
        )
        if page is None:
            continue
        html = _decoded(page.read_bytes())
        body, agreed = _agreed(html)
        sound = all(part in body for part in wanted["with"]) and not any(part in body for part in wanted["without"])
        if agreed and sound:
            yield _record(page.name, url, html, body)


def _agreed(html: str) -> tuple[str, bool]:
    precise, quick = _extract(html, precise=True), _extract(html, precise=False)
    return precise, overlap(quick, precise)[0] >= _AGREED


def _extract(html: str, precise: bool) -> str:
    return trafilatura.extract(html, favor_precision=precise, fast=not precise, include_comments=False) or ""


def _record(name: str, url: str, html: str, body: str) -> Json:
    """The same fields, made in the same way, as in the given sets."""
    soup = BeautifulSoup(html, "lxml")
    naive = "\n".join(_SPACES.sub(" ", line).strip() for line in soup.get_text("\n").split("\n"))
    rich = "\n".join(line.rstrip() for line in get_text(html).split("\n"))
    texts = [re.sub(r"\n{3,}", "\n\n", text).strip("\n") for text in (rich, naive)]
    return {"id": name, "url": url, "html": html, "flat_text_inscriptis": texts[0], "flat_text_naive": texts[1],
            "gold_body": body}  # fmt: skip


def _decoded(page: bytes) -> str:
    for charset in ("utf-8", "cp1252"):
        try:
            return page.decode(charset)
        except UnicodeDecodeError:
            continue
    return page.decode("latin-1")


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("clones", type=Path)
    options.add_argument("out", type=Path)
    chosen = options.parse_args()
    for name, read in (("fundus", fundus), ("readability", readability), ("parser", parser),
                       ("trafilatura", trafilatura_pages)):  # fmt: skip
        with gzip.open(chosen.out / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            for record in read(chosen.clones / name):
                if len(record["gold_body"]) >= _FEWEST_CHARS:
                    lines.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
