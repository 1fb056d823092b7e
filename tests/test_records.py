"""Whatever bytes come in, parsing ends in a record or in Refused; what goes out comes back equal."""

import dataclasses
import json
from typing import Any, get_type_hints

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams import records
from streams.errors import REASONS, Refused
from streams.records import (
    Alert,
    CleanArticle,
    CountryMention,
    EnrichedArticle,
    Notice,
    Place,
    RawArticle,
    Tick,
    dump,
    load,
    parse,
    parse_mention,
    parse_raw,
)

PLACE = Place(topic="articles.raw.v1", partition=3, offset=7, timestamp=1_700_000_000_000)
ALL = [item for item in vars(records).values() if dataclasses.is_dataclass(item)]

# No surrogates: JSON text as bytes cannot hold them, and dump has its own test for them.
text = st.text(max_size=20)
plain = st.text("ab é漢\n", max_size=8)


def outcome(data: bytes | str, read: Any = parse_raw) -> Any:
    """The record, or the refusal."""
    try:
        return read(data)
    except Refused as refused:
        return refused


def refusal(data: bytes | str) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        parse_raw(data)
    return caught.value.reason, str(caught.value)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_a_record_is_frozen_slotted_and_documented(kind: Any) -> None:
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")
    assert get_type_hints(kind)


@settings(deadline=None)
@given(st.binary(max_size=60) | text.map(str.encode))
def test_any_bytes_become_a_record_or_are_refused_with_a_reason(data: bytes) -> None:
    result = outcome(data)
    assert isinstance(result, RawArticle) or (result.reason in REASONS and str(result))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*RawArticle.__dataclass_fields__, "other"]), json_values, max_size=6))
def test_any_json_object_becomes_a_record_or_is_refused_with_a_reason(value: dict[str, Any]) -> None:
    data = json.dumps(value)
    assert isinstance(outcome(data), RawArticle) or outcome(data).reason in REASONS
    mention = outcome(data, parse_mention)
    assert isinstance(mention, CountryMention) or mention.reason in REASONS


def test_each_fault_of_the_input_has_its_own_reason() -> None:
    assert refusal(b"\xff\xfe")[0] == "not-utf8"
    assert refusal(b"{")[0] == "not-json"
    assert refusal(b"")[0] == "not-json"
    assert refusal(b"[]")[0] == "not-an-object"
    assert refusal(b"null")[0] == "not-an-object"
    assert refusal(b"{}")[0] == "no-content"
    assert refusal(b'{"text": " \\n"}')[0] == "empty"
    assert refusal(b'{"status": "withdrawn"}')[0] == "no-identity"
    assert refusal(b'{"text": "a", "status": "gone"}')[0] == "invalid-field"


def test_a_refusal_names_the_path_and_both_types() -> None:
    reason, message = refusal(b'{"text": "a", "authors": ["b", 7]}')
    assert reason == "invalid-field"
    assert "$.authors[1]" in message
    assert "str" in message
    assert "int" in message


def test_fields_that_are_not_ours_survive_in_extra() -> None:
    raw = parse_raw('{"text": "a", "desk": {"x": [1, null]}, "wordcount": 3, "extra": {"desk": "kept", "mine": 1}}')
    assert raw.extra == {"desk": "kept", "wordcount": 3, "mine": 1}


@settings(deadline=None)
@given(st.dictionaries(plain.filter(lambda name: name not in RawArticle.__dataclass_fields__), json_values, max_size=4))
def test_any_field_that_is_not_ours_survives(unknown: dict[str, Any]) -> None:
    data = json.dumps({"text": "a", **unknown}, ensure_ascii=False)
    assert parse_raw(data).extra == {name: orjson.loads(data)[name] for name in unknown}


def test_null_means_not_given() -> None:
    nothing = {name: None for name in RawArticle.__dataclass_fields__ if name != "text"}
    assert parse_raw(json.dumps({"text": "a", **nothing})) == RawArticle(text="a")


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse_raw(b'\xef\xbb\xbf{"text": "a"}').text == "a"


def test_of_a_duplicate_key_the_last_counts() -> None:
    assert parse_raw(b'{"text": "a", "text": "b"}').text == "b"


def test_a_retraction_needs_an_id_or_a_url_alone() -> None:
    assert parse_raw(b'{"status": "canceled", "id": "1"}').status == "canceled"
    assert parse_raw(b'{"status": "withdrawn", "url": "https://a.example/1"}').text is None


