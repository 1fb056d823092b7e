"""Which words tell a story from all others: rare ones, names and numbers, said early and often."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

MAX_WORDS = 60
READ = 6000  # characters in which an article says what it is about

_TOKEN = re.compile(r"[^\W\d_]{2,24}|\d{1,9}")
_EARLY = ((200, 2.0), (600, 0.5))  # a word before so many characters counts so much more
_NAME, _NUMBER = 2.0, 2.0  # a name or a number tells twice as much as another word
_FUNCTION_WORD = 5  # letters: without counts for a language, shorter words tell nothing
_TOKENS_READ = 1500
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # scripts without spaces
_ENDINGS = ("ing", "ed", "es", "s")


def fold(text: str) -> str:
    """Lower case without accents, so that one name has one form."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def telling_words(folded: str, names: Iterable[str], language: str) -> dict[str, int]:
    """The words with their weights in thousandths of their common length, most telling first.

    `folded` is title and text; `names` are folded too. Linear in the text's length.
    """
    named = {part for name in names for token in _TOKEN.findall(name) for part in _parts(token)}
    counts: Counter[str] = Counter()
    for number, match in enumerate(_TOKEN.finditer(folded, 0, READ)):
        if number == _TOKENS_READ:
            break
        start = match.start()
        for part in _parts(match.group()):
            counts[part] += 1.0 + sum(more for before, more in _EARLY if start < before)  # type: ignore[assignment]
    weights: dict[str, float] = {}
    for word, count in counts.items():
        is_name, is_number = word in named, word.isdigit()
        weight = math.log1p(count) * _rarity(word, language, known=is_name or is_number)
        if weight > 0:
            kept = word if is_name or is_number else _stem(word)
            weights[kept] = weights.get(kept, 0.0) + weight * (_NAME if is_name else _NUMBER if is_number else 1.0)
    chosen = sorted(weights, key=lambda word: (-weights[word], word))[:MAX_WORDS]
    length = math.sqrt(sum(weights[word] ** 2 for word in chosen))
    return {word: round(1000 * weights[word] / length) for word in chosen}


def _parts(token: str) -> list[str]:
    """The token; where words stand without spaces, its pairs of letters."""
    if token.isascii() or not _UNSPACED.match(token):
        return [token]
    return [token[at : at + 2] for at in range(len(token) - 1)]


def _rarity(word: str, language: str, *, known: bool) -> float:
    """The logarithm of how few texts hold the word; 0 where nothing is known of it and it may be a common one."""
    table, texts = _frequencies()
    short = len(word) < _FUNCTION_WORD and not _UNSPACED.match(word)
    if short and not known and language not in ("en", "und"):
        return 0.0
    return max(0.0, math.log(texts / (table.get(word, 0) + 0.5)))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if len(word) >= len(ending) + 4 and word.endswith(ending):
            return word[: -len(ending)]
    return word


@cache
def _frequencies() -> tuple[dict[str, int], int]:
    """In how many texts each English word stands, and how many texts there were."""
    head, *lines = files("streams").joinpath("data", "frequencies-en.tsv").read_text("utf-8").splitlines()
    return {word: int(count) for word, count in (line.split("\t") for line in lines)}, int(head.split()[-1])
