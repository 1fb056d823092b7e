"""dateline health says in one line and an exit code whether the worker makes progress."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def _write(path: Path, **changes: Any) -> Path:
    now = {"app": "enrich", "pid": os.getpid(), "assigned": 12, "last_progress": time.time(), "state": "running"}
    path.write_text(json.dumps(now | changes))
    return path


def test_a_worker_that_makes_progress_is_well(dateline: Run, tmp_path: Path) -> None:
    result = dateline("health", DATELINE_HEALTH_FILE=str(_write(tmp_path / "health")))
    assert result.code == 0
    assert result.out.startswith(f"enrich worker {os.getpid()} (running, 12 partitions) is well")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_progress": 0}, "has made no progress for "),
        ({"pid": 2**22 + 1}, "is gone"),
        ({"last_progress": "soon"}, "cannot be read: ValueError"),
    ],
)
def test_a_worker_that_does_not_is_not(dateline: Run, tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    result = dateline("health", DATELINE_HEALTH_FILE=str(_write(tmp_path / "health", **changes)))
    assert result.code == 1
    assert words in result.out
    assert result.out.count("\n") == 1


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}"])
def test_a_file_that_says_nothing_is_no_healthy_worker(dateline: Run, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "health").write_text(content)
    assert dateline("health", DATELINE_HEALTH_FILE=str(tmp_path / "health")).code == 1


def test_without_a_health_file_it_says_what_to_set(dateline: Run) -> None:
    result = dateline("health")
    assert (result.code, result.err) == (
        2,
        "dateline: set DATELINE_HEALTH_FILE to the same path for the worker and for this command\n",
    )
