"""The trainer of names; skipped where what `make models` installs is not there."""

import pytest

from evaluation.training.public_names import UNTYPED
from streams.stages.tag.names.features import read
from streams.stages.tag.names.model import LABELS
from streams.stages.tag.names.words import Words

pytest.importorskip("scipy")
names = pytest.importorskip("evaluation.training.names")


def test_a_name_without_a_type_may_be_of_any_and_a_known_one_of_its_own() -> None:
    text = "Nuno Brito e Banco do Norte"
    entities = [{"start": 0, "end": 10, "type": "PER"}, {"start": 13, "end": 27, "type": UNTYPED}]
    rows = names._gold(read(text, Words("pt")), {"entities": entities})
    fit = [{label for label, may in zip(LABELS, row, strict=True) if may} for row in rows]
    begins = {label for label in LABELS if label.startswith("B-")}
    assert fit[:4] == [{"B-PER"}, {"I-PER"}, {"O"}, begins]
    assert fit[4] == set(LABELS) - begins
    assert fit[5] == set(LABELS) - {"O"}
