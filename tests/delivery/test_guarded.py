"""Over TLS with a password: the workers and the commands, against a broker that takes nothing else from outside."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from streams import topology
from streams.kafka import broker as local
from streams.kafka import jars
from streams.kafka.admin import apply
from streams.kafka.broker import LocalBroker
from streams.kafka.feed import Feed
from streams.settings import load_settings
from tests.delivery.conftest import PARTITIONS, House, wait_for
from tests.delivery.test_enrich import page

pytestmark = pytest.mark.kafka

# Beside the listener that the broker's own start looks at.
GUARDED = """\
listeners=PLAINTEXT://127.0.0.1:{{port}},CONTROLLER://127.0.0.1:{{controller}},GUARDED://127.0.0.1:{port}
advertised.listeners=PLAINTEXT://127.0.0.1:{{port}},GUARDED://127.0.0.1:{port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,GUARDED:SASL_SSL
sasl.enabled.mechanisms=PLAIN
listener.name.guarded.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
user_dateline="secret";
ssl.keystore.type=PEM
ssl.keystore.location={keystore}
"""


def as_java_reads_it(pem: bytes) -> bytes:
    """A private key and its certificate, the key in PKCS 8."""
    begin = pem.index(b"-----BEGIN CERTIFICATE")
    key = serialization.load_pem_private_key(pem[:begin], None)
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*form) + pem[begin:]


@pytest.fixture
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[House, dict[str, str]]]:
    """A house whose broker has a guarded listener too, and the settings that open it."""
    if reason := jars.unavailable():
        pytest.skip(reason)
    authority, port = trustme.CA(), local._free_port()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    keystore = tmp_path / "broker.pem"
    keystore.write_bytes(as_java_reads_it(authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.bytes()))
    monkeypatch.setattr(local, "_PROPERTIES", local._PROPERTIES + GUARDED.format(port=port, keystore=keystore))
    with LocalBroker() as broker:
        house = House(broker, tmp_path)
        access = {
            "bootstrap_servers": f"127.0.0.1:{port}",
            "security_protocol": "SASL_SSL",
            "sasl_mechanism": "PLAIN",
            "sasl_username": "dateline",
            "sasl_password": "secret",
            "ssl_ca_file": str(tmp_path / "ca.pem"),
            "partitions": str(PARTITIONS),
        }
        try:
            yield house, access
        finally:
            house.stop_all()


def test_pages_become_alerts_over_tls_with_a_password(guarded: tuple[House, dict[str, str]]) -> None:
    house, access = guarded
    settings = load_settings(environ={}, **access)
    apply(settings)
    with Feed(settings.servers, [topology.RAW]) as feed:
        feed.send(topology.RAW, page(id="1", source_id="t"), b"1")
    for app in ("enrich", "alert"):
        house.start("worker", app, **access)
    wait_for(lambda: house.read(topology.EVENTS), 60, "the alert")


@pytest.mark.parametrize(("setting", "value"), [("sasl_password", "wrong"), ("ssl_ca_file", "")])
def test_a_worker_that_is_not_let_in_says_so_in_one_line(
    guarded: tuple[House, dict[str, str]], setting: str, value: str
) -> None:
    house, access = guarded
    worker = house.start("worker", "enrich", **access | {setting: value})
    assert worker.wait(60) == 2, house.log(worker)
    (line,) = house.log(worker).splitlines()
    assert line.startswith("dateline: no Kafka answers at")


def test_a_password_is_asked_for_where_the_protocol_needs_one() -> None:
    command = [str(Path(sys.executable).with_name("dateline")), "topics", "check"]
    done = subprocess.run(
        command, env={"DATELINE_SECURITY_PROTOCOL": "SASL_SSL"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "needs DATELINE_SASL_USERNAME and DATELINE_SASL_PASSWORD" in done.stderr
