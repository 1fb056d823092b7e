"""Labels for texts that have none, from a first model: what it is sure of; of the rest nothing is said.

A name that is told often counts as what most of its places are, as far as the model can see (self-training, Yarowsky
1995; one sense per collocation made one type per name).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from streams.stages.tag.names.features import Document, read
from streams.stages.tag.names.linear import marked, spans_of
from streams.stages.tag.names.model import Weights
from streams.stages.tag.names.tagger import Span
from streams.stages.tag.names.words import Words

Json = dict[str, Any]

OPEN = "OPEN"  # the type of words of which nothing is said
SURE = 0.8  # of a name
SURE_OF_NONE = 0.9  # that a word is no part of a name
OFTEN = 3.0  # sum of the chances of a name's places, for them to have one type
SHARE = 0.7  # of that sum, for its type


class _Guess(NamedTuple):
    record: Json
    spans: list[Span]
    unsure: list[tuple[int, int]]  # words that may be no part of a name


def guessed(records: Iterable[Json], language: str, model: Weights, words: Words) -> list[Json]:
    """The records with the names that the model finds, OPEN where it is not sure."""
    guesses = [guess for record in records if (guess := _guess(record, read(record["text"], words), language, model))]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for guess in guesses:
        for span in guess.spans:
            votes[_name(guess, span)][span.type] += span.score
    found = []
    for guess in guesses:
        names = [(span.start, span.end, _type(span, votes[_name(guess, span)])) for span in guess.spans]
        entities = sorted([*names, *((start, end, OPEN) for start, end in guess.unsure)])
        labelled = [{"start": start, "end": end, "type": kind} for start, end, kind in entities]
        found.append({**guess.record, "entities": labelled})
    return found


def _guess(record: Json, document: Document, language: str, model: Weights) -> _Guess | None:
    if not document.runs:
        return None
    labels, sure = marked(document, language, model)
    unsure = [
        (document.tokens.starts[number], document.tokens.ends[number])
        for number, label, chance in zip(_numbers(document), labels, sure, strict=True)
        if label == 0 and chance < SURE_OF_NONE
    ]
    return _Guess(record, spans_of(document, labels, sure), unsure)


def _numbers(document: Document) -> Iterator[int]:
    return chain.from_iterable(range(first, stop) for first, stop in document.runs)


def _name(guess: _Guess, span: Span) -> str:
    return str(guess.record["text"][span.start : span.end])


def _type(span: Span, votes: Counter[str]) -> str:
    (most, score), total = votes.most_common(1)[0], sum(votes.values())
    if total >= OFTEN and score >= SHARE * total:
        return most
    return span.type if span.score >= SURE else OPEN
