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
# Verbs that languages alone stand behind, one or a list of them; a small noun behind makes the word an adjective.
_SPEAKS_BEFORE = re.compile(
    r"\b(?:speaks?|spoke|speaking|fluent in|translated into|teaches|taught)"
    r"(?: (?:[A-Z][a-z]+,?|and|or|both|some|a little|only|fluent|perfect|broken))* $"
)
_NO_NOUN = re.compile(r"(?! [a-z])| (?:and|or|but|with|at|to|as|well|fluently)\b")
_SPOKEN_AFTER = re.compile(r"\s*(?:[.,;:!?)\"”’]|(?:and|or) [A-Z]\w+\s*[.,;:!?)\"”]|$)")
_AMERICAN = (
    " County", " Counties", "High School", "Middle School", "Elementary School", "School District", "Township",
    "Sheriff", "State Police", "State Trooper", "Highway Patrol", "City Council", "Police Department",
    "Fire Department",
)  # fmt: skip
_THING_AFTER = re.compile(
    r"[ -](?:"
    # breeds and plants
    r"shepherds?|terriers?|bulldogs?|spaniels?|setters?|wolfhounds?|hounds?|pinschers?|mastiffs?|collies?|"
    r"cockroach(?:es)?|beetles?|knotweed|ivy|elm|moss|oaks?|spruces?|maples?|"
    # what is cooked in a way, wherever that is
    r"fries|toast|sandwich(?:es)?|cheeses?|sausages?|mustard|whisk(?:y|ies)|muffins?|pancakes?|salads?|dressing|yogh?urt|pastr(?:y|ies)|sprouts|chard|cuisine|takeaways?|"
    # money
    r"dollars?|francs?|pounds?|yen|pesos?|rupees?|lira|lire|kron[ae]r?|kronor|roubles?|rubles?|yuan|renminbi|"
    r"ringgit|baht|dinars?|riyals?|rials?|dirhams?|guilders?|escudos?|shillings?|"
    # illnesses
    r"measles|flu|encephalitis|syndrome|"
    # things and sayings
    r"dolls?|roulette|checkers|whispers|horns?|kiss(?:es)?|doors?|braids?|oven|courage|auction|baths?|delight|towels?|"
    r"rugs?|carpets?|twins|cats?|hats?|sneakers"
    r")\b"
)
_MONEY_AND_FLU = (
    r"(?:d[oó]ll?ar\w*|fran[ckq]\w{0,3}|yen\w*|pesos?|lir[aey]\w{0,2}|livres?|libras?|pfund|koron\w*|kron\w+|rupi\w*|"
    r"roupies?|rubel\w*|yuan\w*|доллар\w*|долар\w*|франк\w*|фунт\w*|лир\w{0,2}|иен\w*|єн\w?|рупи\w*|юан\w*|"
    r"grippe|gripp?e|griep|grypa|грипп\w*|грип\w*)"
)
_THING_BEHIND = re.compile(rf"[ -]{_MONEY_AND_FLU}\b", re.IGNORECASE)
_THING_BEFORE = re.compile(rf"\b{_MONEY_AND_FLU} $", re.IGNORECASE)
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
    before = text[max(0, start - 60) : start]
    if _SPOKEN_AFTER.match(text, end) and _SPOKEN_BEFORE.search(before):
        return True
    return bool(_NO_NOUN.match(text, end) and _SPEAKS_BEFORE.search(before))


def is_foreign_thing(text: str, start: int, end: int) -> bool:
    """Whether a nationality stands beside money or an illness, in a language other than English: franc suisse."""
    return bool(_THING_BEHIND.match(text, end) or _THING_BEFORE.search(text, max(0, start - 16), start))


def local_signs(text: str) -> float:
    """How much the text speaks as American local news does: Harris County, school districts, sheriffs."""
    return min(MOST_SIGNS, SIGN * sum(map(text.count, _AMERICAN)))
