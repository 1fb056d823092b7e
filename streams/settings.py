"""Every setting, its unit and its default; from flags, then the environment (DATELINE_…), then a file.

The file is TOML, named by DATELINE_CONFIG or --config. A name that is not listed here is refused, wherever it comes
from.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from streams.errors import SettingsError
from streams.servers import Access, Mechanism, Protocol, Servers
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
    security_protocol: Protocol = Field("PLAINTEXT", description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")
    sasl_mechanism: Mechanism = Field("SCRAM-SHA-512", description="PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
    sasl_username: str | None = Field(None, description="for SASL")
    sasl_password: str | None = Field(None, repr=False, description="for SASL; best in the environment")
    ssl_ca_file: Path | None = Field(None, description="authorities (PEM); by default those that the machine trusts")
    ssl_cert_file: Path | None = Field(None, description="our certificate (PEM), where the brokers ask for one")
    ssl_key_file: Path | None = Field(None, description="its key (PEM)")

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

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError("needs DATELINE_SASL_USERNAME and DATELINE_SASL_PASSWORD")
        return self

    @property
    def servers(self) -> Servers:
        """Kafka's addresses, and as whom we come."""
        access = Access(
            protocol=self.security_protocol,
            mechanism=self.sasl_mechanism,
            username=self.sasl_username,
            password=self.sasl_password,
            ca_file=self.ssl_ca_file,
            cert_file=self.ssl_cert_file,
            key_file=self.ssl_key_file,
        )
        return Servers(self.bootstrap_servers, access)


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
        why = first["msg"].removeprefix("Value error, ")
        if not first["loc"]:  # of several settings together
            raise SettingsError(f"{_PREFIX}SECURITY_PROTOCOL={values['security_protocol']}: {why}") from error
        raise SettingsError(f"{_PREFIX}{str(first['loc'][0]).upper()}={first['input']!r}: {why}") from error


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
