"""python -m bench [wire|apps|stages|memory …] [--quick] [--json]: measure, and print tables."""

import argparse
import importlib
import json
import sys
import time

from bench.machine import Failed
from bench.table import Table, progress
from streams.errors import DatelineError

BENCHES = ("stages", "wire", "apps", "memory")


def main() -> int:
    """Run the measurements that the command line names, by default all; 1 when one cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Speed and memory, beside peers.")
    parser.add_argument("names", nargs="*", metavar="|".join(BENCHES), default=BENCHES)
    parser.add_argument("--quick", action="store_true", help="a first look: few records, one round")
    parser.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in BENCHES]:
        parser.error(f"there is no measurement {unknown[0]}; there are {', '.join(BENCHES)}")
    tables: list[Table] = []
    for name in options.names:
        begun = time.monotonic()
        try:
            found = importlib.import_module(f"bench.{name}").run(options.quick)
        except (Failed, DatelineError) as error:
            progress("")
            print(f"bench {name}: {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            progress("")
            return 130
        progress("")
        tables += found
        if not options.json:
            print("\n\n".join(table.text() for table in found), end="\n\n", flush=True)
            print(f"({name}: {time.monotonic() - begun:.0f} s)", end="\n\n", flush=True)
    if options.json:
        print(json.dumps([table.json() for table in tables], ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
