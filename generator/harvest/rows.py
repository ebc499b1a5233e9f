"""Rows that are no file yet – a list of JSON objects, the answer to a query – as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from generator.harvest.record import Refused

_LISTS = ("data", "records", "results", "rows", "items", "value")
"""Keys below which services put the list, in the order they are looked for."""


def write_json_rows(source: Path, target: Path, url: str, limit: int) -> frozenset[str]:
    """Write the objects of a JSON file as rows, with every key that one of them has.

    What is given is what :func:`write_rows` gives.
    """
    try:
        rows = _rows(orjson.loads(source.read_bytes().removeprefix(b"\xef\xbb\xbf")))
    except (orjson.JSONDecodeError, TypeError) as error:
        raise Refused("rows-unreadable", url=url, error=error) from error
    labels = list(dict.fromkeys(str(key) for row in rows for key in row))
    if not labels:
        raise Refused("rows-unreadable", url=url, error="0")
    return write_rows(target, labels, ([row.get(label) for label in labels] for row in rows), limit)


def write_rows(
    target: Path, labels: Sequence[str], rows: Iterable[Sequence[Any]], limit: int
) -> frozenset[str]:
    """Write rows of values, at most ``limit`` of them; the labels of columns that hold texts."""
    texts: set[int] = set()
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(labels)
        for number, row in enumerate(rows):
            if number >= limit:
                raise Refused("too-many-rows", limit=limit)
            writer.writerow(map(_cell, row))
            texts.update(index for index, value in enumerate(row) if isinstance(value, str))
    return frozenset(labels[index] for index in texts)


def _rows(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        message = "[{…}, {…}]"
        raise TypeError(message)
    return value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)
