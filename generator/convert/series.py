"""What the chart of a table shows: chosen by its publisher, else by what its columns are.

Numbers are added up only where that means something: amounts (people, money, areas), and rows
that are apart, which those of a total and its parts are not. Where nothing can be drawn
without misleading there is no chart. Averages are only drawn where a publisher asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from generator.convert.cells import cells
from generator.convert.columns import Columns
from generator.distribution import Cell, ColumnProfile, Series
from generator.model import Chart, ChartType, Column, FieldType, Resource, Schema

_MOST_BARS = 25
_MOST_POINTS = 120
_LEAST_GROUPS, _MOST_GROUPS = 3, 12
_LEAST_LINE = 4
"""Fewer points are bars."""

_TIMES: frozenset[FieldType] = frozenset({"date", "datetime", "year", "yearmonth"})
_AMOUNTS = frozenset({
    "người", "nghìn người", "học sinh", "trẻ", "hộ", "ca", "vụ", "lượt", "lượt khách", "hồ sơ",
    "doanh nghiệp", "dự án", "cơ sở", "trạm", "thuê bao", "giường", "phòng", "căn", "lớp", "cuộc",
    "phương tiện", "kg", "tạ", "tấn", "m²", "ha", "km²", "m³", "triệu m³", "km", "kwh", "mwh",
    "đồng", "nghìn đồng", "triệu đồng", "tỷ đồng", "usd", "nghìn usd", "triệu usd", "tỷ usd",
})  # fmt: skip
"""Units of what can be added up."""

_NO_AMOUNT = re.compile(r"(?i)^(giá|đơn giá|mức|lương|tỷ lệ|tỉ lệ|chỉ số|lũy kế|luỹ kế|cộng dồn)\b")
_MIXED = re.compile(r"(?i)(chi_tieu|thong_so|don_vi_tinh|don_vi_do|^dvt$|indicator|^unit$)")
"""Names of columns that say what a number is: rows count different things."""

_TOTAL = r"(?i)^(tổng|toàn |cả |chung$|tất cả|all$|total)"
_CODE = re.compile(r"(?i)^(ma|id|so_hieu|code)(_|$)")

_Measure = Literal["value", "sum", "mean", "count"]
_AGGREGATES: dict[_Measure, str] = {"value": "sum", "sum": "sum", "mean": "mean", "count": "count"}


class _Subject(NamedTuple):
    """A table and what is known of its columns."""

    content: Columns
    columns: dict[str, Column]
    profiles: dict[str, ColumnProfile]
    primary_key: tuple[str, ...]
    dimensions: tuple[str, ...]
    apart: frozenset[str]
    """Columns that are neither categories nor measures: keys of other tables, coordinates."""

    def is_unique(self, name: str) -> bool:
        return self.profiles[name].distinct == self.content.rows

    def is_code(self, name: str) -> bool:
        return name in self.apart or _CODE.match(name) is not None


def series(
    resource: Resource, schema: Schema, content: Columns, profiles: tuple[ColumnProfile, ...]
) -> Series | None:
    """The numbers of the table's chart; ``None`` where there is none worth drawing."""
    subject = _subject(schema, content, profiles)
    chosen = resource.chart
    if chosen is not None:
        return _chosen(subject, chosen)
    if content.rows == 0:
        return None
    return _over_time(subject) or _of_each(subject) or _of_groups(subject)


def _subject(schema: Schema, content: Columns, profiles: tuple[ColumnProfile, ...]) -> _Subject:
    places = () if schema.coordinates is None else (
        schema.coordinates.latitude, schema.coordinates.longitude,
    )  # fmt: skip
    keys = (name for key in schema.foreign_keys for name in key.fields)
    return _Subject(
        content=content,
        columns={column.name: column for column in schema.fields},
        profiles={profile.name: profile for profile in profiles},
        primary_key=schema.primary_key,
        dimensions=schema.dimensions,
        apart=frozenset([*keys, *places]),
    )


def _chosen(subject: _Subject, chart: Chart) -> Series | None:
    """What the publisher chose; nothing where the columns are none of the table's."""
    x, y = chart.x, chart.y
    if chart.type == "none" or x not in subject.columns:
        return None
    if y is None:
        return _series(subject, chart.type, x, None, "count")
    if y not in subject.columns or not _is_numeric(subject, y):
        return None
    added: _Measure = "sum" if _is_amount(subject.columns[y]) else "mean"
    return _series(subject, chart.type, x, y, "value" if subject.is_unique(x) else added)


# By what the columns are


def _over_time(subject: _Subject) -> Series | None:
    """The first measure along the time that each row is of."""
    x = next(_times(subject), None)
    if x is None or not 2 <= subject.profiles[x].distinct <= _MOST_POINTS:
        return None
    unique = subject.is_unique(x)
    y = next((name for name in _measures(subject) if unique or _adds_up(subject, x, name)), None)
    if y is None:
        return None
    type_: ChartType = "line" if subject.profiles[x].distinct >= _LEAST_LINE else "bar"
    return _series(subject, type_, x, y, "value" if unique else "sum")


def _times(subject: _Subject) -> Iterator[str]:
    for name, column in subject.columns.items():
        if column.type in _TIMES and name in (*subject.primary_key, *subject.dimensions):
            yield name


