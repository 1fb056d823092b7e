"""Reads a page that came as text: cuts it into lines and joins those that were one sentence."""

import re
from itertools import pairwise

from streams.stages.clean.page import MOST_LINES, Block, Page

_STOPS = frozenset(".!?…:;。！？।॥؟۔።")
_CLOSERS = "\"'”’»)]}」』）"
_LOWER_OR_TAIL = re.compile(r"[a-zß-öø-ÿа-яёіїєґα-ω,;)\]}%’”»،؛、。，）」]|\.(?!\.)\S|['’]s\b")
_HANGING = re.compile(r"(?:,|\b(?:the|a|an|of|to|in|on|at|by|for|with|and|or|that|from|as|said))$")
_WRAP_FROM, _WRAP_TO = 45, 100
_LONG_ENOUGH = 6  # words before a cut link


def read_text(text: str) -> Page:
    """The page as lines. `text` has been repaired."""
    blocks: list[Block] = []
    gap = truncated = False
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            gap = True
            continue
        if len(blocks) == MOST_LINES:
            truncated = True
            break
        if "  " in line or "\t" in line:
            line = " ".join(line.split())
        blocks.append(Block(line, gap, min(raw.find(line[0]), 200) if raw[0] == " " else 0))
        gap = False
    return Page(_unwrap(blocks) if _is_wrapped(blocks) else _join_cut(blocks), truncated=truncated)


def ends_sentence(text: str) -> bool:
    """Whether the line ends with a stop, quotes and brackets after it left aside."""
    last = text[-1:]
    return (text[-8:].rstrip(_CLOSERS)[-1:] if last in _CLOSERS else last) in _STOPS


def _is_wrapped(blocks: list[Block]) -> bool:
    """Whether the text is set in lines of a fixed width, as old wires and mails are."""
    if any(len(block.text) > _WRAP_TO for block in blocks):
        return False
    inner = [len(one.text) for one, after in pairwise(blocks) if not after.gap]
    return len(inner) >= 3 and sum(length >= _WRAP_FROM for length in inner) >= 0.6 * len(inner)


def _unwrap(blocks: list[Block]) -> list[Block]:
    groups: list[list[Block]] = []
    for block in blocks:
        before = groups[-1][-1] if groups else None
        new = before is None or block.gap or len(before.text) < 40 or block.indent > before.indent + 1
        if new:
            groups.append([block])
        else:
            groups[-1].append(block)
    return [_merged(group) for group in groups]


def _join_cut(blocks: list[Block]) -> list[Block]:
    """Joins what a flattener cut at inline links: `said` / `Jane Doe` / `of the ministry.` is one line."""
    glued = [False] * (len(blocks) + 1)  # block i continues block i-1
    for i in range(1, len(blocks)):
        if blocks[i].gap:
            continue
        before, text = blocks[i - 1].text, blocks[i].text
        if len(before) <= 40 and text[0].isalnum() and not text[0].islower():
            continue  # as the items of menus are
        if not ends_sentence(before) and len(before) > 1:
            glued[i] = bool(_LOWER_OR_TAIL.match(text)) or (len(before) > 40 and bool(_HANGING.search(before[-8:])))
    for i in range(len(blocks) - 2, 0, -1):
        # The link's own words start with a capital; what follows it tells.
        if glued[i + 1] and not glued[i] and not blocks[i].gap:
            before = blocks[i - 1].text
            glued[i] = not ends_sentence(before) and before.count(" ") >= _LONG_ENOUGH and len(blocks[i].text) < 90
    starts = [at for at, joined in enumerate(glued) if not joined]  # the last is the end
    return [blocks[at] if end == at + 1 else _merged(blocks[at:end]) for at, end in pairwise(starts)]


_NO_SPACE_BEFORE = frozenset(",.;:!?)]}%’”»،؛、。，）」")


def _merged(group: list[Block]) -> Block:
    first = group[0]
    if len(group) == 1:
        return first
    parts = [first.text]
    for block in group[1:]:
        if block.text[0] not in _NO_SPACE_BEFORE:
            parts.append(" ")
        parts.append(block.text)
    return Block("".join(parts), first.gap, first.indent)
