"""Which report belongs to which story."""

from typing import Any

import pytest

from streams.records import Alert
from streams.stages.alert import Countries
from tests.stages.alert.build import HOUR, START, event, mention, tick

DAY = 24 * HOUR


def run(*records: Any, late_limit_ms: int | None = 48 * HOUR) -> list[Alert]:
    countries = Countries(late_limit_ms=late_limit_ms)
    return [
        item
        for offset, record in enumerate(records)
        for item in countries.apply(record, offset)
        if isinstance(item, Alert)
    ]


def outbreak(article: str, at: int, disease: str | None, **more: Any) -> Any:
    return mention(article, at, [event("epidemic")], disease=disease, **more)


def test_two_diseases_in_one_country_are_two_stories() -> None:
    one = run(outbreak("a", START, "cholera"), outbreak("b", START + HOUR, "measles"))
    assert [alert.msg_type for alert in one] == ["Alert", "Alert"]


def test_one_disease_is_one_story_however_differently_it_is_told() -> None:
    first = outbreak("a", START, "cholera", words="river village wells")
    later = outbreak("b", START + HOUR, "cholera", words="hospital capital ministry")
    assert {alert.alert_id for alert in run(first, later)} == {run(first)[0].alert_id}


def test_an_outbreak_in_people_and_in_animals_is_one_story() -> None:
    both = mention("a", START, [event("epidemic"), event("animal_disease")], disease="influenza")
    assert len(run(both)) == 1


@pytest.mark.parametrize(("days", "kinds"), [(150, ["Alert", "Update"]), (200, ["Alert", "Alert"])])
def test_an_epidemic_that_returns_within_half_a_year_is_the_same_alert(days: int, kinds: list[str]) -> None:
    later = START + days * DAY
    # Meanwhile the country is never quiet, and time goes on.
    others = [
        mention(f"o{n}", START + n * DAY, [event("unrest")], words=f"square{n} march{n} students{n}")
        for n in range(1, days, 2)
    ]
    log = [outbreak("a", START, "cholera"), *others, tick(later - HOUR), outbreak("b", later, "cholera")]
    told = [alert for alert in run(*log) if alert.event_type == "epidemic"]
    assert [alert.msg_type for alert in told] == kinds
    assert len({alert.alert_id for alert in told}) == kinds.count("Alert")


@pytest.mark.parametrize(("killed", "days", "kinds"), [
    (12, 15, ["Alert", "Update"]),
    (12, 23, ["Alert", "Alert"]),
    (None, 15, ["Alert", "Alert"]),
])  # fmt: skip
def test_a_toll_that_is_mended_within_three_weeks_is_the_same_alert(
    killed: int | None, days: int, kinds: list[str]
) -> None:
    later = START + days * DAY
    first = mention("a", START, [event("explosion", killed=killed)])
    then = mention("b", later, [event("explosion", killed=killed and killed + 2)])
    told = run(first, tick(later - HOUR), then)
    assert [alert.msg_type for alert in told] == kinds
    assert len({alert.alert_id for alert in told}) == kinds.count("Alert")


def test_an_alert_that_had_expired_says_that_it_is_active_again() -> None:
    log = [mention("a", START, [event()]), tick(START + 6 * DAY), mention("b", START + 6 * DAY, [event()])]
    told = run(*log)
    assert [alert.msg_type for alert in told] == ["Alert", "Update"]
    assert ("status", "expired", "active") in [(c.field, c.before, c.after) for c in told[1].change]


def test_a_copy_does_not_bring_an_expired_alert_back() -> None:
    prints = list(range(100, 130))
    log = [
        mention("a", START, [event()], fingerprints=prints),
        tick(START + 6 * DAY),
        mention("b", START + 6 * DAY, [event()], fingerprints=prints),
    ]
    assert [alert.msg_type for alert in run(*log)] == ["Alert"]


def test_a_report_too_faint_to_count_is_no_evidence() -> None:
    told = run(mention("a", START, [event()]), mention("b", START + HOUR, [event(score=0.15)]))
    assert [alert.msg_type for alert in told] == ["Alert"]


def test_a_candidate_becomes_evidence_when_a_surer_report_raises_the_alert() -> None:
    told = run(mention("a", START, [event(score=0.4)]), mention("b", START + HOUR, [event()]))
    assert [alert.msg_type for alert in told] == ["Alert"]
    assert [item.id for item in told[0].evidence] == ["a", "b"]


