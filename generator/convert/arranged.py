"""Values that frictionless has read, as columns of one type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from generator.convert.cells import shortest
from generator.convert.plain import narrowed
from generator.model import FieldType

_DECIMAL_DIGITS = 38

_Arrange = Callable[[list[Any], list[str]], pa.Array]


def arranged(
    type_: FieldType, values: list[Any], written: list[str], *, least: pa.DataType | None = None
) -> pa.Array:
    """The values of a field's type as an array, in the narrowest kind that holds them all.

    ``least`` is the kind that other parts of the column need, if one does.
    """
    arrange = _ARRANGED.get(type_, _as_written)
    if least is not None:
        arrange = _WIDER.get((type_, _family(least)), arrange)
    return arrange(values, written)


def is_wider(type_: FieldType, least: pa.DataType | None) -> bool:
    """Whether a column whose other parts are of the kind ``least`` has cells in no plain form."""
    return least is not None and (type_, _family(least)) in _WIDER


def wider(one: pa.DataType, other: pa.DataType) -> pa.DataType:
    """The kind that holds the values of both parts of a column, to the last digit.

    Of doubles and decimals it is only known when the doubles are read as decimals, too.
    """
    if one == other:
        return one
    if pa.types.is_string(one) or pa.types.is_string(other):
        return pa.string()
    if pa.types.is_timestamp(one):
        finer = "us" if "us" in (one.unit, other.unit) else "s"
        return pa.timestamp(finer, one.tz) if one.tz == other.tz else pa.string()
    if pa.types.is_integer(one) and pa.types.is_integer(other):
        return pa.int64()
    sizes = [_digits(one), _digits(other)]
    return _decimal_kind(*(max(parts) for parts in zip(*sizes, strict=True))) or pa.string()


def _digits(kind: pa.DataType) -> tuple[int, int]:
    """The most digits before and behind the point."""
    if pa.types.is_decimal(kind):
        return kind.precision - kind.scale, kind.scale
    return (0 if pa.types.is_floating(kind) else 10 if pa.types.is_int32(kind) else 19), 0


def _decimal_kind(whole: int, scale: int) -> pa.DataType | None:
    return pa.decimal128(whole + scale, scale) if whole + scale <= _DECIMAL_DIGITS else None


def _family(kind: pa.DataType) -> str:
    return "text" if pa.types.is_string(kind) else "decimal" if pa.types.is_decimal(kind) else ""


def _as_written(_: list[Any], written: list[str]) -> pa.Array:
    return pa.array(written, pa.string())


def _integers(values: list[Any], _: list[str]) -> pa.Array:
    largest = max((abs(value) for value in values if value is not None), default=0)
    if largest < 2**63:
        return narrowed(pa.array(values, pa.int64()))
    return _decimals(_exact(values))


def _exact(values: list[Any]) -> list[Decimal | None]:
    """As decimals. What is not finite is missing: JSON and XLSX have no such number."""
    numbers = [None if value is None else Decimal(value) for value in values]
    return [value if value is not None and value.is_finite() else None for value in numbers]


def _numbers(values: list[Any], _: list[str]) -> pa.Array:
    """Doubles, or decimals where a double would change one."""
    finite = _exact(values)
    if all(value is None or _is_double(value) for value in finite):
        return pa.array([None if value is None else float(value) for value in finite], pa.float64())
    return _decimals(finite)


def _is_double(value: Decimal) -> bool:
    return Decimal(repr(float(value))) == value


def _decimals(values: list[Decimal | None]) -> pa.Array:
    """Decimals of 38 digits, which databases read; longer ones stay text, digit for digit."""
    parts = [value.as_tuple() for value in values if value is not None]
    scale = max([0, *(-int(part.exponent) for part in parts)])
    whole = max([1, *(len(part.digits) + int(part.exponent) for part in parts)])
    kind = _decimal_kind(whole, scale)
    return _spelled(values) if kind is None else pa.array(values, kind)


def _spelled(values: list[Decimal | None]) -> pa.Array:
    return pa.array([None if value is None else shortest(value) for value in values], pa.string())


def _moments(values: list[Any], _: list[str]) -> pa.Array:
    """Timestamps where all or none name a zone, else ISO 8601 as text: no zone is invented."""
    moments: list[datetime] = [value for value in values if value is not None]
    zoned = {moment.tzinfo is not None for moment in moments}
    if len(zoned) > 1:
        return _iso(values, [])
    unit = "us" if any(moment.microsecond for moment in moments) else "s"
    return pa.array(values, pa.timestamp(unit, "UTC" if zoned == {True} else None))


def _iso(values: list[Any], _: list[str]) -> pa.Array:
    return pa.array([None if value is None else value.isoformat() for value in values], pa.string())


def _months(values: list[Any], _: list[str]) -> pa.Array:
    texts = [None if value is None else f"{value.year:04d}-{value.month:02d}" for value in values]
    return pa.array(texts, pa.string())


def _points(values: list[Any], _: list[str]) -> pa.Array:
    texts = [None if value is None else f"{value[0]:f},{value[1]:f}" for value in values]
    return pa.array(texts, pa.string())


_ARRANGED: dict[FieldType, _Arrange] = {
    "integer": _integers,
    "year": _integers,
    "number": _numbers,
    "boolean": lambda values, _: pa.array(values, pa.bool_()),
    "date": lambda values, _: pa.array(values, pa.date32()),
    "datetime": _moments,
    "time": _iso,
    "yearmonth": _months,
    "geopoint": _points,
}

_WIDER: dict[tuple[FieldType, str], _Arrange] = {
    ("integer", "decimal"): lambda values, _: _decimals(_exact(values)),
    ("integer", "text"): lambda values, _: _spelled(_exact(values)),
    ("number", "decimal"): lambda values, _: _decimals(_exact(values)),
    ("number", "text"): lambda values, _: _spelled(_exact(values)),
    ("datetime", "text"): _iso,
}
