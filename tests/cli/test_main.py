"""The command line as a whole: help that is quick and complete, errors in one line, exit codes that mean something."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from streams import __version__
from streams.cli.main import COMMANDS, cli
from tests.cli.conftest import Run


def test_help_lists_every_command(dateline: Run) -> None:
    result = dateline("--help")
    assert result.code == 0
    assert all(f"\n  {name} " in result.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_subcommand_has_help(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command
    for each in [command, *(command.commands.values() if isinstance(command, click.Group) else [])]:
        assert each.help, each.name
        options = [parameter for parameter in each.params if isinstance(parameter, click.Option)]
        assert all(option.help for option in options), each.name


def test_help_loads_neither_kafka_nor_faust_nor_the_stages() -> None:
    program = (
        "import sys; from streams.cli.main import run; run(['--help']);"
        "print(sorted({'kafka', 'faust', 'streams.stages', 'lxml', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_the_version_is_the_packages(dateline: Run) -> None:
    assert __version__ in dateline("--version").out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["topics", "check", "--nonsense"], "No such option"),
        (["nonsense"], "No such command"),
        (["worker", "nonsense"], "is not one of"),
        (["feed"], "Missing argument"),
    ],
)
def test_a_wrong_command_line_is_exit_code_2(dateline: Run, arguments: list[str], line: str) -> None:
    result = dateline(*arguments)
    assert result.code == 2
    assert line in result.err


def test_what_the_user_can_mend_is_one_line_and_exit_code_2(dateline: Run) -> None:
    result = dateline("--bootstrap-servers", "127.0.0.1:1", "topics", "check")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("dateline: no Kafka answers at 127.0.0.1:1 ")
    assert result.err.count("\n") == 1


def test_a_setting_that_is_none_is_told_with_what_was_meant(dateline: Run) -> None:
    result = dateline("topics", "plan", DATELINE_PARTITION="3")
    assert result.code == 2
    assert "did you mean DATELINE_PARTITIONS?" in result.err


def test_the_settings_file_is_read(dateline: Run, tmp_path: Path) -> None:
    file = tmp_path / "dateline.toml"
    file.write_text('bootstrap_servers = ["127.0.0.1:2"]')
    assert "127.0.0.1:2" in dateline("--config", str(file), "topics", "plan").err


def test_ctrl_c_is_quiet(dateline: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_context: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "invoke", interrupted)
    result = dateline("topics", "check")
    assert (result.code, result.out, result.err.strip()) == (130, "", "")
