"""News in fifteen languages, and what only reads like it: texts invented and marked before the program was asked.

The texts of `languages/later` were written when the word lists stood. Asked for the first time, 114 of their 135
reports and 3 of their 105 quiet texts were raised; what was missed was then added to the lists, as far as of a kind.
Of the sixty texts in `later/sixty.yaml`, asked later still, 28 of 30 reports and 1 of 30 traps were. Of the 120 in
`later/hundred.yaml` 60 of 75 reports were raised (48 with the right type) and 1 of 45 traps, before the lists were
widened type by type; of the thirty in `later/thirty.yaml`, asked once after that, 13 of 15 (12) and none.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.records import EnrichedArticle, Event
from streams.stages.tag import tag
from tests.stages.tag.events_help import article

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def texts(language: str) -> list[dict[str, Any]]:
    return [
        text
        for path in (FOLDER / f"{language}.yaml", FOLDER / "later" / f"{language}.yaml")
        for text in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@cache
def tagged(language: str) -> list[EnrichedArticle]:
    return [tag(article(text["text"], text["title"], language)) for text in texts(language)]


def raised(one: EnrichedArticle) -> list[Event]:
    return [event for event in one.events if event.score >= 0.5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_fifteen_reports_in_a_language_at_most_two_are_missed(language):
    found = [bool(raised(one)) for text, one in zip(texts(language), tagged(language), strict=True) if "type" in text]
    assert len(found) == 15
    assert sum(found) >= 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_eleven_texts_without_an_event_at_most_one_raises_anything(language):
    said = [bool(raised(one)) for text, one in zip(texts(language), tagged(language), strict=True) if "quiet" in text]
    assert len(said) == 11
    assert sum(said) <= 1


def test_types_countries_and_figures_are_right_nine_times_in_ten():
    right: Counter[str] = Counter()
    for language in LANGUAGES:
        for text, one in zip(texts(language), tagged(language), strict=True):
            if "quiet" in text or not raised(one):
                continue
            first, facts = raised(one)[0], text.get("facts", {})
            right["events"] += 1
            right["type"] += first.type == text["type"]
            right["country"] += {event.country for event in raised(one)} == {text["country"]}
            right["facts"] += len(facts)
            right["found"] += sum(kind in first.facts and first.facts[kind].value == facts[kind] for kind in facts)
    assert right["type"] >= 0.9 * right["events"]
    assert right["country"] >= 0.9 * right["events"]
    assert right["found"] >= 0.9 * right["facts"]


def test_severity_follows_the_toll_in_every_language():
    for language in LANGUAGES:
        assert len({event.severity for one in tagged(language) for event in raised(one)}) >= 2


def test_spans_of_facts_cut_the_figures_from_the_text():
    for language in LANGUAGES:
        for text, one in zip(texts(language), tagged(language), strict=True):
            for fact in (fact for event in one.events for fact in event.facts.values()):
                cut = text[fact.field][fact.start : fact.end]
                assert cut == cut.strip() != ""


@pytest.mark.parametrize(("name", "most"), [("sixty", 3), ("hundred", 7), ("thirty", 3)])
def test_few_reports_and_traps_in_fifteen_languages_are_misread(name, most):
    wrong = []
    for text in yaml.safe_load((FOLDER / "later" / f"{name}.yaml").read_text(encoding="utf-8")):
        found = {
            e.country: e.type for e in reversed(raised(tag(article(text["text"], text["title"], text["language"]))))
        }
        if found.get(text["country"]) != text["type"] if "type" in text else found:
            wrong.append((text["title"], found))
    assert len(wrong) <= most, wrong
