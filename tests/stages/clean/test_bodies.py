"""Flattened pages of 16 languages: where the body begins, where it ends, and what is left inside.

`marked_pages.txt` holds invented pages, each after a line `=== name`; the lines of its article begin with `| `. They
were written before the program was asked, and how many may be wrong is what was measured since.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from streams.errors import Refused
from streams.records import Place
from streams.stages.clean import clean, read_raw

MARK = "| "
BEGINNING, END = 30, 15  # characters


def _pages() -> dict[str, str]:
    text = (Path(__file__).parent / "marked_pages.txt").read_text(encoding="utf-8")
    pairs = (part.partition("\n") for part in text.split("=== ")[1:])
    return {name: page for name, _, page in pairs}


PAGES = _pages()


def _squeezed(text: str) -> str:
    """Paragraphs in one line: lines that were cut at links are joined again."""
    return " ".join(text.split()).replace(" , ", ", ")


def _expected(page: str) -> str:
    return _squeezed("\n".join(line.removeprefix(MARK) for line in page.split("\n") if line.startswith(MARK)))


@pytest.fixture(scope="module")
def bodies() -> dict[str, tuple[str, str]]:
    """What is expected and what is found."""
    found = {}
    for name, page in PAGES.items():
        flat = "\n".join(line.removeprefix(MARK) for line in page.split("\n"))
        try:
            text = clean(
                read_raw(flat.encode(), "text/plain"), Place(topic="-", partition=0, offset=0, timestamp=0)
            ).text
        except Refused:
            text = ""
        found[name] = (_expected(page), _squeezed(text))
    return found


QUESTIONS: list[tuple[str, Callable[[str, str], bool], int]] = [
    ("begins where the article begins", lambda wanted, got: got[:BEGINNING] == wanted[:BEGINNING], 2),
    ("ends where the article ends", lambda wanted, got: got[-END:] == wanted[-END:], 5),
    ("is the article and nothing else", lambda wanted, got: got == wanted, 8),
]


@pytest.mark.parametrize(("what", "right", "most"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_nearly_every_body(
    bodies: dict[str, tuple[str, str]], what: str, right: Callable[[str, str], bool], most: int
) -> None:
    wrong = [name for name, (wanted, got) in bodies.items() if not right(wanted, got)]
    assert len(wrong) <= most, f"{what}: {len(wrong)} of {len(bodies)} wrong: {', '.join(wrong)}"