def test_a_late_report_moves_the_first_publication_and_makes_no_second_alert() -> None:
    on_time = mention("a", START, [event()], published="2023-11-14T20:00:00Z")
    late = mention("b", START + HOUR, [event(killed=40, severity="Severe")], published="2023-11-11T08:00:00Z")
    told = run(on_time, late)
    assert [alert.msg_type for alert in told] == ["Alert", "Update"]
    assert [alert.first_published for alert in told] == ["2023-11-14T20:00:00Z", "2023-11-11T08:00:00Z"]


def test_the_place_of_an_alert_is_the_one_that_its_report_names() -> None:
    assert run(mention("a", START, [event()], place="Garissa"))[0].place == "Garissa"
    assert run(mention("a", START, [event()]))[0].place is None


def flood(article: str, at: int, names: str, numbers: str) -> Any:
    """A full report: its own names and numbers, the words of all floods, and what else it tells."""
    weights = dict.fromkeys([*names.split(), *numbers.split()], 400) | {"flood": 250, "river": 250}
    weights |= {f"{article}{n}": 40 for n in range(50)}
    return mention(article, at, [event()], words=" ".join(weights), weights=list(weights.values()), names=names.split())


def test_reports_of_two_floods_with_other_names_and_numbers_are_two_stories() -> None:
    told = run(flood("a", START, "garissa tana", "17"), flood("b", START + HOUR, "kisumu nyando", "240"))
    assert [alert.msg_type for alert in told] == ["Alert", "Alert"]


def test_reports_of_one_flood_share_its_names_and_numbers() -> None:
    told = run(flood("a", START, "garissa tana", "17"), flood("b", START + HOUR, "garissa tana", "17"))
    assert [alert.msg_type for alert in told] == ["Alert", "Update"]


def brief(article: str, at: int, place: str, *, told: str = "", kind: str = "earthquake", **more: Any) -> Any:
    """A short report: what its place is called, and the words of all reports of the kind."""
    weights = dict.fromkeys(f"{place.lower()} district{article} {told}".split(), 500)
    weights |= dict.fromkeys("magnitude houses church collapse roofs".split(), 170)
    numbers = list(weights.values())
    words = " ".join(weights)
    return mention(article, at, [event(kind)], country="PE", place=place, words=words, weights=numbers, **more)


@pytest.mark.parametrize(("kind", "second"), [("earthquake", "Alert"), ("storm", "Update")])
def test_briefs_of_two_places_are_two_stories_where_an_event_is_at_one_spot(kind: str, second: str) -> None:
    told = run(brief("a", START, "Arequipa", kind=kind), brief("b", START + HOUR, "Moyobamba", kind=kind))
    assert [alert.msg_type for alert in told] == ["Alert", second]


def test_reports_with_another_dateline_are_one_story_where_they_name_the_first_place() -> None:
    told = run(brief("a", START, "Arequipa"), brief("b", START + HOUR, "Lima", told="arequipa"))
    assert [alert.msg_type for alert in told] == ["Alert", "Update"]


@pytest.mark.parametrize(("others", "second"), [(["CL", "BO"], "Update"), (["EC", "CO"], "Alert")])
def test_briefs_of_two_places_are_one_story_where_the_same_other_countries_are_in_it(
    others: list[str], second: str
) -> None:
    kind = "border_incident"
    first = brief("a", START, "Tacna", told="customs convoy sergeant", kind=kind, other_countries=["CL", "BO"])
    then = brief("b", START + HOUR, "Puno", told="lake smugglers airstrip", kind=kind, other_countries=others)
    told = run(first, then)
    assert told[0].msg_type == "Alert"
    assert next(alert for alert in told if "b" in {item.id for item in alert.evidence}).msg_type == second


@pytest.mark.parametrize(("kind", "second"), [("armed_conflict", "Update"), ("explosion", "Alert")])
def test_briefs_are_one_story_where_their_event_is_one_that_spreads_over_a_country(kind: str, second: str) -> None:
    first = brief("a", START, "", told="tacna customs", kind=kind)
    then = brief("b", START + HOUR, "", told="puno lake", kind=kind)
    assert [alert.msg_type for alert in run(first, then)] == ["Alert", second]


def test_the_name_of_the_country_tells_none_of_its_stories_from_another() -> None:
    one = mention("a", START, [event("flood", "PE")], country="PE", words="peru peruvian bridge", names=["peru"])
    other = mention("b", START, [event("flood", "PE")], country="PE", words="peru peruvian harvest", names=["peru"])
    assert [alert.msg_type for alert in run(one, other)] == ["Alert", "Alert"]
