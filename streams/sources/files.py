"""Files as raw records: .txt and .html are a page each, .json an article or a list, .jsonl an article per line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streams.errors import Refused, UserError
from streams.records import dump, load
from streams.sources import manifest
from streams.sources.raw import RawRecord, content_key, key_of

_CONTENT_TYPES = {
    ".txt": b"text/plain",
    ".html": b"text/html",
    ".htm": b"text/html",
    ".json": b"application/json",
    ".jsonl": b"application/json",
}
SUFFIXES = tuple(_CONTENT_TYPES)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is none of ours."""

    name: str
    reason: str


def read_files(paths: list[Path]) -> Iterator[RawRecord | Skipped]:
    """Every record of the files, folders recursively and sorted, or as their manifest says.

    Raises UserError for a path that cannot be read.
    """
    for path in paths:
        if not path.exists():
            raise UserError(f"there is no file or folder {path}")
        if (path / manifest.NAME).exists():
            yield from manifest.read_manifest(path)
            continue
        files = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path)) if path.is_dir() else [path]
        for file in files:
            yield from read_file(file)


def read_file(path: Path) -> Iterator[RawRecord | Skipped]:
    """The records of one file; what is no article is passed on as it is, for the pipeline to refuse with a reason."""
    suffix = path.suffix.lower()
    if suffix not in _CONTENT_TYPES:
        yield Skipped(str(path), f"the suffix is none of {' '.join(SUFFIXES)}")
        return
    headers = (("content-type", _CONTENT_TYPES[suffix]),)
    try:
        if suffix == ".jsonl":
            with path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        value = line.rstrip(b"\r\n")
                        yield RawRecord(name=f"{path}:{number}", key=key_of(value), value=value, headers=headers)
            return
        value = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from error
    if suffix != ".json":
        yield RawRecord(name=str(path), key=content_key(value), value=value, headers=headers)
        return
    for number, item in enumerate(_items(value), 1):
        yield RawRecord(name=f"{path}:{number}", key=key_of(item), value=item, headers=headers)


def _items(value: bytes) -> list[bytes]:
    try:
        content: Any = load(value)
    except Refused:
        return [value]
    return [dump(item) for item in content] if isinstance(content, list) else [value]


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
