"""JSON and GeoJSON: one record to a line, written in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from generator.convert.cells import cells, joined, texts
from generator.convert.typed import Geometry, TypedTable
from generator.model import Coordinates

_BATCH_ROWS = 10_000
_NESTED = {"array", "geojson", "object"}
_ESCAPED = r'["\\\x00-\x1f]'
_ON_ONE_LINE = {ord("\n"): " ", ord("\r"): " "}


def write_json(table: TypedTable, path: Path) -> None:
    """An array of objects by field name: numbers as numbers, codes as text, missing as null."""
    with path.open("wb") as file:
        separator = b"[\n"
        for records in _records(table):
            file.write(separator)
            file.write(joined(records, ",\n"))
            separator = b",\n"
        file.write(b"\n]\n")


def write_geojson(table: TypedTable, path: Path) -> None:
    """A FeatureCollection (RFC 7946): every row a feature, its cells the properties."""
    records = (orjson.Fragment(text) for batch in _records(table) for text in batch.to_pylist())
    with path.open("wb") as file:
        separator = b'{"type":"FeatureCollection","features":[\n'
        for geometry, record in zip(_geometries(table), records, strict=True):
            feature = {"type": "Feature", "geometry": geometry, "properties": record}
            file.write(separator + orjson.dumps(feature))
            separator = b",\n"
        file.write(b"\n]}\n")


def has_places(table: TypedTable) -> bool:
    """Whether rows have geometries or coordinates, which are numbers."""
    coordinates = table.schema.coordinates
    if coordinates is None:
        return table.geometries is not None
    kinds = {table.columns.schema.field(name).type for name in _axes(coordinates)}
    return all(map(_is_number, kinds))


def _is_number(kind: pa.DataType) -> bool:
    return any((pa.types.is_floating(kind), pa.types.is_integer(kind), pa.types.is_decimal(kind)))


def _records(table: TypedTable) -> Iterator[pa.Array]:
    """The rows as objects, written as JSON."""
    labels = [orjson.dumps(name).decode() for name in table.columns.column_names]
    types = [column.type for column in table.schema.fields]
    for batch in table.columns.to_batches(max_chunksize=_BATCH_ROWS):
        parts: list[Any] = []
        for label, type_, column in zip(labels, types, batch.columns, strict=True):
            parts += [f"{',' if parts else '{'}{label}:", _written(column, type_)]
        yield pc.binary_join_element_wise(*parts, "}", "")


def _written(column: pa.Array, type_: str) -> pa.Array:
    """Each cell as JSON."""
    if type_ in _NESTED:
        values = (None if text is None else _nested(str(text)) for text in cells(column))
        return pa.array(map(orjson.dumps, values), pa.binary()).cast(pa.string())
    write = next((write for is_kind, write in _WRITERS if is_kind(column.type)), _quoted)
    return pc.fill_null(write(column), "null")


def _quoted(column: pa.Array) -> pa.Array:
    written = texts(column)
    escaped = pc.match_substring_regex(written, _ESCAPED)
    plain = pc.binary_join_element_wise('"', written, '"', "")
    if not pc.any(escaped).as_py():
        return plain
    places = pc.indices_nonzero(escaped)
    spelled = (orjson.dumps(text).decode() for text in written.take(places).to_pylist())
    return pc.replace_with_mask(plain, pc.fill_null(escaped, False), pa.array(spelled, pa.string()))


def _doubles(column: pa.Array) -> pa.Array:
    numbers = np.asarray(pc.fill_null(column, 0.0))
    spelled = orjson.dumps(numbers, option=orjson.OPT_SERIALIZE_NUMPY)[1:-1].split(b",")
    written = pa.array(spelled if len(numbers) else [], pa.binary()).cast(pa.string())
    return pc.if_else(pc.is_valid(column), written, pa.scalar(None, pa.string()))


# Decimals that no double holds, digit for digit, are numbers all the same.
_WRITERS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[pa.Array], pa.Array]], ...] = (
    (pa.types.is_floating, _doubles),
    (pa.types.is_decimal, texts),
    (pa.types.is_integer, texts),
    (pa.types.is_boolean, texts),
)


def _nested(text: str) -> Any:
    """The JSON in a cell; as text where it is none (``NaN``, which some readers let pass)."""
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    # Line breaks in JSON stand between its parts only; a record is one line.
    return orjson.Fragment(text.translate(_ON_ONE_LINE))


def _geometries(table: TypedTable) -> Iterable[Geometry]:
    coordinates = table.schema.coordinates
    if table.geometries is not None or coordinates is None:
        return table.geometries or []
    degrees = (table.columns.column(name).to_pylist() for name in _axes(coordinates))
    return (_point(*position) for position in zip(*degrees, strict=True))


def _axes(coordinates: Coordinates) -> tuple[str, str]:
    return coordinates.longitude, coordinates.latitude


def _point(longitude: Any, latitude: Any) -> Geometry:
    if longitude is None or latitude is None:
        return None
    return {"type": "Point", "coordinates": [float(longitude), float(latitude)]}
