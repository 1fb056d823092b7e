"""Rule files into a rule set, with every fault of every file told at once."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from streams.errors import RulesError
from streams.stages.alert.rules.forms import Mapped
from streams.stages.alert.rules.keys import FILE
from streams.stages.alert.rules.model import Rule, RuleSet, version_of
from streams.stages.alert.rules.nodes import Fault, Faults, compose


def read_rules(files: Mapping[str, str]) -> RuleSet:
    """The rules of some files, name to text. Raises RulesError with every fault of every file."""
    found: list[Fault] = []
    rules: list[Rule] = []
    versions = []
    for name in sorted(files):
        faults = Faults(name)
        version, entries = _read_file(files[name], faults)
        found += faults.found
        versions.append(version)
        own = version_of(version, {name: files[name]})
        rules += [replace(rule, version=own, file=name) for rule in entries]
    first: dict[str, Rule] = {}
    for rule in rules:
        if (other := first.setdefault(rule.id, rule)) is not rule:
            found.append(Fault(rule.file, rule.line, f"the id {rule.id} stands at {other.file}:{other.line} already"))
    if found:
        found.sort(key=lambda fault: (fault.file, fault.line))
        raise RulesError(found)
    if not rules:
        raise RulesError(["there is no rule in it"])
    return RuleSet(tuple(rules), dict(files), version_of(max(versions), files))


def restored_rules(files: Mapping[str, str]) -> RuleSet | None:
    """The rule set of a snapshot, read once for all partitions; None where this release reads it no more."""
    return _restored(tuple(files.items()))


@lru_cache(maxsize=4)
def _restored(files: tuple[tuple[str, str], ...]) -> RuleSet | None:
    try:
        return read_rules(dict(files))
    except RulesError:
        return None


def _read_file(text: str, faults: Faults) -> tuple[str, list[Rule]]:
    node = compose(text, faults)
    if node is None:
        if not faults.found:
            faults.found.append(Fault(faults.file, 1, "the file is empty: version and rules are needed"))
        return "", []
    values = Mapped(FILE, dict).read(node, faults)
    return (values["version"], list(values["rules"])) if values else ("", [])
