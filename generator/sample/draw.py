"""Cells of synthetic tables: typed Python values, ``None`` where one is missing."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from generator.sample.families import ColumnKind
from generator.sample.plan import Plan

Value = str | int | float | bool | date | datetime | None
Table = dict[str, list[Value]]
"""The cells of each column, from the first row to the last."""

_MISSING_SHARE = 0.04
_NOTES = (
    "Số liệu mẫu", "Đã rà soát", "Chưa có xác nhận của cơ sở, cập nhật ở kỳ sau",
    'Theo báo cáo "tổng hợp" của đơn vị', None, None, None,
)  # fmt: skip
_DRAWS_THAT_MAY_MISS = frozenset({"whole", "decimal", "day", "note"})


def may_miss(column: ColumnKind) -> bool:
    """Whether cells of that column may be missing."""
    return column.draw in _DRAWS_THAT_MAY_MISS


def draw_table(plan: Plan, year: int, rows: int, rng: random.Random) -> Table:
    """Draw about ``rows`` rows of the dataset's figures of one year: half as many to half more."""
    drawing = _Drawing(plan, year, rng.randint((rows + 1) // 2, rows + rows // 2), rng)
    return _without_repeats({column.name: drawing.column(column) for column in plan.family.columns})


def _without_repeats(table: Table) -> Table:
    rows = dict.fromkeys(zip(*table.values(), strict=True))
    return dict(zip(table, map(list, zip(*rows, strict=True)), strict=True))


class _Drawing:
    """One table being drawn, column by column."""

    def __init__(self, plan: Plan, year: int, rows: int, rng: random.Random) -> None:
        self.plan = plan
        self.year = year
        self.rows = rows
        self.rng = rng
        start = plan.territory.valid_from
        self.first_day = start if start and start.year == year else date(year, 1, 1)
        self.days = (date(year, 12, 31) - self.first_day).days + 1

    def column(self, column: ColumnKind) -> list[Value]:
        cells = _DRAWS[column.draw](self, column)
        if not may_miss(column):
            return cells
        chance = self.rng.random
        return [None if chance() < _MISSING_SHARE else cell for cell in cells]

    def code(self, column: ColumnKind) -> list[Value]:
        prefix, digits = column.bounds
        return [f"{prefix}{number:0{digits}d}" for number in range(1, self.rows + 1)]

    def name(self, column: ColumnKind) -> list[Value]:
        kinds = self.rng.choices(column.bounds, k=self.rows)
        return [f"{kind} {number}" for number, kind in enumerate(kinds, start=1)]

    def pick(self, column: ColumnKind) -> list[Value]:
        return list(self.rng.choices(column.bounds, k=self.rows))

    def whole(self, column: ColumnKind) -> list[Value]:
        low, high = column.bounds
        return [low + int(chance * (high - low + 1)) for chance in self._chances()]

    def decimal(self, column: ColumnKind) -> list[Value]:
        low, high, places = column.bounds
        return [round(low + chance * (high - low), places) for chance in self._chances()]

    def flag(self, _: ColumnKind) -> list[Value]:
        return [chance < 0.6 for chance in self._chances()]

    def day(self, _: ColumnKind) -> list[Value]:
        return [
            self.first_day + timedelta(days=int(chance * self.days)) for chance in self._chances()
        ]

    def month(self, _: ColumnKind) -> list[Value]:
        first = self.first_day.month
        return [
            f"{self.year}-{first + int(chance * (13 - first)):02d}" for chance in self._chances()
        ]

    def calendar_year(self, _: ColumnKind) -> list[Value]:
        return [self.year] * self.rows

    def moment(self, _: ColumnKind) -> list[Value]:
        start = datetime(self.year, 1, 1, 0, 30)  # the middle of each hour
        return [start + timedelta(hours=hour) for hour in range(self.rows)]

    def area(self, _: ColumnKind) -> list[Value]:
        codes = [part.code for part in self.plan.territory.parts]
        return list(self.rng.choices(codes, k=self.rows))

    def note(self, _: ColumnKind) -> list[Value]:
        return list(self.rng.choices(_NOTES, k=self.rows))

    def latitude(self, _: ColumnKind) -> list[Value]:
        return [round(21.13 + chance * 0.42, 5) for chance in self._chances()]

    def longitude(self, _: ColumnKind) -> list[Value]:
        return [round(105.35 + chance * 0.43, 5) for chance in self._chances()]

    def _chances(self) -> list[float]:
        chance = self.rng.random
        return [chance() for _ in range(self.rows)]


_DRAWS: dict[str, Callable[[_Drawing, ColumnKind], list[Value]]] = {
    "area": _Drawing.area,
    "code": _Drawing.code,
    "day": _Drawing.day,
    "decimal": _Drawing.decimal,
    "flag": _Drawing.flag,
    "latitude": _Drawing.latitude,
    "longitude": _Drawing.longitude,
    "moment": _Drawing.moment,
    "month": _Drawing.month,
    "name": _Drawing.name,
    "note": _Drawing.note,
    "pick": _Drawing.pick,
    "whole": _Drawing.whole,
    "year": _Drawing.calendar_year,
}
