"""Names in treebanks of news, whose words are marked by hand: Porttinari and AnCora, in the form of the entity sets."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]
Name = tuple[int, int, str]  # start, end, type

UNTYPED = "NAME"  # the type of a name that a treebank marks without saying what it names
_PARTS = ("dev", "test")  # the training part of either is larger than public copies hold
_OF = frozenset({"de", "do", "da", "dos", "das", "del"})
_PLACE = re.compile(r"# sent_id = (\S+?)(?:_SENT|-s)(\d+)$", re.MULTILINE)  # article and number of the sentence
# AnCora's tag of the first word of a name.
_TYPES = {"np0000p": "PER", "np0000o": "ORG", "np0000l": "LOC", "np0000a": "MISC", "np00000": UNTYPED}
_WHOLE_NAME = re.compile(r"MWE=([^|]+)")


class Word(NamedTuple):
    """A word as it is written: where it stands, and of what it is, or begins with, the columns UPOS, XPOS and MISC."""

    start: int
    end: int
    tag: str
    fine_tag: str
    more: str


def porttinari(clone: Path) -> Iterator[Json]:
    """Portuguese news, in which the words of names are marked (PROPN), though not the kind of name."""
    return _records(clone, "pt", "porttinari", _chains)


def ancora(clone: Path, language: str) -> Iterator[Json]:
    """Spanish or Catalan news; in Spanish the types of most names are not told."""
    return _records(clone, language, "ancora", _tagged)


def _records(
    clone: Path, language: str, name: str, names_in: Callable[[str, list[Word]], Iterator[Name]]
) -> Iterator[Json]:
    articles: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for part in _PARTS:
        for block in (clone / f"{language}_{name}-ud-{part}.conllu").read_text("utf-8").split("\n\n"):
            if found := _PLACE.search(block):
                articles[found[1]].append((int(found[2]), block))
    for article, blocks in sorted(articles.items()):
        text, names = "", []
        for _, block in sorted(blocks):
            sentence, words = _sentence(block)
            for start, end, kind in names_in(sentence, words):
                names.append({"start": len(text) + start, "end": len(text) + end, "type": kind})
            text += sentence + "\n"
        yield {
            "id": f"{name}:{article}",
            "set": f"{name}_{language}",
            "lang": language,
            "text": text,
            "entities": names,
        }


def _sentence(block: str) -> tuple[str, list[Word]]:
    """The text of a sentence, and its words as they are written."""
    lines = block.splitlines()
    text = next(line for line in lines if line.startswith("# text = "))[9:]
    words: list[Word] = []
    place = joined = 0
    for number, form, _, tag, fine_tag, *_, more in (line.split("\t") for line in lines if line[:1].isdigit()):
        first, _, last = number.partition("-")
        if "." in number or (not last and int(first) <= joined):
            continue  # not written, or part of a word that is written as one, as `do` for `de o`
        joined = int(last or joined)
        start = text.index(form, place)
        place = start + len(form)
        words.append(Word(start, place, tag, fine_tag, more))
    return text, words


def _chains(text: str, words: list[Word]) -> Iterator[Name]:
    """Words of names one after the other, or with `de` between them, which may be two names."""
    of_name = [word.tag == "PROPN" for word in words]
    number = 0
    while number < len(words):
        first = words[number]
        number += 1
        if of_name[number - 1] and not text[first.start : first.end].islower():
            while number < len(words):
                links = text[words[number].start : words[number].end].lower() in _OF
                if not of_name[number] and not (links and of_name[number + 1 : number + 2] == [True]):
                    break
                number += 1
            yield first.start, words[number - 1].end, UNTYPED


def _tagged(text: str, words: list[Word]) -> Iterator[Name]:
    """Names whose first word carries the type, and the words of the whole where there are several."""
    stop = 0
    for word in words:
        kind = _TYPES.get(word.fine_tag)
        if kind and word.start >= stop and not text[word.start : word.end].islower():
            stop = word.end
            if whole := _WHOLE_NAME.search(word.more):
                parts = map(re.escape, whole[1].split("_"))
                found = re.compile(r"\s*".join(parts)).match(text, word.start)
                stop = found.end() if found else stop
            yield word.start, stop, kind
