"""Trains the choice of a page's title on news424 and WCXB: python -m evaluation.training.titles DATA_FOLDER.

Writes streams/data/titles.npz; with --folds it measures instead, training on the hosts of the other folds. The other
sets, and the pages that public_pages.py has made (--public), name no title: there it is the h1, where what else the
page declares or how the article begins speaks for it. Bodies alone teach when there is no title. Needs numpy alone.
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
from evaluation.training import SHIPPED
from evaluation.training.line_examples import PUBLIC
from streams.stages.clean.article import read_page
from streams.stages.clean.candidates import fold, telling_words
from streams.stages.clean.headline import FORMS, score_titles
from streams.stages.clean.page import Page
from streams.stages.clean.select import sketch
from streams.stages.clean.titles import CASED, Describer, Matrix

TITLED, UNTITLED = ("news424", "wcxb_articles"), ("scrapinghub", "fundus80")
_FLAT = ("flat_text_inscriptis", "flat_text_naive")
_HIDDEN, _NETS, _DECAY, _EPOCHS, _RATE, _BATCH = 12, 3, 1e-3, 20, 0.01, 64
_NAVIGATION_WORDS, _ROW = 3, 8
_BODY_WEIGHT = 0.5  # of a page made of a body alone
_HEADING_WEIGHT = 0.1  # of HTML whose title is taken to be its h1, which it would learn to take
_TITLE_WORDS, _TITLE_LETTERS = 3, 12  # the fewest that an h1 has; letters in scripts without spaces
_LEAD_CHARS = 1500


@dataclass(frozen=True, slots=True)
class Example:
    """A page in one form: its candidates, which of them are right, and how much it counts."""

    group: str
    host: str
    rows: Matrix
    right: Matrix
    weight: float


def examples(folder: Path, public: Path | None, form: str) -> Iterator[Example]:
    """Every page of the sets, with its address and without: producers do not always give it."""
    paths = [folder / f"{name}.jsonl.gz" for name in (*TITLED, *UNTITLED)]
    for path in [*paths, *(public / f"{name}.jsonl.gz" for name in PUBLIC if public)]:
        name = path.name.split(".")[0]
        for record in read(path):
            address = record.get("url") or ""
            host = urlsplit(address if "//" in address else f"//{address}").hostname or record["id"]
            for kind, page, title in _pages(name, record, form):
                if not page.blocks:
                    continue
                for url in (address, None):
                    rows, right = _described(page, url, title, known="row" not in kind)
                    weight = _BODY_WEIGHT if "body" in kind else 1.0
                    if kind == "html" and name not in TITLED:
                        weight = _HEADING_WEIGHT
                    group = f"{name} {kind} {'with' if url else 'no'} address"
                    yield Example(group, host.removeprefix("www."), rows, right, weight)
                bare = rows.copy()  # as if the script had no capitals
                bare[:, CASED] = 0
                yield Example(f"{group}, no capitals", host.removeprefix("www."), bare, right, weight / 2)


def _pages(name: str, record: Json, form: str) -> Iterator[tuple[str, Page, str]]:
    title = record.get("gold_title") or ""
    marked_up = read_page(record["html"], True) if form == "html" or name not in TITLED else None
    shown = title if name in TITLED else _shown_title(marked_up, record["gold_body"]) if marked_up else None
    if shown and marked_up and form == "html":
        yield "html", marked_up, shown
    if form == "html":
        return
    for field in _FLAT if shown else ():
        yield field, read_page(record[field], False), shown or ""
        yield f"{field} in a row", read_page(_in_a_row(record[field]), False), shown or ""
    if name not in ("wcxb_articles", *PUBLIC):  # their bodies hold titles and headings
        yield "body", read_page(record["gold_body"], False), ""
        if title:
            yield "title and body", read_page(f"{title}\n\n{record['gold_body']}", False), title


def _shown_title(page: Page, body: str) -> str | None:
    """The h1 that the page declares as its title elsewhere too, or its only one where half of its words are declared
    or the article's first lines say one of them."""
    heads = {fold(block.text): block.text for block in page.blocks if block.tag == "h1"}
    declared = list(map(fold, page.declared.titles))
    long = [
        head for head in heads if len(head.split()) >= _TITLE_WORDS or (head > "\u0e00" and len(head) >= _TITLE_LETTERS)
    ]
    for head in long:
        if head in declared:
            return heads[head]
    if len(heads) != 1 or not long:
        return None
    words = set(long[0].split())
    again = any(2 * len(words & set(one.split())) >= len(words) for one in declared)
    told = telling_words(long[0]) & telling_words(fold(body[:_LEAD_CHARS]))
    return heads[long[0]] if again or told else None


