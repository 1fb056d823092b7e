"""A folder with a manifest.yaml: pages as a crawler would publish them, with url, ids and source, in a given order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from streams.errors import UserError
from streams.identity import canonical_url
from streams.records import dump
from streams.sources.raw import RawRecord, key_of

NAME = "manifest.yaml"
_OWN = frozenset({"file", "as", "repeat", "tombstone"})  # every other field belongs to the article


def read_manifest(folder: Path) -> Iterator[RawRecord]:
    """The folder's records in the manifest's order. Raises UserError with the entry's number."""
    path = folder / NAME
    try:
        entries: Any = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UserError(f"{path} cannot be read: {str(error).splitlines()[0]}") from error
    if not isinstance(entries, list):
        raise UserError(f"{path} is no list")
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not ("file" in entry or "tombstone" in entry):
            raise UserError(f"{path}, entry {number}: neither file nor tombstone is given")
        try:
            yield _record(folder, entry)
        except (OSError, ValueError) as error:
            raise UserError(f"{path}, entry {number}: {entry['file']} cannot be read: {error}") from error


def _record(folder: Path, entry: dict[str, Any]) -> RawRecord:
    if "tombstone" in entry:
        return RawRecord(name="a tombstone", key=canonical_url(str(entry["tombstone"])).encode(), value=None)
    content = (folder / entry["file"]).read_bytes() * int(entry.get("repeat", 1))
    if "as" in entry:
        headers = (("content-type", str(entry["as"]).encode()),)
        return RawRecord(name=entry["file"], key=key_of(content), value=content, headers=headers)
    body = "html" if entry["file"].endswith(".html") else "text"
    fields = {name: value for name, value in entry.items() if name not in _OWN}
    value = dump({**fields, body: content.decode("utf-8")})
    return RawRecord(
        name=entry["file"], key=key_of(value), value=value, headers=(("content-type", b"application/json"),)
    )
