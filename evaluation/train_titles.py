"""Trains the choice of a page's title on news424 and WCXB: python -m evaluation.train_titles DATA_FOLDER.

Writes streams/data/titles.npz; with --folds it measures instead, training on the hosts of the other folds. Bodies alone
(of scrapinghub and fundus80 too) teach when there is no title. Needs numpy alone.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import numpy as np

from evaluation.data import DEFAULT, Json, read
from streams.stages.clean.article import read_page
from streams.stages.clean.candidates import fold
from streams.stages.clean.headline import FORMS, score_titles
from streams.stages.clean.page import Page
from streams.stages.clean.select import sketch
from streams.stages.clean.titles import Describer, Matrix

TITLED, UNTITLED = ("news424", "wcxb_articles"), ("scrapinghub", "fundus80")
_FLAT = ("flat_text_inscriptis", "flat_text_naive")
_HIDDEN, _NETS, _DECAY, _STEPS, _RATE = 8, 3, 4.0, 200, 0.03
_NAVIGATION_WORDS, _ROW = 3, 8
_BODY_WEIGHT = 0.5  # of a page made of a body alone


@dataclass(frozen=True, slots=True)
class Example:
    """A page in one form: its candidates, which of them are right, and how much it counts."""

    group: str
    host: str
    rows: Matrix
    right: Matrix
    weight: float


def examples(folder: Path, form: str) -> Iterator[Example]:
    """Every page of the sets, with its address and without: producers do not always give it."""
    for name in (*TITLED, *UNTITLED):
        for record in read(folder / f"{name}.jsonl.gz"):
            address = record.get("url") or ""
            host = urlsplit(address if "//" in address else f"//{address}").hostname or record["id"]
            for kind, page, title in _pages(name, record, form):
                if not page.blocks:
                    continue
                for url in (address, None):
                    rows, right = _described(page, url, title)
                    weight = _BODY_WEIGHT if "body" in kind else 1.0
                    group = f"{name} {kind} {'with' if url else 'no'} address"
                    yield Example(group, host.removeprefix("www."), rows, right, weight)


def _pages(name: str, record: Json, form: str) -> Iterator[tuple[str, Page, str]]:
    title = record.get("gold_title") or ""
    if form == "html":
        if name in TITLED:
            yield "html", read_page(record["html"], True), title
        return
    if name in TITLED:
        for field in _FLAT:
            yield field, read_page(record[field], False), title
            yield f"{field} in a row", read_page(_in_a_row(record[field]), False), title
    if name != "wcxb_articles":  # its bodies hold titles and headings
        yield "body", read_page(record["gold_body"], False), ""
        if title:
            yield "title and body", read_page(f"{title}\n\n{record['gold_body']}", False), title


def _in_a_row(text: str) -> str:
    """As other flatteners write it: without the window's title, and the menu that it then begins with in a row."""
    lines = [line.strip() for line in text.splitlines()[1:] if line.strip()]
    short = next((at for at, line in enumerate(lines) if len(line.split()) > _NAVIGATION_WORDS), 0)
    return "\n".join([" ".join(lines[: min(short, _ROW)]), *lines[min(short, _ROW) :]])


def _described(page: Page, url: str | None, title: str) -> tuple[Matrix, Matrix]:
    seen = sketch(page)
    described = Describer(page, seen.lowered, seen.bits, seen.start, url)
    folds = [*(one.folded for one in described.candidates), ""]
    return described.rows(), np.array([text == fold(title) for text in folds], dtype=np.float32)


Weights = dict[str, Any]


def fit(given: list[Example], seed: int) -> Weights:
    """Maximises the likelihood of the right candidates against the page's others (Adam on all pages at once)."""
    given = [one for one in given if one.right.any()]
    rows, right = (np.concatenate([getattr(one, part) for one in given]) for part in ("rows", "right"))
    sizes = [len(one.rows) for one in given]
    page = np.repeat(np.arange(len(given)), sizes)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = np.array([one.weight for one in given], dtype=np.float32)[page]
    draw = np.random.default_rng(seed)
    width = rows.shape[1]
    weights: Weights = {
        "linear": np.zeros(width, np.float32),
        "in": (0.3 * draw.normal(size=(width, _HIDDEN))).astype(np.float32),
        "in_bias": np.zeros(_HIDDEN, np.float32),
        "out": (0.1 * draw.normal(size=_HIDDEN)).astype(np.float32),
    }
    mean = {name: np.zeros_like(value) for name, value in weights.items()}
    spread = {name: np.zeros_like(value) for name, value in weights.items()}
    for step in range(1, _STEPS + 1):
        scores = score_titles(weights, rows)
        odds = np.exp(scores - np.maximum.reduceat(scores, first)[page])
        chosen, wanted = (
            odds * part / np.maximum(np.add.reduceat(odds * part, first), 1e-30)[page] for part in (1, right)
        )
        for name, slope in _slopes(weights, rows, (chosen - wanted) * counts).items():
            held = slope if name == "in_bias" else slope + _DECAY * weights[name]
            mean[name] = 0.9 * mean[name] + 0.1 * held
            spread[name] = 0.999 * spread[name] + 0.001 * held**2
            pace = _RATE * (mean[name] / (1 - 0.9**step)) / (np.sqrt(spread[name] / (1 - 0.999**step)) + 1e-8)
            weights[name] = (weights[name] - pace).astype(np.float32)
    return weights


def _slopes(weights: Weights, rows: Matrix, error: Matrix) -> Weights:
    hidden = np.maximum(rows @ weights["in"] + weights["in_bias"], 0)
    back = np.outer(error, weights["out"]) * (hidden > 0)
    return {"linear": rows.T @ error, "out": hidden.T @ error, "in": rows.T @ back, "in_bias": back.sum(0)}


def train(given: list[Example]) -> Weights:
    """The sum of a few nets, which is one wider net."""
    nets = [fit(given, seed) for seed in range(_NETS)]
    joined = {name: np.concatenate([net[name] for net in nets], axis=-1) for name in ("in", "in_bias", "out")}
    return {"linear": np.sum([net["linear"] for net in nets], axis=0), **joined}


def measure(given: list[Example], folds: int) -> None:
    """Prints for each kind of page the share of right titles, by a model that never saw its host."""
    right: dict[str, list[bool]] = defaultdict(list)
    for fold_at in range(folds):
        held = [crc32(one.host.encode()) % folds == fold_at for one in given]
        weights = train([one for one, out in zip(given, held, strict=True) if not out])
        for one, out in zip(given, held, strict=True):
            if out:
                right[one.group].append(bool(one.right[int(np.argmax(score_titles(weights, one.rows)))]))
    for group, hits in sorted(right.items()):
        print(f"{group}: {sum(hits) / len(hits):.3f} of {len(hits)}", flush=True)


def main() -> int:
    """Train and write, or measure."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.train_titles", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT / "extraction")
    parser.add_argument("--folds", type=int, default=0, help="measure by cross-validation over hosts")
    options = parser.parse_args()
    stored: Weights = {}
    for form in FORMS:
        given = list(examples(options.folder, form))
        if options.folds:
            measure(given, options.folds)
        else:
            stored |= {f"{form}_{name}": value.astype(np.float16) for name, value in train(given).items()}
    if stored:
        path = Path(__file__).parents[1] / "streams" / "data" / "titles.npz"
        np.savez_compressed(path, allow_pickle=False, **stored)
        print(f"wrote {path.name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
