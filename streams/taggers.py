"""Taggers of names that other packages bring: found by entry point, checked at start, their labels read as ours.

A package offers a tagger under the group `dateline.taggers`. The entry point is a function: it gets what stands behind
the colon of DATELINE_TAGGER (`spacy:en_core_web_sm`: the text `en_core_web_sm`) and returns an object with `version`,
a text, and `names(texts, languages)`, which returns for each text a list of (start, end, label, score). It loads its
model right there and never later, so that what is missing is an error at start; it fetches nothing from the network.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import entry_points
from typing import Any

from streams.errors import SettingsError
from streams.settings import Settings
from streams.stages.tag import LINEAR, Span, Tagger

GROUP = "dateline.taggers"
# The labels of CoNLL, OntoNotes (spaCy, Stanza) and of plain words (GLiNER); others are left out.
LABELS = {
    "per": "PER", "person": "PER",
    "org": "ORG", "organization": "ORG", "organisation": "ORG",
    "loc": "LOC", "gpe": "LOC", "fac": "LOC", "location": "LOC", "place": "LOC", "country": "LOC", "city": "LOC",
    "misc": "MISC", "norp": "MISC", "event": "MISC", "work_of_art": "MISC", "product": "MISC", "law": "MISC",
}  # fmt: skip


class PluggedIn:
    """A tagger from elsewhere: labels mapped, spans checked, in order and without overlaps."""

    def __init__(self, name: str, tagger: Any, labels: Mapping[str, str]) -> None:
        self.name = name
        self.version = str(tagger.version)
        self._names: Callable[..., Any] = tagger.names
        self._labels = {**LABELS, **{label.lower(): kind for label, kind in labels.items()}}

    def names(self, texts: Sequence[str], languages: Sequence[str]) -> list[list[Span]]:
        """The names of each text."""
        found = self._names(texts, languages)
        return [self._checked(text, spans) for text, spans in zip(texts, found, strict=True)]

    def _checked(self, text: str, spans: Sequence[tuple[int, int, str, float]]) -> list[Span]:
        """Of spans that overlap the surer one stays, of those alike the longer."""
        known = [
            Span(start, end, self._labels[label.lower()], round(min(1.0, max(0.0, float(score))), 2))
            for start, end, label, score in spans
            if label.lower() in self._labels and 0 <= start < end <= len(text)
        ]
        kept: list[Span] = []
        for span in sorted(known):
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
            elif (span.score, span.end - span.start) > (kept[-1].score, kept[-1].end - kept[-1].start):
                kept[-1] = span
        return kept


def load_tagger(settings: Settings) -> Tagger:
    """The tagger that the settings name, ready for work. Raises SettingsError, in one line."""
    name, _, argument = settings.tagger.partition(":")
    if name == LINEAR.name and not argument:
        return LINEAR
    about = f"DATELINE_TAGGER={settings.tagger!r}"
    offered = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in offered:
        known = ", ".join(sorted({LINEAR.name, *offered}))
        raise SettingsError(f"{about}: no installed package offers the tagger {name!r}; there are: {known}")
    try:
        return PluggedIn(settings.tagger, offered[name].load()(argument), settings.tagger_labels)
    except Exception as error:
        why = " ".join(str(error).split())
        raise SettingsError(f"{about}: it cannot be loaded: {type(error).__name__}: {why}") from error
