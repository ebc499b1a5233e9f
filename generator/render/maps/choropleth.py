"""What a table says of each area, where its rows name areas by their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from generator.distribution import Distribution, Product, TableProfile
from generator.model import Column, Resource, Schema
from generator.render.maps.boundaries import Atlas

MOST_CLASSES = 5
_TIMES = frozenset({"year", "yearmonth", "date"})
_NUMBERS = frozenset({"integer", "number"})
_MOST_ROWS = 2_000_000
_KEPT = 512

How = Literal["value", "sum", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """A number for each area code, how it was made from the rows, and of which time.

    ``column`` is absent where rows were counted. ``level`` is that of the areas.
    """

    level: str
    how: How
    column: Column | None
    when: tuple[Column, Any] | None
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueClass:
    """Areas of alike values: ``low`` and ``high`` are the smallest and largest of them."""

    low: float
    high: float


def area_column(
    schema: Schema, profile: TableProfile, known: Atlas, code_list: str
) -> tuple[Column, str] | None:
    """The column that names areas by code, and their level; ``None`` where there is none."""
    found = {column.name: column for column in profile.columns}
    for column in schema.fields:
        read = found.get(column.name)
        if column.type != "string" or read is None or read.minimum is None:
            continue
        level = known.level(code_list, read.minimum, read.maximum)
        if level is not None and read.distinct > 1:
            return column, level
    return None


def area_map(resource: Resource, product: Product, known: Atlas, code_list: str) -> AreaMap | None:
    """What a table says of areas; ``None`` where its rows do not name any."""
    schema, profile = resource.schema, product.profile
    if schema is None or profile is None or not 0 < profile.rows <= _MOST_ROWS:
        return None
    found = area_column(schema, profile, known, code_list)
    parquet = next((d for d in product.distributions if d.format == "Parquet"), None)
    if found is None or parquet is None:
        return None
    area, level = found
    return _area_map(parquet, _plan(schema, area), level)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The columns of a table by their part in a map."""

    area: Column
    time: Column | None
    numbers: tuple[Column, ...]
    is_keyed: bool


def _plan(schema: Schema, area: Column) -> _Plan:
    places = schema.coordinates
    spots = () if places is None else (places.latitude, places.longitude)
    keyed = area.name in schema.primary_key
    times = [c for c in schema.fields if c.type in _TIMES and c.name in schema.primary_key]
    numbers = [
        c
        for c in schema.fields
        if c.type in _NUMBERS and c.name not in (*spots, *schema.primary_key)
    ]
    return _Plan(
        area=area,
        time=times[0] if times else None,
        numbers=tuple(sorted(numbers, key=_is_count)),
        is_keyed=keyed,
    )


def _is_count(column: Column) -> bool:
    """Shares come first: areas differ in size, so counts mostly show how large they are."""
    unit = column.unit or ""
    return not ("%" in unit or "/" in unit or "‰" in unit)


@lru_cache(maxsize=_KEPT)
def _area_map(parquet: Distribution, plan: _Plan, level: str) -> AreaMap | None:
    wanted = [plan.area, *([plan.time] if plan.time else []), *plan.numbers]
    table = pq.read_table(parquet.content, columns=[column.name for column in wanted])
    table = table.filter(pc.is_valid(table.column(plan.area.name)))
    when = None
    if plan.time is not None and table.num_rows:
        latest = pc.max(table.column(plan.time.name))
        table = table.filter(pc.equal(table.column(plan.time.name), latest))
        when = (plan.time, latest.as_py())
    if not table.num_rows:
        return None
    how, column = _way(table, plan)
    values = _values(table, plan.area.name, column)
    return AreaMap(level=level, how=how, column=column, when=when, values=values)


def _way(table: pa.Table, plan: _Plan) -> tuple[How, Column | None]:
    """How areas get their one number.

    Shares must not be added up, so rows that repeat an area are counted unless the table is
    one of whole numbers about areas.
    """
    distinct = pc.count_distinct(table.column(plan.area.name)).as_py()
    if plan.is_keyed and plan.numbers and distinct == table.num_rows:
        return "value", plan.numbers[0]
    whole = [column for column in plan.numbers if column.type == "integer"]
    return ("sum", whole[0]) if plan.is_keyed and whole else ("count", None)


def _values(table: pa.Table, area: str, column: Column | None) -> dict[str, float]:
    if column is None:
        grouped = table.group_by(area).aggregate([(area, "count")])
        numbers = grouped.column(f"{area}_count").to_pylist()
    else:
        as_float = pc.cast(table.column(column.name), pa.float64())
        numbered = pa.table({area: table.column(area), "value": as_float})
        grouped = numbered.group_by(area).aggregate([("value", "sum")])
        numbers = grouped.column("value_sum").to_pylist()
    codes = grouped.column(area).to_pylist()
    return {
        str(code): number for code, number in zip(codes, numbers, strict=True) if number is not None
    }


def classes(values: Iterable[float]) -> tuple[ValueClass, ...]:
    """At most five classes of about as many areas each; equal values never part."""
    ordered = sorted(values)
    distinct = sorted(set(ordered))
    if len(distinct) <= MOST_CLASSES:
        return tuple(ValueClass(low=value, high=value) for value in distinct)
    ends = _ends(ordered)
    lows = [distinct[0], *(distinct[distinct.index(end) + 1] for end in ends[:-1])]
    return tuple(ValueClass(low=low, high=end) for low, end in zip(lows, ends, strict=True))


def _ends(ordered: Sequence[float]) -> list[float]:
    """The largest value of each class."""
    size = len(ordered) / MOST_CLASSES
    picked = [ordered[round(size * number) - 1] for number in range(1, MOST_CLASSES + 1)]
    return sorted({*picked, ordered[-1]})


def class_of(value: float, found: Sequence[ValueClass]) -> int:
    """Which class a value lies in, from 0."""
    return next(number for number, each in enumerate(found) if value <= each.high)
