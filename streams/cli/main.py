"""The command `dateline`: finds the command, hands it the settings, and turns errors into one line and an exit code."""

import importlib
import os
import sys
from pathlib import Path

import click

from streams import __version__
from streams.errors import DatelineError, UserError
from streams.settings import Settings, load_settings

# A command is imported when it is called: each has its one line here, so that --help need not load Kafka or models.
COMMANDS = {
    "demo": "The whole product on your screen: a Kafka, the workers, invented pages, alerts.",
    "explain": "What becomes of one article, stage by stage, and why.",
    "feed": "Put files into a raw topic.",
    "worker": "Run one worker of an app: enrich or alert.",
    "tail": "Watch a topic.",
    "topics": "Plan, apply or check the topics.",
    "rules": "Check, test and try the alert rules that you write.",
    "dead-letters": "List, show or replay what could not be processed.",
    "health": "Say whether the worker here makes progress.",
    "broker": "Run a real Kafka on this machine.",
    "stage": "Run one stage without Kafka: JSON lines in, JSON lines out.",
}


class _Commands(click.Group):
    """The table above, as click wants it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature, here and below
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"streams.cli.{name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
@click.option("--config", type=click.Path(path_type=Path), help="TOML file with settings (default: DATELINE_CONFIG).")
@click.option("--bootstrap-servers", metavar="HOST:PORT,…", help="Kafka's addresses (DATELINE_BOOTSTRAP_SERVERS).")
@click.pass_context
def cli(ctx: click.Context, config: Path | None, bootstrap_servers: str | None) -> None:
    """Raw news pages in, enriched articles and per-country alerts out.

    Settings come from options, then the environment (DATELINE_…), then the file.
    """
    ctx.obj = (config, {"bootstrap_servers": bootstrap_servers})


def settings_of(ctx: click.Context) -> Settings:
    """The settings that the command line, the environment and the file give. Raises SettingsError."""
    config, flags = ctx.obj
    return load_settings(config, **flags)


def main() -> None:
    """The entry point: 0 done, 1 the answer is no, 2 the command or its surroundings are wrong, 130 interrupted."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run one command (by default the process's own) and return its exit code."""
    try:
        code = cli(arguments, standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        return 2 if isinstance(error, UserError) else 1
