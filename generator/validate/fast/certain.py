"""Tests that are passed only by cells in which frictionless finds no fault.

Each is made for one column and asked of many cells at once. To fail means nothing: the cells are
looked at again, in smaller parts, and at last one by one. Bounds of columns come as frictionless
reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from generator.validate.fast.patterns import re2_pattern

Test = Callable[[pa.Array], bool]
Bounds = tuple[Any, Any]
"""The least and the greatest value allowed, ``None`` where there is none."""

_EPOCH = datetime(1970, 1, 1)
_EPOCH_UTC = _EPOCH.replace(tzinfo=UTC)
_FIRST_DAY, _LAST_DAY = ((day - _EPOCH.date()).days for day in (date.min, date.max))
_DAY_SECONDS = 24 * 60 * 60
_EXACT_CHARACTERS = 15
"""Decimals no longer than this differ as binary numbers wherever they differ."""
_LOCAL_CHARACTERS = len("2024-12-31T23:59:59")
_ZONED_CHARACTERS = pa.array([len("2024-12-31T23:59:59Z"), len("2024-12-31T23:59:59+07:00")])
_TRUTHS = {
    "trueValues": ("true", "True", "TRUE", "1"),
    "falseValues": ("false", "False", "FALSE", "0"),
}
"""What means yes and no where a column names nothing else."""
_TEXT_FORMATS = {
    "uri": r"\Ahttps?://[a-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?\z",
    "uuid": r"\A[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\z",
}


def certain_test(column: Mapping[str, Any], bounds: Bounds) -> Test | None:
    """The test for a column (a Table Schema field); ``None`` where there is no quick one."""
    make = _MAKERS.get(column["type"])
    has_list = "enum" in column.get("constraints", {}) and column["type"] not in {"string", "any"}
    return make(column, bounds) if make is not None and not has_list else None


def _any(column: Mapping[str, Any], bounds: Bounds) -> Test:  # noqa: ARG001
    tests = list(_enum_tests(column.get("constraints", {})))
    return lambda cells: all(test(cells) for test in tests)


def _string(column: Mapping[str, Any], bounds: Bounds) -> Test | None:  # noqa: ARG001
    constraints, form = column.get("constraints", {}), column.get("format", "default")
    tests = list(_enum_tests(constraints))
    if form != "default":
        if form not in _TEXT_FORMATS:
            return None
        tests.append(_matching(_TEXT_FORMATS[form]))
    if "pattern" in constraints:
        pattern = re2_pattern(constraints["pattern"])
        if pattern is None:
            return None
        tests.append(_matching(pattern))
    if constraints.keys() & {"minLength", "maxLength"}:
        least, most = constraints.get("minLength"), constraints.get("maxLength")
        tests.append(lambda cells: _are_within(pc.utf8_length(cells), least, most))
    return lambda cells: all(test(cells) for test in tests)


def _enum_tests(constraints: Mapping[str, Any]) -> list[Test]:
    if "enum" not in constraints:
        return []
    texts = [value for value in constraints["enum"] if isinstance(value, str)]
    listed = pa.array(texts, pa.string())
    return [lambda cells: pc.all(pc.is_in(cells, listed)).as_py()]


def _matching(pattern: str) -> Test:
    return lambda cells: pc.all(pc.match_substring_regex(cells, pattern)).as_py()


def _integer(column: Mapping[str, Any], bounds: Bounds) -> Test | None:
    if not column.get("bareNumber", True):
        return None

    def are_integers(cells: pa.Array) -> bool:
        return _are_within(pc.cast(cells, pa.int64()), *bounds) and not _are_some_hexadecimal(cells)

    return are_integers


def _number(column: Mapping[str, Any], bounds: Bounds) -> Test | None:
    if not column.get("bareNumber", True):
        return None
    group, decimal = column.get("groupChar", ""), column.get("decimalChar", ".")

    def are_numbers(cells: pa.Array) -> bool:
        if group:
            cells = pc.replace_substring(cells, group, "")
        if decimal != ".":
            if _has(cells, "."):
                return False
            cells = pc.replace_substring(cells, decimal, ".")
        return _are_numbers_within(cells, bounds)

    return are_numbers


def _are_numbers_within(cells: pa.Array, bounds: Bounds) -> bool:
    values = pc.cast(cells, pa.float64())
    if not pc.all(pc.is_finite(values)).as_py():
        return False
    least, most = (None if bound is None else float(bound) for bound in bounds)
    if bounds == (None, None) or _are_between(values, least, most):
        return True
    # Rounding keeps the order but not every difference: a cell may round to the bound itself.
    return (
        _are_within(values, least, most)
        and all(_is_short(bound) for bound in bounds)
        and _are_within(pc.binary_length(cells), None, _EXACT_CHARACTERS)
        and not _has(cells, "e")
    )


def _is_short(bound: Decimal | None) -> bool:
    text = "" if bound is None else str(bound)
    return len(text) <= _EXACT_CHARACTERS and "E" not in text


def _date(column: Mapping[str, Any], bounds: Bounds) -> Test | None:
    if column.get("format", "default") != "default":
        return None
    least, most = (None if day is None else (day - _EPOCH.date()).days for day in bounds)
    least = _FIRST_DAY if least is None else least

    def are_days(cells: pa.Array) -> bool:
        return _are_within(pc.cast(pc.cast(cells, pa.date32()), pa.int32()), least, most)

    return are_days


def _boolean(column: Mapping[str, Any], bounds: Bounds) -> Test:  # noqa: ARG001
    words = [word for name, usual in _TRUTHS.items() for word in column.get(name, usual)]
    allowed = pa.array(words, pa.string())
    return lambda cells: pc.all(pc.is_in(cells, allowed)).as_py()


def _year(column: Mapping[str, Any], bounds: Bounds) -> Test:  # noqa: ARG001
    def are_years(cells: pa.Array) -> bool:
        years = pc.unique(cells)  # of which there are few
        return _ARE_YEARS(years) and _are_within(pc.cast(years, pa.int64()), *bounds)

    return are_years


def _datetime(column: Mapping[str, Any], bounds: Bounds) -> Test | None:
    if column.get("format", "default") != "default":
        return None
    local, zoned = (_seconds(bounds, is_local=is_local) for is_local in (True, False))

    def are_moments(cells: pa.Array) -> bool:
        # Lengths come first: reading moments as what they are not is slow.
        lengths = pc.binary_length(cells)
        if _are_within(lengths, _LOCAL_CHARACTERS, _LOCAL_CHARACTERS):
            return _are_moments(cells, pa.timestamp("s"), local)
        is_zoned = pc.all(pc.is_in(lengths, _ZONED_CHARACTERS)).as_py()
        return is_zoned and _are_moments(cells, pa.timestamp("s", "UTC"), zoned)

    return are_moments


def _are_moments(cells: pa.Array, kind: pa.DataType, seconds: Bounds | None) -> bool:
    if seconds is None:
        return False
    return _are_within(pc.cast(pc.cast(cells, kind), pa.int64()), *seconds)


def _seconds(bounds: Bounds, *, is_local: bool) -> Bounds | None:
    """Bounds in seconds since 1970; ``None`` where moments cannot be compared with them."""
    least, most = _FIRST_DAY * _DAY_SECONDS, _LAST_DAY * _DAY_SECONDS
    if not is_local:  # a day on either side, for the zones
        least, most = least + _DAY_SECONDS, most - _DAY_SECONDS
    for number, bound in enumerate(bounds):
        if bound is None:
            continue
        if (bound.tzinfo is None) != is_local or bound.microsecond:
            return None
        seconds = (bound - (_EPOCH if is_local else _EPOCH_UTC)) // timedelta(seconds=1)
        least, most = (max(least, seconds), most) if number == 0 else (least, min(most, seconds))
    return least, most


def _are_within(values: pa.Array, least: Any, most: Any) -> bool:
    if least is None and most is None:
        return True
    found = pc.min_max(values).as_py()
    return (least is None or found["min"] >= least) and (most is None or found["max"] <= most)


def _are_between(values: pa.Array, least: float | None, most: float | None) -> bool:
    found = pc.min_max(values).as_py()
    return (least is None or found["min"] > least) and (most is None or found["max"] < most)


def _are_some_hexadecimal(cells: pa.Array) -> bool:
    """Whether there is such as 0x1F, which pyarrow reads as a number."""
    return any(pc.any(pc.starts_with(cells, start)).as_py() for start in ("0x", "0X"))


def _has(cells: pa.Array, letter: str) -> bool:
    pattern = f"[{re.escape(letter)}{re.escape(letter.upper())}]"
    return bool(pc.any(pc.match_substring_regex(cells, pattern)).as_py())


_ARE_YEARS = _matching(r"\A[0-9]{4}\z")
_MAKERS: dict[str, Callable[[Mapping[str, Any], Bounds], Test | None]] = {
    "any": _any,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "integer": _integer,
    "number": _number,
    "string": _string,
    "year": _year,
}
