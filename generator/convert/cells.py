"""Typed cells as text and as JSON: one spelling of each value for all forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from generator.distribution import Cell


def texts(column: Any) -> Any:
    """The column as text, missing cells as null.

    Numbers have a point and no grouping, neither exponents nor idle zeros; dates and moments
    are ISO 8601; truth is ``true`` or ``false``.
    """
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_floating(column.type):
        return _without_exponents(column.cast(pa.string()))
    if pa.types.is_decimal(column.type):
        return _plain_decimals(column)
    if pa.types.is_timestamp(column.type):
        return _moments(column)
    return column.cast(pa.string())


def cells(column: Any) -> list[Cell]:
    """The column as JSON values; decimals that no double holds are text, digit for digit."""
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind):
        values: list[Cell] = column.to_pylist()
    else:
        values = texts(column).to_pylist()
    return values


def _without_exponents(numbers: Any) -> Any:
    if not pc.any(pc.match_substring(numbers, "e")).as_py():
        return numbers
    plain = [None if text is None else shortest(Decimal(text)) for text in numbers.to_pylist()]
    return pa.array(plain, pa.string())


def _plain_decimals(column: Any) -> Any:
    plain = [None if value is None else shortest(value) for value in column.to_pylist()]
    return pa.array(plain, pa.string())


def shortest(value: Decimal) -> str:
    """A number with a point where it needs one, neither exponent nor idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moments(column: Any) -> Any:
    # Arrow holds moments of a zone in UTC; casting needs no list of zones, formatting would.
    plain = column.cast(pa.timestamp(column.type.unit)).cast(pa.string())
    iso = pc.replace_substring(plain, " ", "T")
    return pc.binary_join_element_wise(iso, "Z", "") if column.type.tz else iso


def joined(column: pa.Array, separator: str) -> pa.Buffer:
    """All cells of a column of text without gaps, in one."""
    whole = pa.ListArray.from_arrays(pa.array([0, len(column)], pa.int32()), column)
    return pc.binary_join(whole, separator)[0].as_buffer()
