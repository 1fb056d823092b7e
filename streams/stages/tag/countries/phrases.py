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
    r"\b(?:in|translated into|speak|speaks|spoke|speaking|spoken|learn|learns|learning|learned|fluent|broken|perfect)"
    r"(?: [A-Z][a-z]+,?)?(?: and| or)? $"
)
_SPOKEN_AFTER = re.compile(r"\s*(?:[.,;:!?)\"”’]|(?:and|or) [A-Z]\w+\s*[.,;:!?)\"”]|$)")
_AMERICAN = re.compile(
    r"\b(?:(?:[A-Z][\w.]+ ){1,2}Count(?:y|ies)\b(?! (?:Cork|Down|Clare|Council))|(?:High|Middle|Elementary) School|"
    r"School District|Township|Sheriff(?:'s|’s)?|State Police|State Trooper|Interstate \d|Highway Patrol|"
    r"City Council|Police Department|Fire Department)\b"
)
_THING_AFTER = re.compile(
    r"[ -](?:"
    # breeds and plants
    r"shepherds?|terriers?|bulldogs?|spaniels?|setters?|wolfhounds?|hounds?|pinschers?|mastiffs?|collies?|"
    r"cockroach(?:es)?|beetles?|knotweed|ivy|elm|spruces?|maples?|"
    # what is cooked in a way, wherever that is
    r"fries|toast|muffins?|pancakes?|salads?|dressing|yogh?urt|pastr(?:y|ies)|sprouts|chard|cuisine|takeaways?|"
    # money
    r"dollars?|francs?|pounds?|yen|pesos?|rupees?|lira|lire|kron[ae]r?|kronor|roubles?|rubles?|yuan|renminbi|"
    r"ringgit|baht|dinars?|riyals?|rials?|dirhams?|guilders?|escudos?|shillings?|"
    # illnesses
    r"measles|flu|encephalitis|syndrome|"
    # things and sayings
    r"dolls?|roulette|checkers|whispers|horns?|kiss(?:es)?|doors?|braids?|oven|courage|auction|baths?|delight|towels?|"
    r"rugs?|carpets?|twins|cats?"
    r")\b"
)
_PAPER_AFTER = re.compile(
    r"[ ](?:Daily |Evening |Sunday |Morning )?(?:Times|Post|Herald|Tribune|Gazette|Chronicle|Globe|Telegraph|Inquirer|"
    r"Enquirer|Examiner|Dispatch|Mirror|Guardian|Observer|Courier|Sentinel|Morning News|Daily News|Free Press)"
    r"\b(?! Office)"
)
SIGN = 1.5  # how much one of them speaks for the United States
MOST_SIGNS = 3.0


def is_street(text: str, end: int) -> bool:
    """Whether the name that ends here is a street's."""
    return bool(_STREET.match(text, end))


def is_thing(text: str, end: int) -> bool:
    """Whether the name that ends here belongs to a thing's: German shepherd, Swiss francs, Spanish flu."""
    return bool(_THING_AFTER.match(text, end))


def is_paper(text: str, end: int) -> bool:
    """Whether the name that ends here begins a newspaper's: Boston Globe, Jerusalem Post."""
    return bool(_PAPER_AFTER.match(text, end))


def is_language(text: str, start: int, end: int) -> bool:
    """Whether a nationality is a language here: `the Spanish version`, `in French and English.`"""
    if _LANGUAGE_AFTER.match(text, end):
        return True
    return bool(_SPOKEN_BEFORE.search(text, max(0, start - 40), start) and _SPOKEN_AFTER.match(text, end))


def local_signs(text: str) -> float:
    """How much the text speaks as American local news does: Harris County, school districts, sheriffs."""
    return min(MOST_SIGNS, SIGN * len(_AMERICAN.findall(text)))
