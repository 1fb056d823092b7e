"""Invented pages in the form of real ones, without end and always the same: page n is a function of n.

A page is a flattened news site: menu, headline, byline with a date, an article of 2 to 5 kB, trending headlines,
footer. Every third reports an event, its country and kind changing with n, so that it opens a story of its own; the
others report business, sport and councils. With `html` the same page is marked up.
"""

import random
from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml

from streams.records import dump

EVENTS = 3  # every so many pages, one with an event
_WORDS = yaml.safe_load(Path(__file__).with_name("pages.yaml").read_text("utf-8"))
_COUNTRIES = tuple(_WORDS["countries"].items())
_NAMES = [f"{first} {last}" for first in _WORDS["first_names"] for last in _WORDS["last_names"]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page and where it lies."""

    url: str
    headline: str
    byline: str
    paragraphs: list[str]
    trending: list[str]

    def flat(self) -> str:
        """As a crawler flattens it: menu, headline, article, other headlines, footer."""
        around = ["Trending now", *self.trending, *_WORDS["footer"]]
        return "\n".join([*_WORDS["menu"], self.headline, self.byline, "\n\n".join(self.paragraphs), *around])

    def html(self) -> str:
        """Marked up."""
        menu = "".join(f'<li><a href="/{item.lower()}">{item}</a></li>' for item in _WORDS["menu"])
        body = "\n".join(f"<p>{escape(text)}</p>" for text in self.paragraphs)
        more = "".join(f'<li><a href="/t/{i}"><h4>{escape(text)}</h4></a></li>' for i, text in enumerate(self.trending))
        return (
            f"<!doctype html><html lang=en><head><title>{escape(self.headline)} | Example Post</title></head><body>"
            f'<nav><ul>{menu}</ul></nav><div class="content"><h1>{escape(self.headline)}</h1>'
            f'<div class="meta">{self.byline}</div>\n<div class="story">{body}</div></div>'
            f'<aside class="trending"><h3>Trending now</h3><ul>{more}</ul></aside>'
            f"<footer>{'<br>'.join(_WORDS['footer'])}</footer></body></html>"
        )

    def record(self, form: str) -> bytes:
        """The raw record; `form` is text or html."""
        content = self.html() if form == "html" else self.flat()
        return dump({"url": self.url, form: content, "source": {"name": "Example Post", "domain": "post.example"}})


def page(number: int) -> Page:
    """Page n."""
    chance = random.Random(number)
    headline, lead = _opening(number, chance)
    paragraphs = [lead]
    while sum(map(len, paragraphs)) < 1500 + 3000 * (number % 7) / 6:
        paragraphs.append(" ".join(_sentence(chance) for _ in range(chance.randint(2, 4))))
    return Page(
        url=f"https://post.example/news/{number}",
        headline=headline,
        byline=f"By {chance.choice(_NAMES)} | {1 + number % 28:02d}-03-2026 {number % 24:02d}:15 UTC",
        paragraphs=paragraphs,
        trending=[_opening(chance.randrange(9999), chance)[0] for _ in range(6)],
    )


def _opening(number: int, chance: random.Random) -> tuple[str, str]:
    """Headline and first sentence."""
    turn, kind = divmod(number, EVENTS)
    forms = _WORDS["ordinary" if kind else "happened"]
    country, city = _COUNTRIES[turn % len(_COUNTRIES)]
    headline, lead = forms[turn // len(_COUNTRIES) % len(forms)]
    slots = {"country": country, "city": city, "toll": chance.randint(6, 60), "lost": chance.randint(61, 400)}
    return headline.format(**slots), f"{city.upper()}, {country} (Example Wire) - {lead.format(**slots)}"


def _sentence(chance: random.Random) -> str:
    slots = {slot: chance.choice(words) for slot, words in _WORDS["slots"].items()}
    name, other = chance.choice(_NAMES), chance.choice(_NAMES)
    return chance.choice(_WORDS["sentences"]).format(**slots, name=name, other=other, count=chance.randint(2, 90))
