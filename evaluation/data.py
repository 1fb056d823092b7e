"""Reads the data sets: JSON lines, gzipped or not, and of each record only what the stages may see."""

import gzip
import json
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).parents[1].parent / "shared" / "data"

Json = dict[str, Any]


def read(path: Path) -> Iterator[Json]:
    """The records of a data set, one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                record = json.loads(line)
                if not isinstance(record, dict) or "id" not in record:
                    raise ValueError(f"line {number} is no object with an id")
                yield record


def inputs(record: Json, fields: frozenset[str]) -> Json:
    """A record without its answers: what is not an input cannot leak into a prediction."""
    return {name: value for name, value in record.items() if name in fields}


def scorer(folder: Path, name: str) -> Callable[..., Json]:
    """A function of the scorer that lies beside the data sets of a folder."""
    function: Callable[..., Json] = runpy.run_path(str(folder / "score.py"))[name]
    return function
