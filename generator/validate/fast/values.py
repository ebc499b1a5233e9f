"""Values of columns as frictionless reads them.

What stands in metadata is mostly written so that there is but one way to read it. Then frictionless
is not asked, and need not be loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from generator.validate.fast.fields import make_field

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LAST_YEAR = 9999

ValueReader = Callable[[Any], Any]
"""Gives the value meant, ``None`` where it is of another type."""


def value_reader(descriptor: Mapping[str, Any]) -> ValueReader:
    """The reader of a column (a Table Schema field): what it gives is what frictionless reads."""
    is_default = descriptor.get("format", "default") == "default"
    plain = _PLAIN.get(descriptor["type"], _unknown) if is_default else _unknown

    @cache
    def careful() -> ValueReader:
        reader: ValueReader = make_field(descriptor).create_value_reader()
        return reader

    def read(value: Any) -> Any:
        found = plain(value)
        return careful()(value) if found is None else found

    return read


def _unknown(value: Any) -> Any:  # noqa: ARG001
    return None


def _text(value: Any) -> Any:
    return value if isinstance(value, str) else None


def _truth(value: Any) -> Any:
    return value if isinstance(value, bool) else None


def _whole(value: Any) -> Any:
    return value if type(value) is int else None


def _number(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else _whole(value)


def _year(value: Any) -> Any:
    return value if type(value) is int and 0 <= value <= _LAST_YEAR else None


def _day(value: Any) -> Any:
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return None


_PLAIN: dict[str, ValueReader] = {
    "boolean": _truth,
    "date": _day,
    "integer": _whole,
    "number": _number,
    "string": _text,
    "year": _year,
}
"""By type: values about which there is no doubt; ``None`` where frictionless must say."""
