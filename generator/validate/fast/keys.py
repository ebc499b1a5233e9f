"""Keys: values that may not occur twice, and values that must occur in another table.

Frictionless compares values, not texts: 07 and 7 are one integer. So columns become arrays in
which two cells are equal exactly where their values are; nothing is null.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.validate.fast.columns import JudgedColumn


class NotComparable(Exception):  # noqa: N818 – nobody's fault: frictionless must see every row
    """Values that can only be compared one by one."""


class _Values(NamedTuple):
    """How values of a type are kept; ``is_cast`` where pyarrow reads sure texts as they mean."""

    kind: pa.DataType
    key: Callable[[Any], Any] = lambda value: value
    is_cast: bool = False


def _number_key(value: Decimal) -> str:
    if not value.is_finite():  # no value is equal to NaN
        raise NotComparable
    sign, digits, exponent = value.as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    kept = text.rstrip("0")
    return f"{'-' * sign}{kept}e{int(exponent) + len(text) - len(kept)}" if kept else "0"


def _moment_key(value: datetime) -> str:
    try:
        return (value if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    except OverflowError:
        raise NotComparable from None


_VALUES = {
    "any": _Values(pa.string(), is_cast=True),
    "boolean": _Values(pa.bool_()),
    "date": _Values(pa.date32(), is_cast=True),
    "datetime": _Values(pa.string(), _moment_key),
    "integer": _Values(pa.int64(), is_cast=True),
    "number": _Values(pa.string(), _number_key),
    "string": _Values(pa.string(), is_cast=True),
    "year": _Values(pa.int64()),
    "yearmonth": _Values(pa.int64(), lambda value: value.year * 12 + value.month),
}
"""By the type of a column. What is not here is rare in keys, or cannot be one."""


def key_values(column: JudgedColumn) -> pa.Array:
    """The values of a column, null where nothing stands or something of another type.

    Raises:
        NotComparable: where the values cannot be told apart like this.
    """
    if column.type not in _VALUES:
        raise NotComparable
    values = _VALUES[column.type]
    test = column.value_test if values.is_cast else None
    unsure = column.unsure_texts(test)
    cells = column.cells.combine_chunks()
    is_unsure = column.rows_with(unsure) if unsure else np.zeros(len(cells), bool)
    is_sure = ~is_unsure if column.missing is None else ~(is_unsure | column.missing)
    if values.is_cast:
        sure = pc.cast(cells if is_sure.all() else _where(is_sure, cells), values.kind)
    else:
        sure = pa.nulls(len(cells), values.kind)
    return _with_read(sure, cells, is_unsure, _read(column, unsure, values)) if unsure else sure


def _where(mask: np.ndarray, cells: pa.Array) -> pa.Array:
    return pc.if_else(pa.array(mask), cells, pa.scalar(None, cells.type))


def _read(column: JudgedColumn, texts: list[str], values: _Values) -> dict[str, Any]:
    """What frictionless reads from the texts, as keys."""
    read = {text: column.read_for_key(text) for text in texts}
    return {text: None if value is None else values.key(value) for text, value in read.items()}


def _with_read(
    sure: pa.Array, cells: pa.Array, is_unsure: np.ndarray, read: dict[str, Any]
) -> pa.Array:
    try:
        keys = pa.array(list(read.values()), sure.type)
    except (pa.ArrowInvalid, OverflowError):
        raise NotComparable from None
    mask = pa.array(is_unsure)
    texts = pa.array(list(read), pa.string())
    return pc.replace_with_mask(sure, mask, keys.take(pc.index_in(cells.filter(mask), texts)))


def key_numbers(columns: Sequence[pa.Array]) -> np.ndarray:
    """A number for each row, equal where all its values are; numbers are dense from 0."""
    numbers, count = np.zeros(len(columns[0]), np.int64), 1
    for column in columns:
        encoded = column.dictionary_encode(null_encoding="encode")
        if count > 1:
            joint = numbers * len(encoded.dictionary) + encoded.indices.to_numpy()
            encoded = pa.array(joint).dictionary_encode()
        numbers, count = encoded.indices.to_numpy().astype(np.int64), len(encoded.dictionary)
    return numbers


def repeated_rows(columns: Sequence[pa.Array]) -> np.ndarray:
    """The rows whose values stand in other rows too; rows without any value are left out."""
    if len(columns) == 1 and pa.types.is_int64(columns[0].type):
        return _repeated_integers(columns[0])
    numbers = key_numbers(columns)
    counts = np.bincount(numbers)
    if len(counts) == len(numbers):
        return np.empty(0, np.int64)
    return np.flatnonzero((counts[numbers] > 1) & ~empty_rows(columns))


def _repeated_integers(column: pa.Array) -> np.ndarray:
    """The same, in a fraction of the time: serial numbers are in order, or nearly so."""
    values = column.drop_null().to_numpy()
    if (values[1:] > values[:-1]).all():
        return np.empty(0, np.int64)
    values = np.sort(values)
    repeated = np.unique(values[1:][values[1:] == values[:-1]])
    return np.flatnonzero(pc.is_in(column, pa.array(repeated), skip_nulls=True))


def empty_rows(columns: Sequence[pa.Array]) -> np.ndarray:
    """By row, whether none of the columns has a value there."""
    masks = [column.is_null().to_numpy(zero_copy_only=False) for column in columns]
    empty: np.ndarray = np.logical_and.reduce(masks)
    return empty


class KeyMatch:
    """The rows of a table against those of another that they point at."""

    def __init__(self, own: Sequence[pa.Array], other: Sequence[pa.Array]) -> None:
        joint = [pa.concat_arrays([a, b]) for a, b in zip(own, other, strict=True)]
        height = len(own[0])
        numbers, is_empty = key_numbers(joint), empty_rows(joint)
        self._own, self._other = numbers[:height], numbers[height:]
        self._is_empty, self._is_other_empty = is_empty[:height], is_empty[height:]

    def missing_rows(self) -> np.ndarray:
        """The own rows that point at nothing."""
        there = self._marked(self._other[~self._is_other_empty])
        return np.flatnonzero(~there[self._own] & ~self._is_empty)

    def pointed_at(self, rows: np.ndarray) -> np.ndarray:
        """The rows of the other table that the given own rows point at."""
        return np.flatnonzero(self._marked(self._own[rows])[self._other])

    def _marked(self, numbers: np.ndarray) -> np.ndarray:
        size = max(self._own.max(initial=0), self._other.max(initial=0)) + 1
        marked = np.zeros(size, bool)
        marked[numbers] = True
        return marked
