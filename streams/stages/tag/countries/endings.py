"""Where a name begins and ends in its word, by language and script: росси-йский, al-Misri, የኢትዮጵያ, UAEと."""

from streams.stages.tag.countries.folding import is_spaceless
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


_ENDS = frozenset(" .,;:'\"-\n)") | {""}  # what ends most words


def prefix_of(low: str, start: int) -> str | None:
    """The letters that stand before a name without a blank: none, clitics, or None where it is inside a word."""
    before = low[start - 1] if start else " "
    char = low[start]
    if not (before.isalnum() or before == "_") or is_spaceless(char) or _changes_script(char, before):
        return ""
    if char < "\u0590" or "\uac00" <= char <= "\ud7af":
        return None
    begin = start
    while begin > 0 and start - begin < 4 and low[begin - 1].isalpha():
        begin -= 1
    return low[begin:start]


def _changes_script(char: str, beside: str) -> bool:
    """Whether a Latin name touches a letter of Chinese, Japanese or Korean, where no blank parts them: UAEと."""
    return char < "\u0370" and beside >= "\u3040"


def ending_of(low: str, end: int, form: Form, language: str) -> int | None:
    """Where the word ends, or None where it goes on in a way that this form does not."""
    if is_spaceless(form.text[-1]):
        return None if _inside_katakana(low, end, form.text) else end
    after = low[end : end + 1]
    if after in _ENDS or _changes_script(form.text[-1], after):
        return end
    stop = end
    while stop < len(low) and stop - end < 12 and (low[stop].isalpha() or "\u0900" <= low[stop] <= "\u0963"):
        stop += 1
    rest = low[end:stop]
    if not rest:
        return end
    if "\uac00" <= form.text[-1] <= "\ud7af":
        return end if len(rest) <= LONGEST["ko"] else None
    stem = form.stem or "\u1200" <= form.text[-1] <= "\u137f"
    return stop if stem and goes_on(rest, form, language) else None


def _inside_katakana(low: str, end: int, name: str) -> bool:
    """A short name in katakana within a longer word: Thailand in the word for title, Rio in that for scenario."""
    if len(name) > 3 or not all(map(_is_katakana, name)):
        return False
    start = end - len(name)
    return _is_katakana(low[start - 1 : start]) or _is_katakana(low[end : end + 1])


def _is_katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30fe" and char != "・"


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