def _in_a_row(text: str) -> str:
    """As other flatteners write it: without the window's title, and the menu that it then begins with in a row."""
    lines = [line.strip() for line in text.splitlines()[1:] if line.strip()]
    short = next((at for at, line in enumerate(lines) if len(line.split()) > _NAVIGATION_WORDS), 0)
    return "\n".join([" ".join(lines[: min(short, _ROW)]), *lines[min(short, _ROW) :]])


def _described(page: Page, url: str | None, title: str, known: bool) -> tuple[Matrix, Matrix]:
    seen = sketch(page)
    bits = seen.bits if known else [0] * len(seen.bits)  # as in a language whose furniture is not listed
    described = Describer(page, seen.lowered, bits, seen.glyphs, seen.start, url)
    folds = [*(one.folded for one in described.candidates), ""]
    return described.rows(), np.array([text == fold(title) for text in folds], dtype=np.float32)


Weights = dict[str, Any]


def fit(given: list[Example], seed: int) -> Weights:
    """Maximises the likelihood of the right candidates against the page's others (Adam, a few pages at a time)."""
    given = [one for one in given if one.right.any()]
    draw = np.random.default_rng(seed)
    width = given[0].rows.shape[1]
    weights: Weights = {
        "linear": np.zeros(width, np.float32),
        "in": (0.3 * draw.normal(size=(width, _HIDDEN))).astype(np.float32),
        "in_bias": np.zeros(_HIDDEN, np.float32),
        "out": (0.1 * draw.normal(size=_HIDDEN)).astype(np.float32),
    }
    mean = {name: np.zeros_like(value) for name, value in weights.items()}
    spread = {name: np.zeros_like(value) for name, value in weights.items()}
    batches = -(-len(given) // _BATCH)
    for step in range(_EPOCHS * batches):
        if step % batches == 0:
            order = draw.permutation(len(given))
        first = step % batches * _BATCH
        rate = _RATE * (1 - step / (_EPOCHS * batches))
        for name, slope in _slopes(weights, [given[at] for at in order[first : first + _BATCH]]).items():
            held = slope if name == "in_bias" else slope + _DECAY * weights[name]
            mean[name] = 0.9 * mean[name] + 0.1 * held
            spread[name] = 0.999 * spread[name] + 0.001 * held**2
            pace = (mean[name] / (1 - 0.9 ** (step + 1))) / (np.sqrt(spread[name] / (1 - 0.999 ** (step + 1))) + 1e-8)
            weights[name] = (weights[name] - rate * pace).astype(np.float32)
    return weights


def _slopes(weights: Weights, pages: list[Example]) -> Weights:
    rows, right = (np.concatenate([getattr(one, part) for one in pages]) for part in ("rows", "right"))
    sizes = [len(one.rows) for one in pages]
    page, first = np.repeat(np.arange(len(pages)), sizes), np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = np.array([one.weight for one in pages], dtype=np.float32)[page] / len(pages)
    scores = score_titles(weights, rows)
    odds = np.exp(scores - np.maximum.reduceat(scores, first)[page])
    chosen, wanted = (odds * part / np.maximum(np.add.reduceat(odds * part, first), 1e-30)[page] for part in (1, right))
    error = (chosen - wanted) * counts
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
    parser = argparse.ArgumentParser(prog="python -m evaluation.training.titles", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT / "extraction")
    parser.add_argument("--public", type=Path, help="the folder that evaluation.training.public_pages has filled")
    parser.add_argument("--folds", type=int, default=0, help="measure by cross-validation over hosts")
    options = parser.parse_args()
    stored: Weights = {}
    for form in FORMS:
        given = list(examples(options.folder, options.public, form))
        if options.folds:
            measure(given, options.folds)
        else:
            stored |= {f"{form}_{name}": value.astype(np.float16) for name, value in train(given).items()}
    if stored:
        path = SHIPPED / "titles.npz"
        np.savez_compressed(path, allow_pickle=False, **stored)
        print(f"wrote {path.name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
