"""How words go on behind a stem and before a name, by language: росси-йский, al-Misri, የኢትዮጵያ."""

from streams.stages.tag.countries.gazetteer import Form

# How many letters an ending may have; agglutinating languages take more.
LONGEST = {"en": 5, "fi": 8, "hu": 7, "tr": 8, "ko": 5, "et": 6, "so": 6}
USUAL = 5
SHORT_STEM = 4  # letters: up to here two more are enough, or words of all kinds begin like it
ENGLISH = frozenset({"", "s", "man", "men", "woman", "women", "er", "ers", "i", "is", "n"})
ARABIC = frozenset("ه ي يه يين يون يات يا ا ين ون ات تين تان يتين يان".split())
PERSIAN = frozenset("ي يان يها ها يي ه ان ستان ستاني هاي تبار".split())
AMHARIC = frozenset("ን ና ም ዊ ዊት ዊው ዊያን ውያን ያን ያዊ ያዊያን ዊያንን ው ዎች ስ ንና ንም ውያንን ዊቷ ዋ".split())
CLOSED = {"en": ENGLISH, "und": ENGLISH, "ar": ARABIC, "fa": PERSIAN, "am": AMHARIC}
# What ends a word of nationality in Romance languages; verbs end otherwise (indicó is no Indian).
ROMANCE = frozenset("es pt it fr ca ro gl".split())
ROMANCE_LAST = frozenset("aeiíosnlzăîșşãrd")
CLITICS = frozenset("و ب ل ف ك".split())
ARABIC_PREFIXES = CLITICS | frozenset("ال وال بال لل فال كال ول وب ولل".split())
AMHARIC_PREFIXES = frozenset("የ በ ከ ለ ስለ እና የነ ወደ እንደ በየ ከነ".split())
HEBREW_PREFIXES = frozenset("ב ל מ ה ו ש כ וה וב ול שב מה".split())


def goes_on(rest: str, form: Form, language: str) -> bool:
    """Whether a stem may go on with this rest in an article of this language."""
    if any(item.language == "en" for item in form.readings) and language in ("en", "und"):
        return rest in ENGLISH
    closed = CLOSED.get(language)
    if closed is not None and language not in ("en", "und"):
        return rest in closed
    if language in ROMANCE and rest[-1] not in ROMANCE_LAST:
        return False
    longest = LONGEST.get(language, USUAL)
    return len(rest) <= (longest if len(form.text) > SHORT_STEM or longest > USUAL else 2)


def comes_after(prefix: str, form: Form) -> bool:
    """Whether a name may follow these letters without a blank: clitics, and the article before nationalities alone."""
    if prefix in AMHARIC_PREFIXES or prefix in HEBREW_PREFIXES:
        return True
    kinds = {item.kind for item in form.readings}
    if len(form.text) == 3:  # three letters begin like many words: Egypt and Qatar are few
        return prefix in CLITICS and "name" in kinds
    return prefix in (ARABIC_PREFIXES if "demonym" in kinds else CLITICS) and len(form.text) > 3
