"""python -m schemas writes the schemas, examples and asyncapi.yaml; with --check it only says what differs."""

import argparse
import json
import sys
from pathlib import Path

from schemas.asyncapi import document
from schemas.examples import EXAMPLES
from schemas.json_schema import TOPIC_RECORDS, schema
from streams.records import dump
from streams.rules.cases import CASES_FILE
from streams.stages.alert.rules.forms import schema_of
from streams.stages.alert.rules.keys import FILE

HERE = Path(__file__).parent
# What people write, for their editors.
FILES = {"alert_rules": ("Alert rules", FILE), "alert_cases": ("Cases for alert rules", CASES_FILE)}


def generate() -> dict[str, str]:
    """Every generated file, by its path in this folder."""
    made = {"asyncapi.yaml": document()}
    for name, (title, keys) in FILES.items():
        made[f"{name}.schema.json"] = _pretty(schema_of(title, keys))
    for topic in TOPIC_RECORDS:
        made[f"{topic}.schema.json"] = _pretty(schema(topic))
    for (topic, name), record in EXAMPLES.items():
        made[f"examples/{topic}/{name}.json"] = _pretty(
            record if isinstance(record, dict) else json.loads(dump(record))
        )
    return made


def drift(folder: Path) -> list[str]:
    """The files that are not as they would be written, or should not be there; a line each."""
    made = generate()
    there = {path.relative_to(folder).as_posix() for path in _generated(folder)}
    lines = [f"{name} is missing" for name in sorted(made.keys() - there)]
    lines += [f"{name} is no longer generated" for name in sorted(there - made.keys())]
    changed = [name for name in sorted(there & made.keys()) if (folder / name).read_text("utf-8") != made[name]]
    return lines + [f"{name} differs" for name in changed]


def write(folder: Path) -> None:
    """Bring the folder up to date."""
    made = generate()
    for path in _generated(folder):
        if path.relative_to(folder).as_posix() not in made:
            path.unlink()
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


def _generated(folder: Path) -> list[Path]:
    return [*folder.glob("*.schema.json"), *folder.glob("asyncapi.yaml"), *folder.glob("examples/**/*.json")]


def _pretty(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Exit code 1: --check found a difference."""
    parser = argparse.ArgumentParser(prog="python -m schemas", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 where something differs")
    if not parser.parse_args(arguments).check:
        write(HERE)
        return 0
    lines = drift(HERE)
    for line in lines:
        print(f"schemas/{line}", file=sys.stderr)
    if lines:
        print("run `make schemas` and commit what changes", file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
