"""dateline rules: what a rule writer sees before a worker does."""

import json
from pathlib import Path

import pytest

from streams.cli.rules import SETS
from streams.records import CleanArticle, Language, Place, Source, dump
from streams.stages.alert.rules.shipped import FOLDER
from streams.stages.tag import tag
from tests.cli.conftest import Run

START = 1_767_225_600_000
HOUR = 3_600_000
BAD = "version: 1\nrules:\n  - id: one\n    match: {types: flod}\n"
TEXT = "{0} - Flood waters killed at least 14 people in {1} on Tuesday, officials said. The river burst its banks."


def archive(path: Path, begin: int = START) -> Path:
    """Six articles of six hours: floods in Kenya and Peru, and a museum."""
    lines = []
    for number, (place, country) in enumerate([("KISUMU", "Kenya"), ("LIMA", "Peru"), ("OSLO", "Norway")] * 2):
        about = TEXT.format(place, country) if country != "Norway" else "OSLO - A museum opens in Oslo in Norway."
        article = CleanArticle(
            id=f"a{number}", content=f"c{number}", status="usable", title=f"News {number} of {country}", text=about,
            language=Language(code="en", score=1.0), source=Source(domain=f"{number}.example"),
            raw=Place(topic="articles.raw.v1", partition=number % 2, offset=number, timestamp=begin + number * HOUR),
        )  # fmt: skip
        lines.append(dump(tag(article)))
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def test_check_says_that_all_is_well(dateline: Run) -> None:
    result = dateline("rules", "check")
    assert result.code == 0
    assert result.out.startswith("1 file, 3 rules, 4 cases: all can be read\nversion ")


def test_the_rules_of_the_demo_can_be_read(dateline: Run) -> None:
    assert dateline("rules", "check", str(Path(__file__).parents[2] / "demo" / "rules")).code == 0


