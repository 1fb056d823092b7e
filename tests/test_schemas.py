"""The published contract: generated from the records, and true of them."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemas import __main__ as generator
from schemas.json_schema import TOPIC_RECORDS
from streams.errors import Refused
from streams.records import Alert, EnrichedArticle, dump, parse, parse_mention, parse_raw
from streams.topology import MENTIONS, RAW, apps, topics

FOLDER = generator.HERE
DECODE = {
    "articles.raw.v1": parse_raw,
    "articles.enriched.v1": lambda data: parse(data, EnrichedArticle),
    "countries.mentions.v1": parse_mention,
    "alerts.events.v1": lambda data: parse(data, Alert),
    "alerts.current.v1": lambda data: parse(data, Alert),
}
EXAMPLES = sorted(FOLDER.glob("examples/*/*.json"))


def validator(topic: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((FOLDER / f"{topic}.schema.json").read_text("utf-8")))


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "schemas"))


def test_what_is_committed_is_what_the_records_give() -> None:
    assert generator.drift(FOLDER) == []


@pytest.mark.parametrize(
    "file", ["articles.raw.v1.schema.json", "asyncapi.yaml", "examples/alerts.events.v1/alert.json"]
)
def test_a_changed_file_is_drift_and_is_named(
    file: str, copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / file).write_text("{}", "utf-8")
    monkeypatch.setattr(generator, "HERE", copy)
    assert generator.main(["--check"]) == 1
    assert f"schemas/{file} differs" in capsys.readouterr().err


def test_a_missing_and_a_left_over_file_are_drift_and_writing_mends_both(copy: Path) -> None:
    (copy / "asyncapi.yaml").unlink()
    (copy / "old.v1.schema.json").write_text("{}", "utf-8")
    assert generator.drift(copy) == ["asyncapi.yaml is missing", "old.v1.schema.json is no longer generated"]
    generator.write(copy)
    assert generator.drift(copy) == []


@pytest.mark.parametrize("topic", TOPIC_RECORDS)
def test_a_schema_is_a_valid_schema_and_every_topic_of_records_has_an_example(topic: str) -> None:
    Draft202012Validator.check_schema(json.loads((FOLDER / f"{topic}.schema.json").read_text("utf-8")))
    assert any(path.parent.name == topic for path in EXAMPLES)


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_an_example_is_valid_and_decodes(path: Path) -> None:
    data = path.read_bytes()
    validator(path.parent.name).validate(json.loads(data))
    DECODE[path.parent.name](data)


@pytest.mark.parametrize("path", [path for path in EXAMPLES if path.parent.name != RAW], ids=name)
def test_an_example_of_an_output_is_a_whole_record(path: Path) -> None:
    record = DECODE[path.parent.name](path.read_bytes())
    assert json.loads(dump(record)) == json.loads(path.read_bytes())


def test_offsets_in_the_enriched_example_point_at_the_words_they_name() -> None:
    (path,) = FOLDER.glob("examples/articles.enriched.v1/*.json")
    article = parse(path.read_bytes(), EnrichedArticle)
    spans = [*article.entities, *article.countries[0].mentions, *article.events[0].evidence]
    assert all(article.text[span.start : span.end] == span.text for span in spans)


def test_a_required_field_that_is_missing_or_of_another_type_is_refused() -> None:
    alert = json.loads((FOLDER / "examples/alerts.events.v1/alert.json").read_text("utf-8"))
    check = validator("alerts.events.v1")
    assert not check.is_valid({**alert, "version": "1"})
    assert not check.is_valid({key: value for key, value in alert.items() if key != "alert_id"})
    assert not validator(MENTIONS).is_valid({"kind": "something"})


words = st.text("aü \x1c\u00a0", max_size=3)
texts = st.none() | words | st.sampled_from(["usable", "withdrawn"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
raw_like = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(["text", "html", "id", "url", "title"], texts | json_values),
        "status": st.sampled_from(["usable", "corrected", "canceled", "withdrawn", "gone", None, 1]),
        "authors": st.none() | st.lists(texts, max_size=2) | json_values,
        "source": st.dictionaries(st.sampled_from(["name", "domain", "other"]), texts, max_size=2) | json_values,
        "extra": json_values,
        "unknown": json_values,
    },
)
RAW_VALIDATOR = validator(RAW)


@settings(deadline=None)
@given(raw_like)
def test_the_raw_schema_accepts_exactly_what_the_parser_accepts(value: dict[str, Any]) -> None:
    try:
        parse_raw(json.dumps(value))
        accepted = True
    except Refused:
        accepted = False
    assert RAW_VALIDATOR.is_valid(value) == accepted


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "$ref":
                yield item
            else:
                yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def follow(document: Any, reference: str) -> Any:
    file, _, pointer = reference.partition("#")
    target = json.loads((FOLDER / file).read_text("utf-8")) if file else document
    for step in pointer.split("/")[1:]:
        target = target[step]
    return target


@pytest.fixture(scope="module")
def asyncapi() -> Any:
    return yaml.safe_load((FOLDER / "asyncapi.yaml").read_text("utf-8"))


def test_every_reference_of_the_asyncapi_document_leads_somewhere(asyncapi: Any) -> None:
    found = list(references(asyncapi))
    assert len(found) > 20
    assert all(follow(asyncapi, reference) for reference in found)


def test_the_asyncapi_document_has_the_parts_that_the_standard_asks_for(asyncapi: Any) -> None:
    assert asyncapi["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= asyncapi["info"].keys()
    for operation in asyncapi["operations"].values():
        assert operation["action"] in {"send", "receive"}
        assert operation["channel"]["$ref"].startswith("#/channels/")
    names = [*asyncapi["components"]["messages"], *asyncapi["components"]["messageTraits"]]
    assert all(re.fullmatch(r"[a-zA-Z0-9._-]+", each) for each in names)


def test_the_asyncapi_document_has_every_topic_and_every_way_of_every_app(asyncapi: Any) -> None:
    assert list(asyncapi["channels"]) == [topic.name for topic in topics()]
    ways = {(item["action"], item["channel"]["$ref"].split("/")[-1]) for item in asyncapi["operations"].values()}
    for app in apps().values():
        assert {("receive", topic) for topic in app.reads} <= ways
        assert {("send", topic) for topic in (*app.writes, app.dead, app.state) if topic} <= ways
