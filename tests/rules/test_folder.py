"""A folder of rules is read whole and looked at again; what is wrong with new rules changes nothing but the log."""

import os
from pathlib import Path

import pytest

from streams.errors import RulesError
from streams.rules.folder import Watched, read_folder
from streams.stages.alert.rules import shipped_rules

GOOD = "version: 1\nrules: [{id: one}]\n"
_past = iter(range(1_000_000, 2_000_000))


def write(path: Path, text: str) -> None:
    """A file that was written some time ago, each time another time."""
    path.write_text(text, "utf-8")
    moment = next(_past)
    os.utime(path, (moment, moment))


def refused(folder: Path) -> str:
    with pytest.raises(RulesError) as caught:
        read_folder(folder)
    return str(caught.value)


def test_without_a_folder_the_shipped_rules_hold() -> None:
    assert read_folder(None) is shipped_rules()


def test_a_folder_is_its_yaml_files_and_neither_hidden_ones_nor_cases(tmp_path: Path) -> None:
    write(tmp_path / "b.yaml", "version: 2\nrules: [{id: two}]")
    write(tmp_path / "a.yml", GOOD)
    for other in (".a.yaml", "a.cases.yaml", "a.yaml~", "notes.txt"):
        write(tmp_path / other, "not rules: [")
    (tmp_path / "sub.yaml").mkdir()
    assert [rule.id for rule in read_folder(tmp_path).rules] == ["one", "two"]


def test_one_file_is_a_set_too(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", GOOD)
    write(tmp_path / "b.yaml", "not rules: [")
    assert [rule.id for rule in read_folder(tmp_path / "a.yaml").rules] == ["one"]


def test_faults_name_the_file_as_an_editor_opens_it(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "version: 1\nrules: [{id: one, gap: x}]")
    assert refused(tmp_path).startswith(f"{tmp_path}/a.yaml:2: 'x' is no duration")


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_a_folder_without_rules_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert str(tmp_path / name) in refused(tmp_path / name)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"version: \xff")
    assert "a.yaml:1: cannot be read" in refused(tmp_path)


def test_nothing_starts_with_rules_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "rules")
    with pytest.raises(RulesError):
        Watched(tmp_path)


def test_changed_rules_are_taken_and_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "a.yaml", GOOD)
    watched = Watched(tmp_path)
    caplog.set_level("INFO")
    before = watched.look()
    assert watched.look() is before
    write(tmp_path / "b.yaml", "version: 2\nrules: [{id: two}]")
    after = watched.look()
    assert [rule.id for rule in after.rules] == ["one", "two"]
    assert watched.look() is after
    assert [record.getMessage() for record in caplog.records] == [
        f"alert rules {after.version}: 2 rules, instead of {before.version}"
    ]


def test_a_bad_set_leaves_the_last_good_one_and_is_told_with_its_line_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path / "a.yaml", GOOD)
    watched = Watched(tmp_path)
    write(tmp_path / "a.yaml", "version: 2\nrules:\n  - id: one\n    math: {}\n")
    for _ in range(3):
        assert [rule.id for rule in watched.look().rules] == ["one"]
    told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert told == [
        f"alert rules: {tmp_path}/a.yaml:4: there is no key 'math' here; did you mean match?",
        f"alert rules: 1 faults: the last good set goes on ({watched.newest.version})",
    ]
    write(tmp_path / "a.yaml", "version: 3\nrules: [{id: three}]")
    assert [rule.id for rule in watched.look().rules] == ["three"]


def test_a_folder_that_is_gone_leaves_the_last_good_set(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", GOOD)
    watched = Watched(tmp_path)
    (tmp_path / "a.yaml").unlink()
    assert [rule.id for rule in watched.look().rules] == ["one"]


def test_a_file_that_was_written_this_moment_may_not_be_whole_yet(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", GOOD)
    watched = Watched(tmp_path)
    (tmp_path / "a.yaml").write_text("version: 2\nrules: [{id: half}]", "utf-8")
    assert [rule.id for rule in watched.look().rules] == ["one"]
    write(tmp_path / "a.yaml", "version: 2\nrules: [{id: whole}]")
    assert [rule.id for rule in watched.look().rules] == ["whole"]
