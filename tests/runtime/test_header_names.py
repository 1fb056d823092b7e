"""A header's name of any bytes is read, and the records around it once each."""

from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from hypothesis import given
from hypothesis import strategies as st

from streams.runtime import header_names

GOOD, PLACEHOLDER = "good", "PLACEHOLDER"


@pytest.fixture(autouse=True, scope="module")
def parser() -> Any:
    before = fetcher.MemoryRecords, fetcher.PartitionRecords
    header_names.register()
    yield
    fetcher.MemoryRecords, fetcher.PartitionRecords = before


def batch(first: int, names: list[str]) -> bytes:
    """A batch of one record a name; PLACEHOLDER becomes bytes that are not UTF-8."""
    builder = _DefaultRecordBatchBuilderPy(2, 0, 0, -1, -1, -1, 1 << 20)
    for number, name in enumerate(names):
        builder.append(number, 1000, b"key", PLACEHOLDER.encode(), [(name, PLACEHOLDER.encode())])
    data = bytearray(builder.build())
    data[:8] = first.to_bytes(8, "big")
    # Only a name has its own length right before it and its value's right behind it.
    name, value = PLACEHOLDER.encode(), bytes([2 * len(PLACEHOLDER)]) + PLACEHOLDER.encode()
    return bytes(data).replace(name + value, b"\xff\xfe" + name[2:] + value)


@given(
    st.lists(st.lists(st.sampled_from((GOOD, PLACEHOLDER)), min_size=1, max_size=4), min_size=1, max_size=4), st.data()
)
def test_every_record_is_read_once_with_its_name_spelt_out(batches: list[list[str]], data: Any) -> None:
    names = [name for names in batches for name in names]
    begin = data.draw(st.integers(0, len(batches[0]) - 1))  # Kafka's answer starts with the batch that holds the offset
    raw, first = b"", 0
    for some in batches:
        raw += batch(first, some)
        first += len(some)
    records = fetcher.PartitionRecords(
        TopicPartition("t", 0), fetcher.MemoryRecords(raw), [], begin, None, None, False, 0
    )
    read = list(records)
    assert [record.offset for record in read] == list(range(begin, len(names)))
    spelt = {GOOD: GOOD, PLACEHOLDER: "\\xff\\xfe" + PLACEHOLDER[2:]}
    assert [record.headers for record in read] == [((spelt[name], PLACEHOLDER.encode()),) for name in names[begin:]]
    assert all(record.value == PLACEHOLDER.encode() for record in read)
    assert records.next_fetch_offset == len(names)
