"""How often each cell of a column stands there, whatever fits in memory at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

_HELD_BYTES = 32 << 20
"""Of different cells: three times as much is taken while they are counted together."""

Pieces = Callable[[], Iterable[pa.ChunkedArray]]
"""Gives the parts of a column, in order, each time it is called."""


class Counts(NamedTuple):
    """Of the cells of a column: how many there are, how many differ, the first and last in order.

    Of the commonest, the earlier stands first among equals. Values are as Arrow holds them.
    """

    present: int
    distinct: int
    bounds: list[Any]
    commonest: list[tuple[Any, int]]


class _TooManyError(Exception):
    """More different cells than can be held, of which ``values`` are some."""

    def __init__(self, values: pa.Array) -> None:
        self.values = values


def counts(pieces: Pieces, most: int) -> Counts:
    """Of a column's cells that are there; ``most`` of the commonest are told."""
    try:
        found = _counted(pieces())
    except _TooManyError as some:
        return _counted_by_ranges(pieces, most, some.values)
    return _told(found, most)


def _told(found: pa.Table, most: int) -> Counts:
    return Counts(
        present=pc.sum(found["count"]).as_py() or 0,
        distinct=len(found),
        bounds=list(pc.min_max(found["value"]).values()),
        commonest=_first(found, most),
    )


def _counted(pieces: Iterable[pa.ChunkedArray], *, is_bound: bool = True) -> pa.Table:
    """Values and counts in the order in which values appear; no more than can be held, if bound."""
    found: list[pa.Table] = []
    waiting = 0
    for piece in pieces:
        values, numbers = pc.value_counts(piece.drop_null()).flatten()
        found.append(pa.table({"value": values, "count": numbers}))
        waiting += found[-1].nbytes
        if waiting > _HELD_BYTES and len(found) > 1:
            found = [_merged(found)]
            waiting = found[0].nbytes
            if is_bound and waiting > _HELD_BYTES:
                raise _TooManyError(found[0]["value"].combine_chunks())
    return found[0] if len(found) == 1 else _merged(found)


def _merged(found: list[pa.Table]) -> pa.Table:
    # Without threads groups keep the order of their first rows.
    groups = pa.concat_tables(found).group_by("value", use_threads=False)
    return groups.aggregate([("count", "sum")]).rename_columns(["value", "count"])


def _first(found: pa.Table, most: int) -> list[tuple[Any, int]]:
    # sort_indices is stable: https://arrow.apache.org/docs/python/generated/pyarrow.compute.sort_indices.html
    order = pc.sort_indices(found["count"], sort_keys=[("", "descending")])[:most]
    rows = found.take(order)
    return list(zip(rows["value"], rows["count"].to_pylist(), strict=True))


# More different cells than can be held: those of one range of values after the other


def _counted_by_ranges(pieces: Pieces, most: int, some: pa.Array) -> Counts:
    ranges = _ranges(some, sum(len(piece) for piece in pieces()))
    parts = [_told(_of_range(pieces(), *bounds), most) for bounds in ranges]
    commonest = [pair for part in parts for pair in part.commonest]
    places = _places(pieces(), [value for value, _ in commonest])
    order = sorted(range(len(commonest)), key=lambda n: (-commonest[n][1], places[n]))
    filled = [bound for part in parts if part.distinct for bound in part.bounds]
    return Counts(
        present=sum(part.present for part in parts),
        distinct=sum(part.distinct for part in parts),
        bounds=[filled[0], filled[-1]],
        commonest=[commonest[number] for number in order[:most]],
    )


def _of_range(pieces: Iterable[pa.ChunkedArray], least: Any, end: Any) -> pa.Table:
    return _counted((_within(piece, least, end) for piece in pieces), is_bound=False)


def _ranges(some: pa.Array, rows: int) -> Iterator[tuple[Any, Any]]:
    """Ranges of about as many values as can be held half, were every further cell another."""
    size = some.nbytes / len(some)
    number = int(2 * rows * size / _HELD_BYTES) + 1
    sorted_values = some.take(pc.sort_indices(some))
    inner = [sorted_values[len(some) * part // number] for part in range(1, number)]
    return pairwise([None, *dict.fromkeys(inner), None])


def _within(piece: pa.ChunkedArray, least: Any, end: Any) -> pa.ChunkedArray:
    if least is not None:
        piece = piece.filter(pc.greater_equal(piece, least))
    return piece if end is None else piece.filter(pc.less(piece, end))


def _places(pieces: Iterable[pa.ChunkedArray], values: list[Any]) -> list[int]:
    """The row in which each value stands first."""
    places: dict[int, int] = {}
    start = 0
    for piece in pieces:
        for number in (number for number in range(len(values)) if number not in places):
            index = pc.index(piece, values[number]).as_py()
            if index >= 0:
                places[number] = start + index
        start += len(piece)
    return [places[number] for number in range(len(values))]
