"""Results as plain tables or JSON on stdout, and progress on stderr where that is a terminal."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """What one measurement gave; every row has the same columns, a missing value is None."""

    title: str
    rows: Sequence[Row]
    notes: Sequence[str] = field(default_factory=tuple)

    def text(self) -> str:
        """Columns aligned, numbers to the right."""
        columns = list(self.rows[0])
        cells = [columns, *([_cell(row[name]) for name in columns] for row in self.rows)]
        widths = [max(len(row[number]) for row in cells) for number in range(len(columns))]
        numbers = [all(isinstance(row[name], int | float | None) for row in self.rows) for name in columns]
        lines = [
            "  ".join(
                cell.rjust(width) if number else cell.ljust(width)
                for cell, width, number in zip(row, widths, numbers, strict=True)
            ).rstrip()
            for row in cells
        ]
        rule = "  ".join("-" * width for width in widths)
        return "\n".join([self.title, "", lines[0], rule, *lines[1:], *(["", *self.notes] if self.notes else [])])

    def json(self) -> dict[str, Any]:
        """The same for programs."""
        return {"title": self.title, "rows": [dict(row) for row in self.rows], "notes": list(self.notes)}


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}" if abs(value) < 20 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def progress(text: str) -> None:
    """One line that the next one overwrites; nothing in a pipe."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
