"""The report measures what is there, and a figure beyond its bound fails it."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaluation import report as module
from evaluation.report import FLOORS, quiet_share, report
from evaluation.tasks import FIELDS, TASKS, Task

RUNS: list[dict[str, Any]] = json.loads(FLOORS.read_text("utf-8"))
# A scorer that says how many records it was given.
SCORER = """import gzip, json, sys
gold, said = ([json.loads(line)["id"] for line in lines] for lines in (gzip.open(sys.argv[1]), open(sys.argv[2])))
assert gold == said
print(json.dumps({"records": len(gold), "right": {"all": 0.5}}))
"""

Report = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Reports on one run over ten texts: run(figures={"records": {}}, every=2) -> exit code."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "score.py").write_text(SCORER)
    with gzip.open(tmp_path / "set" / "texts.jsonl.gz", "wt") as out:
        for number in range(10):
            record = {"id": str(number), "kind": "ab"[number % 2], "text": "The river rose in the night."}
            out.write(json.dumps(record) + "\n")
    monkeypatch.setattr(module, "FLOORS", tmp_path / "floors.json")

    def report_on(**more: Any) -> int:
        one = {"data": "set/texts.jsonl.gz", "task": "language", "score": ["{gold}", "{predictions}"], **more}
        (tmp_path / "floors.json").write_text(json.dumps([one]))
        return report(tmp_path)

    return report_on


@pytest.mark.parametrize(
    ("subset", "records"), [({}, 10), ({"every": 3}, 4), ({"where": {"kind": "a"}, "every": 2}, 3)]
)
def test_a_run_takes_every_nth_record_of_those_it_names(subset: dict[str, Any], records: int, run: Report) -> None:
    assert run(figures={"records": {"floor": records, "ceiling": records}}, **subset) == 0


def test_a_figure_beyond_its_bound_fails_the_report_and_is_named(
    run: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(figures={"right/all": {"floor": 0.5, "ceiling": 0.5}}) == 0
    assert run(figures={"right/all": {"floor": 0.51}}) == 1
    assert "right/all 0.5000 is under its floor 0.51" in capsys.readouterr().out
    assert run(figures={"right/all": {"ceiling": 0.49}}) == 1
    assert "is over its ceiling 0.49" in capsys.readouterr().out


def test_a_run_that_fails_fails_the_report(run: Report, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(figures={"nothing of the kind": {}}) == 1
    assert "failed: " in capsys.readouterr().out


def test_what_is_not_there_is_not_measured(
    run: Report, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data="set/other.jsonl.gz", figures={"records": {"floor": 11}}) == 0
    assert "skipped set/other language" in capsys.readouterr().out
    monkeypatch.setitem(TASKS, "language", Task("language", "no_such_tasks", frozenset()))
    assert run(figures={"records": {"floor": 11}}) == 0


def test_quiet_texts_that_raise_something_are_counted() -> None:
    gold = [{"id": str(number), "gold": {"label": label}} for number, label in enumerate("sport sport war".split())]
    said = [{"id": "0", "alert": True}, {"id": "1", "alert": False}, {"id": "2", "alert": True}]
    assert quiet_share(iter(gold), iter(said), frozenset({"sport"})) == 0.5


@pytest.mark.parametrize("one", RUNS, ids=module._name)
def test_every_run_names_a_task_and_a_field_only_where_it_takes_one(one: dict[str, Any]) -> None:
    assert one["task"] in TASKS
    assert "field" not in one or one["task"] in FIELDS
    assert one["figures"]
