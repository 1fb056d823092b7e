"""Fit the weights of salience and role, and write streams/data/salience.tsv; the same bytes every time.

usage: python -m evaluation.training.salience [DATA]     (DATA: the folder of all sets, default ../shared/data)

Learns from Wikinews (CC BY 2.5: where an editor would file each article, and each country's role) and from MUC-3/4
(public domain: the country of each incident). Wikinews has no datelines, and MUC names the incident's country alone;
so in MUC the country of the dateline counts as one under which an article is filed. Both are learnt from with and
without headline and dateline, since not every article has them. Prints what cross-validation by
article gives; Reuters, CLIFF and the like only measure.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.data import DEFAULT, Json, read
from evaluation.tag_tasks import article_of
from streams.stages.tag.countries.gazetteer import DATA
from streams.stages.tag.countries.tagging import analyse

TARGET = DATA / "salience.tsv"
FEATURES = {
    "filed": ("count", "title", "untitled", "lead", "opening", "dateline", "bare", "demonyms", "towns"),
    "place": (
        *("count", "share", "title", "untitled", "lead", "opening", "dateline"),
        *("demonyms", "towns", "placed", "there", "acts"),
    ),
}
# A country left out is lost to whoever watches it, one too many is seen and passed over.
MISSED = 3.0
MUC_FILED = 0.3  # how much a country of a MUC text counts: its gold says where it happened, not where it is filed
RIDGE = 1.0
FOLDS = 10

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A country of an article: its features, whether it is one, how much it counts, and the article's number."""

    features: dict[str, float]
    right: bool
    weight: float
    article: int
    set: str


def main(data: Path) -> None:
    """Fit both models and write the file."""
    lines = ["# Weights of the two models of salience.py, by evaluation/training/salience.py: model, feature, weight."]
    for model, examples in (("filed", list(filed(data))), ("place", list(places(data)))):
        names = FEATURES[model]
        report(model, names, examples)
        fitted = fit(names, examples)
        lines += [f"{model}\t{name}\t{weight:.3f}" for name, weight in zip(("bias", *names), fitted, strict=True)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def filed(data: Path) -> Iterator[Example]:
    """Whether each country is one under which the article is filed."""
    for number, record in enumerate(read(data / "countries" / "wikinews-salient.jsonl.gz")):
        for variant in (record, {**record, "title": None}):
            for code, features in pictures(variant):
                if code not in record["optional_countries"]:
                    right = code in record["gold_countries"]
                    yield Example(features, right, 0.5 * (MISSED if right else 1.0), number, "wikinews")
    for number, record in enumerate(read(data / "countries" / "muc34-event.jsonl.gz")):
        from_there = {code for code, features in pictures(record) if features["dateline"]}
        for variant in (record, {**record, "dateline": None}):
            for code, features in pictures(variant):
                right = code in from_there or code in record["gold_countries"]
                if right or record["gold_countries"]:
                    yield Example(features, right, 0.5 * MUC_FILED, number, "muc")


def places(data: Path) -> Iterator[Example]:
    """Whether each country is where it happens; those that are only named do not count, where that is known."""
    for number, record in enumerate(read(data / "countries" / "wikinews-salient.jsonl.gz")):
        for code, features in pictures(record):
            role = record["roles"].get(code)
            if role in ("location", "actor"):
                yield Example(features, role == "location", 1.0, number, "wikinews")
    for number, record in enumerate(read(data / "countries" / "muc34-event.jsonl.gz")):
        if record["gold_countries"]:
            for code, features in pictures(record):
                yield Example(features, code in record["gold_countries"], 1.0, number, "muc")


def pictures(record: Json) -> Iterator[tuple[str, dict[str, float]]]:
    """The countries that are found in an article, with their features."""
    for code, picture in analyse(article_of(record)).pictures.items():
        yield code, picture.features


def fit(names: tuple[str, ...], examples: list[Example]) -> Array:
    """Ridge-penalised logistic regression by Newton's method; the bias comes first and is not penalised."""
    rows = np.array([_row(names, example) for example in examples])
    right = np.array([float(example.right) for example in examples])
    weight = np.array([example.weight for example in examples])
    penalty = np.array([1e-3] + [RIDGE] * len(names))
    fitted = np.zeros(len(penalty))
    for _ in range(30):
        guess = 1 / (1 + np.exp(-rows @ fitted))
        slope = rows.T @ (weight * (right - guess)) - penalty * fitted
        curve = (rows.T * (weight * guess * (1 - guess))) @ rows + np.diag(penalty)
        fitted = fitted + np.linalg.solve(curve, slope)
    return fitted


def _row(names: tuple[str, ...], example: Example) -> list[float]:
    return [1.0, *(example.features[name] for name in names)]


def report(model: str, names: tuple[str, ...], examples: list[Example]) -> None:
    """Cross-validation by article: F1 of the pairs, and how often an article's best country is right."""
    for kept in ("wikinews", "muc"):
        scored: list[tuple[int, float, bool]] = []
        for fold in range(FOLDS):
            fitted = fit(names, [example for example in examples if example.article % FOLDS != fold])
            scored += [
                (example.article, float(np.dot(_row(names, example), fitted)), example.right)
                for example in examples
                if example.article % FOLDS == fold and example.set == kept
            ]
        found = sum(right and score > 0 for _, score, right in scored)
        wrong = sum(not right and score > 0 for _, score, right in scored)
        missed = sum(right and score <= 0 for _, score, right in scored)
        best: dict[int, tuple[float, bool]] = {}
        for article, score, right in scored:
            best[article] = max(best.get(article, (-np.inf, False)), (score, right))
        first = sum(right for _, right in best.values()) / len(best)
        print(
            f"{model} {kept}: {len(scored)} pairs, F1 {2 * found / (2 * found + wrong + missed):.3f}, first {first:.3f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
