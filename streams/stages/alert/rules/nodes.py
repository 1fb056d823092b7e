"""YAML with line numbers: every fault of a file is told with the line that it stands in."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, and where; lines count from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class Faults:
    """What has been found wrong in one file so far."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, node: yaml.Node, message: str) -> None:
        """Note a fault at a node."""
        self.found.append(Fault(self.file, line_of(node), message))


def compose(text: str, faults: Faults) -> yaml.Node | None:
    """The tree of a file; None where it is empty or no YAML.

    Nodes and not values: YAML 1.1 takes `NO` (Norway) for false and `22:00` for a number of base 60.
    """
    try:
        return yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = ", ".join(filter(None, (error.context, error.problem)))
        faults.found.append(Fault(faults.file, mark.line + 1 if mark else 1, f"this is no YAML: {said}"))
    except yaml.YAMLError as error:  # a character that no YAML holds
        at = getattr(error, "position", 0)
        faults.found.append(Fault(faults.file, text.count("\n", 0, at) + 1, f"this is no YAML: {error}".split("\n")[0]))
    return None


def line_of(node: yaml.Node) -> int:
    """The line that a node begins in."""
    return int(node.start_mark.line) + 1


def name_of(node: yaml.Node) -> str:
    """What a node is, in YAML's words."""
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a single value"


def meant(word: str, choices: Iterable[str]) -> str:
    """`; did you mean …?`, or nothing where no choice is near."""
    known = list(choices)
    by_fold = {choice.casefold(): choice for choice in reversed(known)}
    near = difflib.get_close_matches(word.casefold(), by_fold, n=1)
    return f"; did you mean {by_fold[near[0]]}?" if near else ""
