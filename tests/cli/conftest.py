"""Runs the command in this process, and gives its exit code and what it wrote."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from streams.cli.main import run


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def dateline(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """dateline("topics", "check", DATELINE_PARTITIONS="2") -> Result"""

    def call(*arguments: str, **environ: str) -> Result:
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        code = run(list(arguments))
        return Result(code, *capfd.readouterr())

    return call
