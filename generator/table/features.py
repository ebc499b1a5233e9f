"""GeoJSON feature collections (RFC 7946) as tables: properties are columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from generator.model import Resource
from generator.table.cells import as_text
from generator.table.delimited import decode
from generator.table.fault import UnreadableTable
from generator.vietnamese import compose

_GEOMETRIES = {
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
}  # fmt: skip


def feature_rows(path: Path, resource: Resource) -> Iterator[list[str]]:
    """Properties as columns: in the schema's order, then those it does not know."""
    collection = features(path, resource)
    found = dict.fromkeys(name for feature in collection for name in feature["properties"] or {})
    declared = [column.name for column in resource.schema.fields] if resource.schema else []
    names = sorted(found, key=lambda name: [*declared, name].index(name))
    yield list(map(compose, names))
    for feature in collection:
        properties = feature["properties"] or {}
        yield [as_text(properties.get(name)) for name in names]


def features(path: Path, resource: Resource) -> list[dict[str, Any]]:
    """The features of the collection, each with ``properties`` (or ``None``)."""
    text = decode(path.read_bytes(), resource.encoding)
    if not text.strip():
        raise UnreadableTable("table-empty")
    if "\\u0000" in text:  # no form of the table can hold it
        raise UnreadableTable("geojson-broken", line=text.count("\n", 0, text.index("\\u0000")) + 1)
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UnreadableTable("geojson-broken", line=error.lineno) from error
    found = document.get("features") if isinstance(document, dict) else None
    if not isinstance(found, list) or document.get("type") != "FeatureCollection":
        raise UnreadableTable("geojson-broken", line=1)
    for number, feature in enumerate(found, 2):
        if not _is_feature(feature):
            raise UnreadableTable("geojson-broken", row=number)
    return found


def _is_feature(value: Any) -> bool:
    if not isinstance(value, dict) or value.get("type") != "Feature":
        return False
    properties, geometry = value.setdefault("properties", None), value.get("geometry")
    return isinstance(properties, dict | None) and (geometry is None or _is_geometry(geometry))


def _is_geometry(value: Any) -> bool:
    if not isinstance(value, dict) or value.get("type") not in _GEOMETRIES:
        return False
    parts = "geometries" if value["type"] == "GeometryCollection" else "coordinates"
    return isinstance(value.get(parts), list)
