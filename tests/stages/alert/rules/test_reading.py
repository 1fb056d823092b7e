"""A rule file is read whole, or every fault is told with its line; the schema for editors says the same."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from streams.errors import RulesError
from streams.stages.alert.rules import RuleSet, read_rules
from streams.stages.alert.rules.forms import schema_of
from streams.stages.alert.rules.keys import FILE

ROOT = Path(__file__).parents[4]


def faults(text: str) -> list[str]:
    with pytest.raises(RulesError) as caught:
        read_rules({"desk.yaml": text})
    return [str(fault) for fault in caught.value.faults]


def rules_of(body: str) -> RuleSet:
    return read_rules({"desk.yaml": f"version: 1\nrules:\n  - id: one\n    {body}\n"})


def fault_of(body: str) -> str:
    (line,) = faults(f"version: 1\nrules:\n  - id: one\n    {body}\n")
    return line


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("math: {types: flood}", "desk.yaml:4: there is no key 'math' here; did you mean match?"),
        ("match: {types: flod}", "desk.yaml:4: 'flod' is no event type; did you mean flood?"),
        ("match: {countries: Kenya}", "desk.yaml:4: 'Kenya' is no country code and no group of countries: write KE"),
        ("match: {countries: KEN}", "desk.yaml:4: 'KEN' is no country code and no group of countries: write KE"),
        ("match: {countries: CSTOO}", "did you mean CSTO"),
        ("match: {countries: UN}", "'UN' is no country code and no group"),  # it is everybody
        ("match: {severity: severe}", "did you mean Severe?"),
        ("match: {score: 2}", "2 is not between 0 and 1"),
        ("match: {score: nan}", "nan is not between 0 and 1"),
        ("match: {score: high}", "'high' is no number"),
        ("match: {figures: {kiled: 3}}", "did you mean killed?"),
        ("match: {languages: english}", "'english' is not of the right form: write it like en"),
        ("match: {terms: []}", "1 to 1000 entries are needed, these are 0"),
        ("match: {terms: ['*']}", "'*' holds no letter"),
        ("match: {terms: ['a*b']}", "a * may only stand at the end"),
        ("match: flood", "a mapping (key: value) is needed, this is a single value"),
        ("match: {severity: Severe, severity: Minor}", "the key 'severity' stands here twice"),
        ("raise: {headline: '{titel}'}", "cannot be filled with {titel}; did you mean title?"),
        ("raise: {headline: '{title.__class__}'}", "cannot be filled with"),
        ("raise: {headline: '{title!r}'}", "cannot be filled with"),
        ("raise: {headline: '{'}", "the headline cannot be read"),
        ("raise: {severity: at lest Severe}", "'at lest Severe' is no grade"),
        ("raise: {type: unrest}", "match terms or names"),
        ("gap: soon", "'soon' is no duration: write 90s, 30m, 1h30m or 2d"),
        ("gap: 8d", "8d is more than 168 hours"),
        ("quiet: {hours: 22-6}", "'22-6' are no hours: write 22:00-06:00"),
        ("quiet: {hours: 06:00-06:00}", "06:00-06:00 begins when it ends"),
        ("quiet: {zone: Europe/Berlin}", "the key hours is missing"),
        ("quiet: {hours: 22:00-06:00, zone: Europe/Berln}", "did you mean Europe/Berlin?"),
        ("suppress: because", "this would suppress everything"),
        ("id: two", "the key 'id' stands here twice"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_was_meant(body: str, told: str) -> None:
    line = fault_of(body)
    # What does not go together is told where the rule begins.
    whole = body in {"raise: {type: unrest}", "suppress: because"}
    assert line.startswith("desk.yaml:3: " if whole else "desk.yaml:4: ")
    assert told in line


def test_every_fault_of_every_file_is_told_at_once_in_the_order_of_the_lines() -> None:
    bad = "version: 1\nrules:\n  - id: a\n    gap: x\n  - id: b\n    gap: y\n"
    with pytest.raises(RulesError) as caught:
        read_rules({"b.yaml": bad, "a.yaml": "rules: ]"})
    places = [str(fault).split(": ")[0] for fault in caught.value.faults]
    assert places == ["a.yaml:1", "b.yaml:4", "b.yaml:6"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "desk.yaml:1: "),
        ("- a", "desk.yaml:1: a mapping"),
        ("version: 1\nrules: []", "desk.yaml:2: 1 to 1000 entries"),
        ("version: 1\nrules:\n  - {id: a\n", "desk.yaml:"),
        ("version: 1\nrules: \x00", "desk.yaml:2: this is no YAML"),
        ("version: 1\n---\nrules: 1", "desk.yaml:2: this is no YAML"),
        ("rules: &a [*a]", "desk.yaml:1: "),
        ("{[a]: 1}", "desk.yaml:1: a key must be a single word"),
    ],
)
def test_a_file_that_is_none_is_told_with_a_line(text: str, place: str) -> None:
    assert faults(text)[0].startswith(place)


def test_an_id_stands_once_in_all_files() -> None:
    one = "version: 1\nrules: [{id: same}]"
    with pytest.raises(RulesError, match=r"b.yaml:2: the id same stands at a.yaml:2 already"):
        read_rules({"a.yaml": one, "b.yaml": one})


def test_norway_and_the_evening_are_what_they_look_like() -> None:
    (rule,) = rules_of("match: {countries: [NO, no]}\n    quiet: {hours: 22:00-06:00}").rules
    assert rule.match.countries == ("NO", "NO")
    assert rule.quiet
    assert rule.quiet.hours == (22 * 60, 6 * 60)


def test_an_anchor_saves_writing_a_list_twice() -> None:
    text = "version: 1\nrules:\n- {id: a, match: {countries: &c [KE, UG]}}\n- {id: b, match: {countries: *c}}"
    first, second = read_rules({"desk.yaml": text}).rules
    assert first.match.countries == second.match.countries == ("KE", "UG")


def test_the_version_changes_with_any_byte_and_with_nothing_else() -> None:
    text = "version: 7\nrules: [{id: a}]"
    version = read_rules({"desk.yaml": text}).version
    assert version.startswith("7+")
    assert read_rules({"desk.yaml": text}).version == version
    assert read_rules({"desk.yaml": text + "\n"}).version != version
    assert read_rules({"other.yaml": text}).version != version


words = st.sampled_from(
    ["KE", "EU", "flood", "volume", "Severe", "at least Severe", "Observed", "30m", "22:00-06:00", "Europe/Berlin", "a"]
) | st.text("aE*: {}[\n-&é", max_size=6)
numbers = st.integers(-1, 3) | st.floats(0, 1)
values = st.recursive(
    words | numbers,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["hours", "zone", "killed", "type", "severity", "terms", "headline"]), inner)
    ),
    max_leaves=4,
)
matches = st.dictionaries(
    st.sampled_from(["countries", "types", "severity", "score", "terms", "names", "languages", "figures", "other"]),
    values,
    max_size=3,
)
rules = st.fixed_dictionaries(
    {"id": words},
    optional={"match": matches | values, "raise": values, "quiet": values, "gap": values, "suppress": words},
)
documents = st.fixed_dictionaries({"version": words}, optional={"rules": st.lists(rules, max_size=2) | values})
SCHEMA = Draft202012Validator(schema_of("Alert rules", FILE))


@settings(deadline=None, max_examples=300)
@given(documents)
def test_what_the_reader_takes_an_editor_takes_and_the_reader_never_crashes(document: dict[str, Any]) -> None:
    try:
        read_rules({"desk.yaml": yaml.safe_dump(document, default_style='"' if "\n" in str(document) else None)})
    except RulesError as error:
        assert all(str(fault).startswith("desk.yaml:") for fault in error.faults)  # noqa: PT017
    else:
        assert SCHEMA.is_valid(_upper(document)), list(SCHEMA.iter_errors(document))


def _upper(document: dict[str, Any]) -> dict[str, Any]:
    """As an editor writes it: codes in capitals, numbers and words each in their own type."""
    copy = json.loads(json.dumps(document))
    for rule in copy["rules"] if isinstance(copy["rules"], list) else [copy["rules"]]:
        rule["id"] = str(rule["id"])
    return {**copy, "version": str(copy["version"])}


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all_is_a_set_or_a_fault_with_its_line(text: str) -> None:
    with pytest.raises(RulesError) as caught:
        read_rules({"desk.yaml": text})
    assert all(str(fault).startswith("desk.yaml:") for fault in caught.value.faults)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "streams/data/alert_rules").rglob("*.yaml")), ids=lambda path: path.name
)
def test_the_shipped_files_are_what_their_schema_says(path: Path) -> None:
    name = "alert_cases" if path.name.endswith(".cases.yaml") else "alert_rules"
    schema = json.loads((ROOT / f"schemas/{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    # As an editor reads it (YAML 1.2): times and NO are texts.
    loader = type("Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": _JSON_RESOLVERS})
    Draft202012Validator(schema).validate(yaml.load(path.read_text("utf-8"), loader))


_JSON_RESOLVERS: dict[str, Any] = {
    first: [(tag, pattern) for tag, pattern in entries if tag.rpartition(":")[2] in {"int", "float", "null", "merge"}]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
