"""spaCy as dateline's tagger of names: DATELINE_TAGGER=spacy:en_core_web_sm (a package or a folder)."""

from collections.abc import Sequence
from typing import Any

_BATCH = 16
_UNUSED = ("parser", "attribute_ruler", "lemmatizer", "textcat")


class SpacyTagger:
    """The entities of a pipeline. spaCy says nothing of how sure it is."""

    score = 0.85

    def __init__(self, pipeline: Any, version: str) -> None:
        self._pipeline = pipeline
        self._unused = [name for name in _UNUSED if name in pipeline.pipe_names]
        self.version = f"{pipeline.meta['version']} spaCy {version}"

    def names(self, texts: Sequence[str], languages: Sequence[str]) -> list[list[tuple[int, int, str, float]]]:
        """The pipeline's entities; a pipeline has one language, so the texts' own says nothing new."""
        del languages
        with self._pipeline.memory_zone():  # else its store of strings grows for ever
            found = self._pipeline.pipe(texts, batch_size=_BATCH, disable=self._unused)
            return [[(item.start_char, item.end_char, item.label_, self.score) for item in doc.ents] for doc in found]


def load(model: str) -> SpacyTagger:
    """The pipeline, which must be installed: `python -m spacy download en_core_web_sm`, before the worker starts."""
    import spacy

    pipeline = spacy.load(model)
    if "ner" not in pipeline.pipe_names and "entity_ruler" not in pipeline.pipe_names:
        raise ValueError(f"the pipeline {model} has no part that finds entities")
    return SpacyTagger(pipeline, spacy.__version__)
