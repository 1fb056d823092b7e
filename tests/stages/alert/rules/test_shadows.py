"""A rule that an earlier one leaves nothing to is told; one that may still decide is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.stages.alert.rules import decide, read_rules
from streams.stages.alert.rules.shadows import shadowed
from tests.stages.alert.build import START, event, mention


def notes(first: str, second: str) -> list[str]:
    text = f"version: 1\nrules:\n- {{id: a, {first}}}\n- {{id: b, {second}}}\n"
    return list(shadowed(read_rules({"desk.yaml": text})))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("gap: 1h", "gap: 2h"),
        ("match: {score: 0.3}", "match: {countries: KE, terms: x}"),
        ("match: {countries: [KE, UG]}", "match: {countries: KE, severity: Severe}"),
        ("match: {severity: Minor, types: [flood, storm]}", "match: {severity: Severe, types: flood}"),
        ("match: {terms: [x, y]}", "match: {terms: y}"),
        ("match: {without: x}", "match: {without: [x, y]}"),
    ],
)
def test_what_is_never_reached_is_told_with_its_line(first: str, second: str) -> None:
    assert notes(first, second) == ["desk.yaml:4: b never raises: a (line 3) decides before it on all of it"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("match: {severity: Severe}", "match: {score: 0.5}"),
        ("match: {countries: KE}", "match: {countries: [KE, UG]}"),
        ("gap: 1h", "match: {types: volume}"),
        ("gap: 1h", "match: {score: 0.4}"),
        ("gap: 1h", "match: {terms: x}, raise: {type: unrest}"),
        ("match: {terms: x}", "match: {terms: [x, y]}"),
        ("match: {exclude: EU}", "match: {types: flood}"),
    ],
)
def test_what_may_still_decide_is_not(first: str, second: str) -> None:
    assert notes(first, second) == []


def test_a_rule_whose_all_is_suppressed_later_is_told() -> None:
    (note,) = notes("match: {countries: KE}", "suppress: no, match: {countries: [KE, UG]}")
    assert note == "desk.yaml:3: a never raises: b (line 4) suppresses all of it"


matches = st.fixed_dictionaries(
    {},
    optional={
        "countries": st.sampled_from(["KE", "[KE, UG]"]),
        "types": st.sampled_from(["flood", "[flood, storm]"]),
        "severity": st.sampled_from(["Moderate", "Severe"]),
        "score": st.sampled_from(["0.3", "0.8"]),
        "terms": st.sampled_from(["struck", "[struck, hills]"]),
        "without": st.sampled_from(["valley", "[valley, sea]"]),
    },
)


@settings(deadline=None)
@given(matches, matches, st.sampled_from(["KE", "UG"]), st.sampled_from(["flood", "storm"]), st.floats(0.2, 1))
def test_what_is_told_as_never_reached_is_never_reached(
    first: dict[str, str], second: dict[str, str], country: str, kind: str, score: float
) -> None:
    bodies = ["match: {" + ", ".join(f"{k}: {v}" for k, v in match.items()) + "}" for match in (first, second)]
    if notes(*bodies):
        text = f"version: 1\nrules:\n- {{id: a, {bodies[0]}}}\n- {{id: b, {bodies[1]}}}\n"
        for severity in ("Moderate", "Severe"):
            one = mention("x", START, [event(kind, country, score=score, severity=severity)], country=country)
            for decision in decide(read_rules({"desk.yaml": text}), one, START):
                assert decision.rule is None or decision.rule.id == "a"
