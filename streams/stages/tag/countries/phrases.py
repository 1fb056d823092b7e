"""What stands around a name and says what it is: a street, a language, American local news."""

import re

_STREET = re.compile(
    r"[ ](?:Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Drive|Lane|Boulevard|Blvd\.?|Square|Parkway|Terrace)\b"
)
_LANGUAGE_AFTER = re.compile(
    r"[ -](?:languages?|versions?|translations?|translators?|lessons?|classes|speakers?|speaking|edition|subtitles?|"
    r"dictionary|dubbed|grammar|spelling|alphabet|literature|teachers?)\b"
)
_SPOKEN_BEFORE = re.compile(
    r"\b(?:in|into|speak|speaks|spoke|speaking|spoken|learn|learns|learning|learned|fluent|broken|perfect)"
    r"(?: [A-Z][a-z]+,?)?(?: and| or)? $"
)
_SPOKEN_AFTER = re.compile(r"\s*(?:[.,;:!?)\"”’]|and [A-Z]|or [A-Z]|$)")
_AMERICAN = re.compile(
    r"\b(?:(?:[A-Z][\w.]+ ){1,2}Count(?:y|ies)\b(?! (?:Cork|Down|Clare|Council))|(?:High|Middle|Elementary) School|"
    r"School District|Township|Sheriff(?:'s|’s)?|State Police|State Trooper|Interstate \d|Highway Patrol|"
    r"City Council|Police Department|Fire Department)\b"
)
SIGN = 1.5  # how much one of them speaks for the United States
MOST_SIGNS = 3.0


def is_street(text: str, end: int) -> bool:
    """Whether the name that ends here is a street's."""
    return bool(_STREET.match(text, end))


def is_language(text: str, start: int, end: int) -> bool:
    """Whether a nationality is a language here: `the Spanish version`, `in French and English.`"""
    if _LANGUAGE_AFTER.match(text, end):
        return True
    return bool(_SPOKEN_BEFORE.search(text, max(0, start - 40), start) and _SPOKEN_AFTER.match(text, end))


def local_signs(text: str) -> float:
    """How much the text speaks as American local news does: Harris County, school districts, sheriffs."""
    return min(MOST_SIGNS, SIGN * len(_AMERICAN.findall(text)))
