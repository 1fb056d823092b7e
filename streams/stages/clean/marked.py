"""Describes each line of a marked-up page: its element and surroundings, and what the page's head says of it."""

import numpy as np

from streams.stages.clean.glyphs import Column, Floats, Glyphs
from streams.stages.clean.markup import BITS, NAV, RELATED
from streams.stages.clean.page import Block, Page

_TAGS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "td", "blockquote", "figcaption", "span", "section",
         "article", "dd", "tr")  # fmt: skip
_TAG_COLUMN = {tag: column for column, tag in enumerate(_TAGS)}
_SUMMARY_CHARS, _SAID_CHARS, _FEWEST_SAID = 60, 40, 20

MARKED = len(_TAGS) + 2 * BITS + 23  # how many columns


def describe_marks(page: Page, glyphs: Glyphs, run: tuple[int, int], title: str) -> list[Column]:
    """The columns of the lines, beside those that flattened pages have too; `run` is the prose."""
    return [*_marked(page.blocks, glyphs.words).T, *_declared(page, glyphs, run, title)]


def _marked(blocks: list[Block], words: Floats) -> Floats:
    """What the markup says of the line."""
    count = len(blocks)
    tags = np.zeros((count, len(_TAGS)), np.float32)
    for at, block in enumerate(blocks):
        if (column := _TAG_COLUMN.get(block.tag)) is not None:
            tags[at, column] = 1
    own = np.array([block.own for block in blocks])
    around = np.array([block.around for block in blocks])
    links = np.array([min(block.links / len(block.text), 1.0) for block in blocks], dtype=np.float32)
    clean = (own | around) & (NAV | RELATED) == 0
    prose = np.where((links < 0.5) & (words > 8), words, 0) * (0.5 + 0.5 * clean)
    containers = np.array([block.container for block in blocks])
    same = (containers[1:] == containers[:-1]).astype(np.float32)
    columns = [links, np.concatenate([[0.0], same]), np.concatenate([same, [0.0]])]
    _, kinds = np.unique([_kind_of(block) for block in blocks], return_inverse=True)
    sections, stories = np.array([block.section for block in blocks]), np.array([block.story for block in blocks])
    for keys in (containers, sections, kinds, stories):
        mass = np.bincount(keys, weights=prose)[keys]
        columns += [mass / max(float(mass.max(initial=0.0)), 1.0), np.log1p(mass) / 7]
    columns.append(np.full(count, float(prose.sum()) / max(float(words.sum()), 1.0)))
    bits = np.arange(BITS)
    return np.concatenate(
        [tags, (own[:, None] >> bits) & 1, (around[:, None] >> bits) & 1, np.stack(columns, axis=1)], axis=1
    ).astype(np.float32)


def _kind_of(block: Block) -> int:
    """A number that lines of one make share: the same element in the same surroundings."""
    return (_TAG_COLUMN.get(block.tag, len(_TAGS)) << 2 * BITS) | (block.own << BITS) | block.around


def _declared(page: Page, glyphs: Glyphs, run: tuple[int, int], title: str) -> list[Column]:
    """What the page's head knows of the line, where it stands to the title, and how full of links its place is."""
    blocks, count = page.blocks, len(page.blocks)
    body, summary = page.declared.body, (page.declared.summary or "")[:_SUMMARY_CHARS]
    index = np.arange(count)
    titled = next((at for at, block in enumerate(blocks) if block.text == title), run[0])
    heads = np.cumsum([block.tag == "h1" for block in blocks])
    links = np.array([block.links for block in blocks], np.float64)
    shares = []
    for keys in (np.array([block.container for block in blocks]), np.array([block.section for block in blocks])):
        linked, sizes = (np.bincount(keys, weights=part)[keys] for part in (links, glyphs.sizes))
        shares.append(np.minimum(linked / np.maximum(sizes, 1), 1))
    stories = np.array([block.story for block in blocks])
    said = [len(block.text) >= _FEWEST_SAID and block.text[:_SAID_CHARS] in body for block in blocks]
    return [
        said,
        [bool(body)] * count,
        np.cumsum(said) / max(1, sum(said)),
        [len(summary) >= _FEWEST_SAID and block.text.startswith(summary) for block in blocks],
        np.clip((index - titled) / 20, -2, 2),
        np.minimum(heads, 4) / 2,
        heads == heads[run[0]],
        stories == stories[titled],
        stories == stories[run[0]],
        *shares,
    ]
