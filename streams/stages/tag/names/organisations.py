"""The organisations of streams/data/organisations.yaml: their names in a text, their ids, their members in a year."""

from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from streams.stages.tag.countries.folding import is_spaceless
from streams.stages.tag.tables import read_table

_ARABIC_PREFIXES = frozenset("وبلفك")


@cache
def _organisations() -> dict[str, Any]:
    return dict(read_table("organisations.yaml"))


@cache
def _ids() -> dict[str, str]:
    return {name: key for key, item in _organisations().items() for name in item["names"]}


@cache
def _automaton() -> tuple[AhoCorasick, list[str]]:
    names = sorted(_ids())
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


def organisation_id(name: str) -> str | None:
    """The id of an organisation by one of its names."""
    return _ids().get(name)


def find_organisations(text: str) -> list[tuple[int, int, str]]:
    """Start, end and id of the organisations named in a text."""
    automaton, names = _automaton()
    return [
        (start, end, _ids()[names[number]])
        for number, start, end in automaton.find_matches_as_indexes(text)
        if _begins(text, start) and _ends(text, end)
    ]


def _begins(text: str, start: int) -> bool:
    """Whether a word begins here; in Arabic script also behind a letter that is written together with it."""
    if start == 0 or is_spaceless(text[start]) or not text[start - 1].isalnum():
        return True
    return text[start - 1] in _ARABIC_PREFIXES and (start == 1 or not text[start - 2].isalnum())


def _ends(text: str, end: int) -> bool:
    """Whether the word ends here; a particle may follow where the script or the language writes it so."""
    last, after = text[end - 1], text[end : end + 1]
    return not after.isalnum() or is_spaceless(last) or "\uac00" <= last <= "\ud7af"


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
