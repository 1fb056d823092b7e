"""Short ways to make the records that the alert stage reads."""

from typing import Any

from streams.records import CountryMention, Event, Evidence, Fact, Notice, Place, Tick

START = 1_700_000_000_000
MINUTE = 60_000
HOUR = 60 * MINUTE


def place(offset: int, at: int) -> Place:
    return Place(topic="articles.raw.v1", partition=0, offset=offset, timestamp=at)


def event(kind: str = "flood", country: str = "KE", *, killed: float | None = None, **more: Any) -> Event:
    sentence = f"A {kind} struck the valley of {country}."
    return Event(
        **{
            "type": kind,
            "country": country,
            "score": 0.9,
            "severity": "Moderate",
            "urgency": "Immediate",
            "certainty": "Likely",
            "evidence": [Evidence(start=0, end=len(sentence), text=sentence, why="terms")],
            "facts": {} if killed is None else {"killed": Fact(value=float(killed), start=2, end=3)},
            **more,
        }
    )


def mention(
    article: str, at: int, events: list[Event], *, country: str = "KE", words: str = "river valley village", **more: Any
) -> CountryMention:
    return CountryMention(
        **{
            "country": country,
            "article": article,
            "content": f"content of {article}",
            "status": "usable",
            "url": f"https://news.example/{article}",
            "title": f"Title of {article}",
            "publisher": f"{article}.example",
            "agency": None,
            "language": "en",
            "published": None,
            "modified": None,
            "salience": 0.9,
            "role": "location",
            "events": events,
            "words": words.split(),
            "raw": place(at - START, at),
            **more,
        }
    )


def notice(article: str, at: int, status: Any = "canceled", countries: tuple[str, ...] = ()) -> Notice:
    return Notice(article=article, content="other", status=status, countries=list(countries), raw=place(at - START, at))


def tick(at: int, offset: int = 0) -> Tick:
    return Tick(topic="articles.raw.v1", partition=0, minute=at // MINUTE, offset=offset)
