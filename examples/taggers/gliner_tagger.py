"""GLiNER as dateline's tagger of names: DATELINE_TAGGER=gliner:/models/gliner_small-v2.1 (a folder)."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_LABELS = ["person", "organization", "location"]
_THRESHOLD = 0.5
_BATCH = 16
_WINDOW = 1200  # characters: GLiNER drops in silence what goes beyond some 384 words
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


class GlinerTagger:
    """The entities of a model, asked paragraph by paragraph."""

    def __init__(self, model: Any, version: str) -> None:
        self._model = model
        self.version = version

    def names(self, texts: Sequence[str], languages: Sequence[str]) -> list[list[tuple[int, int, str, float]]]:
        """All windows of all texts in one call; the models know many languages."""
        del languages
        windows = [(number, start, part) for number, text in enumerate(texts) for start, part in _windows(text)]
        found: list[list[tuple[int, int, str, float]]] = [[] for _ in texts]
        parts = [part for _, _, part in windows]
        answers = self._model.inference(parts, _LABELS, threshold=_THRESHOLD, batch_size=_BATCH) if parts else []
        for (number, start, _), entities in zip(windows, answers, strict=True):
            for item in entities:
                found[number].append((start + item["start"], start + item["end"], item["label"], item["score"]))
        return found


def _windows(text: str) -> list[tuple[int, str]]:
    """Start and text of each paragraph; a long one is cut where a sentence ends, or else a word."""
    found = []
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        while end - start > _WINDOW:
            cut = max(text.rfind(". ", start, start + _WINDOW) + 1, 0) or text.rfind(" ", start, start + _WINDOW)
            cut = cut if cut > start else start + _WINDOW
            found.append((start, text[start:cut]))
            start = cut
        found.append((start, text[start:end]))
    return found


def load(model: str) -> GlinerTagger:
    """The model from the disk: `hf download` it before the worker starts."""
    if not Path(model).is_dir():
        raise FileNotFoundError(f"{model} is no folder; a model is downloaded before the worker starts")
    from importlib.metadata import version

    from gliner import GLiNER

    return GlinerTagger(GLiNER.from_pretrained(model, local_files_only=True), f"gliner {version('gliner')}")
