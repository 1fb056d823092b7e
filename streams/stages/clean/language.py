"""Tells the language of a text: by its script where one language owns it, else by py3langid's model."""

import re
from functools import cache
from typing import Any

from streams.records import Language

_SAMPLE = 300
_GLANCE, _CERTAIN = 100, 0.9  # most texts show their language in so many characters
# The small words of English, in which most pages are written; the model takes twenty times as long to say so.
_ENGLISH = frozenset("the of and to in is was for on that with by from said has it".split())
_ENGLISH_WORDS, _ENGLISH_KINDS, _ENGLISH_SHARE = 8, 4, 0.15
_SURE = 0.6
_FEWEST_LETTERS = 12
_LETTER = re.compile(r"[^\W\d_]")
# Scripts that one language of the news owns, by the first and last of their code points.
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ko", "[\uac00-\ud7af\u1100-\u11ff]"),
    ("ja", "[\u3041-\u30ff]"),
    ("zh", "[\u3400-\u9fff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("lo", "[\u0e80-\u0eff]"),
    ("ka", "[\u10a0-\u10ff]"),
    ("hy", "[\u0530-\u058f]"),
    ("el", "[\u0370-\u03ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("ta", "[\u0b80-\u0bff]"),
    ("te", "[\u0c00-\u0c7f]"),
    ("kn", "[\u0c80-\u0cff]"),
    ("ml", "[\u0d00-\u0d7f]"),
    ("gu", "[\u0a80-\u0aff]"),
    ("pa", "[\u0a00-\u0a7f]"),
    ("bn", "[\u0980-\u09ff]"),
    ("or", "[\u0b00-\u0b7f]"),
    ("si", "[\u0d80-\u0dff]"),
    ("km", "[\u1780-\u17ff]"),
    ("my", "[\u1000-\u109f]"),
    ("bo", "[\u0f00-\u0fff]"),
)
_BY_SCRIPT = tuple((code, re.compile(letters)) for code, letters in _SCRIPTS)
_ONE_SCRIPT = re.compile(
    "[\u0370-\u03ff\u0530-\u05ff\u0980-\u0eff\u0f00-\u11ff\u1780-\u17ff\u3041-\u9fff\uac00-\ud7af]"
)
_ETHIOPIC = re.compile("[\u1200-\u139f]")
# Letters of everyday words in Tigrinya that Amharic hardly writes.
_TIGRINYA = re.compile("[ኣቐቑቒቓቔቕቖኸኹኺኻኼኽኾ]")
_TIGRINYA_SHARE = 0.02
# Two languages so close that the model knows one: Kirundi says ivyo and ico where Kinyarwanda says ibyo and icyo.
_RUNDI = re.compile(r"vy|\b(?:ico|ca|co|ciwe|cabo)\b", re.IGNORECASE)
_RWANDA = re.compile(r"cy|by", re.IGNORECASE)
# Nigerian Pidgin differs from the headlines of English by its small words.
_PIDGIN = re.compile(
    r"\b(?:dey|wey|di|dem|dis|dat|na|don|wetin|pipo|pesin|kontris?|govment|fotos?|comot|chop|sey|una|dia|fit|abi|oga|tok)\b",
    re.IGNORECASE,
)


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def guess_language(text: str) -> Language:
    """The best guess, however weak."""
    return _guess(text[:_SAMPLE], _letters_in(text))


def _letters_in(text: str) -> int:
    return len(_LETTER.findall(text[:_SAMPLE]))


def _guess(sample: str, letters: int) -> Language:
    if not letters:
        return Language(code="und", score=0.0)
    if code := _owner(sample, letters):
        return Language(code=code, score=1.0)
    if _is_english(sample):
        return Language(code="en", score=1.0)
    code, score = _model().classify(sample[:_GLANCE])
    if score < _CERTAIN and len(sample) > _GLANCE:
        code, score = _model().classify(sample)
    if code == "rw" and len(_RUNDI.findall(sample)) > len(_RWANDA.findall(sample)):
        code = "rn"
    if code == "pcm" and not _PIDGIN.search(sample):
        code = "en"
    return Language(code=str(code), score=round(float(score), 3))


def _is_english(sample: str) -> bool:
    words = sample.lower().split()
    small = [word for word in words if word in _ENGLISH]
    return len(small) >= max(_ENGLISH_WORDS, _ENGLISH_SHARE * len(words)) and len(set(small)) >= _ENGLISH_KINDS


def detect_language(text: str) -> Language:
    """The language of the text, `und` where the text is too short or the guess too weak."""
    letters = _letters_in(text)
    guess = _guess(text[:_SAMPLE], letters)
    if guess.score < _SURE or letters < _FEWEST_LETTERS:
        return Language(code="und", score=guess.score)
    return guess


def _owner(sample: str, letters: int) -> str | None:
    if len(_ETHIOPIC.findall(sample)) > letters / 2:
        return "ti" if len(_TIGRINYA.findall(sample)) > letters * _TIGRINYA_SHARE else "am"
    if len(_ONE_SCRIPT.findall(sample)) < letters / 4:
        return None
    counts = {code: len(pattern.findall(sample)) for code, pattern in _BY_SCRIPT}
    if counts["ja"] > 0.05 * letters:
        return "ja"  # kana beside Chinese characters
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] > letters / 2 else None
