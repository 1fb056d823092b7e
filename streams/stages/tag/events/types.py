"""The closed list of event types, and what each is called in PLOVER, CAP and the IPTC Media Topics."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from streams.records import EventType, Severity
from streams.stages.tag.tables import read_table

_WORD = re.compile(r"[^\W_][\w.-]*")


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """One row of the table."""

    type: EventType
    label: str
    category: str  # CAP 1.2
    plover: str | None
    medtop: str
    severity: Severity  # without a toll
    toll: int = 0  # dead below which it is no alert,
    unless: tuple[str, ...] = ()  # unless one of these words stands in its sentences; `*` takes the rest of the word

    def more_than_ordinary(self, sentence: str) -> bool:
        """Whether a word of `unless` stands in the sentence, which is in lower case."""
        whole = {word for word in self.unless if word[-1] != "*"}
        begun = tuple(word[:-1] for word in self.unless if word[-1] == "*")
        return any(word in whole or word.startswith(begun) for word in _WORD.findall(sentence))


@cache
def event_types() -> Mapping[str, TypeInfo]:
    """Every event type with its names in the public schemes."""
    rows = read_table("event_types.yaml")
    return MappingProxyType(
        {
            kind: TypeInfo(type=cast("EventType", kind), **{**row, "unless": tuple(row.get("unless", ()))})
            for kind, row in rows.items()
        }
    )
