"""Reads the YAML tables of streams/data that the tag stage knows its words from."""

from importlib.resources import files
from typing import Any

import yaml

# libyaml's reader where PyYAML was built with it: ten times as fast, and start-up reads three dozen tables.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_table(*path: str) -> Any:
    """The table under that path in streams/data; yaml.YAMLError where it cannot be read."""
    text = files("streams").joinpath("data", *path).read_text("utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 (a safe loader)
