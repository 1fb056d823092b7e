"""Describes each line of a page in numbers: form, words, place, furniture, likeness to the title and to the article.

Nothing here knows a site: a line is described by what lines of its kind share everywhere.
"""

import re
from collections import Counter

import numpy as np
import numpy.typing as npt

from streams.stages.clean.flat import ends_sentence
from streams.stages.clean.furniture import KINDS
from streams.stages.clean.markup import BITS, NAV, RELATED
from streams.stages.clean.page import Block, Page

Matrix = npt.NDArray[np.float32]

_HEAD = 240  # characters that the form of a line is read from
_COMMON = frozenset(
    (
        "the of and to in a that is was for on with as by at from it he she they his her their has have "
        "had be been are were will "
        "would not but which who this an or after over about more than when also its we i "
        "le la les des du un une et est que qui dans pour sur avec pas par ce au aux en ont été son sa ses plus "
        "el los las y del se por con para una su lo al como más fue ha pero sus es no "
        "der die das und den von zu mit sich auf für ist im dem nicht ein eine als auch es an werden aus "
        "er hat dass sie nach "
        "o os e do da em um uma não com foi mais dos das ao na no pela pelo "
        "и в не на что с по как из за это его от к о для был он но у та також що з до від є й про "
        "ve bir bu da de için ile olarak olan çok daha gibi sonra "
        "dan yang di dari untuk dengan pada ini tidak itu dalam akan ke oleh juga adalah "
        "na ya wa kwa ni katika za la kuwa cha huo hii "
        "في من على أن إلى عن مع هذا التي الذي و به که از در را این است با های می "
        "के की में है को से का और पर ने हैं कि यह भी एक "
        "il di che è non per gli della nel alla het een van dat op te zijn met voor w z się nie jest och "
        "att som det på av"
    ).split()
)
_REPORTING = frozenset(
    "said says told according added reported announced dit selon déclaré affirmé dijo según afirmó "
    "informó sagte laut disse segundo "
    "afirmou сказал сообщил заявил сообщает заявив повідомив قال وأضاف گفت söyledi dedi açıkladı कहा "
    "बताया kata ujar mengatakan "
    "alisema amesema".split()
)
_YOU = frozenset(
    "you your vous votre tu tus su usted sie ihr ihre você seu вы ваш ви siz sizin آپ आप anda kamu wewe "
    "our us we".split()
)
_DIGIT = re.compile(r"\d")
_CLOCK_OR_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d:\d\d")
_ADDRESS = re.compile(r"https?:|www\.|@|\.com\b")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}|[\u3040-\u9fff\uac00-\ud7af]{2}")
_BULLETS = frozenset("•*+-–—·>»▶►|#")
_QUOTES = frozenset("\"'“”‘’«»„「『")
_TAGS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "td",
    "blockquote",
    "figcaption",
    "span",
    "section",
    "article",
    "dd",
    "tr",
)
_SECTION_KINDS = sum(1 << KINDS.index(kind) for kind in ("related", "trending", "comment", "newsletter"))
_CORE_LINES = 8

TEXT_FEATURES = 64
MARKUP_FEATURES = TEXT_FEATURES + len(_TAGS) + 2 * BITS + 6


