"""The trainer of names; skipped where what `make models` installs is not there."""

import numpy as np
import pytest

from evaluation.training.public_names import UNTYPED
from evaluation.training.self_training import OPEN
from streams.stages.tag.names.features import read
from streams.stages.tag.names.model import LABELS
from streams.stages.tag.names.words import Words

pytest.importorskip("scipy")
crf = pytest.importorskip("evaluation.training.crf")
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


def test_of_an_open_word_nothing_is_said() -> None:
    text = "Nuno Brito"
    (_, rest) = names._gold(
        read(text, Words("pt")),
        {"entities": [{"start": 0, "end": 4, "type": "PER"}, {"start": 5, "end": 10, "type": OPEN}]},
    )
    assert rest.all()


def test_a_second_round_begins_where_the_first_one_ended() -> None:
    draw = np.random.default_rng(7)
    gold = np.eye(len(LABELS), dtype=bool)[[0, 1, 2, 0, 3]]
    examples = [crf.Example(draw.integers(1, 40, (3, 5)), [3, 2], gold)]
    done = crf.fit(examples, 0.5, 200, 10)
    again = crf.fit(examples, 0.5, 1, 10, done)
    assert np.allclose(again.weights, done.weights, atol=1e-2)
    assert not np.allclose(crf.fit(examples, 0.5, 1, 10).weights, done.weights, atol=1e-2)


def test_the_likelihood_of_partial_labels_has_the_gradient_that_it_claims() -> None:
    draw = np.random.default_rng(5)
    gold = draw.random((7, len(LABELS))) < 0.5
    gold[:, [0, 1]] = True  # some path fits
    problem = crf._Problem([crf.Example(draw.integers(1, 40, (3, 7)), [4, 3], gold)], 0.5, 18)
    size = problem.matrix.shape[1] * len(LABELS) + problem.free.size
    at = np.zeros(size)
    places = np.concatenate([draw.integers(len(LABELS), 40 * len(LABELS), 6), np.arange(size - 3, size)])
    at[places] = draw.normal(0, 0.3, len(places))
    _, gradient = problem(at)
    for place in places:
        step = np.zeros(size)
        step[place] = 1e-3
        slope = (problem(at + step)[0] - problem(at - step)[0]) / 2e-3
        assert np.isclose(slope, gradient[place], atol=2e-2), place