def test_check_tells_every_fault_and_nothing_else(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text(BAD)
    (tmp_path / "desk.cases.yaml").write_text("cases: 1")
    result = dateline("rules", "check", str(tmp_path))
    assert (result.code, result.err) == (1, "")
    assert result.out.splitlines() == [
        f"{tmp_path}/desk.yaml:4: 'flod' is no event type; did you mean flood?",
        f"{tmp_path}/desk.cases.yaml:1: a mapping (key: value) is needed, this is a single value",
    ]


def test_the_setting_names_the_folder(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text(BAD)
    assert dateline("rules", "check", DATELINE_RULES=str(tmp_path)).code == 1


@pytest.mark.parametrize("command", [("rules", "test"), ("rules", "try"), ("worker", "alert"), ("stage", "alert")])
def test_bad_rules_end_every_other_command_with_file_and_line(
    dateline: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "desk.yaml").write_text(BAD)
    result = dateline(*command, DATELINE_RULES=str(tmp_path))
    assert (result.code, result.out) == (2, "")
    assert result.err == f"dateline: {tmp_path}/desk.yaml:4: 'flod' is no event type; did you mean flood?\n"


def test_a_folder_that_is_not_there_is_the_users_error(dateline: Run) -> None:
    result = dateline("rules", "check", "/nowhere/at/all")
    assert (result.code, result.err) == (2, "dateline: there is no folder /nowhere/at/all with alert rules\n")


def test_init_copies_a_set_that_passes_its_own_cases(dateline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert dateline("rules", "init", str(folder), "--set", "election").code == 0
    names = ["alert_cases.schema.json", "alert_rules.schema.json", "election.cases.yaml", "election.yaml"]
    assert sorted(path.name for path in folder.iterdir()) == names
    for path in folder.glob("*.yaml"):
        schema = path.read_text().partition("$schema=")[2].split()[0]
        assert (folder / schema).read_text() == (Path(__file__).parents[2] / "schemas" / schema).read_text()
    result = dateline("rules", "test", str(folder))
    assert result.code == 0
    assert result.out.endswith("4 of 4 cases passed\n")
    again = dateline("rules", "init", str(folder))
    assert (again.code, again.err) == (2, f"dateline: {folder} is there already: name a new folder\n")


def test_every_shipped_set_can_be_copied() -> None:
    assert sorted(SETS) == sorted(item.name for item in FOLDER.iterdir() if item.is_dir())


def test_a_case_that_comes_out_otherwise_is_exit_code_1_with_its_line(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text("version: 1\nrules: [{id: any}]")
    text = TEXT.format("KISUMU", "Kenya")
    (tmp_path / "desk.cases.yaml").write_text(
        f'cases:\n- name: A flood\n  articles: {{title: Flood in Kenya, text: "{text}"}}\n  expect: [{{country: UG}}]\n'
    )
    result = dateline("rules", "test", str(tmp_path))
    assert result.code == 1
    assert result.out.splitlines() == [
        "failed  A flood",
        f"        {tmp_path}/desk.cases.yaml:2: expected country UG, got country KE",
        "0 of 1 case passed",
    ]


def test_rules_without_cases_are_told_where_to_put_them(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text("version: 1\nrules: [{id: any}]")
    result = dateline("rules", "test", str(tmp_path))
    assert result.code == 2
    assert "NAME.cases.yaml" in result.err


def test_try_counts_by_rule_and_country_what_would_have_fired(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text(
        "version: 1\nrules:\n- {id: kenya, match: {countries: EAC}}\n- {id: rest}\n"
        "- {id: mute, suppress: not now, match: {sources: 4.example}}\n"
    )
    result = dateline("rules", "try", str(tmp_path), "--from", str(archive(tmp_path / "old.jsonl")))
    assert result.code == 0
    head, columns, *rows = result.out.splitlines()
    assert head.startswith("6 articles, 4 with an event, 2026-01-01 00:00:00 to 2026-01-01 05:00:00 UTC; rules 1+")
    assert columns.split() == ["rule", "alerts", "updates", "cancels", "severities", "countries"]
    assert [row.split() for row in rows] == [
        ["kenya", "1", "1", "0", "1", "Severe", "KE:1"],
        ["rest", "1", "0", "0", "1", "Severe", "PE:1"],
        ["mute", "-", "-", "-", "suppressed", "1", "PE:1"],
        ["all", "2", "1", "0"],
    ]
    assert all(line == line.rstrip() and "\x1b" not in line for line in result.out.splitlines())


def test_try_can_list_every_message_and_print_records(dateline: Run, tmp_path: Path) -> None:
    old = str(archive(tmp_path / "old.jsonl"))
    listed = dateline("rules", "try", "--from", old, "--list").out.splitlines()
    assert [line.split()[2] for line in listed[:4]] == ["Alert", "Alert", "Update", "Update"]
    records = [json.loads(line) for line in dateline("rules", "try", "--from", old, "--json").out.splitlines()]
    assert [record["country"]["alpha2"] for record in records] == ["KE", "PE", "KE", "PE"]


def test_try_keeps_to_the_time_that_was_asked_for(dateline: Run, tmp_path: Path) -> None:
    old = str(archive(tmp_path / "old.jsonl"))
    window = ("--since", "2026-01-01T00:30Z", "--until", "2026-01-01T02:00Z")
    assert dateline("rules", "try", "--from", old, *window).out.startswith("2 articles, 1 with an event")
    assert dateline("rules", "try", "--from", old, "--since", "1h").out == "no articles in that time\n"


@pytest.mark.parametrize("options", [("--since", "soon"), ("--from", "/nowhere.jsonl"), ("--since", "99999d")])
def test_what_cannot_be_read_is_the_users_error_in_one_line(dateline: Run, options: tuple[str, ...]) -> None:
    result = dateline("rules", "try", *options, DATELINE_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert result.code == 2
    assert result.err.count("\n") == 1


def test_a_line_that_is_no_enriched_article_is_told_with_its_number(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text("\n{}\n")
    result = dateline("rules", "try", "--from", str(tmp_path / "old.jsonl"))
    assert result.err.startswith(f"dateline: {tmp_path}/old.jsonl:2: this is no enriched article: ")


def test_check_notes_a_rule_that_never_raises(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text("version: 1\nrules:\n- {id: all}\n- {id: more, match: {types: flood}}\n")
    result = dateline("rules", "check", str(tmp_path))
    assert result.code == 0
    assert result.out.startswith("note: desk.yaml:4: more never raises: all (line 3) decides before it on all of it\n")
