"""Cells in the plain form of their type, which nearly all are: read at once.

Arrow reads more forms than frictionless does (``0x1F``, ``1e5``, ``nan``), so cells may only have
the signs of which plain forms are made; of what these can spell, both make the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from generator.model import Column

_EXACT_DIGITS = 15
"""A double gives back every decimal number of so many digits."""

_Plain = Callable[[pa.ChunkedArray, Column], pa.ChunkedArray | None]


def plain(texts: pa.ChunkedArray, column: Column) -> pa.ChunkedArray | None:
    """The cells as values of the column's type; ``None`` where some have another form."""
    read = _PLAIN.get(column.type)
    return None if read is None else read(texts, column)


def narrowed(integers: Any) -> Any:
    """As int32 where all fit."""
    bounds = pc.min_max(integers).as_py()
    fits = all(-(2**31) <= (bound or 0) < 2**31 for bound in bounds.values())
    return integers.cast(pa.int32()) if fits else integers


def _integers(texts: pa.ChunkedArray, column: Column) -> pa.ChunkedArray | None:
    whole = _read(texts, b"-0123456789", pa.int64()) if column.bare_number else None
    return None if whole is None else narrowed(whole)


def _numbers(texts: pa.ChunkedArray, column: Column) -> pa.ChunkedArray | None:
    if not column.bare_number or (column.decimal_char or ".") == column.group_char:
        return None
    if column.group_char:
        texts = pc.replace_substring(texts, column.group_char, "")
    if column.decimal_char and column.decimal_char != ".":
        if pc.any(pc.match_substring(texts, ".")).as_py():
            return None
        texts = pc.replace_substring(texts, column.decimal_char, ".")
    if _lengths(texts)[1] > _EXACT_DIGITS:
        return None
    return _read(texts, b"-.0123456789", pa.float64())


def _dates(texts: pa.ChunkedArray, column: Column) -> pa.ChunkedArray | None:
    return _of_length(10, texts, column, b"-0123456789", pa.date32())


def _moments(texts: pa.ChunkedArray, column: Column) -> pa.ChunkedArray | None:
    return _of_length(19, texts, column, b"-0123456789:T", pa.timestamp("s"))


def _of_length(
    length: int, texts: pa.ChunkedArray, column: Column, signs: bytes, kind: pa.DataType
) -> pa.ChunkedArray | None:
    is_default = column.format in (None, "default")
    if not is_default or not {*_lengths(texts)} <= {0, length}:
        return None
    return _read(texts, signs, kind)


def _lengths(texts: pa.ChunkedArray) -> tuple[int, int]:
    """Bytes of the shortest and of the longest cell, 0 where there are none."""
    found = pc.min_max(pc.binary_length(texts)).as_py()
    return found["min"] or 0, found["max"] or 0


def _read(texts: pa.ChunkedArray, signs: bytes, kind: pa.DataType) -> pa.ChunkedArray | None:
    if any(letters.translate(None, signs) for letters in _letters(texts)):
        return None
    try:
        return texts.cast(kind)
    except pa.ArrowInvalid:
        return None


def _letters(texts: pa.ChunkedArray) -> Iterator[bytes]:
    """All cells of each chunk in one, without what stands between them."""
    for chunk in texts.chunks:
        if len(chunk):
            _, offsets, letters = chunk.buffers()
            places = memoryview(offsets).cast("i")
            start, end = places[chunk.offset], places[chunk.offset + len(chunk)]
            yield letters[start:end].to_pybytes() if letters else b""


_PLAIN: dict[str, _Plain] = {
    "string": lambda texts, _: texts,
    "any": lambda texts, _: texts,
    "integer": _integers,
    "number": _numbers,
    "date": _dates,
    "datetime": _moments,
}
