"""The organisations of streams/data/organisations.yaml: their names in a text, their ids, their members in a year."""

import re
from functools import cache
from typing import Any

import yaml

from streams.stages.tag.countries.gazetteer import DATA


@cache
def _organisations() -> dict[str, Any]:
    text = (DATA / "organisations.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506


@cache
def _ids() -> dict[str, str]:
    return {name: key for key, item in _organisations().items() for name in item["names"]}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_ids(), key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def organisation_id(name: str) -> str | None:
    """The id of an organisation by one of its names."""
    return _ids().get(name)


def find_organisations(text: str) -> list[tuple[int, int, str]]:
    """Start, end and id of the organisations named in a text."""
    return [(match.start(), match.end(), _ids()[match.group()]) for match in _pattern().finditer(text)]


def groups() -> list[str]:
    """The ids of the organisations whose members are known."""
    return [key for key, item in _organisations().items() if item["members"]]


def members(organisation: str, year: int) -> list[str]:
    """The members of an organisation in a year, as alpha-2 codes."""
    found = []
    for item in _organisations()[organisation]["members"]:
        if isinstance(item, str):
            found.append(item)
        elif item.get("from", 0) <= year <= item.get("to", 9999):
            found.append(item["code"])
    return found
