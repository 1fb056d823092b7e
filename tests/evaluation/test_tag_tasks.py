"""Predictions lie in the texts of the data sets, whatever the clean stage mends before."""

import pytest

from evaluation.tag_tasks import mended


@pytest.mark.parametrize(
    ("given", "name", "meant"),
    [
        ("Il sindaco NicolÃ² Ferri parla.\nPerchÃ© no?", "NicolÃ² Ferri", "Nicolò Ferri"),
        ("VerrÃ\u00a0 a CefalÃ¹ domani.", "CefalÃ¹", "Cefalù"),
        ("A line that ends in Cefalu\r\nand another", "Cefalu", "Cefalu"),
        ("Nothing to mend in Cefalu.", "Cefalu", "Cefalu"),
    ],
)
def test_a_name_in_a_mended_text_is_found_again_in_the_given_one(given: str, name: str, meant: str) -> None:
    text, places = mended(given)
    start = text.index(meant)
    assert given[places[start][0] : places[start + len(meant) - 1][1]] == name
    assert len(places) == len(text)
