"""Values of workbooks and of JSON as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import orjson

from generator.vietnamese import compose


def as_text(value: Any) -> str:
    """A value of a workbook or of JSON as text."""
    if value is None:
        return ""
    return compose(_WRITERS.get(type(value), str)(value))


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _moment(value: datetime) -> str:
    return (value.date() if value.time() == time() else value).isoformat()


_WRITERS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    float: _number,
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: lambda value: f"PT{value.total_seconds():.0f}S",
    dict: lambda value: orjson.dumps(value).decode(),
    list: lambda value: orjson.dumps(value).decode(),
}
