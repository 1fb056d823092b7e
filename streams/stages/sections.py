"""What kind of page an article stands on: opinion, culture and sport have the words of events, and report none."""

import re
from functools import cache
from importlib.resources import files
from urllib.parse import unquote, urlsplit

_PAID = "paid content"
_PATH, _BESIDE = re.compile(r"\s*[>›»]\s*"), re.compile(r"\s*[|/•·]\s*")
_FIGURE = re.compile(r"(?=\d)")


def named_section(line: str) -> str | None:
    """The section that a line names, last in a path (“Home > Opinion”) or beside the site's name; none of a menu's."""
    *_, last = _PATH.split(line.strip())
    names = _BESIDE.split(last)
    return names[-1] if len(names) <= 2 and names[-1].lower() in _sections() else None


def dated_section(line: str) -> str | None:
    """The section with which a line begins that also tells when, as no menu’s entry does: “Tennis 9:15 PM, 3 May”."""
    name = _FIGURE.split(line.strip(), maxsplit=1)[0].rstrip(" |/•·,–-")
    return name if name != line.strip() and name.lower() in _sections() else None


def paid_label(line: str) -> str | None:
    """What in a line says that somebody paid for the article: “By Acme | Sponsored content”."""
    return next(
        (part for part in _BESIDE.split(line.strip()) if _sections().get(part.lower(), ("",))[0] == _PAID), None
    )


def genre(section: str | None, url: str | None) -> tuple[str, float] | None:
    """The kind of page by what it says of itself or by its address, and what that takes from the log odds of events."""
    parts = unquote(urlsplit(url or "").path).lower().split("/")
    named = [(section or "").lower().strip(), *parts[:-1]]  # last stands the article itself
    return next((_sections()[name] for name in named if name in _sections()), None)


@cache
def _sections() -> dict[str, tuple[str, float]]:
    text = files("streams.data").joinpath("sections.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {name: (kind, float(weight)) for kind, weight, names in rows for name in names.split(", ")}
