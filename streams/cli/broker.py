"""dateline broker: a real Kafka on this machine, until Ctrl-C."""

from pathlib import Path

import click

from streams.cli.terminal import follow_signals
from streams.errors import BrokerError
from streams.kafka.broker import LocalBroker
from streams.kafka.jars import KAFKA


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=9092, show_default=True, help="0 takes a free one.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Keep its data in this folder.")
def command(port: int, data: Path | None) -> None:
    """Run a real Kafka on this machine: one node, for a first look and for tests, never for production.

    Needs no Java and no container: both come with the extra `broker`. KAFKA_HOME names an installed Kafka instead.
    """
    follow_signals()
    with LocalBroker(data, port or None) as broker:
        kept = f"data in {broker.folder}" if data else "data is gone when it ends; --data DIR keeps it"
        click.echo(f"Kafka {KAFKA} answers at {broker.bootstrap} (pid {broker.pid}; {kept}). Ctrl-C ends it.")
        try:
            while (code := broker.wait(3600)) is None:
                pass
        except KeyboardInterrupt:
            return
        raise BrokerError(f"the broker ended by itself with code {code}; see {broker.folder}/broker.log")
