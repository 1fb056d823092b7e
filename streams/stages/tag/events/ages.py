"""How long before the article lie the dates of a sentence: an attack of last night, or a crime of another year."""

import re

_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {short: at for at, name in enumerate(_NAMES, 1) for short in (name, name[:3])} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(?P<before>\d\d?)(?:st|nd|rd|th)? (?:of )?)?(?P<month>{_MONTH})\b\.?"
    r"(?: (?P<after>\d\d?)(?:st|nd|rd|th)?\b)?(?:,? (?:of )?(?P<year>(?:19|20)\d\d)\b)?"
    r"|(?<![\w.,$-])(?P<alone>(?:19|20)\d\d)(?:'?s)?(?![\w%]|[.,]\d)"
)
_VERBS = frozenset({"may", "march"})  # which are months behind a day, before a year and after these words
_NAMED = re.compile(r"\b(?:in|since|last|until|early|late|mid|of) $")
_FILED = re.compile(r"^.{0,90}?(?: --|\) ?[-–—]) ")  # the dateline, whose day is the article's
_MONTH_DAYS, _YEAR_DAYS = 30, 365
_AGES = ((-1, "future"), (3, "now"), (10, "week"), (35, "month"), (66, "two"), (190, "half"))  # days, up to which
RECENT = 66  # days: what is older is told as history


def ages(lower: str, published: str | None) -> list[str]:
    """The ages of a sentence's dates, each once, and whether the nearest is recent; of a sentence in lower case.

    `published` is the article's day as ISO 8601 has it. A date without a year is the one before the article.
    """
    if published is None:
        return []
    filed = _FILED.match(lower)
    days = [age for match in _DATE.finditer(lower, filed.end() if filed else 0) for age in _days(match, published)]
    if not days:
        return []
    found = [f"=age {next((name for most, name in _AGES if age <= most), 'year')}" for age in days]
    return [*dict.fromkeys(found), "=old" if min(days, key=abs) > RECENT else "=recent"]


def _days(match: re.Match[str], published: str) -> list[int]:
    """How many days before, to a few; none for a word that is no month, or for this year."""
    year, month, day = int(published[:4]), int(published[5:7]), int(published[8:10])
    if match["alone"]:
        years = year - int(match["alone"])
        return [years * _YEAR_DAYS] if years > 0 else []
    of_month = int(match["before"] or match["after"] or 0)
    lower, start = match.string, match.start()
    if match["month"] in _VERBS and not (of_month or match["year"] or _NAMED.search(lower, max(0, start - 8), start)):
        return []
    months = month - _MONTHS[match["month"]]
    if match["year"]:
        months += 12 * (year - int(match["year"]))
    elif months < -1:
        months += 12
    if 0 < of_month <= 31:
        return [months * _MONTH_DAYS + day - of_month]
    return [months * _MONTH_DAYS + day - 15 if months else 0]
