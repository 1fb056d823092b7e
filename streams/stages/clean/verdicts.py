"""Says of each line of a page whether it is the article's, and of what is not, what it is."""

from dataclasses import dataclass
from itertools import chain, repeat

from streams.records import Dateline
from streams.stages.clean.byline import byline_names
from streams.stages.clean.candidates import fold
from streams.stages.clean.datelines import line_dateline
from streams.stages.clean.dates import is_date_line
from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.headline import repeats_title
from streams.stages.clean.page import Page
from streams.stages.clean.select import Judged, kind_of

BYLINE_BEFORE = 12  # lines before the article, and after its start, where its byline may stand
_REPEAT_CHARS = 50

Verdict = tuple[bool, str]  # whether the line is kept, and as what


@dataclass(slots=True)
class Signatures:
    """The lines around the start of the article that say who wrote it: their numbers, rising, and what they say."""

    names: dict[int, list[str]]
    datelines: dict[int, Dateline]


def find_signatures(page: Page, judged: Judged) -> Signatures:
    """The bylines around the start of the article."""
    start = max(0, judged.start - BYLINE_BEFORE)
    near = [(at, block.text) for at, block in enumerate(page.blocks[start : judged.start + BYLINE_BEFORE + 1], start)]
    return Signatures(
        {at: names for at, text in near if (names := byline_names(text))},
        {at: found for at, text in near if "|" in text and (found := line_dateline(text))},
    )


def say_why(
    page: Page, judged: Judged, title: str | None, rows: set[int], signatures: Signatures, titled: bool
) -> list[Verdict]:
    """A verdict on each line; `rows` are the lines with claims, `titled` says that the producer gave the title."""
    verdicts = _verdicts(page, judged, title, rows, signatures)
    if judged.bare and not titled and _is_untouched(page, verdicts):
        verdicts = [(True, "article")] * len(verdicts)
    if not judged.bare:
        _drop_repeats(page, verdicts)
    return verdicts


def _verdicts(page: Page, judged: Judged, title: str | None, rows: set[int], signatures: Signatures) -> list[Verdict]:
    blocks, start, end = page.blocks, judged.start, judged.end
    places = chain(repeat("before", start), repeat("inside", end - start), repeat("after"))
    verdicts = [
        (True, "article") if kept else (False, kind_of(bits) or place)
        for kept, bits, place in zip(judged.kept, judged.bits, places, strict=False)
    ]
    for at in (*signatures.names, *signatures.datelines):
        # A sentence of the article may say "by Jane Doe" too.
        if not (judged.kept[at] and ends_sentence(blocks[at].text)):
            verdicts[at] = (False, "byline")
    for at in rows:
        verdicts[at] = (False, "tags")
    for at in _titles(page, title) if title else ():
        if not (at and judged.bare):
            verdicts[at] = (False, "title")
    for at in range(start, end):
        if verdicts[at][0]:
            if not is_date_line(blocks[at].text):
                break
            verdicts[at] = (False, "dates")
    return verdicts


def _titles(page: Page, title: str) -> list[int]:
    """The lines that repeat the title."""
    folded = fold(title)
    first = folded.partition(" ")[0]
    shortest, longest = len(folded), 2 * len(folded) + _REPEAT_CHARS  # that such a line may be
    return [
        at
        for at, block in enumerate(page.blocks)
        if shortest <= len(block.text) <= longest and first in block.text.lower() and repeats_title(block, folded)
    ]


def _is_untouched(page: Page, verdicts: list[Verdict]) -> bool:
    """Whether nothing tells a bare text from an article, but perhaps a title on top that no blank line sets apart."""
    apart = len(page.blocks) > 1 and page.blocks[1].gap
    return all(kept or (reason == "title" and not apart) for kept, reason in verdicts)


def _drop_repeats(page: Page, verdicts: list[Verdict]) -> None:
    """Of two kept lines that say the same, the standfirst gives way to the paragraph, a pulled quote to its source."""
    seen: dict[str, int] = {}
    for at, block in enumerate(page.blocks):
        if not verdicts[at][0] or len(block.text) < _REPEAT_CHARS:
            continue
        key = block.text[:_REPEAT_CHARS].lower()
        first = seen.setdefault(key, at)
        if first == at:
            continue
        if block.text.startswith(page.blocks[first].text.rstrip(".… ")):
            verdicts[first] = (False, "repeated")
            seen[key] = at
        elif page.blocks[first].text.startswith(block.text.rstrip(".… ")):
            verdicts[at] = (False, "repeated")
