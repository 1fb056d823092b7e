"""Kafka's addresses, and as whom we come: what every client of Kafka is given."""

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from streams.errors import SettingsError

Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How the way to Kafka is guarded; the files are PEM."""

    protocol: Protocol = "PLAINTEXT"
    mechanism: Mechanism = "SCRAM-SHA-512"
    username: str | None = None
    password: str | None = None
    ca_file: Path | None = None  # none: the authorities that the machine trusts
    cert_file: Path | None = None  # for mutual TLS, with its key
    key_file: Path | None = None

    def ssl_context(self) -> ssl.SSLContext | None:
        """The TLS context, which checks the broker's name; None without TLS. Raises SettingsError."""
        if "SSL" not in self.protocol.removeprefix("SASL_"):
            return None
        try:
            context = ssl.create_default_context(cafile=self.ca_file)
            if self.cert_file:
                context.load_cert_chain(self.cert_file, self.key_file)
        except OSError as error:  # ssl.SSLError is one
            raise SettingsError(f"the files for TLS cannot be used: {error.strerror or error}") from error
        return context


class Servers(tuple[str, ...]):  # noqa: SLOT001 - a tuple's subclass can have no slots but an empty one
    """Addresses, host:port, with the access to them; a plain sequence of addresses is one without TLS or password."""

    access: Access

    def __new__(cls, addresses: Iterable[str], access: Access = Access()) -> Self:
        """Keep the access beside the addresses."""
        servers = super().__new__(cls, addresses)
        servers.access = access
        return servers

    def options(self) -> dict[str, Any]:
        """The options that aiokafka and kafka-python share. Raises SettingsError."""
        access = self.access
        options: dict[str, Any] = {"bootstrap_servers": list(self), "security_protocol": access.protocol}
        if context := access.ssl_context():
            options["ssl_context"] = context
        if access.protocol.startswith("SASL"):
            options |= {
                "sasl_mechanism": access.mechanism,
                "sasl_plain_username": access.username,
                "sasl_plain_password": access.password,
            }
        return options
