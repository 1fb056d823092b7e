"""Folds of the line model: no page is judged by a model that has seen its site, and repeats cut the sites anew."""

import numpy as np

from evaluation.training.line_examples import Example
from evaluation.training.line_folds import measure
from evaluation.training.lines import fresh_net
from streams.stages.clean.model import Matrix
from streams.stages.clean.page import Block, Page
from streams.stages.clean.select import Observed

SITES = [f"site{number % 7}.test" for number in range(20)]


def _example(number: int) -> Example:
    ones = np.ones(3, np.float32)
    seen = Observed(None, [0] * 3, np.ones((3, 2), np.float32), ones, bare=False)
    page = Page([Block("a b c d")] * 3)
    return Example(f"set/{number}/html", SITES[number], page, seen, ones, ones, "a b c d")


def test_every_page_is_judged_once_a_repeat_by_a_model_that_has_not_seen_its_site() -> None:
    examples = [_example(number) for number in range(len(SITES))]
    learnt: list[set[str]] = []

    def learn(seen: list[Example], seed: int) -> dict[str, Matrix]:
        learnt.append({one.site for one in seen})
        net = fresh_net(2, np.random.default_rng(seed))
        scaling = {"mean": np.zeros(2, np.float32), "scale": np.ones(2, np.float32)}
        return scaling | {key: value[None] for key, value in net.items()}

    scores = measure(examples, learn, folds=3, repeats=2)
    assert {name: len(found) for name, found in scores.items()} == {one.name: 2 for one in examples}
    for repeat in (learnt[:3], learnt[3:]):
        assert all(sum(site not in seen for seen in repeat) == 1 for site in SITES)
    assert learnt[:3] != learnt[3:]
