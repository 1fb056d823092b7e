"""Names, types and ids in forty invented paragraphs, most of them right to the last name."""

import re
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

import pytest

from streams.records import CleanArticle, Entity, Language, Place
from streams.stages.tag import tag

_MARK = re.compile(r"\{(\w+)(?::([\w-]+))? ([^{}]+)\}")
_JUDGED = ("PER", "ORG", "LOC")


class Paragraph(NamedTuple):
    """A text, and its names: start, end, type, id or nothing."""

    text: str
    names: list[tuple[int, int, str, str | None]]


def _read(block: str) -> Paragraph:
    text, names, done = "", [], 0
    for mark in _MARK.finditer(block):
        text += block[done : mark.start()]
        names.append((len(text), len(text) + len(mark[3]), mark[1], mark[2]))
        text, done = text + mark[3], mark.end()
    return Paragraph(text + block[done:], names)


def _tagged(text: str) -> list[Entity]:
    place = Place(topic="-", partition=0, offset=0, timestamp=0)
    language = Language(code="en", score=1.0)
    article = CleanArticle(
        id="a", content="c", status="usable", title=None, text=text, language=language, raw=place
    )  # fmt: skip
    return tag(article).entities


@pytest.fixture(scope="module")
def answers() -> list[tuple[Paragraph, list[Entity]]]:
    blocks = (Path(__file__).parent / "named-paragraphs.txt").read_text("utf-8").split("\n\n")[1:]
    return [(paragraph, _tagged(paragraph.text)) for paragraph in map(_read, blocks)]


def test_most_paragraphs_have_all_their_names_and_no_other(answers) -> None:
    def right(paragraph: Paragraph, found: list[Entity]) -> bool:
        wanted = {name[:3] for name in paragraph.names if name[2] in _JUDGED}
        return wanted == {(item.start, item.end, item.type) for item in found if item.type in _JUDGED}

    assert sum(starmap(right, answers)) >= 30


def test_of_twenty_names_at_most_two_are_wrong_or_missed(answers) -> None:
    wanted, found, both = 0, 0, 0
    for paragraph, entities in answers:
        true = {name[:3] for name in paragraph.names if name[2] in _JUDGED}
        said = {(item.start, item.end, item.type) for item in entities if item.type in _JUDGED}
        wanted, found, both = wanted + len(true), found + len(said), both + len(true & said)
    assert min(both / wanted, both / found) >= 0.9


def test_countries_and_organisations_carry_their_ids(answers) -> None:
    for paragraph, entities in answers:
        known = {(item.start, item.end, item.type): item.id for item in entities}
        for start, end, kind, identity in paragraph.names:
            if identity:
                assert known.get((start, end, kind)) == identity, paragraph.text[start:end]


def test_a_family_name_of_three_letters_alone_is_a_person_where_no_place_is_called_so(answers) -> None:
    for paragraph, entities in answers:
        text = paragraph.text
        forms = [(start, end, kind, text[start:end]) for start, end, kind, _ in paragraph.names]
        places = {form for _, _, kind, form in forms if kind == "LOC"}
        families = {form.split()[-1] for _, _, kind, form in forms if kind == "PER"} - places
        alone = {
            (start, end) for start, end, kind, form in forms if kind == "PER" and form in families and len(form) > 2
        }
        assert all(item.type == "PER" for item in entities if (item.start, item.end) in alone), text