@pytest.mark.parametrize("depth", [1, 50, 97, 100, 250, 1_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_nesting_of_any_depth_is_an_article_or_refused(depth: int, opening: str, closing: str) -> None:
    data = f'{{"text": "a", "deep": {opening * depth}1{closing * depth}}}'
    result = outcome(data)
    assert parse_raw(dump(result)) == result if depth < 100 else result.reason in {"not-json", "invalid-field"}


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1" * 5000, "1e-400", "18446744073709551616", "NaN", "Infinity"])
def test_a_number_beyond_measure_is_an_article_or_refused(number: str) -> None:
    result = outcome(f'{{"text": "a", "n": {number}}}')
    assert dump(result) if isinstance(result, RawArticle) else result.reason == "not-json"


def test_control_characters_and_nul_pass_when_escaped() -> None:
    assert parse_raw(b'{"text": "a\\u0000\\u0007b"}').text == "a\x00\x07b"


def test_a_half_surrogate_is_refused_on_the_way_in() -> None:
    assert refusal(b'{"text": "\\ud800"}')[0] == "not-json"


@pytest.mark.parametrize("half", ["\ud800", "a\udc00b", "\udfff\ud800"])
def test_a_half_surrogate_goes_out_as_the_replacement_character(half: str) -> None:
    data = dump(RawArticle(text=half, extra={half: [half]}))
    assert "\ufffd" in data.decode("utf-8")
    assert parse_raw(data).text is not None


def test_a_whole_surrogate_pair_goes_out_as_its_character() -> None:
    assert parse_raw(dump(RawArticle(text="\ud83d\ude00\ud800"))).text == "\U0001f600\ufffd"


raw_articles = st.builds(
    RawArticle,
    text=plain.map(lambda words: words + "."),
    title=st.none() | plain,
    authors=st.lists(plain, max_size=2),
    status=st.sampled_from(["usable", "corrected"]),
    transport=st.dictionaries(plain, plain, max_size=2),
    extra=st.dictionaries(plain, plain, max_size=2),
)
clean_articles = st.builds(
    CleanArticle,
    id=plain,
    content=plain,
    status=st.just("usable"),
    title=st.none() | plain,
    text=plain,
    fingerprints=st.lists(st.integers(0, 2**53 - 1), max_size=3),
    removed=st.dictionaries(plain, st.integers(0, 9), max_size=2),
    raw=st.just(PLACE),
)


@settings(deadline=None)
@given(raw_articles)
def test_a_raw_article_comes_back_equal(raw: RawArticle) -> None:
    assert parse_raw(dump(raw)) == raw


@settings(deadline=None)
@given(clean_articles)
def test_a_clean_article_comes_back_equal_and_gives_the_same_bytes_again(article: CleanArticle) -> None:
    data = dump(article)
    assert parse(data, CleanArticle) == article
    assert dump(parse(data, CleanArticle)) == data


def test_a_record_of_the_mentions_topic_is_known_by_its_kind() -> None:
    tick = Tick(topic="articles.raw.v1", partition=1, minute=29_000_000, offset=5)
    notice = Notice(article="a", content="b", status="withdrawn", countries=["AF"], raw=PLACE)
    assert parse_mention(dump(tick)) == tick
    assert parse_mention(dump(notice)) == notice


@pytest.mark.parametrize("kind", ['"rumour"', "1", "[]", "{}", "true"])
def test_a_kind_that_we_do_not_know_is_refused(kind: str) -> None:
    with pytest.raises(Refused, match="kind is"):
        parse_mention(f'{{"kind": {kind}}}')


def test_a_later_versions_field_is_ignored_where_records_are_ours() -> None:
    tick = json.loads(dump(Tick(topic="a", partition=1, minute=2, offset=3)))
    assert parse_mention(json.dumps({**tick, "added_in_version_9": {"a": 1}})) == parse_mention(json.dumps(tick))


def test_a_field_that_was_added_with_a_default_may_be_absent() -> None:
    for kind in (CleanArticle, EnrichedArticle, CountryMention, Alert):
        for item in dataclasses.fields(kind):
            given_default = item.default is not dataclasses.MISSING or item.default_factory is not dataclasses.MISSING
            assert given_default == (item.name not in kind_required(kind))


def kind_required(kind: Any) -> set[str]:
    with pytest.raises(Refused) as caught:
        parse("{}", kind)
    assert "missing required field" in str(caught.value)
    return {
        item.name
        for item in dataclasses.fields(kind)
        if item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
    }


def test_load_gives_plain_values_and_keeps_text_as_it_is() -> None:
    assert load('{"a": [1, "\\u00e9"]}') == {"a": [1, "é"]}
