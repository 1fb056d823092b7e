"""What a first model says of texts without labels."""

import numpy as np
import pytest

from evaluation.training.self_training import OPEN, guessed
from streams.stages.tag.names.model import LABELS, Weights, allowed, load_model
from streams.stages.tag.names.words import Words


def test_a_name_counts_throughout_as_what_most_of_its_places_are() -> None:
    often = "Il sindaco Marco Ferri ha detto lunedì a Torino che la città aiuterà."
    rarely = "Marco Ferri, Torino."
    records = [{"id": str(number), "text": text} for number, text in enumerate([often] * 8 + [rarely])]
    *_, last = guessed(records, "it", load_model("other"), Words("it"))
    told = {rarely[item["start"] : item["end"]]: item["type"] for item in last["entities"]}
    assert told["Marco Ferri"] == "PER"
    assert told["Torino"] == "LOC"


def test_of_what_a_model_is_not_sure_of_nothing_is_said() -> None:
    blank = Weights(np.zeros((1 << 12, len(LABELS)), dtype=np.int8), 1.0, allowed(), frozenset())
    (record,) = guessed([{"id": "a", "text": "Ieri Marco Ferri era a Torino."}], "it", blank, Words("it"))
    assert {item["type"] for item in record["entities"]} == {OPEN}


@pytest.mark.parametrize("text", ["", "tutto piccolo qui."])
def test_a_text_without_capitals_teaches_nothing(text: str) -> None:
    assert guessed([{"id": "a", "text": text}], "it", load_model("other"), Words("it")) == []