def _adds_up(subject: _Subject, x: str, y: str) -> bool:
    """Whether the numbers of one time are of things apart, which a sum counts once each."""
    others = [name for name in subject.primary_key if name != x]
    return (
        x in subject.primary_key
        and _is_amount(subject.columns[y])
        and all(subject.is_code(name) and _has_one_level(subject, name) for name in others)
        and not _has_totals(subject)
    )


def _of_each(subject: _Subject) -> Series | None:
    """The first measure of each thing, where there are few enough to name them all."""
    if not 2 <= subject.content.rows <= _MOST_BARS or next(_times(subject), None):
        return None
    x = next((name for name in _texts(subject) if subject.is_unique(name)), None)
    y = next(_measures(subject), None)
    if x is None or y is None or _has_totals(subject):
        return None
    return _series(subject, "bar", x, y, "value")


def _of_groups(subject: _Subject) -> Series | None:
    """How many rows there are of each kind, where each row is a thing of its own."""
    if len(subject.primary_key) != 1 or next(_times(subject), None):
        return None
    texts = sorted(_texts(subject), key=lambda name: name not in subject.dimensions)
    for name in texts:
        distinct = subject.profiles[name].distinct
        if _LEAST_GROUPS <= distinct <= _MOST_GROUPS and distinct * 2 <= subject.content.rows:
            return _series(subject, "bar", name, None, "count")
    return None


def _texts(subject: _Subject) -> Iterator[str]:
    for name, column in subject.columns.items():
        if column.type == "string" and not subject.is_code(name):
            yield name


def _measures(subject: _Subject) -> Iterator[str]:
    """Columns of numbers with a unit, in a table whose numbers are all of one kind."""
    if any(_MIXED.search(name) for name, c in subject.columns.items() if c.type == "string"):
        return
    keys = subject.primary_key
    for name, column in subject.columns.items():
        is_apart = name in keys or subject.is_code(name)
        if column.unit and not is_apart and _is_numeric(subject, name):
            yield name


def _is_numeric(subject: _Subject, name: str) -> bool:
    kind = subject.content.schema.field(name).type
    is_read = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return bool(is_read) and subject.columns[name].type in ("integer", "number")


def _is_amount(column: Column) -> bool:
    unit = (column.unit or "").lower()
    return unit in _AMOUNTS and _NO_AMOUNT.match(column.label.vi) is None


def _has_one_level(subject: _Subject, name: str) -> bool:
    """Whether all codes are equally long: those of groups are shorter than those of members."""
    lengths: set[int] = set()
    for piece in subject.content.pieces([name]):
        found = pc.min_max(pc.utf8_length(piece.column(0).cast(pa.string()))).as_py()
        lengths.update(length for length in found.values() if length is not None)
    return len(lengths) < 2


def _has_totals(subject: _Subject) -> bool:
    """Whether some row holds what others sum up to."""
    return any(
        pc.any(pc.match_substring_regex(piece.column(0), _TOTAL)).as_py()
        for name in subject.columns
        if pa.types.is_string(subject.content.schema.field(name).type)
        for piece in subject.content.pieces([name])
    )


# The numbers


def _series(
    subject: _Subject, type_: ChartType, x: str, y: str | None, measure: _Measure
) -> Series | None:
    points = _points(subject.content, x, y, measure)
    if type_ == "bar":
        points = [point for point in points if point[1] is not None]
    points.sort(key=lambda point: (isinstance(point[0], str), point[0]))
    if type_ == "bar" and subject.columns[x].type not in _TIMES:
        points.sort(key=lambda point: -(point[1] or 0))
        points = points[:_MOST_BARS]
    if not 2 <= len(points) <= _MOST_POINTS or all(number is None for _, number in points):
        return None
    return Series(type=type_, x=x, y=y, measure=measure, points=tuple(points))


def _points(
    content: Columns, x: str, y: str | None, measure: _Measure
) -> list[tuple[Cell, float | None]]:
    """The numbers by cell of ``x``, ``None`` where all that would be added up is missing."""
    parts = [_parts(piece, x, y) for piece in content.pieces([*dict.fromkeys([x, y or x])])]
    groups = pa.concat_tables(parts).group_by("x", use_threads=False)
    totals = groups.aggregate([("y_count", "sum"), *([("y_sum", "sum")] if y else [])])
    numbers = totals.column("y_count_sum").to_pylist()
    if measure != "count":
        sums = totals.column("y_sum_sum").to_pylist()
        is_mean = measure == "mean"
        numbers = [_share(*pair, is_mean) for pair in zip(sums, numbers, strict=True)]
    return [
        (cell, _plain(number))
        for cell, number in zip(cells(totals.column("x")), numbers, strict=True)
    ]


def _parts(piece: pa.Table, x: str, y: str | None) -> pa.Table:
    """What one piece adds to the numbers."""
    columns = pa.table({"x": piece.column(x), "y": piece.column(y or x)})
    present = columns.filter(pc.is_valid(columns["x"])).group_by("x", use_threads=False)
    return present.aggregate([("y", "count"), *([("y", "sum")] if y else [])])


def _share(total: Any, number: int, is_mean: bool) -> Any:
    return float(total) / number if is_mean and total is not None else total


def _plain(number: Any) -> float | None:
    """Without the dust of binary fractions that adding up leaves."""
    if number is None:
        return None
    value = float(number)
    return int(value) if value.is_integer() else float(f"{value:.12g}")
