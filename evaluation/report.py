"""The report: every task over its data sets, scored by the sets' own score.py, beside floors and anchors."""

import gzip
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.data import Json, read
from evaluation.tasks import TASKS

FLOORS = Path(__file__).with_name("floors.json")
_TIMEOUT_SECONDS = 900
_WORKERS = 2  # a set each; the tasks themselves use one core


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one run, or why there is none."""

    run: str
    records: int
    seconds: float
    figure: str
    value: float | None
    wanted: Json
    trouble: str = ""

    @property
    def falls_short(self) -> bool:
        """Below its floor, above its ceiling, or not to be had."""
        if self.value is None:
            return True
        return not self.wanted.get("floor", self.value) <= self.value <= self.wanted.get("ceiling", self.value)


def report(data: Path) -> int:
    """Print the table. Exit code 1: a figure is under its floor, or a run failed."""
    runs: list[Json] = [run for run in json.loads(FLOORS.read_text("utf-8")) if _is_built(run)]
    here = [run for run in runs if (data / run["data"]).is_file()]
    for run in runs:
        if run not in here:
            print(f"skipped {_name(run)}: there is no {data / run['data']}")
    if not here:
        print("no data set is here, nothing was measured")
        return 0
    rows: list[Row] = []
    print(f"{'data set, task':52} {'records':>7} {'s':>4}  {'figure':26} {'value':>7} {'floor':>7}  anchor")
    with ThreadPoolExecutor(_WORKERS) as pool:
        for found in pool.map(lambda run: measure(run, data), here):
            rows += found
            for row in found:
                print(_line(row), flush=True)
    short = [row for row in rows if row.falls_short]
    print(f"{len(rows)} figures of {len(here)} runs, {len(short)} not as they should be")
    for row in short:
        print(f"  {row.run}: {row.figure} {row.trouble or _told(row)}")
    return 1 if short else 0


def _is_built(run: Json) -> bool:
    """Whether the task's stage is there; what is not is no figure under its floor."""
    return importlib.util.find_spec(f"evaluation.{TASKS[run['task']].module}") is not None


def measure(run: Json, data: Path) -> list[Row]:
    """Predict and score one data set."""
    with tempfile.TemporaryDirectory() as folder:
        gold, predictions = Path(folder) / Path(run["data"]).name, Path(folder) / "predictions"
        records = _subset(run, data / run["data"], gold)
        field = ["--field", run["field"]] if "field" in run else []
        start = time.monotonic()
        try:
            predictions.write_bytes(_run(["-m", "evaluation", run["task"], str(gold), *field]))
            seconds = time.monotonic() - start
            scores = _score(run, data, gold, predictions)
            values = {figure: _at(scores, figure) for figure in run["figures"]}
        except (subprocess.SubprocessError, KeyError, TypeError, ValueError) as error:
            trouble = _last_line(error)
            seconds = time.monotonic() - start
            return [Row(_name(run), records, seconds, "-", None, {}, trouble)]
    return [Row(_name(run), records, seconds, f, values[f], wanted) for f, wanted in run["figures"].items()]


def _subset(run: Json, path: Path, target: Path) -> int:
    """Copy the records that the run takes: every nth, of those that `where` names. Returns how many."""
    chosen = (r for r in read(path) if all(r.get(field) == value for field, value in run.get("where", {}).items()))
    count = 0
    with gzip.open(target, "wt", encoding="utf-8", compresslevel=1) as out:
        for number, record in enumerate(chosen):
            if number % run.get("every", 1) == 0:
                out.write(json.dumps(record) + "\n")
                count += 1
    return count


def _score(run: Json, data: Path, gold: Path, predictions: Path) -> Any:
    """What the data set's own scorer says; `quiet` is ours."""
    how = run["score"]
    if how == "quiet":
        return {"share": quiet_share(read(gold), read(predictions), frozenset(run["labels"]))}
    scorer = str(data / run.get("scorer", str(Path(run["data"]).parent)) / "score.py")
    out = _run([scorer, *(part.format(gold=gold, folder=gold.parent, predictions=predictions) for part in how)])
    text = out.decode("utf-8").strip()
    try:
        return json.loads(text)
    except ValueError:  # some print a table first, and the object as the last line
        return json.loads(text.splitlines()[-1])


def quiet_share(gold: Iterator[Json], predictions: Iterator[Json], labels: frozenset[str]) -> float:
    """The share of texts of the labels (sport, entertainment …) that raise anything: all of them false alarms."""
    raised = {prediction["id"] for prediction in predictions if prediction.get("alert")}
    quiet = [record["id"] for record in gold if record["gold"]["label"] in labels]
    return sum(item in raised for item in quiet) / len(quiet)


def _run(arguments: list[str]) -> bytes:
    root = Path(__file__).parents[1]
    result = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        cwd=root,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        timeout=_TIMEOUT_SECONDS,
        check=True,
    )
    return result.stdout


def _at(scores: Any, path: str) -> float:
    for step in path.split("/"):
        scores = scores[int(step)] if isinstance(scores, list) else scores[step]
    return float(scores)


def _name(run: Json) -> str:
    name = f"{run['data'].removesuffix('.jsonl.gz')} {run['task']}"
    if "field" in run:
        name += f" {run['field']}"
    name += "".join(f" {value}" for value in run.get("where", {}).values())
    return name + (f" (1 of {run['every']})" if run.get("every", 1) > 1 else "")


def _line(row: Row) -> str:
    if row.value is None:
        return f"{row.run:52} {row.records:7} {row.seconds:4.0f}  failed: {row.trouble}"
    bound = row.wanted.get("floor", row.wanted.get("ceiling"))
    limit = "" if bound is None else f"{'≤' if 'ceiling' in row.wanted else ''}{bound:.3f}"
    anchor = f"{row.wanted['anchor']:.3f} {row.wanted['of']}" if "anchor" in row.wanted else ""
    mark = "  <-- " if row.falls_short else ""
    return (
        f"{row.run:52} {row.records:7} {row.seconds:4.0f}  {row.figure:26} {row.value:7.4f} {limit:>7}  {anchor}{mark}"
    )


def _told(row: Row) -> str:
    if "ceiling" in row.wanted:
        return f"{row.value:.4f} is over its ceiling {row.wanted['ceiling']}"
    return f"{row.value:.4f} is under its floor {row.wanted['floor']}"


def _last_line(error: Exception) -> str:
    said = getattr(error, "stderr", None) or b""
    lines = [line for line in re.split(r"\s*\n", said.decode("utf-8", "replace")) if line]
    return lines[-1] if lines else f"{type(error).__name__}: {error}"
