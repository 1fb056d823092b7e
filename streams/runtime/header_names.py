"""Record headers whose names are not UTF-8: read with the bad bytes written out (`\\xff`), where aiokafka would raise.

Kafka takes any bytes as a header's name. aiokafka's parser, compiled or not, decodes names strictly and raises inside a
fetch, so that one such record would stop its partition for ever. Written against aiokafka 0.14.0.
"""

from collections.abc import Iterator
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import DefaultRecordBatch, MemoryRecords, _MemoryRecordsPy


class _Records(MemoryRecords):  # type: ignore[misc]
    """The batches of a fetch, parsed by the compiled parser, with the bytes at hand for another try."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.data = data


class _PartitionRecords(fetcher.PartitionRecords):  # type: ignore[misc]
    """Goes on with the lenient parser, which is many times slower, from the record that the compiled one fails on."""

    _records: Any

    def _unpack_records(self) -> Iterator[Any]:
        try:
            yield from super()._unpack_records()
        except UnicodeDecodeError:
            self._records = _LenientRecords(self._records.data, self.next_fetch_offset)
            yield from super()._unpack_records()


class _LenientRecords(_MemoryRecordsPy):  # type: ignore[misc]
    """The batches again, from the one that holds an offset: those before it have been handed out."""

    def __init__(self, data: bytes, offset: int) -> None:
        super().__init__(data)
        while self._next_slice is not None and _LenientBatch(self._next_slice).next_offset <= offset:
            self._cache_next()

    def next_batch(self) -> Any:
        data = self._next_slice
        batch = super().next_batch()
        return _LenientBatch(data) if isinstance(batch, DefaultRecordBatch) else batch


class _LenientBatch(_DefaultRecordBatchPy):  # type: ignore[misc]
    _buffer: bytearray

    def _maybe_uncompress(self) -> None:
        super()._maybe_uncompress()
        self._buffer = _Buffer(self._buffer)


class _Buffer(bytearray):
    """Header names are the only part of a batch that the parser decodes."""

    def __getitem__(self, at: Any) -> Any:
        part = super().__getitem__(at)
        return _Buffer(part) if isinstance(at, slice) else part

    def decode(self, encoding: str = "utf-8", errors: str = "backslashreplace") -> str:
        return super().decode(encoding, errors)


def register() -> None:
    """Put the parser in the place of aiokafka's; before a consumer is made."""
    fetcher.MemoryRecords = _Records
    fetcher.PartitionRecords = _PartitionRecords
