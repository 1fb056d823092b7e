"""python -m evaluation TASK DATA.jsonl.gz > predictions.jsonl, and python -m evaluation report."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from evaluation.data import DEFAULT, Json, inputs, read
from evaluation.report import report
from evaluation.tasks import FIELDS, TASKS
from streams.errors import DatelineError
from streams.records import dump


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: done. 1: the report found a task under its floor. 2: the command is wrong."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(bool(given) and given[0] == "report").parse_args(given)
    if options.task == "report":
        return report(options.data)
    return predict(options.task, options.data, options.field, options.every)


def _parser(report: bool) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    if report:
        parser.add_argument("task", choices=["report"])
        parser.add_argument("--data", type=Path, default=DEFAULT, help="folder of the data sets (default: %(default)s)")
        return parser
    parser.add_argument("task", choices=[*TASKS, "report"], metavar="TASK", help=f"one of {', '.join(TASKS)}; report")
    parser.add_argument("data", type=Path, help="JSON lines, gzipped or not")
    parser.add_argument("--field", help=f"{', '.join(FIELDS)}: the field to read")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth record")
    return parser


def predict(name: str, path: Path, field: str | None = None, every: int = 1) -> int:
    """Write the predictions of a task over a data set to stdout, one JSON line a record."""
    if field and name not in FIELDS:
        return _wrong(f"{name} takes no --field; {', '.join(FIELDS)} do")
    if every < 1:
        return _wrong("--every needs a number from 1")
    if not path.is_file():
        return _wrong(f"there is no file {path}")
    task = TASKS[name]
    fields = task.fields | ({field} if field else set())
    arguments = [field or FIELDS[name]] if name in FIELDS else []
    records = (inputs(record, fields) for number, record in enumerate(read(path)) if number % every == 0)
    try:
        for prediction in task.predict(_counted(records), *arguments):
            sys.stdout.buffer.write(dump(prediction) + b"\n")
    except (ValueError, OSError, EOFError, DatelineError) as error:
        return _wrong(f"{path}: {error}")
    finally:
        sys.stdout.flush()
    return 0


def _counted(records: Iterable[Json]) -> Iterator[Json]:
    """The records, with their number on the terminal, if there is one."""
    number = 0
    shown = sys.stderr.isatty()
    for number, record in enumerate(records, 1):
        if shown and number % 20 == 0:
            print(f"\r{number} records", end="", file=sys.stderr, flush=True)
        yield record
    if shown:
        print(f"\r{number} records", file=sys.stderr)


def _wrong(message: str) -> int:
    print(f"evaluation: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
