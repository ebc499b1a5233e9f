"""How the numbers and dates of a column spread, in at most 20 bars with round edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise, product
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.distribution import Cell, Histogram

_MOST_BARS = 20
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)
"""Steps of calendars: months to centuries."""


class _Edge(NamedTuple):
    """Where a bar begins: as readers and programs write it, and as the column holds it."""

    written: Cell
    value: Any


def number_histogram(column: Any) -> Histogram | None:
    """Of ordered integers or doubles; ``None`` where all are the same."""
    is_whole = pa.types.is_integer(column.type)
    if pa.types.is_decimal(column.type) or pa.types.is_int64(column.type):
        # Bars are as fine as doubles: edges of either kind can be past what integers hold.
        column = column.cast(pa.float64(), safe=False)
    bounds = pc.min_max(column).as_py()
    if bounds["min"] is None or bounds["min"] == bounds["max"]:
        return None
    low, high = (Decimal(repr(bound) if isinstance(bound, float) else bound)
                 for bound in (bounds["min"], bounds["max"]))  # fmt: skip
    step = _round_step((high - low) / (_MOST_BARS - 1), whole=is_whole)
    first = low // step - (low % step < 0)
    bars = int(high // step - (high % step < 0) - first) + 1
    edges = [_number((first + position) * step) for position in range(bars + 1)]
    return _histogram(column, [_Edge(edge, pa.scalar(float(edge))) for edge in edges])


def _round_step(least: Decimal, *, whole: bool) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20 … and their decimal fractions that is not below ``least``."""
    start = least.adjusted()
    steps = (
        factor * Decimal(10) ** power for power, factor in product((start, start + 1), (1, 2, 5))
    )
    step = next(step for step in steps if step >= least)
    return max(step, Decimal(1)) if whole else step


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def date_histogram(column: Any) -> Histogram | None:
    """Of ordered dates or moments, or of months written ``2024-05`` in any order."""
    bounds = pc.min_max(column).as_py()
    if bounds["min"] is None or bounds["min"] == bounds["max"]:
        return None
    low, high = _day(bounds["min"]), _day(bounds["max"])
    days = None if pa.types.is_string(column.type) else _days(low, high)
    starts = days or _months(low, high)
    return None if starts is None else _histogram(column, _dated(starts, column.type))


def _day(bound: date | str) -> date:
    if isinstance(bound, str):
        return date.fromisoformat(f"{bound}-01")
    return bound.date() if isinstance(bound, datetime) else bound


def _days(low: date, high: date) -> list[date] | None:
    """Single days; ``None`` where there are too many of them, or no day after the last."""
    count = (high - low).days + 1
    if count > _MOST_BARS or high == date.max:
        return None
    return [low + timedelta(days=position) for position in range(count + 1)]


def _months(low: date, high: date) -> list[date] | None:
    """The first days of the shortest steps that give few enough bars."""
    first, last = (bound.year * 12 + bound.month - 1 for bound in (low, high))
    for step in _MONTHS:
        start = first - first % step
        bars = (last - start) // step + 1
        if bars <= _MOST_BARS:
            months = [start + position * step for position in range(bars + 1)]
            known = months[0] // 12 >= MINYEAR and months[-1] // 12 <= MAXYEAR
            return [date(month // 12, month % 12 + 1, 1) for month in months] if known else None
    return None


def _dated(starts: Sequence[date], kind: Any) -> list[_Edge]:
    length = 10 if any(day.day > 1 for day in starts) or _is_daily(starts) else 7
    if length == 7 and not pa.types.is_string(kind) and all(day.month == 1 for day in starts):
        length = 4
    return [_Edge(day.isoformat()[:length], _scalar(day, kind)) for day in starts]


def _is_daily(starts: Sequence[date]) -> bool:
    return (starts[1] - starts[0]).days == 1


def _scalar(day: date, kind: Any) -> Any:
    if pa.types.is_string(kind):
        return pa.scalar(day.isoformat()[:7])
    if pa.types.is_timestamp(kind):
        moment = pa.scalar(datetime(day.year, day.month, day.day), pa.timestamp(kind.unit))
        return moment.cast(pa.int64()).cast(kind)
    return pa.scalar(day, kind)


def _histogram(column: Any, edges: Sequence[_Edge]) -> Histogram:
    below = list(_below(column, edges))
    return Histogram(
        edges=tuple(edge.written for edge in edges),
        counts=tuple(after - before for before, after in pairwise(below)),
    )


def _below(column: Any, edges: Sequence[_Edge]) -> Iterator[int]:
    """How many cells lie below each edge.

    Cells are compared with the edges themselves, as whoever filters by a bar does: dividing by
    the step would put 0.3 among those below it.
    """
    if pa.types.is_string(column.type):
        for edge in edges:
            yield pc.sum(pc.less(column, edge.value)).as_py() or 0
        return
    values = pa.array([edge.value for edge in edges])
    yield from map(int, np.searchsorted(plain_numbers(column), plain_numbers(values)))


def plain_numbers(column: Any) -> np.ndarray:
    """The numbers of a column without missing cells; of dates and moments those kept inside."""
    if pa.types.is_temporal(column.type):
        column = column.cast(pa.int32() if pa.types.is_date32(column.type) else pa.int64())
    return np.asarray(column)
