"""Articles as they come, and what a duty officer is told after each: the whole chain from text to alert.

The sequences and what is wanted were written before the program was asked.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.records import Alert, Place, RawArticle, Source
from streams.stages.alert import Countries
from streams.stages.clean import clean
from streams.stages.tag import mentions_of, notice_of, tag

FOLDER = Path(__file__).parent / "sequences"
SEQUENCES: dict[str, list[dict[str, Any]]] = {
    name: steps for file in sorted(FOLDER.glob("*.yaml")) for name, steps in yaml.safe_load(file.read_text()).items()
}
FIRST = datetime(2026, 3, 2, 6, tzinfo=UTC)
LATE_LIMIT = 48 * 3_600_000


def told(steps: list[dict[str, Any]]) -> Iterator[list[str]]:
    """What each article causes, as 'Alert KE flood'."""
    countries = Countries(late_limit_ms=LATE_LIMIT)
    record = 0
    for number, step in enumerate(steps):
        at = FIRST + timedelta(hours=step["at"])
        name = step.get("id", f"{number}")
        raw = RawArticle(
            id=name,
            url=f"https://{step['by']}/{name}",
            title=step["title"],
            text=step["text"],
            published=(FIRST + timedelta(hours=step.get("published", step["at"]))).isoformat(),
            source=Source(domain=step["by"]),
            status=step.get("status", "usable"),
        )
        place = Place(topic="raw", partition=0, offset=step.get("offset", number), timestamp=int(at.timestamp() * 1000))
        article = tag(clean(raw, place))
        notice = notice_of(article)
        messages: list[str] = []
        for item in [*([notice] if notice else []), *mentions_of(article)]:
            alerts = [m for m in countries.apply(item, record) if isinstance(m, Alert)]
            messages += [f"{m.msg_type} {m.country.alpha2} {m.event_type}" for m in alerts]
            record += 1
        yield sorted(messages)


NOT_YET = {  # what the tag stage does not read as a duty officer would
    "a border clash seen from both countries is one alert in each": "one country alone gets the clash",
    "a coup of which reports differ at first is one alert": "soldiers make it an armed conflict",
    "a figure of speech and a match are nothing": "a stadium that explodes",
    "an oil spill that reaches the coast is one alert": "no event is found in the second report",
}


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.xfail(reason=NOT_YET[n])) if n in NOT_YET else n for n in SEQUENCES]
)
def test_a_duty_officer_is_told_what_is_new_and_nothing_twice(name: str) -> None:
    steps = SEQUENCES[name]
    for step, messages in zip(steps, told(steps), strict=True):
        wanted = sorted(step["want"])
        assert messages in (wanted, sorted([*wanted, step["may"]]) if "may" in step else wanted), step["title"]
