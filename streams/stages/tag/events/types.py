"""The closed list of event types, and what each is called in PLOVER, CAP and the IPTC Media Topics."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import cast

import yaml

from streams.records import EventType, Severity


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
    unless: tuple[str, ...] = ()  # unless one of these words stands in its sentence


@cache
def event_types() -> Mapping[str, TypeInfo]:
    """Every event type with its names in the public schemes."""
    text = files("streams").joinpath("data", "event_types.yaml").read_text("utf-8")
    rows = yaml.safe_load(text)
    return MappingProxyType(
        {
            kind: TypeInfo(type=cast("EventType", kind), **{**row, "unless": tuple(row.get("unless", ()))})
            for kind, row in rows.items()
        }
    )