def words_in(text: str) -> int:
    """Words, two characters counting as one where a script has no spaces."""
    spaces = text.count(" ") + 1
    if text.isascii() or len(text) < spaces * 12 or text[len(text) // 2] < "\u0e00":
        return spaces
    return max(spaces, len(text) // 2)


def long_words(text: str) -> set[str]:
    """The words that tell one text from another."""
    return set(_LONG_WORD.findall(text.lower()))


def best_run(weights: list[int]) -> tuple[int, int]:
    """Start and end of the run with the highest sum."""
    best, best_start, best_end = 0, 0, 0
    total, start = 0, 0
    for at, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, at
        total += weight
        if total > best:
            best, best_start, best_end = total, start, at + 1
    return best_start, best_end


def describe(page: Page, lowered: list[str], bits: list[int], run: tuple[int, int], title: set[str]) -> Matrix:
    """One row for each line. `run` is the densest run of prose, `title` the long words of the likely title."""
    blocks = page.blocks
    count = len(blocks)
    words = np.array([words_in(block.text) for block in blocks], dtype=np.float32)
    matrix = np.zeros((count, MARKUP_FEATURES if page.marked_up else TEXT_FEATURES), dtype=np.float32)
    if not count:
        return matrix
    forms = np.array([_form(block, low) for block, low in zip(blocks, lowered, strict=True)])
    forms[:, 0] = np.log1p(words.astype(np.float64)) / 4
    forms[:, 1] = np.log1p(forms[:, 1]) / 6
    at = forms.shape[1]
    matrix[:, :at] = forms
    flags = np.array(bits, dtype=np.int64)
    matrix[:, at : at + len(KINDS)] = (flags[:, None] >> np.arange(len(KINDS))) & 1
    at += len(KINDS)
    likeness = _likeness(lowered, run, title)
    matrix[:, at : at + likeness.shape[1]] = likeness
    at += likeness.shape[1]
    places = _places(words, flags, run)
    matrix[:, at : at + places.shape[1]] = places
    at += places.shape[1]
    if at > TEXT_FEATURES:
        raise AssertionError(f"{at} features, room for {TEXT_FEATURES}")
    if page.marked_up:
        matrix[:, TEXT_FEATURES:] = _marked(blocks, words)
    return matrix


def _form(block: Block, low: str) -> tuple[float, ...]:
    text = block.text
    head = text[:_HEAD]
    size = len(text)
    seen = len(head)
    heads = low[:_HEAD].split()
    count = len(heads)
    words = head.split()
    first, last = text[0], text[-1]
    cased = head.upper() != low[:_HEAD]
    capitals = sum([word[0].isupper() for word in words]) / len(words) if cased else 0.4
    digits = len(_DIGIT.findall(head))
    common = sum(map(_COMMON.__contains__, heads))
    return (
        0.0,  # words and characters are scaled for all lines at once
        size,
        min(seen / len(words), 20) / 10,
        ends_sentence(text),
        last == ":",
        last in "?!？！",
        last == "…" or text.endswith("..."),
        first.islower(),
        first in _BULLETS,
        first.isdigit(),
        first in _QUOTES,
        capitals,
        cased and head.isupper(),
        digits / seen,
        (text.count(", ") + text.count("،") + text.count("，")) / (size / 50 + 1),
        min((text.count(". ") + text.count("。") + text.count("। ")), 10) / 5,
        min(head.count("|") + head.count("•") + head.count("·") + head.count(" > "), 5) / 3,
        _ADDRESS.search(head) is not None,
        digits > 0 and _CLOCK_OR_YEAR.search(head) is not None,
        common / count,
        not _REPORTING.isdisjoint([word.strip(",.") for word in heads]),
        min(sum(map(_YOU.__contains__, heads)), 4) / 2,
        block.gap,
        min(block.indent, 40) / 20,
        count <= 3,
        "(" in head,
    )


def _likeness(lowered: list[str], run: tuple[int, int], title: set[str]) -> Matrix:
    """How much a line shares with the title, with the first prose of the run, and with all of it."""
    sets = [frozenset(_LONG_WORD.findall(low[:1500])) for low in lowered]
    start, end = run
    holders: Counter[str] = Counter()
    lead: Counter[str] = Counter()
    prose = 0
    for at in range(start, end):
        holders.update(sets[at])
        if prose < _CORE_LINES and len(lowered[at]) > 80:
            lead.update(sets[at])
            prose += 1
    seen = Counter(low[:200] for low in lowered)
    rows: list[tuple[float, ...]] = []
    met: set[str] = set()
    # Words that some line of the run holds, and those that a line of the run shares with another of it.
    held = [{word for word, count in holders.items() if count > own} for own in (0, 1)]
    led = [{word for word, count in lead.items() if count > own} for own in (0, 1)]
    for at, (words, low) in enumerate(zip(sets, lowered, strict=True)):
        size = len(words) or 1
        mine = 1 if start <= at < end else 0
        known = len(words & held[mine]) / size
        early = len(words & led[mine]) / size
        titled = len(words & title)
        key = low[:200]
        rows.append(
            (
                known, early, titled / size, titled / (len(title) or 1), min(seen[key] - 1, 3) / 2, float(key in met),
                min(titled, 3) / 3, float(len(words) == 0),
            )
        )  # fmt: skip
        met.add(key)
    return np.array(rows, dtype=np.float32)


def _places(words: Matrix, flags: npt.NDArray[np.int64], run: tuple[int, int]) -> Matrix:
    """Where the line stands: in the page, in the run of prose, among the section marks of the furniture."""
    count = len(words)
    index = np.arange(count, dtype=np.float32)
    start, end = run
    before = np.cumsum(words) - words
    total = max(float(words.sum()), 1.0)
    marks = ((flags & _SECTION_KINDS) != 0) & (words < 12)
    passed = np.cumsum(marks & (index >= start)) if end else np.zeros(count)
    prose = np.where((words > 15) & (flags == 0), words, 0)
    prose_before = np.cumsum(prose) - prose
    return np.stack(
        [
            index / count,
            np.log1p(index) / 5,
            np.log1p(count - index) / 5,
            np.full(count, np.log1p(count) / 5),
            before / total,
            np.log1p(prose_before) / 7,
            np.log1p(prose.sum() - prose_before) / 7,
            ((index >= start) & (index < end)).astype(np.float32),
            np.clip((index - start) / 20, -2, 2),
            np.clip((index - end) / 20, -2, 2),
            np.minimum(passed, 4) / 2,
        ],
        axis=1,
    ).astype(np.float32)


def _marked(blocks: list[Block], words: Matrix) -> Matrix:
    """What the markup says of the line."""
    count = len(blocks)
    tags = np.array([[block.tag == tag for tag in _TAGS] for block in blocks], dtype=np.float32)
    steps = np.arange(BITS)
    own = (np.array([block.own for block in blocks])[:, None] >> steps) & 1
    around = (np.array([block.around for block in blocks])[:, None] >> steps) & 1
    links = np.array([min(block.links / len(block.text), 1.0) for block in blocks], dtype=np.float32)
    containers = np.array([block.container for block in blocks])
    _, inverse = np.unique(containers, return_inverse=True)
    clean = np.array([not (block.own | block.around) & (NAV | RELATED) for block in blocks])
    prose = np.where((links < 0.5) & (words > 8), words, 0) * (0.5 + 0.5 * clean)
    mass = np.bincount(inverse, weights=prose)[inverse]
    same = (containers[1:] == containers[:-1]).astype(np.float32)
    extra = np.stack(
        [
            links,
            np.concatenate([[0.0], same]),
            np.concatenate([same, [0.0]]),
            mass / max(float(mass.max(initial=0.0)), 1.0),
            np.log1p(mass) / 7,
            np.full(count, np.log1p(mass.max(initial=0.0)) / 7),
        ],
        axis=1,
    )
    return np.concatenate([tags, own, around, extra], axis=1).astype(np.float32)
