"""A folder of rule files: read whole, and looked at again while a worker runs."""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from streams.errors import RulesError
from streams.stages.alert.rules import RuleSet, read_rules, shipped_rules
from streams.stages.alert.rules.nodes import Fault
from streams.stages.alert.rules.shipped import CASES

log = logging.getLogger(__name__)

_SETTLED_SECONDS = 1.0  # a file that was written a moment ago may not be whole yet
_MAX_BYTES = 1 << 18  # of all files together: one record of a snapshot holds them, and those before them
_MOST_FAULTS = 20  # that are told in the log

Look = tuple[tuple[str, int, int, int], ...]


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a folder, or the one file; hidden files and cases are none. Raises RulesError."""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise RulesError([f"there is no folder {folder} with alert rules"])
    found = sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"} and path.is_file())
    found = [path for path in found if not path.name.startswith(".") and not path.name.endswith(CASES)]
    if not found:
        raise RulesError([f"there is no rule file (.yaml) in {folder}"])
    return found


def read_folder(folder: Path | None) -> RuleSet:
    """The rules of a folder or of one file; None: the shipped ones. Raises RulesError with every fault."""
    if folder is None:
        return shipped_rules()
    texts: dict[str, str] = {}
    for path in rule_files(folder):
        try:
            texts[path.name] = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RulesError([f"{path}:1: cannot be read: {error}"]) from error
    if sum(len(text.encode()) for text in texts.values()) > _MAX_BYTES:
        raise RulesError([f"the rules in {folder} are more than {_MAX_BYTES >> 10} KiB"])
    try:
        return read_rules(texts)
    except RulesError as error:
        raise RulesError(rebased(error.faults, folder if folder.is_dir() else folder.parent)) from error


def rebased(faults: Sequence[object], folder: Path) -> list[object]:
    """The faults with the path of their file, as an editor opens it."""
    return [replace(f, file=str(folder / f.file)) if isinstance(f, Fault) else f for f in faults]


class Watched:
    """The newest good rules of a folder. A set with faults changes nothing: it is told in the log, once."""

    def __init__(self, folder: Path | None) -> None:
        """Raises RulesError: nothing starts with rules that cannot be read."""
        self._folder = folder
        self._seen = self._look()
        self.newest = read_folder(folder)

    def look(self) -> RuleSet:
        """Read the folder again where something in it has changed; the newest good rules."""
        seen = self._look()
        if seen == self._seen or _is_fresh(seen):
            return self.newest
        self._seen = seen
        try:
            rules = read_folder(self._folder)
        except RulesError as error:
            for fault in error.faults[:_MOST_FAULTS]:
                log.error("alert rules: %s", fault)
            log.error("alert rules: %d faults: the last good set goes on (%s)", len(error.faults), self.newest.version)
            return self.newest
        if rules.version != self.newest.version:
            log.info("alert rules %s: %d rules, instead of %s", rules.version, len(rules.rules), self.newest.version)
            self.newest = rules
        return self.newest

    def _look(self) -> Look:
        """Names, times and sizes of the files; empty where there are none."""
        if self._folder is None:
            return ()
        try:
            stats = [(path.name, path.stat()) for path in rule_files(self._folder)]
        except (RulesError, OSError):
            return ()
        return tuple((name, stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in stats)


def _is_fresh(seen: Look) -> bool:
    newest = max((changed for _, changed, _, _ in seen), default=0)
    return abs(time.time() - newest / 1e9) < _SETTLED_SECONDS
