"""JSON and GeoJSON: one record to a line, written in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa

from generator.convert.cells import cells
from generator.convert.typed import Geometry, TypedTable
from generator.model import Coordinates

_BATCH_ROWS = 10_000
_NESTED = {"array", "geojson", "object"}
_ON_ONE_LINE = {ord("\n"): " ", ord("\r"): " "}


def write_json(table: TypedTable, path: Path) -> None:
    """An array of objects by field name: numbers as numbers, codes as text, missing as null."""
    _write(path, b"[\n", (orjson.dumps(record) for record in _records(table)), b"\n]\n")


def write_geojson(table: TypedTable, path: Path) -> None:
    """A FeatureCollection (RFC 7946): every row a feature, its cells the properties."""
    features = (
        orjson.dumps({"type": "Feature", "geometry": geometry, "properties": record})
        for geometry, record in zip(_geometries(table), _records(table), strict=True)
    )
    _write(path, b'{"type":"FeatureCollection","features":[\n', features, b"\n]}\n")


def has_places(table: TypedTable) -> bool:
    """Whether rows have geometries or coordinates, which are numbers."""
    coordinates = table.schema.coordinates
    if coordinates is None:
        return table.geometries is not None
    kinds = {table.columns.schema.field(name).type for name in _axes(coordinates)}
    return all(map(_is_number, kinds))


def _is_number(kind: pa.DataType) -> bool:
    return any((pa.types.is_floating(kind), pa.types.is_integer(kind), pa.types.is_decimal(kind)))


def _write(path: Path, start: bytes, lines: Iterable[bytes], end: bytes) -> None:
    with path.open("wb") as file:
        separator = start
        for line in lines:
            file.write(separator + line)
            separator = b",\n"
        file.write(end)


def _records(table: TypedTable) -> Iterator[dict[str, Any]]:
    names = table.columns.column_names
    types = [column.type for column in table.schema.fields]
    for batch in table.columns.to_batches(max_chunksize=_BATCH_ROWS):
        columns = [_values(*pair) for pair in zip(batch.columns, types, strict=True)]
        for row in zip(*columns, strict=True):
            yield dict(zip(names, row, strict=True))


def _values(column: pa.Array, type_: str) -> list[Any]:
    if pa.types.is_decimal(column.type):
        return [None if text is None else orjson.Fragment(str(text)) for text in cells(column)]
    if type_ in _NESTED:
        return [None if text is None else _nested(str(text)) for text in cells(column)]
    return cells(column)


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
