"""Every setting is known, possible and documented; whatever is not is refused at start, in one line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from streams.errors import SettingsError
from streams.settings import Settings, load_settings
from streams.topology import PARTITIONS, RAW


def refusal(config: Path | None = None, environ: dict[str, str] | None = None, **flags: object) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(config, environ or {}, **flags)
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "dateline.toml"


def test_nothing_need_be_set() -> None:
    chosen = load_settings(environ={})
    assert chosen.bootstrap_servers == ("127.0.0.1:9092",)
    assert chosen.raw_topics == (RAW,)
    assert chosen.partitions == PARTITIONS


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_says_what_it_does_and_its_default_is_possible(name: str) -> None:
    field = Settings.model_fields[name]
    assert field.description
    assert Settings(**{name: field.default}) == Settings()


def test_the_environment_sets_and_other_names_are_not_ours() -> None:
    environ = {"DATELINE_PARTITIONS": "24", "PARTITIONS": "7", "DATELINER_PARTITIONS": "8"}
    assert load_settings(environ=environ).partitions == 24


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert load_settings(environ={"DATELINE_PARTITIONS": "", "DATELINE_CONFIG": ""}) == Settings()


def test_a_list_is_split_at_its_commas() -> None:
    environ = {"DATELINE_RAW_TOPICS": "articles.raw.v1, feeds.raw.v1,", "DATELINE_BOOTSTRAP_SERVERS": "a:1,b:2"}
    chosen = load_settings(environ=environ)
    assert chosen.raw_topics == ("articles.raw.v1", "feeds.raw.v1")
    assert chosen.bootstrap_servers == ("a:1", "b:2")


def test_a_flag_comes_before_the_environment_and_the_environment_before_the_file(file: Path) -> None:
    file.write_text("partitions = 3\nbug_limit = 3\nbatch_seconds = 3", "utf-8")
    environ = {"DATELINE_BUG_LIMIT": "4", "DATELINE_BATCH_SECONDS": "4"}
    chosen = load_settings(file, environ, batch_seconds=5, bootstrap_servers=None)
    assert (chosen.partitions, chosen.bug_limit, chosen.batch_seconds) == (3, 4, 5)


def test_the_environment_names_the_file_and_the_flag_another(file: Path, tmp_path: Path) -> None:
    file.write_text("partitions = 3", "utf-8")
    other = tmp_path / "other.toml"
    other.write_text("partitions = 5", "utf-8")
    environ = {"DATELINE_CONFIG": str(file)}
    assert load_settings(environ=environ).partitions == 3
    assert load_settings(other, environ).partitions == 5


def test_a_list_in_the_file_is_a_list(file: Path) -> None:
    file.write_text('raw_topics = ["one", "two"]', "utf-8")
    assert load_settings(file, {}).raw_topics == ("one", "two")


def test_the_late_limit_can_be_switched_off(file: Path) -> None:
    file.write_text('late_limit = "off"', "utf-8")
    assert load_settings(file, {}).late_limit is None
    assert load_settings(environ={"DATELINE_LATE_LIMIT": "off"}).late_limit is None
    assert load_settings(environ={"DATELINE_LATE_LIMIT": "3600"}).late_limit == 3600


def test_an_unknown_variable_is_refused_with_the_nearest_name() -> None:
    message = refusal(environ={"DATELINE_BOOTSTRAP_SERVER": "a:1"})
    assert message == "there is no setting DATELINE_BOOTSTRAP_SERVER; did you mean DATELINE_BOOTSTRAP_SERVERS?"


def test_an_unknown_name_that_is_near_to_none_is_refused_alone() -> None:
    assert refusal(environ={"DATELINE_XYZZY": "1"}) == "there is no setting DATELINE_XYZZY"


def test_an_unknown_name_in_the_file_is_refused_with_the_file(file: Path) -> None:
    file.write_text("partition = 3", "utf-8")
    assert refusal(file) == f"{file}: there is no setting partition; did you mean partitions?"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("partitions", "0"),
        ("partitions", "twelve"),
        ("partitions", "1.5"),
        ("raw_topics", ","),
        ("late_limit", "0"),
        ("late_limit", "on"),
        ("session_timeout", "5"),
        ("batch_seconds", "-1"),
        ("batch_seconds", "nan"),
        ("take_seconds", "60"),
        ("max_record_bytes", "10"),
        ("stop_seconds", "0"),
        ("bug_limit", "0"),
    ],
)
def test_an_impossible_value_is_refused_in_one_line_with_its_name(name: str, value: str) -> None:
    message = refusal(environ={f"DATELINE_{name.upper()}": value})
    assert message.startswith(f"DATELINE_{name.upper()}=")
    assert "\n" not in message


@settings(deadline=None)
@given(st.sampled_from(list(Settings.model_fields)), st.text("09.-,:axoff\x00 é", max_size=8))
def test_any_text_is_a_value_or_is_refused_in_one_line(name: str, value: str) -> None:
    try:
        load_settings(environ={f"DATELINE_{name.upper()}": value})
    except SettingsError as error:
        assert "\n" not in str(error)  # noqa: PT017 - most texts are refused, some are values


def test_a_file_that_is_not_there_is_refused(file: Path) -> None:
    assert refusal(file) == f"the settings file {file} cannot be read: No such file or directory"


@pytest.mark.parametrize("content", [b"partitions = ", b"\xff\xfe", b"a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert refusal(file).startswith(f"the settings file {file} is no TOML: ")


def test_settings_do_not_change_after_the_start() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_settings(environ={}).partitions = 3
