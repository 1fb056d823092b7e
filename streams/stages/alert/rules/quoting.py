"""Where an article says the words that a rule asks for."""

from collections.abc import Iterable

from streams.records import CountryMention, Event, Quote
from streams.stages.alert.rules.phrases import Phrases

_MAX_QUOTE = 80  # characters


def quotes(asked: Iterable[Phrases | None], mention: CountryMention, event: Event) -> list[Quote]:
    """The first place of each phrase in title, lead and sentences; a name that stands further down has none."""
    parts = [("title", 0, mention.title or ""), ("text", 0, mention.lead)]
    parts += [(evidence.field, evidence.start, evidence.text) for evidence in event.evidence]
    found: dict[str, Quote] = {}
    for phrases in filter(None, asked):
        for field, before, text in parts:
            for term, (start, end) in phrases.spans(text).items():
                if term not in found and end - start <= _MAX_QUOTE:
                    found[term] = Quote(
                        term=term,
                        article=mention.article,
                        start=before + start,
                        end=before + end,
                        text=text[start:end],
                        field=field,  # type: ignore[arg-type]
                    )
    return list(found.values())
