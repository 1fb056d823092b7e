"""The forms of values in a rule file: each one reads a node, and says the same to an editor as JSON Schema.

A form returns None for what it cannot read, and notes the fault; so one look at a file finds all of them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from streams.stages.alert.rules.nodes import Faults, line_of, meant, name_of

Schema = dict[str, Any]


class Form(Protocol):
    """How one kind of value is written."""

    def read(self, node: yaml.Node, faults: Faults) -> Any:
        """The value; None and a fault where it is none."""

    def schema(self) -> Schema:
        """The same, as JSON Schema."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text that is not empty."""

    most: int = 500  # characters
    check: Callable[[str], str | None] | None = None  # what is wrong with it
    pattern: str | None = None
    example: str = ""  # of what the pattern asks for

    def read(self, node: yaml.Node, faults: Faults) -> str | None:
        """The text, stripped."""
        value = scalar(node, faults, "a text is needed")
        if value is None:
            return None
        if value and self.pattern and not re.fullmatch(self.pattern, value):
            faults.add(node, f"{value!r} is not of the right form: write it like {self.example}")
            return None
        if not value or len(value) > self.most:
            faults.add(node, f"a text of 1 to {self.most} characters is needed")
            return None
        if self.check and (wrong := self.check(value)):
            faults.add(node, wrong)
            return None
        return value

    def schema(self) -> Schema:
        """A string."""
        found: Schema = {"type": "string", "minLength": 1, "maxLength": self.most}
        return {**found, "pattern": f"^(?:{self.pattern})$"} if self.pattern else found


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed list."""

    words: tuple[str, ...]
    what: str

    def read(self, node: yaml.Node, faults: Faults) -> str | None:
        """The word."""
        value = scalar(node, faults, f"{self.what} is needed")
        if value is None or value in self.words:
            return value
        hint = meant(value, self.words) or f": one of {', '.join(self.words)}"
        faults.add(node, f"{value!r} is no {self.what}{hint}")
        return None

    def schema(self) -> Schema:
        """An enum."""
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds."""

    least: float
    most: float

    def read(self, node: yaml.Node, faults: Faults) -> float | None:
        """The number."""
        value = scalar(node, faults, "a number is needed")
        if value is None:
            return None
        try:
            number = float(value.replace("_", "x"))
        except ValueError:
            faults.add(node, f"{value!r} is no number")
            return None
        if not self.least <= number <= self.most:  # a NaN, too
            faults.add(node, f"{value} is not between {self.least:g} and {self.most:g}")
            return None
        return number

    def schema(self) -> Schema:
        """A number."""
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one form; a single value stands for a list of one."""

    form: Form
    least: int = 1
    most: int = 1000

    def read(self, node: yaml.Node, faults: Faults) -> tuple[Any, ...] | None:
        """The values in their order; those that cannot be read are left out."""
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if not self.least <= len(items) <= self.most:
            faults.add(node, f"{self.least} to {self.most} entries are needed, these are {len(items)}")
            return None
        values = (self.form.read(item, faults) for item in items)
        return tuple(value for value in values if value is not None)

    def schema(self) -> Schema:
        """The form, or a list of it."""
        form = self.form.schema()
        return {"anyOf": [form, {"type": "array", "items": form, "minItems": self.least, "maxItems": self.most}]}


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a mapping."""

    form: Form
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping with known keys; what is read becomes the keyword arguments of `kind`."""

    fields: Mapping[str, Field]
    kind: Callable[..., Any]
    check: Callable[[dict[str, Any]], str | None] | None = None  # what does not go together
    lined: bool = False  # `kind` takes the line, too

    def read(self, node: yaml.Node, faults: Faults) -> Any:
        """What `kind` makes of it; None where a key was at fault."""
        entries, before = read_keys(node, faults), len(faults.found)
        if entries is None:
            return None
        values: dict[str, Any] = {}
        for name, (key, value) in entries.items():
            if name not in self.fields:
                hint = meant(name, self.fields) or f": the keys are {', '.join(self.fields)}"
                faults.add(key, f"there is no key {name!r} here{hint}")
            else:
                values[name] = self.fields[name].form.read(value, faults)
        for name, field in self.fields.items():
            if field.required and name not in entries:
                faults.add(node, f"the key {name} is missing")
        if len(faults.found) == before and self.check and (wrong := self.check(values)):
            faults.add(node, wrong)
        if len(faults.found) > before:
            return None
        return self.kind(**values, line=line_of(node)) if self.lined else self.kind(**values)

    def schema(self) -> Schema:
        """An object with exactly these keys."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, field in self.fields.items() if field.required],
            "properties": {name: {"description": f.says, **f.form.schema()} for name, f in self.fields.items()},
        }


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping from names that the writer chooses to values of one form."""

    key: Text
    form: Form

    def read(self, node: yaml.Node, faults: Faults) -> dict[str, Any] | None:
        """The values by name."""
        entries = read_keys(node, faults)
        if entries is None:
            return None
        return {
            name: self.form.read(value, faults)
            for name, (key, value) in entries.items()
            if self.key.read(key, faults) is not None
        }

    def schema(self) -> Schema:
        """An object with such keys."""
        return {
            "type": "object",
            "propertyNames": self.key.schema(),
            "additionalProperties": self.form.schema(),
        }


def schema_of(title: str, fields: Mapping[str, Field]) -> Schema:
    """The JSON Schema of a kind of file."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, **Mapped(fields, dict).schema()}


def read_keys(node: yaml.Node, faults: Faults) -> dict[str, tuple[yaml.Node, yaml.Node]] | None:
    """Each key's node and value by the key's text."""
    if not isinstance(node, yaml.MappingNode):
        faults.add(node, f"a mapping (key: value) is needed, this is {name_of(node)}")
        return None
    found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name in found or not name:
            faults.add(key, f"the key {name!r} stands here twice" if name else "a key must be a single word")
        else:
            found[name] = key, value
    return found


def scalar(node: yaml.Node, faults: Faults, needed: str) -> str | None:
    """The text of a single value; None and a fault where it is none."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    faults.add(node, f"{needed}, this is {name_of(node)}")
    return None
