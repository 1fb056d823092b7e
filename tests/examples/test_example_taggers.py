"""The example taggers say what their libraries' objects say, in our form; spaCy itself where it is installed."""

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from streams.taggers import PluggedIn

EXAMPLES = Path(__file__).parents[2] / "examples" / "taggers"
TEXTS = ["Anna Becker flew to Peru.\n\nShe met the World Bank.", ""]


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    return importlib.import_module


def spoken(text: str, spans: list) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.type) for span in spans]


def test_gliner_is_asked_in_paragraphs_and_answers_with_offsets_of_the_whole_text(example) -> None:
    class Model:
        def inference(self, texts, labels, threshold, batch_size):
            assert "person" in labels
            words = {"Anna Becker": "person", "Peru": "location", "World Bank": "organization"}
            return [
                [
                    {"start": text.index(word), "end": text.index(word) + len(word), "label": label, "score": 0.8}
                    for word, label in words.items()
                    if word in text
                ]
                for text in texts
            ]

    tagger = PluggedIn("gliner:x", example("gliner_tagger").GlinerTagger(Model(), "1"), {})
    first, second = tagger.names(TEXTS, ["en", "en"])
    assert spoken(TEXTS[0], first) == [("Anna Becker", "PER"), ("Peru", "LOC"), ("World Bank", "ORG")]
    assert second == []


def test_gliner_windows_cover_a_long_paragraph_and_end_between_words(example) -> None:
    text = "A sentence of some words about nothing. " * 100 + "x" * 3000
    windows = example("gliner_tagger")._windows(text)
    assert "".join(part for _, part in windows) == text
    assert all(text[start : start + len(part)] == part and len(part) <= 1200 for start, part in windows)
    assert windows[0][1].endswith(".")


def test_hugging_face_groups_become_spans_and_empty_texts_are_not_asked(example) -> None:
    def pipeline(texts, batch_size):
        assert all(text.strip() for text in texts)
        return [[{"start": 20, "end": 24, "entity_group": "LOC", "score": 0.99, "word": "peru"}] for _ in texts]

    tagger = PluggedIn("huggingface:x", example("huggingface_tagger").HuggingFaceTagger(pipeline, "1"), {})
    first, second = tagger.names(TEXTS, ["en", "en"])
    assert spoken(TEXTS[0], first) == [("Peru", "LOC")]
    assert second == []


@pytest.mark.parametrize("name", ["gliner_tagger", "huggingface_tagger"])
def test_a_model_that_is_not_on_the_disk_is_refused_before_anything_is_loaded(
    example, name: str, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere is no folder"):
        example(name).load(str(tmp_path / "nowhere"))


def test_spacy_entities_become_spans_with_our_types(example, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Anna Becker"},
            {"label": "GPE", "pattern": "Peru"},
            {"label": "DATE", "pattern": "Monday"},
        ]
    )
    pipeline.to_disk(tmp_path / "pipeline")
    made = example("spacy_tagger").load(str(tmp_path / "pipeline"))
    first, second = PluggedIn("spacy:x", made, {}).names(TEXTS, ["en", "en"])
    assert spoken(TEXTS[0], first) == [("Anna Becker", "PER"), ("Peru", "LOC")]
    assert second == []
    assert f"spaCy {spacy.__version__}" in made.version


def test_a_spacy_pipeline_without_entities_is_refused(example, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    spacy.blank("en").to_disk(tmp_path / "empty")
    with pytest.raises(ValueError, match="no part that finds entities"):
        example("spacy_tagger").load(str(tmp_path / "empty"))


def test_the_spacy_example_reads_nothing_but_what_spacy_offers(example, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = SimpleNamespace(ents=[SimpleNamespace(start_char=20, end_char=24, label_="GPE")])

    class Pipeline:
        pipe_names = ("tok2vec", "parser", "ner")
        meta = {"version": "3.8.0"}  # noqa: RUF012

        def memory_zone(self):
            import contextlib

            return contextlib.nullcontext()

        def pipe(self, texts, batch_size, disable):
            assert disable == ["parser"]
            return [doc for _ in texts]

    monkeypatch.setitem(sys.modules, "spacy", None)
    made = example("spacy_tagger").SpacyTagger(Pipeline(), "3.8.0")
    assert made.names(["She went at once to Peru."], ["en"]) == [[(20, 24, "GPE", made.score)]]
