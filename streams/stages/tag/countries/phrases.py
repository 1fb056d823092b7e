"""What stands around a name and says what it is: a street, a language, American local news."""

import re

_STREETS = frozenset("Street Avenue Ave Road Rd Drive Lane Boulevard Blvd Square Parkway Terrace".split())
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
# As a noun without an article: `the status of English in the union`, but not `English in Berlin` or `the French`.
_LANGUAGE = re.compile(
    r"English|French|German|Spanish|Italian|Portuguese|Russian|Chinese|Japanese|Korean|Turkish|Dutch|Swedish|Danish|"
    r"Norwegian|Finnish|Polish|Greek|Ukrainian|Hungarian|Czech|Romanian|Bulgarian|Persian|Thai|Vietnamese|Indonesian"
)
_NOUN_BEFORE = re.compile(
    r"\b(?:in|of|into|from|with|plus|than|that|although|though|because|if|where|learn\w*|reads?|reading|writ\w+) $"
)
_NOUN_AFTER = re.compile(
    r" (?:is|was|as|in|on|after|before|will|would|has|remains?|became|provides?|alone|at|when|while|by|for|to)\b|"
    r"[.;:!?)\"”]"
)
_SPOKEN_AFTER = re.compile(r"\s*(?:[.,;:!?)\"”’]|(?:and|or) [A-Z]\w+\s*[.,;:!?)\"”]|$)")
_AMERICAN = re.compile(
    r" (?=County|Counties|High School|Middle School|Elementary School|School District|Township|Sheriff|State Police|"
    r"State Trooper|Highway Patrol|City Council|Police Department|Fire Department)"
)
# What the words begin with that _AMERICAN and the names of counties begin with.
LOCAL = tuple(
    "County Counties COUNTY High Middle Elementary School Township TOWNSHIP Sheriff State City Police Fire".split()
)
_THINGS = frozenset(
    # breeds and plants
    "shepherd shepherds terrier terriers bulldog bulldogs spaniel spaniels setter setters wolfhound wolfhounds hound "
    "hounds husky huskies hamster hamsters sheepdog sheepdogs pony ponies poodle poodles retriever retrievers pinscher "
    "pinschers mastiff mastiffs collie collies cockroach cockroaches beetle beetles knotweed ivy elm "
    "moss oak oaks spruce spruces maple maples "
    # what is cooked in a way, wherever that is
    "fries toast sandwich sandwiches cheese cheeses sausage sausages mustard whisky whiskies whiskey whiskeys muffin "
    "muffins pancake pancakes salad salads pepper peppers lime limes dressing yogurt yoghurt pastry pastries sprouts "
    "chard cuisine takeaway takeaways curry curries stew stews meatballs noodles dumplings waffle waffles omelette "
    "omelettes pizza pizzas "
    # illnesses
    "measles flu encephalitis syndrome "
    # things and sayings
    "doll dolls roulette checkers whispers horn horns kiss kisses door doors braid braids oven courage auction bath "
    "baths blind blinds shirt shirts delight towel towels rug rugs carpet carpets twins cat cats massage massages dye "
    "dyes hat hats sneakers".split()
)
# In the titles of the wires in capitals.
_MONEY = frozenset(
    "dollar dollars dlr dlrs franc francs pound yen peso pesos rupee rupees lira lire krone kroner krona kronar kronor "
    "crown rouble roubles ruble rubles yuan renminbi ringgit baht dinar dinars riyal riyals rial rials dirham dirhams "
    "guilder guilders escudo escudos shilling shillings schilling schillings drachma drachmas rand reais deutschemark "
    "deutschemarks d-mark d-marks".split()
)
# Danish crowns are money, but France crowns a cook and Israel pounds a town.
_PLURAL_MONEY = frozenset("pounds crowns mark marks".split())
_PLURAL_MONEY_OF = ("ian", "ese", "ish", "ech", "man")
_BEHIND = re.compile(r"[ -]((?:[dD]-)?\w+)")
_MONEY_AND_FLU = (
    r"(?:d[oó]ll?ar\w*|fran[ckq]\w{0,3}|yen\w*|pesos?|lir[aey]\w{0,2}|livres?|libras?|pfund|koron\w*|kron\w+|rupi\w*|"
    r"roupies?|rubel\w*|yuan\w*|доллар\w*|долар\w*|франк\w*|фунт\w*|лир\w{0,2}|иен\w*|єн\w?|рупи\w*|юан\w*|"
    r"grippe|gripp?e|griep|grypa|грипп\w*|грип\w*)"
)
_THING_BEHIND = re.compile(rf"[ -]{_MONEY_AND_FLU}\b", re.IGNORECASE)
_THING_BEFORE = re.compile(rf"\b{_MONEY_AND_FLU} $", re.IGNORECASE)
_CALLED_LANGUAGE = r"(?:язык\w{0,3}|мов[аиіу]|мовою|langues?|idiomas?|lengua|língua)"
_LANGUAGE_BEHIND = re.compile(rf" {_CALLED_LANGUAGE}\b", re.IGNORECASE)
_LANGUAGE_BEFORE = re.compile(rf"\b{_CALLED_LANGUAGE} $", re.IGNORECASE)
_PAPERS = frozenset(
    "Daily Evening Sunday Morning Free Times Post Herald Tribune Gazette Chronicle Globe Telegraph Inquirer Enquirer "
    "Examiner Dispatch Mirror Guardian Observer Courier Sentinel".split()
)
_PAPER_AFTER = re.compile(
    r"[ ](?:Daily |Evening |Sunday |Morning )?(?:Times|Post|Herald|Tribune|Gazette|Chronicle|Globe|Telegraph|Inquirer|"
    r"Enquirer|Examiner|Dispatch|Mirror|Guardian|Observer|Courier|Sentinel|Morning News|Daily News|Free Press)"
    r"\b(?! Office)"
)


