"""All rows of a table that may be wrong, for whatever reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from generator.validate.fast.columns import JudgedColumn
from generator.validate.fast.keys import (
    KeyMatch,
    NotComparable,
    empty_rows,
    key_values,
    repeated_rows,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Columns whose values must occur in another table's: the other's are given."""

    name: str
    fields: tuple[str, ...]
    others: tuple[JudgedColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspects:
    """Indexes of rows to be judged, in order, and by name of a key those they point at.

    ``rows`` is ``None`` where all rows are to be judged, with all that keys point at.
    ``unreadable`` has, by column, texts that frictionless must not try to read.
    """

    rows: Sequence[int] | None = None
    targets: Mapping[str, Sequence[int]] = field(default_factory=dict)
    unreadable: Mapping[str, Set[str]] = field(default_factory=dict)


ALL = Suspects()


def find_suspects(
    columns: Mapping[str, JudgedColumn],
    ragged: Sequence[int],
    primary_key: Sequence[str],
    keys: Sequence[Key],
) -> Suspects:
    """The rows in which frictionless may find fault: in no other row it does."""
    wrong = [column.wrong_rows() for column in columns.values()]
    try:
        found = _find(columns, [np.array(ragged, np.int64), *wrong], primary_key, keys)
    except NotComparable:
        found = ALL
    odd = {name: column.unreadable for name, column in columns.items() if column.unreadable}
    return replace(found, unreadable=odd)


def _find(
    columns: Mapping[str, JudgedColumn],
    wrong: Sequence[np.ndarray],
    primary_key: Sequence[str],
    keys: Sequence[Key],
) -> Suspects:
    values = _KeyValues(columns)
    matches = {key.name: _match(key, columns, values) for key in keys}
    found = [
        *wrong,
        _blank_rows(list(columns.values())),
        *_repeated(values, columns, primary_key),
        *(match.missing_rows() for match in matches.values()),
        *_unreadable(columns.values()),  # known when all else has been asked
    ]
    rows = np.unique(np.concatenate(found))
    targets = {name: match.pointed_at(rows).tolist() for name, match in matches.items()}
    return Suspects(rows=rows.tolist(), targets=targets)


class _KeyValues(dict[str, Any]):
    """The values of columns as keys compare them, made when they are first asked for."""

    def __init__(self, columns: Mapping[str, JudgedColumn]) -> None:
        self._columns = columns

    def __missing__(self, name: str) -> Any:
        self[name] = values = key_values(self._columns[name])
        return values


def _match(key: Key, columns: Mapping[str, JudgedColumn], values: Mapping[str, Any]) -> KeyMatch:
    if any(
        columns[name].type != other.type for name, other in zip(key.fields, key.others, strict=True)
    ):
        raise NotComparable
    own = [values[name] for name in key.fields]
    return KeyMatch(own, [key_values(other) for other in key.others])


def _unreadable(columns: Iterable[JudgedColumn]) -> Iterator[np.ndarray]:
    for column in columns:
        if column.unreadable:
            yield np.flatnonzero(column.rows_with(list(column.unreadable)))


def _blank_rows(columns: Sequence[JudgedColumn]) -> np.ndarray:
    blank: np.ndarray | None = None
    for column in columns:
        if column.missing is None:
            return np.empty(0, np.int64)
        blank = column.missing if blank is None else blank & column.missing
    return np.empty(0, np.int64) if blank is None else np.flatnonzero(blank)


def _repeated(
    values: Mapping[str, Any], columns: Mapping[str, JudgedColumn], primary_key: Sequence[str]
) -> Iterator[np.ndarray]:
    for name, column in columns.items():
        if column.is_unique:
            yield repeated_rows([values[name]])
    if primary_key and columns.keys() >= set(primary_key):
        key = [values[name] for name in primary_key]
        yield repeated_rows(key)
        yield np.flatnonzero(empty_rows(key))
