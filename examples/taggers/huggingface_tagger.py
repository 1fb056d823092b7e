"""A token classifier of transformers as dateline's tagger: DATELINE_TAGGER=huggingface:/models/bert-base-NER."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

_BATCH = 16
_STRIDE = 32  # tokens that two windows of a long text share
_LONGEST = 100_000  # tokens of a window; beyond that transformers means that it does not know


class HuggingFaceTagger:
    """The entities of a `token-classification` pipeline."""

    def __init__(self, pipeline: Any, version: str) -> None:
        self._pipeline = pipeline
        self.version = version

    def names(self, texts: Sequence[str], languages: Sequence[str]) -> list[list[tuple[int, int, str, float]]]:
        """The groups of tokens that the pipeline names; empty texts it would refuse."""
        del languages
        asked = [text for text in texts if text.strip()]
        answers = iter(self._pipeline(asked, batch_size=_BATCH) if asked else [])
        return [
            [(item["start"], item["end"], item["entity_group"], float(item["score"])) for item in next(answers)]
            if text.strip()
            else []
            for text in texts
        ]


def load(model: str) -> HuggingFaceTagger:
    """The model from the disk: `hf download` it before the worker starts."""
    if not Path(model).is_dir():
        raise FileNotFoundError(f"{model} is no folder; a model is downloaded before the worker starts")
    import transformers

    local = {"local_files_only": True}
    classifier = transformers.AutoModelForTokenClassification.from_pretrained(model, **local)
    tokenizer = transformers.AutoTokenizer.from_pretrained(model, **local)
    if tokenizer.model_max_length > _LONGEST:
        raise ValueError(f"the tokenizer in {model} does not say how much the model reads at once (model_max_length)")
    pipeline = transformers.pipeline(
        "token-classification", model=classifier, tokenizer=tokenizer, aggregation_strategy="simple", stride=_STRIDE
    )
    return HuggingFaceTagger(pipeline, f"transformers {transformers.__version__}")