def named_after(text: str, start: int, end: int, demonym: bool) -> str | None:
    """What the word behind this name or nationality makes of it: a thing (Swiss francs), a newspaper, a street."""
    match = _BEHIND.match(text, end)  # half of all names end a sentence or stand before a comma
    if not match:
        return None
    word = match[1]
    low = word.lower()
    plural = low in _PLURAL_MONEY and text[end] == " " and text[start:end].lower().endswith(_PLURAL_MONEY_OF)
    if word in _THINGS or low in _MONEY or plural:
        return "a thing that is called after it"
    if word in _PAPERS and _PAPER_AFTER.match(text, end):
        return "a newspaper"
    return "a street" if not demonym and word in _STREETS and text[end] == " " else None


def is_language(text: str, start: int, end: int) -> bool:
    """Whether a nationality is a language here: `the Spanish version`, `in French and English.`"""
    if _LANGUAGE_AFTER.match(text, end):
        return True
    before = text[max(0, start - 60) : start]
    if _SPOKEN_AFTER.match(text, end) and _SPOKEN_BEFORE.search(before):
        return True
    if _NO_NOUN.match(text, end) and _SPEAKS_BEFORE.search(before):
        return True
    noun = _LANGUAGE.fullmatch(text, start, end) and _NOUN_AFTER.match(text, end)
    return bool(noun and _NOUN_BEFORE.search(before))


def is_foreign_thing(text: str, start: int, end: int) -> bool:
    """Whether a nationality stands beside money or an illness, in a language other than English: franc suisse."""
    return bool(_THING_BEHIND.match(text, end) or _THING_BEFORE.search(text, max(0, start - 16), start))


def is_foreign_language(text: str, start: int, end: int) -> bool:
    """Whether a nationality stands beside the word for language, in another than English: idioma inglés."""
    return bool(_LANGUAGE_BEHIND.match(text, end) or _LANGUAGE_BEFORE.search(text, max(0, start - 16), start))


def signs_in(run: str) -> tuple[int, bool]:
    """How many signs of American local news a run of words has, and whether its first word is one after a blank."""
    return len(_AMERICAN.findall(run)), bool(_AMERICAN.match(" " + run))
