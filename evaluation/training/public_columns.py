"""Corpora of names that are tables, a word in each row with its label: sentences of them become texts."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]

_CLOSING = frozenset(".,;:!?)»")
_BLOCK = 20  # sentences of a record, where a corpus has lost its articles
# What Portuguese writes as one word and a treebank as two: `de` and `o`.
_CONTRACTED = {
    **{("de", word): f"d{word}" for word in "o a os as ele ela eles elas este esta estes estas esse essa".split()},
    **{("em", word): f"n{word}" for word in "o a os as ele ela um uma este esta esse essa".split()},
    **{("por", word): f"pel{word}" for word in ("o", "a", "os", "as")},
    ("a", "o"): "ao", ("a", "os"): "aos", ("a", "a"): "à", ("a", "as"): "às",
}  # fmt: skip


class Word(NamedTuple):
    """A word, whether a space stands before it, and `O` or the type of the name with `B-` or `I-` before it."""

    spaced: bool
    form: str
    label: str


Sentence = list[Word]


def texts(name: str, language: str, sentences: Iterable[Sentence], *, every: int = 1) -> Iterator[Json]:
    """Records of some sentences each, in the form of the entity sets; of many sentences each nth record is enough."""
    kept = list(sentences)
    for number in range(0, len(kept), _BLOCK * every):
        text, names = "", []
        for sentence in kept[number : number + _BLOCK]:
            before = "O"
            for place, (spaced, form, label) in enumerate(sentence):
                text += " " if place and spaced else ""
                text += form
                if label.startswith("I-") and label[2:] == before[2:]:
                    names[-1]["end"] = len(text)
                elif label != "O":
                    names.append({"start": len(text) - len(form), "end": len(text), "type": label[2:]})
                before = label
            text += "\n"
        yield {"id": f"{name}:{number}", "set": name, "lang": language, "text": text, "entities": names}


def rows(path: Path) -> Iterator[list[str]]:
    """The lines of each sentence; empty lines stand between them."""
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        if lines := block.splitlines():
            yield lines


def plain(path: Path) -> Iterator[Sentence]:
    """Lines of a word, perhaps more, and a label (CoNLL 2002 and 2003); where spaces stood is not said."""
    for lines in rows(path):
        words = [line.split() for line in lines]
        yield [Word(word[0] not in _CLOSING, word[0], word[-1]) for word in words if len(word) > 1]


def universal(path: Path) -> Iterator[Sentence]:
    """The files of Universal NER; their texts show the spaces, and each contraction as two words."""
    for lines in rows(path):
        text = next((line for line in lines if line.startswith("# text = ")), "")[9:]
        found: Sentence = []
        place = 0
        for _, form, label, *_ in (line.split("\t") for line in lines if line[:1].isdigit()):
            start = text.find(form, place)
            word = Word(start != place, form, label)
            place = start + len(form)
            last = found[-1].form if found else ""
            if joined := _CONTRACTED.get((last.lower(), form)):
                found[-1] = found[-1]._replace(form=joined if last.islower() else joined.capitalize())
            else:
                found.append(word)
        yield found
