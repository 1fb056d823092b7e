"""Cases say in a rule writer's words what comes out; a case that is wrong says how."""

from pathlib import Path

import pytest

from streams.errors import RulesError
from streams.records import CleanArticle, EnrichedArticle, Place, dump
from streams.rules.cases import read_cases, run_case
from streams.rules.folder import read_folder
from streams.stages.alert.rules.shipped import FOLDER
from streams.stages.tag import tag

HOURS_48 = 48 * 3_600_000
SETS = sorted(Path(str(item)) for item in FOLDER.iterdir() if item.is_dir())
STORY = """
      title: Flood kills 14 in western Kenya
      text: |
        KISUMU - Flood waters swept through villages in western Kenya on Tuesday, killing at least 14 people, officials
        said.

        The river burst its banks after three days of torrential rain, the Kenyan interior ministry said."""
RULES = "version: 1\nrules: [{id: any}]\n"


def outcome(folder: Path, expect: str, articles: str = STORY) -> list[str]:
    (folder / "desk.yaml").write_text(RULES, "utf-8")
    (folder / "desk.cases.yaml").write_text(
        f"cases:\n  - name: one\n    articles:{articles}\n    expect: {expect}\n", "utf-8"
    )
    (case,) = read_cases(folder)
    return run_case(case, read_folder(folder), HOURS_48)


@pytest.mark.parametrize("folder", SETS, ids=lambda path: path.name)
def test_every_shipped_set_keeps_what_its_cases_promise(folder: Path) -> None:
    rules, cases = read_folder(folder), read_cases(folder)
    assert len(cases) >= 4
    failed = {case.name: lines for case in cases if (lines := run_case(case, rules, HOURS_48))}
    assert failed == {}


def test_there_are_the_shipped_set_and_three_examples() -> None:
    assert [path.name for path in SETS] == ["default", "election", "humanitarian", "travel"]


def test_what_is_not_given_is_not_asked(tmp_path: Path) -> None:
    assert outcome(tmp_path, "[{country: KE}]") == []


def test_a_difference_is_told_with_what_came_instead(tmp_path: Path) -> None:
    assert outcome(tmp_path, "[{country: UG, type: flood}]") == [
        "expected country UG, type flood, got country KE"
    ]  # fmt: skip
    (line,) = outcome(tmp_path, "[]")
    assert line.startswith("expected nothing more, got rule any, country KE, type flood, severity Severe")
    assert outcome(tmp_path, "[{country: KE}, {message: Update}]") == ["expected message Update, got nothing"]


def test_times_are_kept_and_a_second_version_replaces_the_first(tmp_path: Path) -> None:
    twice = STORY.replace(
        "\n      title", "\n    - url: https://x.example/1\n      received: 2026-03-12T09:00Z\n      title"
    )
    gone = """
    - url: https://x.example/1
      received: 2026-03-12T10:00Z
      title: Museum in Kenya opens a new hall
      text: |
        KISUMU - The museum in Kisumu in Kenya opens a new hall for paintings in May, its director said on Tuesday."""
    expect = "[{at: 2026-03-12T09:00Z, version: 1}, {message: Cancel, at: 2026-03-12T10:00Z, version: 2}]"
    assert outcome(tmp_path, expect, twice + gone) == []


def test_an_enriched_article_of_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    text = "KISUMU - Flood waters killed at least 14 people in western Kenya on Tuesday, officials said."
    clean = CleanArticle(
        id="a", content="b", status="usable", title="Flood kills 14 in Kenya", text=text,
        raw=Place(topic="t", partition=0, offset=0, timestamp=1_767_225_600_000),
    )  # fmt: skip
    tagged: EnrichedArticle = tag(clean)
    (tmp_path / "one.jsonl").write_bytes(dump(tagged) + b"\n")
    assert outcome(tmp_path, "[{country: KE, at: 2026-01-01T00:00Z}]", " {enriched: one.jsonl}") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1: the file is empty"),
        ("cases: []", "1: 1 to 1000 entries"),
        ("cases:\n- name: a\n  articles: {title: x}\n  expect: []", "3: an article needs text, or enriched"),
        (
            "cases:\n- name: a\n  articles: {text: x}\n  expect: [{contry: KE}]",
            "4: there is no key 'contry' here; did you",
        ),
        ("cases:\n- name: a\n  articles: {text: x, received: noon}\n  expect: []", "3: 'noon' is no time"),
        ("cases:\n- name: a\n  expect: []", "2: the key articles is missing"),
    ],
)
def test_a_fault_in_a_case_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "desk.cases.yaml").write_text(text, "utf-8")
    with pytest.raises(RulesError) as caught:
        read_cases(tmp_path)
    assert f"{tmp_path}/desk.cases.yaml:{told}" in str(caught.value)
