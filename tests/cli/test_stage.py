"""dateline stage: each stage in a shell pipe, records alone on stdout, refusals on stderr."""

import io
import json
from typing import Any

import pytest

from tests.cli.conftest import Result, Run

_PAGE = (
    "Menu\n\nFlood kills 12 in northern Chad\n\nBy Ada Moussa | 12 March 2026, 09:00 UTC\n\n"
    "FAYA, Chad - A flood killed 12 people in the northern town of Faya on Thursday and destroyed 300 houses, the "
    "governor said. Rescue workers were still searching for eight others who are missing.\n\n"
    "The water came at night after two days of heavy rain, said governor Idriss Abakar. More than 2,000 people have "
    "lost their homes and sleep in schools. The road to the capital N'Djamena is cut.\n\n"
    "Copyright 2026. All rights reserved.\n"
)


@pytest.fixture
def pipe(dateline: Run, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs one stage over the lines."""

    def run(stage: str, lines: str, *options: str, **environ: str) -> Result:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), "utf-8"))
        result = dateline("stage", stage, *options, **environ)
        assert result.code == 0
        return result

    return run


def test_the_stages_make_alerts_of_pages_when_piped_one_into_the_next(pipe: Any) -> None:
    raw = json.dumps({"text": _PAGE, "id": "1", "source_id": "test"}) + "\n"
    clean = pipe("clean", raw).out
    assert json.loads(clean)["title"] == "Flood kills 12 in northern Chad"
    enriched = json.loads(pipe("tag", clean).out)
    assert enriched["countries"][0]["code"] == "TD"
    mentions = pipe("tag", clean, "--mentions").out
    assert json.loads(mentions.splitlines()[0])["country"] == "TD"
    (alert,) = pipe("alert", mentions).out.splitlines()
    assert (json.loads(alert)["country"]["alpha2"], json.loads(alert)["event_type"]) == ("TD", "flood")


def test_clean_says_of_every_line_whether_it_was_kept_and_why(pipe: Any) -> None:
    told = [json.loads(line) for line in pipe("clean", json.dumps({"text": _PAGE}) + "\n", "--lines").out.splitlines()]
    assert [line["text"] for line in told] == [line for line in _PAGE.split("\n") if line]
    assert [line["kept"] for line in told] == [False, False, False, True, True, False]
    assert told[1]["reason"] == "title"
    assert told[-1]["reason"] == "legal"


def test_the_same_lines_give_the_same_bytes(pipe: Any) -> None:
    raw = json.dumps({"text": _PAGE}) + "\n"
    assert pipe("clean", raw * 2).out == pipe("clean", raw * 2).out
    first, second = pipe("clean", raw * 2).out.splitlines()
    assert json.loads(first)["id"] == json.loads(second)["id"]
    assert (json.loads(first)["raw"]["offset"], json.loads(second)["raw"]["offset"]) == (0, 1)


def test_time_is_when_a_page_was_fetched_else_published(pipe: Any) -> None:
    lines = [{"text": _PAGE, "fetched": "2026-03-14T00:00:00Z"}, {"text": _PAGE}]
    clean = pipe("clean", "\n".join(map(json.dumps, lines))).out.splitlines()
    assert [json.loads(line)["raw"]["timestamp"] for line in clean] == [1_773_446_400_000, 1_773_306_000_000]


@pytest.mark.parametrize(
    ("stage", "line", "refusal"),
    [
        ("clean", '{"id": "a7", "text": " "}', {"id": "a7", "reason": "empty"}),
        ("clean", "not json", {"id": None, "reason": "not-json"}),
        ("tag", "[]", {"id": None, "reason": "not-an-object"}),
        ("tag", '{"id": "a7"}', {"id": "a7", "reason": "invalid-field"}),
        ("alert", '{"kind": "mention", "article": "a7"}', {"id": "a7", "reason": "invalid-field"}),
    ],
)
def test_a_refused_line_is_one_json_line_on_stderr_and_the_rest_goes_on(
    pipe: Any, stage: str, line: str, refusal: dict[str, Any]
) -> None:
    result = pipe(stage, f"\n{line}\n")
    assert result.out == ""
    told = json.loads(result.err)
    assert told.keys() == {"id", "reason", "message"}
    assert told.items() >= refusal.items()
