"""Every setting, its unit and its default; from flags, then the environment (DATELINE_…), then a file.

The file is TOML, named by DATELINE_CONFIG or --config. A name that is not listed here is refused, wherever it comes
from.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from streams.errors import SettingsError
from streams.topology import PARTITIONS, RAW

_PREFIX = "DATELINE_"
_HOURS = 3600.0


def _split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_split), Field(min_length=1)]


def _split_pairs(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return {label.strip(): kind.strip() for label, _, kind in (part.partition("=") for part in _split(value))}


Labels = Annotated[dict[str, Literal["PER", "ORG", "LOC", "MISC"]], BeforeValidator(_split_pairs)]


class Settings(BaseModel):
    """What can be chosen; durations are in seconds unless the name says otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bootstrap_servers: Names = Field(("127.0.0.1:9092",), description="Kafka's addresses, host:port, comma-separated")
    raw_topics: Names = Field((RAW,), description="topics with raw articles, comma-separated")
    partitions: int = Field(
        PARTITIONS, ge=1, le=1000, description="partitions of every topic; fixed once the topics exist"
    )

    late_limit: float | None = Field(
        48 * _HOURS, gt=0, description="an article published longer ago opens no alert; 'off' switches the limit off"
    )

    tagger: str = Field(
        "linear", min_length=1, description="what finds names: the built-in linear, or a plug-in with its model"
    )
    tagger_labels: Labels = Field(
        {}, description="how a plug-in's labels are read, beyond the usual ones: PRODUCT=MISC,TEAM=ORG"
    )
    rules: Path | None = Field(None, description="a folder with alert rules (.yaml); by default the shipped ones")

    session_timeout: float | None = Field(
        None, ge=6, le=300, description="how long the group waits for a silent worker; 45 with instance_id, else 10"
    )
    instance_id: str | None = Field(
        None, description="a stable name of this worker: a restart within session_timeout then moves no partition"
    )
    batch_seconds: float = Field(0.5, gt=0, le=10, description="work goes out and is committed at least this often")
    take_seconds: float | None = Field(
        None, ge=0, le=5, description="how long a take waits for more; by default 0.005 in enrich and 0.25 in alert"
    )
    max_record_bytes: int = Field(
        2 << 20, ge=1 << 10, description="a raw record larger than this, unpacked, is a dead letter"
    )
    stall_seconds: float = Field(
        60.0, ge=5, description="work without progress for this long ends the process (code 70)"
    )
    stop_seconds: float = Field(8.0, ge=1, description="a stop that takes longer ends the process (code 75)")
    bug_limit: int = Field(
        100, ge=1, description="so many records in a row that our own code failed on stop the worker"
    )

    health_file: Path | None = Field(None, description="a worker notes its progress here, for `dateline health`")


def load_settings(config: Path | None = None, environ: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """Read and check everything. Raises SettingsError with one line that names what is wrong."""
    environ = os.environ if environ is None else environ
    path = config or (Path(environ[_PREFIX + "CONFIG"]) if environ.get(_PREFIX + "CONFIG") else None)
    values: dict[str, Any] = _read(path) if path else {}
    _refuse_unknown(values, f"{path}: ", lambda name: name)
    variables = {
        name.removeprefix(_PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(_PREFIX) and name != _PREFIX + "CONFIG" and value
    }
    _refuse_unknown(variables, "", lambda name: _PREFIX + name.upper())
    values |= variables
    values |= {name: value for name, value in flags.items() if value is not None}
    if values.get("late_limit") == "off":
        values["late_limit"] = None
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = _PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name}={first['input']!r}: {first['msg'].removeprefix('Value error, ')}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path} is no TOML: {error}") from error


def _refuse_unknown(values: Mapping[str, Any], where: str, spell: Any) -> None:
    for name in values:
        if name not in Settings.model_fields:
            near = difflib.get_close_matches(name, Settings.model_fields, n=1)
            hint = f"; did you mean {spell(near[0])}?" if near else ""
            raise SettingsError(f"{where}there is no setting {spell(name)}{hint}")
