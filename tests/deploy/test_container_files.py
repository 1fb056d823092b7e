"""The Dockerfile and the compose file: safe by default, pinned, and in step with the settings and commands."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from streams.cli.main import COMMANDS
from streams.settings import Settings
from streams.topology import apps

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {name for name, service in SERVICES.items() if service.get("restart") == "no"}
PINNED = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")


def compose_schema() -> Any:
    # Found, not imported: the schema is data, and the package's own command is not needed to read it.
    spec = importlib.util.find_spec("check_jsonschema")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "builtin_schemas" / "vendor" / "compose-spec.json"
    return json.loads(path.read_text("utf-8"))


def test_hadolint_has_nothing_to_say() -> None:
    result = subprocess.run(
        [Path(sys.executable).parent / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_compose_file_keeps_to_the_compose_specification() -> None:
    schema = compose_schema()
    # Named, because the schema names its draft by an address that the validator does not know.
    check = Draft7Validator(schema)
    assert [f"{error.json_path}: {error.message}" for error in check.iter_errors(COMPOSE)] == []
    assert not check.is_valid({"services": {"a": {"depends_on": {"b": {"condition": "healthy"}}}}})


def test_every_image_that_is_not_built_here_is_pinned_by_tag_and_digest() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    stages = set(re.findall(r" AS (\S+)", DOCKERFILE))
    pulled = [service["image"] for service in SERVICES.values() if "build" not in service]
    assert pulled
    assert all(PINNED.fullmatch(image) for image in [*pulled, *(base for base in bases if base not in stages)])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_limits_and_no_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert {"mem_limit", "cpus", "pids_limit"} <= service.keys()
    assert service["read_only"] is True
    assert "/tmp" in service["tmpfs"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert str(service["user"]).split(":")[0] not in {"0", "root"}
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}
    assert not {"privileged", "network_mode", "pid", "cap_add", "container_name"} & service.keys()


@pytest.mark.parametrize("name", SERVICES)
def test_a_port_is_open_on_this_machine_alone(name: str) -> None:
    assert all(str(port).startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))


@pytest.mark.parametrize("name", SERVICES)
def test_what_runs_on_has_a_health_check_and_what_ends_has_none(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check == {"disable": True} if name in ONCE else {"test", "interval", "timeout", "retries"} <= check.keys()


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_services_that_are_there_and_can_reach_what_it_waits_for(name: str) -> None:
    for other, how in SERVICES[name].get("depends_on", {}).items():
        expected = "service_completed_successfully" if other in ONCE else "service_healthy"
        assert how == {"condition": expected}
        assert other in SERVICES


def test_every_setting_that_the_containers_get_is_a_setting() -> None:
    given = {name for service in SERVICES.values() for name in service["environment"]}
    given |= set(re.findall(r"\bDATELINE_[A-Z_]+", DOCKERFILE + (ROOT / "docker-compose.yml").read_text("utf-8")))
    ours = {name.removeprefix("DATELINE_").lower() for name in given if name.startswith("DATELINE_")}
    assert "bootstrap_servers" in ours
    assert ours <= Settings.model_fields.keys()


def test_every_command_that_the_containers_run_is_a_command() -> None:
    commands = [service["command"] for service in SERVICES.values() if "build" in service]
    assert all(command[0] in COMMANDS for command in commands)
    assert {command[1] for command in commands if command[0] == "worker"} == set(apps())
    assert ["topics", "apply"] in commands


@pytest.mark.parametrize("app", apps())
def test_a_worker_is_started_again_has_time_to_stop_and_can_be_multiplied(app: str) -> None:
    service = SERVICES[app]
    assert service["restart"] == "unless-stopped"
    assert int(service["stop_grace_period"].removesuffix("s")) > Settings().stop_seconds
    assert not {"ports", "container_name", "hostname"} & service.keys()


def test_the_broker_makes_no_topic_by_itself_and_keeps_its_data() -> None:
    kafka = SERVICES["kafka"]
    assert kafka["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
    assert kafka["environment"]["KAFKA_LOG_DIRS"] == kafka["volumes"][0].split(":")[1]
    assert kafka["volumes"][0].split(":")[0] in COMPOSE["volumes"]


def test_the_last_stage_holds_the_environment_alone_and_runs_as_a_number() -> None:
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert re.findall(r"^COPY (.*)$", last, re.MULTILINE) == ["--from=builder /opt/dateline /opt/dateline"]
    assert re.search(r"^USER (\d+):\d+$", last, re.MULTILINE)
    assert 'CMD ["dateline", "health"]' in last
    assert "uv" not in re.findall(r"[a-z]+", last)


def test_whatever_the_image_is_made_of_passes_the_dockerignore() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE)
    wanted = {name for line in copied for name in line.split()} | set(re.findall(r"source=(\S+?),", DOCKERFILE))
    assert wanted == allowed
    assert all((ROOT / name).exists() for name in allowed)


def test_the_version_of_the_image_is_that_of_the_project() -> None:
    version = re.search(r'^version = "(.*)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version
    assert {service["image"] for service in SERVICES.values() if "build" in service} == {f"dateline:{version[1]}"}
